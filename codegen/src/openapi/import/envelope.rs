//! How a document wraps answers: in an object with a code, a message and the data, or not at all.

use super::Importer;
use super::document::{component_schemas, items, member, text_of};
use crate::openapi::words::PLATFORM;
use crate::spec::model::Spanned;
use crate::spec::yaml::Node;

/// The names of the envelope's members.
#[derive(Clone, Debug)]
pub(super) struct Envelope {
    pub(super) code: String,
    pub(super) message: String,
    pub(super) data: String,
    pub(super) pagination: String,
}

impl Envelope {
    /// Those that the document gives, or else those of the platform that the SDK was made for.
    pub(super) fn of(root: &Node) -> Self {
        let given = member(root, PLATFORM).and_then(|platform| member(platform, "envelope"));
        let name = |key: &str, otherwise: &str| {
            let given = given.and_then(|given| text_of(given, key));
            given.unwrap_or(otherwise).to_owned()
        };
        let message = if uses_message(root) { "message" } else { "msg" };
        Self {
            code: name("code", "code"),
            message: name("message", message),
            data: name("data", "data"),
            pagination: name("pagination", "pagination"),
        }
    }
}

/// Whether an object among the components has `code` and `message`, but no `msg`.
fn uses_message(root: &Node) -> bool {
    component_schemas(root).iter().any(|(_, schema)| {
        member(schema, "properties").is_some_and(|all| {
            let has = |key: &str| member(all, key).is_some();
            has("code") && has("message") && !has("msg")
        })
    })
}

/// What an answer holds.
pub(super) enum Answer<'d> {
    /// The envelope, and the schema of its data if there are any.
    Wrapped(Option<&'d Node>),
    /// The data alone.
    Bare(&'d Node),
}

impl<'d> Importer<'d> {
    /// Looks for the envelope in the schema of an answer.
    pub(super) fn unwrap(&self, schema: &'d Node) -> Answer<'d> {
        let choices = ["oneOf", "anyOf"]
            .iter()
            .find_map(|key| member(schema, key));
        let first = choices.and_then(|choices| items(choices).first());
        let fields = |schema| self.flat(schema);
        let has = |fields: &[(&Spanned<String>, &Node)], key: &str| {
            fields.iter().any(|(name, _)| name.value == key)
        };
        for schema in first.into_iter().chain([schema]) {
            let all = fields(schema);
            let is_envelope = has(&all, &self.envelope.code)
                && (has(&all, &self.envelope.data) || has(&all, &self.envelope.message));
            if is_envelope {
                let data = all
                    .iter()
                    .find(|(name, _)| name.value == self.envelope.data);
                let data = data.map(|(_, node)| *node);
                return Answer::Wrapped(data.filter(|node| text_of(node, "type") != Some("null")));
            }
        }
        Answer::Bare(schema)
    }
}
