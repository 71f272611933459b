//! The compiler confirms the verdicts on Rust source: a program that uses everything compiles with the client
//! of the old spec, and compiles with the client of the new spec exactly if the rule says so.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bge_private_codegen::{Checked, Features, generate};
use bge_private_codegen_tools::diff::{Rule, Source};
use bge_private_tests::workspace::{files as read, original, section};
use serde_json::Value;

use super::plants::{PLANTS, PLATFORM_PLANTS, Plant, Second};
use super::{DOC, base, files, pair, platform_pair};

/// A program with its name, and whether it compiles with the client of the new spec.
struct Program {
    name: String,
    text: String,
    compiles: bool,
}

fn programs() -> Vec<Program> {
    let plants = PLANTS.iter().enumerate().map(|(index, plant)| {
        let name = format!("p{index}");
        let has_second = matches!(plant.second, Second::Before | Second::Always);
        let text = base::PROGRAM.to_owned() + if has_second { base::SECOND_PROGRAM } else { "" };
        let text = text
            .replace("NAME", &name)
            .replace("CAMEL", &name.replacen('p', "P", 1));
        Program {
            name,
            text,
            compiles: plant.source() != Source::Breaking,
        }
    });
    let gone: Vec<_> = PLATFORM_PLANTS
        .iter()
        .filter_map(|plant| plant.breaks.as_deref())
        .collect();
    let platform = base::PLATFORM_PROGRAMS.iter().map(|(name, text)| Program {
        name: format!("platform_{name}"),
        text: (*text).to_owned(),
        compiles: !gone.contains(name),
    });
    plants.chain(platform).collect()
}

/// A workspace with a client and a user's package for each of the two specs.
struct Workspace {
    root: PathBuf,
}

impl Workspace {
    fn new(root: PathBuf) -> Self {
        let _ = fs::remove_dir_all(&root);
        let this = Self { root };
        let manifest = fs::read_to_string(original().join("Cargo.toml")).unwrap();
        let members =
            r#"members = ["codegen", "codegen/tools", "sdk", "sdk/cli", "tests", "tests/support"]"#;
        assert!(manifest.contains(members));
        let all = r#"members = ["codegen", "old/sdk", "old/user", "new/sdk", "new/user"]"#;
        this.write("Cargo.toml", &manifest.replace(members, all));
        let lock = fs::read_to_string(original().join("Cargo.lock")).unwrap();
        this.write("Cargo.lock", &lock);
        this.copy("codegen", "codegen");
        // A development dependency of the generator.
        this.copy("tests/support", "tests/support");
        for side in ["old", "new"] {
            this.copy("sdk", &format!("{side}/sdk"));
            let path = this.root.join(side).join("sdk/Cargo.toml");
            let manifest = fs::read_to_string(&path).unwrap();
            let manifest = manifest
                .replacen(
                    "name = \"bge-private-sdk\"",
                    &format!("name = \"bge-private-sdk-{side}\""),
                    1,
                )
                .replace("\"../codegen\"", "\"../../codegen\"");
            fs::write(path, manifest).unwrap();
        }
        this
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn copy(&self, from: &str, to: &str) {
        for (path, content) in read(&original().join(from)) {
            if path.starts_with("spec") {
                continue;
            }
            let path = self.root.join(to).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }

    /// Writes the spec of one side: all plants, each in its own groups, and the platform.
    fn write_spec(&self, side: &str, platform: &str, number: usize) {
        self.write(
            &format!("{side}/sdk/spec/platform.yaml"),
            &platform.replace("DOC", DOC),
        );
        for (index, plant) in PLANTS.iter().enumerate() {
            for (name, text) in &files(plant, &format!("p{index}"))[number] {
                self.write(&format!("{side}/sdk/spec/{name}"), text);
            }
        }
    }

    /// Writes the user's package of one side: a library of all programs that must compile, and a binary of
    /// all others, so that one run of the compiler for each reports all errors.
    fn write_user(&self, side: &str, compiling: &[&Program], failing: &[&Program]) {
        // With the same dependencies as these tests, only the clients have to be built.
        let client = format!("bge-private-sdk = {{ package = \"bge-private-sdk-{side}\",");
        let dependencies = section("tests/Cargo.toml", "[dependencies]")
            .replace("bge-private-sdk = {", &client)
            .replace(", features = [\"mock\"]", "");
        let package = format!("name = \"user-{side}\"\nversion = \"0.0.0\"\nedition = \"2024\"");
        self.write(
            &format!("{side}/user/Cargo.toml"),
            &format!("[package]\n{package}\n{dependencies}"),
        );
        self.write_modules(&format!("{side}/user/src"), "lib.rs", compiling, "");
        if !failing.is_empty() {
            let folder = format!("{side}/user/src/bin/failing-{side}");
            self.write_modules(&folder, "main.rs", failing, "fn main() {}\n");
        }
    }

    fn write_modules(&self, folder: &str, root: &str, programs: &[&Program], text: &str) {
        let modules = programs
            .iter()
            .map(|program| format!("pub mod {};\n", program.name));
        self.write(
            &format!("{folder}/{root}"),
            &(modules.collect::<String>() + text),
        );
        for program in programs {
            self.write(&format!("{folder}/{}.rs", program.name), &program.text);
        }
    }

    /// Builds everything. Returns the names of the programs with errors, and the output of the compiler.
    fn build(&self, target: &Path) -> (BTreeSet<String>, String) {
        let output = Command::new(env!("CARGO"))
            .args([
                "build",
                "--offline",
                "--keep-going",
                "--package=user-old",
                "--package=user-new",
                "--message-format=json",
            ])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let messages = stdout
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let errors = messages.filter(|message| message["message"]["level"] == "error");
        let mut failed = BTreeSet::new();
        let mut said = String::new();
        for error in errors {
            said += error["message"]["rendered"].as_str().unwrap();
            let spans = error["message"]["spans"].as_array().unwrap();
            // The others are in the generated code.
            let primary = spans.iter().filter(|span| span["is_primary"] == true);
            let files = primary.filter_map(|span| span["file_name"].as_str());
            failed.extend(files.map(|file| {
                let name = file.rsplit(['/', '\\']).next().unwrap();
                name.trim_end_matches(".rs").to_owned()
            }));
        }
        assert!(
            stdout.contains("\"build-finished\""),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said += &String::from_utf8_lossy(&output.stderr);
        (failed, said)
    }
}

/// Returns the platform after all changes that do not exclude each other. If several plants change the same
/// text, only the first is applied.
fn changed_platform() -> String {
    let mut platform = base::PLATFORM.to_owned();
    for plant in PLATFORM_PLANTS.iter() {
        if plant.edits.iter().all(|(from, _)| platform.contains(from)) {
            platform = plant.edited(&platform);
        }
    }
    platform
}

#[test]
fn what_is_said_of_source_is_what_the_compiler_says() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let workspace = Workspace::new(scratch.join("diff"));
    workspace.write_spec("old", base::PLATFORM, 0);
    workspace.write_spec("new", &changed_platform(), 1);
    let programs = programs();
    let (compiling, failing): (Vec<_>, Vec<_>) =
        programs.iter().partition(|program| program.compiles);
    workspace.write_user("old", &programs.iter().collect::<Vec<_>>(), &[]);
    workspace.write_user("new", &compiling, &failing);

    let (failed, said) = workspace.build(scratch.parent().unwrap());
    let expected: BTreeSet<_> = failing.iter().map(|program| program.name.clone()).collect();
    assert_eq!(failed, expected, "{said}");
}

/// Returns the lines of the generated code without comments.
fn code(spec: &Checked) -> Vec<String> {
    let files = generate(spec, Features::ALL).unwrap();
    let lines = files.iter().flat_map(|file| file.content.lines());
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(str::to_owned)
        .collect()
}

/// Changes that do not break the build but change the meaning of existing source change the generated code.
#[test]
fn what_is_silent_is_another_code() {
    let silent = |plant: &&Plant| plant.source() == Source::Silent;
    for plant in PLANTS.iter().filter(silent) {
        let [old, new] = pair(plant, "p0");
        assert_ne!(code(&old), code(&new), "{:?}", plant.rule);
        let constructor = |spec: &Checked| {
            code(spec)
                .into_iter()
                .filter(|line| line.trim() == "count: i64," || line.trim() == "other: i64,")
                .collect::<Vec<_>>()
        };
        if plant.rule == Rule::RequestSwapped.info().name {
            assert_ne!(constructor(&old), constructor(&new));
        }
    }
    for plant in PLATFORM_PLANTS.iter().filter(silent) {
        let [old, new] = platform_pair(plant);
        assert_ne!(code(&old), code(&new), "{:?}", plant.rule);
    }
}
