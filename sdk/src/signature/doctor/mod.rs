//! Finds out why a signature is not valid: the doctor tries usual mistakes and reports those that match.
//!
//! It knows the received fields of a call and the app secret. It computes the text to sign and the signature
//! with one mistake, then with two, until a signature equals the received one. A match is certain, because
//! signatures do not match by chance.
//!
//! ```
//! use bge_private_sdk::signature::doctor::Doctor;
//!
//! let fields = [
//!     ("app_key", "key"),
//!     ("signature_nonce", "5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6"),
//!     ("timestamp", "2026-11-23T07:27:59Z"),
//!     ("sign", "44672e4da941b6c17916ff2560d63067fc622a44"),
//! ];
//! let diagnosis = Doctor::new("secret").diagnose(fields).expect("it does not verify");
//! assert_eq!(diagnosis.causes()[0].code(), "signature-in-hex");
//! println!("{diagnosis}");
//! ```

/// A table of mistakes. Each has a code, what it does or how it is undone, and a sentence.
macro_rules! table {
    ($($code:literal => $action:expr, $sentence:literal;)*) => {
        &[$(($code, $sentence, $action)),*]
    };
}

mod changes;
mod diagnosis;
mod difference;
mod keys;
mod mistakes;
mod received;
mod recipe;
mod search;

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

pub use diagnosis::{Cause, Diagnosis};
pub use difference::Difference;

use crate::generated::platform::PLATFORM;
use crate::runtime::Secret;
use crate::runtime::quoted::Quoted;
use crate::signature::form::string_to_sign;
use crate::signature::key::{SigningKey, VerifyError};
use crate::signature::mac::Digest;
use mistakes::{Mistakes, zone};
use recipe::OWN_FIELDS;
use search::{OTHER_TEXT, Search, value_of};
use secrecy::ExposeSecret;

/// Explains why a signature is not valid.
///
/// Its work is bounded: it builds at most 8 MiB of text to sign, plus one text. For a usual call of a few
/// hundred bytes, this covers every mistake alone and in pairs. It computes one digest of each text, and about
/// a dozen, with all mistakes of the key, if the text has at most one mistake. The result is deterministic.
///
/// `Debug` shows neither the secret nor a value.
#[derive(Clone, Debug)]
#[must_use = "a doctor does nothing until `diagnose` is called"]
pub struct Doctor {
    app_secret: Secret,
    digest: Digest,
    signed_text: Option<Secret>,
    possible: Vec<String>,
    files: Vec<(String, String)>,
    public: BTreeSet<String>,
    shows_all: bool,
    now: Option<SystemTime>,
}

impl Doctor {
    /// Creates a doctor for signatures with this app secret and the platform's digest.
    pub fn new(app_secret: impl Into<Secret>) -> Self {
        Self {
            app_secret: app_secret.into(),
            digest: PLATFORM.digest,
            signed_text: None,
            possible: Vec::new(),
            files: Vec::new(),
            public: OWN_FIELDS.map(str::to_owned).into(),
            shows_all: false,
            now: None,
        }
    }

    /// Sets the digest that is verified. Defaults to the platform's.
    pub fn digest(mut self, digest: Digest) -> Self {
        self.digest = digest;
        self
    }

    /// Sets the whole text that the other side says it signed. It is compared with the right one.
    pub fn signed_text(mut self, text: impl Into<Secret>) -> Self {
        self.signed_text = Some(text.into());
        self
    }

    /// Adds names of fields that the call could have. Those that were not received may have been signed as
    /// `None` or `null`.
    pub fn possible_fields<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.possible.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds a file of the call: the name of its part and its file name. It may have been signed like a text.
    pub fn file(mut self, name: impl Into<String>, file_name: impl Into<String>) -> Self {
        self.files.push((name.into(), file_name.into()));
        self
    }

    /// Adds names of fields whose values may be shown if the texts differ. Key, nonce and timestamp are always
    /// shown.
    pub fn show<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.public.extend(names.into_iter().map(Into::into));
        self
    }

    /// Shows the values of all fields if the texts differ, even if they are secret.
    pub fn show_all(mut self) -> Self {
        self.shows_all = true;
        self
    }

    /// Also checks the age of the timestamp at this time. The maximum age is 300 seconds.
    pub fn now(mut self, now: SystemTime) -> Self {
        self.now = Some(now);
        self
    }

    /// Returns what is wrong with a call with these fields, including `sign`, or `None` if its signature is
    /// valid.
    #[must_use]
    pub fn diagnose<N: Into<String>, V: Into<String>>(
        &self,
        fields: impl IntoIterator<Item = (N, V)>,
    ) -> Option<Diagnosis> {
        let fields = fields.into_iter();
        let mut fields: Vec<(String, String)> = fields
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        let Some(sign) = value_of(&fields, PLATFORM.signature_field).map(str::to_owned) else {
            return Some(missing(PLATFORM.signature_field).into());
        };
        let key = SigningKey::with_digest(self.digest, self.app_secret.expose_secret());
        if key.sign(pairs(&fields)) == sign {
            let error = key.verify(pairs(&fields), self.now?).err()?;
            return Some(of_the_time(error).into());
        }
        fields.retain(|(name, _)| name != PLATFORM.signature_field);
        let mut own = OWN_FIELDS.into_iter();
        Some(match own.find(|own| value_of(&fields, own).is_none()) {
            Some(own) => missing(own).into(),
            None => self.examine(&sign, &fields),
        })
    }

    fn examine(&self, sign: &str, fields: &[(String, String)]) -> Diagnosis {
        let received = match received::read(sign) {
            Ok(received) => received,
            Err(cause) => return cause.into(),
        };
        let possible = self.possible.iter().map(String::as_str);
        let absent = possible.filter(|name| value_of(fields, name).is_none());
        let search = Search {
            fields,
            received: &received,
            right: &string_to_sign(pairs(fields)),
            mistakes: &Mistakes::new(fields, &absent.collect::<Vec<_>>(), &self.files),
            ways: &keys::ways(
                self.app_secret.expose_secret(),
                value_of(fields, PLATFORM.key_field).unwrap_or_default(),
            ),
        };
        let mut found = search.run(self.signed_text.as_ref().map(ExposeSecret::expose_secret));
        let difference = found.signed_text.as_deref().and_then(|signed| {
            let may_show = self.may_show(&found.causes, fields);
            Difference::between(search.right, signed, &may_show)
        });
        let mut causes = received.causes.clone();
        if received.digest != self.digest {
            let (signed, expected) = (received.digest.name(), self.digest.name());
            let sentence =
                format!("the signature is made with {signed}; this platform verifies {expected}");
            causes.push(Cause::new("other-digest", sentence));
        }
        causes.append(&mut found.causes);
        Diagnosis {
            causes,
            difference,
            is_complete: found.is_complete,
        }
    }

    /// Returns whether the value of a field may be shown. In a text that was not encoded, a secret value could
    /// look like another field, so no value may be shown.
    fn may_show(&self, causes: &[Cause], fields: &[(String, String)]) -> impl Fn(&str) -> bool {
        const PLAIN: [&str; 3] = ["not-encoded", "fields-not-encoded", OTHER_TEXT];
        let is_plain = |cause: &Cause| PLAIN.contains(&cause.code());
        let misleads = |(name, value): &(String, String)| {
            let odd = |text: &String| text.contains(['&', '=', '%']);
            odd(name) || (odd(value) && !self.public.contains(name))
        };
        let hides_all = causes.iter().any(is_plain) && fields.iter().any(misleads);
        move |name| self.shows_all || (!hides_all && self.public.contains(name))
    }
}

fn pairs(fields: &[(String, String)]) -> impl Iterator<Item = (&String, &String)> {
    fields.iter().map(|(name, value)| (name, value))
}

fn missing(field: &str) -> Cause {
    let sentence = format!("the field {} is missing; every call has it", Quoted(field));
    Cause::new("missing-field", sentence)
}

/// Returns what is wrong with the timestamp of a call whose signature is right.
fn of_the_time(error: VerifyError) -> Cause {
    let (code, advice) = match error {
        VerifyError::Missing(name) => return missing(name),
        VerifyError::IllFormedTimestamp | VerifyError::Mismatch => (
            "ill-formed-timestamp",
            "send whole seconds in UTC".to_owned(),
        ),
        VerifyError::Expired { age, .. } => {
            let advice = match local_offset(age) {
                Some(offset) => format!("it looks like local time at {}: send UTC", zone(offset)),
                None => "sign each attempt anew and set the clock".to_owned(),
            };
            ("expired", advice)
        }
    };
    Cause::new(code, format!("{error}; {advice}"))
}

/// Returns the offset from UTC, in minutes, that explains this age as local time sent as UTC: a multiple of
/// half an hour, within a minute.
pub(crate) fn local_offset(age: Duration) -> Option<i32> {
    const HALF_HOUR: u64 = 30 * 60;
    let half_hours = (age.as_secs() + HALF_HOUR / 2) / HALF_HOUR;
    let is_near = age.as_secs().abs_diff(half_hours * HALF_HOUR) <= 60;
    let minutes = i32::try_from(half_hours * 30).ok()?;
    (is_near && (60..=12 * 60).contains(&minutes)).then_some(-minutes)
}
