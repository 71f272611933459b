//! Calls that share a path: their parameters differ, and each example shows which call is meant.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::scope::{EndpointAt, GroupAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::path;
use crate::spec::model::{Example, Field, Named, OneOf};

/// Calls with the same path have other parameters.
pub(super) fn parameters(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    for calls in shared(groups) {
        for (index, at) in calls.iter().enumerate() {
            let mut before = calls.iter().take(index);
            let Some(first) = before.find(|first| is_same(first, at)) else {
                continue;
            };
            let (one, other) = (first.name, at.name);
            let message = format!(
                "the endpoints {one} and {other} have the same path and the same parameters"
            );
            let help =
                "name one call twice with `alias`, or tell the calls apart by their parameters";
            let span = at.endpoint.path.span;
            out.report(Code::DuplicatePath, span, message)
                .label("the same path")
                .also(first.endpoint.path.span, "first here")
                .help(help);
        }
    }
}

/// What an example sends belongs to its call, and to no other call with the same path.
pub(super) fn examples(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    for calls in shared(groups) {
        // Calls that are the same are already reported.
        if calls.iter().any(|at| out.is_told(at.endpoint.path.span)) {
            continue;
        }
        for at in &calls {
            for example in &at.endpoint.examples {
                let given = given(at, example);
                let meant = calls.iter().min_by_key(|call| misfit(call, &given));
                if let Some(meant) = meant.filter(|meant| meant.name != at.name) {
                    let message = format!("the example is a call of {} as well", meant.name);
                    out.report(Code::AmbiguousCall, example.span, message)
                        .also(meant.name.span, "this call has the same path")
                        .help("give a parameter that only one of them has");
                }
            }
        }
    }
}

/// Returns the calls that share a path with others, by their paths. One that is defined twice is already reported.
fn shared<'a>(groups: &'a [GroupAt<'a>]) -> Vec<Vec<EndpointAt<'a>>> {
    let mut calls: BTreeMap<String, Vec<EndpointAt<'a>>> = BTreeMap::new();
    let mut names = HashSet::new();
    for at in groups.iter().flat_map(GroupAt::endpoints) {
        let path = &at.endpoint.path.value;
        if !path.is_empty() && names.insert(at.group.group.qualified(at.name)) {
            calls.entry(path::unnamed(path)).or_default().push(at);
        }
    }
    let calls = calls.into_values();
    calls.filter(|calls| calls.len() > 1).collect()
}

fn wire((name, field): &Named<Field>) -> &str {
    &field.wire_name(name).value
}

/// Returns whether calls with the same path cannot be told apart, or name the parameters in the path differently.
fn is_same(one: &EndpointAt<'_>, other: &EndpointAt<'_>) -> bool {
    names(one) == names(other) || one.endpoint.path.value != other.endpoint.path.value
}

fn names<'a>(at: &EndpointAt<'a>) -> BTreeSet<&'a str> {
    at.endpoint.params().map(wire).collect()
}

/// Returns the names on the wire of what an example sends.
fn given<'a>(at: &EndpointAt<'a>, example: &Example) -> BTreeSet<&'a str> {
    let is_given = |name: &str| {
        let mut given = example.args.iter().chain(&example.kwargs);
        given.any(|(given, _)| given.value == name)
    };
    let params = at.endpoint.params();
    let sent = params.filter(|(name, field)| field.send.is_some() || is_given(&name.value));
    sent.map(wire).collect()
}

/// Returns how badly a call fits what is sent: how many parameters are missing or unknown, then how few are required,
/// then how many there are. The mock platform decides by the same numbers.
fn misfit(at: &EndpointAt<'_>, given: &BTreeSet<&str>) -> (usize, Reverse<usize>, usize) {
    let known = names(at);
    let required: BTreeSet<&str> = at.endpoint.args.single().map(wire).collect();
    let missing = required.difference(given).count();
    let (choices, wrong_choices) = choices(at, given);
    let is_open = at.endpoint.extra.is_some() || at.extras().next().is_some();
    let unknown = if is_open {
        0
    } else {
        given.difference(&known).count()
    };
    let wrong = missing + unknown + wrong_choices;
    (wrong, Reverse(required.len() + choices), known.len())
}

/// Returns how many choices are required, and how many parameters of choices are missing or too many.
fn choices(at: &EndpointAt<'_>, given: &BTreeSet<&str>) -> (usize, usize) {
    let wrong = |one_of: &OneOf, fewest: usize| {
        let chosen = one_of.choices.iter().map(wire);
        let chosen = chosen.filter(|name| given.contains(name)).count();
        fewest.saturating_sub(chosen) + chosen.saturating_sub(1)
    };
    let (required, optional) = (at.endpoint.args.one_ofs(), at.endpoint.kwargs.one_ofs());
    let count = required.clone().count();
    let required = required.map(|(_, one_of)| wrong(one_of, 1));
    let optional = optional.map(|(_, one_of)| wrong(one_of, 0));
    (count, required.chain(optional).sum())
}
