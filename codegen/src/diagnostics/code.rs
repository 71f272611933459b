//! The rules that a spec can break.

/// Declares the rules: code, name and meaning of each stand in this one place.
macro_rules! codes {
    ($($id:literal $name:ident $meaning:literal)+) => {
        /// A rule of the spec language. Codes are stable: a rule that goes away leaves its number unused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $name,)+
        }

        impl Code {
            /// All rules, by code.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code, such as `E101`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }

            /// The page that explains the rule, as Markdown: what is wrong, a wrong and a mended piece of a spec, and why
            /// there is the rule.
            #[cfg(feature = "tools")]
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("pages/", $id, ".md")),)+
                }
            }

            /// What the rule says, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)+
                }
            }

            /// The rule with this code, in capitals or not.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                let mut all = Self::ALL.iter().copied();
                all.find(|code| code.id().eq_ignore_ascii_case(id))
            }

            /// The rule whose code is nearest to a text, if one is near.
            #[must_use]
            pub fn nearest(text: &str) -> Option<Self> {
                let near = super::nearest(text, Self::ALL.iter().map(|code| code.id()))?;
                Self::from_id(near)
            }

            /// Whether breaking the rule is told of and keeps nothing from being done.
            #[must_use]
            pub fn is_warning(self) -> bool {
                self.id().starts_with('W')
            }
        }
    };
}

codes! {
    // Files and YAML.
    "E001" UnreadableFile "Every file of a spec can be read and is UTF-8 text without control characters."
    "E002" MissingFile "A spec is a folder with `platform.yaml` and one `*.yaml` file for each group."
    "E003" Syntax "A spec file is well-formed YAML."
    "E004" DuplicateKey "A mapping has each key once."
    "E005" YamlFeature "A spec file is one document of mappings with text keys, lists and scalars: no anchors, aliases, tags or merge keys."
    "E006" TooDeep "Values nest no deeper than a person can follow."

    // Shape.
    "E101" UnknownKey "A mapping of the spec language has only the keys that the language knows."
    "E102" MissingKey "A mapping of the spec language has all the keys that it needs."
    "E103" WrongShape "Each value is of the kind that its key asks for: text, a number, a list, a mapping."
    "E104" UnusualNumber "Numbers are written in decimal, as in JSON."
    "E105" TypeSyntax "A type is a built-in one, the name of one in `types`, `list<…>` or `map<…>`."
    "E106" UnknownWord "Where the language offers a choice of words, one of them is used."
    "E107" EmptyText "A text says something."

    // Names.
    "E201" BadName "A name has the form that its kind of thing asks for."
    "E202" GroupName "A group is named like its file."
    "E203" DuplicateEndpoint "Endpoint names differ throughout the spec."
    "E204" DuplicatePath "Endpoint paths differ throughout the spec."
    "E205" DuplicateParameter "Names on the wire differ within a call, the fields of its signature included, and within an object."
    "E206" DuplicateValue "The values of an enum differ."
    "E207" RustNameClash "Names still differ after they were made into Rust names."

    // Types and traits.
    "E301" UnknownType "A type that is used is built in or stands in `types` of the same file."
    "E302" RecursiveType "An object contains itself only through a list or a map."
    "E303" TypeNotAllowed "Some types make sense only in some places."
    "E304" TraitNotAllowed "A field has only the traits that mean something for its type and place."
    "E305" MissingJoin "A parameter that is a list says how it is joined."
    "E306" MixedValues "The values of an enum are all text or all integers."
    "E307" Empty "An enum has values and an object has fields."

    // Bounds and defaults.
    "E401" BadBound "A bound is a value of the type that it bounds."
    "E402" Contradiction "Bounds leave room for a value."
    "E403" BadDefault "A default is a value that its field accepts."

    // Endpoints.
    "E501" BadPath "A path starts with a slash and has only characters that a URL path has as they are."
    "E502" BadRetry "`safe_when` names an argument of an enum type and some of its values."

    // Examples.
    "E601" NoExample "Every endpoint has an example."
    "E602" MissingValue "An example gives all arguments, and its response all fields that are always there."
    "E603" UnknownValue "An example gives only arguments and fields that the endpoint has."
    "E604" WrongType "Values in examples are of their type."
    "E605" OutOfBounds "Values in examples obey the bounds."
    "E606" UnknownEnumValue "Enum values in examples are listed in the enum."
    "E607" WrongResponse "An example shows a response exactly where the endpoint has one."
    "E608" Lossy "What an example shows comes out the same after it was decoded and encoded again."
    "E609" BadFile "A file in an example has a name, a media type and its bytes as `text` or `base64`."

    // The platform.
    "E701" BadUrl "URLs are absolute and written in their normal form."
    "E702" UnknownEnvironment "The default environment is one of the environments."
    "E703" FieldClash "The fields of the signature differ from each other, and those of the envelope too."
    "E704" BadDefaults "Limits are above zero and the shorter ones are not longer than the longer ones."

    // Pages of documentation.
    "E711" NoCall "A page of documentation describes at least one call."
    "E712" DraftFails "What is drafted from a page passes every check of a spec."

    // Warnings about pages of documentation.
    "W701" Unused "Everything on a page goes into its draft."
    "W702" MissingPart "Each call on a page has a link, badges before its parameters, an example and an answer."
    "W703" NameMismatch "The names in a page's bullets are those in its examples, each once."
    "W704" Disagreement "The words of a page and its examples agree."
    "W705" NotUnderstood "The code, the values and the words of a page can be understood."
    "W706" Untidy "A page is written in the Markdown that it means."
    "W707" Changed "The values of a page's examples stand in its draft as they are."
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_in_order_and_differ() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id()));
    }
}
