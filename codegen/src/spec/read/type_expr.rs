//! Type expressions: `string`, `Region`, `list<T>`, `map<T>`.

use super::{Read, wrong_shape};
use crate::diagnostics::{Code, Diagnostics, Suggestion, suggestion};
use crate::json::{Json, list, object};
use crate::source::Span;
use crate::spec::model::{Spanned, TypeExpr};
use crate::spec::schema::Definitions;
use crate::spec::yaml::{Node, NodeKind};

/// Maximum nesting of lists and maps.
const MAX_DEPTH: usize = 8;

impl Read for Spanned<TypeExpr> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let NodeKind::Text(text) = &node.kind else {
            return wrong_shape(&node, "a type", out);
        };
        match parse(text, 0) {
            Ok((value, "")) => Some(Self::new(value, node.span)),
            Ok((_, rest)) => {
                let error = Error::new("the type ends before this", rest, rest.len());
                error.report(text, node.span, out)
            }
            Err(error) => error.report(text, node.span, out),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        definitions.define("Type", |_| {
            let form = |key: &'static str, form: &str, doc: &str| {
                object([(key, form.into()), ("description", doc.into())])
            };
            let builtins = TypeExpr::builtins().map(|(name, doc)| form("const", name, doc));
            let named = "The name of a type in `types`.";
            let named = form("pattern", "^[A-Z][A-Za-z0-9]*$", named);
            let collection = "A list, or a mapping from text.";
            let collection = form("pattern", "^(list|map)<.+>$", collection);
            let forms = list(builtins.chain([named, collection]));
            object([("type", "string".into()), ("anyOf", forms)])
        })
    }
}

/// A mistake in an expression.
struct Error {
    message: String,
    /// The number of bytes from its location to the end of the expression.
    left: usize,
    length: usize,
    instead: Option<Suggestion<'static>>,
}

impl Error {
    fn new(message: impl Into<String>, rest: &str, length: usize) -> Self {
        let (message, left) = (message.into(), rest.len());
        Self {
            message,
            left,
            length,
            instead: None,
        }
    }

    /// Reports it at its location, if the file contains the expression unchanged; otherwise at the whole expression.
    fn report<T>(self, text: &str, span: Span, out: &mut Diagnostics) -> Option<T> {
        let at = text.len() - self.left;
        let length = usize::try_from(span.end - span.start).unwrap_or(usize::MAX);
        let span = match length.checked_sub(text.len()) {
            Some(0) => span.part(at, self.length),
            Some(2) => span.part(at + 1, self.length),
            _ => span,
        };
        const FORMS: &str =
            "a type is a built-in one, the name of one in `types`, `list<…>` or `map<…>`";
        let instead = self.instead.map(|instead| instead.to_string());
        out.report(Code::TypeSyntax, span, self.message)
            .help(instead.unwrap_or(FORMS.to_owned()));
        None
    }
}

/// Parses the type at the start of a text, inside a number of lists and maps. Returns what follows it.
fn parse(text: &str, depth: usize) -> Result<(TypeExpr, &str), Error> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    let fail = |message: String| Err(Error::new(message, text, name.len()));
    let inner = rest.strip_prefix('<');
    let wrap: fn(Box<TypeExpr>) -> TypeExpr = match name {
        "" => {
            let length = text.chars().next().map_or(0, char::len_utf8);
            return Err(Error::new("a type is missing here", text, length));
        }
        "list" => TypeExpr::List,
        "map" => TypeExpr::Map,
        _ if inner.is_some() => {
            let message = format!("`{name}` has no type parameter");
            let mut error = Error::new(message, text, name.len());
            error.instead = suggestion(name, ["list", "map"]);
            return Err(error);
        }
        _ => return Ok((TypeExpr::from_name(name), rest)),
    };
    let Some(inner) = inner else {
        return fail(format!("`{name}` needs a type: `{name}<string>`"));
    };
    if depth >= MAX_DEPTH {
        let message = format!("lists and maps nest more than {MAX_DEPTH} levels deep");
        return fail(message);
    }
    let (item, rest) = parse(inner, depth + 1)?;
    match rest.strip_prefix('>') {
        Some(rest) => Ok((wrap(Box::new(item)), rest)),
        None if rest.starts_with(',') => {
            let message = "lists and maps have one type, that of their values";
            Err(Error::new(message, rest, rest.len()))
        }
        None => Err(Error::new("`>` is missing here", rest, 0)),
    }
}
