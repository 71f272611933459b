//! Declares the objects and the words of the spec language: one declaration is the Rust type, its reader and its JSON
//! Schema.

/// Declares structs whose fields are the keys of a mapping. The docs of a field are the description of its key.
/// - A key has the name of its field, or the name after `as`.
/// - A key is optional if its type is an `Option`, or if the field is marked `= default`.
/// - `at span` adds a field with the location of the whole mapping.
macro_rules! spec_objects {
    ($(
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident $(at $place:ident)? {
            $(
                $(#[doc = $field_doc:literal])+
                pub $field:ident: $ty:ty $(as $key:literal)? $(= $default:ident)?,
            )+
        }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        $vis struct $name {
            $(
                /// The location of the whole mapping.
                pub $place: $crate::source::Span,
            )?
            $(
                $(#[doc = $field_doc])+
                pub $field: $ty,
            )+
        }

        impl $crate::spec::read::Read for $name {
            fn read(
                node: $crate::spec::yaml::Node,
                owner: $crate::source::Span,
                out: &mut $crate::diagnostics::Diagnostics,
            ) -> Option<Self> {
                $(let $place = node.span;)?
                let known = &[$(spec_objects!(@key $field $($key)?)),+];
                let mut object = $crate::spec::read::Object::open::<Self>(node, owner, known, out)?;
                $(
                    let absent: Option<$ty> = spec_objects!(@absent $ty, $($default)?);
                    let $field = object.take(spec_objects!(@key $field $($key)?), absent, out);
                )+
                Some(Self { $($place,)? $($field: $field?),+ })
            }

            fn stand_in(owner: $crate::source::Span) -> Option<Self> {
                $(let $place = owner;)?
                Some(Self {
                    $($place,)?
                    $($field: spec_objects!(@stand_in owner, $ty, $($default)?)),+
                })
            }

            fn form() -> String {
                let mut keys: Vec<String> = Vec::new();
                $(
                    let absent: Option<$ty> = spec_objects!(@absent $ty, $($default)?);
                    if absent.is_none() {
                        let form = $crate::spec::read::inner_form::<$ty>();
                        keys.push(format!("{}: {form}", spec_objects!(@key $field $($key)?)));
                    }
                )+
                format!("{{{}}}", keys.join(", "))
            }

            fn schema(definitions: &mut $crate::spec::schema::Definitions) -> $crate::json::Json {
                definitions.object(stringify!($name), concat!($($doc,)+), |definitions| vec![$(
                    $crate::spec::schema::Property {
                        key: spec_objects!(@key $field $($key)?),
                        doc: concat!($($field_doc,)+),
                        required: spec_objects!(@absent $ty, $($default)?).is_none(),
                        schema: <$ty as $crate::spec::read::Read>::schema(definitions),
                    }
                ),+])
            }
        }
    )+};
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@absent $ty:ty,) => { <$ty as $crate::spec::read::Read>::absent() };
    (@absent $ty:ty, default) => { Some(<$ty>::default()) };
    (@stand_in $owner:ident, $ty:ty,) => { <$ty as $crate::spec::read::Read>::stand_in($owner)? };
    (@stand_in $owner:ident, $ty:ty, default) => { <$ty>::default() };
}

/// Declares enums whose values are words. The first word replaces one that is not valid.
macro_rules! spec_words {
    ($(
        $(#[doc = $doc:literal])+
        $vis:vis enum $name:ident {
            $($(#[doc = $word_doc:literal])+ $variant:ident = $word:literal,)+
        }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name {
            $($(#[doc = $word_doc])+ $variant,)+
        }

        impl $crate::spec::read::Words for $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];
        }
    )+};
}

pub(crate) use {spec_objects, spec_words};
