//! Writes a draft as YAML. The reasons to review a piece are comments above it.

use bge_private_codegen::json::Json;
use heck::ToSnakeCase;

use super::forms::without_secrets;
use super::model::{Endpoint, Example, Field, Ty, value_name};
use super::types::{Types, type_name};

use crate::yaml::{Lines, written};

/// A drafted file.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) group: String,
    pub(super) title: String,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) types: Types,
}

/// What is to be reviewed everywhere.
const REVIEWS: [&str; 5] = [
    "texts that the page lacks in one language are derived from names",
    "titles of examples do not yet say what they show",
    "paths are derived from links and names; pages do not contain them",
    "a number with a fraction is a `float`; use `decimal` where every digit matters",
    "`retry` is `unsafe` everywhere; set `safe` where a second call does no harm",
];

/// Returns a text in both languages. The English one is made from the name, and so is the Chinese one if the page has
/// none.
fn text(name: &str, words: &str) -> (String, String) {
    let spaced = name.to_snake_case().replace('_', " ");
    let (first, rest) = spaced.split_at(spaced.chars().next().map_or(0, char::len_utf8));
    let words = without_secrets(words);
    let zh = match words.trim().trim_end_matches(['；', ';', '。', '，']) {
        "" => format!("`{name}`"),
        words => words.to_owned(),
    };
    (format!("{}{rest}", first.to_uppercase()), zh)
}

impl Lines {
    fn reviews(&mut self, reasons: &[impl AsRef<str>]) {
        let reasons = reasons.iter().map(AsRef::as_ref);
        reasons.for_each(|reason| self.comment(&format!("review: {reason}")));
    }

    fn both(&mut self, key: &str, en: &str, zh: &str) {
        self.entry(key, format!("{{en: {}, zh: {}}}", written(en), written(zh)));
    }

    fn doc(&mut self, name: &str, words: &str) {
        let (en, zh) = text(name, words);
        self.both("doc", &format!("{en}."), &format!("{zh}。"));
    }

    fn values(&mut self, key: &str, values: &[(String, Json)]) {
        if !values.is_empty() {
            self.value(key, &Json::Object(values.to_vec()));
        }
    }
}

/// Returns the draft as a spec file, in any layout. `page` is the file name of the page.
pub(super) fn write(draft: &Draft, page: &str) -> String {
    let mut out = Lines::default();
    out.comment("yaml-language-server: $schema=schema.json");
    out.comment(&format!("Drafted from {page}."));
    out.reviews(&REVIEWS);
    out.entry("group", written(&draft.group));
    let (en, zh) = text(&draft.group, &draft.title);
    out.both("title", &en, &zh);
    let endpoints = draft.endpoints.iter();
    let endpoints = endpoints.map(|it| (it.name.clone(), endpoint(it)));
    out.section("endpoints", endpoints);
    let types = draft.types.defs.iter();
    let types = types.map(|it| (it.name.clone(), type_def(it)));
    out.section("types", types);
    out.finish()
}

fn endpoint(endpoint: &Endpoint) -> Lines {
    let mut out = Lines::default();
    out.reviews(&endpoint.reviews);
    out.reviews(&["the path is derived from the link or the name"]);
    out.entry("path", written(&endpoint.path));
    out.doc(&endpoint.name, &endpoint.words);
    out.maybe("see", endpoint.see.as_deref().map(written));
    out.entry("retry", "unsafe");
    if endpoint.is_open {
        out.reviews(&["the page says that there are more parameters"]);
        out.entry("extra", "open");
    }
    let mut args = fields(&endpoint.args);
    if !endpoint.choices.is_empty() {
        args.nested("by", choices(endpoint));
    }
    out.some("args", args);
    out.some("kwargs", fields(&endpoint.kwargs));
    let answer = &endpoint.answer;
    if !answer.paging.is_empty() {
        out.reviews(&["the parameters and the list look like those of pages"]);
        let pairs = answer.paging.iter();
        let pairs = pairs.map(|(key, name)| format!("{key}: {}", written(name)));
        let pairs = pairs.collect::<Vec<_>>().join(", ");
        out.entry("paging", format!("{{{pairs}}}"));
    }
    out.reviews(&answer.field.reviews);
    match &answer.field.ty {
        Ty::Fields(response) => out.some("response", fields(response)),
        ty => out.entry("response", ty),
    }
    let mut examples = Lines::default();
    for (number, it) in (1..).zip(&endpoint.examples) {
        let number = match endpoint.examples.len() {
            1 => String::new(),
            _ => format!(" {number}"),
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
    out.reviews(&["one of these parameters seems to be required; name the choice"]);
    out.entry("one_of", type_name(&format!("{}_by", endpoint.name)));
    out.doc("by", "以下参数必须提供其中之一");
    out.nested("choices", fields(&endpoint.choices));
    out
}

fn field(field: &Field) -> Lines {
    let mut out = Lines::default();
    out.reviews(&field.reviews);
    out.maybe("rust", field.rust.as_ref());
    out.entry("type", &field.ty);
    out.maybe("join", field.join);
    let bounds = field.bounds.iter();
    bounds.for_each(|(key, number)| out.entry(key, number));
    if let Some(default) = &field.default {
        out.value("default", default);
    }
    out.maybe("secret", field.secret);
    out.maybe("nullable", field.is_nullable.then_some(true));
    out.maybe("optional", field.is_optional.then_some(true));
    out.doc(&field.name, &field.words);
    out
}

fn type_def(def: &Field) -> Lines {
    let mut out = Lines::default();
    out.doc(&def.name, &def.words);
    match &def.ty {
        Ty::Fields(members) => out.nested("fields", fields(members)),
        Ty::Extra(name, params) => {
            let mut set = Lines::default();
            set.doc(name, "");
            set.nested("params", fields(params));
            let mut sets = Lines::default();
            sets.nested(name, set);
            out.nested("extra", sets);
        }
        Ty::Enum(values) => {
            let mut lines = Lines::default();
            for (wire, words) in values {
                lines.nested(&value_name(wire), enum_value(wire, words));
            }
            out.nested("enum", lines);
        }
        Ty::Scalar(_) | Ty::Named(_) | Ty::List(_) | Ty::Map(_) => {}
    }
    out
}

fn enum_value(wire: &str, words: &str) -> Lines {
    let mut out = Lines::default();
    if wire.parse::<i64>().is_ok() {
        out.entry("value", wire);
    } else if value_name(wire) != wire {
        out.entry("value", written(wire));
    }
    out.doc(wire, words);
    out
}

fn example(name: &str, number: &str, example: &Example) -> Lines {
    let mut out = Lines::default();
    out.reviews(&example.reviews);
    let (en, zh) = (format!("Call {name}{number}"), format!("调用示例{number}"));
    out.both("title", &en, &zh);
    out.values("args", &example.args);
    out.values("kwargs", &example.kwargs);
    if let Some(response) = &example.response {
        out.value("response", response);
    }
    out
}
