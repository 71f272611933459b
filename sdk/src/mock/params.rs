//! Checks the parameters of a call against the spec.

use super::calls::ReceivedFile;
use super::kinds;
use super::refusal::{Quoted, Reason, Refusal, did_you_mean};
use crate::generated::platform::PLATFORM;
use crate::runtime::generated::{Endpoint, ExtraSet, Join, Kind, Param};

type Fields = [(String, String)];

/// Rejects duplicate fields, except those that form a list.
pub(crate) fn check_repeated(endpoint: &Endpoint, fields: &Fields) -> Result<(), Refusal> {
    let repeats = |name: &str| endpoint.param(name).is_some_and(is_repeated);
    let mut seen = std::collections::HashSet::new();
    match fields
        .iter()
        .find(|(name, _)| !seen.insert(name.as_str()) && !repeats(name))
    {
        Some((name, _)) => Err(Refusal::new(
            Reason::RepeatedField,
            format!("the field {} is given twice", Quoted(name)),
        )),
        None => Ok(()),
    }
}

fn is_repeated(param: &Param) -> bool {
    matches!(
        param.kind,
        Kind::List {
            join: Join::Repeat,
            ..
        }
    )
}

pub(crate) fn is_file(param: &Param) -> bool {
    param.kind == Kind::File
}

/// Checks names, then values, then sets of further parameters, then files.
pub(crate) fn check(
    endpoint: &Endpoint,
    fields: &Fields,
    files: &[ReceivedFile],
) -> Result<(), Refusal> {
    let call = Call {
        endpoint,
        fields,
        files,
    };
    call.check_unknown()?;
    call.check_missing()?;
    call.check_values()?;
    call.check_extra()?;
    call.check_files()
}

/// A call with the values sent for it.
pub(crate) struct Call<'a> {
    pub(crate) endpoint: &'a Endpoint,
    fields: &'a Fields,
    pub(crate) files: &'a [ReceivedFile],
}

impl<'a> Call<'a> {
    pub(crate) fn field(&self, name: &str) -> Option<&'a str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn file(&self, name: &str) -> Option<&'a ReceivedFile> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Returns the fields that are neither of the signature nor parameters of the call itself.
    fn further(&self) -> impl Iterator<Item = &'a (String, String)> {
        let endpoint = self.endpoint;
        self.fields
            .iter()
            .filter(move |(name, _)| !is_signature_field(name) && endpoint.param(name).is_none())
    }

    pub(crate) fn refusal(&self, reason: Reason, param: &Param, problem: &str) -> Refusal {
        Refusal::new(
            reason,
            format!(
                "the parameter `{}` of `{}` {problem}",
                param.name, self.endpoint.name
            ),
        )
    }

    fn check_unknown(&self) -> Result<(), Refusal> {
        if self.endpoint.open {
            return Ok(());
        }
        match self.further().next() {
            Some((name, _)) => {
                Err(self.unknown(Reason::UnknownParameter, "parameter", name, |_| true))
            }
            None => Ok(()),
        }
    }

    pub(crate) fn unknown(
        &self,
        reason: Reason,
        what: &str,
        name: &str,
        like: fn(&Param) -> bool,
    ) -> Refusal {
        let known = self
            .endpoint
            .params
            .iter()
            .filter(|param| like(param))
            .map(|param| param.name);
        let hint = did_you_mean(name, known);
        Refusal::new(
            reason,
            format!(
                "`{}` has no {what} {}{hint}",
                self.endpoint.name,
                Quoted(name)
            ),
        )
    }

    fn check_missing(&self) -> Result<(), Refusal> {
        // A parameter that was sent as a file, and a missing file, are reported with the files.
        let missing = self.endpoint.params.iter().find(|param| {
            param.required
                && !is_file(param)
                && self.field(param.name).is_none()
                && self.file(param.name).is_none()
        });
        match missing {
            Some(param) => Err(self.refusal(Reason::MissingParameter, param, "is missing")),
            None => Ok(()),
        }
    }

    fn check_values(&self) -> Result<(), Refusal> {
        for param in self.endpoint.params.iter().filter(|param| !is_file(param)) {
            let values = self.fields.iter().filter(|(name, _)| name == param.name);
            let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
            let problem = if values.is_empty() {
                None
            } else {
                kinds::problem(param, &values)
            };
            if let Some(problem) = problem {
                return Err(self.refusal(Reason::Parameter, param, &problem));
            }
        }
        Ok(())
    }

    /// Checks that a known set of further parameters has exactly its own parameters. An unknown set may have
    /// any.
    fn check_extra(&self) -> Result<(), Refusal> {
        let extra = self
            .endpoint
            .params
            .iter()
            .find_map(|param| match param.kind {
                Kind::Extra(sets) => self.field(param.name).map(|name| (param, sets, name)),
                _ => None,
            });
        match extra {
            Some((param, sets, name)) => match sets.iter().find(|set| set.name == name) {
                Some(set) => self.check_set(param, set),
                None => Ok(()),
            },
            None => match self.further().next() {
                Some((name, _)) => {
                    Err(self.unknown(Reason::UnknownParameter, "parameter", name, |_| true))
                }
                None => Ok(()),
            },
        }
    }

    fn check_set(&self, param: &Param, set: &ExtraSet) -> Result<(), Refusal> {
        if let Some(missing) = set.names().find(|name| self.field(name).is_none()) {
            let problem = format!("is `{}`, whose parameter `{missing}` is missing", set.name);
            return Err(self.refusal(Reason::MissingParameter, param, &problem));
        }
        if let Some((name, _)) = self
            .further()
            .find(|(name, _)| !set.names().any(|own| own == name))
        {
            let own = self.endpoint.params.iter().map(|param| param.name);
            let hint = did_you_mean(name, set.names().chain(own));
            let problem = format!(
                "is `{}`, which has no parameter {}{hint}",
                set.name,
                Quoted(name)
            );
            return Err(self.refusal(Reason::UnknownParameter, param, &problem));
        }
        Ok(())
    }
}

pub(crate) fn is_signature_field(name: &str) -> bool {
    [
        PLATFORM.key_field,
        PLATFORM.nonce_field,
        PLATFORM.timestamp_field,
        PLATFORM.signature_field,
    ]
    .contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::generated::{Bounds, ExtraParam, Retry};

    const fn param(name: &'static str, required: bool, kind: Kind) -> Param {
        Param {
            name,
            required,
            secret: false,
            kind,
            bounds: Bounds::NONE,
        }
    }

    static MAKE: Endpoint = Endpoint {
        name: "make",
        group: "test",
        path: "/make",
        retry: Retry::Unsafe,
        forwards: false,
        open: false,
        params: &[
            param("count", false, Kind::Integer),
            param(
                "tags",
                false,
                Kind::List {
                    join: Join::Repeat,
                    item: &Kind::Text,
                },
            ),
            param("title", true, Kind::Text),
        ],
    };

    const fn extra(name: &'static str) -> ExtraParam {
        ExtraParam {
            name,
            secret: false,
        }
    }

    static SEND: Endpoint = Endpoint {
        name: "send",
        group: "test",
        path: "/send",
        retry: Retry::Unsafe,
        forwards: false,
        open: true,
        params: &[
            param("mobile", true, Kind::Text),
            param(
                "template",
                false,
                Kind::Extra(&[ExtraSet {
                    name: "pay_code",
                    params: &[extra("code"), extra("until")],
                }]),
            ),
        ],
    };

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[track_caller]
    fn assert_refused(result: Result<(), Refusal>, reason: Reason, message: &str) {
        assert_eq!(result, Err(Refusal::new(reason, message)));
    }

    fn make(pairs: &[(&str, &str)]) -> Result<(), Refusal> {
        check(&MAKE, &fields(pairs), &[])
    }

    fn send(pairs: &[(&str, &str)]) -> Result<(), Refusal> {
        check(&SEND, &fields(pairs), &[])
    }

    #[test]
    fn accepts_what_is_right() {
        assert_eq!(make(&[("app_key", "k"), ("title", "")]), Ok(()));
        assert_eq!(
            make(&[("title", ""), ("count", "3"), ("tags", "a"), ("tags", "b")]),
            Ok(())
        );
    }

    #[test]
    fn names_repeated_fields() {
        let repeated = fields(&[("tags", "a"), ("tags", "b"), ("title", "a"), ("title", "b")]);
        assert_refused(
            check_repeated(&MAKE, &repeated),
            Reason::RepeatedField,
            "the field `title` is given twice",
        );
        assert_eq!(
            check_repeated(&MAKE, repeated.get(..3).unwrap_or_default()),
            Ok(())
        );
        let sign = fields(&[("sign", "a"), ("sign", "b")]);
        assert_refused(
            check_repeated(&MAKE, &sign),
            Reason::RepeatedField,
            "the field `sign` is given twice",
        );
    }

    #[test]
    fn names_unknown_and_missing_parameters() {
        let result = make(&[("titel", "x")]);
        assert_refused(
            result,
            Reason::UnknownParameter,
            "`make` has no parameter `titel`; did you mean `title`?",
        );
        let result = make(&[("title", "x"), ("colour", "x")]);
        assert_refused(
            result,
            Reason::UnknownParameter,
            "`make` has no parameter `colour`",
        );
        assert_refused(
            make(&[]),
            Reason::MissingParameter,
            "the parameter `title` of `make` is missing",
        );
    }

    #[test]
    fn names_ill_formed_parameters() {
        let result = make(&[("title", "x"), ("count", "1.5")]);
        let message =
            "the parameter `count` of `make` must be a whole number of 64 bits, got `1.5`";
        assert_refused(result, Reason::Parameter, message);
    }

    #[test]
    fn holds_known_sets_to_their_parameters() {
        let right = [
            ("mobile", "1"),
            ("template", "pay_code"),
            ("code", "7"),
            ("until", "8"),
        ];
        assert_eq!(send(&right), Ok(()));
        assert_eq!(
            send(&[("mobile", "1"), ("template", "other"), ("anything", "7")]),
            Ok(())
        );
        assert_eq!(send(&[("mobile", "1")]), Ok(()));
        assert_refused(
            send(right.get(..3).unwrap_or_default()),
            Reason::MissingParameter,
            "the parameter `template` of `send` is `pay_code`, whose parameter `until` is missing",
        );
        let mut one_more = right.to_vec();
        one_more.push(("untill", "9"));
        assert_refused(
            send(&one_more),
            Reason::UnknownParameter,
            "the parameter `template` of `send` is `pay_code`, which has no parameter `untill`; did you mean `until`?",
        );
        let without_set = send(&[("mobile", "1"), ("code", "7")]);
        assert_refused(
            without_set,
            Reason::UnknownParameter,
            "`send` has no parameter `code`",
        );
    }
}
