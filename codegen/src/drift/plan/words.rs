//! How findings are told to people.

use crate::drift::report::Tally;

/// Answers of calls, and how often and when.
pub(super) fn told(endpoints: &[&str], tally: &Tally) -> String {
    const FEW: usize = 3;
    let named = endpoints.iter().take(FEW).map(|name| format!("`{name}`"));
    let mut named = named.collect::<Vec<_>>().join(", ");
    if endpoints.len() > FEW {
        named.push_str(", …");
    }
    format!("answers of {named}: {}", since(tally))
}

pub(super) fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

pub(super) fn since(tally: &Tally) -> String {
    let times = times(tally.count);
    match (&tally.first, &tally.last) {
        (Some(first), Some(last)) if first == last => format!("{times} on {first}"),
        (Some(first), Some(last)) => format!("{times} from {first} to {last}"),
        _ => times,
    }
}

pub(super) fn types(tally: &Tally) -> String {
    let names: Vec<_> = tally.types.keys().map(|name| shown(name)).collect();
    names.join(", ")
}

/// A text of a report on one line of a bearable length.
pub(super) fn shown(text: &str) -> String {
    let printable = text.chars().filter(|c| !c.is_control());
    printable.take(60).collect()
}
