//! Calls: their parameters, choices, responses and examples.

use std::sync::Arc;

use super::{
    Argument, Bounds, Field, File, NestedClient, Object, Paging, Polling, Task, Text, Type,
    TypeName, With,
};
use crate::json::Json;

/// A further name of a call.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The name in the spec.
    pub spec: String,
    /// The method of the client.
    pub method: String,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its name in the spec, after that of its client and a dot if it is not `Client`.
    pub spec: String,
    /// The name of its group in the spec.
    pub group: String,
    /// Path relative to the base URL. A segment `{name}` stands for the parameter with this name on the wire.
    pub path: String,
    /// Whether it is safe to repeat.
    pub retry: Retry,
    /// Whether the platform forwards it to another service.
    pub forwards: bool,
    /// Whether it moves money or sends messages, so that the command line asks first.
    pub confirm: bool,
    /// Whether its fields are sent as one JSON object instead of a form.
    pub json_body: bool,
    /// The client that has its method, if it is not `Client`.
    pub client: Option<Arc<NestedClient>>,
    /// The method of the client.
    pub method: String,
    /// Its further names.
    pub aliases: Vec<Alias>,
    /// The type of the request.
    pub request: String,
    /// What it does.
    pub text: Text,
    /// Its place in the platform's documentation.
    pub see: Option<String>,
    /// The reason for its deprecation, and what to use instead.
    pub deprecated: Option<Text>,
    /// Parameters: the required ones first, in the order of the constructor, then the optional ones. The choices of one
    /// argument stand together and are themselves optional.
    pub params: Vec<Field>,
    /// Whether it accepts parameters that the spec does not describe.
    pub open: bool,
    /// The response.
    pub response: Response,
    /// How its pages are asked for, if it returns a part of a long list.
    pub paging: Option<Paging>,
    /// The task that it starts.
    pub task: Option<Task>,
    /// How it tells the state of a task, if it is asked until the task is done.
    pub polling: Option<Polling>,
    /// Examples, at least one.
    pub examples: Vec<Example>,
}

impl Endpoint {
    /// Returns the type of the client that has its method.
    #[must_use]
    pub fn client_type(&self) -> &str {
        self.client.as_ref().map_or("Client", |client| &client.name)
    }

    /// Returns whether an argument can violate a constraint.
    #[must_use]
    pub fn has_bounds(&self) -> bool {
        let none = Bounds::default();
        self.open || self.params.iter().any(|param| param.bounds != none)
    }

    /// Returns what callers give, in the order of the constructor and of the setters.
    pub fn inputs(&self) -> impl Iterator<Item = Input<'_>> {
        let chunks = self.params.chunk_by(Field::is_alternative_to);
        chunks.flat_map(|params| {
            let choice = params.first().and_then(|param| param.choice.as_ref());
            match choice {
                Some(choice) => vec![Input::OneOf(&choice.one_of, params)],
                None => params.iter().map(Input::Param).collect(),
            }
        })
    }

    /// Returns the choices between parameters, with their parameters.
    pub fn one_ofs(&self) -> impl Iterator<Item = (&OneOf, &[Field])> {
        self.inputs().filter_map(|input| match input {
            Input::OneOf(one_of, params) => Some((one_of, params)),
            Input::Param(_) => None,
        })
    }

    /// Returns the first example without the parameter that selects a page, if the answer is a page.
    #[must_use]
    pub fn first_without_page(&self) -> Option<Example> {
        let paging = self.paging.as_ref()?;
        let mut example = self.examples.first()?.clone();
        for (param, argument) in self.params.iter().zip(&mut example.args) {
            argument.take_if(|_| param.wire == paging.param.wire);
        }
        Some(example)
    }

    /// Returns the parameters in signing order.
    #[must_use]
    pub fn in_wire_order(&self) -> Vec<&Field> {
        let mut params: Vec<_> = self.params.iter().collect();
        params.sort_by(|one, other| one.wire.cmp(&other.wire));
        params
    }
}

/// What callers of a call give with one argument or setter.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A parameter.
    Param(&'a Field),
    /// A choice, and the parameters of which one is sent.
    OneOf(&'a OneOf, &'a [Field]),
}

impl<'a> Input<'a> {
    /// Returns the field of the request.
    #[must_use]
    pub fn field(self) -> &'a Field {
        match self {
            Self::Param(param) => param,
            Self::OneOf(one_of, _) => &one_of.field,
        }
    }

    /// Returns whether it is an argument of the method.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.field().required
    }
}

/// A choice between parameters, of which at most one is sent. In Rust, it is an enum with a variant for each.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// The enum.
    pub ty: TypeName,
    /// The field of the request that holds the enum. Its name on the wire is that of the choice in the spec.
    pub field: Field,
}

/// The place of a parameter in a choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The choice.
    pub one_of: Arc<OneOf>,
    /// The variant of its enum.
    pub variant: String,
}

/// Whether a call is safe to repeat.
#[derive(Clone, Debug)]
pub enum Retry {
    /// Safe to repeat.
    Safe,
    /// Not safe to repeat.
    Unsafe,
    /// Safe to repeat if a parameter has one of some values.
    SafeWhen(With),
}

/// The response of a call.
#[derive(Clone, Debug)]
pub enum Response {
    /// Nothing.
    None,
    /// A file of any size.
    Stream,
    /// Any content.
    Reply,
    /// A value of a type that is defined elsewhere.
    Type(Type),
    /// An object that is defined inline.
    Object(Object),
}

impl Response {
    /// Returns the object, if it is defined inline.
    #[must_use]
    pub fn object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            Self::None | Self::Stream | Self::Reply | Self::Type(_) => None,
        }
    }

    /// Returns the type of the value, if the spec describes one.
    #[must_use]
    pub fn ty(&self) -> Option<Type> {
        match self {
            Self::None | Self::Stream | Self::Reply => None,
            Self::Type(ty) => Some(ty.clone()),
            Self::Object(object) => Some(Type::Object(object.name.clone())),
        }
    }
}

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub title: Text,
    /// The arguments, in the order of the endpoint's `params`. Optional ones may be absent.
    pub args: Vec<Option<Argument>>,
    /// The data of the answer, as on the wire; of a file, its description.
    pub response: Option<Json>,
    /// The answer, if it is a file.
    pub file: Option<File>,
}

impl Example {
    /// Returns the arguments that are given, with their parameters.
    pub fn given<'a>(
        &'a self,
        endpoint: &'a Endpoint,
    ) -> impl Iterator<Item = (&'a Field, &'a Argument)> {
        let args = endpoint.params.iter().zip(&self.args);
        args.filter_map(|(param, arg)| Some((param, arg.as_ref()?)))
    }
}
