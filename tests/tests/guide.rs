//! `docs/adding-an-endpoint.md`, word by word: its files are written into a copy of the workspace, its commands are
//! carried out there, and print what the guide shows; its program runs. `UPDATE_GUIDE=1 cargo test` writes what they
//! print into the guide, to be read before it is kept.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use bge_private_tests::workspace::{Copied, original};

const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");
const GUIDE: &str = "docs/adding-an-endpoint.md";

fn target() -> PathBuf {
    Path::new(SCRATCH).parent().unwrap().to_owned()
}

/// A part of the guide.
#[derive(Debug)]
enum Part {
    /// What is only read.
    Text(String),
    /// A block between fences: its first line, its content, and the comment on the line before it.
    Block {
        open: String,
        content: String,
        role: String,
    },
}

fn parts(guide: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = guide.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        let fence = line.len() - line.trim_start_matches('`').len();
        if fence < 3 {
            parts.push(Part::Text(format!("{line}\n")));
            before = line;
            continue;
        }
        let block: Vec<_> = lines
            .by_ref()
            .take_while(|line| *line != "`".repeat(fence))
            .collect();
        parts.push(Part::Block {
            open: line.to_owned(),
            content: block.iter().map(|line| format!("{line}\n")).collect(),
            role: before.to_owned(),
        });
    }
    parts
}

/// Carries out a command as a person at a terminal would, and gives what it prints, the exit status if it is not 0.
fn carried_out(command: &str, root: &Path) -> String {
    let path = env::var("PATH").unwrap();
    let programs = target().join("debug");
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(root)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_NET_OFFLINE", "true")
        .env_remove("RUSTFLAGS")
        .envs([("NO_COLOR", "1"), ("LC_ALL", "C.UTF-8")])
        .envs([
            ("GIT_AUTHOR_NAME", "A Maintainer"),
            ("GIT_COMMITTER_NAME", "A Maintainer"),
        ])
        .envs([
            ("GIT_AUTHOR_EMAIL", "maintainer@example.com"),
            ("GIT_COMMITTER_EMAIL", "maintainer@example.com"),
        ])
        .envs([
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Without what is another each time: how long tests took.
fn lasting(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split("; finished in ").next().unwrap());
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Carries out the commands of a session, and gives it with what they print.
fn replayed(session: &str, root: &Path) -> String {
    let mut out = String::new();
    let commands = session.lines().filter_map(|line| line.strip_prefix("$ "));
    for command in commands {
        let printed = carried_out(command, root);
        out += &format!("$ {command}\n{printed}");
    }
    out
}

/// The commands have the options of Linux.
#[cfg(target_os = "linux")]
#[test]
fn the_guide_does_what_it_says() {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "-p", "bge-private-codegen"])
        .current_dir(original())
        .env("CARGO_TARGET_DIR", target())
        .status()
        .unwrap();
    assert!(built.success());

    let copied = Copied::new(Path::new(SCRATCH), "guide");
    let root = copied.root();
    let start = "git init --quiet --initial-branch main && git add --all && git commit --quiet --message Start";
    assert_eq!(carried_out(start, &root), "");

    let path = original().join(GUIDE);
    let guide = fs::read_to_string(&path).unwrap();
    let mut updated = String::new();
    let (mut sessions, mut programs) = (0, 0);
    for part in parts(&guide) {
        let (open, content, role) = match part {
            Part::Text(text) => {
                updated += &text;
                continue;
            }
            Part::Block {
                open,
                content,
                role,
            } => (open, content, role),
        };
        let mut shown = content.clone();
        if open.ends_with("console") {
            let printed = replayed(&content, &root);
            if lasting(&printed).trim_end() != lasting(&content).trim_end() {
                assert!(
                    env::var_os("UPDATE_GUIDE").is_some(),
                    "UPDATE_GUIDE=1 writes this into {GUIDE}:\n{printed}\ninstead of:\n{content}"
                );
                shown = lasting(&printed);
            }
            sessions += 1;
        } else if let Some(file) = role.strip_prefix("<!-- file: ") {
            let file = file.trim_end_matches(" -->");
            fs::write(root.join(file), &content).unwrap();
        } else if role == "<!-- program -->" {
            let _ = copied.run(&target(), &content);
            programs += 1;
        }
        let fence = "`".repeat(open.len() - open.trim_start_matches('`').len());
        updated += &format!("{open}\n{}\n{fence}\n", shown.trim_end());
    }
    assert!(sessions >= 5 && programs == 1);
    if env::var_os("UPDATE_GUIDE").is_some() {
        fs::write(&path, updated).unwrap();
    }
}
