//! Finds the call that a request is for, and reads the parameters in its path.

use std::collections::BTreeSet;

use hyper::Method;
use hyper::http::request::Parts;
use percent_encoding::percent_decode_str;

use super::calls::{ReceivedCall, is_signature_field};
use super::examples;
use super::refusal::{Quoted, Reason, Refusal};
use crate::runtime::endpoint::Endpoint;
use crate::runtime::path;
use crate::runtime::similar::did_you_mean;

/// Returns the call that a request is for.
pub(crate) fn find(head: &Parts) -> Result<&'static Endpoint, Refusal> {
    if head.method != Method::POST {
        let message = format!(
            "the method is {}; every call is a POST",
            Quoted(head.method.as_str())
        );
        return Err(Refusal::new(Reason::Method, message));
    }
    let path = head.uri.path();
    let endpoint = examples::examples()
        .map(|example| example.endpoint)
        .filter(|endpoint| path::matched(endpoint.path, path).is_some())
        // Of two paths, the one with fewer parameters is meant.
        .min_by_key(|endpoint| endpoint.path.matches('{').count())
        .ok_or_else(|| {
            let hint = did_you_mean(path, examples::examples().map(examples::Example::path));
            Refusal::new(
                Reason::Path,
                format!("no call has the path {}{hint}", Quoted(path)),
            )
        })?;
    if head.uri.query().is_some() {
        return Err(Refusal::new(
            Reason::Path,
            "the URL has a query; every field belongs in the body",
        ));
    }
    Ok(endpoint)
}

/// Returns the call with the same path that the parameters of a received call belong to.
pub(crate) fn by_parameters(endpoint: &'static Endpoint, call: &ReceivedCall) -> &'static Endpoint {
    let texts = call.texts().map(|(name, _)| name);
    let texts = texts.filter(|name| !is_signature_field(name));
    let files = call.files().iter().map(|file| file.name.as_str());
    let sent: BTreeSet<&str> = texts.chain(files).collect();
    let sent: Vec<&str> = sent.into_iter().collect();
    let others = examples::examples().map(|example| example.endpoint);
    let others = others.filter(|other| other.path == endpoint.path);
    let meant = others.min_by_key(|other| other.misfit(&sent));
    meant.unwrap_or(endpoint)
}

/// Returns the decoded parameters in the path of a call.
pub(crate) fn parameters(
    endpoint: &Endpoint,
    path: &str,
) -> Result<Vec<(String, String)>, Refusal> {
    let segments = path::matched(endpoint.path, path).unwrap_or_default();
    let decoded = segments.into_iter().map(|(name, segment)| {
        let value = percent_decode_str(segment).decode_utf8();
        let value = value.map_err(|_| {
            let message = format!("the parameter `{name}` in the path is not UTF-8");
            Refusal::new(Reason::Path, message)
        });
        Ok((name.to_owned(), value?.into_owned()))
    });
    decoded.collect()
}
