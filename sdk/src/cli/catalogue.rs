//! What the spec says of all calls, as the command line needs it; generated code fills it in.

use super::language::Language;
pub(crate) use super::language::Text;
use crate::runtime::generated::{Endpoint, Param};
pub(crate) use crate::runtime::{Payload, Request};

/// Everything that the platform offers.
pub(crate) struct Catalogue {
    /// Name of the platform.
    pub(crate) title: Text,
    /// Where it documents itself.
    pub(crate) documentation: &'static str,
    pub(crate) environments: &'static [EnvironmentChoice],
    pub(crate) groups: &'static [&'static Group],
}

/// One place where the platform answers.
pub(crate) struct EnvironmentChoice {
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
    pub(crate) is_default: bool,
    pub(crate) text: Text,
}

/// One page of the platform's documentation.
pub(crate) struct Group {
    pub(crate) title: Text,
    pub(crate) commands: &'static [Command],
    pub(crate) objects: &'static [ObjectForm],
    pub(crate) choices: &'static [Choices],
    pub(crate) extras: &'static [Sets],
}

/// One call.
pub(crate) struct Command {
    /// Its name as a command.
    pub(crate) name: &'static str,
    /// Its name in the platform's documentation.
    pub(crate) spec: &'static str,
    pub(crate) endpoint: &'static Endpoint,
    /// Reads an answer as the typed call does.
    pub(crate) check: fn(Payload<'_>),
    pub(crate) text: Text,
    pub(crate) see: Option<&'static str>,
    pub(crate) deprecated: Option<Text>,
    /// Its parameters, the required ones first.
    pub(crate) flags: &'static [Flag],
    pub(crate) response: Form,
    /// What its examples show, in their order.
    pub(crate) examples: &'static [Text],
}

/// One parameter.
pub(crate) struct Flag {
    pub(crate) name: &'static str,
    pub(crate) wire: &'static str,
    pub(crate) form: Form,
    pub(crate) text: Text,
    pub(crate) default: Option<&'static str>,
    pub(crate) deprecated: Option<Text>,
}

/// What a value is.
#[allow(dead_code, reason = "which of these are used is the spec's choice")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Nothing,
    Text,
    Secret,
    Boolean,
    Integer,
    Float,
    Decimal,
    Url,
    SecretUrl,
    Json,
    File,
    Time,
    UnixTime,
    UnixTimeText,
    Seconds,
    /// By the name of its type, as the others below.
    Choice(&'static str),
    Object(&'static str),
    Extra(&'static str),
    List(&'static Form),
    Map(&'static Form),
}

/// An object of JSON.
pub(crate) struct ObjectForm {
    pub(crate) name: &'static str,
    pub(crate) members: &'static [Member],
}

/// One member of an object.
pub(crate) struct Member {
    pub(crate) wire: &'static str,
    pub(crate) form: Form,
}

/// The known values of an enum.
pub(crate) struct Choices {
    pub(crate) name: &'static str,
    /// Whether the values are numbers on the wire.
    pub(crate) is_number: bool,
    pub(crate) values: &'static [Choice],
}

/// One known value.
pub(crate) struct Choice {
    pub(crate) name: &'static str,
    pub(crate) wire: &'static str,
    pub(crate) text: Text,
}

/// The known sets of further parameters.
pub(crate) struct Sets {
    pub(crate) name: &'static str,
    pub(crate) sets: &'static [Set],
}

/// One known set.
pub(crate) struct Set {
    pub(crate) name: &'static str,
    pub(crate) text: Text,
    pub(crate) params: &'static [SetParam],
}

/// One parameter of a set, a text.
pub(crate) struct SetParam {
    pub(crate) name: &'static str,
    pub(crate) secret: bool,
    pub(crate) text: Text,
}

/// Reads an answer as a typed call does; what is wrong is in the notes of the payload.
pub(crate) fn check<R: Request>(payload: Payload<'_>) {
    let _ = R::decode(payload);
}

impl Catalogue {
    /// All calls with their groups.
    pub(crate) fn commands(&self) -> impl Iterator<Item = (&'static Group, &'static Command)> {
        let groups = self.groups.iter();
        groups.flat_map(|group| group.commands.iter().map(|command| (*group, command)))
    }
}

impl Group {
    /// The values of an enum.
    pub(crate) fn choices(&self, name: &str) -> &'static [Choice] {
        let found = self.choices.iter().find(|choices| choices.name == name);
        found.map_or(&[], |choices| choices.values)
    }

    /// Whether the values of an enum are numbers.
    pub(crate) fn is_number(&self, name: &str) -> bool {
        let mut all = self.choices.iter();
        all.any(|choices| choices.name == name && choices.is_number)
    }

    /// The known sets of further parameters.
    pub(crate) fn sets(&self, name: &str) -> &'static [Set] {
        let found = self.extras.iter().find(|extra| extra.name == name);
        found.map_or(&[], |extra| extra.sets)
    }

    /// The members of an object.
    pub(crate) fn members(&self, name: &str) -> &'static [Member] {
        let found = self.objects.iter().find(|object| object.name == name);
        found.map_or(&[], |object| object.members)
    }
}

impl Command {
    /// The sets of further parameters that it takes, and the flag that names one.
    pub(crate) fn sets(&self, group: &Group) -> Option<(&'static Flag, &'static [Set])> {
        self.flags.iter().find_map(|flag| match flag.form {
            Form::Extra(name) => Some((flag, group.sets(name))),
            _ => None,
        })
    }

    /// What is said of a parameter for all who work with it.
    pub(crate) fn param(&self, flag: &Flag) -> Option<&'static Param> {
        self.endpoint.param(flag.wire)
    }
}

impl Flag {
    /// The form of its values, which for a list is that of an item.
    pub(crate) fn item(&self) -> Form {
        match self.form {
            Form::List(item) => *item,
            form => form,
        }
    }
}

impl Choice {
    /// Its name, with what it means.
    pub(crate) fn described(&self, language: Language) -> (&'static str, &'static str) {
        (self.name, self.text.get(language))
    }
}
