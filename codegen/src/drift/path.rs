//! Places in answers, from the answer's data on, without what is data: `$.items[].prices{}.amount`.

use std::fmt;

/// A place in an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path(pub(super) Vec<Step>);

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To a field.
    Field(String),
    /// To an item of a list.
    Item,
    /// To a value of a map.
    Entry,
}

/// Answers nest no deeper.
const DEEPEST: usize = 256;

impl Path {
    /// Reads a path; nothing if it is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('$')?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let (step, after) = step(rest)?;
            steps.push(step);
            rest = after;
        }
        (steps.len() <= DEEPEST).then_some(Self(steps))
    }
}

fn step(text: &str) -> Option<(Step, &str)> {
    if let Some(rest) = text.strip_prefix("[]") {
        return Some((Step::Item, rest));
    }
    if let Some(rest) = text.strip_prefix("{}") {
        return Some((Step::Entry, rest));
    }
    if let Some(rest) = text.strip_prefix('.') {
        let end = rest.find(['.', '[', '{']).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        return (!name.is_empty()).then(|| (Step::Field(name.to_owned()), rest));
    }
    let quoted = text.strip_prefix('[')?;
    let mut names = serde_json::Deserializer::from_str(quoted).into_iter::<String>();
    let name = names.next()?.ok()?;
    let rest = quoted.get(names.byte_offset()..)?.strip_prefix(']')?;
    Some((Step::Field(name), rest))
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for step in &self.0 {
            match step {
                Step::Item => f.write_str("[]")?,
                Step::Entry => f.write_str("{}")?,
                Step::Field(name) if is_plain(name) => write!(f, ".{name}")?,
                Step::Field(name) => write!(f, "[{}]", serde_json::Value::from(name.as_str()))?,
            }
        }
        Ok(())
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn paths_read_back() {
        for text in [
            "$",
            "$.a_1[].b{}",
            r#"$["100%"].中文[][]"#,
            r#"$["a\"]b"].c"#,
            r#"$["[]"]"#,
        ] {
            assert_eq!(Path::read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_texts_are_no_paths() {
        let deep = format!("${}", "[]".repeat(257));
        for text in [
            "", "a", "$a", "$.", "$[", "$[0]", r#"$["a""#, r#"$["a]"#, "$..a", &deep,
        ] {
            assert_eq!(Path::read(text), None, "{text}");
        }
    }
}
