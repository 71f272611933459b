//! Checks key, timestamp, nonce and signature like the platform.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use secrecy::ExposeSecret;
use sha2::{Digest as _, Sha256};

use super::calls::ReceivedCall;
use super::refusal::{Quoted, Reason, Refusal};
use super::settings::Settings;
use super::similar::did_you_mean;
use crate::generated::platform::PLATFORM;
use crate::signature::SigningKey;
use crate::signature::doctor::{Doctor, local_offset};
use crate::signature::timestamp;

/// The doctor computes thousands of digests of the fields. Calls with more bytes are not examined.
const MOST_EXAMINED: usize = 64 * 1024;

/// Admits calls with a valid signature.
#[derive(Debug)]
pub(crate) struct Gate {
    settings: Settings,
    key: SigningKey,
    doctor: Doctor,
    nonces: Mutex<Nonces>,
}

impl Gate {
    pub(crate) fn new(settings: Settings) -> Self {
        let Settings {
            app_secret,
            digest,
            max_age,
            ..
        } = &settings;
        let key = SigningKey::with_digest(*digest, app_secret.expose_secret());
        Self {
            key: key.max_age(*max_age),
            doctor: Doctor::new(app_secret.clone()).digest(*digest),
            nonces: Mutex::default(),
            settings,
        }
    }

    /// Checks, in this order, that the fields exist, the key, the timestamp, the nonce and the signature. The
    /// refusal explains a wrong signature.
    pub(crate) async fn admit(&self, call: &ReceivedCall) -> Result<(), Refusal> {
        match self.verify(call) {
            Err(refusal) if refusal.reason() == Reason::Signature => {
                let cause = self.cause(call).await;
                let message = format!("{}{cause}", refusal.message());
                Err(Refusal::new(Reason::Signature, message))
            }
            verified => verified,
        }
    }

    fn verify(&self, call: &ReceivedCall) -> Result<(), Refusal> {
        let fields = call.fields();
        let app_key = signature_field(fields, PLATFORM.key_field)?;
        let nonce = signature_field(fields, PLATFORM.nonce_field)?;
        let timestamp = signature_field(fields, PLATFORM.timestamp_field)?;
        signature_field(fields, PLATFORM.signature_field)?;
        if app_key != self.settings.app_key {
            let message = format!("the app key {} is not known", Quoted(app_key));
            return Err(Refusal::new(Reason::AppKey, message));
        }
        let now = self.settings.now();
        let signed_at = self.check_timestamp(timestamp, now)?;
        if nonce.is_empty() {
            return Err(Refusal::new(Reason::Nonce, "the nonce is empty"));
        }
        let replayed = || {
            let message = format!("the nonce {} was used before", Quoted(nonce));
            Err(Refusal::new(Reason::Replayed, message))
        };
        if self.with_nonces(|nonces| nonces.contains(nonce)) {
            return replayed();
        }
        let plain = fields.iter().map(|(name, value)| (name, value));
        if self.key.verify(plain, now).is_err() {
            let message = "the signature does not match the fields and the app secret";
            return Err(Refusal::new(Reason::Signature, message));
        }
        // Of two simultaneous calls with the same nonce, only one is the first.
        let expires = signed_at.checked_add(self.settings.max_age);
        if self.with_nonces(|nonces| nonces.insert(nonce, expires, now)) {
            return Ok(());
        }
        replayed()
    }

    fn check_timestamp(&self, timestamp: &str, now: SystemTime) -> Result<SystemTime, Refusal> {
        let refused = |reason, problem: &str| {
            let message = format!("the timestamp {} {problem}", Quoted(timestamp));
            Err(Refusal::new(reason, message))
        };
        let Some(signed_at) = timestamp::parse(timestamp) else {
            return refused(Reason::Timestamp, "is not of the form 2026-11-23T07:27:59Z");
        };
        let age = now.duration_since(signed_at).unwrap_or_default();
        if age <= self.settings.max_age {
            return Ok(signed_at);
        }
        let hint = local_offset(age).map_or("", |_| "; is it local time? send UTC");
        let (age, max_age) = (age.as_secs(), self.settings.max_age.as_secs());
        refused(
            Reason::Expired,
            &format!("is {age} s old, more than {max_age} s{hint}"),
        )
    }

    /// Returns what is wrong with a signature, and where the texts to sign first differ, as the end of a
    /// sentence. The search runs on another thread, so that other calls do not wait.
    async fn cause(&self, call: &ReceivedCall) -> String {
        let lengths = call.fields().iter();
        let length: usize = lengths.map(|(name, value)| name.len() + value.len()).sum();
        if length > MOST_EXAMINED {
            return format!(
                "; its cause was not searched for, because the fields have {length} bytes, more than {MOST_EXAMINED}"
            );
        }
        let (doctor, fields) = (self.doctor_for(call), call.fields().to_vec());
        let diagnosis = tokio::task::spawn_blocking(move || doctor.diagnose(fields)).await;
        match diagnosis {
            Ok(Some(diagnosis)) => format!(": {}", diagnosis.summary()),
            _ => String::new(),
        }
    }

    /// Creates a doctor that knows which fields the call could have, and which of them may be shown.
    fn doctor_for(&self, call: &ReceivedCall) -> Doctor {
        let params = call.endpoint.map_or(&[][..], |endpoint| endpoint.params);
        let names = call.fields().iter().map(|(name, _)| name);
        let mut doctor = self.doctor.clone();
        doctor = doctor.possible_fields(params.iter().map(|param| param.name));
        doctor = doctor.show(names.filter(|name| call.is_public(name)));
        for file in call.files() {
            doctor = doctor.file(&file.name, &file.file_name);
        }
        doctor
    }

    fn with_nonces<T>(&self, f: impl FnOnce(&mut Nonces) -> T) -> T {
        f(&mut self.nonces.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns a required field of the signature.
fn signature_field<'a>(fields: &'a [(String, String)], name: &str) -> Result<&'a str, Refusal> {
    let found = fields.iter().find(|(field, _)| field == name);
    found.map(|(_, value)| value.as_str()).ok_or_else(|| {
        let meant = did_you_mean(name, fields.iter().map(|(field, _)| field.as_str()));
        let message = format!("the field {} of the signature is missing", Quoted(name));
        let hint = meant.replacen("did you mean", "is it", 1);
        Refusal::new(Reason::MissingField, message + &hint)
    })
}

/// The nonces seen, each kept while a call with its timestamp would be accepted.
#[derive(Debug, Default)]
struct Nonces {
    /// Keyed by digest, so that a long nonce needs no more memory. The value is the time when it may be
    /// removed.
    seen: HashMap<[u8; 32], Option<SystemTime>>,
    /// At this number, expired nonces are removed.
    sweep_at: usize,
}

impl Nonces {
    const FEW: usize = 1024;

    fn contains(&self, nonce: &str) -> bool {
        self.seen.contains_key(&fingerprint(nonce))
    }

    /// Adds a nonce. Returns whether it is new.
    fn insert(&mut self, nonce: &str, expires: Option<SystemTime>, now: SystemTime) -> bool {
        if self.seen.len() >= self.sweep_at.max(Self::FEW) {
            self.seen
                .retain(|_, expires| expires.is_none_or(|expires| expires >= now));
            self.sweep_at = self.seen.len() * 2;
        }
        self.seen.insert(fingerprint(nonce), expires).is_none()
    }
}

fn fingerprint(nonce: &str) -> [u8; 32] {
    Sha256::digest(nonce.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn forgets_nonces_that_are_too_old() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let mut nonces = Nonces::default();
        for second in 0..100_000 {
            assert!(nonces.insert(&second.to_string(), Some(at(second + 300)), at(second)));
        }
        assert!(nonces.seen.len() <= 2 * Nonces::FEW);
        assert!(nonces.contains("99999") && nonces.contains("99700"));
        assert!(!nonces.insert("99999", None, at(100_000)));
    }
}
