//! The compiler confirms the verdicts on Rust source: a program that uses everything compiles with the client
//! of the old spec, and compiles with the client of the new spec exactly if the rule says so.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::{Checked, Features, generate};
use bge_private_codegen_tools::diff::{Rule, Source};
use bge_private_tests::compiler::{Crates, in_parallel, succeeded};
use bge_private_tests::workspace::original;
use serde_json::Value;
use test_support::empty_folder;

use super::plants::{PLANTS, PLATFORM_PLANTS, Plant, Second};
use super::{base, checked, files, pair, platform_pair};

/// The arguments of the compiler for a library whose code is only checked.
const AS_LIBRARY: [&str; 2] = ["--crate-type=lib", "--emit=metadata"];

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

/// A client of some plants, and the programs that use it.
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

/// Writes programs as modules of one crate, so that one run of the compiler reports all errors.
fn write_crate(programs: &[Program], folder: &Path) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let modules = programs.iter().map(|Program { name, text, .. }| {
        fs::write(folder.join(format!("{name}.rs")), text).unwrap();
        format!("pub mod {name};\n")
    });
    let root = folder.join("lib.rs");
    fs::write(&root, modules.collect::<String>()).unwrap();
    root
}

/// Returns the names of the programs with errors, and the errors.
fn errors(stderr: &str) -> (BTreeSet<String>, String) {
    let messages = stderr
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut failed = BTreeSet::new();
    let mut said = String::new();
    for error in messages.filter(|message| message["level"] == "error") {
        said += error["rendered"].as_str().unwrap();
        let spans = error["spans"].as_array().unwrap();
        // The others are in the generated code.
        let primary = spans.iter().filter(|span| span["is_primary"] == true);
        let files = primary.filter_map(|span| span["file_name"].as_str());
        failed.extend(files.map(|file| {
            let name = file.rsplit(['/', '\\']).next().unwrap();
            name.trim_end_matches(".rs").to_owned()
        }));
    }
    (failed, said)
}

impl Side {
    /// Compiles the client, then the programs: those that must compile, and those that must not.
    fn compile(&self, crates: &Crates, scratch: &Path) {
        let spec = checked(&self.platform, self.files.clone());
        let generated = generate(&spec, Features::named(|_| false)).unwrap();
        let files = generated.iter().map(|file| (&*file.name, &*file.content));
        let folder = scratch.join(self.name);
        // The programs need none of the features.
        let mut client = crates.client("rustc", files, &[], &folder);
        succeeded(client.args(AS_LIBRARY));
        let library = folder.join("libbge_private_sdk.rmeta");
        for (name, programs) in [("compiling", &self.compiling), ("failing", &self.failing)] {
            let folder = folder.join(name);
            let root = write_crate(programs, &folder);
            let own = [("bge_private_sdk", &*library)];
            let mut command = crates.compile("rustc", "bge-private-tests", &own, &root, &folder);
            let output = command
                .args(AS_LIBRARY)
                .arg("--error-format=json")
                .output()
                .unwrap();
            let (failed, said) = errors(&String::from_utf8(output.stderr).unwrap());
            let expected = self.failing.iter().map(|program| program.name.clone());
            let expected: BTreeSet<_> = expected.filter(|_| name == "failing").collect();
            assert_eq!(failed, expected, "{}: {said}", self.name);
        }
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
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let crates = Crates::of(&original(), target, &["--test", "diff"]);
    let scratch = empty_folder(env!("CARGO_TARGET_TMPDIR"), "diff");
    let [new, newer] = new_sides();
    let sides = [new, newer, old_side()];
    in_parallel(sides.iter(), |side| side.compile(&crates, &scratch));
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
