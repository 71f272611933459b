//! Collects the changes of an item, and words those that many rules have in common.

use std::fmt::Display;

use super::items::Entry;
use super::{Change, Rule, Which};
use bge_private_codegen::source::Span;
use bge_private_codegen::spec::model::{Spanned, Text};

/// The message for other documentation.
pub(super) const REWORDED: &str = "is described in other words";

/// The changes of one item. Their place is in the new spec, unless the item was removed.
pub(super) struct Changes<'o> {
    subject: String,
    pub(super) found: &'o mut Vec<Change>,
}

impl<'o> Changes<'o> {
    pub(super) fn of(subject: impl Into<String>, found: &'o mut Vec<Change>) -> Self {
        let subject = subject.into();
        Self { subject, found }
    }

    pub(super) fn of_item<T, const N: usize>(
        prefix: &str,
        item: &Entry<'_, T, N>,
        found: &'o mut Vec<Change>,
    ) -> Self {
        Self::of(format!("{prefix}{}", item.name.value), found)
    }

    fn note(&mut self, rule: Rule, which: Which, span: Span, message: String) {
        let subject = self.subject.clone();
        self.found.push(Change {
            rule,
            subject,
            message,
            which,
            span,
        });
    }

    pub(super) fn add(&mut self, rule: Rule, span: Span, message: impl Into<String>) {
        self.note(rule, Which::New, span, message.into());
    }

    pub(super) fn added(&mut self, rule: Rule, span: Span) {
        let message = match rule {
            Rule::RequestRequiredAdded => "was added and is required",
            Rule::RequestOptionalAdded => "was added and is optional",
            _ => "was added",
        };
        self.add(rule, span, message);
    }

    pub(super) fn removed(&mut self, rule: Rule, span: Span) {
        self.note(rule, Which::Old, span, "was removed".to_owned());
    }

    /// Reports another value, if it differs.
    pub(super) fn value<T>(&mut self, rule: Rule, [old, new]: [&Spanned<T>; 2])
    where
        T: Display + PartialEq,
    {
        if old.value != new.value {
            self.changed(rule, new.span, [&old.value, &new.value]);
        }
    }

    /// Reports another value.
    pub(super) fn changed<T: Display>(&mut self, rule: Rule, span: Span, [old, new]: [T; 2]) {
        self.add(rule, span, format!("is `{new}` now, no longer `{old}`"));
    }

    /// Reports another name on the wire, if it differs.
    pub(super) fn on_the_wire(&mut self, rule: Rule, span: Span, [old, new]: [&str; 2]) {
        if old != new {
            let message = format!("is `{new}` on the wire now, no longer `{old}`");
            self.add(rule, span, message);
        }
    }

    /// Reports another name in Rust, if it differs.
    pub(super) fn in_rust(&mut self, rule: Rule, span: Span, [old, new]: [&str; 2]) {
        if old != new {
            let message = format!("is `{new}` in Rust now, no longer `{old}`");
            self.add(rule, span, message);
        }
    }

    /// Reports other names on the wire and in Rust, each if there is a rule for it.
    pub(super) fn names<T>(
        &mut self,
        wire: Option<(Rule, Span)>,
        rust: Option<(Rule, Span)>,
        [old, new]: [&Entry<'_, T>; 2],
    ) {
        if let Some((rule, span)) = wire {
            self.on_the_wire(rule, span, [&old.keys[0], &new.keys[0]]);
        }
        if let Some((rule, span)) = rust {
            self.in_rust(rule, span, [&old.keys[1], &new.keys[1]]);
        }
    }

    /// Reports a name in Rust that another item had before.
    pub(super) fn takeover<T>(&mut self, rule: Rule, span: Span, [old, new]: [&Entry<'_, T>; 2]) {
        let [[old, _], [new, rust]] = [&old.keys, &new.keys];
        let message =
            format!("is what `{rust}` stands for now: `{new}` on the wire, no longer `{old}`");
        self.add(rule, span, message);
    }

    /// Reports other documentation, if it differs. `span` is the place of documentation that was removed.
    pub(super) fn doc<'t, T>(&mut self, rule: Rule, span: Span, [old, new]: [T; 2])
    where
        T: Into<Option<&'t Text>>,
    {
        let (old, new) = (old.into(), new.into());
        if old.map(Text::both) != new.map(Text::both) {
            let span = new.map_or(span, |text| text.en.span);
            self.add(rule, span, REWORDED);
        }
    }

    /// Reports a deprecation that began or ended, or has other words, each with a rule.
    pub(super) fn deprecation(
        &mut self,
        [began, ended, reworded]: [Rule; 3],
        name: Span,
        [old, new]: [&Option<Text>; 2],
    ) {
        let span = new.as_ref().map_or(name, |note| note.en.span);
        let is_deprecated = [old, new].map(Option::is_some);
        let on = (began, "is deprecated");
        let off = (ended, "is not deprecated any more");
        self.switch(span, is_deprecated, [on, off]);
        if let (Some(old), Some(new)) = (old, new)
            && old.both() != new.both()
        {
            self.add(reworded, span, "is deprecated in other words");
        }
    }

    /// Reports a property that is now on, or off, each with a rule and a message.
    pub(super) fn switch(
        &mut self,
        span: Span,
        [old, new]: [bool; 2],
        [on, off]: [(Rule, &str); 2],
    ) {
        if old != new {
            let (rule, message) = if new { on } else { off };
            self.add(rule, span, message);
        }
    }
}
