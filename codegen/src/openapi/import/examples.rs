//! The examples of an operation as those of a call; where it has none they are made up.

use super::answer::Shown;
use super::document::{entries, items, member, text_of};
use super::model::{Endpoint, Example, Field, Kind, Response, Set, Texts};
use super::params::drafted;
use super::values::Side;
use super::{Importer, Level, names};
use crate::openapi::tree::{Map, Tree};
use crate::openapi::words::{FILES, SLASH, ZH};
use crate::spec::model::{Builtin, TypeExpr};
use crate::spec::yaml::{Node, NodeKind};

/// Made-up values of one example.
pub(super) const PATIENCE: usize = 5_000;

/// An example with its key: an object with a `value`, or the value itself.
type Given<'d> = (&'d str, &'d Node, Option<&'d Node>);

impl<'d> Importer<'d> {
    pub(super) fn examples(
        &mut self,
        operation: &'d Node,
        endpoint: &Endpoint,
        shown: Shown<'d>,
    ) -> Vec<Example> {
        let body = member(operation, "requestBody").and_then(|body| self.doc.resolve(body).ok());
        let content = body.and_then(|body| member(body, "content"));
        let body = content.and_then(|content| drafted(entries(content)));
        let calls = body.map(|(media, _)| self.given(media)).unwrap_or_default();
        let answers = shown
            .media
            .map(|media| self.given(media))
            .unwrap_or_default();
        let mut keys: Vec<&str> = calls.iter().chain(&answers).map(|(key, ..)| *key).collect();
        let mut seen = std::collections::HashSet::new();
        keys.retain(|key| seen.insert(*key));
        if keys.is_empty() || self.level > Level::Whole {
            return vec![self.example(endpoint, "", None, None, shown)];
        }
        let find =
            |all: &[Given<'d>], key: &str| all.iter().find(|(known, ..)| *known == key).copied();
        // An answer under a key of its own shows no other call.
        if !calls.is_empty() {
            keys.retain(|key| find(&calls, key).is_some());
        }
        let examples = keys.into_iter().map(|key| {
            let answer = find(&answers, key).or_else(|| answers.first().copied());
            self.example(endpoint, key, find(&calls, key), answer, shown)
        });
        examples.collect()
    }

    /// The examples of a media type.
    fn given(&self, media: &'d Node) -> Vec<Given<'d>> {
        let named = member(media, "examples").map(entries).unwrap_or_default();
        let named = named.iter().filter_map(|(key, node)| {
            let node = self.doc.resolve(node).ok()?;
            Some((key.value.as_str(), node, member(node, "value")))
        });
        let one = member(media, "example").map(|node| ("example", node, Some(node)));
        let schema = member(media, "schema").and_then(|schema| self.doc.resolve(schema).ok());
        let of_schema = schema.and_then(|schema| {
            let first = member(schema, "examples").and_then(|examples| items(examples).first());
            member(schema, "example").or(first)
        });
        let of_schema = of_schema.map(|node| ("example", node, Some(node)));
        let named: Vec<_> = named.collect();
        if named.is_empty() {
            one.or(of_schema).into_iter().collect()
        } else {
            named
        }
    }

    fn example(
        &self,
        endpoint: &Endpoint,
        key: &str,
        call: Option<Given<'d>>,
        answer: Option<Given<'d>>,
        shown: Shown<'d>,
    ) -> Example {
        self.patience.set(PATIENCE);
        let is_whole = self.level == Level::Whole;
        let call = call.filter(|_| is_whole);
        let answer = answer.filter(|_| is_whole);
        let title = call.into_iter().chain(answer).find_map(|(_, node, _)| {
            let title = text_of(node, "summary")?;
            Some(names::divided(title, text_of(node, ZH), SLASH, key))
        });
        let mut reviews = Vec::new();
        let title = title.unwrap_or_else(|| {
            let name = endpoint.name.as_str();
            Texts {
                en: format!("Call {name}"),
                zh: format!("调用 {name}"),
            }
        });
        let sent = call.and_then(|(_, node, value)| match value.map(Tree::from) {
            Some(Tree::Map(map)) => Some((map, member(node, FILES))),
            _ => None,
        });
        let (args, kwargs) = match &sent {
            Some((map, files)) => self.split(endpoint, map, *files),
            None => (self.made_up_args(endpoint), self.shown_kwargs(endpoint)),
        };
        if sent.is_none() && !endpoint.args.is_empty() {
            reviews.push("the arguments are made up".to_owned());
        }
        let data = answer.and_then(|(_, _, value)| self.data_of(value?, shown));
        let response = match &endpoint.response {
            Response::None => None,
            response => Some(data.map_or_else(
                || {
                    reviews.push("the answer is made up".to_owned());
                    self.made_up_answer(response)
                },
                |data| self.shown_answer(response, &data.into()),
            )),
        };
        Example {
            reviews,
            title,
            args,
            kwargs,
            response,
        }
    }

    /// The data within the envelope of an example.
    fn data_of(&self, value: &'d Node, shown: Shown<'d>) -> Option<&'d Node> {
        let is_envelope = shown.is_wrapped && matches!(value.kind, NodeKind::Map(_));
        if is_envelope {
            member(value, &self.envelope.data)
        } else {
            Some(value)
        }
    }

    /// What is sent, as arguments by their names.
    fn split(&self, endpoint: &Endpoint, sent: &Map, files: Option<&Node>) -> (Map, Map) {
        let known = |wire: &str| {
            let mut all = endpoint.args.iter().chain(&endpoint.kwargs);
            all.any(|field| field.on_wire() == wire)
        };
        let take = |fields: &[Field]| {
            sent.entries.iter().fold(Map::new(), |out, entry| {
                let Some(field) = fields.iter().find(|field| field.on_wire() == entry.key) else {
                    return out;
                };
                let mut value = self.argument(field, &entry.value);
                if let Some(file) = files.and_then(|files| member(files, field.on_wire())) {
                    value = file.into();
                }
                if let (Some(sets), Tree::Text(set)) = (self.sets_of(field), &entry.value) {
                    let rest = sent.entries.iter().filter(|entry| !known(&entry.key));
                    let rest = Map {
                        entries: rest.cloned().collect(),
                    };
                    value = self.to_set(sets, set, &rest);
                }
                out.with(&field.name, value)
            })
        };
        let mut args = take(&endpoint.args);
        for field in &endpoint.args {
            if args.get(&field.name).is_none() {
                args = args.with(&field.name, self.made_up(field, Side::Param, 0));
            }
        }
        (args, take(&endpoint.kwargs))
    }

    fn sets_of(&self, field: &Field) -> Option<&[Set]> {
        match &field.ty {
            TypeExpr::Named(name) => match &self.types.get(name)?.kind {
                Kind::Extra(sets) => Some(sets),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value of an argument; a file that is shown as text alone gets a name and a media type.
    fn argument(&self, field: &Field, value: &Tree) -> Tree {
        match (&field.ty, value) {
            (TypeExpr::Builtin(Builtin::File), Tree::Text(content)) => Map::new()
                .with("file_name", "example.txt")
                .with("media_type", "text/plain")
                .with("text", content.as_str())
                .into(),
            (TypeExpr::Builtin(Builtin::File), _) => self.made_up(field, Side::Param, 0),
            (TypeExpr::List(_), Tree::Text(text)) if field.join == Some("comma") => {
                let items: Vec<_> = text.split(',').map(Tree::from).collect();
                self.to_spec(&field.ty, &Tree::List(items))
            }
            (ty, value) => self.to_spec(ty, value),
        }
    }

    fn made_up_args(&self, endpoint: &Endpoint) -> Map {
        endpoint.args.iter().fold(Map::new(), |map, field| {
            let shown = field
                .example
                .as_ref()
                .filter(|_| self.level == Level::Whole);
            let value = shown.map_or_else(
                || self.made_up(field, Side::Param, 0),
                |value| self.argument(field, value),
            );
            map.with(&field.name, value)
        })
    }

    /// Optional parameters of which the document shows a value.
    fn shown_kwargs(&self, endpoint: &Endpoint) -> Map {
        let kwargs = endpoint
            .kwargs
            .iter()
            .filter(|_| self.level == Level::Whole);
        kwargs.fold(Map::new(), |map, field| {
            map.maybe(
                &field.name,
                field
                    .example
                    .as_ref()
                    .map(|value| self.argument(field, value)),
            )
        })
    }

    fn shown_answer(&self, response: &Response, data: &Tree) -> Tree {
        match (response, data) {
            (Response::Type(ty, _), data) => self.to_answer(ty, data),
            (Response::Fields(fields), Tree::Map(map)) => self.answer_fields(fields, map).into(),
            (_, data) => data.clone(),
        }
    }

    fn made_up_answer(&self, response: &Response) -> Tree {
        match response {
            Response::None => Tree::Null,
            Response::Type(ty, _) => self.made_up_value(ty, 0, Side::Response, 0),
            Response::Fields(fields) => self.made_up_object(fields, Side::Response, 0).into(),
        }
    }
}
