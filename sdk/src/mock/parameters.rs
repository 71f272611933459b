//! Checks the parameters and files of a call against the spec.

use std::collections::HashSet;

use super::calls::{ReceivedCall, is_signature_field};
use super::refusal::{Quoted, Reason, Refusal};
use crate::runtime::endpoint::{Endpoint, Excluded, ExtraSet, Kind, Param};
use crate::runtime::similar::did_you_mean;

/// Rejects duplicate fields, except those that form a list.
pub(crate) fn check_repeated(endpoint: &Endpoint, call: &ReceivedCall) -> Result<(), Refusal> {
    let is_list = |name: &str| {
        let param = endpoint.param(name);
        param.is_some_and(|param| param.kind.is_repeated())
    };
    let names = call.texts().map(|(name, _)| name);
    refuse_repeated("field", names.filter(|name| !is_list(name)))
}

fn refuse_repeated<'a>(
    what: &str,
    mut names: impl Iterator<Item = &'a str>,
) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    let Some(name) = names.find(|name| !seen.insert(*name)) else {
        return Ok(());
    };
    let message = format!("the {what} {} is given twice", Quoted(name));
    Err(Refusal::new(Reason::RepeatedField, message))
}

/// Checks names, then values, then sets of further parameters, then files.
pub(crate) fn check(endpoint: &'static Endpoint, call: &ReceivedCall) -> Result<(), Refusal> {
    let check = Check { endpoint, call };
    if !endpoint.open {
        check.no_further()?;
    }
    check.missing()?;
    check.exclusions()?;
    check.values()?;
    check.conditions()?;
    check.extra()?;
    check.expected_files()?;
    check.received_files()
}

fn is_file(param: &Param) -> bool {
    matches!(param.kind, Kind::File)
}

struct Check<'a> {
    endpoint: &'static Endpoint,
    call: &'a ReceivedCall,
}

impl Check<'_> {
    fn refusal(&self, reason: Reason, param: &Param, problem: &str) -> Refusal {
        let (param, endpoint) = (param.name, self.endpoint.name);
        let message = format!("the parameter `{param}` of `{endpoint}` {problem}");
        Refusal::new(reason, message)
    }

    /// Refuses a name that is not among the known parameters.
    fn unknown(
        &self,
        reason: Reason,
        what: &str,
        name: &str,
        is_known: impl Fn(&Param) -> bool,
    ) -> Refusal {
        let known = self.endpoint.params.iter().filter(|param| is_known(param));
        let hint = did_you_mean(name, known.map(|param| param.name));
        let (endpoint, name) = (self.endpoint.name, Quoted(name));
        let message = format!("`{endpoint}` has no {what} {name}{hint}");
        Refusal::new(reason, message)
    }

    fn no_further(&self) -> Result<(), Refusal> {
        match self.call.further().next() {
            Some((name, _)) => {
                Err(self.unknown(Reason::UnknownParameter, "parameter", name, |_| true))
            }
            None => Ok(()),
        }
    }

    fn missing(&self) -> Result<(), Refusal> {
        // A parameter that was sent as a file, and a missing file, are reported with the files.
        let is_missing = |param: &&Param| {
            let (field, file) = (self.call.field(param.name), self.call.file(param.name));
            param.required && !is_file(param) && field.is_none() && file.is_none()
        };
        match self.endpoint.params.iter().find(is_missing) {
            Some(param) => Err(self.refusal(Reason::MissingParameter, param, "is missing")),
            None => Ok(()),
        }
    }

    fn is_given(&self, name: &str) -> bool {
        self.call.field(name).is_some() || self.call.file(name).is_some()
    }

    /// Checks that of parameters that exclude each other, one is given if it is required, and no other.
    fn exclusions(&self) -> Result<(), Refusal> {
        for exclusion in self.endpoint.exclusions {
            let (endpoint, names) = (self.endpoint.name, exclusion.names());
            let (reason, problem) = match exclusion.problem(|name| self.is_given(name)) {
                None => continue,
                Some(Excluded::NoneGiven) => (Reason::MissingParameter, "none is given".to_owned()),
                Some(Excluded::Several(first, second)) => (
                    Reason::Parameter,
                    format!("`{first}` and `{second}` are given"),
                ),
            };
            let message = format!("`{endpoint}` takes one of the parameters {names}; {problem}");
            return Err(Refusal::new(reason, message));
        }
        Ok(())
    }

    fn values(&self) -> Result<(), Refusal> {
        for param in self.endpoint.params.iter().filter(|param| !is_file(param)) {
            let texts = self.call.values(param.name);
            if !texts.is_empty()
                && let Some(problem) = param.problem(&texts)
            {
                return Err(self.refusal(Reason::Parameter, param, &problem));
            }
        }
        Ok(())
    }

    /// Checks that a parameter that depends on another one is given only with its values, and with these if it is
    /// required then.
    fn conditions(&self) -> Result<(), Refusal> {
        for param in self.endpoint.params {
            let is_given = self.is_given(param.name);
            if let Some(with) = param.with
                && let Some(problem) = with.problem(self.call.field(with.param), is_given)
            {
                let reason = match is_given {
                    true => Reason::Parameter,
                    false => Reason::MissingParameter,
                };
                return Err(self.refusal(reason, param, &problem));
            }
        }
        Ok(())
    }

    /// Checks that a known set of further parameters has exactly its own parameters. An unknown set may have
    /// any.
    fn extra(&self) -> Result<(), Refusal> {
        for param in self.endpoint.params {
            if let Kind::Extra(sets) = param.kind
                && let Some(name) = self.call.field(param.name)
            {
                let set = sets.iter().find(|set| set.name == name);
                return set.map_or(Ok(()), |set| self.set(param, set));
            }
        }
        Ok(())
    }

    fn set(&self, param: &Param, set: &ExtraSet) -> Result<(), Refusal> {
        let name = set.name;
        if let Some(missing) = set.names().find(|name| self.call.field(name).is_none()) {
            let problem = format!("is `{name}`, whose parameter `{missing}` is missing");
            return Err(self.refusal(Reason::MissingParameter, param, &problem));
        }
        let mut further = self.call.further().map(|(name, _)| name);
        let Some(unknown) = further.find(|name| set.names().all(|own| own != *name)) else {
            return Ok(());
        };
        let own = self.endpoint.params.iter().map(|param| param.name);
        let hint = did_you_mean(unknown, set.names().chain(own));
        let unknown = Quoted(unknown);
        let problem = format!("is `{name}`, which has no parameter {unknown}{hint}");
        Err(self.refusal(Reason::UnknownParameter, param, &problem))
    }

    /// Checks that no file is missing or was received as text, and that each has a file name.
    fn expected_files(&self) -> Result<(), Refusal> {
        for param in self.endpoint.params {
            let (file, text) = (self.call.file(param.name), self.call.field(param.name));
            let (reason, problem) = match (is_file(param), file, text) {
                (true, _, Some(_)) => (
                    Reason::NotAFile,
                    "must be a file part with a file name, but was received as text",
                ),
                (true, None, None) if param.required => {
                    (Reason::MissingFile, "is missing; it is a file part")
                }
                (true, Some(file), None) if file.file_name.is_empty() => {
                    (Reason::FileName, "has an empty file name")
                }
                (false, Some(_), _) => {
                    (Reason::NotText, "must be text, but was received as a file")
                }
                (true, _, None) | (false, None, _) => continue,
            };
            return Err(self.refusal(reason, param, problem));
        }
        Ok(())
    }

    /// Checks that all files are expected.
    fn received_files(&self) -> Result<(), Refusal> {
        let names = || self.call.files.iter().map(|file| file.name.as_str());
        if let Some(name) = names().find(|name| is_signature_field(name)) {
            let name = Quoted(name);
            let message = format!("the field {name} must be text, but was received as a file");
            return Err(Refusal::new(Reason::NotText, message));
        }
        if let Some(name) = names().find(|name| self.endpoint.param(name).is_none()) {
            return Err(self.unknown(Reason::UnknownFile, "file", name, is_file));
        }
        refuse_repeated("file", names())
    }
}
