//! Profiles: credentials in a file of the user's, which nobody else may read.

use std::io::Read;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use secrecy::zeroize::{Zeroize, Zeroizing};
use toml::{Table, Value};

use crate::credentials::url_of;
use crate::failure::{Exit, Failure, Result};
use crate::language::{Language, say};
use crate::quoted::quoted;
use bge_private_sdk::Secret;
use bge_private_sdk::describe::{PLATFORM, most_similar};

/// One profile.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) app_key: String,
    pub(crate) app_secret: Secret,
    pub(crate) base_url: Option<String>,
}

/// The profile that is taken when none is named.
const DEFAULT: &str = "default";

const KEYS: [&str; 4] = ["app_key", "app_secret", "environment", "base_url"];

/// Where the profiles stand.
fn place() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.config_dir();
    Some(folder.join("bge-private").join("profiles.toml"))
}

/// The same for help, where no user is known yet.
pub(crate) fn usual_place() -> &'static str {
    if cfg!(windows) {
        r"%APPDATA%\bge-private\profiles.toml"
    } else {
        "~/.config/bge-private/profiles.toml"
    }
}

/// Where they stand for this user, to be told.
pub(crate) fn shown_place() -> String {
    place().map_or_else(|| usual_place().into(), |path| path.display().to_string())
}

/// The profile of this name.
pub(crate) fn read(name: &str, language: Language) -> Result<Profile> {
    let file = Profiles::open(language)?;
    match file {
        Some(file) => file.get(name)?.ok_or_else(|| file.unknown(name)),
        None => {
            let place = shown_place();
            let message = say!(
                language,
                "there is no profile {}, since there is no file {place}",
                "没有配置 {}，因为文件 {place} 不存在",
                quoted(name)
            );
            Err(Failure::new(Exit::Setup, message))
        }
    }
}

/// The profile `default`, if there is one.
pub(crate) fn read_default(language: Language) -> Result<Option<Profile>> {
    match Profiles::open(language)? {
        Some(file) => file.get(DEFAULT),
        None => Ok(None),
    }
}

/// The file with all profiles.
struct Profiles {
    path: String,
    table: Table,
    language: Language,
}

impl Profiles {
    /// Reads the file, if there is one.
    fn open(language: Language) -> Result<Option<Self>> {
        let Some(path) = place() else { return Ok(None) };
        let shown = path.display().to_string();
        let failed = |problem: &str| {
            let message = say!(
                language,
                "the profiles in {shown} cannot be read: {problem}",
                "无法读取 {shown} 中的配置：{problem}"
            );
            Failure::new(Exit::Setup, message)
        };
        let mut file = match std::fs::File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&error.to_string())),
        };
        if is_exposed(&file).map_err(|error| failed(&error.to_string()))? {
            let problem = language.choose("others may read or write it", "其他用户可以读写该文件");
            return Err(failed(problem).hint(format!("chmod 600 {shown}")));
        }
        let text = read_text(&mut file).map_err(|error| failed(&error.to_string()))?;
        // The error's own text shows the line, and with it perhaps a secret.
        let table = text.parse::<Table>().map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            failed(&say!(
                language,
                "line {line} is not TOML",
                "第 {line} 行不是有效的 TOML"
            ))
        })?;
        Ok(Some(Self {
            path: shown,
            table,
            language,
        }))
    }

    fn unknown(&self, name: &str) -> Failure {
        let (path, quoted) = (&self.path, quoted(name));
        let message = say!(
            self.language,
            "there is no profile {quoted} in {path}",
            "{path} 中没有配置 {quoted}"
        );
        let failure = Failure::new(Exit::Setup, message);
        self.suggested(failure, name, self.table.keys().map(String::as_str))
    }

    fn suggested<'a>(
        &self,
        failure: Failure,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Failure {
        match most_similar(name, known) {
            Some(meant) => failure.hint(say!(
                self.language,
                "did you mean `{meant}`?",
                "是否想输入 `{meant}`？"
            )),
            None => failure,
        }
    }

    fn wrong(&self, name: &str, problem: String) -> Failure {
        let (path, name) = (&self.path, quoted(name));
        let message = say!(
            self.language,
            "the profile {name} in {path} {problem}",
            "{path} 中的配置 {name} {problem}"
        );
        Failure::new(Exit::Setup, message)
    }

    fn get(&self, name: &str) -> Result<Option<Profile>> {
        let language = self.language;
        let Some(value) = self.table.get(name) else {
            return Ok(None);
        };
        let Value::Table(profile) = value else {
            let problem = language.choose("is not a table", "不是一个表");
            return Err(self.wrong(name, problem.to_owned()));
        };
        if let Some(key) = profile.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let quoted = quoted(key);
            let problem = say!(
                language,
                "has an unknown key {quoted}",
                "有未知的键 {quoted}"
            );
            return Err(self.suggested(self.wrong(name, problem), key, KEYS));
        }
        let text = |key: &str| match profile.get(key) {
            None => Ok(None),
            Some(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
            Some(_) => {
                let problem = say!(
                    language,
                    "needs a text as its `{key}`, one that is not empty",
                    "的 `{key}` 应为非空文本"
                );
                Err(self.wrong(name, problem))
            }
        };
        let needed = |key: &str| {
            text(key)?.ok_or_else(|| {
                let problem = say!(language, "has no `{key}`", "缺少 `{key}`");
                self.wrong(name, problem)
            })
        };
        let base_url = match (text("environment")?, text("base_url")?) {
            (Some(_), Some(_)) => {
                let problem = language.choose(
                    "has both an `environment` and a `base_url`",
                    "同时有 `environment` 与 `base_url`",
                );
                return Err(self.wrong(name, problem.to_owned()));
            }
            (Some(environment), None) => Some(self.environment(name, &environment)?),
            (None, base_url) => base_url,
        };
        Ok(Some(Profile {
            app_key: needed("app_key")?,
            app_secret: needed("app_secret")?.into(),
            base_url,
        }))
    }

    fn environment(&self, profile: &str, name: &str) -> Result<String> {
        url_of(name).map(str::to_owned).ok_or_else(|| {
            let known: Vec<_> = PLATFORM
                .environments
                .iter()
                .map(|known| known.name)
                .collect();
            let (list, quoted) = (known.join(", "), quoted(name));
            let problem = say!(
                self.language,
                "has the unknown environment {quoted}; known: {list}",
                "有未知的环境 {quoted}；已知：{list}"
            );
            self.suggested(self.wrong(profile, problem), name, known)
        })
    }
}

impl Drop for Profiles {
    /// Wipes the secrets.
    fn drop(&mut self) {
        let profiles = self
            .table
            .iter_mut()
            .filter_map(|(_, value)| value.as_table_mut());
        for secret in profiles.filter_map(|profile| profile.get_mut("app_secret")) {
            if let Value::String(text) = secret {
                text.zeroize();
            }
        }
    }
}

/// The text of the file, in a buffer that is wiped when it is dropped and is not moved while it is read.
fn read_text(file: &mut std::fs::File) -> std::io::Result<Zeroizing<String>> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    let mut text = Zeroizing::new(String::with_capacity(length + 1));
    file.read_to_string(&mut text)?;
    Ok(text)
}

/// Whether others than the owner may do anything with the file.
#[cfg(unix)]
fn is_exposed(file: &std::fs::File) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

/// The user's folder is the user's own there.
#[cfg(not(unix))]
fn is_exposed(_: &std::fs::File) -> std::io::Result<bool> {
    Ok(false)
}
