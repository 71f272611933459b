//! Infers the type of an answer from the values that a page shows, and adapts the values to the type.

use super::bullet::Bullet;
use super::literal::{Item, Value};
use super::model::{Field, Response};
use super::name_hints::{self, Types, object, singular};
use super::notes::Notes;
use super::numbers;
use super::text_types;
use super::typed::Typed;
use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// Deeper lists and maps are not supported by the spec language, and neither are longer names.
const MAX_DEPTH: usize = 7;
const MAX_NAME: usize = 100;

/// Infers the types of the answers of one call.
pub(super) struct Answers<'a, 'n> {
    pub(super) call: &'a str,
    /// The page's descriptions of fields.
    pub(super) docs: &'a [Bullet],
    pub(super) types: &'a mut Types,
    pub(super) notes: &'a mut Notes<'n>,
    depth: usize,
}

impl<'a, 'n> Answers<'a, 'n> {
    pub(super) fn new(
        call: &'a str,
        docs: &'a [Bullet],
        types: &'a mut Types,
        notes: &'a mut Notes<'n>,
    ) -> Self {
        Self {
            call,
            docs,
            types,
            notes,
            depth: 0,
        }
    }

    /// Returns the response that fits all of these values, and the reasons to review it.
    pub(super) fn response(&mut self, values: &mut [Item]) -> (Response, Vec<String>) {
        let samples: Vec<&mut Item> = values.iter_mut().collect();
        let are_objects = samples
            .iter()
            .all(|item| matches!(item.value, Value::Map(_)));
        if are_objects && !samples.is_empty() && !is_keyed_by_data(&samples) {
            let (fields, reviews) = self.fields(samples);
            return match fields {
                Some(fields) if !fields.is_empty() => (Response::Fields(fields), reviews),
                _ => (
                    Response::Type(any()),
                    vec!["the object on the page is empty".to_owned()],
                ),
            };
        }
        let name = format!("{} item", self.call);
        let typed = self.typed(&name, samples);
        (Response::Type(typed.ty), typed.reviews)
    }

    /// Returns a type that fits all of these values.
    fn typed(&mut self, name: &str, samples: Vec<&mut Item>) -> Typed {
        let is_unread = samples.iter().any(|item| item.value == Value::Other);
        let (nulls, mut samples): (Vec<_>, Vec<_>) = samples
            .into_iter()
            .partition(|item| matches!(item.value, Value::Null | Value::Other));
        let has_others = !samples.is_empty();
        let mut typed = if samples.is_empty() && is_unread {
            Typed::new(Scalar::Any).because("the value on the page is not understood")
        } else if samples.is_empty() {
            let why = "the page shows no value that is not null";
            Typed::new(Scalar::Any).because(why)
        } else if samples
            .iter()
            .all(|item| matches!(item.value, Value::Bool(_)))
        {
            Typed::new(Scalar::Boolean)
        } else if samples
            .iter()
            .all(|item| matches!(item.value, Value::Number(_)))
        {
            numbers::typed(name, &mut samples)
        } else if samples
            .iter()
            .all(|item| matches!(item.value, Value::Text(_)))
        {
            text_types::typed(name, &mut samples, self.notes)
        } else if samples
            .iter()
            .all(|item| matches!(item.value, Value::List(_)))
        {
            self.list(name, samples)
        } else if samples
            .iter()
            .all(|item| matches!(item.value, Value::Map(_)))
        {
            self.map(name, samples)
        } else {
            Typed::new(Scalar::Any).because("the page shows values of several kinds")
        };
        if is_unread && has_others {
            typed = typed.because("a value on the page is not understood; it is null in the draft");
        }
        typed.nullable = !nulls.is_empty();
        for item in nulls {
            item.value = Value::Null;
        }
        typed
    }

    fn list(&mut self, name: &str, samples: Vec<&mut Item>) -> Typed {
        let items: Vec<&mut Item> = samples
            .into_iter()
            .flat_map(|item| match &mut item.value {
                Value::List(items) => items.iter_mut().collect(),
                _ => Vec::new(),
            })
            .collect();
        if items.is_empty() {
            let list = TypeExpr::List(Box::new(any()));
            return Typed::of(list).because("the list on the page is empty");
        }
        self.within(&singular(name), items, TypeExpr::List)
    }

    /// Returns a list or map type whose items fit all of these values.
    fn within(
        &mut self,
        name: &str,
        samples: Vec<&mut Item>,
        wrap: fn(Box<TypeExpr>) -> TypeExpr,
    ) -> Typed {
        if self.depth >= MAX_DEPTH {
            return Typed::new(Scalar::Any)
                .because("lists and maps are nested too deeply for a type");
        }
        self.depth += 1;
        let inner = self.typed(name, samples);
        self.depth -= 1;
        let mut reviews = inner.reviews;
        if inner.secret.is_some() {
            reviews.push("each of these looks secret, but only single fields can be".to_owned());
        }
        if inner.nullable {
            reviews.push("some of these are null, but items of a list cannot be".to_owned());
        }
        let ty = if inner.nullable { any() } else { inner.ty };
        Typed {
            reviews,
            ..Typed::of(wrap(Box::new(ty)))
        }
    }

    fn map(&mut self, name: &str, samples: Vec<&mut Item>) -> Typed {
        if is_keyed_by_data(&samples) {
            let values: Vec<&mut Item> = samples
                .into_iter()
                .flat_map(entries)
                .map(|(_, item)| item)
                .collect();
            if values.is_empty() {
                let map = TypeExpr::Map(Box::new(any()));
                return Typed::of(map).because("the object on the page is empty");
            }
            let typed = self.within(&singular(name), values, TypeExpr::Map);
            return typed.because("its keys look like data, not like field names");
        }
        // An object becomes a named type, inside which the nesting of lists and maps is counted from zero.
        let depth = std::mem::take(&mut self.depth);
        let (fields, reviews) = self.fields(samples);
        self.depth = depth;
        match fields {
            Some(fields) => {
                let ty = self.types.add(name, self.call, object(name, fields));
                Typed {
                    reviews,
                    ..Typed::of(TypeExpr::Named(ty))
                }
            }
            None => Typed {
                reviews,
                ..Typed::of(TypeExpr::Map(Box::new(any())))
            },
        }
    }

    /// Returns the fields of objects and reasons to review them, or no fields if a key cannot be a name.
    fn fields(&mut self, mut samples: Vec<&mut Item>) -> (Option<Vec<Field>>, Vec<String>) {
        let mut names: Vec<String> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for (name, _) in samples.iter().flat_map(|item| read_entries(item)) {
            if known.insert(name.clone()) {
                names.push(name.clone());
            }
        }
        let is_name = |name: &String| {
            !name.is_empty()
                && name.trim() == name
                && !name.contains(char::is_control)
                && name.chars().count() <= MAX_NAME
        };
        if !names.iter().all(is_name) {
            return (
                None,
                vec!["a key of this object cannot be the name of a field".to_owned()],
            );
        }
        let mut fields = Vec::new();
        for name in &names {
            let mut values: Vec<&mut Item> = Vec::new();
            let mut is_optional = false;
            for sample in &mut samples {
                match entries(sample).into_iter().find(|(key, _)| *key == name) {
                    Some((_, item)) => values.push(item),
                    None => is_optional = true,
                }
            }
            let typed = self.typed(name, values);
            fields.push(self.field(name, typed, is_optional));
            if is_optional {
                without_nulls(&mut samples, name, self.notes);
            }
        }
        name_hints::make_rust_names_unique(&mut fields);
        (Some(fields), Vec::new())
    }

    fn field(&mut self, name: &str, typed: Typed, optional: bool) -> Field {
        let said = self.docs.iter().find(|bullet| bullet.name == *name);
        let words = said.map_or("", |bullet| bullet.words.as_str());
        let mut field = Field::new(name, typed.ty, name_hints::text(name, words));
        field.nullable = typed.nullable;
        field.optional = optional;
        field.secret = typed.secret;
        field.reviews = typed.reviews;
        if optional {
            field.review("some of the objects on the page have it, others do not");
        }
        field
    }

    /// Reports fields that the page describes but no answer contains.
    pub(super) fn report_missing_fields(&mut self, values: &[Item]) {
        for bullet in self.docs {
            if !values.iter().any(|item| has_key(item, &bullet.name)) {
                let message = format!("no answer on the page has a field `{}`", bullet.name);
                self.notes
                    .report(Code::Disagreement, &bullet.range, message);
            }
        }
    }
}

pub(super) fn any() -> TypeExpr {
    TypeExpr::Scalar(Scalar::Any)
}

fn has_key(item: &Item, name: &str) -> bool {
    match &item.value {
        Value::Map(entries) => entries
            .iter()
            .any(|(key, item)| key == name || has_key(item, name)),
        Value::List(items) => items.iter().any(|item| has_key(item, name)),
        _ => false,
    }
}

fn read_entries(item: &Item) -> &[(String, Item)] {
    match &item.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

fn entries(item: &mut Item) -> Vec<(&String, &mut Item)> {
    match &mut item.value {
        Value::Map(entries) => entries
            .iter_mut()
            .map(|(key, item)| (&*key, item))
            .collect(),
        _ => Vec::new(),
    }
}

/// Removes and reports the null values of an optional field.
fn without_nulls(samples: &mut [&mut Item], name: &str, notes: &mut Notes<'_>) {
    for sample in samples {
        let Value::Map(entries) = &mut sample.value else {
            continue;
        };
        entries.retain(|(key, item)| {
            let is_null = key == name && item.value == Value::Null;
            if is_null {
                let message =
                    format!("`{name}` is optional; the draft omits it where the page shows null");
                notes.report(Code::Changed, &item.range, message);
            }
            !is_null
        });
    }
}

/// Whether the keys of objects are data instead of names of fields. Most keys of data do not look like names,
/// or all keys follow one pattern, and all values are of a similar kind. Objects without keys count, too.
fn is_keyed_by_data(samples: &[&mut Item]) -> bool {
    let entries: Vec<_> = samples.iter().flat_map(|item| read_entries(item)).collect();
    let kind = |item: &Item| match &item.value {
        Value::Map(entries) => {
            let mut keys: Vec<_> = entries.iter().map(|(key, _)| key.as_str()).collect();
            keys.sort_unstable();
            keys.join(" ")
        }
        Value::List(_) => "list".to_owned(),
        Value::Number(_) => "number".to_owned(),
        Value::Text(_) => "text".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        _ => String::new(),
    };
    let mut kinds: Vec<_> = entries
        .iter()
        .map(|(_, item)| kind(item))
        .filter(|kind| !kind.is_empty())
        .collect();
    kinds.sort();
    kinds.dedup();
    if kinds.len() > 1 && !kinds.iter().all(|kind| similar(kind, &kinds)) {
        return false;
    }
    if entries.is_empty() {
        return true;
    }
    let is_plain = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    let odd = keys.iter().filter(|key| !is_plain(key)).count();
    let pattern = |key: &str| {
        key.replace(|c: char| c.is_ascii_digit(), "0")
            .replace("00", "0")
            .replace("00", "0")
    };
    let first = keys.first().map(|key| pattern(key)).unwrap_or_default();
    let follow =
        keys.len() > 1 && first.contains('0') && keys.iter().all(|key| pattern(key) == first);
    odd * 2 > keys.len() || follow
}

/// Whether a kind of object shares at least half of its keys with every other kind.
fn similar(kind: &str, kinds: &[String]) -> bool {
    let words: std::collections::HashSet<&str> = kind.split(' ').collect();
    kinds.iter().all(|other| {
        let shared = other.split(' ').filter(|word| words.contains(word)).count();
        shared * 2 >= words.len().max(other.split(' ').count())
    })
}
