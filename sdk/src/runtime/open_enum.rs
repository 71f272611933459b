//! What all generated enums have in common. An enum is a scalar that reports the values it does not list.
#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "the spec chooses which are used"
)]

use std::fmt;

use super::quoted::Quoted;

/// Completes an enum with `as_str`.
macro_rules! text_enum {
    ($name:ident) => {
        impl $name {
            /// Returns the value with this text on the wire: a known one, or `Other`.
            #[must_use]
            #[inline(never)]
            pub fn known_or_other(value: &str) -> Self {
                match Self::known(value) {
                    Some(known) => known.clone(),
                    None => Self::Other(value.to_owned()),
                }
            }

            fn known(value: &str) -> Option<&'static Self> {
                Self::KNOWN.get($crate::runtime::open_enum::index(Self::WIRE, value))
            }
        }

        $crate::runtime::open_enum::open_enum! {
            $name, Text, as_str,
            parse(text) { Ok($name::known_or_other(&text)) },
            with_text(value, then) { then(value.as_str()) },
            known(text) { $name::known(text) }
        }
    };
}

/// Completes an enum with `as_i64`.
macro_rules! integer_enum {
    ($name:ident) => {
        impl $name {
            /// Returns the value with this number on the wire: a known one, or `Other`.
            #[must_use]
            pub fn known_or_other(value: i64) -> Self {
                match Self::known(value) {
                    Some(known) => *known,
                    None => Self::Other(value),
                }
            }

            fn known(value: i64) -> Option<&'static Self> {
                Self::KNOWN.iter().find(|known| known.as_i64() == value)
            }
        }

        $crate::runtime::open_enum::open_enum! {
            $name, Integer, as_i64,
            parse(text) {
                ($crate::runtime::scalar::Integer::CODEC.parse)(text).map($name::known_or_other)
            },
            with_text(value, then) {
                ($crate::runtime::scalar::Integer::CODEC.with_text)(&value.as_i64(), then)
            },
            known(text) { text.parse().ok().and_then($name::known) }
        }
    };
}

/// Implements `Scalar`, `Display` and `FromStr` for an enum, given the scalar of its values, their accessor, and how
/// they are parsed, passed on as text, and found among the known ones.
macro_rules! open_enum {
    ($name:ident, $scalar:ident, $as_value:ident,
     parse($text:ident) $parse:block, with_text($value:ident, $then:ident) $with_text:block,
     known($wire:ident) $known:block) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.$as_value(), f)
            }
        }

        /// Reads a known value. `known_or_other` also accepts others.
        impl std::str::FromStr for $name {
            type Err = $crate::NotAKnownValue;

            fn from_str($wire: &str) -> Result<Self, $crate::NotAKnownValue> {
                let known: Option<&Self> = $known;
                match known {
                    Some(known) => Ok(known.clone()),
                    None => Err($crate::NotAKnownValue::new($wire, stringify!($name), Self::WIRE)),
                }
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

/// Returns the index of a text among the known values of an enum; their number if it is not one of them.
#[inline(never)]
pub(crate) fn index(known: &[&str], text: &str) -> usize {
    let index = known.iter().position(|known| *known == text);
    index.unwrap_or(known.len())
}

/// Error returned when a text is not a known value of an enum. It names the known values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAKnownValue(String);

impl NotAKnownValue {
    #[cold]
    pub(crate) fn new(text: &str, ty: &str, known: &[&str]) -> Self {
        let known: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
        let (text, known) = (Quoted(text), known.join(", "));
        Self(format!(
            "{text} is not a known value of `{ty}`: expected one of {known}"
        ))
    }
}

impl fmt::Display for NotAKnownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotAKnownValue {}
