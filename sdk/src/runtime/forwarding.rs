//! Calls that the platform forwards to another service. Their answers may come from that service, so a failure
//! does not prove that nothing was done.

use percent_encoding::percent_decode;

use super::retry::Cause;
use crate::generated::platform::PLATFORM;

/// Returns what an answer proves if another service may have sent it.
pub(crate) fn of_unknown_origin(cause: Cause) -> Cause {
    match cause {
        Cause::Busy { after } => Cause::Unknown { after },
        Cause::Rejected | Cause::Clock => Cause::Forwarded,
        Cause::NotSent { .. }
        | Cause::Impossible
        | Cause::Forwarded
        | Cause::BrokenFile
        | Cause::Unknown { .. } => cause,
    }
}

/// Returns whether a request to this URL path may reach a forwarding call, however the path is written. A base
/// URL may add a path in front.
pub(crate) fn is_forwarding_path(path: &str) -> bool {
    let path = segments(path);
    PLATFORM.forwarding_paths.iter().any(|known| {
        let known = segments(known);
        let is_same = |(part, known): (&String, &String)| known.starts_with('{') || part == known;
        let mut parts = path.windows(known.len().max(1));
        !known.is_empty() && parts.any(|part| part.iter().zip(&known).all(is_same))
    })
}

/// Returns the segments of a path as the most lenient server may read them.
fn segments(path: &str) -> Vec<String> {
    let path = decoded(path).to_ascii_lowercase();
    let path = path.split(['?', '#', '\0']).next().unwrap_or_default();
    let mut segments = Vec::new();
    for segment in path.split(['/', '\\']) {
        let segment = segment.split(';').next().unwrap_or_default().trim();
        match segment {
            ".." => drop(segments.pop()),
            _ => match segment.trim_end_matches(['.', ' ']) {
                "" => {}
                name => segments.push(name.to_owned()),
            },
        }
    }
    segments
}

/// Percent-decodes until nothing is left to decode, because each proxy on the way may decode once.
fn decoded(path: &str) -> String {
    let mut path = path.as_bytes().to_vec();
    loop {
        let once: Vec<u8> = percent_decode(&path).collect();
        if once.len() == path.len() {
            return String::from_utf8_lossy(&once).into_owned();
        }
        path = once;
    }
}
