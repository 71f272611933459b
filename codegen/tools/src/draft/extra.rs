//! Arguments that depend on a template. No bullet names them, since each template has its own.

use super::fields::Drafted;
use super::literal::{Item, Value};
use super::model::{Field, TypeDef, TypeKind};
use super::name_hints::{self, Types};
use super::params::Param;
use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// The parameter that names a template, with its values in the examples.
pub(super) struct Extra {
    /// The index of the parameter.
    pub(super) at: usize,
    ty: String,
    shown: Vec<Option<Item>>,
}

/// Finds the parameter that names a template, and removes the template's own arguments from `params`.
pub(super) fn take(params: &mut Vec<Param>, call: &str, types: &mut Types) -> Option<Extra> {
    let is_template = |param: &Param| {
        param.is_listed
            && (param.words.contains("模板")
                || param.words.contains("模版")
                || name_hints::words(&param.name).contains(&"template".to_owned()))
            && param
                .shown
                .iter()
                .flatten()
                .all(|item| set_name(item).is_some())
            && param.example().is_some()
    };
    let is_own = |param: &Param| {
        let is_text = |item: &Item| matches!(item.value, Value::Text(_));
        !param.is_listed && !param.is_positional && param.shown.iter().flatten().all(is_text)
    };
    if params.iter().filter(|param| is_template(param)).count() != 1 || !params.iter().any(is_own) {
        return None;
    }
    let (own, rest): (Vec<_>, Vec<_>) = std::mem::take(params).into_iter().partition(is_own);
    *params = rest;
    let at = params.iter().position(is_template)?;
    let param = params.get(at)?;
    let mut sets: Vec<(String, Vec<Field>)> = Vec::new();
    let mut shown = Vec::new();
    for (index, template) in param.shown.iter().enumerate() {
        let Some((item, name)) = template
            .as_ref()
            .and_then(|item| Some((item, set_name(item)?)))
        else {
            shown.push(None);
            continue;
        };
        let given: Vec<(String, Item)> = own
            .iter()
            .filter_map(|param| Some((param.name.clone(), param.shown.get(index)?.clone()?)))
            .collect();
        if !sets.iter().any(|(known, _)| *known == name) {
            let mut fields: Vec<Field> = given.iter().map(|(name, _)| text_field(name)).collect();
            name_hints::make_rust_names_unique(&mut fields);
            sets.push((name.clone(), fields));
        }
        let value = |value| Item {
            value,
            range: item.range.clone(),
        };
        let own = value(Value::Map(given));
        shown.push(Some(value(Value::Map(vec![(name, own)]))));
    }
    let reviews = vec![
        "no bullet names these parameters; they are treated as those of the named set".to_owned(),
    ];
    let def = TypeDef {
        reviews,
        doc: name_hints::text(&param.name, &param.text()),
        kind: TypeKind::Extra(sets),
    };
    let ty = types.add(&param.name, call, def);
    Some(Extra { at, ty, shown })
}

impl Extra {
    /// Returns the draft of the parameter that names a template.
    pub(super) fn drafted(&self, param: Param) -> Drafted {
        let doc = name_hints::text(&param.name, &param.text());
        let mut field = Field::new(&param.name, TypeExpr::Named(self.ty.clone()), doc);
        field.reviews = param.reviews;
        field
            .review("treated as a template because the example has arguments that no bullet names");
        Drafted {
            field,
            required: true,
            shown: self.shown.clone(),
        }
    }
}

fn text_field(name: &str) -> Field {
    Field::new(
        name,
        TypeExpr::Scalar(Scalar::String),
        name_hints::text(name, ""),
    )
}

/// Returns the name of a template, if the value is text that can be a name.
fn set_name(item: &Item) -> Option<String> {
    match &item.value {
        Value::Text(text) => {
            let is_name = !text.is_empty()
                && text.chars().count() <= 100
                && text.trim() == text
                && !text.contains(char::is_control);
            is_name.then(|| text.clone())
        }
        _ => None,
    }
}
