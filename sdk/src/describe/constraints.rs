//! Describes the constraints of a parameter in both languages.

use super::model::{Language, Parameter, Type};
use crate::runtime::bounds::Bounds;

impl Parameter {
    /// Describes the constraints in a language, such as `at least 1` and `2 to 5 items`.
    #[must_use]
    pub fn constraints(&self, language: Language) -> Vec<String> {
        let bounds = &self.param.bounds;
        let each = match self.ty {
            Type::List(_) => language.choose(" each", "（每项）"),
            Type::Scalar(_) | Type::File | Type::Enum(_) | Type::Object(_) => "",
            Type::Extra(_) | Type::AnyOf(_) | Type::Map(_) => "",
        };
        let characters = language.choose("character", "个字符");
        let length = count(bounds.min_length, bounds.max_length, characters, language);
        let items = language.choose("item", "项");
        let items = count(bounds.min_items, bounds.max_items, items, language);
        let counts = length.map(|length| length + each).into_iter().chain(items);
        numbers(bounds, language).chain(counts).collect()
    }
}

fn numbers(bounds: &Bounds, language: Language) -> impl Iterator<Item = String> {
    let numbers = [
        (bounds.min, "at least", "不小于"),
        (bounds.above, "more than", "大于"),
        (bounds.max, "at most", "不大于"),
        (bounds.below, "less than", "小于"),
    ];
    numbers
        .into_iter()
        .filter_map(move |(bound, english, chinese)| {
            Some(format!("{} {}", language.choose(english, chinese), bound?))
        })
}

/// Describes a number of units, such as `at least 1 character`.
fn count(min: Option<u64>, max: Option<u64>, unit: &str, language: Language) -> Option<String> {
    let range = match (min, max) {
        (None, None) => return None,
        (Some(min), Some(max)) if min == max => {
            format!("{} {max}", language.choose("exactly", "恰好"))
        }
        (Some(min), Some(max)) => format!("{min} {} {max}", language.choose("to", "到")),
        (Some(min), None) => format!("{} {min}", language.choose("at least", "至少")),
        (None, Some(max)) => format!("{} {max}", language.choose("at most", "至多")),
    };
    let s = match max.or(min) {
        Some(1) => "",
        _ => language.choose("s", ""),
    };
    Some(format!("{range} {unit}{s}"))
}
