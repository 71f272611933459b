//! The common shape of JSON values: which kinds of values occur, and which fields objects have.

use std::collections::{BTreeSet, HashSet};

use bge_private_codegen::json::Json;

use super::forms;

/// Fields that count the items of pages.
pub(super) const COUNTS: &[&str] = &["count", "total", "pages", "page", "limit"];

/// What is known about the values in one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// The number of values.
    pub(super) count: usize,
    /// The number of nulls.
    pub(super) nulls: usize,
    /// The scalars that occur.
    pub(super) scalars: BTreeSet<&'static str>,
    /// The common shape of the items of all lists.
    pub(super) items: Option<Box<Shape>>,
    pub(super) object: Option<Object>,
    /// Whether a text is not empty.
    pub(super) has_text: bool,
    /// Whether the query of a URL has a signature.
    pub(super) has_signed_url: bool,
}

/// The objects in one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    pub(super) count: usize,
    /// The shapes of their fields, by name.
    pub(super) fields: Vec<(String, Shape)>,
}

impl Shape {
    /// Returns the common shape of values.
    pub(super) fn of<'a>(values: impl IntoIterator<Item = &'a Json>, name: &str) -> Self {
        let mut shape = Self::default();
        values.into_iter().for_each(|value| shape.add(value, name));
        shape
    }

    fn add(&mut self, value: &Json, name: &str) {
        self.count += 1;
        match value {
            Json::Null => self.nulls += 1,
            Json::Bool(_) => self.scalars.extend(["boolean"]),
            Json::Number(number) => self.scalars.extend([forms::of_number(number, name)]),
            Json::Text(text) => {
                self.has_text |= !text.is_empty();
                self.has_signed_url |= forms::without_secrets(text) != *text;
                self.scalars.extend([forms::of_text(text, name)]);
            }
            Json::List(items) => {
                let own = self.items.get_or_insert_default();
                items.iter().for_each(|item| own.add(item, name));
            }
            Json::Object(members) => {
                let members = members.iter();
                let fields = members.map(|(name, value)| (name.clone(), Self::of([value], name)));
                let fields = fields.collect();
                let own = self.object.get_or_insert_default();
                own.merge(&Object { count: 1, fields });
            }
        }
    }

    /// Adds the values of another shape.
    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.nulls += other.nulls;
        self.has_text |= other.has_text;
        self.has_signed_url |= other.has_signed_url;
        self.scalars.extend(&other.scalars);
        if let Some(items) = &other.items {
            self.items.get_or_insert_default().merge(items);
        }
        if let Some(object) = &other.object {
            self.object.get_or_insert_default().merge(object);
        }
    }

    /// Returns the scalar to which all values belong, if they are scalars.
    pub(super) fn scalar(&self) -> Option<&'static str> {
        let is_scalar = self.items.is_none() && self.object.is_none();
        forms::common(&self.scalars).filter(|_| is_scalar)
    }

    /// Returns the number of different kinds: scalars, lists, objects.
    pub(super) fn kinds(&self) -> usize {
        let has_scalars = !self.scalars.is_empty();
        let kinds = [has_scalars, self.items.is_some(), self.object.is_some()];
        kinds.into_iter().filter(|has| *has).count()
    }
}

impl Object {
    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        for (name, shape) in &other.fields {
            match self.fields.iter_mut().find(|(own, _)| own == name) {
                Some((_, own)) => own.merge(shape),
                None => self.fields.push((name.clone(), shape.clone())),
            }
        }
    }

    pub(super) fn field(&self, name: &str) -> Option<&Shape> {
        let found = self.fields.iter().find(|(own, _)| own == name);
        found.map(|(_, shape)| shape)
    }

    /// Returns the names of its fields, sorted.
    pub(super) fn names(&self) -> BTreeSet<String> {
        self.fields.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// What all answers of a page show together.
#[derive(Debug, Default)]
pub(super) struct Known {
    groups: Vec<Group>,
    /// The fields of all objects.
    all: Object,
    /// The fields beside the list in the first answer that has pages.
    pub(super) form: Vec<&'static str>,
    /// The names of parameters that are any JSON.
    pub(super) free: HashSet<String>,
}

/// Objects that are taken for one type: they have the same fields, or nearly so.
#[derive(Debug, Default)]
struct Group {
    /// The names of the fields that hold the objects.
    holders: HashSet<String>,
    /// The names of the fields of each object.
    kinds: HashSet<BTreeSet<String>>,
    merged: Object,
}

impl Group {
    fn add(&mut self, object: &Object, holder: &str) {
        self.holders.insert(holder.to_owned());
        self.kinds.insert(object.names());
        self.merged.merge(object);
    }

    /// Returns whether an object has mostly the same fields.
    fn is_near(&self, object: &Object, holder: &str) -> bool {
        let names = self.merged.fields.iter().map(|(name, _)| name.as_str());
        let shared: Vec<_> = names.filter(|it| object.field(it).is_some()).collect();
        let (own, other) = (self.merged.fields.len(), object.fields.len());
        let all = own + other - shared.len();
        let is_same = match shared.len() == own.min(other) {
            true => shared.len() == all || (!holder.is_empty() && self.holders.contains(holder)),
            false => have_subject(&shared),
        };
        is_same || (shared.len() >= 3 && shared.len() * 5 >= all * 3)
    }
}

/// Returns whether names have an id such as `goods_id`, and others such as `goods_name` and `goods_kind`.
fn have_subject(names: &[&str]) -> bool {
    let mut subjects = names.iter().filter_map(|name| name.strip_suffix("id"));
    subjects.any(|subject| {
        let about = names.iter().filter(|name| name.starts_with(subject));
        about.count() > 2
    })
}

impl Known {
    /// Adds the objects in a shape. `name` is the name of the field that holds them.
    pub(super) fn add(&mut self, shape: &Shape, name: &str) {
        if let Some(items) = &shape.items {
            self.add(items, name);
        }
        let Some(object) = &shape.object else { return };
        self.all.merge(object);
        let counts = COUNTS.iter().copied();
        let counts: Vec<_> = counts.filter(|it| object.field(it).is_some()).collect();
        if counts.len() < 2 {
            self.group(object, name);
        } else if counts.len() > 2 && self.form.is_empty() {
            self.form = counts;
        }
        for (name, shape) in &object.fields {
            self.add(shape, name);
        }
    }

    fn group(&mut self, object: &Object, holder: &str) {
        let mut groups = self.groups.iter_mut();
        if let Some(group) = groups.find(|it| it.is_near(object, holder)) {
            return group.add(object, holder);
        }
        let mut group = Group::default();
        group.add(object, holder);
        self.groups.push(group);
    }

    /// Returns the object of the same type of all answers, and whether it is a mixture of several.
    pub(super) fn object<'a>(&'a self, object: &'a Object) -> (&'a Object, bool) {
        let names = object.names();
        let group = self.groups.iter().find(|it| it.kinds.contains(&names));
        group.map_or((object, false), |it| (&it.merged, it.kinds.len() > 1))
    }

    /// Returns the scalar of the fields of this name, or of the longest name with which it ends.
    pub(super) fn scalar(&self, name: &str) -> Option<&'static str> {
        let starts = name.match_indices('_').map(|(at, _)| at + 1);
        let ends = starts.filter_map(|at| name.get(at..));
        // A single word such as `id` says too little.
        let ends = ends.filter(|end| end.contains('_'));
        let ends = [name].into_iter().chain(ends);
        let shapes = ends.filter_map(|end| self.all.field(end));
        let mut scalars = shapes.map(|shape| match &shape.items {
            Some(items) => &shape.scalars | &items.scalars,
            None => shape.scalars.clone(),
        });
        forms::common(&scalars.find(|scalars| !scalars.is_empty())?)
    }

    /// Returns whether a field of this name, which says what it is, is null where it could be like this one.
    pub(super) fn is_null(&self, name: &str, shape: &Shape) -> bool {
        let is_known = shape.scalar().is_some() || shape.items.is_some();
        let shapes = self.groups.iter().filter_map(|it| it.merged.field(name));
        let is_like = |it: &Shape| it.scalar() == shape.scalar() && it.kinds() == shape.kinds();
        let mut nulls = shapes.filter(|it| it.nulls > 0);
        is_known && name.contains('_') && nulls.any(|it| is_like(it) || it.kinds() == 0)
    }
}
