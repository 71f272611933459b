//! Shell completions and man pages.

use std::collections::BTreeSet;
use std::fs;
#[cfg(unix)]
use std::{path::Path, process::Command};

use bge_private_codegen::RESERVED_COMMANDS;

use super::command::bge;
#[cfg(unix)]
use super::credentials::{profile, profiles};
use super::kinds::{CommandExample, examples};

#[test]
fn completions_know_every_call_its_flags_and_their_values() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = bge(format!("completions {shell}")).run().succeeded().stdout;
        for example in examples() {
            assert!(
                example
                    .command()
                    .split(' ')
                    .all(|name| script.contains(name)),
                "{shell}: {:?}",
                example.arguments
            );
            for flag in example
                .arguments
                .iter()
                .filter_map(|text| text.strip_prefix("--"))
            {
                let flag = flag.split('=').next().unwrap();
                assert!(script.contains(flag), "{shell}: {flag}");
            }
        }
        // The scripts of the other two shells contain no values.
        if ["bash", "fish", "zsh"].contains(&shell) {
            for value in ["domestic", "medical_check_up", "research_download_notice"] {
                assert!(script.contains(value), "{shell}: {value}");
            }
        }
    }
    bge("completions tcsh").run().failed(2);
}

#[test]
fn completions_ask_for_the_names_of_profiles() {
    for (shell, offer) in [
        (
            "bash",
            r#"compgen -W "$(bge-private profiles --names 2>/dev/null)""#,
        ),
        (
            "fish",
            r#"-l profile -d 'Use the credentials of this profile, regardless of the environment' -r -f -a "(bge-private profiles"#,
        ),
        (
            "zsh",
            r#":NAME:{compadd -- ${(f)"$(bge-private profiles --names 2>/dev/null)"}}'"#,
        ),
    ] {
        let script = bge(format!("completions {shell}")).run().succeeded().stdout;
        assert!(script.contains(offer), "{shell}");
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_flags_and_values() {
    let command = bge("completions bash");
    // A file, because the script may be longer than an argument can be.
    let script = command.folder.join("completions");
    fs::write(&script, command.run().succeeded().stdout).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_bge-private"))
        .parent()
        .unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let text =
        profile("default", "k", "http://a.example") + &profile("preview", "k", "http://a.example");
    let config = profiles(bge("profiles"), &text, 0o600).folder;
    let completed = |words: &[&str]| {
        let [.., before, begun] = words else {
            panic!("{words:?}")
        };
        let asked = r#". "$SCRIPT"; COMP_WORDS=("${@:3}"); COMP_CWORD=$(($# - 3))
            "$(complete -p bge-private | grep -o '_bge[a-z_]*')" bge-private "$1" "$2"; echo "${COMPREPLY[*]}""#;
        let ran = Command::new("bash")
            .args(["-c", asked, "bash", begun, before])
            .args(words)
            .env("SCRIPT", &script)
            .env("PATH", &path)
            .env("XDG_CONFIG_HOME", config.join("config"))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(completed(&["bge-private", "sts"]), "sts-token");
    assert_eq!(
        completed(&["bge-private", "sign-url", "--exp"]),
        "--expiration-time"
    );
    assert_eq!(
        completed(&["bge-private", "sign-url", "--region", "dom"]),
        "domestic"
    );
    assert_eq!(completed(&["bge-private", "mock", "--lang", ""]), "en zh");
    // The names of profiles are those of the moment.
    assert_eq!(
        completed(&["bge-private", "sts-token", "--profile", "p"]),
        "preview"
    );
    // A command of a client.
    let commands: Vec<_> = examples().iter().map(CommandExample::command).collect();
    let of_client = commands.iter().find_map(|name| name.split_once(' '));
    let (client, name) = of_client.unwrap();
    let found = completed(&["bge-private", client, name]);
    assert!(found.split(' ').any(|found| found == name), "{found}");
}

#[test]
fn a_man_page_keeps_the_values_of_a_parameter_apart() {
    let command = bge("man a");
    let folder = command.folder.join("a");
    command.run().succeeded();
    let page = fs::read_to_string(folder.join("bge-private-sign-url.1")).unwrap();
    for begun in ["  \\- domestic", "  \\- international", "  \\- preview"] {
        assert!(
            page.lines().any(|line| line.starts_with(begun)),
            "{begun}: {page}"
        );
    }
}

#[test]
fn every_command_has_a_man_page() {
    let command = bge("man a/b");
    let folder = command.folder.join("a/b");
    let ran = command.run().succeeded();
    // A call may have several examples.
    let mut names: BTreeSet<String> = RESERVED_COMMANDS.map(|name| format!("-{name}")).into();
    names.insert(String::new());
    for command in examples().iter().map(CommandExample::command) {
        let client = command.split_once(' ').map(|(client, _)| client.to_owned());
        names.extend(client.map(|client| format!("-{client}")));
        names.insert(format!("-{}", command.replace(' ', "-")));
    }
    for name in &names {
        let page = fs::read_to_string(folder.join(format!("bge-private{name}.1"))).unwrap();
        assert!(
            page.contains(".SH NAME") && page.contains(".SH OPTIONS"),
            "{name}: {page}"
        );
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), names.len());
    assert_eq!(ran.stdout, format!("{} man pages in a/b\n", names.len()));
}
