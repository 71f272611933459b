//! The result of the doctor: the causes, and where the texts first differ.

use std::borrow::Cow;
use std::fmt;

use super::difference::Difference;

/// One reason why a signature is not valid. `Display` writes a sentence that also says what to do.
///
/// It contains names of fields, but no values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    code: &'static str,
    sentence: Cow<'static, str>,
}

impl Cause {
    pub(super) fn new(code: &'static str, sentence: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            sentence: sentence.into(),
        }
    }

    /// Returns the code of the mistake, such as `plus-for-space`. `docs/signature.md` lists all codes.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// Why a signature is not valid.
///
/// It contains no secret: only names of fields, and values that may be shown. `Display` writes a line for each
/// cause, then the first difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    pub(super) causes: Vec<Cause>,
    pub(super) difference: Option<Difference>,
    pub(super) is_complete: bool,
}

impl Diagnosis {
    /// Returns what is wrong; at least one cause. If there are several, each of them must be fixed.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// Returns the first difference between the signed text and the right one, if the signed text is known and
    /// differs.
    #[must_use]
    pub fn difference(&self) -> Option<&Difference> {
        self.difference.as_ref()
    }

    /// Returns whether every mistake was tried. `false` for a large call, where each takes long.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns the diagnosis on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut line = self.sentences("; also, ");
        if let Some(found) = &self.difference {
            line += &format!(
                " (the texts to sign first differ at character {}: expected `{}`, signed `{}`)",
                found.position, found.expected, found.signed
            );
        }
        line
    }

    fn sentences(&self, separator: &str) -> String {
        let causes: Vec<&str> = self.causes.iter().map(|cause| &*cause.sentence).collect();
        causes.join(separator)
    }
}

impl From<Cause> for Diagnosis {
    fn from(cause: Cause) -> Self {
        Self {
            causes: vec![cause],
            difference: None,
            is_complete: true,
        }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences("\n"))?;
        if let Some(difference) = &self.difference {
            write!(f, "\n{difference}")?;
        }
        if !self.is_complete {
            f.write_str("\nthe call is so large that not every mistake was tried")?;
        }
        Ok(())
    }
}
