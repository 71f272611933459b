//! Converts the values of an example program to values of a type.

use std::ops::Range;

use super::lex::lex;
use super::literal::{Item, Value};
use super::numbers::without_minus_zero;
use super::reader::Reader;
use super::text_types::{is_url, normal_time, normal_url};
use bge_private_codegen::check::number::{convert as convert_number, fits_float};
use bge_private_codegen::scalar::JsonForm;
use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// Converts a value to a type. Returns `None` if that is not possible.
pub(super) fn convert(item: &Item, ty: &TypeExpr) -> Option<Item> {
    let value = match ty {
        TypeExpr::Scalar(ty) => scalar(item, *ty)?,
        TypeExpr::File => file(&path(item)?, &item.range),
        TypeExpr::List(inner) => {
            let items = items(item)?;
            Value::List(
                items
                    .iter()
                    .map(|item| convert(item, inner))
                    .collect::<Option<_>>()?,
            )
        }
        TypeExpr::Named(_) | TypeExpr::Map(_) | TypeExpr::None => return None,
    };
    Some(Item {
        value,
        range: item.range.clone(),
    })
}

/// Returns the items of a list, of comma-separated text, or of the argument of `join` or `dumps`. A number is
/// one item.
pub(super) fn items(item: &Item) -> Option<Vec<Item>> {
    match &item.value {
        Value::List(items) => Some(items.clone()),
        Value::Text(text) => {
            let texts = text
                .split([',', '，'])
                .map(str::trim)
                .filter(|text| !text.is_empty());
            let item = |text: &str| Item {
                value: Value::Text(text.to_owned()),
                range: item.range.clone(),
            };
            Some(texts.map(item).collect())
        }
        Value::Number(_) => Some(vec![item.clone()]),
        Value::Call(call) if call.method() == "join" => items(call.only_argument()?),
        Value::Call(call) if call.method() == "dumps" => items(call.only_argument()?),
        _ => None,
    }
}

fn scalar(item: &Item, ty: Scalar) -> Option<Value> {
    let text = written(item);
    let number = || text.as_deref().and_then(number);
    match ty.info().json {
        JsonForm::Boolean => boolean(item).map(Value::Bool),
        JsonForm::Any if ty == Scalar::Json => json(item),
        JsonForm::Any => None,
        JsonForm::Number => {
            let fits = |text: &String| convert_number(ty, text).is_ok();
            number().filter(fits).map(Value::Number)
        }
        JsonForm::Text => {
            let text = match ty {
                Scalar::Url => Some(normal_url(&text?)).filter(|url| is_url(url)),
                Scalar::Time => Some(normal_time(&text?)),
                Scalar::UnixTimeText => number().filter(|text| convert_number(ty, text).is_ok()),
                Scalar::String | Scalar::Secret | Scalar::SecretUrl | Scalar::ExactUrl => text,
                Scalar::Date | Scalar::Boolean | Scalar::Integer | Scalar::Float => text,
                Scalar::Decimal | Scalar::Json | Scalar::UnixTime | Scalar::Seconds => text,
                Scalar::Any => text,
                Scalar::LocalTime | Scalar::OffsetTime | Scalar::UnixMillis => text,
            };
            let is_normal = |text: &String| match &ty.info().problem {
                Some(problem) => problem(text).is_none(),
                None => true,
            };
            text.filter(is_normal).map(Value::Text)
        }
    }
}

/// Returns the text that is sent for a scalar.
fn written(item: &Item) -> Option<String> {
    match &item.value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Bool(true) => Some("True".to_owned()),
        Value::Bool(false) => Some("False".to_owned()),
        Value::Call(call)
            if matches!(
                call.callee.as_str(),
                "str" | "int" | "float" | "Decimal" | "decimal.Decimal"
            ) =>
        {
            written(call.only_argument()?)
        }
        _ => None,
    }
}

/// Returns the text as a JSON number, or `None` if it is not a number.
pub(super) fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let tokens = lex(text, 0..text.len());
    let item = Reader::new(&tokens.tokens).expression()?;
    match item.value {
        Value::Number(number) if item.range == (0..text.len()) => Some(without_minus_zero(&number)),
        _ => None,
    }
}

fn boolean(item: &Item) -> Option<bool> {
    match &item.value {
        Value::Bool(value) => Some(*value),
        Value::Number(text) | Value::Text(text) => match text.trim().to_lowercase().as_str() {
            "true" | "1" | "是" | "yes" | "开启" | "允许" => Some(true),
            "false" | "0" | "否" | "no" | "不" | "关闭" | "不开启" | "不允许" => {
                Some(false)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Returns the value to send as JSON text. Text that is already JSON is parsed.
fn json(item: &Item) -> Option<Value> {
    match &item.value {
        Value::Call(call) if call.method() == "dumps" => json(&call.arguments.first()?.item),
        Value::Text(text) if text.trim_start().starts_with(['{', '[']) => {
            let tokens = lex(text, 0..text.len());
            let mut reader = Reader::new(&tokens.tokens);
            let value = reader.expression()?;
            let is_whole = reader.problems.is_empty() && value.range.end == text.trim_end().len();
            is_whole.then(|| plain(&value)).flatten()
        }
        _ => plain(item),
    }
}

/// Returns the value if it consists of literals only and any JSON library can read its numbers.
fn plain(item: &Item) -> Option<Value> {
    let again = |item: &Item| {
        Some(Item {
            value: plain(item)?,
            range: item.range.clone(),
        })
    };
    match &item.value {
        Value::Null | Value::Bool(_) | Value::Text(_) => Some(item.value.clone()),
        Value::Number(text) => {
            let fits =
                text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() || fits_float(text);
            fits.then(|| Value::Number(without_minus_zero(text)))
        }
        Value::List(items) => Some(Value::List(items.iter().map(again).collect::<Option<_>>()?)),
        Value::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, item)| Some((key.clone(), again(item)?)));
            Some(Value::Map(entries.collect::<Option<_>>()?))
        }
        Value::Name(_) | Value::Call(_) | Value::Other => None,
    }
}

/// Returns the path of a file that a program opens or names.
pub(super) fn path(item: &Item) -> Option<String> {
    match &item.value {
        Value::Call(call) if matches!(call.method(), "open" | "Path") => {
            path(&call.arguments.first()?.item)
        }
        Value::Call(call) if call.method() == "read" => path(call.receiver.as_deref()?),
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// Whether the expression opens or reads a file.
pub(super) fn is_opened(item: &Item) -> bool {
    matches!(&item.value, Value::Call(call) if matches!(call.method(), "open" | "read"))
}

/// Whether a text looks like the path of a file.
pub(super) fn looks_like_path(text: &str) -> bool {
    let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    (1..=5).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_alphanumeric())
        && !is_url(text)
}

/// Returns a file for an example. Its name and media type come from the path; its content is made up.
pub(super) fn file(path: &str, range: &Range<usize>) -> Value {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name = if name.is_empty() {
        "file".to_owned()
    } else {
        name
    };
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    let media_type = match extension.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "tsv" => "text/tab-separated-values",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    };
    let text = |text: &str| Item {
        value: Value::Text(text.to_owned()),
        range: range.clone(),
    };
    Value::Map(vec![
        ("file_name".to_owned(), text(&name)),
        ("media_type".to_owned(), text(media_type)),
        ("text".to_owned(), text("example content")),
    ])
}
