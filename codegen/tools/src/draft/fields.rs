//! Drafts a parameter as a field, and converts the values of the examples to its type.

use super::convert::convert;
use super::descriptions::{Description, Kind, parse};
use super::enums;
use super::limits;
use super::literal::{Item, Value};
use super::model::Field;
use super::name_hints::{self, Types};
use super::notes::Notes;
use super::param_types::{choose, is_file};
use super::params::Param;
use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// A parameter with its type, and the values of the examples converted to that type.
pub(super) struct Drafted {
    pub(super) field: Field,
    pub(super) required: bool,
    pub(super) shown: Vec<Option<Item>>,
}

/// Drafts one parameter of a call.
pub(super) fn draft(param: Param, call: &str, types: &mut Types, notes: &mut Notes<'_>) -> Drafted {
    let description = parse(&param.words);
    let mut field = Field::new(
        &param.name,
        TypeExpr::Scalar(Scalar::String),
        name_hints::text(&param.name, &param.text()),
    );
    field.reviews.clone_from(&param.reviews);
    field.is_deprecated = description.is_deprecated;
    let required = is_required(&param, &description, &mut field, notes);
    let is_list = gives_several(&description, &param);
    let values = enums::values(&description.choices, is_list, &param, notes, &mut field);
    let values = if let Some(values) = values {
        field.ty = TypeExpr::Named(enums::define(&values, &param, call, types));
        if is_list {
            let choice = choose(&param, &description, notes, &mut field);
            field.ty = TypeExpr::List(Box::new(field.ty));
            let unsaid = "the page does not say how several values are sent";
            let reason = choice.join.map_or(Some(unsaid), |_| choice.reason);
            field.join = choice.join.or(Some("comma"));
            field.reviews.extend(reason.map(str::to_owned));
        }
        Some(values)
    } else {
        let mut choice = choose(&param, &description, notes, &mut field);
        if !param.members.is_empty() && description.kind.is_none() && param.example().is_none() {
            choice.ty = TypeExpr::Scalar(Scalar::Json);
            choice.reason = Some("the page gives no type, only members");
        }
        field.ty = choice.ty;
        field.join = choice.join;
        field.reviews.extend(choice.reason.map(str::to_owned));
        None
    };
    rename_file(&mut field, &param);
    limits::apply(&mut field, &description.bounds, &param.range, notes);
    let as_value = |item: &Item| match &values {
        Some(values) if is_list => enums::with_value_names(item, values),
        Some(values) => enums::named(item, values),
        None => convert(item, &field.ty),
    };
    let mut shown: Vec<Option<Item>> = Vec::new();
    for item in &param.shown {
        let given = item.as_ref().filter(|item| item.value != Value::Null);
        let value = given.and_then(as_value);
        if let (Some(item), None) = (given, &value) {
            let message = format!(
                "this value is ignored: it is not valid for the type `{}`",
                field.ty
            );
            notes.report(Code::NotUnderstood, &item.range, message);
        }
        shown.push(value);
    }
    let default = description
        .default
        .as_ref()
        .map(|text| (text, as_value(&given_text(text, &param))));
    // Text that is not ASCII describes the default and is not the text that is sent.
    let is_prose = |text: &str| field.ty == TypeExpr::Scalar(Scalar::String) && !text.is_ascii();
    let default = default.map(|(text, value)| {
        let is_clear = !description.is_default_unclear && !is_prose(text);
        (text.clone(), value.filter(|_| is_clear))
    });
    check_examples(&mut field, &shown, &param, notes);
    set_default(&mut field, default, required, &param, notes);
    if (description.is_secret || name_hints::is_secret(&param.name))
        && field.ty == TypeExpr::Scalar(Scalar::String)
    {
        field.secret = Some("true");
        field.review("its name or description indicates a secret");
        for item in shown.iter_mut().flatten() {
            hide(item, &field, notes);
        }
    }
    Drafted {
        field,
        required,
        shown,
    }
}

/// Whether the description or the example says that the parameter takes a list of the allowed values.
fn gives_several(description: &Description, param: &Param) -> bool {
    let is_allowed = |text: &str| {
        description
            .choices
            .iter()
            .any(|choice| choice.value == text.trim())
    };
    let is_list = |item: &Item| match &item.value {
        Value::List(_) => true,
        Value::Text(text) => text.contains(',') && text.split(',').all(is_allowed),
        _ => false,
    };
    matches!(description.kind, Some(Kind::Commas(_) | Kind::Several))
        || param.example().is_some_and(is_list)
}

fn given_text(text: &str, param: &Param) -> Item {
    Item {
        value: Value::Text(text.to_owned()),
        range: param.range.clone(),
    }
}

/// Replaces a secret of the page, so that it does not get into a spec.
fn hide(item: &mut Item, field: &Field, notes: &mut Notes<'_>) {
    let mut made_up = format!("example-{}", field.name.replace('_', "-"));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length within bounds"
    )]
    let length =
        limits::inside(field, made_up.chars().count() as f64).clamp(0.0, 10_000.0) as usize;
    made_up = made_up
        .chars()
        .chain(std::iter::repeat('x'))
        .take(length)
        .collect();
    notes.report(
        Code::Changed,
        &item.range,
        "a secret: the draft contains a placeholder",
    );
    item.value = Value::Text(made_up);
}

/// Whether a parameter is required. The description wins over the badge, and the badge over the example.
fn is_required(
    param: &Param,
    description: &Description,
    field: &mut Field,
    notes: &mut Notes<'_>,
) -> bool {
    let (said, badge) = (description.required, param.required);
    match (said, badge) {
        (Some(said), Some(badge)) if said != badge => {
            let word = if said { "required" } else { "optional" };
            let message = format!(
                "the description says that `{}` is {word}, but the badge does not",
                param.name
            );
            notes.report(Code::Disagreement, &param.range, message);
            field.review(format!(
                "the description says that it is {word}, but the badge does not"
            ));
            said
        }
        (Some(said), _) => said,
        (None, Some(badge)) => badge,
        (None, None) if param.is_listed => {
            let required = description.default.is_none();
            let word = if required { "required" } else { "optional" };
            field.review(format!(
                "the page does not say whether it is required; drafted as {word}"
            ));
            required
        }
        (None, None) => {
            let is_file = param.example().is_some_and(|item| is_file(param, item));
            let required = param.is_positional || is_file;
            let word = if required { "required" } else { "optional" };
            field.review(format!("only the example has it; drafted as {word}"));
            required
        }
    }
}

/// Removes an ending such as `_path` from the name of a file parameter. The Python function takes a path, but
/// the request contains the file itself.
fn rename_file(field: &mut Field, param: &Param) {
    if field.ty != TypeExpr::File || param.is_listed {
        return;
    }
    let stem = ["_path", "_filepath", "_filename"]
        .iter()
        .find_map(|end| field.name.strip_suffix(end));
    if let Some(stem) = stem.filter(|stem| !stem.is_empty()).map(str::to_owned) {
        field.review(format!(
            "the example calls it `{}`, which names a path, not a file",
            field.name
        ));
        field.doc = name_hints::text(&stem, "");
        field.name = stem;
    }
}

/// Removes and reports the bounds if an example breaks them.
fn check_examples(field: &mut Field, shown: &[Option<Item>], param: &Param, notes: &mut Notes<'_>) {
    if let Some(item) = shown
        .iter()
        .flatten()
        .find(|item| !limits::holds(field, item))
    {
        let message = format!("the example violates the bounds of `{}`", param.name);
        notes
            .report(Code::Disagreement, &param.range, message)
            .also(super::notes::span(&item.range), "the example");
        field.review("the bounds are omitted because the example violates them");
        field.bounds.clear();
    }
}

fn set_default(
    field: &mut Field,
    default: Option<(String, Option<Item>)>,
    required: bool,
    param: &Param,
    notes: &mut Notes<'_>,
) {
    let Some((text, value)) = default else { return };
    match value.filter(|item| limits::holds(field, item)) {
        Some(_) if required => {
            let message = format!("`{}` is required and has a default", param.name);
            notes.report(Code::Disagreement, &param.range, message);
            field.review(format!(
                "the page has the default `{text}`; it may belong under `kwargs`"
            ));
        }
        // The content of a file is made up, so it is not used as a default.
        Some(_) if matches!(field.ty, TypeExpr::File) => {}
        Some(item) => field.default = Some(item),
        None => {
            let message = format!(
                "the default `{text}` of `{}` does not match its type or violates its bounds",
                param.name
            );
            notes.report(Code::NotUnderstood, &param.range, message);
            field.review(format!(
                "the description has the default `{text}`, which is not understood"
            ));
        }
    }
}
