//! Guesses the paths of calls from the links to the platform's documentation.

use std::collections::HashSet;

/// The services of the platform that the first step of a link names, and the start of the paths of their calls.
const SERVICES: &[(&str, &str)] = &[("survey", "/api"), ("service", ""), ("gateway", "")];

/// The start of all other paths.
const START: &str = "/openbge";

/// Returns a path that is not taken, for the call `name`.
pub(super) fn path(
    name: &str,
    link: Option<&str>,
    group: &str,
    taken: &mut HashSet<String>,
) -> String {
    let linked = link.and_then(|link| linked(name, link));
    let named = format!("/{group}/{name}");
    let numbered = (2..).map(|number| format!("/{group}/{name}_{number}"));
    let mut paths = linked.into_iter().chain([named]).chain(numbered);
    let is_free = |path: &String| taken.insert(path.clone());
    paths.find(is_free).unwrap_or_default()
}

/// Returns the path that a link such as `#/data-element/stream/range` suggests.
fn linked(name: &str, link: &str) -> Option<String> {
    let anchor = link
        .strip_prefix("#/")?
        .split('?')
        .next()?
        .replace('-', "_");
    let all: Vec<&str> = anchor.split('/').collect();
    let first = *all.first()?;
    // A folder within a folder is a subject of its own, unless the first one is a service.
    let service = SERVICES.iter().find(|(step, _)| *step == first);
    let skipped = usize::from(all.len() > 2 && service.is_none());
    let steps = all.iter().skip(skipped).copied();
    let mut steps: Vec<_> = steps
        .filter(|it| !["readme", "others"].contains(it))
        .collect();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if steps
        .iter()
        .any(|step| step.is_empty() || !step.chars().all(is_part))
    {
        return None;
    }
    let last = match steps.pop()? {
        "detail" => "retrieve",
        last => last,
    };
    // The name of the call may be longer: `oauth2_revoke_grant` of `oauth2/revoke`.
    let longer = steps
        .last()
        .and_then(|step| name.strip_prefix(step)?.strip_prefix('_'));
    let longer = longer.filter(|rest| rest.starts_with(&format!("{last}_")));
    // A call that does something to the subject itself: `retrieve_batch` of `batch`.
    let verb = name
        .strip_suffix(last)
        .and_then(|verb| verb.strip_suffix('_'));
    let verb = verb.filter(|verb| steps.is_empty() && *verb != "get");
    steps.push(longer.unwrap_or(last));
    steps.extend(verb);
    let start = service.map_or(START, |(_, start)| start);
    Some(format!("{start}/{}", steps.join("/")))
}
