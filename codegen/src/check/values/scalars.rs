//! Values of scalars and of enums.

use super::{Side, Values};
use crate::api::{Literal, TypeDef, Value};
use crate::check::number::{self, fits_float};
use crate::diagnostics::{Code, Diagnostics};
use crate::json::Json;
use crate::scalar::{self, JsonForm, Scalar};
use crate::spec::model::{EnumValue, EnumWire, TypeExpr};
use crate::spec::yaml::{Node, NodeKind, excerpt};

impl Values<'_> {
    /// Converts the value of a scalar.
    pub(super) fn scalar(
        &self,
        node: &Node,
        scalar: Scalar,
        lenient: bool,
        out: &mut Diagnostics,
    ) -> Option<Literal> {
        match (scalar.info().json, &node.kind) {
            (JsonForm::Any, _) => {
                if scalar == Scalar::Json {
                    self.json_numbers(node, out);
                }
                Some(Literal::Json(Json::from(node).canonical()))
            }
            (JsonForm::Boolean, NodeKind::Bool(value)) => Some(Literal::Boolean(*value)),
            (JsonForm::Number, NodeKind::Number(text)) => self.number(node, scalar, text, out),
            (JsonForm::Text, NodeKind::Text(text)) => self.text(node, scalar, text, out),
            (_, NodeKind::Text(text)) if lenient && is_plain_number(text) => {
                let written = "`lenient` accepts text, but examples must be numbers";
                self.lossy(node, written, out);
                None
            }
            (JsonForm::Text | JsonForm::Number | JsonForm::Boolean, _) => {
                self.wrong_type(node, scalar.info().expected, out)
            }
        }
    }

    fn number(
        &self,
        node: &Node,
        scalar: Scalar,
        text: &str,
        out: &mut Diagnostics,
    ) -> Option<Literal> {
        let literal = match number::convert(scalar, text) {
            Ok(literal) => literal,
            Err(problem) => {
                let message = format!("{} does not fit its type", node.found());
                self.report(Code::WrongType, node.span, message, out)
                    .label(problem);
                return None;
            }
        };
        let is_float = scalar == Scalar::Float && self.side == Side::Response;
        if is_minus_zero(text) {
            self.lossy(node, "the sign of zero would be lost", out);
        } else if is_float && !text.contains(['.', 'e', 'E']) {
            self.lossy(node, "a float is written with a point, such as `1.0`", out);
        }
        Some(literal)
    }

    fn text(
        &self,
        node: &Node,
        scalar: Scalar,
        text: &str,
        out: &mut Diagnostics,
    ) -> Option<Literal> {
        if let scalar::Code::FromInteger { .. } = scalar.info().code {
            return self.unix_time_text(node, scalar, text, out);
        }
        if let Some(form) = &scalar.info().normal_form
            && let Some(problem) = (form.problem)(text)
        {
            let message = format!("{} is not {} in its normal form", node.found(), form.name);
            self.report(Code::Lossy, node.span, message, out)
                .label(problem);
        }
        Some(Literal::Text(text.to_owned()))
    }

    fn unix_time_text(
        &self,
        node: &Node,
        scalar: Scalar,
        text: &str,
        out: &mut Diagnostics,
    ) -> Option<Literal> {
        let Some(seconds) = number::whole(scalar, text) else {
            let message = format!("{} is not a Unix time", node.found());
            self.report(Code::WrongType, node.span, message, out)
                .label(scalar.info().number);
            return None;
        };
        if seconds.to_string() != text {
            let written = "it would be written without plus sign and leading zeros";
            self.lossy(node, written, out);
        }
        Some(Literal::Integer(seconds))
    }

    /// Numbers in JSON that is sent pass through a JSON library, which has 64-bit integers and floats.
    fn json_numbers(&self, node: &Node, out: &mut Diagnostics) {
        match &node.kind {
            NodeKind::Number(text) => {
                let is_exact =
                    text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() || fits_float(text);
                if !is_exact {
                    let written = "it is neither a whole number nor a float of 64 bits";
                    self.lossy(node, written, out);
                }
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.json_numbers(item, out)),
            NodeKind::Map(entries) => {
                let values = entries.iter().map(|(_, value)| value);
                values.for_each(|value| self.json_numbers(value, out));
            }
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Text(_) => {}
        }
    }

    /// Converts the value of an enum.
    pub(super) fn enum_value(
        &self,
        node: &Node,
        ty: &TypeExpr,
        values: &[EnumValue],
        out: &mut Diagnostics,
    ) -> Option<Value> {
        let by_name = self.side == Side::Param;
        let is_meant = |value: &EnumValue| match (&node.kind, &value.value) {
            (NodeKind::Text(text), _) if by_name => *text == value.name.value,
            (NodeKind::Text(text), EnumWire::Text(wire)) => text == wire,
            (NodeKind::Number(text), EnumWire::Integer(wire)) => {
                !by_name && *text == wire.to_string()
            }
            _ => false,
        };
        let Some(at) = values.iter().position(is_meant) else {
            self.unknown_enum_value(node, values, out);
            return None;
        };
        match self.group.resolved(ty)? {
            TypeDef::Enum(ty) => Some(Value::Enum(ty.clone(), ty.values.get(at)?.clone())),
            TypeDef::Object(_) | TypeDef::Extra(_) => None,
        }
    }

    fn unknown_enum_value(&self, node: &Node, values: &[EnumValue], out: &mut Diagnostics) {
        let by_name = self.side == Side::Param;
        let is_integer = |value: &EnumValue| matches!(value.value, EnumWire::Integer(_));
        let is_number = values.iter().any(is_integer);
        match &node.kind {
            // The enum without values is already reported.
            _ if values.is_empty() => {}
            NodeKind::Text(text) if by_name || !is_number => {
                if out.is_lost(node.span.file, text) {
                    return;
                }
                let message = format!("there is no value `{}`", excerpt(text));
                let known = values.iter().map(|value| match &value.value {
                    EnumWire::Text(wire) if !by_name => wire.as_str(),
                    _ => value.name.value.as_str(),
                });
                self.report(Code::UnknownEnumValue, node.span, message, out)
                    .did_you_mean(text, known.collect::<Vec<_>>());
            }
            NodeKind::Number(text) if is_number && !by_name => {
                let message = format!("there is no value `{}`", excerpt(text));
                self.report(Code::UnknownEnumValue, node.span, message, out);
            }
            _ if by_name => {
                let names = values.iter().map(|value| value.name.value.as_str());
                let message = format!("expected the name of a value, found {}", node.found());
                self.report(Code::WrongType, node.span, message, out)
                    .did_you_mean("", names.collect::<Vec<_>>());
            }
            _ => {
                let wanted = if is_number { "a number" } else { "text" };
                self.wrong_type::<()>(node, wanted, out);
            }
        }
    }
}

fn is_minus_zero(text: &str) -> bool {
    text.strip_prefix('-')
        .is_some_and(|digits| !digits.contains(|c: char| ('1'..='9').contains(&c)))
}

fn is_plain_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}
