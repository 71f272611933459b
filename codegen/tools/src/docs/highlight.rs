//! Colours Rust and JSON: cuts code into pieces, each with the class that the style sheet knows.

/// A piece of code and what it is, if that matters.
pub(super) type Piece<'a> = (Option<&'static str>, &'a str);

const KEYWORDS: [&str; 22] = [
    "as", "async", "await", "const", "crate", "else", "fn", "for", "if", "impl", "in", "let",
    "match", "mod", "mut", "pub", "ref", "return", "self", "struct", "use", "vec",
];

/// The pieces of Rust.
pub(super) fn rust(code: &str) -> Vec<Piece<'_>> {
    pieces(code, |rest| {
        if rest.starts_with("//") {
            return Some((Some("comment"), rest.find('\n').unwrap_or(rest.len())));
        }
        if rest.starts_with('"') {
            return Some((Some("string"), string(rest)));
        }
        if rest.starts_with(|char: char| char.is_ascii_digit()) {
            return Some((Some("number"), number(rest)));
        }
        let word = word(rest)?;
        let (name, after) = rest.split_at_checked(word)?;
        let class = if KEYWORDS.contains(&name) && !after.starts_with('!')
            || matches!(name, "true" | "false")
        {
            Some("keyword")
        } else if name.starts_with(char::is_uppercase) {
            Some("type")
        } else if after.starts_with(['(', '!']) {
            Some("call")
        } else {
            None
        };
        Some((class, word))
    })
}

/// The pieces of JSON.
pub(super) fn json(code: &str) -> Vec<Piece<'_>> {
    pieces(code, |rest| {
        if rest.starts_with('"') {
            let end = string(rest);
            let is_key = rest.get(end..)?.starts_with(':');
            return Some((Some(if is_key { "key" } else { "string" }), end));
        }
        if rest.starts_with(|char: char| char.is_ascii_digit() || char == '-') {
            return Some((Some("number"), number(rest)));
        }
        Some((Some("keyword"), word(rest)?))
    })
}

/// Cuts code where something begins; what nothing is known of stays together.
fn pieces(
    code: &str,
    begin: impl Fn(&str) -> Option<(Option<&'static str>, usize)>,
) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        match begin(rest) {
            Some((class, length)) if length > 0 => {
                if class.is_some() {
                    pieces.push((None, code.get(plain..at).unwrap_or("")));
                    pieces.push((class, rest.get(..length).unwrap_or(rest)));
                    plain = at + length;
                }
                at += length;
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    pieces.push((None, code.get(plain..).unwrap_or("")));
    pieces.retain(|(_, text)| !text.is_empty());
    pieces
}

/// The length of a text in quotes, which the end of the code may cut off.
fn string(code: &str) -> usize {
    let mut is_escaped = false;
    for (index, char) in code.char_indices().skip(1) {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    code.len()
}

fn number(code: &str) -> usize {
    let mut before = ' ';
    let inside = |char: char| {
        let is_inside = char.is_ascii_alphanumeric()
            || matches!(char, '_' | '.')
            || (matches!(char, '-' | '+') && matches!(before, ' ' | 'e' | 'E'));
        before = char;
        is_inside
    };
    let mut inside = inside;
    code.find(|char| !inside(char)).unwrap_or(code.len())
}

fn word(code: &str) -> Option<usize> {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    let end = code.find(|char| !is_part(char)).unwrap_or(code.len());
    (end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured<'a>(pieces: &[Piece<'a>]) -> Vec<(&'static str, &'a str)> {
        let coloured = pieces
            .iter()
            .filter_map(|(class, text)| Some(((*class)?, *text)));
        coloured.collect()
    }

    #[test]
    fn rust_is_told_apart() {
        let code = "let a = client.call(\"b\\\"//\", 1.5, Region::Domestic, &json!({}))?; // end";
        assert_eq!(
            coloured(&rust(code)),
            [
                ("keyword", "let"),
                ("call", "call"),
                ("string", "\"b\\\"//\""),
                ("number", "1.5"),
                ("type", "Region"),
                ("type", "Domestic"),
                ("call", "json"),
                ("comment", "// end"),
            ]
        );
    }

    #[test]
    fn json_is_told_apart() {
        let code = "{\"键\": [-1.5e-7, \"a: b\", null]}";
        assert_eq!(
            coloured(&json(code)),
            [
                ("key", "\"键\""),
                ("number", "-1.5e-7"),
                ("string", "\"a: b\""),
                ("keyword", "null")
            ]
        );
    }

    #[test]
    fn nothing_is_lost() {
        for code in [
            "",
            "\"",
            "\"\\",
            "-",
            "一\u{1f}二",
            "a\"b\nc//",
            "1e+5-3",
            "r#type(1)",
        ] {
            for pieces in [rust(code), json(code)] {
                let text: String = pieces.iter().map(|(_, text)| *text).collect();
                assert_eq!(text, code);
            }
        }
    }
}
