//! Words of other spec and programming languages, and what to write instead.

/// Words that mean the same as a word of the spec language.
pub(super) struct Synonyms {
    pub(super) words: &'static [&'static str],
    /// The word of the spec language. The entry applies only where it is known.
    pub(super) known: &'static str,
    /// What to do, if it is more than to write the other word.
    pub(super) advice: Option<&'static str>,
}

const fn same(known: &'static str, words: &'static [&'static str]) -> Synonyms {
    let advice = None;
    Synonyms {
        words,
        known,
        advice,
    }
}

const fn advice(
    known: &'static str,
    words: &'static [&'static str],
    advice: &'static str,
) -> Synonyms {
    let advice = Some(advice);
    Synonyms {
        words,
        known,
        advice,
    }
}

/// The first entry that applies counts.
pub(super) const SYNONYMS: &[Synonyms] = &[
    // Keys.
    same("doc", &["description", "desc", "summary", "comment"]),
    same("path", &["url", "uri", "route"]),
    same("response", &["returns", "return", "result", "output"]),
    same("args", &["arguments", "parameters", "params", "input"]),
    same("kwargs", &["options", "optional", "optionals"]),
    same("min", &["minimum", "ge", "gte"]),
    same("max", &["maximum", "le", "lte"]),
    same("above", &["exclusive_minimum", "exclusiveMinimum", "gt"]),
    same("below", &["exclusive_maximum", "exclusiveMaximum", "lt"]),
    same("nullable", &["null", "none"]),
    same("secret", &["sensitive", "password"]),
    same("type", &["$ref", "ref", "schema"]),
    same("fields", &["properties", "members", "object", "struct"]),
    same("enum", &["values", "choices", "variants"]),
    same("any_of", &["union", "oneOf"]),
    same("types", &["schemas", "definitions", "components"]),
    advice(
        "optional",
        &["required", "mandatory"],
        "arguments in `args` are required, those in `kwargs` are not; a field of an answer is required unless it has `optional: true`",
    ),
    advice(
        "min_items",
        &["enum", "values", "choices"],
        "define a type with `enum` in `types`, and use its name as the `type`",
    ),
    advice(
        "min_items",
        &["fields", "properties"],
        "define a type with `fields` in `types`, and use its name as the `type`",
    ),
    advice(
        "forwards",
        &["method", "verb"],
        "every call is a POST; remove this key",
    ),
    advice("min_items", &["items"], "write `type: list<…>`"),
    advice(
        "min_items",
        &["pattern", "regex", "format"],
        "such a constraint is not supported; describe it in `doc`",
    ),
    // Types.
    same("list", &["array", "vec", "set", "sequence"]),
    same("map", &["dict", "object", "hash"]),
    same("string", &["str", "text", "char", "varchar"]),
    same(
        "integer",
        &[
            "int", "int32", "int64", "long", "uint", "i32", "i64", "u32", "u64",
        ],
    ),
    same(
        "float",
        &["double", "real", "float32", "float64", "f32", "f64"],
    ),
    same("boolean", &["bool", "flag"]),
    same("decimal", &["money", "numeric", "bigdecimal"]),
    same("file", &["binary", "bytes", "blob", "upload"]),
    same("none", &["null", "void", "nothing", "empty"]),
    advice(
        "decimal",
        &["number"],
        "a number is an `integer`, a `float`, or a `decimal` where every digit matters",
    ),
    advice(
        "time",
        &["datetime", "date_time", "timestamp", "instant"],
        "a time is a `time` (`2021-09-07T09:20:51Z`), a `local_time` (`2021-09-07 17:20:51`), a `unix_time` (seconds) or a `unix_millis`",
    ),
    advice(
        "boolean",
        &["enum", "choice"],
        "define a type with `enum` in `types`, and use its name",
    ),
    advice(
        "boolean",
        &["object", "struct", "dict", "map"],
        "define a type with `fields` in `types` and use its name, or write `map<…>`",
    ),
    advice(
        "boolean",
        &["array", "list", "vec", "set"],
        "write `list<…>`",
    ),
];

#[cfg(test)]
#[path = "../tests/synonyms.rs"]
mod tests;
