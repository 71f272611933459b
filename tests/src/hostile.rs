//! Texts that an encoding, a form, a quote, or a limit can easily damage.

/// Returns names and texts.
#[must_use]
pub fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("chinese", "测试短信，科研调查".to_owned()),
        ("spaces", "  two before, one after ".to_owned()),
        (
            "marks",
            r#"+ ~ % * ' " & = # / ? \ < > ^ ` { | } [ ]"#.to_owned(),
        ),
        ("percent", "%20%2B+%e6".to_owned()),
        ("emoji", "🧬👩‍🔬e\u{301}".to_owned()),
        ("empty", String::new()),
        ("long", "长x".repeat(5000)),
        ("lines", "one\r\ntwo\tthree\n".to_owned()),
    ]
}
