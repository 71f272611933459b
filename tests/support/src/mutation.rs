//! Mutations of text: strategies that insert, replace, move and remove pieces and lines.

use proptest::collection::{SizeRange, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A change of a text at a random position.
#[derive(Clone, Debug)]
enum Mutation {
    /// Replaces up to this many bytes by a piece.
    Replace(Index, usize, &'static str),
    /// Removes up to this many bytes from the end.
    Truncate(usize),
    SwapLines(Index, Index),
    RemoveLine(Index),
    RepeatLine(Index, Index),
    /// Indents a line by this many spaces.
    Indent(Index, usize),
    JoinLines(Index, Index),
}

fn insertion(pieces: Vec<&'static str>) -> impl Strategy<Value = Mutation> {
    (any::<Index>(), select(pieces)).prop_map(|(at, piece)| Mutation::Replace(at, 0, piece))
}

fn mutation(pieces: Vec<&'static str>) -> impl Strategy<Value = Mutation> {
    let place = any::<Index>;
    prop_oneof![
        2 => insertion(pieces.clone()),
        1 => (place(), 0..12_usize, select(pieces))
            .prop_map(|(at, length, piece)| Mutation::Replace(at, length, piece)),
        1 => (place(), 0..12_usize).prop_map(|(at, length)| Mutation::Replace(at, length, "")),
        3 => line_mutation(),
        1 => (0..=200_usize).prop_map(Mutation::Truncate),
    ]
}

fn line_mutation() -> impl Strategy<Value = Mutation> {
    let line = any::<Index>;
    prop_oneof![
        (line(), line()).prop_map(|(a, b)| Mutation::SwapLines(a, b)),
        line().prop_map(Mutation::RemoveLine),
        (line(), line()).prop_map(|(a, b)| Mutation::RepeatLine(a, b)),
        (line(), 0..9_usize).prop_map(|(line, spaces)| Mutation::Indent(line, spaces)),
        (line(), line()).prop_map(|(a, b)| Mutation::JoinLines(a, b)),
    ]
}

/// Generates texts that differ from one of `originals` by this many mutations.
pub fn mutated(
    originals: Vec<String>,
    pieces: Vec<&'static str>,
    mutations: impl Into<SizeRange>,
) -> impl Strategy<Value = String> {
    changed(originals, vec(mutation(pieces), mutations))
}

/// Generates texts that differ from one of `originals` by this many insertions.
pub fn with_insertions(
    originals: Vec<String>,
    pieces: Vec<&'static str>,
    insertions: impl Into<SizeRange>,
) -> impl Strategy<Value = String> {
    changed(originals, vec(insertion(pieces), insertions))
}

fn changed(
    originals: Vec<String>,
    mutations: impl Strategy<Value = Vec<Mutation>>,
) -> impl Strategy<Value = String> {
    (select(originals), mutations).prop_map(|(mut text, mutations)| {
        for mutation in mutations {
            mutate(&mut text, mutation);
        }
        text
    })
}

/// Returns the last position up to `at` where a character starts, or the end.
fn boundary(text: &str, at: usize) -> usize {
    let mut places = (0..=at.min(text.len())).rev();
    places.find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn mutate(text: &mut String, mutation: Mutation) {
    match mutation {
        Mutation::Replace(at, length, piece) => {
            let from = boundary(text, at.index(text.len() + 1));
            text.replace_range(from..boundary(text, from + length), piece);
        }
        Mutation::Truncate(length) => {
            text.truncate(boundary(text, text.len().saturating_sub(length)));
        }
        Mutation::SwapLines(a, b) => change_lines(text, |lines| {
            let [a, b] = [a, b].map(|line| line.index(lines.len()));
            lines.swap(a, b);
        }),
        Mutation::RemoveLine(line) => change_lines(text, |lines| {
            lines.remove(line.index(lines.len()));
        }),
        Mutation::RepeatLine(at, line) => change_lines(text, |lines| {
            let line = line.get(lines).clone();
            lines.insert(at.index(lines.len()), line);
        }),
        Mutation::Indent(line, spaces) => change_lines(text, |lines| {
            let line = line.get_mut(lines);
            *line = " ".repeat(spaces) + line.trim_start();
        }),
        Mutation::JoinLines(line, next) => change_lines(text, |lines| {
            let next = format!(" {}", next.get(lines).trim());
            line.get_mut(lines).push_str(&next);
        }),
    }
}

fn change_lines(text: &mut String, change: impl FnOnce(&mut Vec<String>)) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if !lines.is_empty() {
        change(&mut lines);
        *text = lines.join("\n");
    }
}
