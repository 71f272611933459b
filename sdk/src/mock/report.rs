//! The report of unmet expectations.

use std::fmt;

use super::action::Action;
use super::calls::ReceivedCall;
use super::clients::LastErrors;
use super::panics::caught;
use super::refusal::Quoted;
use super::rules::{Rule, Step};
use super::times;
use super::wanted::arguments;

/// Expectations that were not met. `Display` and `Debug` both write the whole report, so a test that returns
/// this error shows it.
///
/// The report lists each unmet expectation with its calls and how the closest call differs, panics of the
/// test's own code, the received calls, and the last errors that clients of the mock platform returned. It
/// contains no secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Unmet {
    report: String,
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report)
    }
}

impl fmt::Debug for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report)
    }
}

impl std::error::Error for Unmet {}

/// The state of a test.
pub(crate) struct Report<'a> {
    pub(crate) rules: &'a [Rule],
    pub(crate) calls: &'a [ReceivedCall],
    /// Panic messages of the test's own code.
    pub(crate) panics: &'a [String],
    pub(crate) errors: &'a LastErrors,
}

impl Report<'_> {
    /// Returns the report unless all expectations are met and nothing panicked.
    pub(crate) fn verify(&self) -> Result<(), Unmet> {
        let rules = self.rules.iter().enumerate();
        let unmet: Vec<_> = rules.filter(|(_, rule)| !rule.is_met()).collect();
        if unmet.is_empty() && self.panics.is_empty() {
            return Ok(());
        }
        let headline = if unmet.is_empty() {
            "the test's code panicked while the mock platform answered a call"
        } else {
            "the mock platform did not receive the expected calls"
        };
        let mut paragraphs = vec![vec![headline.to_owned()]];
        let unmet = unmet.into_iter();
        paragraphs.extend(unmet.map(|(number, rule)| self.rule(number, rule)));
        if !self.panics.is_empty() {
            paragraphs.push(list("panics", 0, self.panics.to_vec()));
        }
        paragraphs.push(self.received());
        if !self.errors.lines.is_empty() {
            // A test that fails early with an error shows this report instead of its error.
            let lines = self.errors.lines.iter().cloned().collect();
            let title = "errors that its clients returned";
            paragraphs.push(list(title, self.errors.forgotten, lines));
        }
        let paragraphs: Vec<String> = paragraphs.iter().map(|lines| lines.join("\n")).collect();
        let report = paragraphs.join("\n\n");
        Err(Unmet { report })
    }

    fn rule(&self, number: usize, rule: &Rule) -> Vec<String> {
        let (name, place) = (rule.endpoint.name, rule.place);
        let conditions = rule.conditions.iter();
        let conditions: String = conditions.map(|it| format!(" {}", it.words)).collect();
        let mut lines = vec![format!("`{name}`{conditions}, expected at {place}:")];
        for step in &rule.steps {
            let (action, times, came) = (&step.action, step.times(), step.came);
            let mark = if step.is_met() { "" } else { "  <-- not met" };
            lines.push(format!("  {action}: for {times}, got {came}{mark}"));
        }
        if rule.surplus > 0 {
            let surplus = times::calls(rule.surplus);
            lines.push(format!("  {surplus} more than expected  <-- not met"));
        }
        if !rule.steps.iter().all(Step::is_met) {
            let problems = rule.conditions.iter().filter_map(|it| it.problem.as_ref());
            lines.extend(problems.map(|it| format!("  such a call is not possible: {it}")));
            lines.extend(self.closest(number, rule));
        }
        lines
    }

    /// Describes the call that differs least from what is expected.
    fn closest(&self, number: usize, rule: &Rule) -> Vec<String> {
        let name = rule.endpoint.name;
        let others = self.calls.iter().enumerate().filter(|(_, call)| {
            let called = call.endpoint.map(|endpoint| endpoint.name);
            let by = call.answered_by.as_ref().map(|(by, _)| *by);
            called == Some(name) && by != Some(number)
        });
        let judged = others.map(|(index, call)| (index + 1, call, differences(rule, call)));
        let Some((index, call, differences)) = judged.min_by_key(|(.., found)| found.len()) else {
            return vec![format!("  no other call of `{name}` was received")];
        };
        if differences.is_empty() {
            let why = match (&call.answered_by, &call.refusal) {
                (Some((by, _)), _) => match self.rules.get(*by) {
                    Some(first) => format!("was answered by the expectation at {}", first.place),
                    None => "was answered by another expectation".to_owned(),
                },
                (None, Some(_)) => "was refused".to_owned(),
                (None, None) => "was received before it was expected".to_owned(),
            };
            return vec![format!("  call {index} fits, but {why}")];
        }
        let differences = differences.iter().map(|it| format!("    {it}"));
        let headline = format!("  call {index} came closest:");
        std::iter::once(headline).chain(differences).collect()
    }

    fn received(&self) -> Vec<String> {
        const MOST: usize = 20;
        if self.calls.is_empty() {
            return vec!["no call was received".to_owned()];
        }
        let skipped = self.calls.len().saturating_sub(MOST);
        let calls = self.calls.iter().enumerate().skip(skipped);
        let lines = calls.map(|(index, call)| {
            let path = || Quoted(&call.path).to_string();
            let name = call.endpoint().map_or_else(path, str::to_owned);
            let outcome = match (&call.refusal, &call.answered_by) {
                (Some(refusal), _) => format!("refused, {refusal}"),
                (None, Some((_, answer))) => format!("got {answer}"),
                (None, None) => format!("got {}", Action::default()),
            };
            let number = index + 1;
            format!("{number}. {name}{}: {outcome}", arguments(call))
        });
        list("received calls", skipped, lines.collect())
    }
}

/// Returns a title and a list, of which the first items are skipped.
fn list(title: &str, skipped: usize, items: Vec<String>) -> Vec<String> {
    let mut lines = vec![format!("{title}:")];
    if skipped > 0 {
        lines.push(format!("  ({skipped} before these)"));
    }
    lines.extend(items.iter().map(|item| format!("  {item}")));
    lines
}

/// Returns how a call differs from what is expected.
fn differences(rule: &Rule, call: &ReceivedCall) -> Vec<String> {
    caught(|| rule.differences(call))
        .unwrap_or_else(|panic| vec![format!("the condition panicked: {panic}")])
}
