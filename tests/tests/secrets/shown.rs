//! Collects what a program could show of calls, and searches it for secrets.

use std::collections::HashSet;
use std::error::Error as StdError;
use std::fmt::Debug;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use bge_private_sdk::Error;
use bge_private_tests::fault::FaultPlatform;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::MARK;

/// The traces of all crates of the process.
static TRACED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Traced;

impl Write for Traced {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut traced = TRACED.lock().unwrap_or_else(PoisonError::into_inner);
        traced.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub(crate) fn trace_everything() {
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(|| Traced)
        .init();
}

/// What a program could show, and the signatures of the calls.
#[derive(Default)]
pub(crate) struct Shown {
    texts: Vec<String>,
    pub(crate) signatures: Vec<String>,
}

impl Shown {
    pub(crate) fn debug(&mut self, value: &impl Debug) {
        self.texts.push(format!("{value:?}"));
        self.texts.push(format!("{value:#?}"));
    }

    /// Adds the texts of an error and of its sources, in all formats.
    pub(crate) fn error(&mut self, error: &Error) {
        let mut next: Option<&dyn StdError> = Some(error);
        while let Some(error) = next {
            self.texts
                .push(format!("{error} {error:#} {error:?} {error:#?}"));
            next = error.source();
        }
    }

    /// Adds the signatures that a platform received.
    pub(crate) fn signatures_of(&mut self, platform: &FaultPlatform) {
        for body in platform.bodies() {
            let text = String::from_utf8_lossy(&body);
            let in_form = text.rsplit_once("&sign=").map(|(_, sign)| sign.trim());
            let in_part = text.split_once("name=\"sign\"\r\n\r\n");
            let in_part = in_part.and_then(|(_, rest)| rest.split("\r\n").next());
            let in_json = text.rsplit_once("\"sign\":\"");
            let in_json = in_json.and_then(|(_, rest)| rest.split('"').next());
            let sign = in_form
                .or(in_part)
                .or(in_json)
                .expect("every body has a signature");
            assert!(sign.len() >= 28, "{sign}");
            self.signatures.push(sign.to_owned());
            let plain = sign
                .replace("%2B", "+")
                .replace("%2F", "/")
                .replace("%3D", "=");
            self.signatures.push(plain);
        }
    }

    pub(crate) fn assert_clean(&self) {
        assert!(self.texts.len() > 100 && self.signatures.len() > 100);
        let traced = TRACED.lock().unwrap_or_else(PoisonError::into_inner);
        let traced = String::from_utf8_lossy(&traced);
        for heard in [
            " TRACE ",
            " DEBUG ",
            " INFO ",
            "call{",
            "attempt{",
            "hyper_util",
            "reqwest",
        ] {
            assert!(traced.contains(heard), "nothing of {heard} was traced");
        }
        let signatures: HashSet<&str> = self.signatures.iter().map(String::as_str).collect();
        for line in traced.lines().chain(self.texts.iter().map(String::as_str)) {
            assert!(!leaks(line, &signatures), "a secret in {line}");
        }
        // Checks that the search finds secrets where there are some.
        for sign in &self.signatures {
            for line in [
                format!("a=b&sign={sign} c"),
                format!("{{\"sign\": \"{sign}\"}}"),
            ] {
                assert!(leaks(&line, &signatures), "{line}");
            }
        }
        println!(
            "secrets: {} texts, {} bytes of traces, {} signatures",
            self.texts.len(),
            traced.len(),
            self.signatures.len()
        );
    }
}

/// Whether a text contains a secret or a signature.
fn leaks(text: &str, signatures: &HashSet<&str>) -> bool {
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "+/=%".contains(c)));
    let is_signature = |word: &str| signatures.contains(word.strip_prefix("sign=").unwrap_or(word));
    text.contains(MARK) || words.any(is_signature)
}
