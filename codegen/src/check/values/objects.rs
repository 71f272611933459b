//! Values of objects, and sets of further parameters.

use super::{Side, Values, complete};
use crate::api::{Set, TypeDef, Value};
use crate::diagnostics::{Code, Diagnostics, nearest};
use crate::source::Span;
use crate::spec::model::{ExtraSet, Field, Named, Scalar, Spanned, TypeExpr};
use crate::spec::yaml::{Node, NodeKind, excerpt};

impl Values<'_> {
    /// Converts the values of an object's fields, in their order. Keys are the names in this direction.
    pub(in crate::check) fn object(
        &self,
        span: Span,
        entries: &[Named<Node>],
        fields: &[Named<Field>],
        out: &mut Diagnostics,
    ) -> Option<Vec<Option<Value>>> {
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
        complete(keys.iter().zip(fields).map(|(key, (_, field))| {
            match entries.iter().find(|(name, _)| name.value == key.value) {
                Some((_, node)) => self.field(node, field, out),
                None if field.optional => Some(None),
                None => {
                    if !meant.contains(&key.value.as_str()) {
                        self.missing(span, key, out);
                    }
                    None
                }
            }
        }))
    }

    fn missing(&self, span: Span, key: &Spanned<String>, out: &mut Diagnostics) {
        let message = format!("the field `{}` is missing", excerpt(&key.value));
        self.report(Code::MissingValue, span, message, out)
            .label(format!("`{}` is missing in this", excerpt(&key.value)))
            .also(key.span, "defined here")
            .help("mark a field that may be absent with `optional: true`");
    }

    fn key<'f>(&self, (name, field): &'f Named<Field>) -> &'f Spanned<String> {
        match self.side {
            Side::Param => name,
            Side::Response => field.wire_name(name),
        }
    }

    /// Returns the object with these values, unless its type has a mistake.
    pub(super) fn object_value(&self, ty: &TypeExpr, values: Vec<Option<Value>>) -> Option<Value> {
        match self.group.resolved(ty)? {
            TypeDef::Object(object) => Some(Value::Object(object.clone(), values)),
            TypeDef::Enum(_) | TypeDef::Extra(_) => None,
        }
    }

    /// Converts a set of further parameters.
    pub(super) fn extra(
        &self,
        span: Span,
        ty: &TypeExpr,
        entries: &[Named<Node>],
        sets: &[ExtraSet],
        out: &mut Diagnostics,
    ) -> Option<Set> {
        let [(name, params)] = entries else {
            let message = "expected exactly one set, by name";
            self.report(Code::WrongType, span, message, out);
            return None;
        };
        let Some(at) = sets.iter().position(|set| set.name.value == name.value) else {
            return self.other_set(name, params, ty, sets, out);
        };
        let set = sets.get(at)?;
        let values = match &params.kind {
            NodeKind::Map(params) => self.object(name.span, params, &set.params, out),
            NodeKind::Null if set.params.is_empty() => Some(Vec::new()),
            _ => self.wrong_type(params, "a mapping of parameters", out),
        };
        let TypeDef::Extra(extra) = self.group.resolved(ty)? else {
            return None;
        };
        let known = extra.sets.get(at)?.clone();
        let params = known.params.iter().zip(values?);
        let params = params.map(|(param, value)| Some((param.wire.clone(), value?.text())));
        Some(Set {
            ty: extra.name.clone(),
            wire: known.wire.clone(),
            params: params.collect::<Option<_>>()?,
            known: Some(known),
        })
    }

    /// Converts a set that the spec does not list, which has any text parameters. A misspelt name is a mistake.
    fn other_set(
        &self,
        name: &Spanned<String>,
        params: &Node,
        ty: &TypeExpr,
        sets: &[ExtraSet],
        out: &mut Diagnostics,
    ) -> Option<Set> {
        let known = sets.iter().map(|set| set.name.value.as_str());
        if out.is_lost(name.span.file, &name.value) {
            return None;
        }
        if nearest(&name.value, known.clone()).is_some() {
            let message = format!("there is no set `{}`", excerpt(&name.value));
            self.report(Code::UnknownEnumValue, name.span, message, out)
                .did_you_mean(&name.value, known);
            return None;
        }
        let params = match &params.kind {
            NodeKind::Map(params) => complete(params.iter().map(|(key, node)| {
                let text = self.scalar(node, Scalar::String, false, out)?;
                Some((key.value.clone(), text.text()))
            })),
            NodeKind::Null => Some(Vec::new()),
            _ => self.wrong_type(params, "a mapping of parameters", out),
        };
        let TypeDef::Extra(extra) = self.group.resolved(ty)? else {
            return None;
        };
        Some(Set {
            ty: extra.name.clone(),
            wire: name.value.clone(),
            known: None,
            params: params?,
        })
    }
}
