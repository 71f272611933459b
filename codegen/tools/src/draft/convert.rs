//! Writes the values of examples in the form of their types, and makes values up where the page has none.

use bge_private_codegen::check::number;
use bge_private_codegen::json::{Json, list, object};
use bge_private_codegen::scalar::{JsonForm, Scalar};

use super::forms::{self, SECRET, is_secret, without_secrets};
use super::literal::list_in;
use super::model::{Field, Ty, value_name};
use super::types::Types;

/// Converts values of a page.
pub(super) struct Converter<'a> {
    types: &'a Types,
    /// The names of fields whose text is not that of the page.
    pub(super) changed: Vec<String>,
}

impl<'a> Converter<'a> {
    pub(super) const fn new(types: &'a Types) -> Self {
        let changed = Vec::new();
        Self { types, changed }
    }

    /// Returns the argument of a parameter, or `None` if it is no value of it.
    pub(super) fn argument(&mut self, value: &Json, field: &Field) -> Option<Json> {
        let is_known = *value != Json::Null || field.ty == Ty::Scalar("file");
        self.field(value, field).filter(|_| is_known)
    }

    /// Returns a value in the form of a field, or `None` if it is no value of it.
    pub(super) fn field(&mut self, value: &Json, field: &Field) -> Option<Json> {
        if field.is_nullable && *value == Json::Null {
            return Some(Json::Null);
        }
        let plain = self.value(value, &field.ty)?;
        let converted = Some(masked(&field.name, &plain)).filter(|it| fits(it, field))?;
        let is_other = matches!((&field.ty, value, &plain),
            (Ty::Scalar(_), Json::Text(before), Json::Text(after)) if before != after);
        if is_other || converted != plain {
            self.changed.push(field.name.clone());
        }
        Some(converted)
    }

    /// Returns a value in the form of a type.
    pub(super) fn value(&mut self, value: &Json, ty: &Ty) -> Option<Json> {
        match (self.types.resolved(ty), value) {
            (Ty::Scalar("file"), _) => Some(file()),
            (Ty::Scalar(name), _) => scalar(Scalar::from_name(name)?, value),
            (Ty::List(of), _) => {
                let items = listed(value).into_iter();
                let items = items.map(|item| self.value(&item, of));
                items.collect::<Option<_>>().map(Json::List)
            }
            (Ty::Map(of), Json::Object(members)) => {
                let members = members.iter();
                let members = members.map(|(key, it)| Some((key.clone(), self.value(it, of)?)));
                members.collect::<Option<_>>().map(Json::Object)
            }
            (Ty::Fields(fields), Json::Object(members)) => self.object(members, fields),
            (Ty::Enum(values), Json::Text(wire) | Json::Number(wire)) => {
                let is_known = values.iter().any(|(value, _)| value == wire);
                is_known.then(|| value_name(wire).into())
            }
            (Ty::Extra(name, fields), Json::Object(sets)) => {
                let (_, set) = sets.iter().find(|(key, _)| key == name)?;
                self.object(set.members(), fields)?;
                Some(value.clone())
            }
            _ => None,
        }
    }

    /// Returns members in the form of fields. An optional member that is null is left out.
    fn object(&mut self, members: &[(String, Json)], fields: &[Field]) -> Option<Json> {
        let mut out = Vec::new();
        for field in fields {
            let given = members.iter().find(|(key, _)| *key == field.name);
            match given.filter(|(_, value)| !field.is_optional || *value != Json::Null) {
                Some((key, value)) => out.push((key.clone(), self.field(value, field)?)),
                None if field.is_optional => {}
                None => return None,
            }
        }
        Some(Json::Object(out))
    }
}

/// Returns a value without secrets, at any depth. Of a URL whose query has one, the start remains.
fn masked(name: &str, value: &Json) -> Json {
    match value {
        Json::Object(members) => {
            let masked = |(key, it): &(String, Json)| (key.clone(), masked(key, it));
            Json::Object(members.iter().map(masked).collect())
        }
        Json::List(items) => Json::List(items.iter().map(|it| masked(name, it)).collect()),
        Json::Text(_) if is_secret(name) => SECRET.into(),
        Json::Number(_) if is_secret(name) => 0.into(),
        Json::Text(text) if without_secrets(text) != *text => match text.split_once('?') {
            Some((start, _)) if without_secrets(start) == start => {
                format!("{start}?{SECRET}").into()
            }
            _ => SECRET.into(),
        },
        Json::Text(_) | Json::Number(_) | Json::Bool(_) | Json::Null => value.clone(),
    }
}

/// Returns the items of a value: of a list, which may be in a text, or between commas.
fn listed(value: &Json) -> Vec<Json> {
    match value {
        Json::List(items) => items.clone(),
        Json::Text(text) => {
            let parts = || text.split(',').map(|part| part.trim().into()).collect();
            list_in(text).unwrap_or_else(parts)
        }
        other => vec![other.clone()],
    }
}

/// Returns a value in the form of a scalar.
fn scalar(scalar: Scalar, value: &Json) -> Option<Json> {
    let info = scalar.info();
    match (info.json, value) {
        (JsonForm::Any, _) | (JsonForm::Boolean, Json::Bool(_)) => Some(value.clone()),
        (JsonForm::Boolean, Json::Text(text)) => {
            text.to_ascii_lowercase().parse().ok().map(Json::Bool)
        }
        (JsonForm::Number, Json::Number(text) | Json::Text(text)) => {
            let is_padded = text.starts_with(['0', '+']) && text.len() > 1 && !text.contains('.');
            let is_whole = !text.contains(['.', 'e', 'E']);
            let text = match text.strip_suffix(".0") {
                _ if scalar == Scalar::Float && is_whole => format!("{text}.0"),
                Some(whole) if scalar != Scalar::Float => whole.to_owned(),
                Some(_) | None => text.clone(),
            };
            let converted = number::convert(scalar, &text).ok().filter(|_| !is_padded);
            converted.map(|_| Json::Number(text))
        }
        (JsonForm::Text, Json::Text(text)) => forms::valid(scalar, text).map(Json::Text),
        (JsonForm::Text, Json::Number(text)) if scalar == Scalar::String => {
            Some(text.as_str().into())
        }
        _ => None,
    }
}

fn file() -> Json {
    object([
        ("file_name", "example.txt".into()),
        ("media_type", "text/plain".into()),
        ("text", "example".into()),
    ])
}

/// Returns whether a value satisfies the bounds of a field.
fn fits(value: &Json, field: &Field) -> bool {
    let size = match value {
        Json::Number(number) => number.parse::<f64>().unwrap_or_default(),
        Json::Text(text) => text.chars().count() as f64,
        Json::List(items) => items.len() as f64,
        Json::Null | Json::Bool(_) | Json::Object(_) => return true,
    };
    field.bounds.iter().all(|(key, bound)| {
        let bound = bound.parse::<f64>().unwrap_or_default();
        match key.as_str() {
            "above" => size > bound,
            "below" => size < bound,
            key if key.starts_with("min") => size >= bound,
            _ => size <= bound,
        }
    })
}

/// Returns a value that a field may have: a usual one, or one that is near to a bound.
pub(super) fn made_up(field: &Field, types: &Types) -> Json {
    let usual = match field.secret {
        Some("true") => SECRET.into(),
        _ => simple(&field.ty, types),
    };
    let bounds = field.bounds.iter();
    let bounds = bounds.filter_map(|(_, number)| number.parse::<f64>().ok());
    let sizes = bounds.flat_map(|bound| [bound, bound + 1.0, bound - 1.0]);
    let sized = sizes.map(|size| sized(&usual, size));
    let mut values = std::iter::once(usual.clone()).chain(sized);
    let found = values.find(|value| fits(value, field));
    found.unwrap_or_else(|| usual.clone())
}

/// Returns a value like another one, of another size.
fn sized(value: &Json, size: f64) -> Json {
    let length = size.clamp(0.0, 100.0) as usize;
    match value {
        Json::Number(_) => Json::Number(size.to_string()),
        Json::Text(text) => Json::Text(text.chars().cycle().take(length).collect()),
        Json::List(items) => Json::List(items.iter().cycle().take(length).cloned().collect()),
        Json::Null | Json::Bool(_) | Json::Object(_) => value.clone(),
    }
}

fn simple(ty: &Ty, types: &Types) -> Json {
    match types.resolved(ty) {
        Ty::Scalar(name) => Scalar::from_name(name).map_or_else(file, sample),
        Ty::List(of) => list([simple(of, types)]),
        Ty::Map(_) => object([]),
        Ty::Enum(values) => {
            let first = values.first();
            first.map_or(Json::Null, |(wire, _)| value_name(wire).into())
        }
        Ty::Named(_) | Ty::Extra(..) => Json::Null,
        Ty::Fields(fields) => {
            let needed = fields.iter().filter(|field| !field.is_optional);
            let members = needed.map(|field| (field.name.clone(), made_up(field, types)));
            Json::Object(members.collect())
        }
    }
}

/// Returns the value of a scalar.
fn sample(scalar: Scalar) -> Json {
    let info = scalar.info();
    let sample = match info.json {
        JsonForm::Text | JsonForm::Number => info.sample.into(),
        JsonForm::Boolean => true.into(),
        JsonForm::Any => object([]),
    };
    self::scalar(scalar, &sample).unwrap_or(sample)
}
