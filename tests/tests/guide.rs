//! The steps of `docs/adding-an-endpoint.md` work in a copy of the workspace: its files are written, its
//! commands print what the guide shows, and its program runs. The Chinese guide has the same code blocks.
//! `SNAPSHOTS=overwrite cargo test` writes the new output into both guides; review the difference before you
//! keep it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use bge_private_tests::compiler::{Crates, succeeded};
use bge_private_tests::fences::{Block, Part, blocks, parts};
use bge_private_tests::workspace::{Copied, WITHOUT_DEBUG_INFORMATION, cargo, of_a_user, original};
use test_support::empty_folder;
use test_support::snapshots::assert_snapshots;

const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");
const GUIDE: &str = "docs/adding-an-endpoint.md";
const CHINESE_GUIDE: &str = "docs/adding-an-endpoint.zh-CN.md";

fn target() -> PathBuf {
    Path::new(SCRATCH).parent().unwrap().to_owned()
}

/// Runs a command in a shell. Returns its output.
fn carried_out(command: &str, root: &Path) -> String {
    let path = env::var("PATH").unwrap();
    let programs = target().join("debug");
    let mut shell = Command::new("sh");
    of_a_user(&mut shell);
    let output = shell
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(root)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_NET_OFFLINE", "true")
        .envs([WITHOUT_DEBUG_INFORMATION])
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

/// Returns the text without the time that tests took.
fn lasting(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split("; finished in ").next().unwrap());
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Returns the text without the time that tests took and without numbers that depend on the spec: the number
/// of endpoints and of pages.
fn compared(text: &str) -> String {
    let uncounted = |line: &str| match line {
        _ if line.ends_with(", all is well") || line.ends_with("; open index.html") => {
            line.replace(|char: char| char.is_ascii_digit(), "")
        }
        _ => line.to_owned(),
    };
    let lines = lasting(text);
    lines
        .trim_end()
        .lines()
        .map(|line| uncounted(line) + "\n")
        .collect()
}

/// Runs the commands of a session. Returns the session with the output of the commands.
fn replayed(session: &str, root: &Path) -> String {
    let mut out = String::new();
    let commands = session.lines().filter_map(|line| line.strip_prefix("$ "));
    for command in commands {
        let printed = carried_out(command, root);
        out += &format!("$ {command}\n{printed}");
    }
    out
}

/// Compiles a program with the library that the commands of the guide have built, and runs it.
fn run(program: &str, root: &Path) {
    let crates = Crates::of(root, &target(), &["--test", "examples"]);
    let out = empty_folder(SCRATCH, "guide");
    let source = out.join("program.rs");
    fs::write(&source, program).unwrap();
    let mut compile = crates.compile("rustc", "bge-private-tests", &[], &source, &out);
    succeeded(compile.arg("-Dwarnings"));
    succeeded(&mut Command::new(out.join("program")));
}

/// Runs only on Linux, because the commands use options of Linux.
#[cfg(target_os = "linux")]
#[test]
fn the_guide_does_what_it_says() {
    // In the whole workspace: for one package, its dependencies would be built again.
    let built = cargo(&original(), &target())
        .args(["build", "--quiet", "--offline", "--bin", "bge-codegen"])
        .status()
        .unwrap();
    assert!(built.success());

    let copied = Copied::new(Path::new(SCRATCH));
    let root = copied.root();
    // The real spec may already have the group of the guide.
    let _ = fs::remove_file(root.join("spec/weather.yaml"));
    let start = "git init --quiet --initial-branch main && git add --all && git commit --quiet --message Start";
    assert_eq!(carried_out(start, &root), "");

    let guide = read(GUIDE);
    let mut updated = String::new();
    let (mut sessions, mut programs) = (0, 0);
    for part in parts(&guide) {
        let block = match part {
            Part::Text(text) => {
                updated += &text;
                continue;
            }
            Part::Block(block) => block,
        };
        let Block {
            open,
            content,
            before,
        } = &block;
        let mut shown = content.clone();
        if open.ends_with("console") {
            let printed = replayed(content, &root);
            if compared(&printed) != compared(content) {
                shown = format!("{}\n", lasting(&printed).trim_end());
            }
            sessions += 1;
        } else if let Some(file) = before.strip_prefix("<!-- file: ") {
            let file = file.trim_end_matches(" -->");
            fs::write(root.join(file), content).unwrap();
        } else if before == "<!-- program -->" {
            run(content, &root);
            programs += 1;
        }
        updated += &format!("{open}\n{shown}{}\n", block.fence());
    }
    assert!(sessions >= 5 && programs == 1);
    let chinese = with_blocks_of(&read(CHINESE_GUIDE), &updated);
    let guides = [(GUIDE, updated), (CHINESE_GUIDE, chinese)];
    assert_snapshots(guides.map(|(path, guide)| (original().join(path), guide)));
}

fn read(page: &str) -> String {
    fs::read_to_string(original().join(page)).unwrap()
}

/// Returns the translation with the code blocks of the original.
fn with_blocks_of(translation: &str, original: &str) -> String {
    let mut blocks = blocks(original).into_iter();
    let mut out = String::new();
    for part in parts(translation) {
        match part {
            Part::Text(text) => out += &text,
            Part::Block(_) => {
                let block = blocks.next().expect("as many blocks as the original");
                out += &format!("{}\n{}{}\n", block.open, block.content, block.fence());
            }
        }
    }
    assert!(blocks.next().is_none(), "the translation lacks a block");
    out
}

#[test]
fn the_chinese_guide_has_the_same_code_blocks() {
    let code = |page| {
        blocks(&read(page))
            .into_iter()
            .map(|block| (block.open, block.content, block.before))
            .collect::<Vec<_>>()
    };
    assert_eq!(code(CHINESE_GUIDE), code(GUIDE));
}
