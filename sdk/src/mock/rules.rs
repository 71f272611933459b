//! The expectations of a mock platform: selects the one that answers a call, and counts calls.

use std::panic::Location;
use std::sync::{Mutex, PoisonError};

use super::action::Action;
use super::calls::ReceivedCall;
use super::panics::{self, caught};
use super::refusal::{Reason, Refusal};
use super::settings::Function;
use super::times::Times;
use crate::runtime::generated::Endpoint;

/// All expectations, in the order of their creation.
#[derive(Debug, Default)]
pub(crate) struct Rules(Mutex<Vec<Rule>>);

/// One expectation.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) endpoint: &'static Endpoint,
    /// Where it was created.
    pub(crate) place: &'static Location<'static>,
    /// All conditions must hold.
    pub(crate) conditions: Vec<Condition>,
    /// The steps, in order; never empty.
    pub(crate) steps: Vec<Step>,
    /// Number of calls beyond the expected ones.
    pub(crate) surplus: usize,
    /// Panic messages of the conditions.
    pub(crate) panics: Vec<String>,
}

/// An answer to some of the calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Step {
    pub(crate) action: Action,
    pub(crate) times: Option<Times>,
    pub(crate) came: usize,
}

/// A condition on a call.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// What it requires, as words that follow the name of the call.
    pub(crate) words: String,
    /// Why no call can satisfy it.
    pub(crate) problem: Option<String>,
    /// Returns how a call differs from what is required.
    pub(crate) differences: Function<Differences>,
}

/// Returns how a call differs from what is required.
pub(crate) type Differences = dyn Fn(&ReceivedCall) -> Vec<String> + Send + Sync;

impl Condition {
    /// Returns how a call differs, or the panic message of the user's code.
    pub(crate) fn differences(&self, call: &ReceivedCall) -> Result<Vec<String>, String> {
        caught(|| (self.differences.0)(call))
    }

    fn holds(&self, call: &ReceivedCall) -> Result<bool, String> {
        let differences = self.differences(call)?;
        Ok(self.problem.is_none() && differences.is_empty())
    }
}

impl Rule {
    fn new(endpoint: &'static Endpoint, place: &'static Location<'static>) -> Self {
        Self {
            endpoint,
            place,
            conditions: Vec::new(),
            steps: vec![Step::default()],
            surplus: 0,
            panics: Vec::new(),
        }
    }

    /// Returns each step with its number of calls. Defaults to at least one call for the last step, and one for
    /// each step before.
    pub(crate) fn expected(&self) -> impl Iterator<Item = (&Step, Times)> {
        let last = self.steps.len().saturating_sub(1);
        self.steps.iter().enumerate().map(move |(index, step)| {
            let usual = if index == last {
                Times::from(1..)
            } else {
                Times::from(1)
            };
            (step, step.times.unwrap_or(usual))
        })
    }

    /// Returns the step of the next call.
    fn next(&self) -> Option<usize> {
        self.expected()
            .position(|(step, times)| times.most.is_none_or(|most| step.came < most))
    }

    /// Returns whether the number of calls is as expected.
    pub(crate) fn is_met(&self) -> bool {
        let enough = self
            .expected()
            .all(|(step, times)| step.came >= times.least);
        enough && self.surplus == 0 && self.panics.is_empty()
    }
}

impl Rules {
    fn with<T>(&self, f: impl FnOnce(&mut Vec<Rule>) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds an expectation and returns its number.
    pub(crate) fn add(
        &self,
        endpoint: &'static Endpoint,
        place: &'static Location<'static>,
    ) -> usize {
        self.with(|rules| {
            rules.push(Rule::new(endpoint, place));
            rules.len() - 1
        })
    }

    /// Changes the expectation with this number.
    pub(crate) fn change(&self, number: usize, change: impl FnOnce(&mut Rule)) {
        self.with(|rules| rules.get_mut(number).map(change));
    }

    /// Changes the last step of the expectation with this number.
    pub(crate) fn change_step(&self, number: usize, change: impl FnOnce(&mut Step)) {
        self.change(number, |rule| {
            if let Some(step) = rule.steps.last_mut() {
                change(step);
            }
        });
    }

    /// Returns a copy of all expectations.
    pub(crate) fn all(&self) -> Vec<Rule> {
        self.with(|rules| rules.clone())
    }

    /// Returns how a valid call is answered: as set by the first expectation that matches and is not used up,
    /// or with the default if none matches. If all that match are used up, the call is refused.
    pub(crate) fn decide(&self, call: &mut ReceivedCall) -> Result<Action, Refusal> {
        let fitting = self.fitting(call);
        self.with(|rules| {
            for &number in &fitting {
                let rule = rules.get_mut(number);
                let next = rule.and_then(|rule| Some((rule.next()?, rule)));
                if let Some((index, rule)) = next
                    && let Some(step) = rule.steps.get_mut(index)
                {
                    step.came += 1;
                    call.answered_by = Some((number, index));
                    return Ok(step.action.clone());
                }
            }
            let Some(rule) = fitting.first().and_then(|&number| rules.get_mut(number)) else {
                return Ok(Action::default());
            };
            rule.surplus += 1;
            let (name, place) = (rule.endpoint.name, rule.place);
            let message = format!("no further call of `{name}` was expected at {place}");
            Err(Refusal::new(Reason::Unexpected, message))
        })
    }

    /// Returns the numbers of the expectations that match a call. Conditions run user code, so the lock is not
    /// held.
    fn fitting(&self, call: &ReceivedCall) -> Vec<usize> {
        let path = call.endpoint.map(|endpoint| endpoint.path);
        let candidates: Vec<_> = self.with(|rules| {
            let rules = rules.iter().enumerate();
            rules
                .filter(|(_, rule)| Some(rule.endpoint.path) == path)
                .map(|(number, rule)| (number, rule.conditions.clone()))
                .collect()
        });
        let mut fitting = Vec::new();
        for (number, conditions) in candidates {
            let mut judged = conditions.iter().map(|condition| condition.holds(call));
            match judged.find(|holds| *holds != Ok(true)) {
                None => fitting.push(number),
                Some(Err(panic)) => self.change(number, |rule| {
                    if rule.panics.len() < panics::MOST {
                        rule.panics.push(panic);
                    }
                }),
                Some(Ok(_)) => {}
            }
        }
        fitting
    }
}
