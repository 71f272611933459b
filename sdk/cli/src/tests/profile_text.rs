//! Profiles in the text of their file. Everything else stays byte for byte.

use crate::profile::Profile;
use crate::profile_text::{with, without};

/// A file with comments of every kind, written by hand.
const TEXT: &str = "\
# My profiles.

# Of a.
[a]
app_key = 'ka'
app_secret = 'sa'

# A note.

# Of b,
# in two lines.
[ b ] # the second
# Its key.
app_key   = \"kb\" # old

app_secret = '''
# [c]'''
environment = 'preview' # or another
# After b.

# Of c.
[\"c\"]
app_key = 'kc'
app_secret = 'sc'
# The end.";

const WITHOUT_B: &str = "\
# My profiles.

# Of a.
[a]
app_key = 'ka'
app_secret = 'sa'

# A note.

# After b.

# Of c.
[\"c\"]
app_key = 'kc'
app_secret = 'sc'
# The end.";

fn entry(environment: Option<&str>) -> Profile {
    Profile {
        app_key: "new".to_owned(),
        app_secret: "secret".into(),
        environment: environment.map(str::to_owned),
        base_url: None,
    }
}

#[track_caller]
fn removed(text: &str, name: &str) -> String {
    without(text, name).ok().flatten().unwrap_or_default()
}

#[track_caller]
fn written(text: &str, name: &str, environment: Option<&str>) -> String {
    with(text, name, &entry(environment)).unwrap_or_else(|failure| failure.message)
}

#[test]
fn a_profile_is_removed_with_the_comments_directly_above_it() {
    assert_eq!(removed(TEXT, "b"), WITHOUT_B);
    let last = "\n# Of c.\n[\"c\"]\napp_key = 'kc'\napp_secret = 'sc'\n";
    assert_eq!(removed(WITHOUT_B, "c"), WITHOUT_B.replace(last, "\n"));
    let first = "# Of a.\n[a]\napp_key = 'ka'\napp_secret = 'sa'\n\n";
    assert_eq!(removed(WITHOUT_B, "a"), WITHOUT_B.replace(first, ""));
    assert_eq!(removed("[a]\nk=1\n[b]\nk=1", "a"), "[b]\nk=1");
    assert_eq!(removed("[a]\nk=1\n\n[b]\nk=1", "a"), "[b]\nk=1");
    assert_eq!(removed("[a]\nk=1\n\n[b]\nk=1", "b"), "[a]\nk=1\n");
    assert_eq!(without(TEXT, "d").ok().flatten(), None);
}

#[test]
fn line_breaks_are_kept() {
    let text = TEXT.replace('\n', "\r\n");
    assert_eq!(removed(&text, "b"), WITHOUT_B.replace('\n', "\r\n"));
    let new = written(&text, "d", None);
    let end = "\n\n[d]\napp_key = \"new\"\napp_secret = \"secret\"\n";
    assert_eq!(new.strip_prefix(&text), Some(end));
    let new = written(&text, "b", Some("preview"));
    let expected = written(TEXT, "b", Some("preview"));
    assert_eq!(new, expected.replace('\n', "\r\n"));
}

#[test]
fn a_profile_is_written_in_its_place() {
    let new = written(TEXT, "b", Some("preview"));
    let expected = TEXT
        .replace("\"kb\"", "\"new\"")
        .replace("'''\n# [c]'''", "\"secret\"");
    assert_eq!(new, expected);
    assert_eq!(written(&new, "b", Some("preview")), new);
    let line = "environment = 'preview' # or another\n";
    assert_eq!(written(&new, "b", None), new.replace(line, ""));
}

#[test]
fn a_new_profile_is_the_last_one() {
    let section = "[\"d e\"]\napp_key = \"new\"\napp_secret = \"secret\"\n";
    for (before, gap) in [
        ("", ""),
        ("\n", ""),
        ("[a]\nk=1\n", "\n"),
        ("[a]\nk=1", "\n\n"),
    ] {
        let new = written(before, "d e", None);
        assert_eq!(new, format!("{before}{gap}{section}"));
    }
}

#[test]
fn a_profile_of_another_form_is_changed_by_hand() {
    for text in ["b = {app_key = 'k'}\n", "b.app_key = 'k'\n"] {
        assert!(written(text, "b", None).contains("by hand"));
        assert!(without(text, "b").is_err());
    }
}
