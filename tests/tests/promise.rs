//! An endpoint that is added to a spec is generated, compiled, called and answered without changes to other
//! files, and becomes a command of the command line. The added endpoint is the one in the README, beside a call of each
//! kind that the spec language knows. A spec of
//! names that are hostile to Rust compiles without a warning, answers all of its examples, stores and returns values
//! of every type. The Rust code in the documentation that is generated from these specs compiles with them.

use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::load;
use bge_private_codegen_tools::docs::docs;
use bge_private_tests::workspace::{Copied, files, original, platform_file};

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
    let (copied, spec_folder) = without_spec();
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
    let program = with_documented(&format!("{PROGRAM}{every_kind}"), &spec_folder);
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
fn all_examples(spec: &Path) -> String {
    let stored = include_str!("../programs/stored.rs");
    with_documented(&format!("{HOSTILE}\nmod stored {{\n{stored}}}\n"), spec)
}

/// Returns the program with the Rust code of the spec's documentation, so that the code must compile.
fn with_documented(program: &str, spec: &Path) -> String {
    let checked = load(spec).unwrap_or_else(|report| panic!("{report}"));
    let mut out = program.to_owned();
    let mut count = 0;
    let pages = docs(&checked).into_iter();
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
    let endpoints = checked
        .spec()
        .groups
        .iter()
        .map(|group| group.endpoints.len());
    assert!(count > 2 * endpoints.sum::<usize>(), "{count}");
    out
}

/// Returns a copy of the workspace, and an empty folder in it for another spec.
fn without_spec() -> (Copied, PathBuf) {
    let copied = Copied::new(Path::new(SCRATCH));
    let spec = copied.root().join("spec");
    fs::remove_dir_all(&spec).unwrap();
    fs::create_dir(&spec).unwrap();
    (copied, spec)
}

/// Specs drafted from pages compile without a warning and without edits, and answer all of their examples.
#[test]
fn drafts_compile_and_run() {
    let (copied, spec) = without_spec();
    fs::write(spec.join("platform.yaml"), platform_file()).unwrap();
    let pages = original().join("codegen/tools/tests/pages");
    for (path, content) in files(&pages) {
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            fs::write(spec.join(path), content).unwrap();
        }
    }
    let printed = copied.run(&target(), &all_examples(&spec));
    let count: usize = printed.split(' ').next().unwrap().parse().unwrap();
    assert!(count >= 18, "{printed}");
}

#[test]
fn hostile_names_compile_and_run() {
    let (copied, spec) = without_spec();
    for (path, content) in files(&original().join("codegen/tests/hostile")) {
        fs::write(spec.join(path), content).unwrap();
    }
    let printed = copied.run(&target(), &all_examples(&spec));
    let count: usize = printed.split(' ').next().unwrap().parse().unwrap();
    assert!(count >= 10, "{printed}");
    // This program uses the same spec, because it has values of every type.
    let round_trip = include_str!("../programs/round_trip.rs");
    assert_eq!(copied.run(&target(), round_trip), "done\n");
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
