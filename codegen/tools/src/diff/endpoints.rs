//! Compares endpoints: which were added or removed, and what changed in the others.

use super::Changes;
use super::equality;
use super::fields::{Direction, Fields, type_rule};
use super::messages::{changed, in_rust, on_the_wire};
use super::pairs::{self, Pairs};
use super::relation::{Form, NamedTypes, TypeAt, relation};
use super::rules::Rule;
use super::slot::Slot;
use super::spec_view::{EndpointView, GroupView, Named, Side};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{
    Endpoint, Field, Response, Retry, Scalar, Spanned, TypeExpr, TypeKind,
};

pub(super) fn compare(
    old: &Side<'_>,
    new: &Side<'_>,
    groups: &Pairs,
    types: &Pairs,
    out: &mut Changes,
) {
    let named = NamedTypes::new(types, &old.types(), &new.types());
    let pairs = pairs::endpoints(old, new);
    let (old_endpoints, new_endpoints) = (old.endpoints(), new.endpoints());
    for (view, old_of) in new_endpoints.iter().zip(&pairs.old_of) {
        let Some(before) = old_of.and_then(|index| old_endpoints.get(index)) else {
            out.in_new(
                Rule::EndpointAdded,
                view.name.span,
                &view.name.value,
                "was added",
            );
            continue;
        };
        if groups.old_of.get(view.group) != Some(&Some(before.group)) {
            let group = new.groups.get(view.group);
            let group = group.map_or("", |view| &view.group.group.value);
            let message = format!("stands in `{group}` now");
            out.in_new(
                Rule::EndpointMoved,
                view.name.span,
                &view.name.value,
                message,
            );
        }
        let (Some(old_group), Some(new_group)) =
            (old.groups.get(before.group), new.groups.get(view.group))
        else {
            continue;
        };
        let both = Both {
            old: before,
            new: view,
            old_group,
            new_group,
            types: &named,
        };
        both.compare(out);
    }
    for view in pairs
        .removed
        .iter()
        .filter_map(|&index| old_endpoints.get(index))
    {
        out.in_old(
            Rule::EndpointRemoved,
            view.name.span,
            &view.name.value,
            "was removed",
        );
    }
}

/// An endpoint before and after.
struct Both<'a> {
    old: &'a EndpointView<'a>,
    new: &'a EndpointView<'a>,
    old_group: &'a GroupView<'a>,
    new_group: &'a GroupView<'a>,
    types: &'a NamedTypes<'a>,
}

impl Both<'_> {
    fn compare(&self, out: &mut Changes) {
        self.compare_names(out);
        self.compare_retry(out);
        self.compare_forwarding(out);
        self.compare_params(out);
        self.compare_response(out);
        self.compare_words(out);
    }

    fn subject(&self) -> &str {
        &self.new.name.value
    }

    fn compare_names(&self, out: &mut Changes) {
        let (old, new) = (self.old.endpoint, self.new.endpoint);
        if old.path.value != new.path.value {
            let message = on_the_wire(&old.path.value, &new.path.value);
            out.in_new(
                Rule::EndpointPathChanged,
                new.path.span,
                self.subject(),
                message,
            );
        }
        let rust = |view: &EndpointView<'_>| {
            let name = view.endpoint.rust.as_ref().unwrap_or(view.name);
            (naming::method(&name.value), naming::request(&name.value))
        };
        let (old_names, new_names) = (rust(self.old), rust(self.new));
        if old_names != new_names {
            let span = new.rust.as_ref().unwrap_or(self.new.name).span;
            let message = in_rust(&old_names.0, &new_names.0);
            out.in_new(Rule::EndpointRenamed, span, self.subject(), message);
        }
    }

    fn compare_retry(&self, out: &mut Changes) {
        let old = Repeatable::of(self.old.endpoint, self.old_group);
        let new = Repeatable::of(self.new.endpoint, self.new_group);
        let covers = |one: &[Repeatable; 2], other: &[Repeatable; 2]| {
            one.iter().zip(other).any(|(one, other)| one.covers(other))
        };
        let span = match &self.new.endpoint.retry {
            Retry::SafeWhen(argument, _) => argument.span,
            Retry::Safe | Retry::Unsafe => self.new.name.span,
        };
        if !covers(&new, &old) {
            out.in_new(
                Rule::RetryWithdrawn,
                span,
                self.subject(),
                "is safe to repeat in fewer cases",
            );
        } else if !covers(&old, &new) {
            out.in_new(
                Rule::RetryGranted,
                span,
                self.subject(),
                "is safe to repeat in more cases",
            );
        }
    }

    fn compare_forwarding(&self, out: &mut Changes) {
        let (rule, message) = match (self.old.endpoint.forwards, self.new.endpoint.forwards) {
            (false, true) => (
                Rule::ForwardingBegan,
                "is forwarded to a service behind the platform",
            ),
            (true, false) => (Rule::ForwardingEnded, "is not forwarded any more"),
            _ => return,
        };
        out.in_new(rule, self.new.name.span, self.subject(), message);
    }

    fn fields<'a>(&'a self, owner: &'a str, direction: Direction, form: Form) -> Fields<'a> {
        Fields {
            owner,
            direction,
            form,
            types: self.types,
            old_group: self.old_group,
            new_group: self.new_group,
        }
    }

    fn compare_params(&self, out: &mut Changes) {
        self.fields(self.subject(), Direction::Sent, Form::Text)
            .compare(&params(self.old.endpoint), &params(self.new.endpoint), out);
    }

    fn compare_response(&self, out: &mut Changes) {
        let old = Answer::of(&self.old.endpoint.response, self.old_group);
        let new = Answer::of(&self.new.endpoint.response, self.new_group);
        let span = match &self.new.endpoint.response {
            Response::Type(ty) => ty.span,
            Response::None | Response::Fields(_) => self.new.name.span,
        };
        let owner = format!("{}.response", self.subject());
        let mut change = |rule| out.in_new(rule, span, &owner, changed(&old, &new));
        match (&old, &new) {
            (Answer::None, Answer::None) | (Answer::Any, Answer::Any) => {}
            (Answer::None, _) => change(Rule::ResponseDataAdded),
            (Answer::Any, _) => change(Rule::ResponseTypeNarrowed),
            (_, Answer::None) => change(Rule::ResponseDataRemoved),
            (_, Answer::Any) => change(Rule::ResponseTypeChanged),
            (Answer::Type(old, _), Answer::Type(new, _)) => {
                self.compare_type(old, new, &owner, span, out);
            }
            (Answer::Type(_, None), Answer::Own(_)) | (Answer::Own(_), Answer::Type(_, None)) => {
                change(Rule::ResponseTypeChanged);
            }
            (Answer::Own(old), Answer::Own(new)) => self.compare_fields(old, new, &owner, out),
            (Answer::Own(old), Answer::Type(_, Some(new)))
            | (Answer::Type(_, Some(old)), Answer::Own(new)) => {
                change(Rule::ResponseDataRenamed);
                self.compare_fields(old, new, &owner, out);
            }
        }
    }

    fn compare_fields(
        &self,
        old: &[Named<Field>],
        new: &[Named<Field>],
        owner: &str,
        out: &mut Changes,
    ) {
        let old: Vec<_> = old.iter().map(Slot::field).collect();
        let new: Vec<_> = new.iter().map(Slot::field).collect();
        self.fields(owner, Direction::Answered, Form::Json)
            .compare(&old, &new, out);
    }

    fn compare_type(
        &self,
        old: &TypeExpr,
        new: &TypeExpr,
        owner: &str,
        span: bge_private_codegen::source::Span,
        out: &mut Changes,
    ) {
        let (secret, form) = (None, Form::Json);
        let before = TypeAt {
            group: self.old_group,
            expr: old,
            secret,
        };
        let after = TypeAt {
            group: self.new_group,
            expr: new,
            secret,
        };
        let relation = relation(self.types, before, after, form);
        if !relation.is_same {
            let rule = type_rule(Direction::Answered, relation);
            out.in_new(rule, span, owner, changed(old, new));
        }
    }

    fn compare_words(&self, out: &mut Changes) {
        let (old, new) = (self.old.endpoint, self.new.endpoint);
        let (name, subject) = (self.new.name, self.subject());
        match (&old.deprecated, &new.deprecated) {
            (None, Some(note)) => {
                out.in_new(
                    Rule::EndpointDeprecated,
                    note.en.span,
                    subject,
                    "is deprecated",
                );
            }
            (Some(_), None) => {
                let message = "is not deprecated any more";
                out.in_new(Rule::EndpointUndeprecated, name.span, subject, message);
            }
            _ => {}
        }
        let link = |see: &Option<Spanned<String>>| see.as_ref().map(|see| see.value.clone());
        let is_reworded = old.deprecated.is_some()
            && new.deprecated.is_some()
            && !equality::optional_text(&old.deprecated, &new.deprecated);
        if !equality::text(&old.doc, &new.doc) || link(&old.see) != link(&new.see) || is_reworded {
            let span = new.doc.en.span;
            out.in_new(
                Rule::EndpointDocChanged,
                span,
                subject,
                "is described in other words",
            );
        }
        if !equality::examples(&old.examples, &new.examples) {
            let span = new
                .examples
                .first()
                .map_or(name.span, |example| example.span);
            out.in_new(Rule::ExamplesChanged, span, subject, "has other examples");
        }
    }
}

fn params(endpoint: &Endpoint) -> Vec<Slot<'_>> {
    let args = endpoint.args.iter().map(Slot::arg);
    args.chain(endpoint.kwargs.iter().map(Slot::kwarg))
        .collect()
}

/// The response of a call.
enum Answer<'a> {
    None,
    Any,
    /// A type, and its fields if it is an object.
    Type(&'a TypeExpr, Option<&'a [Named<Field>]>),
    /// The fields of an object that is defined in the endpoint.
    Own(&'a [Named<Field>]),
}

impl<'a> Answer<'a> {
    fn of(response: &'a Response, group: &GroupView<'a>) -> Self {
        match response {
            Response::None => Self::None,
            Response::Fields(fields) => Self::Own(fields),
            Response::Type(ty) => match &ty.value {
                TypeExpr::None => Self::None,
                TypeExpr::Scalar(Scalar::Any) => Self::Any,
                expr => Self::Type(expr, object_fields(expr, group)),
            },
        }
    }
}

fn object_fields<'a>(expr: &TypeExpr, group: &GroupView<'a>) -> Option<&'a [Named<Field>]> {
    let TypeExpr::Named(name) = expr else {
        return None;
    };
    match group.scope.kind(name) {
        Some(TypeKind::Object(fields)) => Some(fields),
        _ => None,
    }
}

impl std::fmt::Display for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Any => f.write_str("any"),
            Self::Type(expr, _) => expr.fmt(f),
            Self::Own(_) => f.write_str("an object of its own"),
        }
    }
}

/// When a call may be repeated.
#[derive(Clone)]
enum Repeatable {
    Always,
    Never,
    When { param: String, values: Vec<String> },
}

impl Repeatable {
    /// Returns the condition by names of the spec, and the condition by names on the wire. If only one of
    /// them changed, an argument or a value was renamed, which is reported elsewhere.
    fn of(endpoint: &Endpoint, group: &GroupView<'_>) -> [Self; 2] {
        let (argument, names) = match &endpoint.retry {
            Retry::Safe => return [Self::Always, Self::Always],
            Retry::Unsafe => return [Self::Never, Self::Never],
            Retry::SafeWhen(argument, names) => (argument, names),
        };
        let mut params = endpoint.args.iter().chain(&endpoint.kwargs);
        let field = params.find(|(name, _)| name.value == argument.value);
        let known = match field.map(|(_, field)| &field.ty.value) {
            Some(TypeExpr::Named(ty)) => group.scope.kind(ty),
            _ => None,
        };
        let wire = |name: &Spanned<String>| match known {
            Some(TypeKind::Enum(values)) => {
                let value = values.iter().find(|value| value.name.value == name.value);
                value.map_or_else(|| name.value.clone(), |value| value.value.to_string())
            }
            _ => name.value.clone(),
        };
        let param = field.map_or(argument.value.as_str(), |(name, field)| {
            field.wire_name(name).value.as_str()
        });
        let by_name = Self::When {
            param: argument.value.clone(),
            values: names.iter().map(|name| name.value.clone()).collect(),
        };
        let by_wire = Self::When {
            param: param.to_owned(),
            values: names.iter().map(wire).collect(),
        };
        [by_name, by_wire]
    }

    /// Returns whether a call may be repeated whenever `other` allows it.
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Always, _) | (_, Self::Never) => true,
            (Self::Never, _) | (_, Self::Always) => false,
            (
                Self::When { param, values },
                Self::When {
                    param: other,
                    values: others,
                },
            ) => param == other && others.iter().all(|value| values.contains(value)),
        }
    }
}
