//! The common shape of JSON values: which kinds of values occur, and which fields objects have.

use std::collections::HashSet;

use bge_private_codegen::json::Json;

use super::forms;

/// Fields that count the items of pages.
pub(super) const COUNTS: &[&str] = &["count", "total", "pages", "page", "limit"];

/// What is known about the values in one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// The number of nulls.
    pub(super) nulls: usize,
    /// The scalars that occur, each once.
    pub(super) scalars: Vec<&'static str>,
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
    pub(super) fields: Vec<Member>,
}

/// A field of objects.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// The number of objects that have it.
    pub(super) count: usize,
    pub(super) shape: Shape,
}

impl Shape {
    /// Returns the common shape of values.
    pub(super) fn of<'a>(values: impl IntoIterator<Item = &'a Json>, name: &str) -> Self {
        let shapes = values.into_iter().map(|value| Self::one(value, name));
        shapes.fold(Self::default(), |mut all, shape| {
            all.merge(&shape);
            all
        })
    }

    fn one(value: &Json, name: &str) -> Self {
        let mut shape = Self::default();
        match value {
            Json::Null => shape.nulls = 1,
            Json::Bool(_) => shape.scalars.push("boolean"),
            Json::Number(number) => shape.scalars.push(forms::of_number(number, name)),
            Json::Text(text) => {
                shape.has_text = !text.is_empty();
                shape.has_signed_url = forms::without_secrets(text) != *text;
                shape.scalars.push(forms::of_text(text, name));
            }
            Json::List(items) => shape.items = Some(Box::new(Self::of(items, name))),
            Json::Object(members) => shape.object = Some(Object::of(members)),
        }
        shape
    }

    /// Adds the values of another shape.
    pub(super) fn merge(&mut self, other: &Self) {
        self.has_text |= other.has_text;
        self.has_signed_url |= other.has_signed_url;
        self.nulls += other.nulls;
        for scalar in &other.scalars {
            if !self.scalars.contains(scalar) {
                self.scalars.push(scalar);
            }
        }
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
        usize::from(!self.scalars.is_empty())
            + usize::from(self.items.is_some())
            + usize::from(self.object.is_some())
    }
}

impl Object {
    fn of(members: &[(String, Json)]) -> Self {
        let fields = members.iter().map(|(name, value)| Member {
            name: name.clone(),
            count: 1,
            shape: Shape::of([value], name),
        });
        Self {
            count: 1,
            fields: fields.collect(),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        for member in &other.fields {
            let mut own = self.fields.iter_mut();
            match own.find(|own| own.name == member.name) {
                Some(own) => {
                    own.count += member.count;
                    own.shape.merge(&member.shape);
                }
                None => self.fields.push(member.clone()),
            }
        }
    }

    fn member(&self, name: &str) -> Option<&Member> {
        self.fields.iter().find(|member| member.name == name)
    }

    fn has(&self, name: &str) -> bool {
        self.member(name).is_some()
    }

    /// Returns the fields that count the items of pages.
    fn counts(&self) -> Vec<&'static str> {
        let counts = COUNTS.iter().copied();
        counts.filter(|name| self.has(name)).collect()
    }

    /// Returns the names of its fields, sorted.
    pub(super) fn key(&self) -> Vec<String> {
        let mut names: Vec<_> = self.fields.iter().map(|it| it.name.clone()).collect();
        names.sort_unstable();
        names
    }

    /// Returns whether both have an id such as `goods_id`, and fields such as `goods_name` and `goods_kind`.
    fn has_subject_of(&self, other: &Self) -> bool {
        let both = self.fields.iter().filter(|it| other.has(&it.name));
        let mut subjects = both.clone().filter_map(|it| it.name.strip_suffix("id"));
        subjects.any(|subject| {
            let about = both.clone().filter(|it| it.name.starts_with(subject));
            about.count() > 2
        })
    }

    fn shared(&self, other: &Self) -> usize {
        self.fields.iter().filter(|it| other.has(&it.name)).count()
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
#[derive(Debug)]
struct Group {
    /// The names of the fields that hold the objects.
    names: Vec<String>,
    /// The names of the fields of each object.
    keys: Vec<Vec<String>>,
    merged: Object,
}

impl Group {
    /// Returns whether an object has mostly the same fields.
    fn is_near(&self, object: &Object, name: &str) -> bool {
        let shared = self.merged.shared(object);
        let (own, other) = (self.merged.fields.len(), object.fields.len());
        let all = own + other - shared;
        let is_same_place = !name.is_empty() && self.names.iter().any(|own| own == name);
        let is_part = shared == own.min(other) && is_same_place;
        let is_near = is_part || (shared < own.min(other) && self.merged.has_subject_of(object));
        shared == all || is_near || (shared >= 3 && shared * 5 >= all * 3)
    }
}

impl Known {
    /// Adds the objects in a shape. `name` is the name of the field that holds them.
    pub(super) fn add(&mut self, shape: &Shape, name: &str) {
        if let Some(items) = &shape.items {
            self.add(items, name);
        }
        if let Some(object) = &shape.object {
            self.all.merge(object);
            let counts = object.counts();
            if counts.len() < 2 {
                self.group(object, name);
            } else if counts.len() > 2 && self.form.is_empty() {
                self.form = counts;
            }
            for member in &object.fields {
                self.add(&member.shape, &member.name);
            }
        }
    }

    fn group(&mut self, object: &Object, name: &str) {
        let near = self.groups.iter_mut().find(|it| it.is_near(object, name));
        if let Some(group) = near {
            group.names.push(name.to_owned());
            group.keys.push(object.key());
            group.merged.merge(object);
        } else {
            self.groups.push(Group {
                names: vec![name.to_owned()],
                keys: vec![object.key()],
                merged: object.clone(),
            });
        }
    }

    /// Returns the object of the same type of all answers, and whether it is a mixture of several.
    pub(super) fn object<'a>(&'a self, object: &'a Object) -> (&'a Object, bool) {
        let key = object.key();
        let group = self.groups.iter().find(|group| group.keys.contains(&key));
        group.map_or((object, false), |group| {
            let is_mixed = group.keys.iter().any(|other| *other != key);
            (&group.merged, is_mixed)
        })
    }

    /// Returns the scalar of the fields of this name, or of the longest name with which it ends.
    pub(super) fn scalar(&self, name: &str) -> Option<&'static str> {
        let starts = name.match_indices('_').map(|(at, _)| at + 1);
        let ends = starts.filter_map(|at| name.get(at..));
        // A single word such as `id` says too little.
        let ends = ends.filter(|end| end.contains('_'));
        let mut ends = [name].into_iter().chain(ends);
        ends.find_map(|end| {
            let shape = &self.all.member(end)?.shape;
            let items = shape.items.iter().flat_map(|items| &items.scalars);
            let scalars: Vec<_> = shape.scalars.iter().chain(items).copied().collect();
            (!scalars.is_empty()).then(|| forms::common(&scalars))
        })?
    }

    /// Returns whether a field of this name, which says what it is, is null where it could be like this one.
    pub(super) fn is_null(&self, name: &str, shape: &Shape) -> bool {
        let is_known = shape.scalar().is_some() || shape.items.is_some();
        let groups = self
            .groups
            .iter()
            .filter(|_| is_known && name.contains('_'));
        let mut members = groups.filter_map(|group| group.merged.member(name));
        members.any(|Member { shape: other, .. }| {
            let is_like = other.scalar() == shape.scalar() && other.kinds() == shape.kinds();
            other.nulls > 0 && (is_like || other.kinds() == 0)
        })
    }
}
