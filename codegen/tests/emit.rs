//! What is generated: the same each time, and for a small spec exactly the text in `snapshots/`;
//! `UPDATE_SNAPSHOTS=1 cargo test` updates it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use bge_private_codegen::{Checked, Features, GeneratedFile, build, generate, load};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn checked(dir: &Path) -> Checked {
    load(dir).unwrap_or_else(|report| panic!("{report}"))
}

/// The real spec, one of hostile names and texts, and a small one.
fn specs() -> Vec<Checked> {
    let real = tests().join("../../spec");
    [real, tests().join("hostile"), tests().join("small")]
        .iter()
        .map(|dir| checked(dir))
        .collect()
}

/// An empty folder of this name.
fn empty_folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

#[test]
fn the_same_spec_gives_the_same_files() {
    for spec in &specs() {
        let first = generate(spec, Features::ALL).unwrap();
        // Several at once, so that the threads of each get out of step.
        thread::scope(|scope| {
            let runs: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| generate(spec, Features::ALL).unwrap()))
                .collect();
            for run in runs {
                assert_eq!(run.join().unwrap(), first);
            }
        });
    }
}

#[test]
fn everything_generated_is_rust() {
    for spec in &specs() {
        for file in generate(spec, Features::ALL).unwrap() {
            let parsed = syn::parse_file(&file.content);
            assert!(parsed.is_ok(), "{}: {:?}", file.name, parsed.err());
        }
    }
}

#[test]
fn features_add_files_and_blocking_methods_and_change_nothing_else() {
    for spec in &specs() {
        let all = generate(spec, Features::ALL).unwrap();
        let default = generate(spec, Features::named(|_| false)).unwrap();
        let is_extra = |name: &str| {
            name.ends_with(".mock.rs")
                || ["commands.rs", "endpoints.rs", "examples.rs"].contains(&name)
        };
        let names = |files: &[GeneratedFile]| -> Vec<_> {
            files.iter().map(|file| file.name.clone()).collect()
        };
        let mut expected = names(&all);
        expected.retain(|name| !is_extra(name));
        assert_eq!(names(&default), expected);
        for file in &default {
            let whole = all.iter().find(|other| other.name == file.name).unwrap();
            let mut parts = whole
                .content
                .split("#[cfg(feature = \"blocking\")]\nimpl BlockingClient {\n");
            let mut without = parts.next().unwrap().to_owned();
            without.extend(parts.map(|part| part.split_once("\n}\n\n").unwrap().1));
            assert!(file.content == without, "{}", file.name);
        }
        let cli = generate(spec, Features::named(|name| name == "cli")).unwrap();
        let is_mocked = |file: &GeneratedFile| file.name.ends_with(".mock.rs");
        assert!(cli.iter().any(is_mocked));
    }
}

#[test]
fn no_line_ends_in_a_space() {
    for file in specs()
        .iter()
        .flat_map(|spec| generate(spec, Features::ALL).unwrap())
    {
        for (index, line) in file.content.lines().enumerate() {
            assert_eq!(line, line.trim_end(), "{}:{}", file.name, index + 1);
        }
        assert!(file.content.ends_with('\n') && !file.content.ends_with("\n\n"));
    }
}

#[test]
fn a_small_spec_gives_exactly_this() {
    let dir = tests().join("snapshots");
    for file in generate(&checked(&tests().join("small")), Features::ALL).unwrap() {
        let path = dir.join(&file.name);
        if env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::write(&path, &file.content).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            file.content == expected,
            "{} differs; UPDATE_SNAPSHOTS=1 writes it anew",
            path.display()
        );
    }
}

#[test]
fn a_build_script_writes_what_has_changed() {
    let out = empty_folder("build");
    let spec = tests().join("small");
    build(&spec, &out);
    // Cargo names no feature here.
    for file in generate(&checked(&spec), Features::named(|_| false)).unwrap() {
        let path = out.join(&file.name);
        assert_eq!(fs::read_to_string(&path).unwrap(), file.content);
        fs::File::options()
            .append(true)
            .open(&path)
            .unwrap()
            .set_modified(std::time::UNIX_EPOCH)
            .unwrap();
    }
    let shop = out.join("shop.rs");
    fs::write(&shop, "// altered").unwrap();
    build(&spec, &out);
    assert_ne!(fs::read_to_string(&shop).unwrap(), "// altered");
    let untouched = fs::metadata(out.join("mod.rs"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(untouched, std::time::UNIX_EPOCH);
}

#[test]
fn a_build_script_writes_nothing_for_a_bad_spec() {
    let out = empty_folder("bad");
    build(&tests().join("nowhere"), &out);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}
