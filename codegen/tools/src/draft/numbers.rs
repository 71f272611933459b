//! Types of numbers in answers, derived from their values and names.

use super::literal::{Item, Value};
use super::name_hints;
use super::typed::Typed;
use bge_private_codegen::check::number::{fits_decimal, fits_float};
use bge_private_codegen::spec::model::Scalar;

/// Returns the type that fits all of these numbers.
pub(super) fn typed(name: &str, samples: &mut [&mut Item]) -> Typed {
    for sample in samples.iter_mut() {
        if let Value::Number(text) = &mut sample.value {
            *text = without_minus_zero(text);
        }
    }
    let texts: Vec<&str> = samples
        .iter()
        .filter_map(|item| match &item.value {
            Value::Number(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let all = |fits: fn(&str) -> bool| texts.iter().all(|text| fits(text));
    let whole: Option<Vec<i64>> = texts.iter().map(|text| text.parse().ok()).collect();
    match whole {
        Some(whole) => integer(name, &whole),
        None if all(is_whole) && all(fits_decimal) => Typed::new(Scalar::Decimal)
            .because("the numbers are too large for an integer of 64 bits"),
        None if name_hints::is_money(name) && all(fits_decimal) => {
            Typed::new(Scalar::Decimal).because("its name indicates money, which is exact")
        }
        None if all(|text| fits_float(text) && !is_whole(text)) => {
            Typed::new(Scalar::Float).because("use `decimal` if every digit matters")
        }
        None if all(fits_decimal) => Typed::new(Scalar::Decimal)
            .because("the page shows it with and without a fraction, or with many digits"),
        None => {
            Typed::new(Scalar::Any).because("no number of the spec language holds these values")
        }
    }
}

fn integer(name: &str, values: &[i64]) -> Typed {
    let all =
        |range: std::ops::RangeInclusive<i64>| values.iter().all(|value| range.contains(value));
    if name_hints::is_time(name) && all(900_000_000..=4_200_000_000) {
        Typed::new(Scalar::UnixTime).because("its name and size indicate a Unix time")
    } else if name_hints::is_time(name) && all(900_000_000_000..=4_200_000_000_000) {
        Typed::new(Scalar::Integer).because("its name and size indicate a time in milliseconds")
    } else if name_hints::is_duration(name) && all(0..=i64::MAX) {
        Typed::new(Scalar::Seconds).because("its name and size indicate a number of seconds")
    } else if name_hints::is_money(name) {
        Typed::new(Scalar::Decimal).because("its name indicates money, which may have a fraction")
    } else {
        Typed::new(Scalar::Integer)
    }
}

fn is_whole(text: &str) -> bool {
    !text.contains(['.', 'e', 'E'])
}

/// Returns a number without the sign of a negative zero, because that sign would not be preserved.
pub(super) fn without_minus_zero(text: &str) -> String {
    let digits = text
        .strip_prefix('-')
        .filter(|digits| !digits.contains(|c: char| ('1'..='9').contains(&c)));
    digits.unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::typed;
    use crate::draft::literal::{Item, Value};

    #[test]
    fn numbers_have_types() {
        for (name, values, ty) in [
            ("size", &["8820"][..], "integer"),
            ("created_at", &["1573026921"], "unix_time"),
            ("created_at", &["1573026921000"], "integer"),
            ("expires", &["604799"], "seconds"),
            ("balance", &["5"], "decimal"),
            ("price", &["0.10"], "decimal"),
            ("score", &["0.5", "-0.0"], "float"),
            ("score", &["0.5", "1"], "decimal"),
            ("id", &["99999999999999999999"], "decimal"),
            ("x", &["1e400"], "any"),
        ] {
            let mut items: Vec<_> = values
                .iter()
                .map(|text| Item {
                    value: Value::Number((*text).to_owned()),
                    range: 0..0,
                })
                .collect();
            let mut samples: Vec<_> = items.iter_mut().collect();
            assert_eq!(
                typed(name, &mut samples).ty.to_string(),
                ty,
                "{name} {values:?}"
            );
        }
    }
}
