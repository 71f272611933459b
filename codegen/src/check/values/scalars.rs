//! Values of scalars and of enums.

use super::{Side, Values};
use crate::api::{Literal, TypeDef, Value};
use crate::check::number::{self, fits_float};
use crate::diagnostics::Code;
use crate::json::Json;
use crate::scalar::{self, JsonForm, Scalar};
use crate::spec::model::{Spanned, TypeExpr};
use crate::spec::yaml::{Node, NodeKind};

impl Values<'_> {
    /// Converts the value of a scalar.
    pub(super) fn scalar(&mut self, node: &Node, scalar: Scalar) -> Option<Literal> {
        match (scalar.info().json, &node.kind) {
            (JsonForm::Any, _) => {
                if scalar == Scalar::Json {
                    self.json_numbers(node);
                }
                Some(Literal::Json(Json::from(node).canonical()))
            }
            (JsonForm::Boolean, NodeKind::Bool(value)) => Some(Literal::Boolean(*value)),
            (JsonForm::Number, NodeKind::Number(text)) => self.number(node, scalar, text),
            (JsonForm::Text, NodeKind::Text(text)) => self.text(node, scalar, text),
            (JsonForm::Text | JsonForm::Number | JsonForm::Boolean, _) => {
                self.wrong_type(node, scalar.info().expected)
            }
        }
    }

    fn number(&mut self, node: &Node, scalar: Scalar, text: &str) -> Option<Literal> {
        let literal = match number::convert(scalar, text) {
            Ok(literal) => literal,
            Err(problem) => {
                let message = format!("{} does not fit its type", node.found());
                self.report(Code::WrongType, node.span, message)
                    .label(problem);
                return None;
            }
        };
        let is_float = scalar == Scalar::Float && self.side == Side::Response;
        if is_minus_zero(text) {
            self.lossy(node, "the sign of zero would be lost");
        } else if is_float && !text.contains(['.', 'e', 'E']) {
            self.lossy(node, "a float is written with a point, such as `1.0`");
        }
        Some(literal)
    }

    fn text(&mut self, node: &Node, scalar: Scalar, text: &str) -> Option<Literal> {
        if let scalar::Code::FromInteger(..) = scalar.info().code {
            return self.unix_time_text(node, scalar, text);
        }
        let info = scalar.info();
        if let Some(problem) = info.problem.and_then(|problem| problem(text)) {
            let message = format!("{} is not {} in its normal form", node.found(), info.one);
            self.report(Code::Lossy, node.span, message).label(problem);
        }
        Some(Literal::Text(text.to_owned()))
    }

    fn unix_time_text(&mut self, node: &Node, scalar: Scalar, text: &str) -> Option<Literal> {
        let Some(seconds) = number::whole(scalar, text) else {
            let message = format!("{} is not a Unix time", node.found());
            self.report(Code::WrongType, node.span, message)
                .label(scalar.info().number);
            return None;
        };
        if seconds.to_string() != text {
            let written = "it would be written without plus sign and leading zeros";
            self.lossy(node, written);
        }
        Some(Literal::Integer(seconds))
    }

    /// Numbers in JSON that is sent pass through a JSON library, which has 64-bit integers and floats.
    fn json_numbers(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Number(text) => {
                let is_whole = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
                if !is_whole && !fits_float(text) {
                    self.lossy(node, "it is neither a whole number nor a float of 64 bits");
                }
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.json_numbers(item)),
            NodeKind::Map(entries) => {
                let values = entries.iter().map(|(_, value)| value);
                values.for_each(|value| self.json_numbers(value));
            }
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Text(_) => {}
        }
    }

    /// Converts the value of an enum: in this direction, its name or its form on the wire.
    pub(super) fn enum_value(&mut self, node: &Node, ty: &TypeExpr) -> Option<Value> {
        let Some(TypeDef::Enum(ty)) = self.types.resolved(ty) else {
            return None;
        };
        let by_name = self.side == Side::Param;
        let known = ty.values.iter().map(|value| match by_name {
            true => value.spec.clone(),
            false => value.wire.to_string(),
        });
        let known: Vec<_> = known.collect();
        let names = known.iter().map(String::as_str);
        let given = match (&node.kind, ty.integer && !by_name) {
            (NodeKind::Text(text), false) | (NodeKind::Number(text), true) => text,
            // The enum without values is already reported.
            _ if known.is_empty() => return None,
            _ if by_name => {
                let message = format!("expected the name of a value, found {}", node.found());
                self.report(Code::WrongType, node.span, message)
                    .did_you_mean("", names);
                return None;
            }
            (_, true) => return self.wrong_type(node, "a number"),
            (_, false) => return self.wrong_type(node, "text"),
        };
        if let Some(at) = known.iter().position(|known| known == given) {
            return Some(Value::Enum(ty.clone(), ty.values.get(at)?.clone()));
        }
        if !known.is_empty() {
            let name = Spanned::new(given.clone(), node.span);
            let code = self.code(Code::UnknownEnumValue);
            self.out.unknown(code, "value", &name, names);
        }
        None
    }
}

fn is_minus_zero(text: &str) -> bool {
    text.strip_prefix('-')
        .is_some_and(|digits| !digits.contains(|c: char| ('1'..='9').contains(&c)))
}
