//! Resolves named types and fields.

use std::sync::Arc;

use super::named_types::{Types, innermost};
use super::number::convert;
use super::scope::Place;
use crate::spec::model::{
    EnumValue, ExtraSet, Field, Named, Scalar, Spanned, Text, TypeDef, TypeExpr, TypeKind,
};
use crate::spec::yaml::Node;
use crate::{api, naming};

/// Returns a text in both languages.
pub(super) fn text(text: &Text) -> api::Text {
    text.both().map(str::to_owned)
}

impl<'a> Types<'a> {
    pub(super) fn type_def(&self, spec: &str, def: &'a TypeDef) -> Option<api::TypeDef> {
        let name = self.rust_name(spec)?;
        let text = text(&def.doc);
        let usage = self.usage(spec);
        Some(match &def.kind {
            TypeKind::Object(fields) => api::TypeDef::Object(Arc::new(api::Object {
                name,
                text: Some(text),
                fields: self.object_fields(spec, fields)?,
                rest: def.rest.is_some(),
                usage,
            })),
            TypeKind::AnyOf(shapes) => api::TypeDef::AnyOf(Arc::new(api::AnyOf {
                name,
                text,
                shapes: self.fields(Place::Shape, shapes)?,
            })),
            TypeKind::Enum(values) => api::TypeDef::Enum(Arc::new(api::Enum {
                name,
                text,
                integer: EnumValue::scalar_of(values) == Scalar::Integer,
                values: values.iter().map(enum_value).collect(),
                usage,
            })),
            TypeKind::Extra(sets) => {
                let sets = sets.iter().map(|set| self.extra_set(set));
                api::TypeDef::Extra(Arc::new(api::Extra {
                    name,
                    text,
                    sets: sets.collect::<Option<_>>()?,
                }))
            }
        })
    }

    /// Resolves the fields of an object. A field is boxed if the object could be infinitely large otherwise.
    fn object_fields(&self, spec: &str, fields: &'a [Named<Field>]) -> Option<Vec<api::Field>> {
        let resolved = self.fields(Place::Object, fields)?.into_iter();
        let boxed = resolved.zip(fields).map(|(resolved, (_, field))| {
            let object = field.ty.value.as_named().filter(|_| resolved.is_option());
            let boxed = object.is_some_and(|object| self.contains(object, spec));
            api::Field { boxed, ..resolved }
        });
        Some(boxed.collect())
    }

    fn extra_set(&self, (name, set): &'a Named<ExtraSet>) -> Option<Arc<api::ExtraSet>> {
        Some(Arc::new(api::ExtraSet {
            variant: naming::variant(&name.value),
            wire: name.value.clone(),
            text: text(&set.doc),
            params: self.fields(Place::Extra, &set.params)?,
        }))
    }

    pub(super) fn fields(
        &self,
        place: Place,
        fields: &'a [Named<Field>],
    ) -> Option<Vec<api::Field>> {
        let fields = fields.iter();
        fields.map(|named| self.field(place, named)).collect()
    }

    /// Resolves a field, without its default.
    pub(super) fn field(
        &self,
        place: Place,
        (name, field): &'a Named<Field>,
    ) -> Option<api::Field> {
        let rust = &field.rust_name(name).value;
        let (rust_field, setter) = match place {
            Place::Arg | Place::Kwarg | Place::Choice => {
                (naming::field(rust), naming::setter(rust))
            }
            Place::Response | Place::Object => (naming::field(rust), naming::object_setter(rust)),
            Place::Extra => (naming::extra_field(rust), naming::extra_field(rust)),
            Place::Shape => (naming::variant(rust), naming::variant(rust)),
        };
        let ty = &field.ty.value;
        let secrecy = field.secrecy();
        let is_param = place.is_param();
        let members = self.members(is_param.then_some(ty));
        let mut types = members.iter().map(|member| &member.ty.value).chain([ty]);
        let is_any = |ty| matches!(innermost(ty), TypeExpr::Scalar(scalar) if scalar.is_any_json());
        Some(api::Field {
            wire: field.wire_name(name).value.clone(),
            setter,
            required: !matches!(place, Place::Kwarg | Place::Choice) && !field.optional,
            nullable: field.nullable,
            lenient: field.lenient,
            join: field.join(),
            secrecy,
            secret: secrecy.is_some() || members.iter().any(|member| member.secret.is_some()),
            open: is_param && types.any(is_any),
            bounds: bounds(field),
            deprecated: field.deprecated.as_ref().map(text),
            ..api::Field::new(&rust_field, self.ty(ty, secrecy)?, text(&field.doc))
        })
    }
}

fn enum_value((name, value): &Named<EnumValue>) -> api::EnumValue {
    api::EnumValue {
        spec: name.value.clone(),
        text: value.doc.as_ref().map(text),
        variant: naming::variant(&value.rust_name(name).value),
        wire: value.wire(name),
    }
}

/// Resolves the bounds of a field. Those of numbers belong to a scalar.
fn bounds(field: &Field) -> api::Bounds {
    let number = |bound: &Option<Node>| {
        let text = bound.as_ref()?.as_number()?;
        let TypeExpr::Scalar(scalar) = field.ty.value else {
            return None;
        };
        Some(convert(scalar, text).ok()?.text())
    };
    let count = |bound: &Option<Spanned<u64>>| bound.as_ref().map(|bound| bound.value);
    api::Bounds {
        min: number(&field.min),
        max: number(&field.max),
        above: number(&field.above),
        below: number(&field.below),
        min_length: count(&field.min_length),
        max_length: count(&field.max_length),
        min_items: count(&field.min_items),
        max_items: count(&field.max_items),
    }
}
