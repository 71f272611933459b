//! Guesses the paths of calls from the links to the platform's documentation.

use std::collections::HashSet;

use super::page::Section;

/// The services of the platform that the first step of a link names, and the start of the paths of their calls.
const SERVICES: &[(&str, &str)] = &[("survey", "/api"), ("service", ""), ("gateway", "")];

/// The start of all other paths.
const START: &str = "/openbge";

/// Returns a path that is not taken, for a call.
pub(super) fn path(section: &Section, group: &str, taken: &mut HashSet<String>) -> String {
    let name = &section.name;
    let link = section.link.as_deref();
    let linked = link.and_then(linked);
    let named = format!("/{group}/{name}");
    let numbered = (2..).map(|number| format!("/{group}/{name}_{number}"));
    let mut paths = linked.into_iter().chain([named]).chain(numbered);
    let is_free = |path: &String| taken.insert(path.clone());
    paths.find(is_free).unwrap_or_default()
}

/// Returns the path that a link such as `#/data-element/stream/range` suggests.
fn linked(link: &str) -> Option<String> {
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
    if steps.last() == Some(&"detail") {
        steps.pop();
        steps.push("retrieve");
    }
    let start = service.map_or(START, |(_, start)| start);
    Some(format!("{start}/{}", steps.join("/")))
}
