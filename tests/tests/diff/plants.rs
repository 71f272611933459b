//! One or more planted changes for each rule, with the expected verdicts.

use bge_private_codegen_tools::diff::{Rule, Source, Wire};

use Rule::*;
use Source::{Breaking as Breaks, Compatible as Compiles, Silent};
use Wire::{Breaking as Fails, Compatible as Works};

/// When the spec contains the second group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Second {
    Nowhere,
    Before,
    After,
    Always,
}

/// A change of the base spec, and the expected report.
#[derive(Debug)]
pub struct Plant {
    pub rule: Rule,
    /// Other changes that the edits also cause.
    pub also: &'static [Rule],
    pub wire: Wire,
    pub source: Source,
    pub second: Second,
    /// Pairs of an old text, which must occur exactly once, and its replacement.
    pub edits: &'static [(&'static str, &'static str)],
}

type Edits = &'static [(&'static str, &'static str)];

const fn plant(rule: Rule, (wire, source): (Wire, Source), edits: Edits) -> Plant {
    Plant {
        rule,
        also: &[],
        wire,
        source,
        second: Second::Nowhere,
        edits,
    }
}

/// Returns a plant with further changes, or with the second group.
const fn wide(
    rule: Rule,
    also: &'static [Rule],
    (wire, source): (Wire, Source),
    second: Second,
    edits: Edits,
) -> Plant {
    Plant {
        rule,
        also,
        wire,
        source,
        second,
        edits,
    }
}

const RAW: &str = "  NAME_raw:
    path: /NAME/raw
    DOC
    retry: unsafe
    response: any
    examples:
      - title: {en: The usual, zh: 常用}
        response: {name: n}
";
const SPARE: &str = "  CAMELSpare:\n    DOC\n    enum: {left: {}, right: {}}\n";
const OLD_NOTE: &str = "    deprecated: {en: Old., zh: 旧。}\n";
const PAGE: &str = "      page: {type: integer, DOC}\n";
const OTHER: &str = "      other: {type: integer, DOC}\n";
const COLOUR: &str = "      colour: {type: string, optional: true, DOC}\n";
const TOTAL: &str = "total: {type: integer, DOC}";
const NOTE: &str = "      note: {type: Note, DOC}\n";

pub const PLANTS: &[Plant] = &[
    wide(
        GroupAdded,
        &[EndpointAdded, TypeAdded],
        (Works, Compiles),
        Second::After,
        &[],
    ),
    wide(
        GroupRemoved,
        &[EndpointRemoved, TypeRemoved],
        (Works, Breaks),
        Second::Before,
        &[],
    ),
    plant(
        GroupRenamed,
        (Works, Breaks),
        &[("group: NAME\n", "group: NAME_c\n")],
    ),
    plant(
        GroupDocChanged,
        (Works, Compiles),
        &[("en: Things", "en: Stuff")],
    ),
    plant(
        EndpointAdded,
        (Works, Compiles),
        &[(
            "\ntypes:\n",
            "\n  NAME_more:\n    path: /NAME/more\n    DOC\n    response: none\n    examples:\n      - title: {en: The usual, zh: 常用}\ntypes:\n",
        )],
    ),
    plant(EndpointRemoved, (Fails, Breaks), &[(RAW, "")]),
    plant(
        EndpointRenamed,
        (Works, Breaks),
        &[("  NAME_raw:\n", "  NAME_read:\n")],
    ),
    plant(
        EndpointRenamed,
        (Works, Breaks),
        &[(
            "    retry: unsafe\n",
            "    retry: unsafe\n    rust: NAME_read\n",
        )],
    ),
    plant(
        EndpointPathChanged,
        (Fails, Compiles),
        &[("path: /NAME/raw", "path: /NAME/read")],
    ),
    wide(
        EndpointMoved,
        &[],
        (Works, Breaks),
        Second::Always,
        &[(RAW, ""), ("  NAME_stay:\n", "@RAW  NAME_stay:\n")],
    ),
    plant(
        EndpointDeprecated,
        (Works, Compiles),
        &[(
            "    retry: unsafe\n",
            "    retry: unsafe\n    deprecated: {en: Old., zh: 旧。}\n",
        )],
    ),
    plant(EndpointUndeprecated, (Works, Compiles), &[(OLD_NOTE, "")]),
    plant(
        EndpointDocChanged,
        (Works, Compiles),
        &[("see: \"#/do\"", "see: \"#/done\"")],
    ),
    plant(
        EndpointDocChanged,
        (Works, Compiles),
        &[(
            "path: /NAME/raw\n    DOC",
            "path: /NAME/raw\n    doc: {en: Else., zh: 别。}",
        )],
    ),
    plant(
        EndpointDocChanged,
        (Works, Compiles),
        &[(OLD_NOTE, "    deprecated: {en: Older., zh: 旧。}\n")],
    ),
    plant(
        ExamplesChanged,
        (Works, Compiles),
        &[("        response: {name: n}", "        response: {name: m}")],
    ),
    plant(
        RetryWithdrawn,
        (Fails, Compiles),
        &[("retry: safe\n", "retry: unsafe\n")],
    ),
    plant(
        RetryWithdrawn,
        (Fails, Compiles),
        &[("    retry: {safe_when: {mode: [soft]}}\n", "")],
    ),
    plant(
        RetryWithdrawn,
        (Fails, Compiles),
        &[("mode: [soft]", "mode: [hard]")],
    ),
    plant(
        RetryGranted,
        (Works, Compiles),
        &[("mode: [soft]", "mode: [soft, hard]")],
    ),
    plant(
        RetryGranted,
        (Works, Compiles),
        &[("retry: unsafe\n", "retry: safe\n")],
    ),
    plant(
        ForwardingBegan,
        (Fails, Compiles),
        &[("retry: unsafe\n", "retry: unsafe\n    forwards: true\n")],
    ),
    plant(
        ForwardingEnded,
        (Works, Compiles),
        &[("    forwards: true\n", "")],
    ),
    plant(
        RequestRequiredAdded,
        (Fails, Breaks),
        &[
            (
                OTHER,
                "      more: {type: string, DOC}\n      other: {type: integer, DOC}\n",
            ),
            ("other: 6", "other: 6\n          more: m"),
        ],
    ),
    plant(
        RequestRequiredAdded,
        (Fails, Breaks),
        &[
            (
                COLOUR,
                "      depth: {type: integer, DOC}\n      colour: {type: string, optional: true, DOC}\n",
            ),
            ("size: 1", "size: 1, depth: 2"),
        ],
    ),
    plant(
        RequestOptionalAdded,
        (Works, Compiles),
        &[(
            PAGE,
            "      page: {type: integer, DOC}\n      more: {type: json, DOC}\n",
        )],
    ),
    plant(
        RequestOptionalAdded,
        (Works, Compiles),
        &[(
            COLOUR,
            "      depth: {type: integer, nullable: true, optional: true, DOC}\n      colour: {type: string, optional: true, DOC}\n",
        )],
    ),
    plant(
        RequestRemoved,
        (Fails, Breaks),
        &[(OTHER, ""), ("          other: 6\n", "")],
    ),
    plant(RequestRemoved, (Fails, Breaks), &[(PAGE, "")]),
    plant(RequestRemoved, (Fails, Breaks), &[(COLOUR, "")]),
    plant(
        RequestMadeRequired,
        (Fails, Breaks),
        &[
            (PAGE, ""),
            (
                NOTE,
                "      note: {type: Note, DOC}\n      page: {type: integer, DOC}\n",
            ),
            ("other: 6", "other: 6\n          page: 1"),
        ],
    ),
    plant(
        RequestMadeRequired,
        (Fails, Breaks),
        &[
            (COLOUR, "      colour: {type: string, DOC}\n"),
            ("size: 1", "size: 1, colour: red"),
        ],
    ),
    plant(
        RequestMadeOptional,
        (Works, Breaks),
        &[
            (OTHER, ""),
            ("          other: 6\n", ""),
            (
                PAGE,
                "      page: {type: integer, DOC}\n      other: {type: integer, DOC}\n",
            ),
        ],
    ),
    plant(
        RequestMadeOptional,
        (Works, Breaks),
        &[(
            "size: {type: integer, DOC}",
            "size: {type: integer, nullable: true, DOC}",
        )],
    ),
    plant(
        RequestAbsenceNarrowed,
        (Fails, Compiles),
        &[(
            "weight: {type: integer, nullable: true",
            "weight: {type: integer, optional: true",
        )],
    ),
    plant(
        RequestAbsenceNarrowed,
        (Fails, Compiles),
        &[
            (
                "colour: {type: string, optional: true",
                "colour: {type: string, nullable: true",
            ),
            ("size: 1", "size: 1, colour: null"),
        ],
    ),
    plant(
        RequestAbsenceWidened,
        (Works, Compiles),
        &[(
            "weight: {type: integer, nullable: true",
            "weight: {type: integer, nullable: true, optional: true",
        )],
    ),
    plant(
        RequestReordered,
        (Works, Breaks),
        &[
            ("      text: {type: string, min_length: 2, DOC}\n", ""),
            (
                OTHER,
                "      other: {type: integer, DOC}\n      text: {type: string, min_length: 2, DOC}\n",
            ),
        ],
    ),
    plant(
        RequestReordered,
        (Works, Breaks),
        &[(
            "      name: {type: string, DOC}\n      size: {type: integer, DOC}\n",
            "      size: {type: integer, DOC}\n      name: {type: string, DOC}\n",
        )],
    ),
    plant(
        RequestSwapped,
        (Works, Silent),
        &[
            ("      count: {type: integer, min: 1, max: 9, DOC}\n", ""),
            (
                OTHER,
                "      other: {type: integer, DOC}\n      count: {type: integer, min: 1, max: 9, DOC}\n",
            ),
        ],
    ),
    plant(
        RequestWireNameChanged,
        (Fails, Compiles),
        &[(
            "limit: {type: integer",
            "limit: {type: integer, wire: Limit",
        )],
    ),
    plant(
        RequestWireNameChanged,
        (Fails, Compiles),
        &[("mode: {type: Mode", "mode: {type: Mode, wire: MODE")],
    ),
    plant(
        RequestWireNameChanged,
        (Fails, Compiles),
        &[(
            "colour: {type: string",
            "colour: {type: string, wire: Colour",
        )],
    ),
    plant(
        RequestTypeChanged,
        (Fails, Breaks),
        &[("page: {type: integer", "page: {type: boolean")],
    ),
    plant(
        RequestTypeChanged,
        (Fails, Breaks),
        &[
            ("size: {type: integer", "size: {type: boolean"),
            ("size: 1", "size: true"),
        ],
    ),
    plant(
        RequestTypeChanged,
        (Fails, Breaks),
        &[("token: {type: string", "token: {type: State")],
    ),
    plant(
        RequestTypeWidened,
        (Works, Breaks),
        &[("page: {type: integer", "page: {type: float")],
    ),
    plant(
        RequestTypeWidened,
        (Works, Breaks),
        &[(
            "link: {type: url, DOC}\n      items",
            "link: {type: string, DOC}\n      items",
        )],
    ),
    plant(
        RequestTypeWidened,
        (Works, Breaks),
        &[
            ("level: {type: Level", "level: {type: integer"),
            ("level: low", "level: 1"),
        ],
    ),
    plant(
        RequestFormatChanged,
        (Fails, Compiles),
        &[
            ("since: {type: unix_time", "since: {type: time"),
            ("since: 1500000000", "since: 2021-09-07T09:20:51Z"),
        ],
    ),
    plant(
        RequestFormatWidened,
        (Works, Compiles),
        &[
            ("since: {type: unix_time", "since: {type: unix_time_text"),
            ("since: 1500000000", "since: \"1500000000\""),
        ],
    ),
    plant(
        RequestJoinChanged,
        (Fails, Compiles),
        &[("join: comma", "join: repeat")],
    ),
    plant(
        RequestBoundTightened,
        (Fails, Compiles),
        &[("min: 1, max: 9", "min: 2, max: 9")],
    ),
    plant(
        RequestBoundTightened,
        (Fails, Compiles),
        &[("min: 1, max: 9", "above: 1, max: 9")],
    ),
    plant(
        RequestBoundTightened,
        (Fails, Compiles),
        &[(
            "tags: {type: list<string>",
            "tags: {type: list<string>, max_items: 5",
        )],
    ),
    plant(
        RequestBoundLoosened,
        (Works, Compiles),
        &[("min: 1, max: 9", "min: 1")],
    ),
    plant(
        RequestBoundLoosened,
        (Works, Compiles),
        &[("type: string, min_length: 2", "type: string, min_length: 1")],
    ),
    plant(
        DefaultChanged,
        (Fails, Compiles),
        &[("default: 3", "default: 4")],
    ),
    plant(
        DefaultAdded,
        (Works, Compiles),
        &[("page: {type: integer", "page: {type: integer, default: 1")],
    ),
    plant(DefaultRemoved, (Works, Compiles), &[(", default: 3", "")]),
    plant(
        ResponseDataAdded,
        (Works, Breaks),
        &[(
            "    response: none\n    deprecated: {en: Old., zh: 旧。}\n    examples:\n      - title: {en: The usual, zh: 常用}\n",
            "    response:\n      pong: {type: string, DOC}\n    deprecated: {en: Old., zh: 旧。}\n    examples:\n      - title: {en: The usual, zh: 常用}\n        response: {pong: p}\n",
        )],
    ),
    wide(
        ResponseDataRemoved,
        &[],
        (Fails, Breaks),
        Second::Always,
        &[
            (
                "    response:\n      pong: {type: string, DOC}\n",
                "    response: none\n",
            ),
            ("        response: {pong: p}\n", ""),
        ],
    ),
    wide(
        ResponseDataRenamed,
        &[TypeAdded],
        (Works, Breaks),
        Second::Always,
        &[
            (
                "    response:\n      pong: {type: string, DOC}\n",
                "    response: Pong\n",
            ),
            (
                "  CAMELAnchor:\n",
                "  Pong:\n    DOC\n    fields:\n      pong: {type: string, DOC}\n  CAMELAnchor:\n",
            ),
        ],
    ),
    plant(
        ResponseFieldAdded,
        (Works, Compiles),
        &[(
            TOTAL,
            "total: {type: integer, DOC}\n      more: {type: any, optional: true, DOC}",
        )],
    ),
    plant(
        ResponseFieldRemoved,
        (Fails, Breaks),
        &[
            ("      total: {type: integer, DOC}\n", ""),
            ("          total: 1\n", ""),
        ],
    ),
    plant(
        ResponseOptionalFieldRemoved,
        (Works, Breaks),
        &[("      gone: {type: string, optional: true, DOC}\n", "")],
    ),
    plant(
        ResponseMadeOptional,
        (Fails, Breaks),
        &[(TOTAL, "total: {type: integer, optional: true, DOC}")],
    ),
    plant(
        ResponseMadeOptional,
        (Fails, Breaks),
        &[(TOTAL, "total: {type: integer, nullable: true, DOC}")],
    ),
    plant(
        ResponseMadeRequired,
        (Works, Breaks),
        &[
            ("gone: {type: string, optional: true", "gone: {type: string"),
            ("total: 1", "total: 1\n          gone: g"),
        ],
    ),
    plant(
        ResponseMadeRequired,
        (Works, Breaks),
        &[
            (
                "empty: {type: string, nullable: true",
                "empty: {type: string",
            ),
            ("empty: null", "empty: e"),
        ],
    ),
    plant(
        ResponseAbsenceWidened,
        (Fails, Compiles),
        &[(
            "gone: {type: string, optional: true",
            "gone: {type: string, nullable: true, optional: true",
        )],
    ),
    plant(
        ResponseAbsenceNarrowed,
        (Works, Compiles),
        &[(
            "either: {type: string, nullable: true, optional: true",
            "either: {type: string, optional: true",
        )],
    ),
    plant(
        ResponseWireNameChanged,
        (Fails, Compiles),
        &[
            (TOTAL, "total: {type: integer, wire: Total, DOC}"),
            ("total: 1", "Total: 1"),
        ],
    ),
    plant(
        ResponseTypeChanged,
        (Fails, Breaks),
        &[
            (TOTAL, "total: {type: boolean, DOC}"),
            ("total: 1", "total: true"),
        ],
    ),
    plant(
        ResponseTypeChanged,
        (Fails, Breaks),
        &[
            ("state: {type: State", "state: {type: list<State>"),
            ("state: open", "state: [open]"),
        ],
    ),
    // An object with another name and one more field, which existing clients treat as unknown.
    wide(
        ResponseTypeNarrowed,
        &[TypeAdded, TypeRemoved],
        (Works, Breaks),
        Second::Nowhere,
        &[
            ("owner: {type: Owner, DOC}", "owner: {type: Keeper, DOC}"),
            (
                "  Owner:\n    DOC\n    fields:\n      name: {type: string, DOC}\n",
                "  Keeper:\n    DOC\n    fields:\n      name: {type: string, DOC}\n      since: {type: time, optional: true, DOC}\n",
            ),
        ],
    ),
    // An object with another name, and a field that replaces a required one.
    wide(
        ResponseTypeChanged,
        &[TypeAdded, TypeRemoved],
        (Fails, Breaks),
        Second::Nowhere,
        &[
            ("owner: {type: Owner, DOC}", "owner: {type: Keeper, DOC}"),
            (
                "  Owner:\n    DOC\n    fields:\n      name: {type: string, DOC}\n",
                "  Keeper:\n    DOC\n    fields:\n      title: {type: string, DOC}\n",
            ),
            ("owner: {name: n}", "owner: {title: n}"),
        ],
    ),
    // In requests: one more optional field, and then one more required field.
    wide(
        RequestTypeWidened,
        &[TypeAdded, TypeRemoved],
        (Works, Breaks),
        Second::Nowhere,
        &[
            ("items: {type: list<Item>", "items: {type: list<Piece>"),
            ("  Item:\n", "  Piece:\n"),
            (
                COLOUR,
                "      colour: {type: string, optional: true, DOC}\n      shape: {type: string, optional: true, DOC}\n",
            ),
        ],
    ),
    wide(
        RequestTypeChanged,
        &[TypeAdded, TypeRemoved],
        (Fails, Breaks),
        Second::Nowhere,
        &[
            ("items: {type: list<Item>", "items: {type: list<Piece>"),
            ("  Item:\n", "  Piece:\n"),
            (
                COLOUR,
                "      colour: {type: string, optional: true, DOC}\n      shape: {type: string, DOC}\n",
            ),
            ("weight: 2}]", "weight: 2, shape: s}]"),
        ],
    ),
    plant(
        ResponseTypeNarrowed,
        (Works, Breaks),
        &[
            ("id: {type: string", "id: {type: url"),
            ("id: i", "id: https://i.example/"),
        ],
    ),
    plant(
        ResponseTypeNarrowed,
        (Works, Breaks),
        &[("    response: any\n", "    response: Owner\n")],
    ),
    plant(
        ResponseFormatChanged,
        (Fails, Compiles),
        &[
            ("created: {type: time", "created: {type: unix_time"),
            ("created: 2021-09-07T09:20:51Z", "created: 1500000000"),
        ],
    ),
    plant(
        ResponseFormatNarrowed,
        (Works, Compiles),
        &[
            ("key: {type: string", "key: {type: url"),
            ("key: k", "key: https://k.example/"),
        ],
    ),
    plant(
        ResponseLenientAdded,
        (Fails, Compiles),
        &[(TOTAL, "total: {type: integer, lenient: true, DOC}")],
    ),
    plant(
        ResponseLenientRemoved,
        (Works, Compiles),
        &[(", lenient: true", "")],
    ),
    plant(
        ResponseBoundChanged,
        (Works, Compiles),
        &[("max_length: 9", "max_length: 8")],
    ),
    plant(
        FieldRenamed,
        (Works, Breaks),
        &[(
            "page: {type: integer",
            "page: {type: integer, rust: page_number",
        )],
    ),
    plant(
        FieldRenamed,
        (Works, Breaks),
        &[("mode: {type: Mode", "mode: {type: Mode, rust: way")],
    ),
    plant(
        FieldRenamed,
        (Works, Breaks),
        &[(TOTAL, "total: {type: integer, rust: sum, DOC}")],
    ),
    plant(
        FieldRenamed,
        (Works, Breaks),
        &[(
            "colour: {type: string",
            "colour: {type: string, rust: paint",
        )],
    ),
    wide(
        FieldSwapped,
        &[FieldSwapped],
        (Works, Silent),
        Second::Nowhere,
        &[
            (
                "limit: {type: integer, default: 3",
                "limit: {type: integer, wire: page",
            ),
            (
                "page: {type: integer",
                "page: {type: integer, wire: limit, default: 3",
            ),
        ],
    ),
    wide(
        FieldSwapped,
        &[FieldSwapped],
        (Works, Silent),
        Second::Nowhere,
        &[
            (
                "id: {type: string, DOC}",
                "id: {type: string, wire: long, max_length: 9, DOC}",
            ),
            (
                "long: {type: string, max_length: 9, DOC}",
                "long: {type: string, wire: id, DOC}",
            ),
        ],
    ),
    plant(
        SecretChanged,
        (Works, Breaks),
        &[("token: {type: string", "token: {type: string, secret: true")],
    ),
    plant(
        SecretChanged,
        (Works, Breaks),
        &[("id: {type: string", "id: {type: string, secret: true")],
    ),
    plant(SecretChanged, (Works, Breaks), &[(", secret: true", "")]),
    plant(
        SecretChanged,
        (Works, Breaks),
        &[(
            "link: {type: url, DOC}\n      key",
            "link: {type: url, secret: query, DOC}\n      key",
        )],
    ),
    plant(
        FieldDeprecated,
        (Works, Compiles),
        &[(
            "page: {type: integer",
            "page: {type: integer, deprecated: {en: Old., zh: 旧。}",
        )],
    ),
    plant(
        FieldDeprecated,
        (Works, Compiles),
        &[(
            "total: {type: integer",
            "total: {type: integer, deprecated: {en: Old., zh: 旧。}",
        )],
    ),
    plant(
        FieldUndeprecated,
        (Works, Compiles),
        &[(
            "hint: {type: string, deprecated: {en: Old., zh: 旧。}",
            "hint: {type: string",
        )],
    ),
    plant(
        FieldDocChanged,
        (Works, Compiles),
        &[(
            "page: {type: integer, DOC}",
            "page: {type: integer, doc: {en: Else., zh: 别。}}",
        )],
    ),
    plant(
        TypeAdded,
        (Works, Compiles),
        &[(
            "\ntypes:\n",
            "\ntypes:\n  Fresh:\n    DOC\n    fields:\n      name: {type: integer, DOC}\n",
        )],
    ),
    plant(TypeRemoved, (Works, Breaks), &[(SPARE, "")]),
    plant(
        TypeRenamed,
        (Works, Breaks),
        &[("  CAMELSpare:\n", "  Extras:\n")],
    ),
    wide(
        TypeMoved,
        &[],
        (Works, Breaks),
        Second::Always,
        &[(SPARE, ""), ("  CAMELAnchor:\n", "@SPARE  CAMELAnchor:\n")],
    ),
    plant(
        TypeKindChanged,
        (Fails, Breaks),
        &[(
            "{left: {}, right: {}}",
            "{left: {value: 1}, right: {value: 2}}",
        )],
    ),
    plant(
        TypeKindChanged,
        (Fails, Breaks),
        &[(
            "    enum: {left: {}, right: {}}",
            "    fields:\n      left: {type: string, DOC}",
        )],
    ),
    plant(
        TypeDocChanged,
        (Works, Compiles),
        &[(
            "  CAMELSpare:\n    DOC",
            "  CAMELSpare:\n    doc: {en: Else., zh: 别。}",
        )],
    ),
    plant(
        TypeDocChanged,
        (Works, Compiles),
        &[("{left: {}", "{left: {doc: {en: Else., zh: 别。}}")],
    ),
    plant(
        TypeDocChanged,
        (Works, Compiles),
        &[(
            "      sent:\n        DOC",
            "      sent:\n        doc: {en: Else., zh: 别。}",
        )],
    ),
    plant(
        EnumValueAdded,
        (Works, Compiles),
        &[("{open: {}", "{ajar: {}, open: {}")],
    ),
    plant(
        EnumValueAdded,
        (Works, Compiles),
        &[("{soft: {}", "{mild: {}, soft: {}")],
    ),
    plant(
        RequestEnumValueRemoved,
        (Fails, Breaks),
        &[("{soft: {}, hard: {}}", "{soft: {}}")],
    ),
    plant(
        ResponseEnumValueRemoved,
        (Works, Breaks),
        &[("{open: {}, shut: {}}", "{open: {}}")],
    ),
    plant(
        EnumValueRenamed,
        (Works, Breaks),
        &[("hard: {}", "firm: {value: hard}")],
    ),
    plant(
        EnumValueRenamed,
        (Works, Breaks),
        &[("shut: {}", "shut: {rust: Closed}")],
    ),
    wide(
        EnumValueSwapped,
        &[EnumValueSwapped],
        (Works, Silent),
        Second::Nowhere,
        &[(
            "low: {value: 1}, high: {value: 2}",
            "low: {value: 2}, high: {value: 1}",
        )],
    ),
    wide(
        EnumValueSwapped,
        &[EnumValueAdded, EnumValueSwapped, ResponseEnumValueRemoved],
        (Works, Silent),
        Second::Nowhere,
        &[(
            "{open: {}, shut: {}}",
            "{shut: {value: open}, open: {value: half}}",
        )],
    ),
    plant(
        EnumValueWireChanged,
        (Fails, Compiles),
        &[("high: {value: 2}", "high: {value: 3}")],
    ),
    plant(
        EnumValueWireChanged,
        (Fails, Compiles),
        &[("soft: {}", "soft: {value: SOFT}")],
    ),
    plant(
        ExtraSetAdded,
        (Works, Compiles),
        &[(
            "    extra:\n",
            "    extra:\n      lost: {DOC, params: {where: {type: string, DOC}}}\n",
        )],
    ),
    plant(
        ExtraSetRemoved,
        (Fails, Breaks),
        &[(
            "      sent:\n        DOC\n        params:\n          address: {type: string, DOC}\n",
            "",
        )],
    ),
    plant(
        ExtraSetWireNameChanged,
        (Fails, Compiles),
        &[("      sent:\n", "      SENT:\n")],
    ),
    plant(
        ExtraParamAdded,
        (Fails, Breaks),
        &[(
            "          address:",
            "          city: {type: string, DOC}\n          address:",
        )],
    ),
    plant(
        ExtraParamRemoved,
        (Fails, Breaks),
        &[(
            "        params:\n          address: {type: string, DOC}\n",
            "        params: {}\n",
        )],
    ),
    plant(
        ExtraParamRenamed,
        (Works, Breaks),
        &[(
            "address: {type: string",
            "address: {type: string, rust: place",
        )],
    ),
    plant(
        ExtraParamWireNameChanged,
        (Fails, Compiles),
        &[(
            "address: {type: string",
            "address: {type: string, wire: Address",
        )],
    ),
];

/// Changes of the platform. Each has the name of the program that must no longer compile, if there is one.
pub const PLATFORM_PLANTS: &[(Plant, Option<&str>)] = &[
    (
        plant(
            PlatformRenamed,
            (Works, Silent),
            &[("bge-private", "bge-other")],
        ),
        None,
    ),
    (
        plant(
            PlatformDocChanged,
            (Works, Compiles),
            &[("en: Platform", "en: The platform")],
        ),
        None,
    ),
    (
        plant(
            EnvironmentAdded,
            (Works, Compiles),
            &[(
                "environments:\n",
                "environments:\n  fresh: {url: https://f.example, DOC}\n",
            )],
        ),
        None,
    ),
    (
        plant(
            EnvironmentRemoved,
            (Fails, Breaks),
            &[("  local: {url: https://c.example, DOC}\n", "")],
        ),
        Some("local"),
    ),
    (
        plant(
            EnvironmentRenamed,
            (Works, Breaks),
            &[("  preview:", "  staging:")],
        ),
        Some("preview"),
    ),
    (
        plant(
            EnvironmentUrlChanged,
            (Fails, Compiles),
            &[("https://a.example", "https://d.example")],
        ),
        None,
    ),
    (
        plant(
            DefaultEnvironmentChanged,
            (Works, Silent),
            &[(
                "default_environment: production",
                "default_environment: trial",
            )],
        ),
        None,
    ),
    (
        plant(
            SignatureDigestChanged,
            (Fails, Compiles),
            &[("hmac-sha1", "hmac-sha256")],
        ),
        None,
    ),
    (
        plant(
            SignaturePrefixChanged,
            (Fails, Compiles),
            &[("prefix: abc", "prefix: xyz")],
        ),
        None,
    ),
    (
        plant(
            SignatureFieldRenamed,
            (Fails, Compiles),
            &[("nonce: nonce", "nonce: once")],
        ),
        None,
    ),
    (
        plant(
            SignatureMaxAgeShortened,
            (Fails, Compiles),
            &[("max_age: 300", "max_age: 200")],
        ),
        None,
    ),
    (
        plant(
            SignatureMaxAgeLengthened,
            (Works, Compiles),
            &[("max_age: 300", "max_age: 400")],
        ),
        None,
    ),
    (
        plant(
            EnvelopeMemberRenamed,
            (Fails, Compiles),
            &[("message: msg", "message: text")],
        ),
        None,
    ),
    (
        plant(
            ClientDefaultChanged,
            (Works, Compiles),
            &[("retries: 3", "retries: 4")],
        ),
        None,
    ),
];

impl Plant {
    /// Returns the text after the edits.
    ///
    /// # Panics
    /// If an old text does not occur exactly once.
    pub fn edited(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (from, to) in self.edits {
            assert_eq!(text.matches(from).count(), 1, "{:?}: {from:?}", self.rule);
            let to = to.replace("@RAW", RAW).replace("@SPARE", SPARE);
            text = text.replace(from, &to);
        }
        text
    }
}
