//! The page of all rules.

use std::fmt::Write as _;

use crate::diff::{Rule, Source, Step, Wire};

const HEAD: &str = "\
<!-- Written by `bge-codegen diff --rules`. -->

# What a change of the spec means

`bge-codegen diff OLD NEW` names each change by one of these rules.

**Wire** tells of clients that were built before, once the platform behaves as the new spec says: *breaking* where they send what is
refused or misunderstood, or cannot read what is answered. **Source** tells of programs that were written before, once they are
built with the new client: *breaking* where they may not compile; *silent* where they compile, but may do something else, which counts
as breaking, too. Warnings of the compiler, as for what is deprecated, and names that a glob import brings along break nothing.

**Step** is how far the version of the client has to move. What breaks source is a major step, whatever else changes is a minor one,
and documentation is a patch. What breaks only the wire needs a new client, which programs can move to without being touched:
a minor step. Cargo reads versions before 1.0.0 by their first number that is not 0: there a major step moves from 0.1.2 to 0.2.0,
and minor steps and patches to 0.1.3; from 0.0.x each step moves the last number.

A type that is both sent and answered is looked at in both directions, and may have a change told by two rules.

| rule | wire | source | step | what changed | why |
| --- | --- | --- | --- | --- | --- |
";

/// The table of all rules with their verdicts, in Markdown.
#[must_use]
pub fn rules() -> String {
    let mut out = HEAD.to_owned();
    for rule in Rule::ALL {
        let wire = match rule.wire() {
            Wire::Compatible => "ok",
            Wire::Breaking => "**breaking**",
        };
        let source = match rule.source() {
            Source::Compatible => "ok",
            Source::Breaking => "**breaking**",
            Source::Silent => "**silent**",
        };
        let (name, step) = (rule.name(), Step::of(*rule).name());
        let (meaning, why) = (rule.meaning(), rule.why());
        // Writing to a text does not fail.
        let _ = writeln!(
            out,
            "| `{name}` | {wire} | {source} | {step} | {meaning} | {why} |"
        );
    }
    out
}
