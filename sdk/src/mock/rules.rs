//! The expectations of a mock platform: selects the one that answers a call, and counts calls.

use std::panic::Location;
use std::sync::Mutex;

use super::action::Action;
use super::calls::ReceivedCall;
use super::panics::caught;
use super::refusal::{Reason, Refusal};
use super::settings::{Function, locked};
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
}

/// An answer to some of the calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Step {
    pub(crate) action: Action,
    /// `None` for at least one call.
    pub(crate) times: Option<Times>,
    pub(crate) came: usize,
}

impl Step {
    pub(crate) fn times(&self) -> Times {
        self.times.unwrap_or_else(|| Times::from(1..))
    }

    pub(crate) fn is_met(&self) -> bool {
        self.came >= self.times().least
    }

    fn is_used_up(&self) -> bool {
        self.times().most.is_some_and(|most| self.came >= most)
    }
}

/// A condition on a call.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// What it requires, as words that follow the name of the call.
    pub(crate) words: String,
    /// Why no call can satisfy it.
    pub(crate) problem: Option<String>,
    /// Returns how a call differs from what is required. May be code of the test.
    pub(crate) differences: Function<Differences>,
}

/// Returns how a call differs from what is required.
pub(crate) type Differences = dyn Fn(&ReceivedCall) -> Vec<String> + Send + Sync;

impl Rule {
    /// Returns how a call differs from what is required.
    pub(crate) fn differences(&self, call: &ReceivedCall) -> Vec<String> {
        let conditions = self.conditions.iter();
        conditions
            .flat_map(|condition| (condition.differences.0)(call))
            .collect()
    }

    fn fits(&self, call: &ReceivedCall) -> bool {
        let name = call.endpoint.map(|endpoint| endpoint.name);
        let mut conditions = self.conditions.iter();
        name == Some(self.endpoint.name)
            && conditions.all(|condition| {
                condition.problem.is_none() && (condition.differences.0)(call).is_empty()
            })
    }

    /// Returns whether the number of calls is as expected.
    pub(crate) fn is_met(&self) -> bool {
        self.surplus == 0 && self.steps.iter().all(Step::is_met)
    }
}

impl Rules {
    /// Adds an expectation and returns its number.
    pub(crate) fn add(
        &self,
        endpoint: &'static Endpoint,
        place: &'static Location<'static>,
    ) -> usize {
        let mut rules = locked(&self.0);
        rules.push(Rule {
            endpoint,
            place,
            conditions: Vec::new(),
            steps: vec![Step::default()],
            surplus: 0,
        });
        rules.len() - 1
    }

    /// Changes the expectation with this number.
    pub(crate) fn change<T>(&self, number: usize, change: impl FnOnce(&mut Rule) -> T) {
        locked(&self.0).get_mut(number).map(change);
    }

    /// Returns a copy of all expectations.
    pub(crate) fn all(&self) -> Vec<Rule> {
        locked(&self.0).clone()
    }

    /// Returns how a valid call is answered: as set by the first expectation that matches and is not used up,
    /// or with the default if none matches. If all that match are used up, the call is refused. An expectation
    /// whose condition panics does not match; its place and the message are given to `panicked`.
    pub(crate) fn decide(
        &self,
        call: &mut ReceivedCall,
        panicked: impl Fn(&Location<'_>, &str),
    ) -> Result<Action, Refusal> {
        let mut fitting = Vec::new();
        // The conditions are code of the test, so the lock is not held.
        for (number, rule) in self.all().iter().enumerate() {
            match caught(|| rule.fits(call)) {
                Ok(true) => fitting.push(number),
                Ok(false) => {}
                Err(message) => panicked(rule.place, &message),
            }
        }
        let mut rules = locked(&self.0);
        for &number in &fitting {
            let steps = rules.get_mut(number).map(|rule| rule.steps.iter_mut());
            let mut steps = steps.into_iter().flatten();
            if let Some(step) = steps.find(|step| !step.is_used_up()) {
                step.came += 1;
                call.answered_by = Some((number, step.action.to_string()));
                return Ok(step.action.clone());
            }
        }
        let Some(rule) = fitting.first().and_then(|&first| rules.get_mut(first)) else {
            return Ok(Action::default());
        };
        rule.surplus += 1;
        let (name, place) = (rule.endpoint.name, rule.place);
        let message = format!("no further call of `{name}` was expected at {place}");
        Err(Refusal::new(Reason::Unexpected, message))
    }
}
