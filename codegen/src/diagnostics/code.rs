//! The rules of the spec language.

/// Declares the rules, each with its code, name and meaning.
macro_rules! codes {
    ($($id:literal $name:ident $meaning:literal)+) => {
        /// A rule of the spec language. Codes are stable: the number of a removed rule stays unused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $name,)+
        }

        impl Code {
            /// All rules, by code.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Returns the code, such as `E101`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }

            /// Returns the page that explains the rule, in Markdown: a wrong and a corrected piece of a spec, and the
            /// reason for the rule.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("pages/", $id, ".md")),)+
                }
            }

            /// Returns the rule in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)+
                }
            }

            /// Returns the rule with this code, in any case.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                let mut all = Self::ALL.iter().copied();
                all.find(|code| code.id().eq_ignore_ascii_case(id))
            }

            /// Returns the rule whose code is nearest to a text, if one is near.
            #[must_use]
            pub fn nearest(text: &str) -> Option<Self> {
                let near = super::nearest(text, Self::ALL.iter().map(|code| code.id()))?;
                Self::from_id(near)
            }

            /// Returns whether breaking the rule is only a warning.
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
    "E004" DuplicateKey "The keys of a mapping are unique."
    "E005" YamlFeature "A spec file is one document of mappings with text keys, lists and scalars: no anchors, aliases, tags or merge keys."
    "E006" TooDeep "The nesting of values is limited."

    // Shape.
    "E101" UnknownKey "A mapping has only known keys."
    "E102" MissingKey "A mapping has all required keys."
    "E103" WrongShape "Each value has the kind that its key requires: text, a number, a list, a mapping."
    "E104" UnusualNumber "Numbers are written in decimal, as in JSON."
    "E105" TypeSyntax "A type is a built-in one, the name of one in `types`, `list<…>` or `map<…>`."
    "E106" UnknownWord "A value with a fixed set of words is one of them."
    "E107" EmptyText "A text is not empty."

    // Names.
    "E201" BadName "A name has the form that its kind requires."
    "E202" GroupName "A group has the name of its file."
    "E203" DuplicateEndpoint "Endpoint names are unique within a client."
    "E204" DuplicatePath "Endpoints with the same path have other parameters."
    "E205" DuplicateParameter "Wire names are unique within a call, including the fields of its signature, and within an object."
    "E206" DuplicateValue "The values of an enum are unique."
    "E207" RustNameClash "Names are unique after conversion to Rust."
    "E208" ReservedCommand "No call and no client has the name of a command of the command line itself."

    // Types and traits.
    "E301" UnknownType "A type is built in or defined in `types` of a file."
    "E302" RecursiveType "An object contains itself only in an optional or nullable field, a list or a map."
    "E303" TypeNotAllowed "A type is used only where it is allowed."
    "E304" TraitNotAllowed "A field has only the keys that are allowed for its type and place."
    "E305" MissingJoin "A list parameter has a `join`."
    "E306" MixedValues "The values of an enum are all text or all integers."
    "E307" Empty "An enum has values and an object has fields."

    // Bounds and defaults.
    "E401" BadBound "A bound is a value of the type that it constrains."
    "E402" Contradiction "At least one value satisfies the constraints."
    "E403" BadDefault "A default is a valid value of its field."

    // Endpoints.
    "E501" BadPath "A path starts with a slash and has only characters that are not escaped in a URL path."
    "E502" BadRetry "`safe_when` names an argument of an enum type and some of its values."

    // Examples.
    "E601" NoExample "Every endpoint has an example."
    "E602" MissingValue "An example has all required arguments, and its response all required fields."
    "E603" UnknownValue "An example has only arguments and fields of the endpoint."
    "E604" WrongType "Values in examples have the right type."
    "E605" OutOfBounds "Values in examples satisfy the constraints."
    "E606" UnknownEnumValue "Enum values in examples are listed in the enum."
    "E607" WrongResponse "An example has a response if and only if the endpoint has one."
    "E608" Lossy "Decoding and encoding preserve the values of examples."
    "E609" BadFile "A file in an example has a name, a media type and its bytes as `text` or `base64`."

    // Names across files.
    "E610" DuplicateType "Type names are unique in the spec."
    "E611" AmbiguousCall "An example of a call that shares its path sends what only this call knows."

    // What a call sends.
    "E620" PathParameter "A parameter in a path is a required argument that is one text, number or enum value, and not secret."
    "E621" NothingToSend "An optional argument that is always sent has a default."
    "E622" BadCondition "`with` names another argument of an enum type and some of its values."
    "E623" BadChoice "A choice with `one_of` is between two or more parameters."
    "E624" SeveralChosen "An example gives at most one of the parameters of a choice."
    "E625" BadJsonBody "The parameters of a JSON body are neither files, nor sets, nor repeated lists."

    // Pages.
    "E640" BadPaging "`paging` names parameters and fields of the endpoint whose types fit."
    "E641" PagesNotShown "A call with pages has an example of a first page and one of the page after it."

    // Tasks.
    "E645" BadTask "`task` names a call that asks for the state, and fields whose types fit."
    "E646" TaskNotShown "The examples show a task that is done and one that is not, and other tasks that are started."

    // The platform.
    "E701" BadUrl "URLs are absolute and written in their normal form."
    "E702" UnknownEnvironment "The default environment is one of the environments."
    "E703" FieldClash "The fields of the signature are unique, and so are those of the envelope."
    "E704" BadDefaults "Limits are positive, and the limit of a part does not exceed that of the whole."
    "E705" BadUtcOffset "The platform's offset from UTC looks like `+08:00`."
    "E706" BadProbe "The probe is a call that is safe to repeat and requires no argument."

    // Pages of documentation.
    "E711" NoCall "A page of documentation describes at least one call."
    "E712" DraftFails "The draft of a page is a valid spec."

    // Warnings about pages of documentation.
    "W701" Unused "Everything on a page is used in the draft."
    "W702" MissingPart "Each call on a page has a link, badges before its parameters, an example and an answer."
    "W703" NameMismatch "The bullets and the examples of a page have the same names, each once."
    "W704" Disagreement "The text of a page and its examples agree."
    "W705" NotUnderstood "The code, the values and the text of a page can be parsed."
    "W706" Untidy "The Markdown of a page is well-formed."
    "W707" Changed "The draft contains the values of the page's examples unchanged."

    // Warnings about a spec.
    "W721" UnusedType "Every type is used by a call."
}
