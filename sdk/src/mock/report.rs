//! The report of unmet expectations.

use std::fmt;

use super::action::Action;
use super::calls::ReceivedCall;
use super::clients::Last;
use super::refusal::Quoted;
use super::rules::Rule;
use super::times::Calls;
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
    pub(crate) errors: &'a Last,
}

impl Report<'_> {
    /// Returns the report unless all expectations are met and nothing panicked.
    pub(crate) fn verify(&self) -> Result<(), Unmet> {
        if self.is_met() && self.panics.is_empty() {
            return Ok(());
        }
        let report = self.to_string();
        Err(Unmet { report })
    }

    fn is_met(&self) -> bool {
        self.rules.iter().all(Rule::is_met)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_met() {
            f.write_str("the test's code panicked while the mock platform answered a call\n")?;
        } else {
            f.write_str("the mock platform did not receive the expected calls\n")?;
        }
        for (number, rule) in self.rules.iter().enumerate() {
            if !rule.is_met() {
                self.tell_rule(number, rule, f)?;
            }
        }
        self.tell_panics(f)?;
        self.tell_calls(f)?;
        self.tell_errors(f)
    }
}

impl Report<'_> {
    fn tell_rule(&self, number: usize, rule: &Rule, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n`{}`", rule.endpoint.name)?;
        for condition in &rule.conditions {
            write!(f, " {}", condition.words)?;
        }
        writeln!(f, ", expected at {}:", rule.place)?;
        for (step, times) in rule.expected() {
            let met = step.came >= times.least;
            let mark = if met { "" } else { "  <-- not met" };
            writeln!(f, "  {}: for {times}, got {}{mark}", step.action, step.came)?;
        }
        if rule.surplus > 0 {
            writeln!(
                f,
                "  {} more than expected  <-- not met",
                Calls(rule.surplus)
            )?;
        }
        for panic in &rule.panics {
            writeln!(f, "  a condition panicked: {panic}")?;
        }
        if rule.expected().any(|(step, times)| step.came < times.least) {
            self.tell_closest(number, rule, f)?;
        }
        Ok(())
    }

    /// Reports the call that differs least from what is expected.
    fn tell_closest(&self, number: usize, rule: &Rule, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems = rule.conditions.iter();
        for problem in problems.filter_map(|condition| condition.problem.as_deref()) {
            writeln!(f, "  such a call is not possible: {problem}")?;
        }
        let others = self.calls.iter().enumerate().filter(|(_, call)| {
            let path = call.endpoint.map(|endpoint| endpoint.path);
            let own = call.answered_by.is_some_and(|(by, _)| by == number);
            path == Some(rule.endpoint.path) && !own
        });
        let judged = others.map(|(index, call)| (index, call, differences(rule, call)));
        let Some((index, call, differences)) = judged.min_by_key(|(.., found)| found.len()) else {
            return writeln!(
                f,
                "  no other call of `{}` was received",
                rule.endpoint.name
            );
        };
        if differences.is_empty() {
            let why = match (call.answered_by, &call.refusal) {
                (Some((by, _)), _) => match self.rules.get(by) {
                    Some(first) => format!("was answered by the expectation at {}", first.place),
                    None => "was answered by another expectation".to_owned(),
                },
                (None, Some(_)) => "was refused".to_owned(),
                (None, None) => "was received before it was expected".to_owned(),
            };
            return writeln!(f, "  call {} fits, but {why}", index + 1);
        }
        writeln!(f, "  call {} came closest:", index + 1)?;
        for difference in differences {
            writeln!(f, "    {difference}")?;
        }
        Ok(())
    }

    fn tell_panics(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.panics.is_empty() {
            return Ok(());
        }
        f.write_str("\npanics:\n")?;
        for panic in self.panics {
            writeln!(f, "  {panic}")?;
        }
        Ok(())
    }

    /// A test that fails early with an error shows this report instead of its error.
    fn tell_errors(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.errors.lines.is_empty() {
            return Ok(());
        }
        f.write_str("\n\nerrors that its clients returned:")?;
        if self.errors.forgotten > 0 {
            write!(f, "\n  ({} before these)", self.errors.forgotten)?;
        }
        for error in &self.errors.lines {
            write!(f, "\n  {error}")?;
        }
        Ok(())
    }

    fn tell_calls(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 20;
        if self.calls.is_empty() {
            return f.write_str("\nno call was received");
        }
        f.write_str("\nreceived calls:")?;
        let skipped = self.calls.len().saturating_sub(MOST);
        if skipped > 0 {
            write!(f, "\n  ({skipped} before these)")?;
        }
        for (index, call) in self.calls.iter().enumerate().skip(skipped) {
            write!(f, "\n  {}. ", index + 1)?;
            match call.endpoint() {
                Some(name) => f.write_str(name)?,
                None => write!(f, "{}", Quoted(&call.path))?,
            }
            write!(f, "{}: {}", arguments(call), self.outcome(call))?;
        }
        Ok(())
    }

    fn outcome(&self, call: &ReceivedCall) -> String {
        if let Some(refusal) = &call.refusal {
            return format!("refused, {refusal}");
        }
        let usual = Action::default();
        let action = call.answered_by.and_then(|(number, step)| {
            let step = self.rules.get(number)?.steps.get(step)?;
            Some(&step.action)
        });
        format!("got {}", action.unwrap_or(&usual))
    }
}

/// Returns how a call differs from what is expected.
fn differences(rule: &Rule, call: &ReceivedCall) -> Vec<String> {
    let conditions = rule.conditions.iter();
    let differences = conditions.map(|condition| {
        let found = condition.differences(call);
        found.unwrap_or_else(|panic| vec![format!("the condition panicked: {panic}")])
    });
    differences.flatten().collect()
}
