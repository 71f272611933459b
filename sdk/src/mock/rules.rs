//! The expectations of a mock platform: selects the one that answers a call, and counts calls.

use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use super::action::Action;
use super::calls::ReceivedCall;
use super::panics::{self, caught};
use super::refusal::{Reason, Refusal};
use super::times::Times;
use super::wanted::Wanted;
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
#[derive(Clone)]
pub(crate) enum Condition {
    Request(Arc<Wanted>),
    Predicate(Predicate),
}

pub(crate) type Predicate = Arc<dyn Fn(&ReceivedCall) -> bool + Send + Sync>;

impl Condition {
    /// Returns whether it holds, or the panic message of the user's code.
    pub(crate) fn holds(&self, call: &ReceivedCall) -> Result<bool, String> {
        match self {
            Self::Request(wanted) => Ok(wanted.fits(call)),
            Self::Predicate(predicate) => caught(|| predicate(call)),
        }
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(wanted) => wanted.fmt(f),
            Self::Predicate(_) => f.write_str("Predicate"),
        }
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
            let usual = || {
                if index == last {
                    Times::from(1..)
                } else {
                    Times::from(1)
                }
            };
            (step, step.times.unwrap_or_else(usual))
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
                let Some(rule) = rules.get_mut(number) else {
                    continue;
                };
                let next = rule.next();
                if let Some((index, step)) =
                    next.and_then(|index| Some((index, rule.steps.get_mut(index)?)))
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
            let message = format!(
                "no further call of `{}` was expected at {}",
                rule.endpoint.name, rule.place
            );
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
