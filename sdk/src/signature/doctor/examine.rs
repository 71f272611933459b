//! Examines one call: by its signature, and by the text that was signed if it is known.

use super::cause::{Cause, Change};
use super::change::other_case;
use super::keyed::Keyed;
use super::layout::Layout;
use super::mistakes::Mistakes;
use super::received::Received;
use super::recipe::Recipe;
use super::search::{MOST_BYTES, Search};
use crate::generated::platform::PLATFORM;

/// What is known about the call.
pub(super) struct Examination<'a> {
    /// All fields without the signature.
    pub(super) fields: &'a [(String, String)],
    pub(super) files: &'a [(String, String)],
    pub(super) received: &'a Received,
    /// The right text to sign.
    pub(super) right: &'a str,
    pub(super) mistakes: &'a Mistakes,
    pub(super) ways: &'a [Keyed],
}

/// The result of the examination.
pub(super) struct Outcome {
    pub(super) causes: Vec<Cause>,
    /// The text that was signed, if it is known and wrong.
    pub(super) signed_text: Option<String>,
    pub(super) is_complete: bool,
}

impl Examination<'_> {
    /// Examines the right text, the text that the other side says it signed, and texts with mistakes.
    pub(super) fn run(&self, given: Option<&str>) -> Outcome {
        let known = |causes, signed_text: Option<&str>| Outcome {
            causes,
            signed_text: signed_text.map(str::to_owned),
            is_complete: true,
        };
        if let Some(causes) = self.ways_to(self.right, 0) {
            return known(causes, None);
        }
        if let Some(given) = given
            && let Some(key) = self.ways_to(given, 0)
        {
            let mut causes = self.explain(given);
            causes.extend(key);
            return known(causes, Some(given));
        }
        let mut search = self.search();
        let found = search.first(|text, mistakes| self.ways_to(text, mistakes));
        match (found, given) {
            (Some(found), _) => known(found.causes, Some(&found.text)),
            (None, Some(given)) => {
                let mut causes = self.explain(given);
                causes.push(Cause::OtherSecret);
                Outcome {
                    is_complete: search.is_complete(),
                    ..known(causes, Some(given))
                }
            }
            (None, None) => Outcome {
                causes: vec![Cause::OtherSecretOrFields],
                signed_text: None,
                is_complete: search.is_complete(),
            },
        }
    }

    fn search(&self) -> Search<'_> {
        Search::new(
            Recipe::new(self.fields, self.files),
            self.right,
            self.mistakes,
        )
    }

    /// Returns what is wrong with the key if the signature belongs to this text. The key is assumed to be right
    /// if the text has two mistakes or is very large.
    fn ways_to(&self, text: &str, mistakes: usize) -> Option<Vec<Cause>> {
        let is_dear = mistakes > 1 || text.len().saturating_mul(self.ways.len()) > MOST_BYTES;
        let Received { digest, bytes, .. } = self.received;
        let most = if is_dear { 1 } else { self.ways.len() };
        let mut ways = self.ways.iter().take(most);
        let way = ways.find(|way| way.gives(*digest, text, bytes))?;
        Some(way.causes.clone())
    }

    /// Returns what is wrong with a known text.
    fn explain(&self, given: &str) -> Vec<Cause> {
        if given == self.right {
            return Vec::new();
        }
        let found = self
            .search()
            .first(|text, _| (text == given).then(Vec::new));
        found.map_or_else(|| self.compare(given), |found| found.causes)
    }

    /// Compares the fields one by one, and then how the text is built from them.
    fn compare(&self, given: &str) -> Vec<Cause> {
        let signed = Layout::of(given).fields();
        let value_of = |fields: &[(String, String)], wanted: &str| {
            let found = fields.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.clone())
        };
        let received = self.fields.iter().filter_map(|(name, value)| {
            let name = name.clone();
            match value_of(&signed, &name) {
                None => Some(Cause::FieldNotSigned(name)),
                Some(before) if before == *value => None,
                Some(before) => Some(changed(name, value, &before)),
            }
        });
        let lost = signed
            .iter()
            .filter(|(name, _)| value_of(self.fields, name).is_none());
        let lost = lost.map(|(name, value)| match value.as_str() {
            _ if name == PLATFORM.signature_field => Cause::SignatureSigned,
            "None" => null_as_text(name, "None"),
            "null" => null_as_text(name, "null"),
            _ => Cause::FieldNotReceived(name.clone()),
        });
        let mut causes: Vec<Cause> = received.chain(lost).collect();
        causes.extend(self.made_otherwise(&signed, given));
        causes
    }

    /// Returns the mistake in building this text from these fields.
    fn made_otherwise(&self, signed: &[(String, String)], given: &str) -> Option<Cause> {
        let recipe = Recipe::new(signed, &[]);
        if recipe.clone().text() == given {
            return None;
        }
        let mut mistakes = self.mistakes.of_the_text.iter();
        let found = mistakes.find(|mistake| recipe.clone().with(mistake).text() == given);
        Some(found.cloned().unwrap_or(Cause::OtherText))
    }
}

fn null_as_text(name: &str, text: &'static str) -> Cause {
    let fields = vec![name.to_owned()];
    Cause::NullAsText { fields, text }
}

/// Returns how a value changed.
fn changed(name: String, value: &str, before: &str) -> Cause {
    if other_case(value).as_deref() == Some(before) {
        return Cause::BooleanCase { fields: vec![name] };
    }
    let mut known = Change::KNOWN.into_iter();
    let change = known.find(|change| change.undo(value).as_deref() == Some(before));
    let change = change.unwrap_or(Change::Other);
    Cause::FieldAltered { name, change }
}
