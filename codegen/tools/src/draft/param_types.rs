//! The type of a parameter and how it is sent, derived from its description, its example or its name.

use super::convert::{convert, is_opened, looks_like_path, number, path};
use super::descriptions::{Description, Kind};
use super::literal::{Item, Value};
use super::model::Field;
use super::name_hints;
use super::notes::Notes;
use super::params::Param;
use super::text_types::{is_url, looks_like_time};
use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// The type of a parameter, and how it is sent.
pub(super) struct Choice {
    pub(super) ty: TypeExpr,
    pub(super) join: Option<&'static str>,
    pub(super) reason: Option<&'static str>,
}

impl Choice {
    fn of(ty: impl Into<TypeExpr>) -> Self {
        Self {
            ty: ty.into(),
            join: None,
            reason: None,
        }
    }

    fn list(item: Scalar, join: &'static str) -> Self {
        let ty = TypeExpr::List(Box::new(TypeExpr::Scalar(item)));
        Self {
            ty,
            join: Some(join),
            reason: None,
        }
    }

    fn because(self, reason: &'static str) -> Self {
        Self {
            reason: Some(reason),
            ..self
        }
    }
}

/// Returns the type that the description names, if the example's value fits it. Otherwise, returns the type
/// of that value, or a guess from the name if there is no example.
pub(super) fn choose(
    param: &Param,
    description: &Description,
    notes: &mut Notes<'_>,
    field: &mut Field,
) -> Choice {
    let example = param.example();
    let Some(kind) = description.kind else {
        return from_value(param, example);
    };
    let is_guess = description.is_weak && matches!(kind, Kind::Number | Kind::Decimal);
    if example.is_none()
        && is_guess
        && (name_hints::is_question(&param.name) || name_hints::is_money(&param.name))
    {
        return from_value(param, example);
    }
    let said = from_words(kind, example);
    let Some(item) = example else {
        let reason = "only ambiguous words indicate this type";
        let counts = "only its unit, bounds or default indicate a number";
        return if is_guess && kind == Kind::Number {
            said.because(counts)
        } else if description.is_weak {
            said.because(reason)
        } else {
            said
        };
    };
    let is_meant = !description.is_weak || supports(kind, param, item);
    if is_meant && convert(item, &said.ty).is_some() {
        if is_other_kind(&said.ty, item) {
            report_other_type(param, &said.ty, item, notes);
            field.review("the value in the example is of another kind");
        }
        return said;
    }
    let shown = from_value(param, example);
    if !description.is_weak {
        report_other_type(param, &said.ty, item, notes);
        field.review(format!(
            "the description says `{}`, but the value in the example is of another type",
            said.ty
        ));
    }
    shown
}

fn report_other_type(param: &Param, ty: &TypeExpr, item: &Item, notes: &mut Notes<'_>) {
    let message = format!(
        "the description says that `{}` is of type `{ty}`, but the example has another type",
        param.name
    );
    notes
        .report(Code::Disagreement, &param.range, message)
        .also(super::notes::span(&item.range), "the example");
}

/// Returns whether Python code writes a value as another kind than its type, such as a number as text.
fn is_other_kind(ty: &TypeExpr, item: &Item) -> bool {
    match (ty, &item.value) {
        (TypeExpr::Scalar(Scalar::Boolean), value) => !matches!(value, Value::Bool(_)),
        (
            TypeExpr::Scalar(
                Scalar::Integer
                | Scalar::Float
                | Scalar::Decimal
                | Scalar::Seconds
                | Scalar::UnixTime,
            ),
            value,
        ) => matches!(value, Value::Text(_)),
        (TypeExpr::Scalar(Scalar::String), value) => {
            !matches!(value, Value::Text(_) | Value::Call(_))
        }
        _ => false,
    }
}

/// Returns whether an example's value confirms a kind that only weak words suggest.
fn supports(kind: Kind, param: &Param, item: &Item) -> bool {
    match kind {
        Kind::File => is_file(param, item),
        Kind::List => matches!(item.value, Value::List(_)),
        Kind::Url => matches!(&item.value, Value::Text(text) if is_url(text)),
        Kind::Decimal => match &item.value {
            Value::Text(text) => number(text).is_some(),
            value => matches!(value, Value::Number(_) | Value::Call(_)),
        },
        Kind::Number => matches!(item.value, Value::Number(_)),
        Kind::Several => false,
        Kind::Text | Kind::Boolean | Kind::Integer | Kind::Float | Kind::Seconds => true,
        Kind::UnixTime | Kind::Time | Kind::Json | Kind::Commas(_) => true,
    }
}

fn from_words(kind: Kind, example: Option<&Item>) -> Choice {
    let value = example.map(|item| &item.value);
    match kind {
        Kind::Text => Choice::of(Scalar::String),
        Kind::Boolean => Choice::of(Scalar::Boolean),
        Kind::Integer => Choice::of(Scalar::Integer),
        Kind::Float => Choice::of(Scalar::Float),
        Kind::Decimal => Choice::of(Scalar::Decimal),
        Kind::Number => match value {
            Some(Value::Number(text)) if text.contains(['.', 'e']) => Choice::of(Scalar::Decimal)
                .because("a number with a fraction; use `float` if it is not exact"),
            _ => Choice::of(Scalar::Integer)
                .because("the description says a number; drafted as a whole number"),
        },
        Kind::Seconds => Choice::of(Scalar::Seconds),
        Kind::UnixTime => match value {
            Some(Value::Text(_)) => Choice::of(Scalar::UnixTimeText),
            _ => Choice::of(Scalar::UnixTime),
        },
        Kind::Time => Choice::of(Scalar::Time),
        Kind::Url => Choice::of(Scalar::Url),
        Kind::Json => Choice::of(Scalar::Json),
        Kind::File => Choice::of(TypeExpr::File),
        Kind::Commas(item) => Choice::list(item, "comma"),
        Kind::Several => Choice::list(Scalar::String, "comma")
            .because("the page does not say how several values are sent"),
        Kind::List => match value {
            Some(Value::List(items)) => list(items),
            _ => Choice::list(Scalar::String, "comma")
                .because("the page does not say how this list is sent"),
        },
    }
}

/// Returns the type of a Python list. Review is needed because such a list may be sent in several ways.
fn list(items: &[Item]) -> Choice {
    let all =
        |is: fn(&Value) -> bool| !items.is_empty() && items.iter().all(|item| is(&item.value));
    let is_integer =
        |value: &Value| matches!(value, Value::Number(text) if text.parse::<i64>().is_ok());
    let why = "the example has a list; the page does not say how it is sent";
    if all(is_integer) {
        Choice::list(Scalar::Integer, "json").because(why)
    } else if all(|value| matches!(value, Value::Text(_))) || items.is_empty() {
        Choice::list(Scalar::String, "json").because(why)
    } else {
        Choice::of(Scalar::Json).because("the example has a list of mixed values; treated as JSON")
    }
}

/// Returns the type of an example's value, or a guess from the name if there is no example.
fn from_value(param: &Param, example: Option<&Item>) -> Choice {
    let name = param.name.as_str();
    let Some(item) = example else {
        return from_name(name);
    };
    if is_file(param, item) {
        let choice = Choice::of(TypeExpr::File);
        let guess = "its name indicates the path of a local file to upload";
        return if is_opened(item) {
            choice
        } else {
            choice.because(guess)
        };
    }
    match &item.value {
        Value::Bool(_) => Choice::of(Scalar::Boolean),
        Value::Number(text) => from_number(name, text),
        Value::Text(text)
            if is_url(text) && convert(item, &TypeExpr::Scalar(Scalar::Url)).is_some() =>
        {
            Choice::of(Scalar::Url)
        }
        Value::Text(text)
            if looks_like_time(text)
                && convert(item, &TypeExpr::Scalar(Scalar::Time)).is_some() =>
        {
            Choice::of(Scalar::Time)
        }
        Value::Text(text) if name_hints::is_count(name) && number(text).is_some() => {
            Choice::of(Scalar::String).because("the example has digits as a string")
        }
        Value::Text(_) => Choice::of(Scalar::String),
        Value::List(items) => list(items),
        Value::Map(_) => {
            Choice::of(Scalar::Json).because("the example has a dictionary; treated as JSON")
        }
        Value::Call(call) if call.method() == "dumps" => Choice::of(Scalar::Json),
        Value::Call(call) if call.method() == "join" => Choice::list(Scalar::String, "comma"),
        Value::Call(_) | Value::Name(_) | Value::Other | Value::Null => Choice {
            reason: Some("the value in the example is not a literal"),
            ..from_name(name)
        },
    }
}

fn from_number(name: &str, text: &str) -> Choice {
    let whole = text.parse::<i64>().ok();
    if name_hints::is_money(name) {
        return Choice::of(Scalar::Decimal).because("its name indicates money, which is exact");
    }
    match whole {
        Some(900_000_000..=4_200_000_000) if name_hints::is_time(name) => {
            Choice::of(Scalar::UnixTime).because("its name and size indicate a Unix time")
        }
        Some(0..) if name_hints::is_duration(name) => {
            Choice::of(Scalar::Seconds).because("its name indicates a number of seconds")
        }
        Some(_) => Choice::of(Scalar::Integer),
        None => Choice::of(Scalar::Decimal)
            .because("a number with a fraction; use `float` if it is not exact"),
    }
}

/// Guesses the type of a parameter from its name.
fn from_name(name: &str) -> Choice {
    let (scalar, reason) = if name_hints::is_question(name) {
        (
            Scalar::Boolean,
            "its name is a question; the page gives no type",
        )
    } else if name_hints::is_money(name) {
        (
            Scalar::Decimal,
            "its name indicates money; the page gives no type",
        )
    } else if name_hints::is_count(name) {
        (
            Scalar::Integer,
            "its name indicates a number; the page gives no type",
        )
    } else {
        (Scalar::String, "the page gives no type")
    };
    Choice::of(scalar).because(reason)
}

pub(super) fn is_file(param: &Param, item: &Item) -> bool {
    let is_name = |word: &String| {
        matches!(
            word.as_str(),
            "path" | "file" | "filepath" | "image" | "filename"
        )
    };
    let has_name = name_hints::words(&param.name).last().is_some_and(is_name);
    let text = path(item).unwrap_or_default();
    is_opened(item) || (has_name && looks_like_path(&text) && text.contains(['/', '\\']))
}
