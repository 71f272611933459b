//! Values in examples and defaults: that they are of their type, within their bounds, and survive the wire.

use super::bounds::{broken_by_items, broken_by_number, broken_by_text, number_problem};
use super::number::fits_float;
use super::scope::{GroupAt, Named, Shape, wire};
use super::{forms, url};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::Span;
use crate::spec::model::{
    Builtin, EnumValue, EnumWire, ExtraSet, Field, Join, Spanned, TypeExpr,
};
use crate::spec::unusual_number;
use crate::spec::yaml::{Node, NodeKind, excerpt};

/// The Unix times of the years -9999 to 9999.
const UNIX_TIMES: std::ops::RangeInclusive<i64> = -377_705_116_800..=253_402_300_799;

/// Which way values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// To the platform: fields and enum values by their names in the spec.
    Param,
    /// From the platform: everything as it is on the wire.
    Response,
}

/// Checks values of one group.
pub(super) struct Values<'a> {
    group: &'a GroupAt<'a>,
    side: Side,
    code: Option<Code>,
}

impl<'a> Values<'a> {
    pub(super) fn new(group: &'a GroupAt<'a>, side: Side) -> Self {
        Self {
            group,
            side,
            code: None,
        }
    }

    /// Reports every mistake as one against this rule.
    pub(super) fn all_as(self, code: Code) -> Self {
        Self {
            code: Some(code),
            ..self
        }
    }

    fn report<'d>(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        out: &'d mut Diagnostics,
    ) -> &'d mut Diagnostic {
        out.report(self.code.unwrap_or(code), span, message)
    }

    /// Checks the value of a field, its bounds included.
    pub(super) fn field(&self, node: &Node, field: &Field, out: &mut Diagnostics) {
        let is_null = node.kind == NodeKind::Null && field.nullable;
        if is_null || out.is_told(field.ty.span) {
            return;
        }
        let found = out.len();
        self.value(node, &field.ty.value, field.lenient, out);
        if out.len() == found {
            self.bounds(node, field, out);
        }
    }

    fn bounds(&self, node: &Node, field: &Field, out: &mut Diagnostics) {
        let broken = match &node.kind {
            NodeKind::Number(text) => broken_by_number(field, text),
            NodeKind::Text(text) => broken_by_text(field, text),
            NodeKind::List(items) => broken_by_items(field, items.len()),
            NodeKind::Map(entries) => broken_by_items(field, entries.len()),
            NodeKind::Null | NodeKind::Bool(_) => None,
        };
        if let Some(broken) = broken {
            let message = format!("{} is out of bounds", node.found());
            self.report(Code::OutOfBounds, node.span, message, out).label(broken);
        }
        if let (Some(Join::Comma), NodeKind::List(items)) =
            (field.join.as_ref().map(|join| join.value), &node.kind)
        {
            self.no_commas(items, out);
        }
    }

    fn no_commas(&self, items: &[Node], out: &mut Diagnostics) {
        let has_comma = |item: &&Node| matches!(&item.kind, NodeKind::Text(text) if text.contains(','));
        for item in items.iter().filter(has_comma) {
            let message = "an item with a comma cannot be told from two items";
            self.report(Code::Lossy, item.span, message, out)
                .label("items are joined by commas");
        }
    }

    /// Checks a value of a type.
    pub(super) fn value(
        &self,
        node: &Node,
        ty: &TypeExpr,
        lenient: bool,
        out: &mut Diagnostics,
    ) {
        match (self.group.shape(ty), &node.kind) {
            (Shape::Unknown(_), _) => {}
            (Shape::Builtin(builtin), _) => self.builtin(node, builtin, lenient, out),
            (Shape::Enum(values), _) => self.enum_value(node, values, out),
            (Shape::List(item), NodeKind::List(items)) => {
                for node in items {
                    self.value(node, item, false, out);
                }
            }
            (Shape::Map(item), NodeKind::Map(entries)) => {
                for (_, node) in entries {
                    self.value(node, item, false, out);
                }
            }
            (Shape::Object(fields), NodeKind::Map(entries)) => {
                self.object(node.span, entries, fields, out);
            }
            (Shape::Extra(sets), NodeKind::Map(entries)) => {
                self.extra(node.span, entries, sets, out);
            }
            (Shape::List(_), _) => self.wrong_type(node, "a list", out),
            (Shape::Map(_) | Shape::Object(_), _) => self.wrong_type(node, "a mapping", out),
            (Shape::Extra(_), _) => {
                self.wrong_type(node, "a mapping from the name of a set to its parameters", out);
            }
        }
    }

    pub(super) fn wrong_type(&self, node: &Node, wanted: &str, out: &mut Diagnostics) {
        let message = format!("expected {wanted}, found {}", node.found());
        let diagnostic = self.report(Code::WrongType, node.span, message, out);
        diagnostic.label(format!("expected {wanted}"));
        match &node.kind {
            NodeKind::Number(text) if wanted.contains("text") => {
                diagnostic.help(format!("put it in quotes: \"{}\"", excerpt(text)));
            }
            NodeKind::Bool(value) if wanted.contains("text") => {
                diagnostic.help(format!("put it in quotes: \"{value}\""));
            }
            NodeKind::Text(text) if wanted.contains("number") => {
                if let Some(help) = unusual_number(text) {
                    diagnostic.help(help);
                }
            }
            _ => {}
        }
    }

    fn builtin(&self, node: &Node, builtin: Builtin, lenient: bool, out: &mut Diagnostics) {
        match (builtin, &node.kind) {
            (Builtin::Any | Builtin::None, _)
            | (Builtin::Boolean, NodeKind::Bool(_))
            | (Builtin::String, NodeKind::Text(_)) => {}
            (Builtin::Json, _) => self.json_numbers(node, out),
            (
                Builtin::Integer
                | Builtin::Float
                | Builtin::Decimal
                | Builtin::Seconds
                | Builtin::UnixTime,
                NodeKind::Number(text),
            ) => self.number(node, builtin, text, out),
            (Builtin::UnixTimeText, NodeKind::Text(text)) => self.unix_time_text(node, text, out),
            (Builtin::Time, NodeKind::Text(text)) => {
                self.form(node, "a time", forms::time_problem(text), out);
            }
            (Builtin::Url, NodeKind::Text(text)) => {
                self.form(node, "a URL", url::problem(text), out);
            }
            (Builtin::File, NodeKind::Map(entries)) => self.file(node.span, entries, out),
            (_, NodeKind::Text(text)) if lenient && is_plain_number(text) => {
                self.lossy(node, "`lenient` accepts text, but a number is what is written", out);
            }
            _ => self.wrong_type(node, expected(builtin), out),
        }
    }

    fn number(&self, node: &Node, builtin: Builtin, text: &str, out: &mut Diagnostics) {
        let problem = match builtin {
            Builtin::UnixTime => (!is_unix_time(text)).then_some("expected a Unix time within the years -9999 to 9999"),
            _ => number_problem(builtin, text),
        };
        if let Some(problem) = problem {
            let message = format!("{} does not fit its type", node.found());
            self.report(Code::WrongType, node.span, message, out).label(problem);
            return;
        }
        let written = match builtin {
            _ if is_minus_zero(text) => Some("the sign of zero would be lost"),
            Builtin::Float if self.side == Side::Response && !text.contains(['.', 'e', 'E']) => {
                Some("a float is written with a point, such as `1.0`")
            }
            _ => None,
        };
        if let Some(written) = written {
            self.lossy(node, written, out);
        }
    }

    fn unix_time_text(&self, node: &Node, text: &str, out: &mut Diagnostics) {
        if !is_unix_time(text) {
            let message = format!("{} is not a Unix time", node.found());
            self.report(Code::WrongType, node.span, message, out)
                .label("expected a number of seconds, as text");
        } else if text.parse::<i64>().is_ok_and(|seconds| seconds.to_string() != text) {
            self.lossy(node, "it would be written without plus sign and leading zeros", out);
        }
    }

    fn lossy(&self, node: &Node, written: &str, out: &mut Diagnostics) {
        let message = format!("{} would not come out as it is", node.found());
        self.report(Code::Lossy, node.span, message, out).label(written);
    }

    /// A text that has a form, and a normal form among those that are understood.
    fn form(&self, node: &Node, what: &str, problem: Option<String>, out: &mut Diagnostics) {
        if let Some(problem) = problem {
            let message = format!("{} is not {what} in its normal form", node.found());
            self.report(Code::Lossy, node.span, message, out).label(problem);
        }
    }

    /// Numbers of any JSON that is sent pass through a JSON library, which has integers and floats of 64 bits.
    fn json_numbers(&self, node: &Node, out: &mut Diagnostics) {
        match &node.kind {
            NodeKind::Number(text) => {
                let is_exact = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() || fits_float(text);
                if !is_exact {
                    self.lossy(node, "it is neither a whole number nor a float of 64 bits", out);
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

    fn enum_value(&self, node: &Node, values: &[EnumValue], out: &mut Diagnostics) {
        let is_number = values.iter().any(|value| matches!(value.value, EnumWire::Integer(_)));
        let by_name = self.side == Side::Param;
        let is_known = |value: &EnumValue| match (&node.kind, &value.value) {
            (NodeKind::Text(text), _) if by_name => *text == value.name.value,
            (NodeKind::Text(text), EnumWire::Text(wire)) => text == wire,
            (NodeKind::Number(text), EnumWire::Integer(wire)) => !by_name && *text == wire.to_string(),
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

    /// Checks an object against its fields, by their names on this side.
    pub(super) fn object(
        &self,
        span: Span,
        entries: &[(Spanned<String>, Node)],
        fields: &[Named<Field>],
        out: &mut Diagnostics,
    ) {
        let keys: Vec<&Spanned<String>> = fields.iter().map(|field| self.key(field)).collect();
        let names = || keys.iter().map(|key| key.value.as_str());
        let is_known = |name: &str| names().any(|key| key == name);
        let mut meant = Vec::new();
        for (name, _) in entries.iter().filter(|(name, _)| !is_known(&name.value)) {
            if out.is_lost(name.span.file, &name.value) {
                continue;
            }
            meant.extend(nearest(&name.value, names()));
            let message = format!("the field `{}` is not defined", excerpt(&name.value));
            self.report(Code::UnknownValue, name.span, message, out)
                .label("this would be lost")
                .did_you_mean(&name.value, names().collect::<Vec<_>>());
        }
        for (key, (_, field)) in keys.iter().zip(fields) {
            let given = entries.iter().find(|(name, _)| name.value == key.value);
            if let Some((_, node)) = given {
                self.field(node, field, out);
            } else if !field.optional && !meant.contains(&key.value.as_str()) {
                let message = format!("the field `{}` is missing", excerpt(&key.value));
                self.report(Code::MissingValue, span, message, out)
                    .label(format!("`{}` is missing in this", excerpt(&key.value)))
                    .also(key.span, "defined here")
                    .help("a field that may be absent is `optional: true`");
            }
        }
    }

    fn key<'f>(&self, named: &'f Named<Field>) -> &'f Spanned<String> {
        match self.side {
            Side::Param => &named.0,
            Side::Response => wire(named),
        }
    }

    fn extra(
        &self,
        span: Span,
        entries: &[(Spanned<String>, Node)],
        sets: &[ExtraSet],
        out: &mut Diagnostics,
    ) {
        let [(name, params)] = entries else {
            let message = "expected exactly one set, by its name";
            self.report(Code::WrongType, span, message, out);
            return;
        };
        let Some(set) = sets.iter().find(|set| set.name.value == name.value) else {
            if !out.is_lost(name.span.file, &name.value) {
                let message = format!("there is no set `{}`", excerpt(&name.value));
                let known = sets.iter().map(|set| set.name.value.as_str());
                self.report(Code::UnknownEnumValue, name.span, message, out)
                    .did_you_mean(&name.value, known);
            }
            return;
        };
        match &params.kind {
            NodeKind::Map(params) => self.object(name.span, params, &set.params, out),
            NodeKind::Null if set.params.is_empty() => {}
            _ => self.wrong_type(params, "a mapping of parameters", out),
        }
    }

    fn file(&self, span: Span, entries: &[(Spanned<String>, Node)], out: &mut Diagnostics) {
        const KEYS: [&str; 4] = ["file_name", "media_type", "base64", "text"];
        let get = |key: &str| entries.iter().find(|(name, _)| name.value == key);
        for (name, node) in entries {
            let problem = match (name.value.as_str(), &node.kind) {
                (key, _) if !KEYS.contains(&key) => {
                    let message = format!("the key `{}` is not known here", excerpt(key));
                    self.report(Code::BadFile, name.span, message, out)
                        .did_you_mean(key, KEYS);
                    continue;
                }
                ("file_name", NodeKind::Text(text)) => file_name_problem(text),
                ("media_type", NodeKind::Text(text)) => {
                    (!forms::is_media_type(text)).then_some("a media type looks like `image/png`")
                }
                ("base64", NodeKind::Text(text)) => forms::base64_problem(text),
                (_, NodeKind::Text(_)) => None,
                _ => Some("expected text"),
            };
            if let Some(problem) = problem {
                let message = format!("{} is not the {} of a file", node.found(), name.value.replace('_', " "));
                self.report(Code::BadFile, node.span, message, out).label(problem);
            }
        }
        for key in ["file_name", "media_type"] {
            if get(key).is_none() {
                let message = format!("the file has no `{key}`");
                self.report(Code::BadFile, span, message, out);
            }
        }
        match (get("base64"), get("text")) {
            (None, None) => {
                self.report(Code::BadFile, span, "the file has no content", out)
                    .help("give its bytes as `base64`, or as `text`");
            }
            (Some((base64, _)), Some((text, _))) => {
                self.report(Code::BadFile, text.span, "the file has its content twice", out)
                    .also(base64.span, "given here already");
            }
            _ => {}
        }
    }
}

fn file_name_problem(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some("it is empty")
    } else if name.contains(['/', '\\']) {
        Some("it is a name without folders")
    } else if name.contains(char::is_control) {
        Some("it has control characters")
    } else {
        None
    }
}

fn is_unix_time(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|seconds| UNIX_TIMES.contains(&seconds))
}

fn is_minus_zero(text: &str) -> bool {
    text.strip_prefix('-')
        .is_some_and(|digits| !digits.contains(|c: char| ('1'..='9').contains(&c)))
}

fn is_plain_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

fn expected(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::String => "text",
        Builtin::Boolean => "`true` or `false`",
        Builtin::Integer => "a whole number",
        Builtin::Float => "a number",
        Builtin::Decimal => "a decimal number",
        Builtin::Url => "a URL, as text",
        Builtin::File => "a mapping that describes a file",
        Builtin::Time => "a time, as RFC 3339 text",
        Builtin::UnixTime => "a Unix time, as a number",
        Builtin::UnixTimeText => "a Unix time, as text",
        Builtin::Seconds => "a number of seconds",
        Builtin::Json | Builtin::Any | Builtin::None => "JSON",
    }
}
