//! Guesses the paths of calls from the links to the platform's documentation.

use std::collections::HashSet;

use super::forms::is_part;
use super::page::Section;

/// The services of the platform that the first step of a link names, and the start of the paths of their calls.
const SERVICES: &[(&str, &str)] = &[("survey", "/api"), ("service", ""), ("gateway", "")];

/// The start of all other paths.
const START: &str = "/openbge";

/// Returns a path that is not taken, for a call.
pub(super) fn path(section: &Section, group: &str, taken: &mut HashSet<String>) -> String {
    let linked = section.link.as_deref().and_then(linked);
    let named = format!("/{group}/{}", section.name);
    let numbered = (2..).map(|number| format!("{named}_{number}"));
    let mut paths = linked.into_iter().chain([named.clone()]).chain(numbered);
    let found = paths.find(|path| taken.insert(path.clone()));
    found.unwrap_or_default()
}

/// Returns the path that a link such as `#/data-element/stream/range` suggests.
fn linked(link: &str) -> Option<String> {
    let anchor = link.trim_start_matches("#/").split('?').next()?;
    let anchor = anchor.replace('-', "_");
    let mut steps: Vec<_> = anchor.split('/').collect();
    // A folder within a folder is a subject of its own, unless the first one is a service.
    let mut services = SERVICES.iter();
    let service = services.find(|(step, _)| steps.first() == Some(step));
    if steps.len() > 2 && service.is_none() {
        steps.remove(0);
    }
    steps.retain(|step| !["readme", "others"].contains(step));
    if let Some(last) = steps.last_mut().filter(|last| **last == "detail") {
        *last = "retrieve";
    }
    let is_step = |step: &&str| !step.is_empty() && step.chars().all(is_part);
    let start = service.map_or(START, |(_, start)| start);
    let path = format!("{start}/{}", steps.join("/"));
    steps.iter().all(is_step).then_some(path)
}
