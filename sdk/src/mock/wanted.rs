//! An expected request, and how a call differs from it.

use std::collections::BTreeSet;
use std::fmt;
use std::io;

use super::calls::{ReceivedCall, ReceivedFile, is_public, is_signature_field};
use super::refusal::Quoted;
use crate::runtime::file_digest::FileDigest;
use crate::runtime::generated::{Endpoint, Fields, File, Request};
use crate::runtime::json_equality::same_text_or_json;
use crate::runtime::quoted::{before_difference, shown_values};

/// A request in its wire form, without the fields of the signature.
#[derive(Debug)]
pub(crate) struct Wanted {
    endpoint: &'static Endpoint,
    fields: Vec<(String, String)>,
    files: Vec<ReceivedFile>,
    /// Why it is not possible.
    pub(crate) problem: Option<String>,
}

impl Wanted {
    pub(crate) fn new<R: Request>(request: &R) -> Self {
        let mut wanted = Self {
            endpoint: R::ENDPOINT,
            fields: Vec::new(),
            files: Vec::new(),
            problem: None,
        };
        let mut fields = Fields::new(R::ENDPOINT);
        request.encode(&mut fields);
        let fields = match fields.finish() {
            Ok(fields) => fields,
            Err(error) => {
                wanted.problem = Some(error.to_string());
                return wanted;
            }
        };
        wanted.fields = fields
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for (name, file) in fields.files() {
            match wanted_file(name, file) {
                Ok(file) => wanted.files.push(file),
                Err(error) => {
                    wanted.problem = Some(format!("the file `{name}` cannot be read: {error}"));
                }
            }
        }
        wanted
    }

    pub(crate) fn fits(&self, call: &ReceivedCall) -> bool {
        self.problem.is_none() && self.differences(call).is_empty()
    }

    /// Returns how a call differs, one line for each name.
    pub(crate) fn differences(&self, call: &ReceivedCall) -> Vec<String> {
        let fields = self.fields.iter().chain(&call.fields);
        let names: BTreeSet<&str> = fields
            .map(|(name, _)| name.as_str())
            .filter(|name| !is_signature_field(name))
            .collect();
        let fields = names.into_iter().filter_map(|name| {
            let is_public = is_public(Some(self.endpoint), name);
            difference(
                name,
                &values(&self.fields, name),
                &values(&call.fields, name),
                is_public,
            )
        });
        let files = self.files.iter().chain(&call.files);
        let names: BTreeSet<&str> = files.map(|file| file.name.as_str()).collect();
        let files = names.into_iter().filter_map(|name| {
            let wanted = self.files.iter().filter(|file| file.name == name);
            let came = call.files.iter().filter(|file| file.name == name);
            let wanted: Vec<String> = wanted.map(told_file).collect();
            difference(
                name,
                &texts(&wanted),
                &texts(&came.map(told_file).collect::<Vec<_>>()),
                true,
            )
        });
        fields.chain(files).collect()
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown {
            endpoint: Some(self.endpoint),
            fields: &self.fields,
            files: &self.files,
        }
        .fmt(f)
    }
}

/// The arguments of a call on one line, without secrets and without the signature.
pub(crate) struct Shown<'a> {
    pub(crate) endpoint: Option<&'static Endpoint>,
    pub(crate) fields: &'a [(String, String)],
    pub(crate) files: &'a [ReceivedFile],
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self
            .fields
            .iter()
            .filter(|(name, _)| !is_signature_field(name));
        let fields = fields.map(|(name, value)| {
            let is_public = is_public(self.endpoint, name);
            format!("{name}: {}", shown_values(&[value], 0, is_public))
        });
        let files = self.files.iter().map(|file| {
            let (name, length) = (Quoted(&file.file_name), file.length);
            format!("{}: {name} of {length} bytes", file.name)
        });
        let shown: Vec<String> = fields.chain(files).collect();
        write!(f, "({})", shown.join(", "))
    }
}

fn values<'a>(fields: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let values = fields.iter().filter(|(field, _)| field == name);
    values.map(|(_, value)| value.as_str()).collect()
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Returns how the values of one name differ.
fn difference(name: &str, wanted: &[&str], came: &[&str], is_public: bool) -> Option<String> {
    let is_same = |(wanted, came): (&&str, &&str)| same_text_or_json(wanted, came);
    if wanted.len() == came.len() && wanted.iter().zip(came).all(is_same) {
        return None;
    }
    let skip = before_difference(wanted, came);
    let [wanted, came] = [wanted, came]
        .map(|values| (!values.is_empty()).then(|| shown_values(values, skip, is_public)));
    Some(match (wanted, came) {
        (Some(wanted), Some(came)) if is_public => format!("{name} is {came}, expected {wanted}"),
        (Some(_), Some(_)) => format!("{name} differs, [redacted]"),
        (Some(wanted), None) => format!("{name} is missing, expected {wanted}"),
        (None, came) => format!("{name} is {}, expected none", came.unwrap_or_default()),
    })
}

/// Describes everything of a file that can differ.
fn told_file(file: &ReceivedFile) -> String {
    let media_type = file.media_type.as_deref().unwrap_or("no media type");
    format!(
        "{}, {media_type}, {} bytes, SHA-256 {}",
        file.file_name, file.length, file.sha256
    )
}

/// Describes a file as it would be received.
fn wanted_file(name: &str, file: &File) -> io::Result<ReceivedFile> {
    let FileDigest { length, sha256 } = file.digest()?;
    Ok(ReceivedFile {
        name: name.to_owned(),
        file_name: file.name().to_owned(),
        media_type: Some(file.media_type().to_owned()),
        length,
        sha256,
        content: None,
    })
}
