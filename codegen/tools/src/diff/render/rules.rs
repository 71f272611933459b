//! Renders the page that lists all rules.

use std::fmt::Write as _;

use crate::diff::{Rule, Source, Step, Wire};

const HEAD: &str = "\
<!-- Written by `bge-codegen diff --rules`. -->

# What a change of the spec means for users

`bge-codegen diff OLD NEW` reports each change under one of these rules.

An *old client* is a client built from the old spec. *Existing code* is Rust code written for an old client.

| column | value | meaning |
| --- | --- | --- |
| wire | **breaking** | Once the platform follows the new spec, old clients send requests that are rejected or misread, or cannot read the answers. |
| source | **breaking** | Existing code may not compile with the new client. |
| source | **silent** | Existing code compiles with the new client, but may behave differently. Counts as breaking. |
| step | major, minor, patch | The version step that the change requires. |

Compiler warnings, such as those for deprecated items, do not count as breaking. Neither do names that a glob import brings into scope.

- A change that breaks source requires a major step. Documentation requires a patch. Every other change requires a minor step.
- A change that breaks only the wire requires a new client, but no change of existing code: a minor step.
- Cargo reads versions before 1.0.0 by their first non-zero number. A major step moves from 0.1.2 to 0.2.0; a minor step or a patch moves
  to 0.1.3. From 0.0.x, every step moves the last number.

A type that is both sent and returned is compared in both directions. One change of it may be reported under two rules.

| rule | wire | source | step | what changed | why |
| --- | --- | --- | --- | --- | --- |
";

/// Returns the page with the table of all rules and their effects, in Markdown.
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
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            out,
            "| `{name}` | {wire} | {source} | {step} | {meaning} | {why} |"
        );
    }
    out
}
