//! The scalars to which texts and numbers belong, by their form and by the name of their field.

use std::borrow::Cow;
use std::collections::BTreeSet;

use bge_private_codegen::scalar::Scalar;
use heck::ToSnakeCase;

use super::pattern::Pattern;

/// The value of everything secret.
pub(super) const SECRET: &str = "not-a-real-secret";

/// Returns whether a character can be in a name of the platform.
pub(super) const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Returns the scalar of a text in an answer.
pub(super) fn of_text(text: &str, name: &str) -> &'static str {
    use Scalar::{Date, LocalTime, OffsetTime, Time, Url};
    let mut forms = [Date, Time, OffsetTime, LocalTime, Url].into_iter();
    let is_number = text.chars().all(|c| c.is_ascii_digit());
    match forms.find(|scalar| valid(*scalar, text).is_some()) {
        Some(scalar) => scalar.info().name,
        None if is_number && is_time(name) && text.len() == 10 => "unix_time_text",
        None => "string",
    }
}

/// Returns a text as a value of a scalar, if it is one. A slash is added to a URL without a path.
pub(super) fn valid(scalar: Scalar, text: &str) -> Option<String> {
    let problem = scalar.info().problem;
    let is_valid = |text: &String| problem.is_none_or(|problem| problem(text).is_none());
    let slashed = [format!("{text}/"), text.replacen('?', "/?", 1)];
    [text.to_owned()].into_iter().chain(slashed).find(is_valid)
}

/// Returns the scalar of a number in an answer.
pub(super) fn of_number(number: &str, name: &str) -> &'static str {
    let value = number.parse::<f64>().unwrap_or_default();
    let is_whole = number.parse::<i64>().is_ok();
    let is_time = is_time(name);
    match () {
        () if is_time && (1e12..1e13).contains(&value) => "unix_millis",
        () if is_time && is_whole && (1e9..1e10).contains(&value) => "unix_time",
        () if is_time && is_whole && value > 0.0 => "seconds",
        () if is_whole => "integer",
        () => "float",
    }
}

/// Returns the scalar to which the values of several scalars belong.
pub(super) fn common(scalars: &BTreeSet<&'static str>) -> Option<&'static str> {
    const NUMBERS: [&str; 4] = ["integer", "seconds", "float", "unix_millis"];
    let numbers = scalars.iter().filter(|it| NUMBERS.contains(it)).count();
    match scalars.first()? {
        first if scalars.len() == 1 => Some(first),
        _ if numbers == scalars.len() => Some("float"),
        _ => (numbers == 0 && !scalars.contains("boolean")).then_some("string"),
    }
}

/// Returns whether a name suggests a point in time.
fn is_time(name: &str) -> bool {
    let name = name.to_snake_case();
    let last = name.rsplit('_').next().unwrap_or_default();
    ["time", "date", "timestamp", "expires", "expiration", "at"].contains(&last)
}

/// The ends of names that suggest a secret.
const SECRETS: &str = "(?:token|secret|passphrase|password|passwd|pwd|openid|signature|credential|cookie|authorization\
    |(?:api|app|access|private)[_-]?key|\\bsign|_sign)s?";

static SECRET_NAME: Pattern = Pattern::new(&[SECRETS, "$"]);
/// A quote may be escaped, and a scheme may stand before the value.
static SECRET_TEXT: Pattern = Pattern::new(&[
    "(?i)(",
    SECRETS,
    r#"\\*["']?\s*[=:]\s*\\*["']?(?:(?:bearer|basic|token) +)?)[!-~]+"#,
]);

/// Returns whether a name suggests a secret, such as a password or an access token.
pub(super) fn is_secret(name: &str) -> bool {
    let name = name.to_snake_case();
    SECRET_NAME.find(&name).is_some() && !name.contains("page")
}

/// Returns a text in which the values of names that suggest a secret are replaced.
pub(super) fn without_secrets(text: &str) -> Cow<'_, str> {
    SECRET_TEXT.replace_all(text, &format!("${{1}}{SECRET}"))
}

/// Returns whether a name suggests one of a few values.
pub(super) fn is_kind(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or_default();
    let words = "status category catalog state omic direction";
    last.ends_with("type") || words.split(' ').any(|word| word == last)
}
