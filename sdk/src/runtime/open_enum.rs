//! What all generated enums have in common. An enum is a scalar that reports the values it does not list.
#![allow(
    unused_imports,
    unused_macros,
    reason = "the spec chooses which are used"
)]

/// Completes an enum with `as_str` and `From<&str>`.
macro_rules! text_enum {
    ($name:ident) => {
        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        $crate::runtime::open_enum::open_enum! {
            $name, Text, as_str,
            parse(text) { Ok($name::from(&*text)) },
            with_text(value, then) { then(value.as_str()) }
        }
    };
}

/// Completes an enum with `as_i64` and `From<i64>`.
macro_rules! integer_enum {
    ($name:ident) => {
        $crate::runtime::open_enum::open_enum! {
            $name, Integer, as_i64,
            parse(text) {
                ($crate::runtime::scalar::Integer::CODEC.parse)(text).map($name::from)
            },
            with_text(value, then) {
                ($crate::runtime::scalar::Integer::CODEC.with_text)(&value.as_i64(), then)
            }
        }
    };
}

/// Implements `Scalar` and `Display` for an enum, given the scalar of its values, their accessor, and how they are
/// parsed and passed on as text.
macro_rules! open_enum {
    ($name:ident, $scalar:ident, $as_value:ident,
     parse($text:ident) $parse:block, with_text($value:ident, $then:ident) $with_text:block) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.$as_value(), f)
            }
        }

        impl $crate::runtime::scalar::Scalar for $name {
            type Value = Self;

            const INFO: &'static $crate::runtime::scalar::ScalarInfo =
                $crate::runtime::scalar::$scalar::INFO;

            // Functions compile faster than closures, of which each needs another function to be called by pointer.
            const CODEC: $crate::runtime::scalar::Codec<Self> = {
                fn placeholder() -> $name {
                    $name::Other(Default::default())
                }
                fn parse(
                    $text: std::borrow::Cow<'_, str>,
                ) -> Result<$name, std::borrow::Cow<'static, str>> $parse
                fn with_text($value: &$name, $then: &mut dyn FnMut(&str)) $with_text
                fn problem(_: &$name, _: &$crate::runtime::bounds::Bounds) -> Option<String> {
                    None
                }
                $crate::runtime::scalar::Codec {
                    placeholder,
                    parse,
                    with_text,
                    problem,
                }
            };

            fn is_unlisted(value: &Self) -> bool {
                matches!(value, Self::Other(_))
            }
        }
    };
}

pub(crate) use {integer_enum, open_enum, text_enum};
