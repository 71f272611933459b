//! Profiles are listed and removed. They are written only in a terminal, which the tests in Python provide.

use std::fs;

use super::command::{KEY, SECRET, bge, bge_with};
use super::credentials::{profile, profiles};

const FILE: &str = "config/bge-private/profiles.toml";

#[test]
fn profiles_are_listed_without_their_secrets() {
    let text = profile("default", KEY, "http://127.0.0.1:9")
        + "[preview]\napp_key = 'k'\napp_secret = 'hunter2'\nenvironment = 'preview'\n";
    let ran = profiles(bge("profiles -o json"), &text, 0o600).run();
    let ran = ran.succeeded().hides(SECRET).hides("hunter2");
    let listed: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(listed[0]["name"], "default");
    assert_eq!(listed[0]["base_url"], "http://127.0.0.1:9");
    assert_eq!(listed[1]["app_key"], "k");
    assert_eq!(listed[1]["environment"], "preview");
    let ran = profiles(bge("profiles"), &text, 0o600).run().succeeded();
    assert!(ran.stdout.contains("preview"), "{ran:?}");
    let none = bge("profiles -o json").run().succeeded();
    assert_eq!(none.stdout, "[]\n");
}

#[test]
fn a_profile_is_removed_and_the_others_are_kept_with_their_comments() {
    let kept = "# The first.\n".to_owned() + &profile("default", KEY, "http://127.0.0.1:9");
    let removed = "\n[preview]\napp_key = 'k'\napp_secret = 'hunter2'\n";
    let command = bge("logout --profile preview");
    let file = command.folder.join(FILE);
    let command = profiles(command, &(kept.clone() + removed), 0o600);
    command.run().succeeded().hides("hunter2");
    assert_eq!(fs::read_to_string(&file).unwrap(), kept);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let folder = fs::read_dir(file.parent().unwrap()).unwrap();
    assert_eq!(folder.count(), 1, "nothing else is left");
}

#[test]
fn only_comments_of_the_profile_are_removed() {
    let of = |name| profile(name, KEY, "http://127.0.0.1:9");
    let before = "# Mine.\n\n".to_owned() + &of("default") + "\n# A note.\n\n";
    let removed = "# The second.\n".to_owned() + &of("preview");
    let after = "# After it.\n\n# The last.\n".to_owned() + &of("test");
    let command = bge("logout --profile preview");
    let file = command.folder.join(FILE);
    let text = before.clone() + &removed + &after;
    profiles(command, &text, 0o600).run().succeeded();
    assert_eq!(fs::read_to_string(&file).unwrap(), before + &after);
}

#[test]
fn a_new_profile_has_a_name_that_can_be_listed() {
    for name in ["", " ", "a\tb", "a\nb"] {
        let ran = bge_with(["login", "--profile", name]).run().failed(2);
        assert!(ran.stderr.contains("`--profile` must be a name"), "{ran:?}");
    }
}

#[test]
fn a_profile_that_does_not_exist_is_not_removed() {
    let text = profile("preview", KEY, "http://127.0.0.1:9");
    let ran = profiles(bge("logout --profile preveiw"), &text, 0o600).run();
    let ran = ran.failed(4);
    assert!(ran.stderr.contains("did you mean `preview`?"), "{ran:?}");
    bge("logout").run().failed(4);
}

#[test]
fn without_a_terminal_nothing_is_asked_for() {
    let command = bge("login");
    let file = command.folder.join(FILE);
    let ran = command.input("key\nsecret\n").run().failed(4);
    assert!(ran.stderr.contains("only in a terminal"), "{ran:?}");
    assert!(!file.exists());
}
