//! The rules: every kind of change that there is, and what it means for the wire and for Rust source.

/// What a change means for clients that were built before it, once the platform behaves as the new spec says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// They go on working.
    Compatible,
    /// They send what is refused or misunderstood, or cannot read what is answered.
    Breaking,
}

/// What a change means for programs that were written before it, once they are built with the new client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// They compile, and do what they did.
    Compatible,
    /// They may not compile.
    Breaking,
    /// They compile, but may do something else than before. This counts as breaking.
    Silent,
}

/// What a change is, for the reader of a changelog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something that was not there.
    Added,
    /// Something that is another now.
    Changed,
    /// Something that should not be used any more, or may be used again.
    Deprecated,
    /// Something that is not there any more.
    Removed,
    /// Words and examples.
    Documentation,
}

/// Declares the rules: name, verdicts, kind and reasons of each stand in this one place.
macro_rules! rules {
    ($($name:literal $rule:ident $wire:ident $source:ident $kind:ident $meaning:literal $why:literal)+) => {
        /// A kind of change. Names are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $meaning] $rule,)+
        }

        impl Rule {
            /// All rules, by subject.
            pub const ALL: &[Self] = &[$(Self::$rule,)+];

            /// The name, such as `endpoint-removed`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$rule => $name,)+
                }
            }

            /// What it means for clients that were built before.
            #[must_use]
            pub fn wire(self) -> Wire {
                match self {
                    $(Self::$rule => Wire::$wire,)+
                }
            }

            /// What it means for programs that were written before.
            #[must_use]
            pub fn source(self) -> Source {
                match self {
                    $(Self::$rule => Source::$source,)+
                }
            }

            /// What it is for the reader of a changelog.
            #[must_use]
            pub fn kind(self) -> Kind {
                match self {
                    $(Self::$rule => Kind::$kind,)+
                }
            }

            /// What has changed, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$rule => $meaning,)+
                }
            }

            /// Why it has these verdicts, in one sentence.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self {
                    $(Self::$rule => $why,)+
                }
            }
        }
    };
}

rules! {
    // Groups and endpoints.
    "group-added" GroupAdded Compatible Compatible Added
        "A group was added."
        "A new module is in nobody's way."
    "group-removed" GroupRemoved Compatible Breaking Removed
        "A group was removed."
        "Its module is gone; what became of its endpoints is told for each of them."
    "group-renamed" GroupRenamed Compatible Breaking Changed
        "A group got another name and kept endpoints."
        "Paths stay, but the module has another name."
    "group-doc-changed" GroupDocChanged Compatible Compatible Documentation
        "The title of a group changed."
        "Only documentation."
    "endpoint-added" EndpointAdded Compatible Compatible Added
        "An endpoint was added."
        "A new method and a new request are in nobody's way."
    "endpoint-removed" EndpointRemoved Breaking Breaking Removed
        "An endpoint was removed."
        "The platform does not answer its path any more, and its method and types are gone."
    "endpoint-renamed" EndpointRenamed Compatible Breaking Changed
        "An endpoint got another name in Rust and kept its path."
        "Method, request and response have other names; the call on the wire is the same."
    "endpoint-path-changed" EndpointPathChanged Breaking Compatible Changed
        "An endpoint kept its name and got another path."
        "Clients that were built before call the old path; the method is the same."
    "endpoint-moved" EndpointMoved Compatible Breaking Changed
        "An endpoint stands in another group."
        "Its request and response are in another module; the call on the wire is the same."
    "endpoint-deprecated" EndpointDeprecated Compatible Compatible Deprecated
        "An endpoint is now deprecated."
        "It works as before; the compiler warns."
    "endpoint-undeprecated" EndpointUndeprecated Compatible Compatible Deprecated
        "An endpoint is not deprecated any more."
        "The compiler does not warn any more."
    "endpoint-doc-changed" EndpointDocChanged Compatible Compatible Documentation
        "The documentation of an endpoint changed."
        "Only documentation."
    "examples-changed" ExamplesChanged Compatible Compatible Documentation
        "The examples of an endpoint changed."
        "Only documentation, and what the mock platform answers."
    "retry-withdrawn" RetryWithdrawn Breaking Compatible Changed
        "A call is not safe to repeat any more, or in fewer cases."
        "Clients that were built before repeat it after a lost answer, so that it may be carried out twice."
    "retry-granted" RetryGranted Compatible Compatible Changed
        "A call is now safe to repeat, or in more cases."
        "Clients that were built before repeat it less often than they could."
    "forwarding-began" ForwardingBegan Breaking Compatible Changed
        "The platform now forwards a call to a service behind it."
        "Clients that were built before report a failed call as rejected, and may repeat it, although it may have been carried out."
    "forwarding-ended" ForwardingEnded Compatible Compatible Changed
        "The platform does not forward a call any more."
        "Clients that were built before only report less certainly whether a failed call was carried out."

    // What is sent: arguments, optional arguments, and the fields of objects within them.
    "request-required-added" RequestRequiredAdded Breaking Breaking Added
        "A required argument, or a required field of an object that is sent, was added."
        "Clients that were built before do not send it; the constructor takes one argument more."
    "request-optional-added" RequestOptionalAdded Compatible Compatible Added
        "An optional argument, or an optional field of an object that is sent, was added."
        "What is not set is not sent; requests are non-exhaustive, so that a further field and setter are in nobody's way."
    "request-removed" RequestRemoved Breaking Breaking Removed
        "An argument, or a field of an object that is sent, was removed."
        "Clients that were built before still send it; its argument or setter is gone."
    "request-made-required" RequestMadeRequired Breaking Breaking Changed
        "What could be left out has to be sent."
        "Clients that were built before may leave it out; a setter became an argument of the constructor."
    "request-made-optional" RequestMadeOptional Compatible Breaking Changed
        "What had to be sent may be left out."
        "What is sent is still right; an argument of the constructor became a setter, and the field an `Option`."
    "request-absence-narrowed" RequestAbsenceNarrowed Breaking Compatible Changed
        "An optional field of an object that is sent may not be absent any more, or not be null any more."
        "Clients that were built before say in that way that there is no value; in Rust it is an `Option` as before."
    "request-absence-widened" RequestAbsenceWidened Compatible Compatible Changed
        "An optional field of an object that is sent may also be absent, or also be null."
        "What is sent is still right, and in Rust it is an `Option` as before."
    "request-reordered" RequestReordered Compatible Breaking Changed
        "Required arguments, or required fields of an object that is sent, changed places, and so did their types."
        "Names are sent, not places; but the constructor takes other types at these places."
    "request-swapped" RequestSwapped Compatible Silent Changed
        "Required arguments, or required fields of an object that is sent, changed places with others of the same type."
        "Programs that were written before compile, and hand the one over as the other."
    "request-wire-name-changed" RequestWireNameChanged Breaking Compatible Changed
        "What is sent got another name on the wire and kept that in Rust."
        "Clients that were built before send the old name."
    "request-type-changed" RequestTypeChanged Breaking Breaking Changed
        "What is sent got another type, which does not hold all values that were right before."
        "Clients that were built before send values of the old type; the request has another type in Rust."
    "request-type-widened" RequestTypeWidened Compatible Breaking Changed
        "What is sent got another type, which holds all values that were right before."
        "What clients that were built before send is still right, but the request has another type in Rust."
    "request-format-changed" RequestFormatChanged Breaking Compatible Changed
        "What is sent is written in another way and has the same type in Rust."
        "Clients that were built before write it in the old way."
    "request-format-widened" RequestFormatWidened Compatible Compatible Changed
        "What is sent got another type, with the same type in Rust, which holds all values that were right before."
        "What is sent is still right, and programs see no difference."
    "request-join-changed" RequestJoinChanged Breaking Compatible Changed
        "A list is sent in another way."
        "Clients that were built before join it in the old way; in Rust it is a list as before."
    "request-bound-tightened" RequestBoundTightened Breaking Compatible Changed
        "What is sent is held to a tighter bound."
        "Clients that were built before send values that are refused now; bounds are no part of types in Rust."
    "request-bound-loosened" RequestBoundLoosened Compatible Compatible Changed
        "What is sent is held to a looser bound."
        "What was right before is right still."
    "default-changed" DefaultChanged Breaking Compatible Changed
        "The platform assumes another value when an argument is left out."
        "Calls that leave it out do something else than before; defaults are not sent, so that no code changes."
    "default-added" DefaultAdded Compatible Compatible Changed
        "It is said now what the platform assumes when an argument is left out."
        "Defaults are documented and not sent."
    "default-removed" DefaultRemoved Compatible Compatible Changed
        "It is not said any more what the platform assumes when an argument is left out."
        "Defaults are documented and not sent."

    // What is answered.
    "response-data-added" ResponseDataAdded Compatible Breaking Changed
        "A call that answered nothing answers data."
        "Clients that were built before do not look at data; the method gives another type than `()`."
    "response-data-removed" ResponseDataRemoved Breaking Breaking Changed
        "A call that answered data answers nothing."
        "Clients that were built before miss the data; the method gives `()`."
    "response-data-renamed" ResponseDataRenamed Compatible Breaking Changed
        "The object that a call answers has become a type of its own, or is none any more."
        "The data on the wire has the same form; its type has another name in Rust."
    "response-field-added" ResponseFieldAdded Compatible Compatible Added
        "A field of what is answered was added."
        "Clients keep unknown fields aside; responses are non-exhaustive, so that a further field is in nobody's way."
    "response-field-removed" ResponseFieldRemoved Breaking Breaking Removed
        "A field of what is answered, which was always there, was removed."
        "Clients that were built before miss it; the field is gone in Rust."
    "response-optional-field-removed" ResponseOptionalFieldRemoved Compatible Breaking Removed
        "A field of what is answered, which could be absent, was removed."
        "Clients that were built before do without it; the field is gone in Rust."
    "response-made-optional" ResponseMadeOptional Breaking Breaking Changed
        "A field of what is answered, which always had a value, may be absent or null."
        "Clients that were built before miss the value; the field became an `Option`."
    "response-made-required" ResponseMadeRequired Compatible Breaking Changed
        "A field of what is answered, which could be absent or null, always has a value."
        "Clients that were built before can read it; the field is no `Option` any more."
    "response-absence-widened" ResponseAbsenceWidened Breaking Compatible Changed
        "A field of what is answered, which could be either absent or null, may be the other as well."
        "Clients that were built before cannot read the other; the field is an `Option` as before."
    "response-absence-narrowed" ResponseAbsenceNarrowed Compatible Compatible Changed
        "A field of what is answered, which could be absent and null, may be only one of both."
        "Clients that were built before can read it; the field is an `Option` as before."
    "response-wire-name-changed" ResponseWireNameChanged Breaking Compatible Changed
        "A field of what is answered got another name on the wire and kept that in Rust."
        "Clients that were built before look for the old name."
    "response-type-changed" ResponseTypeChanged Breaking Breaking Changed
        "What is answered got another type, of which not all values were right before."
        "Clients that were built before cannot read all values; it has another type in Rust."
    "response-type-narrowed" ResponseTypeNarrowed Compatible Breaking Changed
        "What is answered got another type, of which all values were right before."
        "Clients that were built before can read them, but it has another type in Rust."
    "response-format-changed" ResponseFormatChanged Breaking Compatible Changed
        "What is answered is written in another way and has the same type in Rust."
        "Clients that were built before cannot read it."
    "response-format-narrowed" ResponseFormatNarrowed Compatible Compatible Changed
        "What is answered got another type, with the same type in Rust, of which all values were right before."
        "Clients that were built before can read them, and programs see no difference."
    "response-lenient-added" ResponseLenientAdded Breaking Compatible Changed
        "A number that is answered may come as text."
        "Clients that were built before do not take text for a number."
    "response-lenient-removed" ResponseLenientRemoved Compatible Compatible Changed
        "A number that is answered does not come as text any more."
        "Clients that were built before read numbers as well."
    "response-bound-changed" ResponseBoundChanged Compatible Compatible Documentation
        "The bounds of what is answered changed."
        "Answers are not held to bounds; they are documented."

    // Fields in either direction.
    "field-renamed" FieldRenamed Compatible Breaking Changed
        "An argument or a field got another name in Rust and kept that on the wire."
        "The wire sees no difference; the field and its setter have another name."
    "field-swapped" FieldSwapped Compatible Silent Changed
        "An argument, a field or a parameter of a set got the name in Rust that another one of the same type had."
        "Programs that were written before compile, and set or read the one as the other."
    "secret-changed" SecretChanged Compatible Breaking Changed
        "What of a value must not be shown changed."
        "The wire sees no difference; secrets are of types of their own in Rust."
    "field-deprecated" FieldDeprecated Compatible Compatible Deprecated
        "An argument or a field is now deprecated."
        "It works as before; the compiler warns."
    "field-undeprecated" FieldUndeprecated Compatible Compatible Deprecated
        "An argument or a field is not deprecated any more."
        "The compiler does not warn any more."
    "field-doc-changed" FieldDocChanged Compatible Compatible Documentation
        "The documentation of an argument or a field changed."
        "Only documentation."

    // Types.
    "type-added" TypeAdded Compatible Compatible Added
        "A type was added."
        "A new type is in nobody's way."
    "type-removed" TypeRemoved Compatible Breaking Removed
        "A type was removed."
        "The type is gone in Rust; what uses it is told by itself."
    "type-renamed" TypeRenamed Compatible Breaking Changed
        "A type got another name and kept its form."
        "Names of types are not sent; it has another name in Rust."
    "type-moved" TypeMoved Compatible Breaking Changed
        "A type stands in another group."
        "Names of types are not sent; it is in another module."
    "type-kind-changed" TypeKindChanged Breaking Breaking Changed
        "A type is made of something else: an enum of texts or numbers, an object, or sets of parameters."
        "Clients that were built before send and expect the old form; it has other methods and members in Rust."
    "type-doc-changed" TypeDocChanged Compatible Compatible Documentation
        "The documentation of a type, of a value, or of a set of parameters changed."
        "Only documentation."
    "enum-value-added" EnumValueAdded Compatible Compatible Added
        "A value of an enum was added."
        "Enums are open: clients that were built before read it as `Other`, and a match has an arm for the rest."
    "request-enum-value-removed" RequestEnumValueRemoved Breaking Breaking Removed
        "A value of an enum that is sent was removed."
        "Clients that were built before send it; its variant is gone."
    "response-enum-value-removed" ResponseEnumValueRemoved Compatible Breaking Removed
        "A value of an enum that is only answered was removed."
        "Nothing new is answered; its variant is gone."
    "enum-value-renamed" EnumValueRenamed Compatible Breaking Changed
        "A value of an enum got another name in Rust and kept its value on the wire."
        "The wire sees no difference; the variant has another name."
    "enum-value-swapped" EnumValueSwapped Compatible Silent Changed
        "A value of an enum got the name in Rust that another value had."
        "Programs that were written before compile, and send or take the one as the other."
    "enum-value-wire-changed" EnumValueWireChanged Breaking Compatible Changed
        "A value of an enum got another value on the wire and kept its name in Rust."
        "Clients that were built before send the old value, and read the new one as `Other`."
    "extra-set-added" ExtraSetAdded Compatible Compatible Added
        "A set of further parameters was added."
        "Sets are open: it could be sent by name before."
    "extra-set-removed" ExtraSetRemoved Breaking Breaking Removed
        "A set of further parameters was removed."
        "Clients that were built before send it; its variant is gone."
    "extra-set-wire-name-changed" ExtraSetWireNameChanged Breaking Compatible Changed
        "A set of further parameters got another name on the wire and kept that in Rust."
        "Clients that were built before send the old name."
    "extra-param-added" ExtraParamAdded Breaking Breaking Added
        "A parameter of a set was added."
        "Clients that were built before do not send it; the variant has a field more, which all who make it must give."
    "extra-param-removed" ExtraParamRemoved Breaking Breaking Removed
        "A parameter of a set was removed."
        "Clients that were built before send it; its field is gone."
    "extra-param-renamed" ExtraParamRenamed Compatible Breaking Changed
        "A parameter of a set got another name in Rust and kept that on the wire."
        "The wire sees no difference; the field has another name."
    "extra-param-wire-name-changed" ExtraParamWireNameChanged Breaking Compatible Changed
        "A parameter of a set got another name on the wire and kept that in Rust."
        "Clients that were built before send the old name."

    // The platform.
    "platform-renamed" PlatformRenamed Compatible Silent Changed
        "The platform got another name."
        "The variables of the environment from which clients are configured have other names, and old ones are not read."
    "platform-doc-changed" PlatformDocChanged Compatible Compatible Documentation
        "The documentation of the platform or of an environment changed."
        "Only documentation."
    "environment-added" EnvironmentAdded Compatible Compatible Added
        "An environment was added."
        "The enum of environments is non-exhaustive."
    "environment-removed" EnvironmentRemoved Breaking Breaking Removed
        "An environment was removed."
        "Clients that were built before call where nothing answers; its variant is gone."
    "environment-renamed" EnvironmentRenamed Compatible Breaking Changed
        "An environment got another name and kept its URL."
        "The wire sees no difference; the variant has another name."
    "environment-url-changed" EnvironmentUrlChanged Breaking Compatible Changed
        "An environment got another URL."
        "Clients that were built before call the old one."
    "default-environment-changed" DefaultEnvironmentChanged Compatible Silent Changed
        "A client that names no environment uses another one."
        "Programs that were written before compile, and call another environment."
    "signature-digest-changed" SignatureDigestChanged Breaking Compatible Changed
        "Calls are signed with another digest."
        "Clients that were built before sign with the old one."
    "signature-prefix-changed" SignaturePrefixChanged Breaking Compatible Changed
        "The signed message begins with another text."
        "Clients that were built before sign the old one."
    "signature-field-renamed" SignatureFieldRenamed Breaking Compatible Changed
        "A field of the signature got another name."
        "Clients that were built before send the old name."
    "signature-max-age-shortened" SignatureMaxAgeShortened Breaking Compatible Changed
        "A timestamp is refused after a shorter time."
        "Calls that took long to arrive, or were signed by a slow clock, are refused."
    "signature-max-age-lengthened" SignatureMaxAgeLengthened Compatible Compatible Changed
        "A timestamp is refused after a longer time."
        "What was accepted before is accepted still."
    "envelope-member-renamed" EnvelopeMemberRenamed Breaking Compatible Changed
        "A member of the envelope got another name."
        "Clients that were built before look for the old name."
    "client-default-changed" ClientDefaultChanged Compatible Compatible Changed
        "A client that is told nothing else has other limits."
        "The platform sees no difference, and each limit can be set by the caller."
}

impl Rule {
    /// Whether it breaks the wire or Rust source.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self.breaks_wire() || self.breaks_source()
    }

    /// Whether clients that were built before fail.
    #[must_use]
    pub fn breaks_wire(self) -> bool {
        self.wire() == Wire::Breaking
    }

    /// Whether programs that were written before may not compile, or do something else.
    #[must_use]
    pub fn breaks_source(self) -> bool {
        self.source() != Source::Compatible
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Rule};

    #[test]
    fn names_are_those_of_the_variants() {
        for rule in Rule::ALL {
            let variant = heck::ToKebabCase::to_kebab_case(format!("{rule:?}").as_str());
            assert_eq!(rule.name(), variant);
        }
    }

    #[test]
    fn words_break_nothing() {
        for rule in Rule::ALL {
            assert!(rule.kind() != Kind::Documentation || !rule.is_breaking());
        }
    }

    #[test]
    fn what_is_gone_breaks_something() {
        for rule in Rule::ALL {
            assert!(rule.kind() != Kind::Removed || rule.is_breaking());
        }
    }
}
