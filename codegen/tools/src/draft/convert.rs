//! Writes the values of examples in the form of their types, and makes values up where the page has none.

use super::literal::{Item, Reader, Value};
use super::model::{EnumValue, Field, Ty, TypeKind};
use super::types::Types;

/// The value of everything secret.
const SECRET: &str = "not-a-real-secret";

/// Returns a value in the form of a field, or `None` if it is no value of it.
pub(super) fn field_value(item: &Item, field: &Field, types: &Types) -> Option<Item> {
    if field.is_nullable && item.value == Value::Null {
        return Some(item.clone());
    }
    let converted = value(item, &field.ty, types)?;
    let text = match (field.secret, converted.text()) {
        (Some("query"), Some(url)) => {
            let (before, _) = url.split_once('?').unwrap_or((url, ""));
            format!("{before}?{SECRET}")
        }
        (Some(_), Some(_)) => SECRET.to_owned(),
        _ => return fits(&converted, field).then_some(converted),
    };
    let value = Value::Text(text);
    Some(Item { value, ..converted })
}

/// Returns a value in the form of a type.
pub(super) fn value(item: &Item, ty: &Ty, types: &Types) -> Option<Item> {
    let all = |items: &[Item], of: &Ty| {
        let items = items.iter().map(|item| value(item, of, types));
        items.collect::<Option<_>>().map(Value::List)
    };
    let value = match (ty, &item.value) {
        (Ty::Scalar(name), value) => scalar(name, value)?,
        (Ty::List(of), Value::List(items)) => all(items, of)?,
        (Ty::List(_), Value::Text(text)) if text.starts_with('[') => {
            let items = Reader::new(text, 0..text.len()).value()?;
            value(&items, ty, types)?.value
        }
        (Ty::List(of), Value::Text(text)) => {
            let parts = text
                .split(',')
                .map(|part| Value::Text(part.trim().to_owned()));
            all(&parts.map(Item::made).collect::<Vec<_>>(), of)?
        }
        (Ty::List(of), _) => all(std::slice::from_ref(item), of)?,
        (Ty::Map(of), Value::Map(members)) => {
            let members = members.iter();
            let members = members.map(|(key, item)| Some((key.clone(), value(item, of, types)?)));
            Value::Map(members.collect::<Option<_>>()?)
        }
        (Ty::Map(_), _) => return None,
        (Ty::Named(name), value) => match (types.get(name)?, value) {
            (TypeKind::Enum(values), Value::Text(wire) | Value::Number(wire)) => {
                let found = values.iter().find(|value| value.wire == *wire)?;
                Value::Text(found.name())
            }
            (TypeKind::Object(fields), Value::Map(members)) => object(members, fields, types)?,
            (TypeKind::Extra(name, fields), value @ Value::Map(members)) => {
                let own = members.iter().find(|(key, _)| key == name)?.1.members();
                object(own, fields, types)?;
                value.clone()
            }
            (TypeKind::Enum(_) | TypeKind::Object(_) | TypeKind::Extra(..), _) => return None,
        },
    };
    let range = item.range.clone();
    Some(Item { value, range })
}

/// Returns members in the form of fields. An optional member that is null is left out.
pub(super) fn object(members: &[(String, Item)], fields: &[Field], types: &Types) -> Option<Value> {
    let mut out = Vec::new();
    for field in fields {
        match members.iter().find(|(key, _)| *key == field.name) {
            Some((_, item)) if field.is_optional && item.value == Value::Null => {}
            Some((key, item)) => out.push((key.clone(), field_value(item, field, types)?)),
            None if field.is_optional => {}
            None => return None,
        }
    }
    Some(Value::Map(out))
}

fn scalar(name: &str, value: &Value) -> Option<Value> {
    match (name, value) {
        ("any" | "json", value) => Some(value.clone()),
        ("file", Value::Call(_) | Value::Text(_)) => Some(file()),
        ("boolean", Value::Bool(_)) => Some(value.clone()),
        ("boolean", Value::Text(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        (
            "integer" | "seconds" | "unix_time" | "unix_millis",
            Value::Number(text) | Value::Text(text),
        ) => {
            let text = text.strip_suffix(".0").unwrap_or(text);
            let number = text.parse::<i64>().ok()?.to_string();
            (number == text).then_some(Value::Number(number))
        }
        ("float", Value::Number(text)) => float(text).map(Value::Number),
        ("decimal", Value::Number(text)) => (!text.contains(['e', 'E'])).then(|| value.clone()),
        ("decimal", Value::Text(text)) => {
            let is_part = |c: char| c.is_ascii_digit() || c == '.';
            let is_number = text.chars().all(is_part) && text.parse::<f64>().is_ok();
            is_number.then(|| Value::Number(text.clone()))
        }
        ("url" | "exact_url", Value::Text(text)) => url(text).map(Value::Text),
        ("time", Value::Text(text)) => Some(Value::Text(time(text))),
        ("string", Value::Number(text)) => Some(Value::Text(text.clone())),
        ("boolean" | "float" | "decimal" | "file", _) => None,
        (_, Value::Text(_)) => Some(value.clone()),
        _ => None,
    }
}

/// Returns a number with a point, if a float holds it exactly.
fn float(text: &str) -> Option<String> {
    const EXACT: i64 = 1 << 53;
    match text.parse::<i64>() {
        Ok(whole) => (-EXACT..=EXACT)
            .contains(&whole)
            .then(|| format!("{whole}.0")),
        Err(_) => text.contains(['.', 'e', 'E']).then(|| text.to_owned()),
    }
}

/// Returns a time without zeros at the end of its fraction.
fn time(text: &str) -> String {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    let digits = after.find(|c: char| !c.is_ascii_digit());
    let (digits, zone) = after.split_at(digits.unwrap_or(after.len()));
    match digits.trim_end_matches('0') {
        "" => format!("{before}{zone}"),
        digits => format!("{before}.{digits}{zone}"),
    }
}

/// Returns a URL in its normal form, in which a path follows the host.
fn url(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    let slash = if rest.starts_with('/') { "" } else { "/" };
    let is_plain = text.chars().all(|c| c.is_ascii_graphic());
    (is_plain && !host.is_empty()).then(|| format!("{scheme}://{host}{slash}{rest}"))
}

fn file() -> Value {
    let members = [
        ("file_name", "example.txt"),
        ("media_type", "text/plain"),
        ("text", "example"),
    ];
    let member = |(key, value): (&str, &str)| {
        let value = Value::Text(value.to_owned());
        (key.to_owned(), Item::made(value))
    };
    Value::Map(members.map(member).into())
}

/// Returns whether a value satisfies the bounds of a field.
fn fits(item: &Item, field: &Field) -> bool {
    let size = match &item.value {
        Value::Number(number) => number.parse::<f64>().unwrap_or_default(),
        Value::Text(text) => text.chars().count() as f64,
        Value::List(items) => items.len() as f64,
        _ => return true,
    };
    field.bounds.iter().all(|(key, bound)| {
        let bound = bound.parse::<f64>().unwrap_or_default();
        match *key {
            "above" => size > bound,
            "below" => size < bound,
            key if key.starts_with("min") => size >= bound,
            _ => size <= bound,
        }
    })
}

/// Returns a value that a field may have.
pub(super) fn made_up(field: &Field, types: &Types) -> Item {
    let bound = |keys: &[&str]| {
        let found = field.bounds.iter().find(|(key, _)| keys.contains(key));
        found.map(|(_, number)| number.clone())
    };
    let count = |key: &str| bound(&[key]).and_then(|number| number.parse::<usize>().ok());
    Item::made(match &field.ty {
        _ if field.secret == Some("true") => Value::Text(SECRET.to_owned()),
        Ty::Scalar("string") => {
            let longest = count("max_length").unwrap_or(7).clamp(1, 7);
            let length = longest.max(count("min_length").unwrap_or_default());
            Value::Text("example".chars().cycle().take(length).collect())
        }
        Ty::Scalar("integer" | "float" | "decimal" | "seconds") => {
            let near =
                |key, step: f64| Some((bound(&[key])?.parse::<f64>().ok()? + step).to_string());
            let number = bound(&["min", "max"]).or_else(|| near("above", 1.0));
            let number = number.or_else(|| near("below", -1.0));
            let number = Value::Number(number.unwrap_or_else(|| "1".to_owned()));
            value(&Item::made(number), &field.ty, types).map_or(Value::Null, |item| item.value)
        }
        Ty::List(of) => {
            let least = count("min_items").unwrap_or_default().clamp(1, 100);
            Value::List(vec![Item::made(simple(of, types)); least])
        }
        ty => simple(ty, types),
    })
}

fn simple(ty: &Ty, types: &Types) -> Value {
    let text = |text: &str| Value::Text(text.to_owned());
    match ty {
        Ty::Scalar(name) => match *name {
            "boolean" => Value::Bool(true),
            "float" => Value::Number("1.0".to_owned()),
            "integer" | "decimal" | "seconds" | "unix_time" | "unix_millis" => {
                Value::Number("1".to_owned())
            }
            "any" | "json" => Value::Map(Vec::new()),
            "file" => file(),
            "url" | "exact_url" => text("https://example.com/"),
            "date" => text("2021-01-01"),
            "time" => text("2021-01-01T00:00:00Z"),
            "offset_time" => text("2021-01-01T00:00:00+0800"),
            "local_time" => text("2021-01-01 00:00:00"),
            "unix_time_text" => text("1573026921"),
            _ => text("example"),
        },
        Ty::List(of) => Value::List(vec![Item::made(simple(of, types))]),
        Ty::Map(_) => Value::Map(Vec::new()),
        Ty::Named(name) => match types.get(name) {
            Some(TypeKind::Enum(values)) => {
                text(&values.first().map(EnumValue::name).unwrap_or_default())
            }
            Some(TypeKind::Object(fields)) => {
                let needed = fields.iter().filter(|field| !field.is_optional);
                let member = |field: &Field| (field.name.clone(), made_up(field, types));
                Value::Map(needed.map(member).collect())
            }
            Some(TypeKind::Extra(..)) | None => Value::Null,
        },
    }
}
