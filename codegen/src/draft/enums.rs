//! Enums from the values that the words of a page allow.

use std::collections::HashSet;

use heck::ToSnakeCase;

use super::literal::{Item, Value};
use super::model::{EnumValue, Field, TypeDef, TypeKind};
use super::names::{self, Types};
use super::notes::Notes;
use super::params::Param;
use super::words::Choice;
use crate::diagnostics::Code;
use crate::naming;

/// The values of a parameter's enum, if its words name any that make one.
pub(super) fn values(
    choices: &[Choice],
    param: &Param,
    notes: &mut Notes<'_>,
    field: &mut Field,
) -> Option<Vec<EnumValue>> {
    let is_truth =
        |choice: &Choice| matches!(choice.value.to_lowercase().as_str(), "true" | "false");
    if choices.is_empty() || choices.iter().all(is_truth) {
        return None;
    }
    let example = param.example();
    let shows_text = matches!(
        example,
        Some(Item {
            value: Value::Text(_),
            ..
        })
    );
    let is_numeric = !shows_text && choices.iter().all(|choice| wire(&choice.value).is_some());
    let mut values: Vec<EnumValue> = Vec::new();
    for choice in choices {
        values.push(value(choice, is_numeric));
    }
    let given = example.and_then(|item| Some((item, written(&item.value)?)));
    match given {
        Some((item, text)) if named(item, &values).is_none() => {
            let message = format!(
                "the words do not allow the value that the example gives `{}`",
                param.name
            );
            notes
                .tell(Code::Disagreement, &param.range, message)
                .also(super::notes::span(&item.range), "the example");
            if is_numeric != wire(&text).is_some() {
                field.review("the words list values, of which the example's is none");
                return None;
            }
            field.review(format!(
                "`{text}` is not among the values of the words; the example gives it"
            ));
            values.push(value(
                &Choice {
                    value: text,
                    label: String::new(),
                },
                is_numeric,
            ));
        }
        None if example.is_some() => {
            field.review("the words list values, but the example gives something else");
            return None;
        }
        _ => {}
    }
    if values.len() == 1 {
        field.review("the words list a single value");
    }
    let mut taken = HashSet::new();
    values.retain(|value| taken.insert(naming::variant(&value.name)));
    Some(values)
}

/// The value as a number of the spec; text that would change on the way is none.
fn wire(text: &str) -> Option<i64> {
    text.parse()
        .ok()
        .filter(|number: &i64| number.to_string() == text)
}

fn value(choice: &Choice, is_numeric: bool) -> EnumValue {
    let wire = wire(&choice.value).filter(|_| is_numeric);
    let label = choice.label.to_snake_case();
    let is_name = label.starts_with(|c: char| c.is_ascii_lowercase())
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && label.len() <= 40;
    let name = match wire {
        None => choice.value.clone(),
        Some(_) if is_name => label,
        Some(number) => format!("value_{number}").replace('-', "minus_"),
    };
    EnumValue {
        name,
        wire,
        label: choice.label.clone(),
    }
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) => {
            let text = text.trim();
            let is_name =
                !text.is_empty() && text.chars().count() <= 100 && !text.contains(char::is_control);
            is_name.then(|| text.to_owned())
        }
        _ => None,
    }
}

/// The name of the value that an example gives.
pub(super) fn named(item: &Item, values: &[EnumValue]) -> Option<Item> {
    let text = written(&item.value)?;
    let is_meant = |value: &&EnumValue| match value.wire {
        Some(number) => number.to_string() == text,
        None => value.name == text,
    };
    let value = values.iter().find(is_meant)?;
    Some(Item {
        value: Value::Text(value.name.clone()),
        range: item.range.clone(),
    })
}

/// Adds the enum to the types of the draft, and gives its name.
pub(super) fn define(values: &[EnumValue], param: &Param, call: &str, types: &mut Types) -> String {
    let mut reviews = Vec::new();
    let is_made_up = |value: &EnumValue| {
        value
            .wire
            .is_some_and(|number| value.name.ends_with(&number.unsigned_abs().to_string()))
    };
    if values.iter().any(is_made_up) {
        reviews.push("give the values names that say what they mean".to_owned());
    }
    let doc = names::text(&param.name, "");
    let def = TypeDef {
        reviews,
        doc,
        kind: TypeKind::Enum(values.to_vec()),
    };
    types.add(&param.name, call, def)
}
