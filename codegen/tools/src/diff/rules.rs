//! The rules: every kind of change, and its effect on the wire and on Rust source.

use super::effects::{Kind, Source, Wire};

/// What is known about a rule.
#[derive(Debug)]
pub struct RuleInfo {
    /// The stable name, such as `endpoint-removed`.
    pub name: &'static str,
    /// What the change means for clients built from the old spec.
    pub wire: Wire,
    /// What the change means for existing code.
    pub source: Source,
    /// The section of a changelog that the change belongs to.
    pub kind: Kind,
    /// What changed, in one sentence.
    pub meaning: &'static str,
    /// The reason for the effects, in one sentence.
    pub why: &'static str,
}

/// Declares the rules.
macro_rules! rules {
    ($($name:literal $rule:ident $wire:ident $source:ident $kind:ident $meaning:literal $why:literal)+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $meaning] $rule,)+
        }

        impl Rule {
            /// All rules, grouped by subject.
            pub const ALL: &[Self] = &[$(Self::$rule,)+];

            /// Returns what is known about the rule.
            #[must_use]
            pub fn info(self) -> &'static RuleInfo {
                match self {
                    $(Self::$rule => &RuleInfo {
                        name: $name,
                        wire: Wire::$wire,
                        source: Source::$source,
                        kind: Kind::$kind,
                        meaning: $meaning,
                        why: $why,
                    },)+
                }
            }
        }
    };
}

rules! {
    // Groups and endpoints.
    "group-added" GroupAdded Compatible Compatible Added
        "A group was added."
        "Adding a module cannot break existing code."
    "group-removed" GroupRemoved Compatible Breaking Removed
        "A group was removed."
        "Its module is gone. Its endpoints are reported separately."
    "group-renamed" GroupRenamed Compatible Breaking Changed
        "A group was renamed and kept endpoints."
        "Paths stay the same, but the module has a new name."
    "group-doc-changed" GroupDocChanged Compatible Compatible Documentation
        "The title of a group changed."
        "Documentation only."
    "endpoint-added" EndpointAdded Compatible Compatible Added
        "An endpoint was added."
        "Adding a method and a request type cannot break existing code."
    "endpoint-removed" EndpointRemoved Breaking Breaking Removed
        "An endpoint was removed."
        "The platform no longer answers its path; its method and types are gone."
    "endpoint-renamed" EndpointRenamed Compatible Breaking Changed
        "An endpoint was renamed in Rust and kept its path."
        "The method has another name or another client, and its types follow; the call on the wire is the same."
    "alias-added" AliasAdded Compatible Compatible Added
        "An endpoint has a further name."
        "Adding a method cannot break existing code."
    "alias-removed" AliasRemoved Compatible Breaking Removed
        "An endpoint lacks a further name that it had."
        "The method is gone; the call on the wire is the same."
    "extra-opened" ExtraOpened Compatible Compatible Added
        "A call accepts parameters that the spec does not describe."
        "Old clients send none; the call has one more setter."
    "extra-closed" ExtraClosed Breaking Breaking Removed
        "A call no longer accepts parameters that the spec does not describe."
        "Those that old clients send are rejected; the setter is gone."
    "body-changed" BodyChanged Breaking Compatible Changed
        "The parameters of a call are sent in another form: as fields, or as one JSON object."
        "Old clients send the old form; in Rust, the call is the same."
    "endpoint-path-changed" EndpointPathChanged Breaking Compatible Changed
        "An endpoint kept its name and has a new path."
        "Old clients call the old path; the method is the same."
    "endpoint-moved" EndpointMoved Compatible Breaking Changed
        "An endpoint moved to another group."
        "Its request and response are in another module; the call on the wire is the same."
    "endpoint-deprecated" EndpointDeprecated Compatible Compatible Deprecated
        "An endpoint is now deprecated."
        "It still works; the compiler warns."
    "endpoint-undeprecated" EndpointUndeprecated Compatible Compatible Deprecated
        "An endpoint is no longer deprecated."
        "The compiler no longer warns."
    "endpoint-doc-changed" EndpointDocChanged Compatible Compatible Documentation
        "The documentation of an endpoint changed."
        "Documentation only."
    "examples-changed" ExamplesChanged Compatible Compatible Documentation
        "The examples of an endpoint changed."
        "Only the documentation and the answers of the mock change."
    "retry-withdrawn" RetryWithdrawn Breaking Compatible Changed
        "A call is no longer safe to repeat, or in fewer cases."
        "Old clients repeat it after a lost answer, so it may be carried out twice."
    "retry-granted" RetryGranted Compatible Compatible Changed
        "A call is now safe to repeat, or in more cases."
        "Old clients repeat it less often than they could."
    "forwarding-began" ForwardingBegan Breaking Compatible Changed
        "The platform now forwards a call to a service behind it."
        "Old clients report a failed call as rejected, and may repeat it, although it may have been carried out."
    "forwarding-ended" ForwardingEnded Compatible Compatible Changed
        "The platform no longer forwards a call."
        "Old clients only report less certainly whether a failed call was carried out."
    "confirmation-added" ConfirmationAdded Compatible Compatible Changed
        "A call now moves money or sends messages."
        "The command line asks first; scripts need `--yes`."
    "confirmation-removed" ConfirmationRemoved Compatible Compatible Changed
        "A call no longer moves money or sends messages."
        "The command line no longer asks."
    "task-added" TaskAdded Compatible Compatible Added
        "The task that a call starts can now be waited for."
        "Adding a method to the answer cannot break existing code."
    "task-removed" TaskRemoved Compatible Breaking Removed
        "The task that a call starts can no longer be waited for."
        "The method `wait` of the answer is gone; the call on the wire is the same."
    "task-poll-changed" TaskPollChanged Breaking Breaking Changed
        "Another call tells the state of a task."
        "Old clients ask the old call; in Rust, waiting returns the answer of another call."
    "task-changed" TaskChanged Breaking Compatible Changed
        "The id or the state of a task is in another field, or other states are final."
        "Old clients ask for another task, wait for a task that has ended, or take a failed task for one that is done."

    // Requests: arguments, optional arguments, and the fields of objects within them.
    "paging-added" PagingAdded Compatible Compatible Added
        "All pages of a list can now be asked for with one call."
        "Adding methods to the call cannot break existing code."
    "paging-removed" PagingRemoved Compatible Breaking Removed
        "All pages of a list can no longer be asked for with one call."
        "The methods `items` and `pages` of the call are gone; a single call on the wire is the same."
    "paging-changed" PagingChanged Breaking Compatible Changed
        "Pages are selected by another parameter, or their cursor or counts are in other fields."
        "Old clients ask for wrong pages, or do not find the last one."
    "paging-items-changed" PagingItemsChanged Breaking Breaking Changed
        "The items of pages are in another field."
        "Old clients return other items; in Rust, the items may have another type."
    "request-required-added" RequestRequiredAdded Breaking Breaking Added
        "A required argument, or a required field of an object that is sent, was added."
        "Old clients do not send it; the constructor has one more argument."
    "request-optional-added" RequestOptionalAdded Compatible Compatible Added
        "An optional argument, or an optional field of an object that is sent, was added."
        "A field that is not set is not sent; requests are non-exhaustive, so a new field and setter cannot break existing code."
    "request-removed" RequestRemoved Breaking Breaking Removed
        "An argument, or a field of an object that is sent, was removed."
        "Old clients still send it; its argument or setter is gone."
    "request-made-required" RequestMadeRequired Breaking Breaking Changed
        "An optional argument or field of a request is now required."
        "Old clients may omit it; a setter became an argument of the constructor."
    "request-made-optional" RequestMadeOptional Compatible Breaking Changed
        "A required argument or field of a request is now optional."
        "What old clients send is still valid; an argument of the constructor became a setter, and the field an `Option`."
    "request-absence-narrowed" RequestAbsenceNarrowed Breaking Compatible Changed
        "An optional field of an object that is sent must no longer be absent, or must no longer be null."
        "Old clients may omit the value in that way; in Rust it is still an `Option`."
    "request-absence-widened" RequestAbsenceWidened Compatible Compatible Changed
        "An optional field of an object that is sent may now also be absent, or also be null."
        "What old clients send is still valid; in Rust it is still an `Option`."
    "request-reordered" RequestReordered Compatible Breaking Changed
        "Required arguments, or required fields of an object that is sent, changed their order, and their types differ."
        "Fields are sent by name; but the constructor takes other types at these positions."
    "request-swapped" RequestSwapped Compatible Silent Changed
        "Required arguments, or required fields of an object that is sent, of the same type changed their order."
        "Existing code compiles, but passes one value in place of the other."
    "choice-added" ChoiceAdded Compatible Compatible Added
        "A choice between parameters has one more."
        "Old clients give one of the others; the enum is non-exhaustive, so a new variant cannot break existing code."
    "choice-removed" ChoiceRemoved Breaking Breaking Removed
        "A choice between parameters has one fewer."
        "Old clients still send it; its variant is gone."
    "choice-joined" ChoiceJoined Breaking Breaking Changed
        "A parameter excludes others now, or other ones than before."
        "Old clients may send it together with those; an argument or a setter became a variant of an enum."
    "choice-left" ChoiceLeft Compatible Breaking Changed
        "A parameter no longer excludes others."
        "What old clients send is still valid; a variant of an enum became a setter."
    "choice-type-renamed" ChoiceTypeRenamed Compatible Breaking Changed
        "A choice between parameters has another enum in Rust."
        "The wire sees no difference; the enum has a new name."
    "request-wire-name-changed" RequestWireNameChanged Breaking Compatible Changed
        "A parameter has a new name on the wire and kept its name in Rust."
        "Old clients send the old name."
    "request-type-changed" RequestTypeChanged Breaking Breaking Changed
        "A parameter has a new type that does not include all values of the old one."
        "Old clients send values of the old type; the request has another type in Rust."
    "request-type-widened" RequestTypeWidened Compatible Breaking Changed
        "A parameter has a new type that includes all values of the old one."
        "What old clients send is still valid, but the request has another type in Rust."
    "request-format-changed" RequestFormatChanged Breaking Compatible Changed
        "A parameter has a new format on the wire and the same type in Rust."
        "Old clients send the old format."
    "request-format-widened" RequestFormatWidened Compatible Compatible Changed
        "A parameter has a new type that includes all values of the old one and is the same type in Rust."
        "What old clients send is still valid, and existing code sees no difference."
    "request-join-changed" RequestJoinChanged Breaking Compatible Changed
        "A list is sent in another form."
        "Old clients send the old form; in Rust it is still a list."
    "request-bound-tightened" RequestBoundTightened Breaking Compatible Changed
        "A constraint of a parameter became stricter."
        "Old clients send values that are now rejected; constraints are not part of the types in Rust."
    "request-bound-loosened" RequestBoundLoosened Compatible Compatible Changed
        "A constraint of a parameter became less strict."
        "Everything that was valid is still valid."
    "request-condition-tightened" RequestConditionTightened Breaking Compatible Changed
        "An optional argument may be given in fewer cases, or must be given in more, depending on another argument."
        "Old clients send it, or omit it, in cases in which that is now rejected; conditions are not part of the types in Rust."
    "request-condition-loosened" RequestConditionLoosened Compatible Compatible Changed
        "An optional argument may be given in more cases, or must be given in fewer."
        "Everything that was valid is still valid."
    "sent-default-added" SentDefaultAdded Breaking Compatible Changed
        "An optional argument is now always sent, with its default if it is not set."
        "Old clients omit it; no code changes."
    "sent-default-removed" SentDefaultRemoved Compatible Compatible Changed
        "An optional argument is no longer sent if it is not set."
        "What old clients send is still valid; no code changes."
    "sent-default-changed" SentDefaultChanged Compatible Silent Changed
        "An optional argument that is always sent has a new default."
        "What old clients send is still valid; existing code that does not set it sends another value."
    "default-changed" DefaultChanged Breaking Compatible Changed
        "The platform has a new default for an optional argument."
        "Calls that omit it behave differently; defaults are not sent, so no code changes."
    "default-added" DefaultAdded Compatible Compatible Changed
        "The default of an optional argument is now documented."
        "Defaults are documented, not sent."
    "default-removed" DefaultRemoved Compatible Compatible Changed
        "The default of an optional argument is no longer documented."
        "Defaults are documented, not sent."

    // Responses.
    "response-data-added" ResponseDataAdded Compatible Breaking Changed
        "A call without data in its answer now returns data."
        "Old clients ignore the data; the method returns another type than `()`."
    "response-data-removed" ResponseDataRemoved Breaking Breaking Changed
        "A call no longer returns data."
        "Old clients expect the data; the method returns `()`."
    "response-data-renamed" ResponseDataRenamed Compatible Breaking Changed
        "The object that a call returns became a type with its own name, or no longer is one."
        "The data on the wire has the same form; its type has another name in Rust."
    "response-field-added" ResponseFieldAdded Compatible Compatible Added
        "A field of a response was added."
        "Clients ignore unknown fields; responses are non-exhaustive, so a new field cannot break existing code."
    "response-field-removed" ResponseFieldRemoved Breaking Breaking Removed
        "A required field of a response was removed."
        "Old clients expect it; the field is gone in Rust."
    "response-optional-field-removed" ResponseOptionalFieldRemoved Compatible Breaking Removed
        "An optional field of a response was removed."
        "Old clients do not need it; the field is gone in Rust."
    "response-made-optional" ResponseMadeOptional Breaking Breaking Changed
        "A required field of a response may now be absent or null."
        "Old clients expect a value; the field became an `Option`."
    "response-made-required" ResponseMadeRequired Compatible Breaking Changed
        "An optional field of a response now always has a value."
        "Old clients can read it; the field is no longer an `Option`."
    "response-absence-widened" ResponseAbsenceWidened Breaking Compatible Changed
        "A field of a response that could be either absent or null may now be both."
        "Old clients cannot read the other form; the field is still an `Option`."
    "response-absence-narrowed" ResponseAbsenceNarrowed Compatible Compatible Changed
        "A field of a response that could be absent and null may now be only one of both."
        "Old clients can read it; the field is still an `Option`."
    "response-wire-name-changed" ResponseWireNameChanged Breaking Compatible Changed
        "A field of a response has a new name on the wire and kept its name in Rust."
        "Old clients look for the old name."
    "response-type-changed" ResponseTypeChanged Breaking Breaking Changed
        "A field of a response has a new type with values that the old one did not include."
        "Old clients cannot read all values; it has another type in Rust."
    "response-type-narrowed" ResponseTypeNarrowed Compatible Breaking Changed
        "A field of a response has a new type whose values the old one included."
        "Old clients can read them, but it has another type in Rust."
    "response-format-changed" ResponseFormatChanged Breaking Compatible Changed
        "A field of a response has a new format on the wire and the same type in Rust."
        "Old clients cannot read it."
    "response-format-narrowed" ResponseFormatNarrowed Compatible Compatible Changed
        "A field of a response has a new type whose values the old one included and is the same type in Rust."
        "Old clients can read them, and existing code sees no difference."
    "response-lenient-added" ResponseLenientAdded Breaking Compatible Changed
        "A number in a response may now be a string."
        "Old clients do not accept a string in place of a number."
    "response-lenient-removed" ResponseLenientRemoved Compatible Compatible Changed
        "A number in a response is no longer a string."
        "Old clients read numbers, too."
    "response-bound-changed" ResponseBoundChanged Compatible Compatible Documentation
        "The constraints of a response changed."
        "Constraints of responses are documented, not checked."

    // Fields in either direction.
    "field-renamed" FieldRenamed Compatible Breaking Changed
        "An argument or a field was renamed in Rust and kept its name on the wire."
        "The wire sees no difference; the field and its setter have a new name."
    "field-boxed" FieldBoxed Compatible Breaking Changed
        "A field is boxed now, or not any more, because its object contains itself or does not any more."
        "The data is the same; the type of the field in Rust is another one."
    "field-swapped" FieldSwapped Compatible Silent Changed
        "An argument, a field or a parameter of a set took over the name in Rust of another one of the same type."
        "Existing code compiles, but sets or reads one in place of the other."
    "secret-changed" SecretChanged Compatible Breaking Changed
        "Which part of a value is secret changed."
        "The wire sees no difference; secrets have their own types in Rust."
    "field-deprecated" FieldDeprecated Compatible Compatible Deprecated
        "An argument or a field is now deprecated."
        "It still works; the compiler warns."
    "field-undeprecated" FieldUndeprecated Compatible Compatible Deprecated
        "An argument or a field is no longer deprecated."
        "The compiler no longer warns."
    "field-doc-changed" FieldDocChanged Compatible Compatible Documentation
        "The documentation of an argument or a field changed."
        "Documentation only."

    // Types.
    "type-added" TypeAdded Compatible Compatible Added
        "A type was added."
        "Adding a type cannot break existing code."
    "type-removed" TypeRemoved Compatible Breaking Removed
        "A type was removed."
        "The type is gone in Rust. Its uses are reported separately."
    "type-renamed" TypeRenamed Compatible Breaking Changed
        "A type was renamed and kept its form."
        "Names of types are not sent; it has a new name in Rust."
    "type-moved" TypeMoved Compatible Breaking Changed
        "A type moved to another group."
        "Names of types are not sent; it is in another module."
    "type-kind-changed" TypeKindChanged Breaking Breaking Changed
        "A type is of another kind: an enum of strings or of numbers, an object, or sets of parameters."
        "Old clients send and expect the old form; it has other methods and members in Rust."
    "rest-added" RestAdded Compatible Compatible Added
        "An object keeps fields that the spec does not name."
        "Clients ignored such fields; objects are non-exhaustive, so a new field cannot break existing code."
    "rest-removed" RestRemoved Compatible Breaking Removed
        "An object no longer keeps fields that the spec does not name."
        "The field `rest` is gone in Rust."
    "shape-added" ShapeAdded Compatible Compatible Added
        "A value of several shapes has one more."
        "Old clients keep such values as `Other`, and every `match` already has an arm for the rest."
    "shape-removed" ShapeRemoved Compatible Breaking Removed
        "A value of several shapes has one fewer."
        "Old clients read the others; its variant is gone."
    "type-doc-changed" TypeDocChanged Compatible Compatible Documentation
        "The documentation of a type, of a value, or of a set of parameters changed."
        "Documentation only."
    "enum-value-added" EnumValueAdded Compatible Compatible Added
        "A value of an enum was added."
        "Enums are open: old clients read it as `Other`, and every `match` already has an arm for the rest."
    "request-enum-value-removed" RequestEnumValueRemoved Breaking Breaking Removed
        "A value of an enum that is sent was removed."
        "Old clients send it; its variant is gone."
    "response-enum-value-removed" ResponseEnumValueRemoved Compatible Breaking Removed
        "A value of an enum that is only returned was removed."
        "Nothing new is returned; its variant is gone."
    "enum-value-renamed" EnumValueRenamed Compatible Breaking Changed
        "A value of an enum was renamed in Rust and kept its value on the wire."
        "The wire sees no difference; the variant has a new name."
    "enum-value-swapped" EnumValueSwapped Compatible Silent Changed
        "A value of an enum took over the name in Rust of another value."
        "Existing code compiles, but uses one value in place of the other."
    "enum-value-wire-changed" EnumValueWireChanged Breaking Compatible Changed
        "A value of an enum has a new value on the wire and kept its name in Rust."
        "Old clients send the old value, and read the new one as `Other`."
    "extra-set-added" ExtraSetAdded Compatible Compatible Added
        "A set of extra parameters was added."
        "Sets are open: it could already be sent by name."
    "extra-set-removed" ExtraSetRemoved Breaking Breaking Removed
        "A set of extra parameters was removed."
        "Old clients send it; its variant is gone."
    "extra-set-wire-name-changed" ExtraSetWireNameChanged Breaking Compatible Changed
        "A set of extra parameters has a new name on the wire and kept its name in Rust."
        "Old clients send the old name."
    "extra-param-added" ExtraParamAdded Breaking Breaking Added
        "A parameter of a set was added."
        "Old clients do not send it; the variant has one more field, which every constructor expression must set."
    "extra-param-removed" ExtraParamRemoved Breaking Breaking Removed
        "A parameter of a set was removed."
        "Old clients send it; its field is gone."
    "extra-param-renamed" ExtraParamRenamed Compatible Breaking Changed
        "A parameter of a set was renamed in Rust and kept its name on the wire."
        "The wire sees no difference; the field has a new name."
    "extra-param-wire-name-changed" ExtraParamWireNameChanged Breaking Compatible Changed
        "A parameter of a set has a new name on the wire and kept its name in Rust."
        "Old clients send the old name."

    // The platform.
    "platform-renamed" PlatformRenamed Compatible Silent Changed
        "The platform was renamed."
        "The environment variables that configure clients have new names, and the old ones are not read."
    "platform-doc-changed" PlatformDocChanged Compatible Compatible Documentation
        "The documentation of the platform or of an environment changed."
        "Documentation only."
    "environment-added" EnvironmentAdded Compatible Compatible Added
        "An environment was added."
        "The enum of environments is non-exhaustive."
    "environment-removed" EnvironmentRemoved Breaking Breaking Removed
        "An environment was removed."
        "Old clients call a URL that no longer answers; its variant is gone."
    "environment-renamed" EnvironmentRenamed Compatible Breaking Changed
        "An environment was renamed and kept its URL."
        "The wire sees no difference; the variant has a new name."
    "environment-url-changed" EnvironmentUrlChanged Breaking Compatible Changed
        "An environment has a new URL."
        "Old clients call the old one."
    "default-environment-changed" DefaultEnvironmentChanged Compatible Silent Changed
        "The default environment changed."
        "Existing code compiles, but calls another environment."
    "signature-digest-changed" SignatureDigestChanged Breaking Compatible Changed
        "Calls are signed with another digest."
        "Old clients sign with the old one."
    "signature-prefix-changed" SignaturePrefixChanged Breaking Compatible Changed
        "The signed message has a new prefix."
        "Old clients sign the old one."
    "signature-field-renamed" SignatureFieldRenamed Breaking Compatible Changed
        "A field of the signature has a new name."
        "Old clients send the old name."
    "signature-max-age-shortened" SignatureMaxAgeShortened Breaking Compatible Changed
        "The maximum age of a timestamp became shorter."
        "Calls that took long to arrive, or that were signed with a slow clock, are rejected."
    "signature-max-age-lengthened" SignatureMaxAgeLengthened Compatible Compatible Changed
        "The maximum age of a timestamp became longer."
        "Everything that was accepted is still accepted."
    "envelope-member-renamed" EnvelopeMemberRenamed Breaking Compatible Changed
        "A member of the envelope has a new name."
        "Old clients look for the old name."
    "platform-zone-changed" PlatformZoneChanged Breaking Compatible Changed
        "The platform's offset from UTC changed."
        "Old clients take local times of the platform for other points in time."
    "probe-changed" ProbeChanged Compatible Compatible Changed
        "Another call, or none, tests credentials."
        "Only `bge-private login` makes this call."
    "client-default-changed" ClientDefaultChanged Compatible Compatible Changed
        "A default limit of the client changed."
        "The platform sees no difference, and callers can set each limit."
}

impl Rule {
    /// Returns whether the change breaks the wire or Rust source.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self.breaks_wire() || self.breaks_source()
    }

    /// Returns whether clients built from the old spec fail.
    #[must_use]
    pub fn breaks_wire(self) -> bool {
        self.info().wire == Wire::Breaking
    }

    /// Returns whether existing code may not compile, or may behave differently.
    #[must_use]
    pub fn breaks_source(self) -> bool {
        self.info().source != Source::Compatible
    }
}
