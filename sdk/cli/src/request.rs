//! Creates requests from arguments.

use bge_private_sdk::describe::{Set, SetParam, Type, Untyped};
use bge_private_sdk::{File, Post};
use clap::ArgMatches;

use crate::commands::{Command, flag};
use crate::failure::{Exit, Result};
use crate::flags::field_of;
use crate::language::{choose, quoted, say};
use crate::options::{text, texts};
use crate::positional;
use crate::progress::watched;
use crate::stdio::Input;
use crate::values::{self, secret_in_argument};

/// Creates the request of a call that the spec describes.
pub(crate) async fn of_call(command: &Command, matches: &ArgMatches) -> Result<Untyped> {
    let mut input = Input::default();
    let mut request = Untyped::new(command.call);
    let mut set = None;
    for (parameter, given) in positional::values(command, matches)? {
        let name = parameter.param.name;
        if matches!(parameter.ty, Type::File) {
            for path in given {
                request = request.file(name, open(path, &flag(parameter)).await?);
            }
        } else if let [first, ..] = given.as_slice() {
            if let Type::Extra(extra) = parameter.ty {
                set = extra.sets.iter().find(|set| set.name == *first);
            }
            for text in values::texts(parameter, &given, &mut input)? {
                request = request.field(name, text);
            }
        }
    }
    if command.call.endpoint.open {
        let further = fields(matches, &mut input)?;
        if let Some(set) = set {
            check_set(set, &further)?;
        }
        for field in further {
            request = request.field(field.name, field.value);
        }
    }
    Ok(request)
}

/// Creates the request of a call by its path.
pub(crate) async fn of_post(matches: &ArgMatches) -> Result<Post> {
    let mut post = Post::new(text(matches, "path").unwrap_or_default());
    for field in fields(matches, &mut Input::default())? {
        post.fields.push((field.name, field.value.into()));
    }
    for text in texts(matches, "file") {
        let (name, path) = text.split_once('=').ok_or_else(|| {
            let got = quoted(text);
            Exit::Usage.failure(say!(
                "`--file` must be NAME=FILE, got {got}",
                "`--file` 应为 名称=文件，而不是 {got}"
            ))
        })?;
        let file = open(path, "--file").await?;
        post.files.push((name.to_owned(), file));
    }
    Ok(post)
}

/// A field of `--field`.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Whether the value is in the argument, where other users can see it.
    is_literal: bool,
}

/// Returns the fields of all `--field`.
pub(crate) fn fields(matches: &ArgMatches, input: &mut Input) -> Result<Vec<Field>> {
    let given = texts(matches, "field");
    given.map(|text| field(text, input)).collect()
}

fn field(text: &str, input: &mut Input) -> Result<Field> {
    let at = text.find(['=', '@']);
    let Some((name, rest)) = at.and_then(|at| text.split_at_checked(at)) else {
        let got = quoted(text);
        return Err(Exit::Usage.failure(say!(
            "`--field` must be NAME=VALUE or NAME@FILE, got {got}",
            "`--field` 应为 名称=值 或 名称@文件，而不是 {got}"
        )));
    };
    let literal = rest.strip_prefix('=');
    let value = if let Some(value) = literal {
        value.to_owned()
    } else {
        let source = if rest == "@-" { "-" } else { rest };
        let content = input.read(source, &format!("--field {name}"))?;
        let content = content.unwrap_or_default();
        content.trim_end_matches(['\r', '\n']).to_owned()
    };
    Ok(Field {
        name: name.to_owned(),
        value,
        is_literal: literal.is_some(),
    })
}

/// Checks that a known set has all its parameters and no other, and that no secret is in an argument.
fn check_set(set: &Set, fields: &[Field]) -> Result<()> {
    let set_name = set.name;
    let given = |param: &SetParam| fields.iter().find(|field| field.name == param.name);
    let is_exposed = |param: &SetParam| given(param).is_some_and(|field| field.is_literal);
    let mut secrets = set.params.iter().filter(|param| param.secret);
    if let Some(param) = secrets.find(|param| is_exposed(param)) {
        return Err(secret_in_argument(&format!("--field {}", param.name), ""));
    }
    let known = || set.params.iter().map(|param| param.name);
    let mut unknown = fields.iter();
    if let Some(field) = unknown.find(|field| !known().any(|known| known == field.name)) {
        let name = quoted(&field.name);
        return Err(Exit::Argument
            .failure(say!(
                "`{set_name}` has no parameter {name}",
                "`{set_name}` 没有参数 {name}"
            ))
            .suggest(&field.name, known()));
    }
    let missing = set.params.iter().filter(|param| given(param).is_none());
    let missing = missing.map(|param| format!("`--field {}`", field_of(param)));
    let missing: Vec<String> = missing.collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(choose(", ", "、"));
    Err(Exit::Argument.failure(say!(
        "`{set_name}` needs {missing}",
        "`{set_name}` 需要 {missing}"
    )))
}

async fn open(path: &str, flag: &str) -> Result<File> {
    if path == "-" {
        let failure = Exit::Argument.failure(say!(
            "`{flag}` must be a file, which standard input is not",
            "`{flag}` 应为文件，不能取自标准输入"
        ));
        return Err(failure.hint(choose(
            "`./-` is a file with this name",
            "`./-` 表示名为 `-` 的文件",
        )));
    }
    let opened = File::open(path).await;
    opened.map(watched).map_err(|error| {
        // The error names the path.
        Exit::Argument.failure(say!(
            "`{flag}` cannot be read: {error}",
            "`{flag}` 无法读取：{error}"
        ))
    })
}
