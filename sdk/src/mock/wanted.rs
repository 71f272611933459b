//! An expected request, and how a call differs from it.

use std::collections::BTreeSet;

use super::calls::{ReceivedCall, ReceivedFile, is_signature_field};
use super::refusal::Quoted;
use crate::runtime::file_digest::FileDigest;
use crate::runtime::generated::{Fields, Request};
use crate::runtime::json_equality::same_text_or_json;
use crate::runtime::quoted::{before_difference, shown_values};

/// A request as it would be received, without the fields of the signature.
pub(crate) struct Wanted {
    call: ReceivedCall,
    /// Why it is not possible.
    pub(crate) problem: Option<String>,
}

impl Wanted {
    pub(crate) fn new<R: Request>(request: &R) -> Self {
        let mut call = ReceivedCall::new(R::ENDPOINT.path);
        call.endpoint = Some(R::ENDPOINT);
        let problem = fill(&mut call, request).err();
        Self { call, problem }
    }

    pub(crate) fn arguments(&self) -> String {
        arguments(&self.call)
    }

    /// Returns how a call differs, one line for each name.
    pub(crate) fn differences(&self, call: &ReceivedCall) -> Vec<String> {
        let fields = self.call.texts().chain(call.texts());
        let names: BTreeSet<&str> = fields.map(|(name, _)| name).collect();
        let names = names.into_iter().filter(|name| !is_signature_field(name));
        let fields = names.filter_map(|name| {
            let is_public = self.call.is_public(name);
            difference(name, &self.call.values(name), &call.values(name), is_public)
        });
        let files = self.call.files.iter().chain(&call.files);
        let names: BTreeSet<&str> = files.map(|file| file.name.as_str()).collect();
        let files = names.into_iter().filter_map(|name| {
            let [wanted, came] = [&self.call, call].map(|call| told_files(call, name));
            difference(name, &wanted, &came, true)
        });
        fields.chain(files).collect()
    }
}

/// Writes a request into a call. Returns why it is not possible.
fn fill<R: Request>(call: &mut ReceivedCall, request: &R) -> Result<(), String> {
    let mut fields = Fields::new(R::ENDPOINT);
    request.encode(&mut fields);
    let fields = fields.finish().map_err(|error| error.to_string())?;
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    call.fields = fields.params().map(owned).collect();
    for (name, file) in &fields.files {
        let digest = file.digest();
        let FileDigest { length, sha256 } =
            digest.map_err(|error| format!("the file `{name}` cannot be read: {error}"))?;
        call.files.push(ReceivedFile {
            name: name.clone().into_owned(),
            file_name: file.name().to_owned(),
            media_type: Some(file.media_type().to_owned()),
            length,
            sha256,
            content: None,
        });
    }
    Ok(())
}

/// Returns the arguments of a call on one line, without secrets and without the signature.
pub(crate) fn arguments(call: &ReceivedCall) -> String {
    let fields = call.texts();
    let fields = fields.filter(|(name, _)| !is_signature_field(name));
    let fields = fields.map(|(name, value)| {
        let value = shown_values(&[value], 0, call.is_public(name));
        format!("{name}: {value}")
    });
    let files = call.files.iter().map(|file| {
        let (name, length) = (Quoted(&file.file_name), file.length);
        format!("{}: {name} of {length} bytes", file.name)
    });
    let all: Vec<String> = fields.chain(files).collect();
    format!("({})", all.join(", "))
}

/// Returns how the values of one name differ.
fn difference<S: AsRef<str>>(
    name: &str,
    wanted: &[S],
    came: &[S],
    is_public: bool,
) -> Option<String> {
    let mut pairs = wanted.iter().zip(came);
    let is_same = |(wanted, came): (&S, &S)| same_text_or_json(wanted.as_ref(), came.as_ref());
    if wanted.len() == came.len() && pairs.all(is_same) {
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

/// Describes everything that can differ of the files with this name.
fn told_files(call: &ReceivedCall, name: &str) -> Vec<String> {
    let files = call.files.iter().filter(|file| file.name == name);
    let told = files.map(|file| {
        let media_type = file.media_type.as_deref().unwrap_or("no media type");
        let (name, length, sha256) = (&file.file_name, file.length, &file.sha256);
        format!("{name}, {media_type}, {length} bytes, SHA-256 {sha256}")
    });
    told.collect()
}
