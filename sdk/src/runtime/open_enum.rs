//! What all generated enums have in common. An enum is a scalar that reports the values it does not list.
#![allow(
    unused_imports,
    unused_macros,
    reason = "which of these are used is the spec's choice"
)]

/// Completes an enum with `as_str` and `From<&str>`.
macro_rules! text_enum {
    ($name:ident) => {
        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::runtime::scalar::Scalar for $name {
            type Value = Self;

            const INFO: &'static $crate::runtime::scalar::ScalarInfo =
                $crate::runtime::scalar::Text::INFO;

            fn placeholder() -> Self {
                Self::Other(String::new())
            }

            fn parse(
                text: std::borrow::Cow<'_, str>,
            ) -> std::result::Result<Self, std::borrow::Cow<'static, str>> {
                Ok(Self::from(&*text))
            }

            fn with_text<R>(value: &Self, then: impl FnOnce(&str) -> R) -> R {
                then(value.as_str())
            }

            fn is_unlisted(value: &Self) -> bool {
                matches!(value, Self::Other(_))
            }
        }
    };
}

/// Completes an enum with `as_i64` and `From<i64>`.
macro_rules! integer_enum {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.as_i64().fmt(f)
            }
        }

        impl $crate::runtime::scalar::Scalar for $name {
            type Value = Self;

            const INFO: &'static $crate::runtime::scalar::ScalarInfo =
                $crate::runtime::scalar::Integer::INFO;

            fn placeholder() -> Self {
                Self::Other(0)
            }

            fn parse(
                text: std::borrow::Cow<'_, str>,
            ) -> std::result::Result<Self, std::borrow::Cow<'static, str>> {
                $crate::runtime::scalar::Integer::parse(text).map(Self::from)
            }

            fn with_text<R>(value: &Self, then: impl FnOnce(&str) -> R) -> R {
                $crate::runtime::scalar::Integer::with_text(&value.as_i64(), then)
            }

            fn is_unlisted(value: &Self) -> bool {
                matches!(value, Self::Other(_))
            }
        }
    };
}

pub(crate) use {integer_enum, text_enum};
