//! The promise itself: a ninth endpoint, written into a copy of the spec, is generated, compiled, called and
//! answered, with no other file touched. What is added is what the README shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = r#"
use bge_private_sdk::mock::{self, MockPlatform};
use bge_private_sdk::service::TemperatureUnit;
use bge_private_sdk::dec;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let platform = MockPlatform::start().await?;
    let client = platform.client();
    let weather = client.weather("深圳").unit(TemperatureUnit::Celsius).await?;
    assert_eq!(weather.temperature, dec!(21.5));
    assert_eq!(weather.place.longitude, dec!(114.06));
    let refused = client.weather("").await.unwrap_err();
    assert_eq!(refused.argument_name(), Some("city"));
    assert_eq!(mock::examples().filter(|example| example.endpoint() == "weather").count(), 1);
    println!("{weather:?}");
    Ok(())
}
"#;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The files of the workspace, by path, without what is built.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name == "target" || name == ".git" {
                continue;
            }
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if !path.is_dir() {
                let content = fs::read(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), content);
            }
        }
    }
    found
}

/// Copies the workspace, with its links to folders.
fn copy(to: &Path) {
    for (path, content) in files(&workspace()) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("../spec", to.join("sdk/spec")).unwrap();
}

/// The blocks of YAML in the README: an endpoint, and its type.
fn additions() -> (String, String) {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    let mut blocks = readme
        .split("```yaml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned());
    (blocks.next().unwrap(), blocks.next().unwrap())
}

/// The dependencies of this package: a user with the same ones, and the same profile, need not wait for
/// them to be built again.
fn dependencies() -> String {
    let manifest = fs::read_to_string(workspace().join("tests/Cargo.toml")).unwrap();
    let from = manifest.find("[dependencies]").unwrap();
    manifest[from..].split("\n[").next().unwrap().to_owned()
}

#[test]
fn adding_an_endpoint_means_only_editing_the_spec() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("promise");
    let _ = fs::remove_dir_all(&folder);
    let copied = folder.join("workspace");
    copy(&copied);
    let before = files(&copied);

    let (endpoint, types) = additions();
    let spec = copied.join("spec/service.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    let edited = text
        .replacen("\nendpoints:\n", &format!("\nendpoints:\n{endpoint}\n"), 1)
        .replacen("\ntypes:\n", &format!("\ntypes:\n{types}\n"), 1);
    assert!(edited.len() >= text.len() + endpoint.len() + types.len());
    fs::write(&spec, edited).unwrap();

    // A user's program beside it.
    let user = folder.join("user");
    fs::create_dir_all(user.join("src")).unwrap();
    fs::write(user.join("src/main.rs"), PROGRAM).unwrap();
    fs::copy(workspace().join("Cargo.lock"), user.join("Cargo.lock")).unwrap();
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n{}",
        dependencies().replace("\"../sdk\"", "\"../workspace/sdk\"")
    );
    fs::write(user.join("Cargo.toml"), manifest).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&user)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap(),
        )
        .output()
        .unwrap();
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{stdout}\n{stderr}");
    assert!(
        stdout.contains("WeatherResponse { temperature: 21.5"),
        "{stdout}"
    );

    let after = files(&copied);
    let touched: Vec<&PathBuf> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    assert_eq!(touched, [Path::new("spec/service.yaml")]);
    assert_eq!(before.len(), after.len());
}
