//! Rules for an endpoint by itself: its path, its place in the documentation, its retries.

use super::definitions::Shape;
use super::scope::EndpointAt;
use super::url;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{EnumValue, Retry, Spanned};
use crate::spec::yaml::excerpt;

pub(super) fn path(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let path = &at.endpoint.path;
    if path.value.is_empty() {
        return;
    }
    if let Some(problem) = url::plain_path_problem(&path.value) {
        let message = format!("`{}` is not the path of a call", excerpt(&path.value));
        out.report(Code::BadPath, path.span, message).label(problem);
    }
}

/// Checks that `see` and the address of the documentation form a URL.
pub(super) fn see(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let (Some(see), Some(platform)) = (&at.endpoint.see, at.group.platform) else {
        return;
    };
    let base = platform.documentation.value.as_str();
    if url::problem(base).is_some() {
        return;
    }
    if let Some(problem) = url::problem(&format!("{base}{}", see.value)) {
        let message = format!(
            "`{}` is not a valid URL after `{}`",
            excerpt(&see.value),
            excerpt(base)
        );
        out.report(Code::BadUrl, see.span, message).label(problem);
    }
}

pub(super) fn retry(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let Retry::SafeWhen(argument, names) = &at.endpoint.retry else {
        return;
    };
    let known = at.params().find(|(name, _)| name.value == argument.value);
    let Some((name, field)) = known else {
        if !out.is_lost(argument.span.file, &argument.value) {
            let message = format!("there is no argument `{}`", excerpt(&argument.value));
            out.report(Code::BadRetry, argument.span, message)
                .did_you_mean(
                    &argument.value,
                    at.params()
                        .map(|(name, _)| name.value.as_str())
                        .collect::<Vec<_>>(),
                );
        }
        return;
    };
    match at.group.shape(&field.ty.value) {
        Shape::Enum(values) => safe_values(argument, names, values, out),
        Shape::Unknown(_) => {}
        Shape::Scalar(_)
        | Shape::File
        | Shape::None
        | Shape::Object(_)
        | Shape::Extra(_)
        | Shape::List(_)
        | Shape::Map(_) => {
            let message = format!("`{}` is not of an enum type", excerpt(&argument.value));
            out.report(Code::BadRetry, argument.span, message)
                .also(name.span, format!("this is of type `{}`", field.ty.value));
        }
    }
}

fn safe_values(
    argument: &Spanned<String>,
    names: &[Spanned<String>],
    values: &[EnumValue],
    out: &mut Diagnostics,
) {
    if names.is_empty() {
        out.report(
            Code::BadRetry,
            argument.span,
            "no value is listed with which repeating is safe",
        )
        .help("write `retry: unsafe`, or remove it");
    }
    for name in names {
        let known = values.iter().map(|value| value.name.value.as_str());
        let is_known = known.clone().any(|known| known == name.value);
        if !is_known && !out.is_lost(name.span.file, &name.value) {
            let message = format!("there is no value `{}`", excerpt(&name.value));
            out.report(Code::BadRetry, name.span, message)
                .did_you_mean(&name.value, known);
        }
    }
}
