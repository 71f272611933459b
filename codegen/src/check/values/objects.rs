//! Values of objects, and sets of further parameters.

use super::{Side, Values, complete};
use crate::api::{Set, TypeDef, Value};
use crate::diagnostics::{Code, nearest};
use crate::source::Span;
use crate::spec::model::{ExtraSet, Field, Named, Scalar, Spanned, TypeExpr, find, names};
use crate::spec::yaml::{Node, NodeKind};

impl Values<'_> {
    /// Converts the values of an object's fields, in their order.
    pub(in crate::check) fn object(
        &mut self,
        node: &Node,
        fields: &[Named<Field>],
    ) -> Option<Vec<Option<Value>>> {
        match &node.kind {
            NodeKind::Map(entries) => self.fields(node.span, entries, fields),
            _ => self.wrong_type(node, "a mapping"),
        }
    }

    /// Converts the values of fields, in their order. Keys are the names in this direction.
    pub(super) fn fields(
        &mut self,
        span: Span,
        entries: &[Named<Node>],
        fields: &[Named<Field>],
    ) -> Option<Vec<Option<Value>>> {
        let side = self.side;
        let keys = fields.iter().map(|(name, field)| match side {
            Side::Param => name,
            Side::Response => field.wire_name(name),
        });
        let keys: Vec<_> = keys.collect();
        let names = keys.iter().map(|key| key.value.as_str());
        let mut meant = Vec::new();
        for (name, _) in entries {
            if names.clone().any(|known| known == name.value) {
                continue;
            }
            let code = self.code(Code::UnknownValue);
            if let Some(diagnostic) = self.out.unknown(code, "field", name, names.clone()) {
                diagnostic.label("this would be lost");
                meant.extend(nearest(&name.value, names.clone()));
            }
        }
        complete(
            keys.iter()
                .zip(fields)
                .map(|(key, (_, field))| match find(entries, &key.value) {
                    _ if self.out.is_repeated(key.span) => None,
                    Some((_, node)) => self.field(node, field),
                    None if field.optional => Some(None),
                    None if meant.contains(&key.value.as_str()) => None,
                    None => self.missing(span, key),
                }),
        )
    }

    fn missing<T>(&mut self, span: Span, key: &Spanned<String>) -> Option<T> {
        let message = format!("the field {key} is missing");
        self.report(Code::MissingValue, span, message)
            .label(format!("{key} is missing in this"))
            .also(key.span, "defined here")
            .help("mark a field that may be absent with `optional: true`");
        None
    }

    /// Converts a set of further parameters.
    pub(super) fn extra(
        &mut self,
        node: &Node,
        ty: &TypeExpr,
        sets: &[Named<ExtraSet>],
    ) -> Option<Set> {
        let NodeKind::Map(entries) = &node.kind else {
            let wanted = "a mapping from the name of a set to its parameters";
            return self.wrong_type(node, wanted);
        };
        let [(name, params)] = entries.as_slice() else {
            let message = "expected exactly one set, by name";
            self.report(Code::WrongType, node.span, message);
            return None;
        };
        let params = match find(sets, &name.value) {
            Some((_, set)) => self.known_params(name, params, set),
            None => self.other_params(name, params, sets),
        };
        let Some(TypeDef::Extra(extra)) = self.types.resolved(ty) else {
            return None;
        };
        let known = extra.sets.iter().find(|set| set.wire == name.value);
        Some(Set {
            ty: extra.name.clone(),
            wire: name.value.clone(),
            known: known.cloned(),
            params: params?,
        })
    }

    /// Converts the parameters of a set that the spec lists.
    fn known_params(
        &mut self,
        name: &Spanned<String>,
        params: &Node,
        set: &ExtraSet,
    ) -> Option<Vec<(String, String)>> {
        let values = match &params.kind {
            NodeKind::Map(params) => self.fields(name.span, params, &set.params)?,
            NodeKind::Null if set.params.is_empty() => Vec::new(),
            _ => self.wrong_type(params, "a mapping of parameters")?,
        };
        let params = set.params.iter().zip(values);
        let texts = params.map(|((name, field), value)| {
            Some((field.wire_name(name).value.clone(), value?.text()))
        });
        texts.collect()
    }

    /// Converts the parameters of a set that the spec does not list, which are texts. A misspelt name of a set is
    /// a mistake.
    fn other_params(
        &mut self,
        name: &Spanned<String>,
        params: &Node,
        sets: &[Named<ExtraSet>],
    ) -> Option<Vec<(String, String)>> {
        let known = names(sets);
        if self.out.is_lost(name) || nearest(&name.value, known.clone()).is_some() {
            let code = self.code(Code::UnknownEnumValue);
            self.out.unknown(code, "set", name, known);
            return None;
        }
        match &params.kind {
            NodeKind::Map(params) => complete(params.iter().map(|(key, node)| {
                let text = self.scalar(node, Scalar::String)?;
                Some((key.value.clone(), text.text()))
            })),
            NodeKind::Null => Some(Vec::new()),
            _ => self.wrong_type(params, "a mapping of parameters"),
        }
    }
}
