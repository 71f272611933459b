//! Decides on the types, constraints and defaults of parameters.

use std::collections::HashSet;

use bge_private_codegen::json::Json;
use bge_private_codegen::naming;

use super::constraints::{self, Facts, topic};
use super::convert::Converter;
use super::forms;
use super::literal::list_in;
use super::model::{Field, Ty, distinguish, value_name};
use super::page::Section;
use super::params::Param;
use super::shape::{Known, Shape};
use super::types::{Typing, singular, type_name};

impl Typing<'_> {
    /// Returns the field of a parameter of a call.
    pub(super) fn parameter(&mut self, param: &Param, section: &Section) -> Field {
        self.reviews.clone_from(&param.reviews);
        let facts = self.facts(param);
        let ty = self.parameter_type(param, &facts, section);
        let mut field = Field::new(&param.name, ty);
        field.words.clone_from(&param.text);
        field.reviews = std::mem::take(&mut self.reviews);
        field.join = self.join(param, &facts, &field.ty);
        let is_free = |name: &&str| section.params.iter().all(|other| other.name != *name);
        let name = param.name.strip_suffix("_path").filter(is_free);
        if let Some(name) = name.filter(|_| field.ty == Ty::Scalar("file")) {
            name.clone_into(&mut field.name);
            field.review(format!("the client calls it `{}`", param.name));
        }
        add_bounds(&mut field, &facts);
        self.add_default(&mut field, &facts);
        field.mark_by_name();
        let mut values = param.given.iter().map(|(_, it)| &it.value);
        let differs = values.any(|value| Some(value) != param.value());
        let why = "its value differs between the calls of the example";
        field.review_if(differs, why);
        field
    }

    fn join(&self, param: &Param, facts: &Facts, ty: &Ty) -> Option<&'static str> {
        let Ty::List(item) = ty else { return None };
        let is_list = matches!(param.value(), Some(Json::List(_)));
        let is_object = matches!(self.types.resolved(item), Ty::Fields(_));
        let is_json = is_object || (is_list && !facts.is_joined);
        Some(if is_json { "json" } else { "comma" })
    }

    fn parameter_type(&mut self, param: &Param, facts: &Facts, section: &Section) -> Ty {
        let has_name = param.name.ends_with("_file") || param.name.ends_with("_path");
        if has_name || facts.scalar == Some("file") {
            return self.guess("it looks like a file", Ty::Scalar("file"));
        }
        if !facts.values.is_empty() {
            return self.allowed(param, facts, section);
        }
        if let Some(ty) = self.structured(param, facts, section) {
            return ty;
        }
        if facts.is_joined {
            return Ty::List(Box::new(self.item(param)));
        }
        Ty::Scalar(self.scalar_parameter(param, facts))
    }

    /// Returns the type of a list or an object in the example, which may be JSON text.
    fn structured(&mut self, param: &Param, facts: &Facts, section: &Section) -> Option<Ty> {
        let similar = || param.similar(&section.params);
        let value = param.value().or_else(similar)?;
        if let Some((name, set)) = value.members().first().filter(|_| param.is_template) {
            let field = |name: &String| Field::new(name, Ty::Scalar("string"));
            let mut set: Vec<_> = set.members().iter().map(|(name, _)| field(name)).collect();
            distinguish(&mut set);
            let ty = self.define(param, section, Ty::Extra(name.clone(), set));
            let why = "the arguments that no bullet describes are taken for those of the template";
            return Some(self.guess(why, ty));
        }
        let items = match value {
            Json::List(items) => Some(items.clone()),
            Json::Text(text) => list_in(text),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => None,
        };
        let is_object = matches!(value, Json::Object(_));
        let is_similar = param.given.is_empty() && (items.is_some() || is_object);
        let why = "its type is that of a parameter with a similar text";
        self.review_if(is_similar, why);
        if let Some(items) = items {
            let shape = Shape::of(&items, &param.name);
            let mut known = Known::default();
            known.add(&shape, "");
            let mut typing = Typing::new(&known, self.types);
            let item = typing.typed(&shape, &param.name, &type_name(&section.name));
            let list = Ty::List(Box::new(item.ty));
            let ty = self.guess("the type is that of the example", list);
            self.reviews.extend(item.reviews);
            return Some(ty);
        }
        if is_object && facts.scalar == Some("json") {
            let why = "its keys may be fixed, or it may be any JSON";
            return Some(self.guess(why, Ty::Map(Box::new(Ty::ANY))));
        }
        is_object.then_some(Ty::Scalar("json"))
    }

    fn define(&mut self, param: &Param, section: &Section, ty: Ty) -> Ty {
        let owner = type_name(&section.name);
        Ty::Named(self.types.define(&param.name, &owner, &param.text, ty))
    }

    /// Returns the type of allowed values. One that is several of them shows that there may be several.
    fn allowed(&mut self, param: &Param, facts: &Facts, section: &Section) -> Ty {
        let mut wires = facts.values.clone();
        let has_joined = wires.iter().any(|(wire, _)| wire.contains(','));
        let why = "some of the values are others, joined; it may be a list";
        self.review_if(has_joined, why);
        let is_digit = |c: char| c.is_ascii_digit();
        let is_number = wires.iter().all(|(wire, _)| wire.starts_with(is_digit));
        let (mut names, all) = (HashSet::new(), wires.len());
        wires.retain(|(wire, _)| names.insert(naming::variant(&value_name(wire))));
        let why = "a value with the name of another one is left out";
        self.review_if(wires.len() < all, why);
        self.review_if(is_number, "the names of the values are made up");
        let ty = self.define(param, section, Ty::Enum(wires));
        match facts.is_joined {
            true => Ty::List(Box::new(ty)),
            false => ty,
        }
    }

    /// Returns the type of the values that commas join.
    fn item(&mut self, param: &Param) -> Ty {
        let known = self.known.scalar(&singular(&param.name));
        // A number of ten or more digits is probably a telephone number.
        let is_number = |part: &str| part.len() < 10 && part.trim().parse::<i64>().is_ok();
        let mut given = param.given.iter();
        let shown = given.find_map(|(_, it)| match &it.value {
            Json::Text(text) => Some(text),
            _ => None,
        });
        let are_numbers = shown.map(|text| text.split(',').all(is_number));
        let is_unseen = known.is_none() && are_numbers.is_none();
        self.review_if(is_unseen, "the page shows no value of it");
        Ty::Scalar(match (known, are_numbers) {
            (Some("integer"), Some(true) | None) | (Some("string") | None, Some(true)) => "integer",
            _ => "string",
        })
    }

    fn scalar_parameter(&mut self, param: &Param, facts: &Facts) -> &'static str {
        let shown = match param.value() {
            Some(Json::Bool(_)) => Some("boolean"),
            Some(Json::Number(number)) => Some(forms::of_number(number, "")),
            Some(Json::Text(text)) if matches!(text.as_str(), "true" | "false") => Some("boolean"),
            _ => None,
        };
        let is_counted = facts.bounds.iter().any(|(key, _)| !key.contains('_'));
        let is_fraction = facts.bounds.iter().any(|(_, number)| number.contains('.'));
        let counted = match topic(&param.name) {
            Some("cursor") => Some("string"),
            Some(_) => Some("integer"),
            None if is_fraction => Some("float"),
            None => is_counted.then_some("integer"),
        };
        let known = self.known.scalar(&param.name);
        let known = known.filter(|it| ["integer", "string", "float", "boolean"].contains(it));
        if param.name.ends_with("redirect_uri") {
            return self.guess("such a URL is usually compared byte by byte", "exact_url");
        }
        let fits = |scalar: &&'static str| {
            let field = Field::new("", Ty::Scalar(scalar));
            let mut values = param.given.iter().map(|(_, it)| &it.value);
            values.all(|it| Converter::new(self.types).argument(it, &field).is_some())
        };
        let candidates = [facts.scalar, counted, known, shown];
        let mut candidates = candidates.into_iter().flatten();
        let first = candidates.clone().next();
        let found = candidates.find(fits);
        let is_unknown = found.is_none() && param.given.is_empty();
        self.review_if(is_unknown, "the page gives no type and shows no value");
        let why = "the value in the example is of another kind than the page says";
        self.review_if(found.is_some() && first != found, why);
        found.unwrap_or("string")
    }

    fn add_default(&self, field: &mut Field, facts: &Facts) {
        if let Some(default) = &facts.default {
            let is_like = matches!(
                field.ty,
                Ty::Scalar("integer" | "seconds" | "boolean") | Ty::Named(_)
            );
            let value = Converter::new(self.types).field(&default.as_str().into(), field);
            field.default = value.filter(|_| is_like);
            let is_unknown = field.default.is_none();
            field.review_if(is_unknown, "the default on the page is not a value");
        } else if facts.bounds.is_empty() {
            let usual = match topic(&field.name) {
                Some("page") => 1,
                Some("size") => 50,
                Some(_) | None => return,
            };
            field.default = Some(Json::from(usual));
            field.review("the page gives no default; this one is usual");
        }
        let is_unlimited = topic(&field.name) == Some("size") && facts.bounds.is_empty();
        field.review_if(is_unlimited, "the page gives no maximum");
    }

    /// Reads the text of a parameter, unless it is about another one.
    fn facts(&mut self, param: &Param) -> Facts {
        let facts = constraints::read(&param.text);
        let is_flag = facts.scalar == Some("boolean");
        let is_other = match topic(&param.name) {
            None => facts.topic.is_some(),
            Some(_) => facts.topic.is_none() && (is_flag || !facts.values.is_empty()),
        };
        if is_other {
            let why = "the text seems to be about another parameter";
            return self.guess(why, Facts::default());
        }
        facts
    }
}

/// Adds the bounds that apply to the type.
fn add_bounds(field: &mut Field, facts: &Facts) {
    for (key, number) in &facts.bounds {
        let applies = match field.ty {
            Ty::Scalar("string" | "url") => key.ends_with("_length"),
            Ty::Scalar("integer" | "seconds" | "decimal" | "float") => !key.contains('_'),
            Ty::List(_) => key.ends_with("_items"),
            _ => false,
        };
        if applies {
            field.bounds.push((key.clone(), number.clone()));
        } else {
            field.review(format!("the bound {number} does not apply to this type"));
        }
    }
}
