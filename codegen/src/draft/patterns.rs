//! Patterns in the descriptions of parameters, in Chinese and English. All of them stand here.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

/// A pattern that is compiled when it is first used.
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

/// Declares the patterns; a test compiles each of them.
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

/// A number and perhaps its unit.
macro_rules! number {
    () => {
        r"(-?\d+(?:\.\d+)?)\s*(个字符|个字|个|条|项|张|份|items?|字符|位|字节|字|characters?|chars?)?"
    };
}

patterns! {
    /// The value that is assumed.
    DEFAULT r#"(?:默认(?:值|情况下)?(?:为|是)?|defaults?(?:\s+to|\s+is|\s+value)?)\s*[:=]?\s*["'`“]?([^;。,，;()"'`”\s]+)"#;
    /// The values that are allowed.
    CHOICES r"(?:可选值|可选项|可选的值|可取值|取值|枚举值|枚举|allowed values?|possible values?|one of|values)\s*(?:有|为|是|包括|are|is)?\s*[:=]?\s*([^;。\n]+)";
    /// Several values in one text.
    COMMA r"逗号|comma|以\s*,\s*分|,\s*分[割隔]";
    JSON r"json";
    BOOLEAN r"布尔|\bbool(?:ean)?\b|是否|true\s*[/、或|,]\s*false";
    INTEGER r"整数|整型|整形|\bint(?:eger)?\b|\blong\b";
    NUMBER r"数字|数值|\bnumber\b";
    FLOAT r"浮点|小数|\bfloat\b|\bdouble\b";
    DECIMAL r"金额|价格|单价|余额|费用|\bdecimal\b|\bamount\b|\bprice\b";
    TEXT r"字符串|\bstr(?:ing)?\b|\btext\b";
    FILE r"文件|图片|附件|照片|\bfile\b|\bimage\b";
    URL r"链接|网址|回调地址|\burl\b|\buri\b";
    SECONDS r"单位\s*[:为是]?\s*秒|秒数|\(\s*秒\s*\)|\d\s*秒|\bin seconds\b|\bseconds\b";
    MILLISECONDS r"毫秒|milliseconds?|\bms\b";
    UNIX_TIME r"时间戳|\btimestamp\b|\bunix\b";
    TIME r"rfc ?3339|iso ?8601";
    LIST r"列表|数组|\blist\b|\barray\b";
    SECRET r"密码|密钥|口令|令牌|\bpassword\b|\bsecret\b";
    DEPRECATED r"废弃|弃用|不再使用|\bdeprecated\b";
    OPTIONAL r"(?:^|[^值])可选(?:[^值项的参择取]|$)|选填|非必填|非必须|非必传|可不填|可为空|\boptional\b";
    REQUIRED r"(?:^|[^非不])必[填传须选](?:[^大小]|$)|\brequired\b|\bmandatory\b";

    /// A span of values or sizes.
    RANGE r"(?:范围|取值|之间|长度|介于|between|range|from)[^;。,，\d-]{0,8}\[?\s*(-?\d+(?:\.\d+)?)\s*(?:-|~|—+|–|到|至|to|and|,)\s*(-?\d+(?:\.\d+)?)\s*(个|条|项|位|字符|字)?";
    AT_LEAST concat!(r"(?:大于(?:或者|或)?等于|不小于|不少于|不低于|不短于|至少|最少|最小值?|最短|>=|≥|at least|min(?:imum)?)[^;。,，\d-]{0,6}", number!());
    AT_MOST concat!(r"(?:小于(?:或者|或)?等于|不大于|不超过|不多于|不高于|不长于|不能超过|不得超过|最多|至多|最大值?|最长|上限|<=|≤|at most|up to|no more than|max(?:imum)?)[^;。,，\d-]{0,6}", number!());
    ABOVE concat!(r"(?:大于|高于|超过|>|greater than|more than)[^;。,，\d-]{0,3}", number!());
    BELOW concat!(r"(?:小于|低于|少于|<|less than|fewer than)[^;。,，\d-]{0,3}", number!());
    WITHIN concat!(number!(), r"\s*(?:以内|之内|以下)");
    FROM_ON concat!(number!(), r"\s*(?:以上)");
    EXACT r"长度(?:固定)?(?:为|是|:)\s*(\d+)";
    /// What is counted are characters.
    LENGTH r"长度|字符|最短|最长|\blength\b|\bcharacters?\b|\bchars?\b|位|字$";
    /// Words that look like the label of a number and are its unit.
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
