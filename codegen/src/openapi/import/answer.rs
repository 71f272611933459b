//! What an operation answers.

use super::call::Operation;
use super::document::{entries, member};
use super::envelope::Answer;
use super::model::Response;
use super::schema::At;
use super::{Importer, names};
use crate::diagnostics::Code;
use crate::openapi::words::EXTRA;
use crate::spec::model::{Builtin, TypeExpr};
use crate::spec::yaml::Node;

/// Where the examples of an answer stand, and whether the envelope is around them.
#[derive(Clone, Copy)]
pub(super) struct Shown<'d> {
    pub(super) media: Option<&'d Node>,
    pub(super) is_wrapped: bool,
}

impl<'d> Importer<'d> {
    pub(super) fn response(
        &mut self,
        operation: &Operation<'d>,
        node: &'d Node,
    ) -> (Response, Shown<'d>) {
        let nothing = Shown {
            media: None,
            is_wrapped: false,
        };
        let responses = member(node, "responses").map(entries).unwrap_or_default();
        let is_success = |key: &str| key.starts_with('2');
        let found = responses.iter().find(|(key, _)| is_success(&key.value));
        let found = found.or_else(|| responses.iter().find(|(key, _)| key.value == "default"));
        for (key, other) in responses
            .iter()
            .filter(|(key, _)| is_success(&key.value))
            .skip(1)
        {
            let message = format!("the answer `{}` is left out: a call has one", key.value);
            self.note(Code::NotImported, other.span, message);
        }
        self.beside_answer(responses, found.map(|(_, answer)| answer));
        let Some(response) = found.and_then(|(_, response)| self.resolve(response)) else {
            return (Response::None, nothing);
        };
        let content = member(response, "content").map(entries).unwrap_or_default();
        let Some((_, media)) = content.iter().find(|(key, _)| key.value.contains("json")) else {
            for (key, media) in content {
                let message = format!("the answer is `{}`, not JSON, and is left out", key.value);
                self.note(Code::NotImported, media.span, message);
            }
            return (Response::None, nothing);
        };
        self.beside_media(content, media, "an answer");
        let shown = |is_wrapped| Shown {
            media: Some(media),
            is_wrapped,
        };
        let Some(schema) = member(media, "schema") else {
            return (
                Response::Type(TypeExpr::Builtin(Builtin::Any), Vec::new()),
                shown(false),
            );
        };
        let hint = format!("{}Result", names::camel(&operation.name, "Call"));
        match self.unwrap(schema) {
            Answer::Wrapped(None) => (Response::None, shown(true)),
            Answer::Wrapped(Some(data)) => (self.data(data, &hint), shown(true)),
            Answer::Bare(data) => (self.data(data, &hint), shown(false)),
        }
    }

    fn data(&mut self, data: &'d Node, hint: &str) -> Response {
        let is_inline = member(data, "$ref").is_none() && member(data, "properties").is_some();
        if is_inline && member(data, EXTRA).is_none() {
            return Response::Fields(self.object_fields(data, hint, At::Value));
        }
        let typed = self.typed(data, hint, At::Value);
        if typed.nullable && typed.ty != TypeExpr::Builtin(Builtin::Any) {
            let message = "left out that the whole answer may be null";
            self.note(Code::NotImported, data.span, message);
        }
        match typed.ty {
            TypeExpr::Builtin(Builtin::None) => Response::None,
            ty => Response::Type(ty, typed.reviews),
        }
    }
}
