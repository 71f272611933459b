//! Drafts enums from the values that a description allows.

use std::collections::HashSet;

use heck::ToSnakeCase;

use super::choices::Choice;
use super::convert::items;
use super::literal::{Item, Value};
use super::model::{EnumValue, Field, TypeDef, TypeKind, Wire};
use super::name_hints::{self, Types};
use super::notes::Notes;
use super::params::Param;

use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::naming;

/// Returns the values of a parameter's enum, or `None` if the description lists no suitable values. `is_list`
/// is whether the parameter takes one or more of them.
pub(super) fn values(
    choices: &[Choice],
    is_list: bool,
    param: &Param,
    notes: &mut Notes<'_>,
    field: &mut Field,
) -> Option<Vec<EnumValue>> {
    let is_truth =
        |choice: &Choice| matches!(choice.value.to_lowercase().as_str(), "true" | "false");
    if choices.is_empty() || choices.iter().all(is_truth) {
        return None;
    }
    let shown = shown(param, is_list);
    let shows_text = shown
        .iter()
        .flatten()
        .any(|item| matches!(item.value, Value::Text(_)));
    let is_numeric =
        (is_list || !shows_text) && choices.iter().all(|choice| wire(&choice.value).is_some());
    let mut values: Vec<EnumValue> = Vec::new();
    for choice in choices {
        push(choice, is_numeric, &mut values);
    }
    if shown
        .as_ref()
        .is_some_and(|items| items.iter().any(|item| written(&item.value).is_none()))
        || (shown.is_none() && param.example().is_some())
    {
        field.review("the description lists values, but the example has another one");
        return None;
    }
    for item in shown.iter().flatten() {
        let Some(text) = written(&item.value).filter(|_| named(item, &values).is_none()) else {
            continue;
        };
        let message = format!(
            "the description does not allow the value of `{}` in the example",
            param.name
        );
        notes
            .report(Code::Disagreement, &param.range, message)
            .also(super::notes::span(&item.range), "the example");
        if is_numeric != wire(&text).is_some() || text.contains([',', '，']) {
            field.review("the example's value is not in the list of values on the page");
            return None;
        }
        field.review(format!(
            "`{text}` is only in the example, not in the description"
        ));
        let choice = Choice {
            value: text,
            label: String::new(),
        };
        push(&choice, is_numeric, &mut values);
    }
    if choices.iter().any(|choice| choice.value.contains('/')) {
        field.review("a value in the description contains `/`; it may be several values");
    }
    let is_fraction =
        |choice: &Choice| choice.value.contains('.') && choice.value.parse::<f64>().is_ok();
    if choices.iter().any(is_fraction) {
        field.review("the description lists numbers with a fraction; they are drafted as strings");
    }
    if values.len() == 1 {
        field.review("the description lists a single value");
    }
    Some(values)
}

/// Returns the values in an example: one value, or the items of a list.
fn shown(param: &Param, is_list: bool) -> Option<Vec<Item>> {
    let item = param.example()?;
    if is_list {
        items(item)
    } else {
        Some(vec![item.clone()])
    }
}

/// Parses a value as an integer. Returns `None` for text such as `007`, which an integer would not preserve.
fn wire(text: &str) -> Option<i64> {
    text.parse()
        .ok()
        .filter(|number: &i64| number.to_string() == text)
}

/// Adds a value under a name that is unique in Rust. Known values are ignored.
fn push(choice: &Choice, is_numeric: bool, values: &mut Vec<EnumValue>) {
    let is_known = |value: &EnumValue| sent(value) == choice.value;
    if values.iter().any(is_known) {
        return;
    }
    let number = wire(&choice.value).filter(|_| is_numeric);
    let label = choice.label.to_snake_case();
    let is_name = label.starts_with(|c: char| c.is_ascii_lowercase())
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && label.len() <= 40;
    let made_up = format!("value_{}", values.len() + 1);
    let name = match number {
        None if !choice.value.contains(|c: char| c.is_ascii_alphanumeric()) => made_up.clone(),
        None => choice.value.clone(),
        Some(_) if is_name => label,
        Some(number) => format!("value_{number}").replace('-', "minus_"),
    };
    let taken: HashSet<_> = values
        .iter()
        .map(|value| naming::variant(&value.name))
        .collect();
    let minus = name.strip_prefix('-').map(|name| format!("minus_{name}"));
    let mut names = [name.clone()].into_iter().chain(minus).chain([made_up]);
    let Some(name) = names.find(|name| !taken.contains(&naming::variant(name))) else {
        return;
    };
    let wire = match number {
        Some(number) => Some(Wire::Number(number)),
        None => (name != choice.value).then(|| Wire::Text(choice.value.clone())),
    };
    let is_unsaid = choice.label.is_empty() && matches!(wire, Some(Wire::Text(_)));
    let label = if is_unsaid {
        &choice.value
    } else {
        &choice.label
    };
    values.push(EnumValue {
        name,
        wire,
        label: label.clone(),
    });
}

/// Returns the text that is sent for a value.
fn sent(value: &EnumValue) -> String {
    match &value.wire {
        Some(Wire::Number(number)) => number.to_string(),
        Some(Wire::Text(text)) => text.clone(),
        None => value.name.clone(),
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

/// Returns the name of the value that an example gives.
pub(super) fn named(item: &Item, values: &[EnumValue]) -> Option<Item> {
    let text = written(&item.value)?;
    let value = values.iter().find(|value| sent(value) == text)?;
    Some(Item {
        value: Value::Text(value.name.clone()),
        range: item.range.clone(),
    })
}

/// Returns the names of the values that an example gives for a list.
pub(super) fn with_value_names(item: &Item, values: &[EnumValue]) -> Option<Item> {
    let named = items(item)?
        .iter()
        .map(|item| named(item, values))
        .collect::<Option<_>>()?;
    Some(Item {
        value: Value::List(named),
        range: item.range.clone(),
    })
}

/// Adds the enum to the types of the draft and returns its name.
pub(super) fn define(values: &[EnumValue], param: &Param, call: &str, types: &mut Types) -> String {
    let mut reviews = Vec::new();
    let is_made_up = |value: &EnumValue| match &value.wire {
        Some(Wire::Number(number)) => value.name.ends_with(&number.unsigned_abs().to_string()),
        Some(Wire::Text(_)) => true,
        None => false,
    };
    if values.iter().any(is_made_up) {
        reviews.push("give the values descriptive names".to_owned());
    }
    let doc = name_hints::text(&param.name, "");
    let def = TypeDef {
        reviews,
        doc,
        kind: TypeKind::Enum(values.to_vec()),
    };
    types.add(&param.name, call, def)
}
