//! Type expressions: `string`, `Region`, `list<T>`, `map<T>`.

use super::{Read, wrong_shape};
use crate::diagnostics::{Code, Diagnostics};
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
        match parse(text) {
            Ok(value) => {
                let span = node.span;
                Some(Self { value, span })
            }
            Err(error) => {
                out.report(
                    Code::TypeSyntax,
                    error.place(text, node.span),
                    error.message,
                )
                .help(
                    "a type is a built-in one, the name of one in `types`, `list<…>` or `map<…>`",
                );
                None
            }
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        definitions.define("Type", |_| {
            let builtins = TypeExpr::builtins()
                .map(|(name, doc)| object([("const", name.into()), ("description", doc.into())]));
            let named = object([
                ("pattern", "^[A-Z][A-Za-z0-9]*$".into()),
                ("description", "The name of a type in `types`.".into()),
            ]);
            let collection = object([
                ("pattern", "^(list|map)<.+>$".into()),
                ("description", "A list, or a mapping from text.".into()),
            ]);
            object([
                ("type", "string".into()),
                ("anyOf", list(builtins.chain([named, collection]))),
            ])
        })
    }
}

/// A mistake in an expression, and its location in the text.
struct Error {
    message: String,
    at: usize,
    length: usize,
}

impl Error {
    /// Returns the location in the file, if the file contains the text unchanged; otherwise that of the whole
    /// expression.
    fn place(&self, text: &str, span: Span) -> Span {
        let length = usize::try_from(span.end - span.start).unwrap_or(usize::MAX);
        match length.checked_sub(text.len()) {
            Some(0) => span.part(self.at, self.length),
            Some(2) => span.part(self.at + 1, self.length),
            _ => span,
        }
    }
}

fn parse(text: &str) -> Result<TypeExpr, Error> {
    let mut wrappers = Vec::new();
    let mut rest = text;
    let at = |rest: &str| text.len() - rest.len();
    let name = loop {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        if name.is_empty() {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            let message = "a type is missing here".to_owned();
            return Err(Error {
                message,
                at: at(rest),
                length,
            });
        }
        let Some(inner) = after.strip_prefix('<') else {
            rest = after;
            break name;
        };
        let wrap: fn(Box<TypeExpr>) -> TypeExpr = match name {
            "list" => TypeExpr::List,
            "map" => TypeExpr::Map,
            _ => {
                let message = format!("`{name}` has no type parameter");
                return Err(Error {
                    message,
                    at: at(rest),
                    length: name.len(),
                });
            }
        };
        if wrappers.len() >= MAX_DEPTH {
            let message = format!("lists and maps nest more than {MAX_DEPTH} levels deep");
            return Err(Error {
                message,
                at: at(rest),
                length: name.len(),
            });
        }
        wrappers.push(wrap);
        rest = inner;
    };
    if matches!(name, "list" | "map") {
        let message = format!("`{name}` needs a type: `{name}<string>`");
        let at = at(rest) - name.len();
        return Err(Error {
            message,
            at,
            length: name.len(),
        });
    }
    let mut ty = TypeExpr::from_name(name);
    while let Some(wrap) = wrappers.pop() {
        rest = match rest.strip_prefix('>') {
            Some(rest) => rest,
            None => {
                let message = "`>` is missing here".to_owned();
                return Err(Error {
                    message,
                    at: at(rest),
                    length: 0,
                });
            }
        };
        ty = wrap(Box::new(ty));
    }
    if rest.is_empty() {
        Ok(ty)
    } else {
        let message = "the type ends before this".to_owned();
        Err(Error {
            message,
            at: at(rest),
            length: rest.len(),
        })
    }
}
