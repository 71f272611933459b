//! JSON values, and their text.

use std::fmt::{self, Write};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object. The order of its members is kept.
    Object(Vec<(String, Json)>),
}

/// Creates an object with these members, in this order.
pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let members = members.map(|(key, value)| (key.to_owned(), value));
    Json::Object(members.into())
}

/// Creates a list of these items.
pub fn list<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::List(items.into_iter().map(Into::into).collect())
}

impl Json {
    /// Adds a member to an object.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((key.to_owned(), value.into()));
        }
        self
    }

    /// Adds a member to an object, if there is a value.
    #[must_use]
    pub fn maybe(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds the members of another object.
    #[must_use]
    pub fn extend(mut self, more: Self) -> Self {
        if let (Self::Object(members), Self::Object(more)) = (&mut self, more) {
            members.extend(more);
        }
        self
    }

    /// Returns the members of an object. Other values have none.
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => &[],
        }
    }

    /// Returns a member of an object.
    pub fn member_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let (_, value) = members.iter_mut().find(|(known, _)| known == key)?;
        Some(value)
    }

    /// Returns the value in the form that `serde_json::Value` writes: members sorted, numbers in their shortest
    /// form.
    #[must_use]
    pub fn canonical(self) -> Self {
        match self {
            Self::Number(text) => shortest(text),
            Self::List(items) => Self::List(items.into_iter().map(Self::canonical).collect()),
            Self::Object(members) => {
                let members = members.into_iter();
                let members = members.map(|(key, value)| (key, value.canonical()));
                let mut members: Vec<_> = members.collect();
                members.sort_by(|(one, _), (other, _)| one.cmp(other));
                Self::Object(members)
            }
            other @ (Self::Null | Self::Bool(_) | Self::Text(_)) => other,
        }
    }

    /// Writes the value. `line` is a line break with the indentation of the current line, or `None` to write
    /// everything on one line without spaces.
    fn write(&self, line: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => write_text(text, f),
            Self::List(items) => write_all(['[', ']'], items, line, f, |item, line, f| {
                item.write(line, f)
            }),
            Self::Object(members) => {
                write_all(['{', '}'], members, line, f, |(key, value), line, f| {
                    write_text(key, f)?;
                    f.write_str(if line.is_some() { ": " } else { ":" })?;
                    value.write(line, f)
                })
            }
        }
    }
}

/// Returns a number in its shortest form: a 64-bit integer, or otherwise a float. A number beyond the range of
/// a float is null.
fn shortest(text: String) -> Json {
    if let Ok(number) = text.parse::<i64>() {
        return Json::Number(number.to_string());
    }
    if let Ok(number) = text.parse::<u64>() {
        return Json::Number(number.to_string());
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Json::Number(format!("{number:?}")),
        _ => Json::Null,
    }
}

fn write_all<T>(
    [open, close]: [char; 2],
    items: &[T],
    line: Option<&str>,
    f: &mut fmt::Formatter<'_>,
    mut write: impl FnMut(&T, Option<&str>, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    let inner = line.map(|line| format!("{line}  "));
    f.write_char(open)?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        f.write_str(inner.as_deref().unwrap_or_default())?;
        write(item, inner.as_deref(), f)?;
    }
    if !items.is_empty() {
        f.write_str(line.unwrap_or_default())?;
    }
    f.write_char(close)
}

fn write_text(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    for char in text.chars() {
        match char {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{8}' => f.write_str("\\b")?,
            '\u{c}' => f.write_str("\\f")?,
            '\0'..='\x1f' => write!(f, "\\u{:04x}", u32::from(char))?,
            _ => f.write_char(char)?,
        }
    }
    f.write_char('"')
}

/// Writes the value on one line without spaces or, with `{:#}`, indented with one member or item per line.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f.alternate().then_some("\n"), f)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Json {
    fn from(value: u64) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        list(items)
    }
}
