//! Values of examples and defaults: from the wire to the spec, and made up where a document has none.

use super::Importer;
use super::model::{Field, Kind, Set};
use crate::openapi::tree::{Map, Tree};
use crate::spec::model::{Builtin, TypeExpr};

/// Made-up values nest no deeper than this.
const MAX_DEPTH: usize = 6;

/// Which way a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// To the platform: fields and values of enums by their names in the spec.
    Param,
    /// From the platform: everything as it is on the wire.
    Response,
}

impl Importer<'_> {
    /// A value of a parameter, as an example in a spec gives it.
    pub(super) fn to_spec(&self, ty: &TypeExpr, value: &Tree) -> Tree {
        match (ty, value) {
            (TypeExpr::Builtin(Builtin::Boolean), Tree::Text(text)) => match text.as_str() {
                "True" | "true" => Tree::Bool(true),
                "False" | "false" => Tree::Bool(false),
                _ => value.clone(),
            },
            // In a form everything is text.
            (TypeExpr::Builtin(Builtin::String), Tree::Number(number)) => {
                Tree::from(number.as_str())
            }
            (TypeExpr::List(item), Tree::List(items)) => Tree::List(
                items
                    .iter()
                    .map(|value| self.to_spec(item, value))
                    .collect(),
            ),
            (TypeExpr::Map(item), Tree::Map(map)) => {
                let entries = map.entries.iter();
                entries
                    .fold(Map::new(), |map, entry| {
                        map.with(&entry.key, self.to_spec(item, &entry.value))
                    })
                    .into()
            }
            (TypeExpr::Named(name), _) => {
                match (self.types.get(name).map(|def| &def.kind), value) {
                    (Some(Kind::Enum(values)), _) => {
                        let is_it = |wire: &Tree| match (wire, value) {
                            (Tree::Number(number), Tree::Text(text)) => number == text,
                            _ => wire == value,
                        };
                        let found = values.iter().find(|known| is_it(&known.wire));
                        found.map_or_else(|| value.clone(), |known| Tree::from(known.name.as_str()))
                    }
                    (Some(Kind::Object(fields)), Tree::Map(map)) => {
                        self.named_fields(fields, map).into()
                    }
                    _ => value.clone(),
                }
            }
            _ => value.clone(),
        }
    }

    fn named_fields(&self, fields: &[Field], map: &Map) -> Map {
        map.entries.iter().fold(Map::new(), |out, entry| {
            match fields.iter().find(|field| field.on_wire() == entry.key) {
                Some(field) => out.with(&field.name, self.to_spec(&field.ty, &entry.value)),
                None => out.with(&entry.key, entry.value.clone()),
            }
        })
    }

    /// The set that an example names, with those of its fields that are no other parameters.
    pub(super) fn to_set(&self, sets: &[Set], name: &str, rest: &Map) -> Tree {
        let known = sets.iter().find(|set| set.name == name);
        let params = known.map(|set| set.params.as_slice()).unwrap_or_default();
        Map::new()
            .with(name, self.named_fields(params, rest))
            .into()
    }

    /// A value of a response in the form in which it survives being read and written.
    pub(super) fn to_answer(&self, ty: &TypeExpr, value: &Tree) -> Tree {
        match (ty, value) {
            (TypeExpr::Builtin(Builtin::Float), Tree::Number(number))
                if !number.contains(['.', 'e', 'E']) =>
            {
                Tree::Number(format!("{number}.0"))
            }
            (TypeExpr::List(item), Tree::List(items)) => Tree::List(
                items
                    .iter()
                    .map(|value| self.to_answer(item, value))
                    .collect(),
            ),
            (TypeExpr::Map(item), Tree::Map(map)) => {
                let entries = map.entries.iter();
                entries
                    .fold(Map::new(), |map, entry| {
                        map.with(&entry.key, self.to_answer(item, &entry.value))
                    })
                    .into()
            }
            (TypeExpr::Named(name), Tree::Map(map)) => {
                match self.types.get(name).map(|def| &def.kind) {
                    Some(Kind::Object(fields)) => self.answer_fields(fields, map).into(),
                    _ => value.clone(),
                }
            }
            _ => value.clone(),
        }
    }

    pub(super) fn answer_fields(&self, fields: &[Field], map: &Map) -> Map {
        map.entries.iter().fold(Map::new(), |out, entry| {
            match fields.iter().find(|field| field.on_wire() == entry.key) {
                Some(field) if entry.value == Tree::Null && field.nullable && field.optional => out,
                Some(field) => out.with(&entry.key, self.to_answer(&field.ty, &entry.value)),
                None => out.with(&entry.key, entry.value.clone()),
            }
        })
    }

    /// A made-up value of a field that keeps to its bounds.
    pub(super) fn made_up(&self, field: &Field, side: Side, depth: usize) -> Tree {
        let bound = |key: &str| {
            let mut bounds = field.bounds.iter();
            bounds
                .find(|(known, _)| *known == key)
                .map(|(_, number)| number.as_str())
        };
        let size = |key: &str| bound(key).and_then(|number| number.parse::<usize>().ok());
        match &field.ty {
            TypeExpr::Builtin(Builtin::String) => {
                let least = size("min_length").unwrap_or(1);
                let most = size("max_length").unwrap_or(usize::MAX);
                let length = least.max(7).min(most).min(10_000);
                Tree::Text("example".chars().cycle().take(length).collect())
            }
            TypeExpr::Builtin(
                Builtin::Integer | Builtin::Float | Builtin::Decimal | Builtin::Seconds,
            ) => {
                let point = if field.ty == TypeExpr::Builtin(Builtin::Float) {
                    ".0"
                } else {
                    ""
                };
                let number = match (bound("min"), bound("max"), bound("above"), bound("below")) {
                    (Some(inside), ..) | (None, Some(inside), None, _) => inside.to_owned(),
                    (_, _, Some(above), None) => shifted(above, 1.0),
                    (_, _, None, Some(below)) => shifted(below, -1.0),
                    (_, Some(high), Some(low), _) | (_, None, Some(low), Some(high)) => {
                        between(low, high)
                    }
                    (None, None, None, None) => "1".to_owned(),
                };
                Tree::Number(if number.contains('.') {
                    number
                } else {
                    format!("{number}{point}")
                })
            }
            ty => {
                let least = size("min_items").unwrap_or_default().min(1_000);
                self.made_up_value(ty, least, side, depth)
            }
        }
    }

    /// A made-up value of a type with at least so many items.
    pub(super) fn made_up_value(
        &self,
        ty: &TypeExpr,
        least: usize,
        side: Side,
        depth: usize,
    ) -> Tree {
        let text = |text: &str| Tree::from(text);
        let left = self.patience.get();
        self.patience.set(left.saturating_sub(1));
        if left == 0 {
            self.is_endless.set(true);
            return Tree::Null;
        }
        match ty {
            TypeExpr::Builtin(builtin) => match builtin {
                Builtin::String => text("example"),
                Builtin::Boolean => Tree::Bool(true),
                Builtin::Integer | Builtin::Decimal => Tree::Number("1".to_owned()),
                Builtin::Float => Tree::Number("1.0".to_owned()),
                Builtin::Seconds => Tree::Number("60".to_owned()),
                Builtin::UnixTime => Tree::Number("1767225600".to_owned()),
                Builtin::UnixTimeText => text("1767225600"),
                Builtin::Time => text("2026-01-01T00:00:00Z"),
                Builtin::Url => text("https://example.com/"),
                Builtin::File => Map::new()
                    .with("file_name", "example.txt")
                    .with("media_type", "text/plain")
                    .with("text", "example")
                    .into(),
                Builtin::Json | Builtin::Any | Builtin::None => Map::new().into(),
            },
            TypeExpr::List(_) | TypeExpr::Map(_) if depth >= MAX_DEPTH => match ty {
                TypeExpr::List(_) => Tree::List(Vec::new()),
                _ => Map::new().into(),
            },
            TypeExpr::List(item) => {
                let one = || self.made_up_value(item, 0, side, depth + 1);
                Tree::List((0..least.max(1)).map(|_| one()).collect())
            }
            TypeExpr::Map(item) => {
                let keys = (1..=least.max(1)).map(|number| format!("key{number}"));
                keys.fold(Map::new(), |map, key| {
                    map.with(&key, self.made_up_value(item, 0, side, depth + 1))
                })
                .into()
            }
            TypeExpr::Named(name) => match self.types.get(name).map(|def| &def.kind) {
                Some(Kind::Enum(values)) => match (values.first(), side) {
                    (Some(value), Side::Param) => text(&value.name),
                    (Some(value), Side::Response) => value.wire.clone(),
                    (None, _) => Tree::Null,
                },
                Some(Kind::Object(fields)) => self.made_up_object(fields, side, depth + 1).into(),
                Some(Kind::Extra(sets)) => match sets.first() {
                    Some(set) => Map::new()
                        .with(&set.name, self.made_up_object(&set.params, side, depth + 1))
                        .into(),
                    None => Tree::Null,
                },
                None => Tree::Null,
            },
        }
    }

    /// A made-up object with the fields that are always there.
    pub(super) fn made_up_object(&self, fields: &[Field], side: Side, depth: usize) -> Map {
        if depth > 10 * MAX_DEPTH {
            return Map::new();
        }
        let always = fields.iter().filter(|field| !field.optional);
        always.fold(Map::new(), |map, field| {
            let name = if side == Side::Param {
                field.name.as_str()
            } else {
                field.on_wire()
            };
            map.with(name, self.made_up(field, side, depth))
        })
    }
}

fn shifted(number: &str, by: f64) -> String {
    number
        .parse::<f64>()
        .map_or_else(|_| number.to_owned(), |number| (number + by).to_string())
}

fn between(low: &str, high: &str) -> String {
    match (low.parse::<f64>(), high.parse::<f64>()) {
        (Ok(low), Ok(high)) if high - low > 1.0 => (low + 1.0).floor().to_string(),
        (Ok(low), Ok(high)) => ((low + high) / 2.0).to_string(),
        _ => low.to_owned(),
    }
}
