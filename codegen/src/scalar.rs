//! The table of scalars: what each stage knows about the built-in types whose values are one text or one JSON
//! value.
//!
//! To add a scalar, add its row here and implement its marker type in the runtime, in `sdk/src/runtime/scalar`.

use std::ops::RangeInclusive;

use crate::check::{forms, url};
use crate::spec::object::spec_words;

spec_words! {
    /// Which part of a value is secret.
    pub enum Secrecy {
        /// All of it.
        Whole = "true",
        /// The query of a URL.
        Query = "query",
    }
}

/// What is known about a scalar.
#[derive(Debug)]
pub struct ScalarInfo {
    /// Its name in a spec. A secret form has the name of the scalar that it is a form of.
    pub name: &'static str,
    /// Its meaning, in the JSON Schema of specs.
    pub doc: &'static str,
    /// Its name in documentation, English and Chinese.
    pub words: [&'static str; 2],
    /// A value of it, in doc comments.
    pub one: &'static str,
    /// What an example value must be.
    pub expected: &'static str,
    /// The Rust type.
    pub rust: &'static str,
    /// The marker type in the runtime's module `scalar`.
    pub marker: &'static str,
    pub json: JsonForm,
    pub openapi: OpenApi,
    pub measure: Measure,
    /// Whether an argument accepts conversions.
    pub converts: bool,
    /// What is secret in its values, if it is a secret form. A spec selects it with `secret`.
    pub secrecy: Option<Secrecy>,
    /// The scalar that `secret: true` selects.
    pub secret: Option<Scalar>,
    /// The scalar that `secret: query` selects.
    pub secret_query: Option<Scalar>,
    /// A value, as text.
    pub sample: &'static str,
    /// Says what was expected if a number in a spec is not a value.
    pub number: &'static str,
    /// The allowed range, if it is a whole number.
    pub range: RangeInclusive<i64>,
    /// Returns why a text is not in the only form in which a value may be written. Absent if every text is a value.
    pub problem: Option<fn(&str) -> Option<String>>,
    /// How Rust code creates a value.
    pub code: Code,
    /// Other scalars that every value belongs to. As text, all values belong to `string`.
    pub fits: &'static [Scalar],
    /// Other scalars that every value belongs to only if both are written as text.
    pub fits_as_text: &'static [Scalar],
}

/// The form of a value in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    Text,
    Number,
    Boolean,
    /// Any JSON.
    Any,
}

/// The constraints that a scalar can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// None.
    None,
    /// `min_length` and `max_length`.
    Length,
    /// `min`, `max`, `above` and `below`; of whole numbers.
    Whole,
    /// `min`, `max`, `above` and `below`; of numbers with a fraction.
    Fractional,
}

/// The form of a value in OpenAPI.
#[derive(Debug)]
pub struct OpenApi {
    /// Absent for any JSON.
    pub ty: Option<&'static str>,
    pub format: Option<&'static str>,
    pub pattern: Option<&'static str>,
    /// Whether an extension names the scalar, because another one has the same form.
    pub is_named: bool,
}

impl OpenApi {
    const fn typed(ty: &'static str) -> Self {
        Self {
            ty: Some(ty),
            format: None,
            pattern: None,
            is_named: false,
        }
    }

    const fn formatted(ty: &'static str, format: &'static str) -> Self {
        Self {
            format: Some(format),
            ..Self::typed(ty)
        }
    }
}

/// How Rust code creates a value.
#[derive(Clone, Copy, Debug)]
pub enum Code {
    /// A string literal.
    Text,
    /// `true` or `false`.
    Boolean,
    /// An integer literal.
    Integer,
    /// A float literal.
    Float,
    /// A literal of the macro `dec!`.
    Decimal,
    /// An expression of the macro `json!`.
    Json,
    /// `Type::parse("text", &FORMAT)?`. The type; the path of the type of the format, and the format's name if it
    /// is a constant of that type.
    Parsed(&'static str, Option<(&'static str, Option<&'static str>)>),
    /// `Type::function(7)?`. The function, and the number that the value is multiplied by.
    FromInteger(&'static str, i64),
}

/// Declares the scalars, each with its row.
macro_rules! scalars {
    ($(#[doc = $doc:literal] $scalar:ident = $row:expr;)+) => {
        /// The built-in types whose values are one text or one JSON value, and their secret forms.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Scalar {
            $(#[doc = $doc] $scalar,)+
        }

        impl Scalar {
            const ALL: &[Self] = &[$(Self::$scalar,)+];

            /// Returns what is known about it.
            pub const fn info(self) -> &'static ScalarInfo {
                match self {
                    $(Self::$scalar => const {
                        &ScalarInfo { doc: $doc.trim_ascii(), ..$row }
                    },)+
                }
            }
        }
    };
}

scalars! {
    /// Text.
    String = ScalarInfo {
        secret: Some(Scalar::Secret),
        ..TEXT
    };
    /// Secret text.
    Secret = ScalarInfo {
        words: ["secret text", "保密文本"],
        one: "a secret text",
        rust: "Secret",
        marker: "Secret",
        secrecy: Some(Secrecy::Whole),
        ..TEXT
    };
    /// True or false.
    Boolean = ScalarInfo {
        name: "boolean",
        words: ["boolean", "布尔值"],
        one: "a boolean",
        expected: "`true` or `false`",
        rust: "bool",
        marker: "Boolean",
        json: JsonForm::Boolean,
        openapi: OpenApi::typed("boolean"),
        measure: Measure::None,
        converts: false,
        code: Code::Boolean,
        ..TEXT
    };
    /// A 64-bit integer.
    Integer = ScalarInfo {
        fits: &[Scalar::Decimal, Scalar::Float],
        ..INTEGER
    };
    /// A 64-bit floating-point number.
    Float = ScalarInfo {
        number: "expected a number that a float of 64 bits holds exactly",
        name: "float",
        words: ["binary floating-point number", "二进制浮点数"],
        expected: "a number",
        rust: "f64",
        marker: "Float",
        openapi: OpenApi::formatted("number", "double"),
        measure: Measure::Fractional,
        code: Code::Float,
        ..INTEGER
    };
    /// An exact decimal number.
    Decimal = ScalarInfo {
        number: "expected a decimal number of at most 28 digits, without exponent",
        name: "decimal",
        words: ["decimal number", "十进制数"],
        expected: "a decimal number",
        rust: "Decimal",
        marker: "Decimal",
        openapi: OpenApi::formatted("number", "decimal"),
        measure: Measure::Fractional,
        code: Code::Decimal,
        fits: &[Scalar::Float],
        ..INTEGER
    };
    /// An absolute URL.
    Url = ScalarInfo {
        secret: Some(Scalar::Secret),
        secret_query: Some(Scalar::SecretUrl),
        fits: &[Scalar::String, Scalar::ExactUrl],
        ..URL
    };
    /// An absolute URL that is sent exactly as given.
    ExactUrl = ScalarInfo {
        sample: "https://example.com",
        problem: Some(url::exact_problem),
        name: "exact_url",
        words: ["URL, kept as it is", "链接（保持原样）"],
        rust: "String",
        marker: "ExactUrl",
        openapi: OpenApi { is_named: true, ..URL.openapi },
        converts: true,
        secret: Some(Scalar::Secret),
        code: Code::Text,
        fits: &[Scalar::String, Scalar::Url],
        ..URL
    };
    /// An absolute URL whose query is secret.
    SecretUrl = ScalarInfo {
        words: ["URL with a secret query", "查询参数保密的链接"],
        rust: "SecretUrl",
        marker: "SecretUrl",
        converts: true,
        secrecy: Some(Secrecy::Query),
        ..URL
    };
    /// A parameter that is sent as JSON text. Any serializable value is accepted.
    Json = ScalarInfo {
        name: "json",
        openapi: OpenApi { is_named: true, ..ANY.openapi },
        secret: Some(Scalar::Json),
        fits: &[],
        ..ANY
    };
    /// A time as RFC 3339 text.
    Time = ScalarInfo {
        sample: "2021-09-07T09:20:51Z",
        problem: Some(forms::time_problem),
        name: "time",
        words: ["time", "时间"],
        one: "a time",
        expected: "a time, as RFC 3339 text",
        rust: "OffsetDateTime",
        marker: "Time",
        openapi: OpenApi::formatted("string", "date-time"),
        measure: Measure::None,
        converts: false,
        code: Code::Parsed("OffsetDateTime", Some(("time::format_description::well_known::Rfc3339", None))),
        fits: &[Scalar::String],
        ..TEXT
    };
    /// A date as text, like 2021-09-07.
    Date = ScalarInfo {
        name: "date",
        words: ["date", "日期"],
        one: "a date",
        expected: "a date, as text",
        rust: "Date",
        marker: "Date",
        openapi: OpenApi::formatted("string", "date"),
        measure: Measure::None,
        converts: false,
        sample: "2021-09-07",
        problem: Some(forms::date_problem),
        code: Code::Parsed("Date", Some(("time::format_description::well_known::Iso8601", Some("DATE")))),
        fits: &[Scalar::String],
        ..TEXT
    };
    /// A time in the platform's zone as text, like 2021-09-07 17:20:51.
    LocalTime = ScalarInfo {
        name: "local_time",
        words: ["time in the platform's zone", "平台时区的时间"],
        marker: "LocalTime",
        expected: "a time without offset, as text",
        sample: "2021-09-07 17:20:51",
        problem: Some(forms::local_time_problem),
        openapi: OpenApi {
            pattern: Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?$"),
            is_named: true,
            ..TEXT.openapi
        },
        ..PLATFORM_TIME
    };
    /// A time with an offset as text, like 2021-09-07T17:20:51.123456+0800.
    OffsetTime = ScalarInfo {
        name: "offset_time",
        words: ["time with an offset", "带时差的时间"],
        marker: "OffsetTime",
        expected: "a time with an offset, as text",
        sample: "2021-09-07T17:20:51.123456+0800",
        problem: Some(forms::offset_time_problem),
        openapi: OpenApi {
            pattern: Some(
                "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})$",
            ),
            is_named: true,
            ..TEXT.openapi
        },
        ..PLATFORM_TIME
    };
    /// A time in milliseconds since 1970.
    UnixMillis = ScalarInfo {
        sample: "1573026921123",
        number: "expected a whole number of milliseconds within the years -9999 to 9999",
        range: UNIX_MILLIS,
        name: "unix_millis",
        words: ["time (Unix milliseconds)", "时间（Unix 毫秒数）"],
        one: "a time",
        expected: "a Unix time in milliseconds, as a number",
        rust: "OffsetDateTime",
        marker: "UnixMillis",
        openapi: OpenApi { is_named: true, ..INTEGER.openapi },
        measure: Measure::None,
        code: Code::FromInteger("from_unix_timestamp_nanos", 1_000_000),
        fits: &[Scalar::Integer, Scalar::Decimal, Scalar::Float],
        ..INTEGER
    };
    /// A time in seconds since 1970.
    UnixTime = ScalarInfo {
        sample: "1573026921",
        number: "expected a Unix time within the years -9999 to 9999",
        range: UNIX_TIMES,
        name: "unix_time",
        words: ["time (Unix seconds)", "时间（Unix 秒数）"],
        one: "a time",
        expected: "a Unix time, as a number",
        rust: "OffsetDateTime",
        marker: "UnixTime",
        openapi: OpenApi { is_named: true, ..INTEGER.openapi },
        measure: Measure::None,
        code: Code::FromInteger("from_unix_timestamp", 1),
        fits: &[Scalar::Integer, Scalar::Decimal, Scalar::Float],
        fits_as_text: &[Scalar::UnixTimeText],
        ..INTEGER
    };
    /// A time in seconds since 1970, written as text.
    UnixTimeText = ScalarInfo {
        sample: "1573026921",
        number: "expected a number of seconds, as text",
        range: UNIX_TIMES,
        name: "unix_time_text",
        words: ["time (Unix seconds as text)", "时间（文本形式的 Unix 秒数）"],
        one: "a time",
        expected: "a Unix time, as text",
        rust: "OffsetDateTime",
        marker: "UnixTimeText",
        openapi: OpenApi {
            pattern: Some("^-?[0-9]+$"),
            is_named: true,
            ..TEXT.openapi
        },
        measure: Measure::None,
        converts: false,
        code: Code::FromInteger("from_unix_timestamp", 1),
        fits: &[Scalar::String],
        fits_as_text: &[Scalar::Integer, Scalar::UnixTime],
        ..TEXT
    };
    /// A duration in whole seconds.
    Seconds = ScalarInfo {
        number: "expected a whole number of seconds, from 0 on",
        range: 0..=i64::MAX,
        name: "seconds",
        words: ["duration", "时长"],
        one: "a duration in seconds",
        expected: "a number of seconds",
        rust: "Seconds",
        marker: "Seconds",
        openapi: OpenApi { is_named: true, ..INTEGER.openapi },
        converts: true,
        fits: &[Scalar::Integer, Scalar::Decimal, Scalar::Float],
        ..INTEGER
    };
    /// Any JSON, kept unchanged; only in responses.
    Any = ANY;
}

/// The row of `string`, whose values other scalars change.
const TEXT: ScalarInfo = ScalarInfo {
    sample: "example",
    number: "",
    range: i64::MIN..=i64::MAX,
    problem: None,
    name: "string",
    doc: "",
    words: ["text", "文本"],
    one: "text",
    expected: "text",
    rust: "String",
    marker: "Text",
    json: JsonForm::Text,
    openapi: OpenApi::typed("string"),
    measure: Measure::Length,
    converts: true,
    secrecy: None,
    secret: None,
    secret_query: None,
    code: Code::Text,
    fits: &[],
    fits_as_text: &[],
};

/// The row of `integer`, whose values other numbers change.
const INTEGER: ScalarInfo = ScalarInfo {
    sample: "1",
    number: "expected a whole number of 64 bits",
    name: "integer",
    words: ["whole number", "整数"],
    one: "a number",
    expected: "a whole number",
    rust: "i64",
    marker: "Integer",
    json: JsonForm::Number,
    openapi: OpenApi::formatted("integer", "int64"),
    measure: Measure::Whole,
    converts: false,
    code: Code::Integer,
    ..TEXT
};

/// The row of `url`, whose values its secret form changes.
const URL: ScalarInfo = ScalarInfo {
    sample: "https://example.com/a",
    problem: Some(url::problem),
    name: "url",
    words: ["URL", "链接"],
    one: "a URL",
    expected: "a URL, as text",
    rust: "Url",
    marker: "Url",
    openapi: OpenApi::formatted("string", "uri"),
    converts: false,
    code: Code::Parsed("Url", None),
    ..TEXT
};

/// The row of `any`, whose values `json` changes.
const ANY: ScalarInfo = ScalarInfo {
    name: "any",
    words: ["any JSON", "任意 JSON"],
    one: "any JSON",
    expected: "JSON",
    rust: "Json",
    marker: "Json",
    json: JsonForm::Any,
    openapi: OpenApi {
        ty: None,
        ..OpenApi::typed("")
    },
    measure: Measure::None,
    code: Code::Json,
    ..TEXT
};

/// The row of `local_time`, whose values `offset_time` changes.
const PLATFORM_TIME: ScalarInfo = ScalarInfo {
    one: "a time",
    rust: "PlatformTime",
    measure: Measure::None,
    code: Code::Parsed("PlatformTime", None),
    fits: &[Scalar::String],
    ..TEXT
};

/// The Unix times of the years -9999 to 9999, in milliseconds.
const UNIX_MILLIS: RangeInclusive<i64> = -377_705_116_800_000..=253_402_300_799_999;

/// The Unix times of the years -9999 to 9999.
const UNIX_TIMES: RangeInclusive<i64> = -377_705_116_800..=253_402_300_799;

impl Scalar {
    /// Returns the scalars that a spec can name: all but the secret forms.
    pub fn named() -> impl Iterator<Item = Self> + Clone {
        let all = Self::ALL.iter().copied();
        all.filter(|scalar| scalar.info().secrecy.is_none())
    }

    /// Returns whether code for a scalar uses a type with this name.
    pub(crate) fn uses_name(name: &str) -> bool {
        let is_format = |info: &ScalarInfo| matches!(info.code, Code::Parsed(_, Some((path, _))) if path.rsplit("::").next() == Some(name));
        let mut all = Self::ALL.iter().map(|scalar| scalar.info());
        all.any(|info| info.rust == name || is_format(info))
    }

    /// Returns the scalar with this name in a spec.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::named().find(|scalar| scalar.info().name == name)
    }

    /// Returns the secret form that `secret` selects, or the scalar itself.
    pub fn with_secrecy(self, secrecy: Option<Secrecy>) -> Self {
        let form = match secrecy {
            None => None,
            Some(Secrecy::Whole) => self.info().secret,
            Some(Secrecy::Query) => self.info().secret_query,
        };
        form.unwrap_or(self)
    }

    /// Returns the first scalar with the same Rust type.
    pub fn same_in_rust(self) -> Self {
        let mut all = Self::ALL.iter().copied();
        let same = all.find(|scalar| scalar.info().rust == self.info().rust);
        same.unwrap_or(self)
    }

    /// Returns whether its values are compared with `min`, `max`, `above` and `below`.
    pub fn is_number(self) -> bool {
        matches!(self.info().measure, Measure::Whole | Measure::Fractional)
    }

    /// Returns whether its values are JSON whose content the spec does not describe.
    pub fn is_any_json(self) -> bool {
        self.info().json == JsonForm::Any
    }

    /// Returns whether every value is a value of another scalar: as text of a parameter, or as JSON.
    pub fn fits(self, other: Self, as_text: bool) -> bool {
        let (info, is_any) = (self.info(), other == Self::Any);
        let as_text = as_text && (other == Self::String || info.fits_as_text.contains(&other));
        self == other || is_any || as_text || info.fits.contains(&other)
    }
}
