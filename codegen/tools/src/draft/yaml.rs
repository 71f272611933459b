//! Writes a draft as YAML. The reasons to review a piece are comments above it.

use bge_private_codegen::json::Json;

use super::model::{Draft, Endpoint, EnumValue, Example, Field, Response, Text, TypeDef, TypeKind};
use super::types::{text as derived, type_name};

use crate::yaml::{Lines, written};

/// The maximum width of a text in both languages on one line.
const WIDTH: usize = 100;

/// What is to be reviewed everywhere.
const REVIEWS: [&str; 5] = [
    "texts that the page lacks in one language are derived from names",
    "titles of examples do not yet say what they show",
    "paths are derived from links and names; pages do not contain them",
    "a number with a fraction is a `float`; use `decimal` where every digit matters",
    "`retry` is `unsafe` everywhere; set `safe` where a second call does no harm",
];

impl Lines {
    fn review(&mut self, reason: &str) {
        self.comment(&format!("review: {reason}"));
    }

    fn reviews(&mut self, reasons: &[String]) {
        reasons.iter().for_each(|reason| self.review(reason));
    }

    fn text(&mut self, key: &str, text: &Text) {
        let (en, zh) = (written(&text.en), written(&text.zh));
        let inline = format!("{{en: {en}, zh: {zh}}}");
        if inline.chars().count() <= WIDTH {
            self.entry(key, inline);
        } else {
            let mut both = Self::default();
            both.entry("en", en);
            both.entry("zh", zh);
            self.nested(key, both);
        }
    }

    fn values(&mut self, key: &str, values: &[(String, Json)]) {
        if !values.is_empty() {
            self.value(key, &Json::Object(values.to_vec()));
        }
    }

    fn fields(&mut self, key: &str, fields: &[Field]) {
        if !fields.is_empty() {
            self.nested(key, self::fields(fields));
        }
    }

    /// Adds entries with blank lines between them.
    fn section(&mut self, key: &str, entries: impl Iterator<Item = (String, Self)>) {
        let mut lines = Self::default();
        for (name, entry) in entries {
            if !lines.is_empty() {
                lines.blank();
            }
            lines.nested(&name, entry);
        }
        self.blank();
        self.nested(key, lines);
    }
}

/// Returns the draft as a spec file. `page` is the file name of the page.
pub(super) fn write(draft: &Draft, page: &str) -> String {
    let mut out = Lines::default();
    out.comment("yaml-language-server: $schema=schema.json");
    out.comment(&format!("Drafted from {page}."));
    REVIEWS.iter().for_each(|reason| out.review(reason));
    out.entry("group", written(&draft.group));
    out.text("title", &draft.title);
    let endpoints = draft.endpoints.iter();
    out.section(
        "endpoints",
        endpoints.map(|it| (it.name.clone(), endpoint(it))),
    );
    if !draft.types.defs.is_empty() {
        let types = draft.types.defs.iter();
        let types = types.map(|(name, def)| (name.clone(), type_def(def)));
        out.section("types", types);
    }
    out.finish()
}

fn endpoint(endpoint: &Endpoint) -> Lines {
    let mut out = Lines::default();
    out.reviews(&endpoint.reviews);
    out.review("the path is derived from the link or the name");
    out.entry("path", written(&endpoint.path));
    out.text("doc", &endpoint.doc);
    if let Some(see) = &endpoint.see {
        out.entry("see", written(see));
    }
    out.entry("retry", "unsafe");
    if endpoint.is_open {
        out.review("the page says that there are more parameters");
        out.entry("extra", "open");
    }
    let mut args = fields(&endpoint.args);
    if !endpoint.choices.is_empty() {
        args.nested("by", choices(endpoint));
    }
    if !args.is_empty() {
        out.nested("args", args);
    }
    out.fields("kwargs", &endpoint.kwargs);
    let answer = &endpoint.answer;
    if !answer.paging.is_empty() {
        out.review("the parameters and the list look like those of pages");
        let pairs = answer.paging.iter();
        let pairs = pairs.map(|(key, name)| format!("{key}: {}", written(name)));
        let pairs = pairs.collect::<Vec<_>>().join(", ");
        out.entry("paging", format!("{{{pairs}}}"));
    }
    out.reviews(&answer.reviews);
    match &answer.response {
        Response::Type(ty) => out.entry("response", ty),
        Response::Fields(fields) => out.fields("response", fields),
    }
    let mut examples = Lines::default();
    for (index, it) in endpoint.examples.iter().enumerate() {
        let number = match endpoint.examples.len() {
            1 => String::new(),
            _ => format!(" {}", index + 1),
        };
        examples.item(example(&endpoint.name, &number, it));
    }
    out.nested("examples", examples);
    out
}

fn fields(fields: &[Field]) -> Lines {
    let mut out = Lines::default();
    for field in fields {
        out.nested(&field.name, self::field(field));
    }
    out
}

/// Returns the parameters of which exactly one is given.
fn choices(endpoint: &Endpoint) -> Lines {
    let mut out = Lines::default();
    out.review("the page says that one of these parameters is given; name the choice");
    out.entry("one_of", type_name(&format!("{}_by", endpoint.name)));
    out.text("doc", &derived("by", "以下参数必须提供其中之一"));
    out.fields("choices", &endpoint.choices);
    out
}

fn field(field: &Field) -> Lines {
    let mut out = Lines::default();
    out.reviews(&field.reviews);
    out.entry("type", &field.ty);
    if let Some(join) = field.join {
        out.entry("join", join);
    }
    for (key, number) in &field.bounds {
        out.entry(key, number);
    }
    if let Some(default) = &field.default {
        out.value("default", default);
    }
    if let Some(secret) = field.secret {
        out.entry("secret", secret);
    }
    if field.is_nullable {
        out.entry("nullable", "true");
    }
    if field.is_optional {
        out.entry("optional", "true");
    }
    out.text("doc", &field.doc);
    out
}

fn type_def(def: &TypeDef) -> Lines {
    let mut out = Lines::default();
    out.text("doc", &def.doc);
    match &def.kind {
        TypeKind::Object(fields) => out.fields("fields", fields),
        TypeKind::Extra(name, params) => {
            let mut set = Lines::default();
            set.text("doc", &derived(name, ""));
            set.fields("params", params);
            let mut sets = Lines::default();
            sets.nested(name, set);
            out.nested("extra", sets);
        }
        TypeKind::Enum(values) => {
            let mut lines = Lines::default();
            for value in values {
                lines.nested(&value.name(), enum_value(value));
            }
            out.nested("enum", lines);
        }
    }
    out
}

fn enum_value(value: &EnumValue) -> Lines {
    let mut out = Lines::default();
    if value.is_number {
        out.entry("value", &value.wire);
    } else if value.name() != value.wire {
        out.entry("value", written(&value.wire));
    }
    out.text("doc", &derived(&value.wire, &value.label));
    out
}

fn example(name: &str, number: &str, example: &Example) -> Lines {
    let mut out = Lines::default();
    out.reviews(&example.reviews);
    let (en, zh) = (format!("Call {name}{number}"), format!("调用示例{number}"));
    out.text("title", &Text { en, zh });
    out.values("args", &example.args);
    out.values("kwargs", &example.kwargs);
    if let Some(response) = &example.response {
        out.value("response", response);
    }
    out
}
