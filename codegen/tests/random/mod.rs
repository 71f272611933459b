//! Pseudo-random numbers and mutations of texts for tests.

use std::env;
use std::time::Duration;

/// A small generator of pseudo-random numbers, the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap()
    }

    pub(crate) fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }
}

/// No single text takes more processor time than this, not even without optimisation.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

/// Changes a text at a random place: inserts or replaces a piece, or moves, removes or cuts lines.
pub(crate) fn mutate(text: &mut String, pieces: &[&str], random: &mut Random) {
    let from = boundary(text, random.below(text.len() + 1));
    let to = boundary(text, (from + random.below(12)).min(text.len()));
    match random.below(8) {
        0 | 1 => text.insert_str(from, random.pick(pieces)),
        2 => text.replace_range(from..to.max(from), random.pick(pieces)),
        3 => text.replace_range(from..to.max(from), ""),
        4..=6 => mutate_lines(text, random),
        _ => text.truncate(boundary(
            text,
            text.len() - random.below(200.min(text.len() + 1)),
        )),
    }
}

fn mutate_lines(text: &mut String, random: &mut Random) {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return;
    }
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    let changed;
    match random.below(5) {
        0 => lines.swap(a, b),
        1 => {
            lines.remove(a);
        }
        2 => lines.insert(a, lines[b]),
        3 => {
            changed = format!("{}{}", " ".repeat(random.below(9)), lines[a].trim_start());
            lines[a] = &changed;
        }
        _ => {
            changed = format!("{} {}", lines[a], lines[b].trim());
            lines[a] = &changed;
        }
    }
    *text = lines.join("\n");
}

/// Returns how many mutations to try: `FUZZ_ROUNDS`, or the usual number.
pub(crate) fn rounds(usual: usize) -> usize {
    let rounds = env::var("FUZZ_ROUNDS").ok();
    rounds
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(usual)
}
