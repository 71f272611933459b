//! The view of a spec that is compared: its groups, and which of their types are sent or returned.

use std::collections::HashSet;

use bge_private_codegen::Checked;
use bge_private_codegen::check::Definitions;
use bge_private_codegen::spec::model::{
    Endpoint, Field, Group, Response, Spanned, TypeDef, TypeExpr, TypeKind,
};

/// An item and its name.
pub(super) type Named<T> = (Spanned<String>, T);

/// One of the two specs.
pub(super) struct Side<'a> {
    pub(super) groups: Vec<GroupView<'a>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(checked: &'a Checked) -> Self {
        let groups = checked.spec().groups.iter().enumerate();
        let groups = groups.map(|(index, group)| GroupView::new(index, group));
        Self {
            groups: groups.collect(),
        }
    }

    /// Returns the endpoints of all groups.
    pub(super) fn endpoints(&self) -> Vec<EndpointView<'a>> {
        let endpoints = self.groups.iter().flat_map(|view| {
            let endpoints = view.group.endpoints.iter();
            endpoints.map(move |(name, endpoint)| EndpointView {
                group: view.index,
                name,
                endpoint,
            })
        });
        endpoints.collect()
    }

    /// Returns the types of all groups.
    pub(super) fn types(&self) -> Vec<TypeView<'a>> {
        let types = self.groups.iter().flat_map(|view| {
            let group = view.index;
            let types = view.group.types.iter();
            types.map(move |(name, def)| TypeView { group, name, def })
        });
        types.collect()
    }
}

/// An endpoint and the index of its group.
pub(super) struct EndpointView<'a> {
    pub(super) group: usize,
    pub(super) name: &'a Spanned<String>,
    pub(super) endpoint: &'a Endpoint,
}

/// A type and the index of its group.
pub(super) struct TypeView<'a> {
    pub(super) group: usize,
    pub(super) name: &'a Spanned<String>,
    pub(super) def: &'a TypeDef,
}

/// A group, the definitions of its types, and which of them are returned by calls.
pub(super) struct GroupView<'a> {
    /// The index of the group.
    pub(super) index: usize,
    pub(super) group: &'a Group,
    pub(super) scope: Definitions<'a>,
    answered: HashSet<&'a str>,
}

impl<'a> GroupView<'a> {
    fn new(index: usize, group: &'a Group) -> Self {
        let mut view = Self {
            index,
            group,
            scope: Definitions::new(group),
            answered: HashSet::new(),
        };
        for (_, endpoint) in &group.endpoints {
            match &endpoint.response {
                Response::None => {}
                Response::Type(ty) => view.note(&ty.value),
                Response::Fields(fields) => view.note_fields(fields),
            }
        }
        view
    }

    fn note_fields(&mut self, fields: &'a [Named<Field>]) {
        for (_, field) in fields {
            self.note(&field.ty.value);
        }
    }

    /// Marks a type and the types of its fields as returned. Each type is visited once, so that cycles end.
    fn note(&mut self, expr: &'a TypeExpr) {
        match expr {
            TypeExpr::Scalar(_) | TypeExpr::File | TypeExpr::None => {}
            TypeExpr::List(item) | TypeExpr::Map(item) => self.note(item),
            TypeExpr::Named(name) => {
                if self.answered.insert(name)
                    && let Some(TypeKind::Object(fields)) = self.scope.kind(name)
                {
                    self.note_fields(fields);
                }
            }
        }
    }

    /// Returns whether a type is sent.
    pub(super) fn is_sent(&self, name: &str) -> bool {
        let usage = self.scope.usage(name);
        usage.param || usage.json
    }

    /// Returns whether a type is returned. A type that nothing uses counts as returned.
    pub(super) fn is_answered(&self, name: &str) -> bool {
        self.answered.contains(name) || !self.is_sent(name)
    }
}
