//! The compiler confirms the verdicts on Rust source: a program that uses everything compiles with the client
//! of the old spec, and compiles with the client of the new spec exactly if the rule says so.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::{Checked, Features, generate};
use bge_private_codegen_tools::diff::{Rule, Source};
use bge_private_tests::workspace::{
    WITHOUT_DEBUG_INFORMATION, cargo, files as read, original, section,
};
use serde_json::Value;

use super::plants::{PLANTS, PLATFORM_PLANTS, Plant, Second};
use super::{DOC, base, files, pair, platform_pair};

/// A program with its name, and whether it compiles with the client of the new spec.
struct Program {
    name: String,
    text: String,
    compiles: bool,
}

impl Program {
    /// Returns the program that uses everything in the groups of one plant.
    fn of_plant(index: usize, plant: &Plant) -> Self {
        let name = format!("p{index}");
        let text = base::PROGRAM.to_owned()
            + if has_second(plant) {
                base::SECOND_PROGRAM
            } else {
                ""
            };
        let text = text
            .replace("NAME", &name)
            .replace("CAMEL", &name.replacen('p', "P", 1));
        Self {
            name,
            text,
            compiles: plant.source() != Source::Breaking,
        }
    }
}

/// Whether the spec before the change contains the second group. Apart from that, it is the same for all plants.
fn has_second(plant: &Plant) -> bool {
    matches!(plant.second, Second::Before | Second::Always)
}

fn platform_programs() -> impl Iterator<Item = Program> {
    let gone: Vec<_> = PLATFORM_PLANTS
        .iter()
        .filter_map(|plant| plant.breaks.as_deref())
        .collect();
    base::PLATFORM_PROGRAMS
        .iter()
        .map(move |(name, text)| Program {
            name: format!("platform_{name}"),
            text: (*text).to_owned(),
            compiles: !gone.contains(name),
        })
}

/// A client of some plants, and the user's package for it.
struct Side {
    name: &'static str,
    platform: String,
    /// The files of the spec.
    files: Vec<(String, String)>,
    compiling: Vec<Program>,
    failing: Vec<Program>,
}

/// Returns the client before the changes. One plant stands for all that start from the same spec.
fn old_side() -> Side {
    let mut side = Side {
        name: "old",
        platform: base::PLATFORM.to_owned(),
        files: Vec::new(),
        compiling: platform_programs().collect(),
        failing: Vec::new(),
    };
    for second in [false, true] {
        let mut plants = PLANTS.iter().enumerate();
        let (index, plant) = plants
            .find(|(_, plant)| has_second(plant) == second)
            .unwrap();
        let [old, _] = files(plant, &format!("p{index}"));
        side.files.extend(old);
        side.compiling.push(Program::of_plant(index, plant));
    }
    side
}

/// Returns the clients after the changes, each plant in its own groups. There are two, because the compiler
/// uses one core for each.
fn new_sides() -> [Side; 2] {
    let mut sides = [("new", "p0_"), ("newer", "p1_")].map(|(name, first)| Side {
        name,
        // The probe is a call of the first plant.
        platform: changed_platform().replace("p0_", first),
        files: Vec::new(),
        compiling: Vec::new(),
        failing: Vec::new(),
    });
    for (index, plant) in PLANTS.iter().enumerate() {
        let side = &mut sides[index % 2];
        let [_, new] = files(plant, &format!("p{index}"));
        side.files.extend(new);
        side.take(Program::of_plant(index, plant));
    }
    for program in platform_programs() {
        sides[0].take(program);
    }
    sides
}

impl Side {
    fn take(&mut self, program: Program) {
        if program.compiles {
            self.compiling.push(program);
        } else {
            self.failing.push(program);
        }
    }
}

/// A workspace with a client and a user's package for each side.
struct Workspace {
    root: PathBuf,
}

impl Workspace {
    fn new(root: PathBuf, sides: &[Side]) -> Self {
        let _ = fs::remove_dir_all(&root);
        let this = Self { root };
        let manifest = fs::read_to_string(original().join("Cargo.toml")).unwrap();
        let members =
            r#"members = ["codegen", "codegen/tools", "sdk", "sdk/cli", "tests", "tests/support"]"#;
        assert!(manifest.contains(members));
        let all: String = sides
            .iter()
            .map(|Side { name, .. }| format!(r#", "{name}/sdk", "{name}/user""#))
            .collect();
        let all = format!(r#"members = ["codegen"{all}]"#);
        this.write("Cargo.toml", &manifest.replace(members, &all));
        let lock = fs::read_to_string(original().join("Cargo.lock")).unwrap();
        this.write("Cargo.lock", &lock);
        this.copy("codegen", "codegen");
        // A development dependency of the generator.
        this.copy("tests/support", "tests/support");
        for side in sides {
            this.write_client(side);
            this.write_user(side);
        }
        this
    }

    fn write_client(&self, side: &Side) {
        let name = side.name;
        self.copy("sdk", &format!("{name}/sdk"));
        let path = self.root.join(name).join("sdk/Cargo.toml");
        let manifest = fs::read_to_string(&path).unwrap();
        let manifest = manifest
            .replacen(
                "name = \"bge-private-sdk\"",
                &format!("name = \"bge-private-sdk-{name}\""),
                1,
            )
            .replace("\"../codegen\"", "\"../../codegen\"");
        fs::write(path, manifest).unwrap();
        let platform = side.platform.replace("DOC", DOC);
        self.write(&format!("{name}/sdk/spec/platform.yaml"), &platform);
        for (file, text) in &side.files {
            self.write(&format!("{name}/sdk/spec/{file}"), text);
        }
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

    /// Writes the user's package of one side: a library of all programs that must compile, and a binary of
    /// all others, so that one run of the compiler for each reports all errors.
    fn write_user(&self, side: &Side) {
        let name = side.name;
        // With the same dependencies as these tests, only the clients have to be built. The programs need
        // none of the features, which take most of the time.
        let (client, rest) = {
            let dependencies = section("tests/Cargo.toml", "[dependencies]");
            let (head, rest) = dependencies.split_once("bge-private-sdk = {").unwrap();
            let (client, rest) = rest.split_once(", features = [").unwrap();
            let (_, rest) = rest.split_once("]").unwrap();
            let package = format!("bge-private-sdk = {{ package = \"bge-private-sdk-{name}\",");
            (format!("{head}{package}{client}"), rest.to_owned())
        };
        let package = format!("name = \"user-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"");
        self.write(
            &format!("{name}/user/Cargo.toml"),
            &format!("[package]\n{package}\n{client}{rest}"),
        );
        self.write_modules(&format!("{name}/user/src"), "lib.rs", &side.compiling, "");
        if !side.failing.is_empty() {
            let folder = format!("{name}/user/src/bin/failing-{name}");
            self.write_modules(&folder, "main.rs", &side.failing, "fn main() {}\n");
        }
    }

    fn write_modules(&self, folder: &str, root: &str, programs: &[Program], text: &str) {
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
        let output = cargo(&self.root, target)
            .envs([WITHOUT_DEBUG_INFORMATION])
            .args(["build", "--offline", "--keep-going"])
            .args(["--message-format=json", "--package", "user-*"])
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
    let [new, newer] = new_sides();
    let sides = [old_side(), new, newer];
    let workspace = Workspace::new(scratch.join("diff"), &sides);
    let (failed, said) = workspace.build(scratch.parent().unwrap());
    let failing = sides.iter().flat_map(|side| &side.failing);
    let expected: BTreeSet<_> = failing.map(|program| program.name.clone()).collect();
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
