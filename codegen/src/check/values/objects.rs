//! Values of objects, and sets of further parameters.

use super::{Side, Values};
use crate::check::scope::{Named, wire};
use crate::diagnostics::{Code, Diagnostics, nearest};
use crate::source::Span;
use crate::spec::model::{ExtraSet, Field, Scalar, Spanned};
use crate::spec::yaml::{Node, NodeKind, excerpt};

impl Values<'_> {
    /// Checks an object against its fields, by their names in this direction.
    pub(in crate::check) fn object(
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
                    .help("mark a field that may be absent with `optional: true`");
            }
        }
    }

    fn key<'f>(&self, named: &'f Named<Field>) -> &'f Spanned<String> {
        match self.side {
            Side::Param => &named.0,
            Side::Response => wire(named),
        }
    }

    pub(super) fn extra(
        &self,
        span: Span,
        entries: &[(Spanned<String>, Node)],
        sets: &[ExtraSet],
        out: &mut Diagnostics,
    ) {
        let [(name, params)] = entries else {
            let message = "expected exactly one set, by name";
            self.report(Code::WrongType, span, message, out);
            return;
        };
        let Some(set) = sets.iter().find(|set| set.name.value == name.value) else {
            self.other_set(name, params, sets, out);
            return;
        };
        match &params.kind {
            NodeKind::Map(params) => self.object(name.span, params, &set.params, out),
            NodeKind::Null if set.params.is_empty() => {}
            _ => self.wrong_type(params, "a mapping of parameters", out),
        }
    }

    /// A set that the spec does not list has any text parameters. A misspelt name is a mistake.
    fn other_set(
        &self,
        name: &Spanned<String>,
        params: &Node,
        sets: &[ExtraSet],
        out: &mut Diagnostics,
    ) {
        let known = sets.iter().map(|set| set.name.value.as_str());
        if out.is_lost(name.span.file, &name.value) {
            return;
        }
        if nearest(&name.value, known.clone()).is_some() {
            let message = format!("there is no set `{}`", excerpt(&name.value));
            self.report(Code::UnknownEnumValue, name.span, message, out)
                .did_you_mean(&name.value, known);
            return;
        }
        match &params.kind {
            NodeKind::Map(params) => {
                for (_, node) in params {
                    self.scalar(node, Scalar::String, false, out);
                }
            }
            NodeKind::Null => {}
            _ => self.wrong_type(params, "a mapping of parameters", out),
        }
    }
}
