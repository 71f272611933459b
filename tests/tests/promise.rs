//! An endpoint that is added to a spec is generated, compiled, called and answered without changes to other
//! files, and becomes a command of the command line. The added endpoint is the one in the README, beside a call of each
//! kind that the spec language knows. A spec of
//! names that are hostile to Rust compiles without a warning, answers all of its examples, stores and returns values
//! of every type. The Rust code in the documentation that is generated from these specs compiles with them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

use bge_private_codegen::{Checked, Features, Sources, generate, load, load_sources};
use bge_private_codegen_tools::docs::docs;
use bge_private_tests::compiler::{Crates, succeeded};
use bge_private_tests::workspace::{Copied, files, original, platform_file};
use test_support::empty_folder;

const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

fn target() -> PathBuf {
    Path::new(SCRATCH).parent().unwrap().to_owned()
}

/// The spec before the change. It is not the real spec, which may already have the call of the README.
const BEFORE: &str = "group: service
title: {en: Service, zh: 服务}
endpoints:
  ping:
    path: /service/ping
    doc: {en: Asks whether anybody is there., zh: 询问。}
    response: none
    examples: [{title: {en: Ask, zh: 询问}}]
types:
  Unused:
    doc: {en: A type., zh: 类型。}
    fields: {name: {type: string, doc: {en: A name., zh: 名称。}}}
";

const PROGRAM: &str = r#"
use bge_private_sdk::mock::{self, MockPlatform};
use bge_private_sdk::dec;
use bge_private_sdk::record::{Recorder, Recording};
use bge_private_sdk::service::{Place, TemperatureUnit, Weather, WeatherResponse};

fn main() -> std::process::ExitCode {
    if std::env::var_os("AS_COMMAND").is_some() {
        return bge_private_cli::main();
    }
    library().unwrap();
    std::process::ExitCode::SUCCESS
}

#[tokio::main(flavor = "current_thread")]
async fn library() -> Result<(), Box<dyn std::error::Error>> {
    let platform = MockPlatform::start().await?;
    let command = |arguments: &[&str]| {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(arguments)
            .env("AS_COMMAND", "1")
            .env("BGE_PRIVATE_BASE_URL", platform.url())
            .env("BGE_PRIVATE_APP_KEY", platform.app_key())
            .env("BGE_PRIVATE_APP_SECRET", platform.app_secret())
            .output()
            .unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let answered = command(&["weather", "--city", "深圳", "--unit", "celsius"]);
    assert_eq!(answered, "temperature: 21.5\nplace:\n  latitude:  22.54\n  longitude: 114.06\n");
    let refused = command(&["weather", "--city", "深圳", "--unit", "celcius"]);
    assert!(refused.ends_with("hint: did you mean `celsius`?\n"), "{refused}");
    assert!(command(&["help", "service", "--lang", "zh"]).contains("查询城市天气"));
    let folder = std::path::Path::new("made");
    command(&["man", "made"]);
    let page = std::fs::read_to_string(folder.join("bge-private-weather.1"))?;
    assert!(page.contains("Returns the weather of a city."), "{page}");
    assert!(command(&["completions", "fish"]).contains("fahrenheit"));

    let client = platform.client();
    let weather = client.weather("深圳").unit(TemperatureUnit::Celsius).await?;
    assert_eq!(weather.temperature, dec!(21.5));
    assert_eq!(weather.place.longitude, dec!(114.06));
    let client_of_threads = platform.blocking_client()?;
    let call = client_of_threads.weather("深圳").unit(TemperatureUnit::Celsius);
    assert_eq!(tokio::task::spawn_blocking(|| call.send()).await??, weather);
    let refused = client.weather("").await.unwrap_err();
    assert_eq!(refused.argument_name(), Some("city"));
    assert_eq!(mock::examples().filter(|example| example.endpoint() == "weather").count(), 1);

    let expected = WeatherResponse::new(dec!(-3), Place::new(dec!(39.9), dec!(116.4)));
    platform.on::<Weather>().matching(|asked| asked.city == "北京").reply(expected.clone());
    let recording = folder.join("weather.yaml");
    let recorder = Recorder::create(&recording)?;
    let recorded = platform.client_builder().record(&recorder).build()?;
    assert_eq!(recorded.weather("北京").await?, expected);
    recorder.finish()?;
    assert_eq!(platform.calls::<Weather>().last().unwrap(), &Weather::new("北京"));
    let replayed = platform.client_builder().replay(&Recording::open(&recording)?).build()?;
    assert_eq!(replayed.weather("北京").await?, expected);
    let joined = command(&["club", "join", "--name", "a"]);
    assert_eq!(joined, "number: 7\n");
    let refused = command(&["exactly-one", "--name", "a", "--numbers", "1"]);
    assert!(refused.contains("`--name` and `--numbers` exclude each other"), "{refused}");
    every_kind(&platform).await?;
    println!("{weather:?}");
    Ok(())
}
"#;

/// Groups with a call of each kind, which the spec gains.
const KINDS: [(&str, &str); 2] = [
    ("kinds.yaml", include_str!("../programs/kinds/kinds.yaml")),
    ("club.yaml", include_str!("../programs/kinds/club.yaml")),
];

/// Returns the YAML blocks in the README: an endpoint, and its types.
fn additions() -> (String, String) {
    let readme = fs::read_to_string(original().join("README.md")).unwrap();
    let mut blocks = readme
        .split("```yaml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned());
    (blocks.next().unwrap(), blocks.next().unwrap())
}

#[test]
fn adding_an_endpoint_means_only_editing_the_spec() {
    LazyLock::force(&CRATES);
    let copied = Copied::new(Path::new(SCRATCH));
    let spec_folder = copied.root().join("spec");
    fs::remove_dir_all(&spec_folder).unwrap();
    fs::create_dir(&spec_folder).unwrap();
    fs::write(spec_folder.join("platform.yaml"), platform_file()).unwrap();
    fs::write(spec_folder.join("service.yaml"), BEFORE).unwrap();
    let before = files(&copied.root());

    let (endpoint, types) = additions();
    let spec = spec_folder.join("service.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    let edited = text
        .replacen("\nendpoints:\n", &format!("\nendpoints:\n{endpoint}\n"), 1)
        .replacen("\ntypes:\n", &format!("\ntypes:\n{types}\n"), 1);
    assert!(edited.len() >= text.len() + endpoint.len() + types.len());
    fs::write(&spec, edited).unwrap();
    for (name, text) in KINDS {
        fs::write(spec_folder.join(name), text).unwrap();
    }

    let every_kind = include_str!("../programs/kinds/program.rs");
    let checked = load(&spec_folder).unwrap_or_else(|report| panic!("{report}"));
    let program = with_documented(&format!("{PROGRAM}{every_kind}"), &checked);
    let printed = copied.run(&target(), &program);
    assert!(
        printed.contains("WeatherResponse { temperature: 21.5"),
        "{printed}"
    );

    let after = files(&copied.root());
    let touched: Vec<&PathBuf> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    let edited = ["spec/club.yaml", "spec/kinds.yaml", "spec/service.yaml"];
    assert_eq!(touched, edited.map(Path::new));
    assert_eq!(before.len() + KINDS.len(), after.len());
}

const HOSTILE: &str = r#"
use bge_private_sdk::describe::PLATFORM;
use bge_private_sdk::mock::{self, MockPlatform};
use serde_json::Value;

fn main() -> std::process::ExitCode {
    if std::env::var_os("AS_COMMAND").is_some() {
        return bge_private_cli::main();
    }
    library().unwrap();
    std::process::ExitCode::SUCCESS
}

#[tokio::main(flavor = "current_thread")]
async fn library() -> Result<(), Box<dyn std::error::Error>> {
    let platform = MockPlatform::start().await?;
    let lines: Vec<_> = PLATFORM.calls().flat_map(|call| call.examples).collect();
    assert_eq!(lines.len(), mock::examples().count());
    for (line, example) in lines.into_iter().zip(mock::examples()) {
        assert_eq!(line.title.en, example.title());
        for (name, content) in line.files {
            std::fs::write(name, content)?;
        }
        let line = line.command_line;
        let run = |more: &[&str]| {
            let output = std::process::Command::new("sh")
                .args(["-c", &format!("\"$0\" {line} \"$@\"")])
                .arg(std::env::current_exe().unwrap())
                .args(more)
                .env("AS_COMMAND", "1")
                .env("BGE_PRIVATE_BASE_URL", platform.url())
                .env("BGE_PRIVATE_APP_KEY", platform.app_key())
                .env("BGE_PRIVATE_APP_SECRET", platform.app_secret())
                .output()
                .unwrap();
            let printed = [output.stdout, output.stderr].concat();
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&printed));
            printed
        };
        let answered = run(&["--output", "json", "--show-secrets"]);
        let expected = example.response().unwrap_or("null");
        let parsed = |json: &[u8]| serde_json::from_slice::<Value>(json).unwrap();
        match example.file() {
            Some(file) => assert_eq!(answered, file.content, "{line}"),
            None => assert_eq!(parsed(&answered), parsed(expected.as_bytes()), "{line}"),
        }
        let received = platform.received().pop().unwrap();
        for (name, value) in example.parameters() {
            let is_sent = received.path_parameters().iter().chain(received.fields()).any(|(n, v)| n == name && v == value);
            assert!(is_sent, "{line}: {name}: {received:?}");
        }
        for lang in ["en", "zh"] {
            run(&["--help", "--lang", lang]);
        }
    }

    let client = platform.client();
    let blocking = platform.blocking_client()?;
    let mut count = 0;
    for example in mock::examples() {
        let answer = example.send(&client).await.unwrap_or_else(|error| panic!("{}: {error}", example.endpoint()));
        let parsed = |json: &str| serde_json::from_str::<Value>(json).unwrap();
        assert_eq!(answer.as_deref().map(parsed), example.response().map(parsed), "{}", example.endpoint());
        let received = platform.received().pop().unwrap();
        for (name, value) in example.fields() {
            assert!(received.fields().iter().any(|(n, v)| n == name && v == value), "{}: {name}", example.endpoint());
        }
        let clone = blocking.clone();
        let same = tokio::task::spawn_blocking(move || example.send_blocking(&clone)).await??;
        assert_eq!(same, answer, "{}", example.endpoint());
        count += 1;
    }
    let (requests, answers) = stored::every_example_is_stored().await;
    assert!(requests > count / 2 && answers > count / 2, "{requests} and {answers} of {count}");
    println!("{count} examples");
    Ok(())
}
"#;

/// Returns a program that runs all examples of a spec.
fn all_examples(spec: &Checked) -> String {
    let stored = include_str!("../programs/stored.rs");
    with_documented(&format!("{HOSTILE}\nmod stored {{\n{stored}}}\n"), spec)
}

/// Returns the program with the Rust code of the spec's documentation, so that the code must compile.
fn with_documented(program: &str, spec: &Checked) -> String {
    let mut out = program.to_owned();
    let mut count = 0;
    let pages = docs(spec).into_iter();
    for page in pages.filter(|page| page.name.starts_with("markdown/")) {
        for block in page.content.split("```rust\n").skip(1) {
            let (code, _) = block.split_once("\n```").unwrap();
            // The code is compiled to check its types, and is never called. Pages also show deprecated calls.
            out += &format!(
                "#[allow(dead_code, deprecated, unused_variables)]\n\
                 async fn documented_{count}(client: bge_private_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{code}\nOk(())\n}}\n"
            );
            count += 1;
        }
    }
    let endpoints = spec.spec().groups.iter().map(|group| group.endpoints.len());
    assert!(count > 2 * endpoints.sum::<usize>(), "{count}");
    out
}

/// The features of the library that the programs use, with those that they need.
const FEATURES: [&str; 6] = ["blocking", "describe", "doctor", "mock", "record", "serde"];

/// What Cargo has built. It is asked before the first test builds a copy, because it does one thing at a time.
static CRATES: LazyLock<Crates> = LazyLock::new(|| {
    let targets = ["--test", "promise", "--bin", "bge-private"];
    Crates::of(&original(), &target(), &targets)
});

/// The library and the command line of a spec, compiled without a warning.
struct Compiled {
    folder: PathBuf,
}

impl Compiled {
    fn new(name: &str, spec: &Checked) -> Self {
        let this = Self {
            folder: empty_folder(SCRATCH, name),
        };
        let generated = generate(spec, Features::named(|name| FEATURES.contains(&name))).unwrap();
        let files = generated.iter().map(|file| (&*file.name, &*file.content));
        let client = &mut CRATES.client("rustc", files, &FEATURES, &this.folder);
        succeeded(client.arg("--crate-type=lib"));
        let source = original().join("sdk/cli/src/lib.rs");
        this.compile("bge-private-cli", "bge_private_cli", &source, "lib");
        this
    }

    fn compile(&self, package: &str, name: &str, source: &Path, kind: &str) {
        let own = ["bge_private_sdk", "bge_private_cli"]
            .map(|own| (own, self.folder.join(format!("lib{own}.rlib"))));
        let own = own.iter().filter(|(_, file)| file.exists());
        let own: Vec<_> = own.map(|(name, file)| (*name, &**file)).collect();
        let command = &mut CRATES.compile("rustc", package, &own, source, &self.folder);
        command
            .arg(format!("--crate-name={name}"))
            .arg(format!("--crate-type={kind}"));
        succeeded(command.arg("-Dwarnings"));
    }

    /// Compiles a program without a warning, and runs it. Returns its output.
    fn run(&self, name: &str, program: &str) -> String {
        let source = self.folder.join(format!("{name}.rs"));
        fs::write(&source, program).unwrap();
        self.compile("bge-private-tests", name, &source, "bin");
        let program = self
            .folder
            .join(format!("{name}{}", env::consts::EXE_SUFFIX));
        succeeded(Command::new(program).current_dir(&self.folder))
    }
}

/// Runs all examples of a spec. Returns how many there are.
fn count_of_examples(compiled: &Compiled, spec: &Checked) -> usize {
    let printed = compiled.run("all_examples", &all_examples(spec));
    printed.split(' ').next().unwrap().parse().unwrap()
}

/// Specs drafted from pages compile without a warning and without edits, and answer all of their examples.
#[test]
fn drafts_compile_and_run() {
    let mut sources = Sources::new();
    sources.add("platform.yaml", platform_file());
    for (path, content) in files(&original().join("codegen/tools/tests/pages")) {
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            sources.add(path.to_str().unwrap(), String::from_utf8(content).unwrap());
        }
    }
    let spec = load_sources(sources).unwrap_or_else(|report| panic!("{report}"));
    let compiled = Compiled::new("drafts", &spec);
    let count = count_of_examples(&compiled, &spec);
    assert!(count >= 18, "{count}");
}

#[test]
fn hostile_names_compile_and_run() {
    let spec = load(&original().join("codegen/tests/hostile")).unwrap();
    let compiled = Compiled::new("hostile", &spec);
    let count = count_of_examples(&compiled, &spec);
    assert!(count >= 10, "{count}");
    // This program uses the same spec, because it has values of every type.
    let round_trip = include_str!("../programs/round_trip.rs");
    assert_eq!(compiled.run("round_trip", round_trip), "done\n");
}

/// Cargo builds the generator once for all of these tests, because its files keep their time.
#[test]
fn a_second_copy_is_whole_and_only_changed_files_are_new() {
    let copied = Copied::new(Path::new(SCRATCH));
    let root = copied.root();
    let whole = files(&root);
    let written = || {
        let file = fs::metadata(root.join("codegen/src/lib.rs")).unwrap();
        file.modified().unwrap()
    };
    let before = written();
    fs::write(root.join("spec/platform.yaml"), "changed").unwrap();
    fs::remove_file(root.join("Cargo.lock")).unwrap();
    for left in ["spec/more.yaml", ".git/HEAD", "target/site/index.html"] {
        fs::create_dir_all(root.join(left).parent().unwrap()).unwrap();
        fs::write(root.join(left), "left").unwrap();
    }
    drop(copied);

    let copied = Copied::new(Path::new(SCRATCH));
    assert_eq!(copied.root(), root);
    assert!(files(&root) == whole, "the copy differs from the first");
    assert!(!root.join(".git").exists() && !root.join("target").exists());
    assert_eq!(written(), before);
}
