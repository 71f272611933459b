//! Searches for the mistakes that explain a signature, and the text that was signed if it is known, within limits.

use super::changes::{self, other_case};
use super::diagnosis::Cause;
use super::difference::signed_fields;
use super::keys::Way;
use super::mistakes::{self, Mistakes};
use super::received::Received;
use super::recipe::Recipe;
use crate::generated::platform::PLATFORM;

/// Maximum number of bytes of text before a search ends. One call needs a few hundred bytes.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The code for a text that differs in an unknown way.
pub(super) const OTHER_TEXT: &str = "other-text";
const OTHER_SECRET: &str =
    "the text to sign is right, so the app secrets differ; compare the secrets of both sides";
const OTHER_SECRET_OR_FIELDS: &str = "no usual mistake explains this signature: compare the app secrets first, then the texts to sign, to find a field that was changed or lost";

/// What is known about a call.
pub(super) struct Search<'a> {
    /// All fields without the signature.
    pub(super) fields: &'a [(String, String)],
    pub(super) received: &'a Received,
    /// The right text to sign.
    pub(super) right: &'a str,
    pub(super) mistakes: &'a Mistakes<'a>,
    /// The right way to compute a digest, then wrong ones.
    pub(super) ways: &'a [Way],
}

/// The result of the search.
pub(super) struct Outcome {
    pub(super) causes: Vec<Cause>,
    /// The text that was signed, if it is known and wrong.
    pub(super) signed_text: Option<String>,
    /// Whether every mistake was tried.
    pub(super) is_complete: bool,
}

impl Search<'_> {
    /// Searches with the right text, the text that the other side says it signed, and texts with mistakes.
    pub(super) fn run(&self, given: Option<&str>) -> Outcome {
        let known = |causes, text: Option<&str>| Outcome {
            causes,
            signed_text: text.map(str::to_owned),
            is_complete: true,
        };
        if let Some(causes) = self.ways_to(self.right, 0) {
            return known(causes, None);
        }
        if let Some(given) = given
            && let Some(key) = self.ways_to(given, 0)
        {
            return known([self.explain(given), key].concat(), Some(given));
        }
        let (found, is_complete) = self.first(|text, mistakes| self.ways_to(text, mistakes));
        if let Some((causes, text)) = found {
            return known(causes, Some(&text));
        }
        let causes = match given {
            Some(given) => {
                let mut causes = self.explain(given);
                causes.push(Cause::new("other-secret", OTHER_SECRET));
                causes
            }
            None => vec![Cause::new("other-secret-or-fields", OTHER_SECRET_OR_FIELDS)],
        };
        Outcome {
            is_complete,
            ..known(causes, given)
        }
    }

    /// Returns the mistakes of the first text that fits, and the text; and whether every mistake was tried. `fits`
    /// is passed the number of mistakes, and returns further ones.
    fn first(
        &self,
        fits: impl Fn(&str, usize) -> Option<Vec<Cause>>,
    ) -> (Option<(Vec<Cause>, String)>, bool) {
        let recipe = Recipe::new(self.fields);
        let mut bytes_left = MOST_BYTES;
        for set in self.mistakes.sets() {
            let planted = set
                .iter()
                .fold(recipe.clone(), |recipe, mistake| mistake.planted(recipe));
            let text = planted.text();
            // A mistake that does not change this call's text is skipped.
            if text != self.right
                && let Some(more) = fits(&text, set.len())
            {
                let causes = set.iter().map(|mistake| mistake.cause.clone());
                return (Some((causes.chain(more).collect(), text)), true);
            }
            bytes_left = bytes_left.saturating_sub(text.len());
            if bytes_left == 0 {
                return (None, false);
            }
        }
        (None, true)
    }

    /// Returns what is wrong with the key if the signature belongs to this text. The key is assumed to be right
    /// if the text has two mistakes or is very large.
    fn ways_to(&self, text: &str, mistakes: usize) -> Option<Vec<Cause>> {
        let is_dear = mistakes > 1 || text.len().saturating_mul(self.ways.len()) > MOST_BYTES;
        let Received {
            digest,
            text: signature,
            ..
        } = self.received;
        let most = if is_dear { 1 } else { self.ways.len() };
        let mut ways = self.ways.iter().take(most);
        let way = ways.find(|way| way.gives(*digest, text, signature))?;
        Some(way.causes.clone())
    }

    /// Returns what is wrong with a known text.
    fn explain(&self, given: &str) -> Vec<Cause> {
        if given == self.right {
            return Vec::new();
        }
        let (found, _) = self.first(|text, _| (text == given).then(Vec::new));
        found.map_or_else(|| self.compare(given), |(causes, _)| causes)
    }

    /// Compares the fields one by one, and then how the text is built from them.
    fn compare(&self, given: &str) -> Vec<Cause> {
        let signed = signed_fields(given);
        let mut causes = Vec::new();
        for (name, value) in self.fields {
            match value_of(&signed, name) {
                None => causes.push(mistakes::field_not_signed(name)),
                Some(before) if before == value => {}
                Some(before) => causes.push(changed(name, value, before)),
            }
        }
        for (name, value) in &signed {
            if value_of(self.fields, name).is_none() {
                causes.push(match value.as_str() {
                    _ if name == PLATFORM.signature_field => mistakes::signature_signed(),
                    "None" | "null" => mistakes::null_as_text(&[name], value),
                    _ => mistakes::field_not_received(name),
                });
            }
        }
        causes.extend(self.made_otherwise(&signed, given));
        causes
    }

    /// Returns the mistake in building this text from these fields.
    fn made_otherwise(&self, signed: &[(String, String)], given: &str) -> Option<Cause> {
        let recipe = Recipe::new(signed);
        if recipe.clone().text() == given {
            return None;
        }
        let mut mistakes = self.mistakes.of_the_text.iter();
        let found = mistakes.find(|mistake| mistake.planted(recipe.clone()).text() == given);
        let other = "the signed text differs from the right one in an unknown way";
        Some(found.map_or(Cause::new(OTHER_TEXT, other), |found| found.cause.clone()))
    }
}

pub(super) fn value_of<'a>(fields: &'a [(String, String)], wanted: &str) -> Option<&'a str> {
    let found = fields.iter().find(|(name, _)| name == wanted);
    found.map(|(_, value)| value.as_str())
}

/// Returns how a value changed.
fn changed(name: &str, value: &str, before: &str) -> Cause {
    if other_case(value).as_deref() == Some(before) {
        return mistakes::boolean_case(&[name]);
    }
    let mut known = changes::OF_A_VALUE.iter();
    let change = known.find(|(_, undo)| undo(value).as_deref() == Some(before));
    let change = change.map_or("its value differs", |(change, _)| change);
    mistakes::field_altered(name, change)
}
