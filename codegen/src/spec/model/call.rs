//! Calls, with their parameters, answers and examples.

use super::{Field, Named, Spanned, Text, TypeExpr, With};
use crate::spec::object::{spec_objects, spec_words};
use crate::spec::yaml::Node;

spec_objects! {
    /// A call.
    pub struct Endpoint {
        /// Path relative to the base URL, with a leading slash. A segment `{name}` stands for the required argument
        /// with this name on the wire.
        pub path: Spanned<String>,
        /// What it does.
        pub doc: Text,
        /// Its place in the platform's documentation: appended to `documentation` of the platform.
        pub see: Option<Spanned<String>>,
        /// Whether it is safe to send again if it is unknown whether it was carried out. Defaults to `unsafe`.
        pub retry: Retry = default,
        /// Whether the platform forwards it to another service, whose answer is returned. Defaults to `false`.
        pub forwards: bool = default,
        /// Whether it moves money or sends messages. The command line then asks before it makes the call. Defaults to
        /// `false`.
        pub confirm: bool = default,
        /// The form of what is sent. Defaults to a form of fields.
        pub body: Option<Spanned<Body>>,
        /// How the pages of a long list are asked for. Users get all items with one call.
        pub paging: Option<Paging>,
        /// The task that the call starts. Users wait for it with one call.
        pub task: Option<Task>,
        /// Required parameters, by name, in the order of the method's arguments. Of a choice, exactly one is sent.
        pub args: Params = default,
        /// Optional parameters, by name. Of a choice, at most one is sent.
        pub kwargs: Params = default,
        /// `open` if the platform knows parameters that the spec does not describe. Users set them by name.
        pub extra: Option<Spanned<Further>>,
        /// The response: `none`, `stream` for a file of any size, a type, or the fields of an object.
        pub response: Response,
        /// Examples of calls and answers, at least one. Used in documentation, tests and by the mock platform.
        pub examples: Vec<Example>,
        /// The reason, and what to use instead.
        pub deprecated: Option<Text>,
        /// Name in Rust, if it differs.
        pub rust: Option<Spanned<String>>,
        /// Further names of the same call.
        pub alias: Vec<Spanned<String>> = default,
    }

    /// How the pages of a long list are asked for: by their numbers, counted from 1, or by a cursor that each page
    /// contains. Fields of the answer are named as in the spec, with dots between the levels.
    pub struct Paging at span {
        /// The optional parameter with the number of the page.
        pub page: Option<Spanned<String>>,
        /// The optional parameter with the cursor. Excludes `page`.
        pub cursor: Option<Spanned<String>>,
        /// The field of the answer with the cursor of the next page. It is empty, null or absent on the last page.
        pub next: Option<Spanned<String>>,
        /// The optional parameter with the maximum number of items of a page.
        pub size: Option<Spanned<String>>,
        /// The field of the answer with the items, or `$` if the answer is the list.
        pub items: Spanned<String>,
        /// The field of the answer with the number of items of the page.
        pub count: Option<Spanned<String>>,
        /// The field of the answer with the number of items of all pages.
        pub total: Option<Spanned<String>>,
    }

    /// A task that a call starts, and how another call tells its state.
    pub struct Task at span {
        /// The endpoint that asks for the state, after the name of its client and a dot if it has one. It requires
        /// the id of the task and nothing else.
        pub poll: Spanned<String>,
        /// The field of the answer with the id of the task.
        pub id: Spanned<String>,
        /// The field of the answer of `poll` with the state of the task.
        pub state: Spanned<String>,
        /// The states of a task that is done.
        pub done: Vec<Spanned<String>>,
        /// The states of a task that failed. Every other state is not final.
        pub failed: Vec<Spanned<String>> = default,
    }
}

impl Endpoint {
    /// Returns required and optional parameters, in this order, including each choice.
    pub fn params(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.args.fields().chain(self.kwargs.fields())
    }

    /// Returns required and optional parameters that are not choices.
    pub fn single(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.args.single().chain(self.kwargs.single())
    }

    /// Returns the type expressions of its parameters and of its response.
    pub fn type_exprs(&self) -> impl Iterator<Item = &TypeExpr> {
        let fields = self.params().chain(self.response.fields());
        let types = fields.map(|(_, field)| &field.ty).chain(self.response.ty());
        types.map(|ty| &ty.value)
    }

    /// Returns all choices between parameters.
    pub fn one_ofs(&self) -> impl Iterator<Item = &Named<OneOf>> + Clone {
        self.args.one_ofs().chain(self.kwargs.one_ofs())
    }

    /// Returns the name that Rust names are derived from.
    #[must_use]
    pub fn rust_name<'a>(&'a self, name: &'a Spanned<String>) -> &'a Spanned<String> {
        self.rust.as_ref().unwrap_or(name)
    }
}

/// Parameters of a call, in the order of the spec.
#[derive(Clone, Debug, Default)]
pub struct Params(pub Vec<Param>);

/// What callers give with one argument.
#[derive(Clone, Debug)]
pub enum Param {
    /// A parameter.
    Field(Box<Named<Field>>),
    /// One of several parameters.
    OneOf(Named<OneOf>),
}

impl Param {
    /// Returns the parameter itself, or the choices.
    #[must_use]
    pub fn fields(&self) -> &[Named<Field>] {
        match self {
            Self::Field(named) => std::slice::from_ref(named),
            Self::OneOf((_, one_of)) => &one_of.choices,
        }
    }
}

impl Params {
    /// Returns all parameters, including each choice.
    pub fn fields(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.0.iter().flat_map(Param::fields)
    }

    /// Returns the parameters that are not choices.
    pub fn single(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.0.iter().filter_map(|param| match param {
            Param::Field(named) => Some(named.as_ref()),
            Param::OneOf(_) => None,
        })
    }

    /// Returns the choices between parameters.
    pub fn one_ofs(&self) -> impl Iterator<Item = &Named<OneOf>> + Clone {
        self.0.iter().filter_map(|param| match param {
            Param::Field(_) => None,
            Param::OneOf(named) => Some(named),
        })
    }
}

spec_objects! {
    /// A choice between parameters, of which one is sent. Users give a value of an enum.
    pub struct OneOf {
        /// The name of the enum, such as `SamplesBy`.
        pub one_of: Spanned<String>,
        /// What the parameters have in common.
        pub doc: Text,
        /// The parameters, by name. The names become variants. Examples give one of them like any other parameter.
        pub choices: Vec<(Spanned<String>, Field)>,
    }
}

spec_words! {
    /// The form of what is sent.
    pub enum Body {
        /// One JSON object with all fields.
        Json = "json",
    }

    /// The parameters of a call that the spec does not describe.
    pub enum Further {
        /// Any parameter, sent as text.
        Open = "open",
    }
}

/// Whether a call is safe to repeat.
#[derive(Clone, Debug, Default)]
pub enum Retry {
    /// Safe to repeat.
    Safe,
    /// Not safe to repeat. The default.
    #[default]
    Unsafe,
    /// Safe to repeat only under this condition.
    SafeWhen(With),
}

/// The response of a call.
#[derive(Clone, Debug)]
pub enum Response {
    /// No data.
    None,
    /// A file of any size, which is not wrapped in the envelope.
    Stream,
    /// A type expression.
    Type(Spanned<TypeExpr>),
    /// An object that is defined inline, by its fields.
    Fields(Vec<(Spanned<String>, Field)>),
}

impl Response {
    /// Returns its type, unless it is defined inline.
    #[must_use]
    pub fn ty(&self) -> Option<&Spanned<TypeExpr>> {
        match self {
            Self::Type(ty) => Some(ty),
            Self::None | Self::Stream | Self::Fields(_) => None,
        }
    }

    /// Returns the fields of an object that is defined inline.
    #[must_use]
    pub fn fields(&self) -> &[Named<Field>] {
        match self {
            Self::Fields(fields) => fields,
            Self::None | Self::Stream | Self::Type(_) => &[],
        }
    }
}

spec_objects! {
    /// An example of a call, which is checked and replayed in tests.
    pub struct Example at span {
        /// What it shows, in a few words.
        pub title: Text,
        /// A value for each required parameter. Enum values are written by name. A file is a mapping of
        /// `file_name`, `media_type` and `text` or `base64`.
        pub args: Vec<(Spanned<String>, Node)> = default,
        /// Values of optional parameters.
        pub kwargs: Vec<(Spanned<String>, Node)> = default,
        /// The data of the platform's answer, exactly as on the wire. Absent if the response is `none`. For `stream`,
        /// a file like that of a file parameter; `file_name` is optional.
        pub response: Option<Node>,
    }
}
