//! Regular expressions for descriptions of parameters, in Chinese and English.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

/// A regular expression that is compiled on first use.
pub(super) struct Pattern(LazyLock<Option<Regex>>);

impl Pattern {
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.0
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(text))
    }

    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.0.as_ref()?.captures(text)
    }
}

/// Declares patterns, and lists all of them for the test that compiles each one.
macro_rules! patterns {
    ($($(#[doc = $doc:literal])* $name:ident $pattern:expr;)+) => {
        $(
            $(#[doc = $doc])*
            pub(super) static $name: Pattern = Pattern(LazyLock::new(|| Regex::new($pattern).ok()));
        )+

        #[cfg(test)]
        const ALL: &[(&str, &Pattern)] = &[$((stringify!($name), &$name),)+];
    };
}

/// Matches a number, or an amount that is not understood: `⟨…⟩`.
macro_rules! digits {
    ($name:literal) => {
        concat!(r"(?P<", $name, r">-?(?:\d+(?:\.\d+)?|⟨[^⟩]*⟩))")
    };
}

/// Matches the optional unit of a number.
macro_rules! counted {
    () => {
        r"\s*(?P<unit>个字符|个汉字|个字|个|条|项|张|份|items?|字符|汉字|位|字|characters?|chars?|次|页|岁|人|行|元)?"
    };
}

/// Matches a number and its optional unit.
macro_rules! number {
    () => {
        concat!(digits!("number"), counted!())
    };
}

/// Matches the separator between the two numbers of a range.
macro_rules! to {
    () => {
        r"\s*(?P<to>-|~|—+|–|到|至|to)\s*"
    };
}

/// Matches a range of numbers and its optional unit.
macro_rules! span {
    () => {
        concat!(digits!("low"), to!(), digits!("high"), counted!())
    };
}

patterns! {
    /// The default value.
    DEFAULT r#"(?:默认(?:值|情况下)?(?:为|是)?|defaults?(?:\s+to|\s+is|\s+value)?)\s*[:=]?\s*["'`“]?([^;。,，;()"'`”\s]+)"#;
    /// The allowed values.
    CHOICES r"(?:可选值|可选项|可选的值|可取值|取值|枚举值|枚举|allowed values?|possible values?|one of|values)\s*(?:有|为|是|包括|are|is)?\s*[:=]?\s*([^;。\n]+)";
    /// Values are separated by commas.
    COMMA r"逗号|comma|以\s*,\s*分|,\s*分[割隔]";
    /// Commas are not allowed.
    NO_COMMA r"(?:不|禁|勿|without|no )[^;。,]{0,6}(?:逗号|commas?)";
    JSON r"json\s*(?:格式|形式|字符串|字符|文本|数组|对象|结构|数据|编码|串|string|object|array|text|format|encoded)|(?:^|[;,。(])\s*(?:格式\s*[:为是]?|为|是)?\s*json\s*(?:$|[;,。)])";
    /// Names of other formats. If one is present, JSON is only one of several formats.
    FORMATS r"xml|csv|yaml|html|\btsv\b";
    BOOLEAN r"布尔|\bbool(?:ean)?\b|是否|true\s*[/、或|,]\s*false";
    INTEGER r"整数|整型|整形|\bint(?:eger)?\b|\blong\b";
    NUMBER r"数字|数值|\bnumber\b";
    FLOAT r"浮点|小数|\bfloat\b|\bdouble\b";
    BINARY_FLOAT r"浮点|\bfloat\b|\bdouble\b";
    /// A number of decimal places, which means that the value is exact.
    FRACTION_DIGITS r"(?:保留|最多|至多|不超过|精确到)?\s*小数点?后?\s*(?:保留|最多|至多|不超过|精确到)?\s*[\d一二两三四五六]+\s*位|(?:保留|最多|至多|不超过|精确到)?\s*[\d一二两三四五六]+\s*位小数";
    DECIMAL r"金额|价格|单价|总价|价钱|余额|费用|运费|税额|\bdecimal\b|\bamount\b|\bprice\b";
    TEXT r"字符串|\bstr(?:ing)?\b|\btext\b";
    FILE r"文件|图片|附件|照片|\bfile\b|\bimage\b";
    URL r"链接|网址|回调地址|\burl\b|\buri\b";
    SECONDS r"单位\s*[:为是]?\s*秒|秒数|\(\s*秒\s*\)|(?:^|[^每隔过\s\d.])\s*[\d.]+\s*秒(?:[^后内]|$)|\bin seconds\b|\bseconds\b";
    MILLISECONDS r"毫秒|milliseconds?|\bms\b";
    UNIX_TIME r"时间戳|\btimestamp\b|\bunix\b";
    TIME r"rfc ?3339|iso ?8601";
    LIST r"列表|数组|\blist\b|\barray\b";
    SECRET r"密码|密钥|口令|令牌|\bpassword\b|\bsecret\b";
    DEPRECATED r"废弃|弃用|不再使用|\bdeprecated\b";
    OPTIONAL r"(?:^|[^值])可选(?:[^值项的参择取]|$)|选填|非必填|非必须|非必传|可不填|(?:^|[^不])可为空|\boptional\b";
    REQUIRED r"(?:^|[^非不])必[填传须选](?:[^大小]|$)|\brequired\b|\bmandatory\b";

    /// An amount: a number or a range, with an optional multiplier and an optional unit.
    AMOUNT r"(?:(?P<first>\d+(?:\.\d+)?)(?P<span>\s*(?:-|~|—+|–|到|至)\s*))?(?P<last>\d{1,3}(?:,\d{3})+\b(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s*(?P<times>百万|千万|亿|万|千|百|k\b))?(?:\s*\(?(?P<unit>毫秒|秒钟|秒|分钟|个小时|小时|天|ms\b|milliseconds?\b|s\b|secs?\b|seconds?\b|mins?\b|minutes?\b|h\b|hours?\b|d\b|days?\b|个月|月|年|周|星期|weeks?\b|[%‰]|\^\s*\d+|\*\*\s*\d+|的\s*\d+\s*次[方幂]|e[+-]?\d+\b|[kmgt]i?b?\b|b\b|字节|bytes?\b|px\b|千?克|千?米|kg\b|g\b|[kcm]m\b)\)?)?";
    /// The unit of all values of a parameter.
    DECLARED_UNIT r"单位\s*[:为是]\s*(毫秒|秒|分钟|小时|天|万元|元|角|分|字节|[kmgt]i?b\b|bytes?\b|b\b|ms\b|s\b|min\b|h\b|%|千?克|千?米|kg\b|g\b|[kcm]m\b|个|次|岁|px\b)|\((毫秒|秒|分钟|小时|天)\)";
    /// Text after a number that shows that the number and its unit are complete.
    ENDS r#"^\s*(?:$|[;,。()、\[\]|\n"'`!?<>≤≥=~]|[:.](?:\D|$)|/\s|以内|之内|以下|以上|之间|范围|及|且|并|和|与|或|的|为|是|默认|必|可|不|最|至|到|大于|小于|高于|低于|超过|表示|代表|即|整数|数字|and\b|or\b|to\b|inclusive|default|min|max|at\b|by\b)"#;
    /// Text after a number that makes it part of a condition. Such a number is not a bound.
    CONDITION r"^\s*(?:的部分|的?(?:时|时候|情况)(?:$|[;,。 返将会报不])|则|将|会)";
    /// A range of values or sizes, after a word that announces it.
    RANGE concat!(r"(?:范围|取值|可选值|之间|长度|介于|从|between|range|from)[^;。,，\d⟨<>≤≥-]{0,8}\[?\s*", digits!("low"), r"\s*(?:-|~|—+|–|到|至|to|and|,)\s*", digits!("high"), counted!());
    /// A range with a word after it that means *between* or *within*.
    BETWEEN concat!(digits!("low"), r"\s*(?:-|~|—+|–|到|至|和|与|to|and)\s*", digits!("high"), counted!(), r"\s*(?:之间|范围内)");
    /// A range that is a whole clause.
    SPAN concat!(r"(?:^|[;,。(\n])\s*(?:为|是)?\s*\[?", span!(), r"\s*的?(?:整数|数字|数值|小数|浮点数)?\s*\]?\s*(?:$|[;,。)\n])");
    /// A range of lengths at the start of a clause.
    LENGTHS r"(?:^|[;,。(\n])\s*(?P<low>\d+)\s*(?:-|~|—+|–|到|至|to)\s*(?P<high>\d+)\s*(?P<unit>个字符|个汉字|个字|字符|汉字|位|字|characters?|chars?)";
    /// A lower bound before the value that it applies to: `18 ≤ age`.
    FROM_BELOW concat!(digits!("number"), r"\s*(?:<=|≤)\s*[^\d\s;,。=-]");
    FROM_BELOW_OPEN concat!(digits!("number"), r"\s*<\s*[^\d\s;,。=-]");
    AT_LEAST concat!(r"(?:大于(?:者|或|或者)?等于|不(?:能|可|可以|得|应|要|允许)?(?:小于|少于|低于|短于)|(?P<several>至少|最少|at least)|最小值?|最短|>=|≥|min(?:imum)?)[^;。,，\d⟨<>≤≥-]{0,6}", number!());
    AT_MOST concat!(r"(?:小于(?:或|或者)?等于|不(?:能|可|可以|得|应|要|允许)?(?:大于|超过|高于|长于)|(?P<several>不多于|最多|至多|at most|up to|no more than)|最大值?|最长|上限|<=|≤|max(?:imum)?)[^;。,，\d⟨<>≤≥-]{0,6}", number!());
    ABOVE concat!(r"(?:大于|高于|超过|>|greater than|more than)[^;。,，\d⟨<>≤≥-]{0,3}", number!());
    BELOW concat!(r"(?:小于|低于|少于|<|less than|fewer than)[^;。,，\d⟨<>≤≥-]{0,3}", number!());
    WITHIN concat!(number!(), r"\s*(?:以内|之内|以下)");
    FROM_ON concat!(number!(), r"\s*(?:以上)");
    STARTS_AT concat!(r"(?:从|自)\s*", digits!("number"), r"\s*(?:开始|起)|start(?:s|ing)? (?:from|at)\s*", r"(?P<start>\d+)");
    EXACT r"长度\s*(?:固定)?\s*(?:为|是|:)?\s*(?P<number>\d+)\s*(?P<unit>个字符|个汉字|个字|字符|汉字|位|字|characters?|chars?)?";
    /// Text after a number that introduces an alternative.
    OR_OTHER r"^\s*(?:或|和|与|及|/|、|,\s*\d|or\b|and\b)";
    /// An interval in brackets: `[1, 10]`.
    INTERVAL r"[\[(]\s*-?\d+(?:\.\d+)?\s*,\s*-?\d+(?:\.\d+)?\s*[\])]";
    POSITIVE_INTEGER r"正整数|\bpositive int(?:eger)?\b";
    POSITIVE r"正数|\bpositive number\b";
    NOT_NEGATIVE r"非负|自然数|不(?:能|可|得)?为负|\bnon-?negative\b";
    NOT_EMPTY r"不(?:能|可|得|允许)?为空|非空|\b(?:not|non)[- ](?:be )?empty\b";
    /// A bound applies to each item, and not to the number of items.
    EACH r"每[个项条一]|单个|\beach\b|\bevery\b";
    /// Words for things that are written with digits but are not numbers.
    NO_NUMBERS r"日期|时间|时刻|版本|号|编码|代码|电话|手机|邮编|年|月|名称|标识|字符|文本|密码|校验|\bid\b|\bip\b|version|\bdate\b|\btime\b|phone|\bcode\b";
    /// A default that is a number.
    NUMERIC_DEFAULT concat!(r#"(?:默认(?:值|情况下)?(?:为|是)?|defaults?(?:\s+to|\s+is|\s+value)?)\s*[:=]?\s*["'`]?"#, number!());
    /// Several values are allowed.
    SEVERAL r"可多选|可以多选|多选";
    /// A list of format names.
    FORMAT_LIST r"格式\s*[:为是]?\s*([a-z][a-z0-9]*(?:\s*[/|、]\s*[a-z][a-z0-9]*)+)\s*(?:$|[;,。(\n])";
    /// Words that announce allowed values, and cannot announce anything else.
    ALLOWED r"可选值|可选项|可选的值|可取值|枚举|allowed values?|one of";
    /// The start of a clause that is not a value of the list before it.
    NO_VALUE r"^(?:默认|必|可|不|请|等|即|以|其|见|如|参|与|由|若|当|最|长度|单位|多个|多选|区分|详)";
    /// A number of characters.
    LENGTH r"长度|字符|最短|最长|\blength\b|\bcharacters?\b|\bchars?\b|(?:^|[^单])位|字$";
    /// Units of a number. They look like its label.
    UNIT r"^(?:个|条|项|张|份|位|秒|分钟|小时|天|日|月|年|次|元|字符|字|字节|以内|以上|到|至|%|kb|mb|px|s|ms|days?|seconds?|items?|characters?)$";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn every_pattern_compiles() {
        for (name, pattern) in ALL {
            assert!(pattern.0.is_some(), "{name}");
        }
    }
}
