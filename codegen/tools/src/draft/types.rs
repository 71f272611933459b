//! Turns the shapes of answers into fields and named types.

use std::collections::HashSet;

use bge_private_codegen::naming;
use heck::{ToSnakeCase, ToUpperCamelCase};

use super::forms::{is_kind, is_secret};
use super::model::{Field, Text, Ty, TypeDef, TypeKind};
use super::shape::{Known, Member, Object, Shape};

/// Objects with at least so many fields may be maps.
const MANY: usize = 8;

/// The named types of a draft.
#[derive(Clone, Debug)]
pub(super) struct Types {
    pub(super) defs: Vec<(String, TypeDef)>,
    taken: HashSet<String>,
}

/// Returns a text in both languages. The English one is made from the name, and so is the Chinese one if the page has
/// none.
pub(super) fn text(name: &str, words: &str) -> Text {
    let spaced = name.to_snake_case().replace('_', " ");
    let (first, rest) = spaced.split_at(spaced.chars().next().map_or(0, char::len_utf8));
    let words = words.trim().trim_end_matches(['；', ';', '。', '，']);
    Text {
        en: format!("{}{rest}.", first.to_uppercase()),
        zh: match words {
            "" => format!("`{name}`。"),
            words => format!("{words}。"),
        },
    }
}

/// Returns a name in the singular.
pub(super) fn singular(name: &str) -> String {
    let is_plural = !name.ends_with("ss") && !name.ends_with("us");
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name
            .strip_suffix('s')
            .filter(|_| is_plural)
            .unwrap_or(name)
            .to_owned(),
    }
}

/// Returns a name as the name of a type.
pub(super) fn type_name(name: &str) -> String {
    let name = name.to_upper_camel_case();
    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "");
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        name
    } else {
        format!("Type{name}")
    }
}

impl Types {
    pub(super) fn new<'a>(calls: impl IntoIterator<Item = &'a str>) -> Self {
        let calls = calls.into_iter();
        let names = calls.map(|call| [naming::request(call), naming::response(call)]);
        Self {
            defs: Vec::new(),
            taken: names.flatten().collect(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&TypeKind> {
        let found = self.defs.iter().find(|(known, _)| known == name);
        found.map(|(_, def)| &def.kind)
    }

    /// Returns the name of the type of this kind, if there is one.
    pub(super) fn like(&self, kind: &TypeKind) -> Option<String> {
        let found = self.defs.iter().find(|(_, def)| def.kind.is_like(kind));
        found.map(|(name, _)| name.clone())
    }

    /// Returns the name of a type of this kind, which is added unless there is one: `name`, one that starts with its
    /// owner, or a number.
    pub(super) fn define(&mut self, name: &str, owner: &str, doc: &str, kind: TypeKind) -> String {
        if let Some(name) = self.like(&kind) {
            return name;
        }
        let short = type_name(&singular(name));
        let numbered = (2..).map(|number| format!("{short}{number}"));
        let names = [short.clone(), format!("{owner}{short}")];
        let mut names = names.into_iter().chain(numbered);
        let is_free =
            |name: &String| !self.taken.contains(name) && naming::type_name(name) == *name;
        let name = names.find(is_free).unwrap_or_default();
        self.taken.insert(name.clone());
        let doc = text(&name, doc);
        self.defs.push((name.clone(), TypeDef { doc, kind }));
        name
    }
}

/// The state of naming the types of an answer.
pub(super) struct Namer<'a> {
    pub(super) known: &'a Known,
    pub(super) types: &'a mut Types,
    /// The objects whose fields are being named.
    open: Vec<Vec<String>>,
}

impl<'a> Namer<'a> {
    pub(super) const fn new(known: &'a Known, types: &'a mut Types) -> Self {
        Self {
            known,
            types,
            open: Vec::new(),
        }
    }

    /// Returns the fields of an object. `owner` is the name of its type.
    pub(super) fn fields(&mut self, object: &Object, owner: &str) -> Vec<Field> {
        let (object, is_mixed) = self.known.object(object);
        let is_text = |member: &Member| member.shape.scalar() == Some("string");
        let has_kind = object
            .fields
            .iter()
            .any(|it| it.name == "type" && is_text(it));
        self.open
            .push(object.key().into_iter().map(str::to_owned).collect());
        let mut fields = Vec::new();
        for member in &object.fields {
            let mut field = self.field(member, object.count, owner);
            if is_mixed {
                field.review("similar objects on the page are taken for one type");
            }
            if has_kind && member.shape.scalar().is_none() {
                field.review("its form may depend on `type`");
            }
            fields.push(field);
        }
        self.open.pop();
        // Of a type of which each object shows a part, only the id is always there.
        let optional = fields.iter().filter(|field| field.is_optional).count();
        let ids = object.fields.iter().map(|member| &member.name);
        let ids = ids.filter(|name| name.ends_with("_id"));
        let id = ids.max_by_key(|name| self.known.places(name));
        for field in fields.iter_mut().filter(|field| Some(&field.name) != id) {
            field.is_optional |= is_mixed && optional > 1;
        }
        fields
    }

    fn field(&mut self, member: &Member, count: usize, owner: &str) -> Field {
        let name = member.name.as_str();
        let mut reviews = Vec::new();
        let ty = self.ty(&member.shape, name, owner, &mut reviews);
        let mut field = Field::new(name, ty, text(name, ""));
        field.reviews = reviews;
        // Any value may be null.
        field.is_nullable = member.shape.nulls > 0 && field.ty != Ty::ANY;
        if !field.is_nullable && field.ty != Ty::ANY && self.known.is_null(name, &member.shape) {
            field.is_nullable = true;
            field.review("it is null in another answer");
        }
        if member.count < count {
            field.is_optional = true;
            field.review("not all objects on the page have it");
        }
        let is_text = field.ty == Ty::Scalar("string");
        if is_secret(name) {
            field.secret = is_text.then_some("true");
            field.review("the name suggests a secret");
        }
        if field.ty == Ty::Scalar("url") && member.shape.has_signed_url {
            field.secret = Some("query");
            field.review("the query of the URL looks secret");
        }
        if is_text && is_kind(name) {
            field.review("it may be an enum, whose values the page does not list");
        }
        field
    }

    /// Returns the type of values. `name` is their name, and `owner` the type that has them.
    pub(super) fn ty(
        &mut self,
        shape: &Shape,
        name: &str,
        owner: &str,
        reviews: &mut Vec<String>,
    ) -> Ty {
        let mut because = |why: &str| reviews.push(why.to_owned());
        match (shape.scalar(), &shape.items, &shape.object) {
            _ if shape.kinds() == 0 => self.unseen(shape, name, reviews),
            (Some(scalar), None, None) => self.scalar(scalar, shape, name, reviews),
            (_, Some(items), None) if shape.kinds() == 1 => {
                let name = singular(name);
                Ty::List(Box::new(self.ty(items, &name, owner, reviews)))
            }
            (_, None, Some(object)) if shape.kinds() == 1 => {
                self.object(object, name, owner, reviews)
            }
            _ => {
                because("the page shows values of several kinds");
                Ty::ANY
            }
        }
    }

    /// Returns the type of values that are all null, or of the items of lists that are all empty.
    fn unseen(&self, shape: &Shape, name: &str, reviews: &mut Vec<String>) -> Ty {
        let scalar = self.known.scalar(name);
        let why = scalar.map_or("", |_| "; the type is that of a similar name");
        reviews.push(format!("the page shows no value{why}"));
        match scalar {
            _ if shape.nulls > 0 && self.known.is_list(name) => Ty::List(Box::new(Ty::ANY)),
            None if name.starts_with("next_page") => Ty::Scalar("string"),
            scalar => scalar.map_or(Ty::ANY, Ty::Scalar),
        }
    }

    fn scalar(
        &mut self,
        scalar: &'static str,
        shape: &Shape,
        name: &str,
        reviews: &mut Vec<String>,
    ) -> Ty {
        let is_other = self.known.scalar(name) == Some("string");
        let (ty, why) = match scalar {
            "string" if !shape.has_text => (scalar, "it is empty wherever the page shows it"),
            "seconds" => (
                scalar,
                "the name says that it is a time, but the value is small",
            ),
            "url" if is_other => ("string", "it is a URL here, but not in another answer"),
            _ => return Ty::Scalar(scalar),
        };
        reviews.push(why.to_owned());
        Ty::Scalar(ty)
    }

    fn object(
        &mut self,
        object: &Object,
        name: &str,
        owner: &str,
        reviews: &mut Vec<String>,
    ) -> Ty {
        let (merged, _) = self.known.object(object);
        let free = if object.fields.is_empty() {
            Some((
                "the object on the page is empty",
                Ty::Map(Box::new(Ty::ANY)),
            ))
        } else if self.known.free.contains(name) {
            Some(("a parameter of this name is any JSON", Ty::ANY))
        } else if is_open(object) {
            let why = "the objects on the page have different fields";
            Some((why, Ty::Map(Box::new(Ty::ANY))))
        } else if self.open.iter().any(|open| *open == merged.key()) {
            Some(("an object contains one of its own kind", Ty::ANY))
        } else {
            None
        };
        if let Some((why, ty)) = free {
            reviews.push(why.to_owned());
            return ty;
        }
        if is_map(object) {
            reviews.push("its keys look like data, not like the names of fields".to_owned());
            let mut common = Shape::default();
            object.fields.iter().for_each(|it| common.merge(&it.shape));
            return Ty::Map(Box::new(self.ty(&common, name, owner, reviews)));
        }
        let fields = self.fields(object, &type_name(&singular(name)));
        Ty::Named(self.types.define(name, owner, "", TypeKind::Object(fields)))
    }
}

/// Returns whether objects in one place have hardly a field in common.
fn is_open(object: &Object) -> bool {
    let fields = &object.fields;
    let rare = fields.iter().filter(|it| it.count * 2 <= object.count);
    object.count > 1 && fields.len() > 3 && rare.count() * 2 > fields.len()
}

/// Returns whether the keys of an object look like data: they are not names, are mostly capitals, or have lists only.
fn is_map(object: &Object) -> bool {
    let is_name = |name: &str| {
        name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit())
    };
    let fields = &object.fields;
    let is_many = fields.len() >= MANY;
    let is_capital = |it: &&Member| it.name.starts_with(|c: char| c.is_ascii_uppercase());
    let capitals = fields.iter().filter(is_capital).count();
    let item = |it: &Member| it.shape.items.as_ref().and_then(|items| items.scalar());
    let first = fields.first().and_then(item);
    let are_lists = fields
        .iter()
        .all(|it| it.shape.items.is_some() && it.shape.kinds() == 1);
    let are_alike =
        first.is_some() && fields.len() > 1 && fields.iter().all(|it| item(it) == first);
    !fields.iter().all(|it| is_name(&it.name))
        || (is_many && capitals * 2 > fields.len())
        || (are_lists && (are_alike || is_many))
}
