//! Words of other spec and programming languages, and what to write instead.

/// Words, separated by spaces, and the word of the spec language that means the same. An entry applies only where that
/// word is known. The first one that applies counts.
pub(super) const SAME: &[(&str, &str)] = &[
    // Keys.
    ("description desc summary comment", "doc"),
    ("url uri route", "path"),
    ("returns return result output", "response"),
    ("arguments parameters params input", "args"),
    ("options optional optionals", "kwargs"),
    ("minimum ge gte", "min"),
    ("maximum le lte", "max"),
    ("exclusive_minimum exclusiveMinimum gt", "above"),
    ("exclusive_maximum exclusiveMaximum lt", "below"),
    ("null none", "nullable"),
    ("sensitive password", "secret"),
    ("$ref ref schema", "type"),
    ("properties members object struct", "fields"),
    ("values choices variants", "enum"),
    ("union oneOf", "any_of"),
    ("schemas definitions components", "types"),
    // Types.
    ("array vec set sequence", "list"),
    ("dict object hash", "map"),
    ("str text char varchar", "string"),
    ("int int32 int64 long uint i32 i64 u32 u64", "integer"),
    ("double real float32 float64 f32 f64", "float"),
    ("bool flag", "boolean"),
    ("money numeric bigdecimal", "decimal"),
    ("binary bytes blob upload", "file"),
    ("null void nothing empty", "none"),
];

/// Words, separated by spaces, and what to do where another word is known, if it is more than to write that word.
pub(super) const ADVICE: &[(&str, &str, &str)] = &[
    // Keys.
    (
        "required mandatory",
        "optional",
        "arguments in `args` are required, those in `kwargs` are not; a field of an answer is required unless it has `optional: true`",
    ),
    (
        "enum values choices",
        "min_items",
        "define a type with `enum` in `types`, and use its name as the `type`",
    ),
    (
        "fields properties",
        "min_items",
        "define a type with `fields` in `types`, and use its name as the `type`",
    ),
    (
        "method verb",
        "forwards",
        "every call is a POST; remove this key",
    ),
    ("items", "min_items", "write `type: list<…>`"),
    (
        "pattern regex format",
        "min_items",
        "such a constraint is not supported; describe it in `doc`",
    ),
    // Types.
    (
        "number",
        "decimal",
        "a number is an `integer`, a `float`, or a `decimal` where every digit matters",
    ),
    (
        "datetime date_time timestamp instant",
        "time",
        "a time is a `time` (`2021-09-07T09:20:51Z`), a `local_time` (`2021-09-07 17:20:51`), a `unix_time` (seconds) or a `unix_millis`",
    ),
    (
        "enum choice",
        "boolean",
        "define a type with `enum` in `types`, and use its name",
    ),
    (
        "object struct dict map",
        "boolean",
        "define a type with `fields` in `types` and use its name, or write `map<…>`",
    ),
    ("array list vec set", "boolean", "write `list<…>`"),
];

#[cfg(test)]
#[path = "../tests/synonyms.rs"]
mod tests;
