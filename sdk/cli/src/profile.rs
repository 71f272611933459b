//! Profiles: credentials in a file that only the user can read.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use bge_private_sdk::describe::PLATFORM;
use bge_private_sdk::{Client, Secret};
use etcetera::BaseStrategy;
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Deserializer};

use crate::failure::{Exit, Failure, Result};
use crate::language::{choose, quoted, quoted_list, say};

/// The credentials of a caller, and where to call. The secret is wiped when it is dropped.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    pub(crate) app_key: String,
    #[serde(deserialize_with = "secret")]
    pub(crate) app_secret: Secret,
    pub(crate) environment: Option<String>,
    pub(crate) base_url: Option<String>,
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Secret, D::Error> {
    SecretString::deserialize(deserializer).map(Secret::from)
}

/// The profile that is used if none is named.
pub(crate) const DEFAULT: &str = "default";

/// Returns the path of the file.
pub(crate) fn path() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.config_dir();
    Some(folder.join("bge-private").join("profiles.toml"))
}

/// Returns the path of the file for help, which does not depend on the user.
pub(crate) fn usual_path() -> &'static str {
    if cfg!(windows) {
        r"%APPDATA%\bge-private\profiles.toml"
    } else {
        "~/.config/bge-private/profiles.toml"
    }
}

/// Returns the path of the file of this user for messages.
pub(crate) fn shown_path() -> String {
    path().map_or_else(|| usual_path().into(), |path| path.display().to_string())
}

/// Returns the base URL of an environment.
pub(crate) fn base_url_of(environment: &str) -> Option<&'static str> {
    let mut all = PLATFORM.environments.iter();
    let found = all.find(|known| known.name == environment);
    found.map(|known| known.url)
}

/// Reads the profile with this name.
pub(crate) fn read(name: &str) -> Result<Profile> {
    let (profiles, path) = (open()?, shown_path());
    let shown = quoted(name);
    let Some(mut profiles) = profiles else {
        return Err(Exit::Setup.failure(say!(
            "there is no profile {shown}, because there is no file {path}",
            "没有配置 {shown}，因为文件 {path} 不存在"
        )));
    };
    if let Some(profile) = profiles.remove(name) {
        return profile.resolved(name);
    }
    let message = say!(
        "there is no profile {shown} in {path}",
        "{path} 中没有配置 {shown}"
    );
    let known = profiles.keys().map(String::as_str);
    Err(Exit::Setup.failure(message).suggest(name, known))
}

/// Reads the profile `default`, if there is one.
pub(crate) fn read_default() -> Result<Option<Profile>> {
    let profile = open()?.and_then(|mut profiles| profiles.remove(DEFAULT));
    profile.map(|found| found.resolved(DEFAULT)).transpose()
}

impl Profile {
    /// Returns it with the base URL of its environment.
    pub(crate) fn resolved(mut self, name: &str) -> Result<Self> {
        let Some(environment) = &self.environment else {
            return Ok(self);
        };
        let invalid = |problem: String| {
            let (path, name) = (shown_path(), quoted(name));
            Exit::Setup.failure(say!(
                "the profile {name} in {path} {problem}",
                "{path} 中的配置 {name} {problem}"
            ))
        };
        if self.base_url.is_some() {
            return Err(invalid(say!(
                "has both an `environment` and a `base_url`",
                "同时有 `environment` 与 `base_url`"
            )));
        }
        let url = base_url_of(environment).ok_or_else(|| {
            let known = || PLATFORM.environments.iter().map(|known| known.name);
            let (list, shown) = (quoted_list(known()), quoted(environment));
            let failure = invalid(say!(
                "has the unknown environment {shown}; known: {list}",
                "有未知的环境 {shown}；已知：{list}"
            ));
            failure.suggest(environment, known())
        })?;
        self.base_url = Some(url.to_owned());
        Ok(self)
    }

    /// Returns a client with the credentials, for the base URL.
    pub(crate) fn client(self) -> Result<Client> {
        let builder = Client::builder();
        let mut builder = builder.app_key(self.app_key).app_secret(self.app_secret);
        if let Some(base_url) = self.base_url {
            builder = builder.base_url(base_url);
        }
        Ok(builder.build()?)
    }
}

/// Reads the profiles, if there is a file.
pub(crate) fn open() -> Result<Option<BTreeMap<String, Profile>>> {
    let Some(text) = text()? else { return Ok(None) };
    let profiles = toml::from_str(&text).map_err(|error| unreadable(&problem(&text, &error)))?;
    Ok(Some(profiles))
}

/// Reads the text of the file, if there is one.
pub(crate) fn text() -> Result<Option<Zeroizing<String>>> {
    let Some(path) = path() else { return Ok(None) };
    let mut file = match std::fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error.to_string())),
    };
    #[cfg(unix)]
    if is_exposed(&file).map_err(|error| unreadable(&error.to_string()))? {
        let problem = choose("other users can read or write it", "其他用户可以读写该文件");
        let shown = path.display();
        return Err(unreadable(problem).hint(format!("chmod 600 {shown}")));
    }
    let text = read_text(&mut file).map_err(|error| unreadable(&error.to_string()))?;
    Ok(Some(text))
}

fn unreadable(problem: &str) -> Failure {
    let shown = shown_path();
    Exit::Setup.failure(say!(
        "the profiles in {shown} cannot be read: {problem}",
        "无法读取 {shown} 中的配置：{problem}"
    ))
}

/// Describes an error of the file by its line, without the line itself, which may contain a secret.
fn problem(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let message = error.message();
    // Messages about keys name only keys. All others may quote a value.
    if message.starts_with("unknown field") || message.starts_with("missing field") {
        say!("line {line}: {message}", "第 {line} 行：{message}")
    } else {
        say!("line {line} is not valid", "第 {line} 行有误")
    }
}

/// Reads the file into a buffer that is wiped when dropped and not reallocated.
fn read_text(file: &mut std::fs::File) -> std::io::Result<Zeroizing<String>> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    let mut text = Zeroizing::new(String::with_capacity(length + 1));
    file.read_to_string(&mut text)?;
    Ok(text)
}

/// Returns whether other users have any permission on the file. On other systems, the folder belongs to the user.
#[cfg(unix)]
fn is_exposed(file: &std::fs::File) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}
