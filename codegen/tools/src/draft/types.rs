//! Turns the shapes of answers into fields and named types.

use std::collections::{BTreeSet, HashSet};

use bge_private_codegen::naming;
use heck::ToUpperCamelCase;

use super::forms::is_part;
use super::model::{Field, Ty, distinguish};
use super::shape::{Known, Object, Shape};

/// Objects with at least so many fields may be maps.
const MANY: usize = 8;

/// The named types of a draft.
#[derive(Clone, Debug)]
pub(super) struct Types {
    pub(super) defs: Vec<Field>,
    taken: HashSet<String>,
}

/// Returns a name in the singular.
pub(super) fn singular(name: &str) -> String {
    let stem = name.strip_suffix('s');
    let stem = stem.filter(|stem| !stem.ends_with(['s', 'u']));
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => stem.unwrap_or(name).to_owned(),
    }
}

/// Returns a name as the name of a type.
pub(super) fn type_name(name: &str) -> String {
    let name = name.to_upper_camel_case();
    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "");
    match name.starts_with(|c: char| c.is_ascii_uppercase()) {
        true => name,
        false => format!("Type{name}"),
    }
}

impl Types {
    pub(super) fn new<'a>(calls: impl Iterator<Item = &'a str>, taken: &HashSet<String>) -> Self {
        let names = calls.map(|call| [naming::request(call), naming::response(call)]);
        Self {
            defs: Vec::new(),
            taken: names.flatten().chain(taken.iter().cloned()).collect(),
        }
    }

    /// Returns the type that a name stands for. Other types stand for themselves.
    pub(super) fn resolved<'a>(&'a self, ty: &'a Ty) -> &'a Ty {
        let is_it = |def: &&Field| matches!(ty, Ty::Named(name) if *name == def.name);
        self.defs.iter().find(is_it).map_or(ty, |def| &def.ty)
    }

    /// Returns the name of the type of this kind, if there is one.
    pub(super) fn like(&self, ty: &Ty) -> Option<String> {
        let found = self.defs.iter().find(|def| def.ty == *ty);
        found.map(|def| def.name.clone())
    }

    /// Returns the name of a type of this kind, which is added unless there is one: `name`, one that starts with its
    /// owner, or a number.
    pub(super) fn define(&mut self, name: &str, owner: &str, words: &str, ty: Ty) -> String {
        if let Some(name) = self.like(&ty) {
            return name;
        }
        let short = type_name(&singular(name));
        let numbered = (2..).map(|number| format!("{short}{number}"));
        let names = [short.clone(), format!("{owner}{short}")];
        let mut names = names.into_iter().chain(numbered);
        let is_free = |name: &String| naming::type_name(name) == *name;
        let name = names.find(|name| is_free(name) && self.taken.insert(name.clone()));
        let mut def = Field::new(&name.unwrap_or_default(), ty);
        words.clone_into(&mut def.words);
        self.defs.push(def.clone());
        def.name
    }
}

/// The state of deciding on types.
pub(super) struct Typing<'a> {
    pub(super) known: &'a Known,
    pub(super) types: &'a mut Types,
    /// Why the current type is to be reviewed.
    pub(super) reviews: Vec<String>,
    /// The objects whose fields are being named.
    open: Vec<BTreeSet<String>>,
}

impl<'a> Typing<'a> {
    pub(super) const fn new(known: &'a Known, types: &'a mut Types) -> Self {
        Self {
            known,
            types,
            reviews: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Returns a guess. The current type is to be reviewed for this reason.
    pub(super) fn guess<T>(&mut self, why: impl Into<String>, value: T) -> T {
        self.reviews.push(why.into());
        value
    }

    pub(super) fn review_if(&mut self, applies: bool, why: &str) {
        self.reviews.extend(applies.then(|| why.to_owned()));
    }

    /// Returns the fields of an object. `owner` is the name of its type.
    pub(super) fn fields(&mut self, object: &Object, owner: &str) -> Vec<Field> {
        let (object, is_mixed) = self.known.object(object);
        self.open.push(object.names());
        let kind = object.field("type").and_then(Shape::scalar);
        let mut fields = Vec::new();
        for (name, shape) in &object.fields {
            let mut field = self.field(name, shape, object.count, owner);
            let why = "similar objects on the page are taken for one type";
            field.review_if(is_mixed, why);
            let may_differ = kind == Some("string") && shape.scalar().is_none();
            field.review_if(may_differ, "its form may depend on `type`");
            fields.push(field);
        }
        self.open.pop();
        // If objects of one type are partial, every field is optional.
        let optional = fields.iter().filter(|field| field.is_optional).count();
        for field in &mut fields {
            field.is_optional |= is_mixed && optional > 1;
        }
        distinguish(&mut fields);
        fields
    }

    /// Returns a field of objects. `count` is their number.
    fn field(&mut self, name: &str, shape: &Shape, count: usize, owner: &str) -> Field {
        let mut field = self.typed(shape, name, owner);
        let is_null_elsewhere = shape.nulls == 0 && self.known.is_null(name, shape);
        // `any` includes null.
        field.is_nullable = field.ty != Ty::ANY && (shape.nulls > 0 || is_null_elsewhere);
        let is_guess = field.is_nullable && is_null_elsewhere;
        field.review_if(is_guess, "it is null in another answer");
        field.is_optional = shape.count < count;
        field.review_if(field.is_optional, "not all objects on the page have it");
        if field.ty == Ty::Scalar("url") && shape.has_signed_url {
            field.secret = Some("query");
            field.review("the query of the URL looks secret");
        }
        field.mark_by_name();
        field
    }

    /// Returns a field of values, with why its type is to be reviewed.
    pub(super) fn typed(&mut self, shape: &Shape, name: &str, owner: &str) -> Field {
        let outer = std::mem::take(&mut self.reviews);
        let mut field = Field::new(name, self.ty(shape, name, owner));
        field.reviews = std::mem::replace(&mut self.reviews, outer);
        field
    }

    /// Returns the type of values. `name` is their name, and `owner` the type that has them.
    pub(super) fn ty(&mut self, shape: &Shape, name: &str, owner: &str) -> Ty {
        match (shape.scalar(), &shape.items, &shape.object) {
            _ if shape.kinds() == 0 => self.unseen(name),
            (Some(scalar), None, None) => self.scalar(scalar, shape, name),
            (_, Some(items), None) if shape.kinds() == 1 => {
                Ty::List(Box::new(self.ty(items, &singular(name), owner)))
            }
            (_, None, Some(object)) if shape.kinds() == 1 => self.object(object, name, owner),
            _ => self.guess("the page shows values of several kinds", Ty::ANY),
        }
    }

    /// Returns the type of values that are all null, or of the items of lists that are all empty.
    fn unseen(&mut self, name: &str) -> Ty {
        let known = self.known.scalar(name);
        let why = known.map_or("", |_| "; the type is that of a similar name");
        let cursor = name.starts_with("next_page").then_some("string");
        let ty = known.or(cursor).map_or(Ty::ANY, Ty::Scalar);
        self.guess(format!("the page shows no value{why}"), ty)
    }

    fn scalar(&mut self, scalar: &'static str, shape: &Shape, name: &str) -> Ty {
        let is_empty = scalar == "string" && !shape.has_text;
        self.review_if(is_empty, "it is empty wherever the page shows it");
        let why = "the name says that it is a time, but the value is small";
        self.review_if(scalar == "seconds", why);
        if scalar == "url" && self.known.scalar(name) == Some("string") {
            let why = "it is a URL here, but not in another answer";
            return self.guess(why, Ty::Scalar("string"));
        }
        Ty::Scalar(scalar)
    }

    fn object(&mut self, object: &Object, name: &str, owner: &str) -> Ty {
        let names = self.known.object(object).0.names();
        let map = Ty::Map(Box::new(Ty::ANY));
        let (why, ty) = if object.fields.is_empty() {
            ("the object on the page is empty", map)
        } else if self.known.free.contains(name) {
            ("a parameter of this name is any JSON", Ty::ANY)
        } else if is_open(object) {
            ("the objects on the page have different fields", map)
        } else if self.open.contains(&names) {
            ("an object contains one of its own kind", Ty::ANY)
        } else if is_map(object) {
            let mut common = Shape::default();
            object.fields.iter().for_each(|(_, it)| common.merge(it));
            let ty = Ty::Map(Box::new(self.ty(&common, name, owner)));
            ("its keys look like data, not like the names of fields", ty)
        } else {
            let fields = self.fields(object, &type_name(&singular(name)));
            return Ty::Named(self.types.define(name, owner, "", Ty::Fields(fields)));
        };
        self.guess(why, ty)
    }
}

/// Returns whether objects in one place have hardly a field in common.
fn is_open(object: &Object) -> bool {
    let fields = &object.fields;
    let rare = fields.iter().filter(|(_, it)| it.count * 2 <= object.count);
    object.count > 1 && fields.len() > 3 && rare.count() * 2 > fields.len()
}

/// Returns whether the keys of an object look like data: they are not names, or are many and mostly capitals.
fn is_map(object: &Object) -> bool {
    let is_name = |name: &str| name.chars().all(is_part) && !name.starts_with(char::is_numeric);
    let names = object.fields.iter().map(|(name, _)| name.as_str());
    let is_capital = |name: &&str| name.starts_with(char::is_uppercase);
    let capitals = names.clone().filter(is_capital);
    let are_capitals = names.len() >= MANY && capitals.count() * 2 > names.len();
    are_capitals || !names.clone().all(is_name)
}
