//! Checks key, timestamp, nonce and signature like the platform.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use secrecy::ExposeSecret;
use sha2::{Digest as _, Sha256};

use super::calls::ReceivedCall;
use super::refusal::{Quoted, Reason, Refusal};
use super::settings::{Settings, locked};
use crate::generated::platform::PLATFORM;
use crate::runtime::similar::did_you_mean;
use crate::signature::SigningKey;
use crate::signature::doctor::{Doctor, local_offset};
use crate::signature::timestamp;

/// The doctor computes thousands of digests of the fields. Calls with more bytes are not examined.
const MOST_EXAMINED: usize = 64 * 1024;

/// Admits calls with a valid signature.
#[derive(Debug)]
pub(crate) struct Gate {
    key: SigningKey,
    doctor: Doctor,
    nonces: Mutex<Nonces>,
}

impl Gate {
    pub(crate) fn new(settings: &Settings) -> Self {
        let secret = &settings.app_secret;
        let key = SigningKey::with_digest(settings.digest, secret.expose_secret());
        Self {
            key: key.max_age(settings.max_age),
            doctor: Doctor::new(secret.clone()).digest(settings.digest),
            nonces: Mutex::default(),
        }
    }

    /// Checks, in this order, that the fields exist, the key, the timestamp, the nonce and the signature. The
    /// refusal explains a wrong signature.
    pub(crate) async fn admit(
        &self,
        settings: &Settings,
        call: &ReceivedCall,
    ) -> Result<(), Refusal> {
        match self.verify(settings, call) {
            Err(refusal) if refusal.reason() == Reason::Signature => {
                let cause = self.cause(call).await;
                let message = format!("{}{cause}", refusal.message());
                Err(Refusal::new(Reason::Signature, message))
            }
            verified => verified,
        }
    }

    fn verify(&self, settings: &Settings, call: &ReceivedCall) -> Result<(), Refusal> {
        let fields = call.signed();
        let app_key = signature_field(fields, PLATFORM.key_field)?;
        let nonce = signature_field(fields, PLATFORM.nonce_field)?;
        let timestamp = signature_field(fields, PLATFORM.timestamp_field)?;
        signature_field(fields, PLATFORM.signature_field)?;
        if app_key != settings.app_key {
            let message = format!("the app key {} is not known", Quoted(app_key));
            return Err(Refusal::new(Reason::AppKey, message));
        }
        let now = settings.now();
        let signed_at = check_timestamp(timestamp, now, settings.max_age)?;
        if nonce.is_empty() {
            return Err(Refusal::new(Reason::Nonce, "the nonce is empty"));
        }
        // Of two simultaneous calls with the same nonce, only one is the first.
        let mut nonces = locked(&self.nonces);
        if nonces.contains(nonce) {
            let message = format!("the nonce {} was used before", Quoted(nonce));
            return Err(Refusal::new(Reason::Replayed, message));
        }
        let plain = fields.iter().map(|(name, value)| (name, value));
        if self.key.verify(plain, now).is_err() {
            let message = "the signature does not match the fields and the app secret";
            return Err(Refusal::new(Reason::Signature, message));
        }
        nonces.insert(nonce, signed_at.checked_add(settings.max_age), now);
        Ok(())
    }

    /// Returns what is wrong with a signature, and where the texts to sign first differ, as the end of a
    /// sentence. The search runs on another thread, so that other calls do not wait.
    async fn cause(&self, call: &ReceivedCall) -> String {
        let lengths = call.signed().iter();
        let length: usize = lengths.map(|(name, value)| name.len() + value.len()).sum();
        if length > MOST_EXAMINED {
            return format!(
                "; its cause was not searched for, because the fields have {length} bytes, more than {MOST_EXAMINED}"
            );
        }
        let (doctor, fields) = (self.doctor_for(call), call.signed().to_vec());
        let diagnosis = tokio::task::spawn_blocking(move || doctor.diagnose(fields)).await;
        match diagnosis {
            Ok(Some(diagnosis)) => format!(": {}", diagnosis.summary()),
            _ => String::new(),
        }
    }

    /// Creates a doctor that knows which fields the call could have, and which of them may be shown.
    fn doctor_for(&self, call: &ReceivedCall) -> Doctor {
        let params = call.endpoint.map_or(&[][..], |endpoint| endpoint.params);
        let names = call.signed().iter().map(|(name, _)| name);
        let mut doctor = self.doctor.clone();
        doctor = doctor.possible_fields(params.iter().map(|param| param.name));
        doctor = doctor.show(names.filter(|name| call.is_public(name)));
        for file in call.files() {
            doctor = doctor.file(&file.name, &file.file_name);
        }
        doctor
    }
}

fn check_timestamp(
    timestamp: &str,
    now: SystemTime,
    max_age: Duration,
) -> Result<SystemTime, Refusal> {
    let refused = |reason, problem: &str| {
        let message = format!("the timestamp {} {problem}", Quoted(timestamp));
        Err(Refusal::new(reason, message))
    };
    let Some(signed_at) = timestamp::parse(timestamp) else {
        return refused(Reason::Timestamp, "is not of the form 2026-11-23T07:27:59Z");
    };
    let age = now.duration_since(signed_at).unwrap_or_default();
    if age <= max_age {
        return Ok(signed_at);
    }
    let hint = local_offset(age).map_or("", |_| "; is it local time? send UTC");
    let (age, max_age) = (age.as_secs(), max_age.as_secs());
    let problem = format!("is {age} s old, more than {max_age} s{hint}");
    refused(Reason::Expired, &problem)
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

/// The nonces seen, by digest, so that a long nonce needs no more memory. Each is kept until a call with its
/// timestamp would be too old; `None` stands for no end.
#[derive(Debug, Default)]
pub(super) struct Nonces(pub(super) HashMap<[u8; 32], Option<SystemTime>>);

impl Nonces {
    /// Each time so many are added, those that are too old are removed.
    pub(super) const MANY: usize = 1024;

    pub(super) fn contains(&self, nonce: &str) -> bool {
        self.0.contains_key(&fingerprint(nonce))
    }

    pub(super) fn insert(&mut self, nonce: &str, expires: Option<SystemTime>, now: SystemTime) {
        if self.0.len() % Self::MANY == Self::MANY - 1 {
            self.0
                .retain(|_, expires| expires.is_none_or(|expires| expires >= now));
        }
        self.0.insert(fingerprint(nonce), expires);
    }
}

fn fingerprint(nonce: &str) -> [u8; 32] {
    Sha256::digest(nonce.as_bytes()).into()
}
