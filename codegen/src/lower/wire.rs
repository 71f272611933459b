//! Encodes the values of examples, independently of the runtime's encoder.

use super::expression::{enum_value, extra_set, member};
use super::json;
use super::sentences::scalar;
use super::types::{Scope, wire_name, wire_value};
use crate::api::{ExampleFile, Type};
use crate::scalar::{Code, JsonForm, Scalar};
use crate::spec::model::{Field, Join, Spanned, TypeExpr, TypeKind};
use crate::spec::yaml::{Node, NodeKind};

/// The fields and files of one call.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) files: Vec<ExampleFile>,
}

impl Sent {
    /// Adds the parameter called `name` with its value.
    pub(crate) fn add(&mut self, scope: &Scope<'_>, name: &str, field: &Field, node: &Node) {
        let wire = wire_name(field, name).to_owned();
        let expr = &field.ty.value;
        match scope.field(field) {
            Type::File => self.files.push(file(&wire, node)),
            Type::Extra(_) => self.add_extra(scope, wire, expr, node),
            Type::Object(_) | Type::Map(_) => self.fields.push((wire, typed(scope, expr, node))),
            Type::List(_) => self.add_list(scope, wire, field, node),
            Type::Scalar(_) | Type::Enum(..) => self.fields.push((wire, text(scope, expr, node))),
        }
    }

    fn add_extra(&mut self, scope: &Scope<'_>, wire: String, expr: &TypeExpr, node: &Node) {
        let Some((set, params)) = extra_set(node) else {
            return;
        };
        self.fields.push((wire, set.to_owned()));
        let sets = match kind(scope, expr) {
            Some(TypeKind::Extra(sets)) => sets.as_slice(),
            _ => &[],
        };
        let known = sets.iter().find(|known| known.name.value == set);
        for (key, value) in params {
            let param = known.and_then(|known| find(&known.params, &key.value));
            let name = param.map_or(key.value.as_str(), |field| wire_name(field, &key.value));
            self.fields
                .push((name.to_owned(), scalar(value).unwrap_or_default()));
        }
    }

    fn add_list(&mut self, scope: &Scope<'_>, wire: String, field: &Field, node: &Node) {
        let (NodeKind::List(items), TypeExpr::List(item)) = (&node.kind, &field.ty.value) else {
            return;
        };
        let texts = items.iter().map(|node| text(scope, item, node));
        match field.join.as_ref().map(|join| join.value) {
            Some(Join::Repeat) => self.fields.extend(texts.map(|text| (wire.clone(), text))),
            Some(Join::Json) => self
                .fields
                .push((wire, typed(scope, &field.ty.value, node))),
            Some(Join::Comma) | None => {
                let joined: Vec<_> = texts.collect();
                self.fields.push((wire, joined.join(",")));
            }
        }
    }

    /// Sorts the fields in signing order.
    pub(crate) fn sorted(mut self) -> Self {
        self.fields.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.files.sort_by(|one, other| one.wire.cmp(&other.wire));
        self
    }
}

fn kind<'a>(scope: &Scope<'a>, expr: &TypeExpr) -> Option<&'a TypeKind> {
    match expr {
        TypeExpr::Named(name) => scope.kind(name),
        _ => None,
    }
}

fn find<'f>(fields: &'f [(Spanned<String>, Field)], name: &str) -> Option<&'f Field> {
    fields
        .iter()
        .find(|(key, _)| key.value == name)
        .map(|(_, field)| field)
}

/// Returns the text of a value that is sent as one field.
fn text(scope: &Scope<'_>, expr: &TypeExpr, node: &Node) -> String {
    let text = scalar(node).unwrap_or_default();
    match scope.resolve(expr, None) {
        Type::Scalar(scalar) => match scalar.info().code {
            Code::Boolean if node.kind == NodeKind::Bool(true) => "True".to_owned(),
            Code::Boolean => "False".to_owned(),
            Code::Float => text
                .parse::<f64>()
                .map_or(text, |number| number.to_string()),
            Code::Decimal => decimal(&text),
            Code::Json => json::canonical(node),
            Code::Text | Code::Integer | Code::Parsed { .. } | Code::FromInteger { .. } => text,
        },
        Type::Enum(..) => match kind(scope, expr) {
            Some(TypeKind::Enum(values)) => enum_value(values, &text).map_or(text, wire_value),
            _ => text,
        },
        Type::Object(_) | Type::Map(_) | Type::List(_) => typed(scope, expr, node),
        Type::File | Type::Extra(_) => text,
    }
}

/// Returns a value as JSON, according to its type.
fn typed(scope: &Scope<'_>, expr: &TypeExpr, node: &Node) -> String {
    let mut out = String::new();
    write_typed(scope, expr, node, &mut out);
    out
}

fn write_typed(scope: &Scope<'_>, expr: &TypeExpr, node: &Node, out: &mut String) {
    if node.kind == NodeKind::Null {
        return out.push_str("null");
    }
    let written = scalar(node).unwrap_or_default();
    let text = || self::text(scope, expr, node);
    match scope.resolve(expr, None) {
        Type::Scalar(scalar) => match (scalar.info().json, scalar.info().code) {
            (JsonForm::Text, _) => json::string(&text(), out),
            (JsonForm::Number, Code::Float) => out.push_str(
                &written
                    .parse::<f64>()
                    .map_or(written, |number| format!("{number:?}")),
            ),
            (JsonForm::Boolean, _) => out.push_str(&written),
            (JsonForm::Number | JsonForm::Any, _) => out.push_str(&text()),
        },
        Type::Enum(_, Scalar::Integer) => out.push_str(&text()),
        Type::Enum(..) | Type::File | Type::Extra(_) => json::string(&text(), out),
        Type::Object(_) => {
            let Some(TypeKind::Object(fields)) = kind(scope, expr) else {
                return;
            };
            let members = fields.iter().filter_map(|(key, field)| {
                let value = member(node, &key.value);
                // An optional value that is null is omitted, because `None` does not distinguish the two.
                let value =
                    value.filter(|value| !(field.optional && value.kind == NodeKind::Null))?;
                Some((wire_name(field, &key.value), (field, value)))
            });
            json::object(members, out, |(field, value), out| {
                write_typed(scope, &field.ty.value, value, out)
            });
        }
        Type::List(_) => {
            let (TypeExpr::List(item), NodeKind::List(items)) = (expr, &node.kind) else {
                return;
            };
            json::list(items, out, |value, out| {
                write_typed(scope, item, value, out)
            });
        }
        Type::Map(_) => {
            let TypeExpr::Map(item) = expr else { return };
            json::object(json::sorted(node), out, |value, out| {
                write_typed(scope, item, value, out)
            });
        }
    }
}

/// Returns a decimal number without an exponent, with all its digits.
pub(crate) fn decimal(text: &str) -> String {
    let Some((number, exponent)) = text.split_once(['e', 'E']) else {
        return text.to_owned();
    };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    // No decimal number has a larger exponent. The limit keeps a spec from creating gigabytes of zeros.
    let exponent = exponent.clamp(-64, 64);
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut point = i32::try_from(whole.len())
        .unwrap_or(i32::MAX)
        .saturating_add(exponent);
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).unwrap_or_default();
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at_checked(point).unwrap_or((&digits, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// Returns the file that an example sends as a parameter.
pub(crate) fn file(wire: &str, node: &Node) -> ExampleFile {
    let text = |name: &str| match &node.kind {
        NodeKind::Map(members) => {
            let member = members.iter().find(|(key, _)| key.value == name);
            member.and_then(|(_, value)| scalar(value))
        }
        _ => None,
    };
    let content = match (text("base64"), text("text")) {
        (Some(base64), _) => decode_base64(&base64),
        (None, text) => text.unwrap_or_default().into_bytes(),
    };
    ExampleFile {
        wire: wire.to_owned(),
        file_name: text("file_name").unwrap_or_default(),
        media_type: text("media_type").unwrap_or_default(),
        content,
    }
}

/// Decodes Base64 in the standard alphabet, which is known to be valid.
fn decode_base64(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits = 0_u32;
    let mut count = 0;
    for digit in digits {
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{decimal, decode_base64};

    #[test]
    fn decimals_lose_their_exponent_and_nothing_else() {
        for (written, sent) in [
            ("0.01", "0.01"),
            ("0.10", "0.10"),
            ("-5", "-5"),
            ("1e3", "1000"),
            ("1.50e1", "15.0"),
            ("12.5e-3", "0.0125"),
            ("-1E+2", "-100"),
            ("0e5", "0"),
        ] {
            assert_eq!(decimal(written), sent, "{written}");
        }
        assert!(decimal("1e999999999").len() < 100);
    }

    #[test]
    fn base64_is_decoded() {
        assert_eq!(decode_base64("aGVsbG8="), b"hello");
        assert_eq!(decode_base64("/+8="), [0xff, 0xef]);
        assert_eq!(decode_base64(""), b"");
    }
}
