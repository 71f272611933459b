//! Types of texts in answers, derived from their values and names. The values are changed to normal form.

use super::literal::{Item, Value};
use super::name_hints;
use super::notes::Notes;
use super::typed::Typed;
use bge_private_codegen::check::forms::time_problem;
use bge_private_codegen::check::url;
use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::spec::model::Scalar;

/// Returns the type that fits all of these texts. Replaces secrets, and changes values to normal form.
pub(super) fn typed(name: &str, samples: &mut [&mut Item], notes: &mut Notes<'_>) -> Typed {
    let texts: Vec<String> = samples.iter().map(|item| text(item)).collect();
    if name_hints::is_secret(name) && !texts.iter().all(|text| is_url(text)) {
        for sample in samples.iter_mut().filter(|item| !text(item).is_empty()) {
            let made_up = format!(
                "example-{}",
                name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
            );
            change(
                sample,
                made_up,
                "a secret: the draft contains a placeholder",
                notes,
            );
        }
        let typed = Typed::new(Scalar::String).because("its name indicates a secret");
        return Typed {
            secret: Some("true"),
            ..typed
        };
    }
    if texts.iter().all(|text| is_url(text)) {
        return address(samples, notes);
    }
    if texts.iter().all(|text| looks_like_time(text)) {
        return time(samples, notes);
    }
    let is_unix = |text: &String| {
        text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
    };
    if name_hints::is_time(name) && texts.iter().all(is_unix) {
        let why = "by its name and its digits it is a Unix time, as text";
        return Typed::new(Scalar::UnixTimeText).because(why);
    }
    let is_date = |text: &String| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        digits >= 8
            && text
                .split(['-', '/'])
                .next()
                .is_some_and(|year| year.len() == 4)
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || "-/: .".contains(c))
            && text.contains(['-', '/'])
    };
    if texts.iter().all(is_date) {
        let why = "it looks like a time, in a form for which the spec language has no type";
        return Typed::new(Scalar::String).because(why);
    }
    Typed::new(Scalar::String)
}

fn text(item: &Item) -> String {
    match &item.value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

pub(super) fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn change(item: &mut Item, to: String, why: &str, notes: &mut Notes<'_>) {
    if item.value != Value::Text(to.clone()) {
        notes.report(Code::Changed, &item.range, why);
        item.value = Value::Text(to);
    }
}

/// Returns the type of URLs. Changes them to their normal form, and replaces secrets in their queries.
fn address(samples: &mut [&mut Item], notes: &mut Notes<'_>) -> Typed {
    let normal: Vec<String> = samples.iter().map(|item| normal_url(&text(item))).collect();
    if normal.iter().any(|url| url::problem(url).is_some()) {
        let why = "it looks like a URL, but one that would not be written as it stands on the page";
        return Typed::new(Scalar::String).because(why);
    }
    let is_secret = normal.iter().any(|url| secret_query(url).is_some());
    for (sample, url) in samples.iter_mut().zip(normal) {
        change(
            sample,
            url.clone(),
            "a URL without a path is written with a slash",
            notes,
        );
        if let Some(safe) = secret_query(&url) {
            change(
                sample,
                safe,
                "secrets in this URL: the draft contains placeholders",
                notes,
            );
        }
    }
    let typed = Typed::new(Scalar::Url);
    if is_secret {
        let typed = typed.because("its query seems to contain a signature or a credential");
        return Typed {
            secret: Some("query"),
            ..typed
        };
    }
    typed
}

/// Returns a URL with a slash after its host.
pub(super) fn normal_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, after) = rest.split_at(end);
    let slash = if after.starts_with('/') { "" } else { "/" };
    format!("{scheme}://{host}{slash}{after}")
}

/// Returns the URL with made-up values for the secrets in its query, or `None` if there are no secrets.
fn secret_query(url: &str) -> Option<String> {
    let (before, query) = url.split_once('?')?;
    let (query, fragment) = match query.split_once('#') {
        Some((query, fragment)) => (query, format!("#{fragment}")),
        None => (query, String::new()),
    };
    let secret = |name: &str| {
        let name = name.to_ascii_lowercase().replace('-', "_");
        name_hints::is_secret(&name)
            || [
                "sign",
                "sig",
                "signature",
                "credential",
                "accesskeyid",
                "key",
            ]
            .iter()
            .any(|word| name.ends_with(word))
    };
    let mut has_secret = false;
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) if secret(name) && !value.is_empty() => {
                has_secret = true;
                format!("{name}=example")
            }
            _ => pair.to_owned(),
        })
        .collect();
    has_secret.then(|| format!("{before}?{}{fragment}", pairs.join("&")))
}

pub(super) fn looks_like_time(text: &str) -> bool {
    let mut parts = text.split('T');
    let date = parts.next().unwrap_or_default();
    let is_date = date.len() == 10
        && date
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_date
        && parts
            .next()
            .is_some_and(|time| time.starts_with(|c: char| c.is_ascii_digit()))
}

fn time(samples: &mut [&mut Item], notes: &mut Notes<'_>) -> Typed {
    let normal: Vec<String> = samples
        .iter()
        .map(|item| normal_time(&text(item)))
        .collect();
    if let Some(problem) = normal.iter().find_map(|time| time_problem(time)) {
        let why = format!("it looks like a time that is not RFC 3339: {problem}");
        return Typed::new(Scalar::String).because(why);
    }
    for (sample, time) in samples.iter_mut().zip(normal) {
        change(
            sample,
            time,
            "times are written without zeros at the end of a fraction, and UTC as `Z`",
            notes,
        );
    }
    Typed::new(Scalar::Time)
}

/// Returns a time without zeros at the end of its fraction, and with UTC as `Z`.
pub(super) fn normal_time(time: &str) -> String {
    let (time, zone) = match time
        .find(['Z', '+'])
        .or_else(|| time.rfind('-').filter(|at| *at > 10))
    {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let zone = if matches!(zone, "+00:00" | "-00:00") {
        "Z"
    } else {
        zone
    };
    let time = if time.contains('.') {
        time.trim_end_matches('0').trim_end_matches('.')
    } else {
        time
    };
    format!("{time}{zone}")
}

#[cfg(test)]
mod tests {
    use super::{normal_time, normal_url, secret_query};

    #[test]
    fn urls_get_their_normal_form() {
        assert_eq!(normal_url("https://a.b"), "https://a.b/");
        assert_eq!(normal_url("https://a.b?c=d"), "https://a.b/?c=d");
        assert_eq!(normal_url("https://a.b/c"), "https://a.b/c");
    }

    #[test]
    fn secrets_in_queries_are_made_up() {
        let safe = secret_query("https://a.b/?Expires=1&Signature=abc&security-token=x%2B#f");
        assert_eq!(
            safe.as_deref(),
            Some("https://a.b/?Expires=1&Signature=example&security-token=example#f")
        );
        assert_eq!(secret_query("https://a.b/?page=2"), None);
    }

    #[test]
    fn times_get_their_normal_form() {
        for (time, normal) in [
            ("2021-09-07T09:20:51Z", "2021-09-07T09:20:51Z"),
            (
                "2021-09-07T09:20:51.500000+08:00",
                "2021-09-07T09:20:51.5+08:00",
            ),
            ("2021-09-07T09:20:50.000+00:00", "2021-09-07T09:20:50Z"),
            ("2021-09-07T09:20:51-05:00", "2021-09-07T09:20:51-05:00"),
        ] {
            assert_eq!(normal_time(time), normal);
        }
    }
}
