//! The documents of a recording.

use crate::record::format::{head, parse};

#[test]
fn a_call_without_an_end_is_found() {
    let whole = format!(
        "{}call: a\nrequest: POST /a\nanswer: {{status: 200}}\n---\n",
        head()
    );
    assert_eq!(parse(&whole).map(|calls| calls.len()), Ok(1));
    let with_comments = format!("{whole}\n# That is all.\n");
    assert_eq!(parse(&with_comments).map(|calls| calls.len()), Ok(1));
    for length in head().len() + 1..whole.len() - 1 {
        let torn = whole.get(..length).unwrap_or_default();
        let problem = parse(torn).expect_err(torn);
        assert!(
            problem.contains("the call in line 5 is incomplete"),
            "{torn}: {problem}"
        );
    }
    assert_eq!(parse(&head()).map(|calls| calls.len()), Ok(0));
}
