//! Values of scalars and of enums.

use super::{Side, Values};
use crate::check::bounds::number_problem;
use crate::check::number::{fits_float, is_unix_time};
use crate::check::{forms, url};
use crate::diagnostics::{Code, Diagnostics};
use crate::scalar::{JsonForm, Scalar};
use crate::spec::model::{EnumValue, EnumWire};
use crate::spec::yaml::{Node, NodeKind, excerpt};

impl Values<'_> {
    pub(super) fn scalar(&self, node: &Node, scalar: Scalar, lenient: bool, out: &mut Diagnostics) {
        match (scalar.info().json, &node.kind) {
            (JsonForm::Any, _) if scalar == Scalar::Json => self.json_numbers(node, out),
            (JsonForm::Any, _) | (JsonForm::Boolean, NodeKind::Bool(_)) => {}
            (JsonForm::Number, NodeKind::Number(text)) => self.number(node, scalar, text, out),
            (JsonForm::Text, NodeKind::Text(text)) => self.text(node, scalar, text, out),
            (_, NodeKind::Text(text)) if lenient && is_plain_number(text) => {
                self.lossy(
                    node,
                    "`lenient` accepts text, but examples must be numbers",
                    out,
                );
            }
            (JsonForm::Text | JsonForm::Number | JsonForm::Boolean, _) => {
                self.wrong_type(node, scalar.info().expected, out);
            }
        }
    }

    fn number(&self, node: &Node, scalar: Scalar, text: &str, out: &mut Diagnostics) {
        if let Some(problem) = number_problem(scalar, text) {
            let message = format!("{} does not fit its type", node.found());
            self.report(Code::WrongType, node.span, message, out)
                .label(problem);
            return;
        }
        let is_float = scalar == Scalar::Float && self.side == Side::Response;
        if is_minus_zero(text) {
            self.lossy(node, "the sign of zero would be lost", out);
        } else if is_float && !text.contains(['.', 'e', 'E']) {
            self.lossy(node, "a float is written with a point, such as `1.0`", out);
        }
    }

    fn text(&self, node: &Node, scalar: Scalar, text: &str, out: &mut Diagnostics) {
        match scalar {
            Scalar::Time => self.form(node, "a time", forms::time_problem(text), out),
            Scalar::Url | Scalar::SecretUrl => self.form(node, "a URL", url::problem(text), out),
            Scalar::UnixTimeText => self.unix_time_text(node, text, out),
            Scalar::String
            | Scalar::Secret
            | Scalar::Boolean
            | Scalar::Integer
            | Scalar::Float
            | Scalar::Decimal
            | Scalar::Json
            | Scalar::UnixTime
            | Scalar::Seconds
            | Scalar::Any => {}
        }
    }

    fn unix_time_text(&self, node: &Node, text: &str, out: &mut Diagnostics) {
        if !is_unix_time(text) {
            let message = format!("{} is not a Unix time", node.found());
            self.report(Code::WrongType, node.span, message, out)
                .label("expected a number of seconds, as text");
        } else if text
            .parse::<i64>()
            .is_ok_and(|seconds| seconds.to_string() != text)
        {
            self.lossy(
                node,
                "it would be written without plus sign and leading zeros",
                out,
            );
        }
    }

    /// Checks a text that has a normal form.
    fn form(&self, node: &Node, what: &str, problem: Option<String>, out: &mut Diagnostics) {
        if let Some(problem) = problem {
            let message = format!("{} is not {what} in its normal form", node.found());
            self.report(Code::Lossy, node.span, message, out)
                .label(problem);
        }
    }

    /// Numbers in JSON that is sent pass through a JSON library, which has 64-bit integers and floats.
    fn json_numbers(&self, node: &Node, out: &mut Diagnostics) {
        match &node.kind {
            NodeKind::Number(text) => {
                let is_exact =
                    text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() || fits_float(text);
                if !is_exact {
                    self.lossy(
                        node,
                        "it is neither a whole number nor a float of 64 bits",
                        out,
                    );
                }
            }
            NodeKind::List(items) => {
                for item in items {
                    self.json_numbers(item, out);
                }
            }
            NodeKind::Map(entries) => {
                for (_, value) in entries {
                    self.json_numbers(value, out);
                }
            }
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Text(_) => {}
        }
    }

    pub(super) fn enum_value(&self, node: &Node, values: &[EnumValue], out: &mut Diagnostics) {
        let is_number = values
            .iter()
            .any(|value| matches!(value.value, EnumWire::Integer(_)));
        let by_name = self.side == Side::Param;
        let is_known = |value: &EnumValue| match (&node.kind, &value.value) {
            (NodeKind::Text(text), _) if by_name => *text == value.name.value,
            (NodeKind::Text(text), EnumWire::Text(wire)) => text == wire,
            (NodeKind::Number(text), EnumWire::Integer(wire)) => {
                !by_name && *text == wire.to_string()
            }
            _ => false,
        };
        if values.is_empty() || values.iter().any(is_known) {
            return;
        }
        match &node.kind {
            NodeKind::Text(text) if by_name || !is_number => {
                if out.is_lost(node.span.file, text) {
                    return;
                }
                let message = format!("there is no value `{}`", excerpt(text));
                let known: Vec<_> = values
                    .iter()
                    .map(|value| match &value.value {
                        EnumWire::Text(wire) if !by_name => wire.as_str(),
                        _ => value.name.value.as_str(),
                    })
                    .collect();
                self.report(Code::UnknownEnumValue, node.span, message, out)
                    .did_you_mean(text, known);
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
            _ if is_number => self.wrong_type(node, "a number", out),
            _ => self.wrong_type(node, "text", out),
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
