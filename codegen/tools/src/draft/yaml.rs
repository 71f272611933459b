//! Writes a draft as YAML. The reasons to review a piece are comments above it.

use std::cmp::Ordering;

use super::literal::{Item, Value};
use super::model::{
    Draft, Endpoint, EnumValue, Example, Field, Response, Text, TypeDef, TypeKind, Wire,
};

use crate::yaml::{one_line, written};

/// The maximum width of a text in both languages on one line.
const WIDTH: usize = 100;

enum Node {
    Inline(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

struct Entry {
    reviews: Vec<String>,
    key: String,
    node: Node,
}

impl Entry {
    fn new(key: &str, node: Node) -> Self {
        Self {
            reviews: Vec::new(),
            key: written(key),
            node,
        }
    }

    fn text(key: &str, text: &str) -> Self {
        Self::new(key, Node::Inline(written(text)))
    }

    fn word(key: &str, word: impl ToString) -> Self {
        Self::new(key, Node::Inline(word.to_string()))
    }

    fn because(self, reviews: &[String]) -> Self {
        Self {
            reviews: reviews.to_vec(),
            ..self
        }
    }
}

/// Returns the draft as a formatted spec file. `page` is the file name of the page.
pub(super) fn write(draft: &Draft, page: &str) -> String {
    let mut out = String::from("# yaml-language-server: $schema=schema.json\n");
    out += &format!("# Drafted from {}.\n", one_line(page));
    for review in &draft.reviews {
        out += &format!("# review: {}\n", one_line(review));
    }
    let mut entries = vec![
        Entry::text("group", &draft.group),
        Entry::new("title", text(&draft.title)),
    ];
    push_lines(&mut out, lines(&Node::Map(std::mem::take(&mut entries))));
    section(
        &mut out,
        "endpoints",
        draft
            .endpoints
            .iter()
            .map(|it| (it.name.as_str(), endpoint(it), &[][..])),
    );
    if !draft.types.is_empty() {
        let types = draft.types.iter();
        section(
            &mut out,
            "types",
            types.map(|(name, def)| (name.as_str(), type_def(def), def.reviews.as_slice())),
        );
    }
    out
}

/// Writes a top-level mapping with blank lines between its entries.
fn section<'a>(
    out: &mut String,
    key: &str,
    entries: impl Iterator<Item = (&'a str, Node, &'a [String])>,
) {
    *out += &format!("\n{key}:\n");
    for (index, (name, node, reviews)) in entries.enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let entry = Entry::new(name, node).because(reviews);
        let lines = lines(&Node::Map(vec![entry]));
        push_lines(out, lines.into_iter().map(|line| format!("  {line}")));
    }
}

fn push_lines(out: &mut String, lines: impl IntoIterator<Item = String>) {
    for line in lines {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn endpoint(endpoint: &Endpoint) -> Node {
    let path_review =
        ["pages have no paths; this one is derived from the link and the name".to_owned()];
    let mut reviews = endpoint.reviews.clone();
    reviews.extend(path_review);
    let mut entries = vec![
        Entry::text("path", &endpoint.path).because(&reviews),
        Entry::new("doc", text(&endpoint.doc)),
    ];
    entries.extend(endpoint.see.iter().map(|see| Entry::text("see", see)));
    let retry = ["change to `safe` if a second call does no harm; pages do not say".to_owned()];
    entries.push(Entry::word("retry", "unsafe").because(&retry));
    if !endpoint.args.is_empty() {
        entries.push(Entry::new("args", fields(&endpoint.args)));
    }
    if !endpoint.kwargs.is_empty() {
        entries.push(Entry::new("kwargs", fields(&endpoint.kwargs)));
    }
    let response = match &endpoint.response {
        Response::None => Entry::word("response", "none"),
        Response::Type(ty) => Entry::word("response", ty),
        Response::Fields(all) => Entry::new("response", fields(all)),
    };
    entries.push(response.because(&endpoint.response_reviews));
    let examples = endpoint.examples.iter().enumerate();
    let examples = examples
        .map(|(index, it)| example(index, endpoint, it))
        .collect();
    entries.push(Entry::new("examples", Node::List(examples)));
    Node::Map(entries)
}

fn fields(fields: &[Field]) -> Node {
    Node::Map(
        fields
            .iter()
            .map(|it| Entry::new(&it.name, field(it)))
            .collect(),
    )
}

fn field(field: &Field) -> Node {
    let mut entries = vec![Entry::word("type", &field.ty).because(&field.reviews)];
    entries.extend(field.join.map(|join| Entry::word("join", join)));
    entries.extend(
        field
            .bounds
            .iter()
            .map(|(key, number)| Entry::word(key, number)),
    );
    entries.extend(
        field
            .default
            .as_ref()
            .map(|item| Entry::new("default", value(item))),
    );
    entries.extend(field.secret.map(|secret| Entry::word("secret", secret)));
    for (key, is_set) in [("nullable", field.nullable), ("optional", field.optional)] {
        entries.extend(is_set.then(|| Entry::word(key, "true")));
    }
    if field.is_deprecated {
        entries.push(Entry::new("deprecated", text(&field.doc)));
    }
    entries.extend(field.rust.as_ref().map(|rust| Entry::text("rust", rust)));
    entries.push(Entry::new("doc", text(&field.doc)));
    Node::Map(entries)
}

fn type_def(def: &TypeDef) -> Node {
    let kind = match &def.kind {
        TypeKind::Enum(values) => {
            Entry::new("enum", Node::Map(values.iter().map(enum_value).collect()))
        }
        TypeKind::Object(all) => Entry::new("fields", fields(all)),
        TypeKind::Extra(sets) => {
            let set = |(name, params): &(String, Vec<Field>)| {
                let mut entries = vec![Entry::new("doc", text(&super::name_hints::text(name, "")))];
                if !params.is_empty() {
                    entries.push(Entry::new("params", fields(params)));
                }
                Entry::new(name, Node::Map(entries))
            };
            Entry::new("extra", Node::Map(sets.iter().map(set).collect()))
        }
    };
    Node::Map(vec![Entry::new("doc", text(&def.doc)), kind])
}

fn enum_value(of: &EnumValue) -> Entry {
    let mut entries: Vec<Entry> = of
        .wire
        .iter()
        .map(|wire| match wire {
            Wire::Number(number) => Entry::word("value", number),
            Wire::Text(text) => Entry::text("value", text),
        })
        .collect();
    entries.push(Entry::new(
        "doc",
        text(&super::name_hints::text(&of.name, &of.label)),
    ));
    Entry::new(&of.name, Node::Map(entries))
}

fn example(index: usize, endpoint: &Endpoint, example: &Example) -> Node {
    let number = if endpoint.examples.len() > 1 {
        format!(" {}", index + 1)
    } else {
        String::new()
    };
    let title = Text {
        en: format!("Call {}{number}", endpoint.name),
        zh: format!("调用示例{number}"),
    };
    let mut entries = vec![Entry::new("title", text(&title)).because(&example.reviews)];
    for (key, given) in [("args", &example.args), ("kwargs", &example.kwargs)] {
        if !given.is_empty() {
            let given = given
                .iter()
                .map(|(name, item)| Entry::new(name, value(item)));
            entries.push(Entry::new(key, Node::Map(given.collect())));
        }
    }
    entries.extend(
        example
            .response
            .as_ref()
            .map(|item| Entry::new("response", value(item))),
    );
    Node::Map(entries)
}

fn text(text: &Text) -> Node {
    let entries = [("en", &text.en), ("zh", &text.zh)].map(|(key, text)| Entry::text(key, text));
    let inline: Vec<String> = entries.iter().flat_map(lines_of).collect();
    let inline = format!("{{{}}}", inline.join(", "));
    if inline.chars().count() <= WIDTH {
        Node::Inline(inline)
    } else {
        Node::Map(entries.into())
    }
}

fn value(item: &Item) -> Node {
    match &item.value {
        Value::Bool(value) => Node::Inline(value.to_string()),
        Value::Number(number) => Node::Inline(number.clone()),
        Value::Text(text) => Node::Inline(written(text)),
        Value::List(items) if items.is_empty() => Node::Inline("[]".to_owned()),
        Value::List(items) => Node::List(items.iter().map(value).collect()),
        Value::Map(entries) if entries.is_empty() => Node::Inline("{}".to_owned()),
        Value::Map(entries) => Node::Map(
            entries
                .iter()
                .map(|(key, item)| Entry::new(key, value(item)))
                .collect(),
        ),
        Value::Null | Value::Name(_) | Value::Call(_) | Value::Other => {
            Node::Inline("null".to_owned())
        }
    }
}

fn lines(node: &Node) -> Vec<String> {
    match node {
        Node::Inline(text) => vec![text.clone()],
        Node::Map(entries) => entries.iter().flat_map(lines_of).collect(),
        Node::List(items) => {
            let item = |item| {
                let lines = lines(item);
                let comments = lines
                    .iter()
                    .take_while(|line| line.starts_with('#'))
                    .count();
                let prefix = |index: usize| match index.cmp(&comments) {
                    Ordering::Less => "",
                    Ordering::Equal => "- ",
                    Ordering::Greater => "  ",
                };
                let lines = lines.iter().enumerate();
                lines
                    .map(|(index, line)| format!("{}{line}", prefix(index)))
                    .collect::<Vec<_>>()
            };
            items.iter().flat_map(item).collect()
        }
    }
}

fn lines_of(entry: &Entry) -> Vec<String> {
    let mut out: Vec<String> = entry
        .reviews
        .iter()
        .map(|review| format!("# review: {}", one_line(review)))
        .collect();
    match &entry.node {
        Node::Inline(text) => out.push(format!("{}: {text}", entry.key)),
        node => {
            out.push(format!("{}:", entry.key));
            out.extend(lines(node).into_iter().map(|line| format!("  {line}")));
        }
    }
    out
}
