//! From parsed arguments to the fields of a call.

use clap::ArgMatches;

use crate::failure::{Exit, Failure, Result};
use crate::flags::set_value;
use crate::language::{Language, say};
use crate::names::{Named, slots};
use crate::progress::watched;
use crate::quoted::quoted;
use crate::values::{Given, Input, refused_literal};
use bge_private_sdk::describe::{Set, Type, Untyped, most_similar};
use bge_private_sdk::{File, Post};

/// The fields of a call that the spec knows.
pub(crate) async fn of_call(
    named: &Named,
    matches: &ArgMatches,
    language: Language,
) -> Result<Untyped> {
    let mut input = Input::default();
    let mut request = Untyped::new(named.call);
    for slot in slots(named.call) {
        let Some(given) = matches.get_many::<String>(&slot.long) else {
            continue;
        };
        let given: Vec<&str> = given.map(String::as_str).collect();
        let shown = format!("--{}", slot.long);
        if matches!(slot.parameter.ty, Type::File) {
            for path in given {
                let file = open(path, &shown, language).await?;
                request = request.file(slot.parameter.param.name, file);
            }
            continue;
        }
        let value = Given {
            parameter: slot.parameter,
            shown: &shown,
            language,
        };
        for text in value.fields(&given, &mut input)? {
            request = request.field(slot.parameter.param.name, text);
        }
    }
    if let Some((parameter, extra)) = named.call.extra() {
        let further = further(matches, &mut input, language)?;
        let mut slots = slots(named.call).into_iter();
        let long = slots
            .find(|slot| slot.parameter.name == parameter.name)
            .map(|slot| slot.long);
        let name = long.and_then(|long| matches.get_one::<String>(&long));
        if let Some(set) = name.and_then(|name| extra.sets.iter().find(|set| set.name == name)) {
            refuse_literals(set, matches, language)?;
            check_set(set, &further, language)?;
        }
        for (name, value) in further {
            request = request.field(name, value);
        }
    }
    Ok(request)
}

/// The fields of a call that the spec does not know.
pub(crate) async fn of_post(matches: &ArgMatches, language: Language) -> Result<Post> {
    let mut input = Input::default();
    let path = matches.get_one::<String>("path").map_or("", String::as_str);
    let mut post = Post::new(path);
    for (name, value) in further(matches, &mut input, language)? {
        post.fields.push((name, value.into()));
    }
    for text in matches.get_many::<String>("file").into_iter().flatten() {
        let Some((name, path)) = text.split_once('=') else {
            let problem = say!(
                language,
                "`--file` must be NAME=FILE, got {}",
                "`--file` 应为 名称=文件，而不是 {}",
                quoted(text)
            );
            return Err(Failure::new(Exit::Usage, problem));
        };
        let file = open(path, "--file", language).await?;
        post.files.push((name.to_owned(), file));
    }
    Ok(post)
}

/// What `--field` gives: names and values.
pub(crate) fn further(
    matches: &ArgMatches,
    input: &mut Input,
    language: Language,
) -> Result<Vec<(String, String)>> {
    let mut fields = Vec::new();
    for text in matches.get_many::<String>("field").into_iter().flatten() {
        let at = text.find(['=', '@']);
        let Some((name, rest)) = at.and_then(|at| text.split_at_checked(at)) else {
            let problem = say!(
                language,
                "`--field` must be NAME=VALUE or NAME@FILE, got {}",
                "`--field` 应为 名称=值 或 名称@文件，而不是 {}",
                quoted(text)
            );
            return Err(Failure::new(Exit::Usage, problem));
        };
        let value = match rest.strip_prefix('=') {
            Some(value) => value.to_owned(),
            None => {
                let source = if rest == "@-" { "-" } else { rest };
                let shown = format!("--field {name}");
                let content = input.read(source, &shown, language)?.unwrap_or_default();
                content.trim_end_matches(['\r', '\n']).to_owned()
            }
        };
        fields.push((name.to_owned(), value));
    }
    Ok(fields)
}

/// Refuses secret parameters whose values stand on the command line, where others can see them.
fn refuse_literals(set: &Set, matches: &ArgMatches, language: Language) -> Result<()> {
    let given = matches.get_many::<String>("field").into_iter().flatten();
    let literals: Vec<&str> = given
        .filter_map(|text| {
            let at = text.find(['=', '@'])?;
            let (name, rest) = text.split_at_checked(at)?;
            rest.starts_with('=').then_some(name)
        })
        .collect();
    let mut params = set.params.iter().filter(|param| param.secret);
    match params.find(|param| literals.contains(&param.name)) {
        Some(param) => Err(refused_literal(
            &format!("--field {}", param.name),
            "",
            language,
        )),
        None => Ok(()),
    }
}

/// A known set of further parameters has them all, and no other.
fn check_set(set: &Set, further: &[(String, String)], language: Language) -> Result<()> {
    let (set_name, known) = (set.name, || set.params.iter().map(|param| param.name));
    let params = set.params.iter();
    let missing: Vec<String> = params
        .filter(|param| !further.iter().any(|(given, _)| given == param.name))
        .map(|param| format!("`--field {}{}`", param.name, set_value(param, language)))
        .collect();
    if let Some((name, _)) = further
        .iter()
        .find(|(name, _)| !known().any(|known| known == name))
    {
        let quoted = quoted(name);
        let message = say!(
            language,
            "`{set_name}` has no parameter {quoted}",
            "`{set_name}` 没有参数 {quoted}"
        );
        let failure = Failure::new(Exit::Argument, message);
        return Err(match most_similar(name, known()) {
            Some(meant) => failure.hint(say!(
                language,
                "did you mean `{meant}`?",
                "是否想输入 `{meant}`？"
            )),
            None => failure,
        });
    }
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(language.choose(", ", "、"));
    let message = say!(
        language,
        "`{set_name}` needs {missing}",
        "`{set_name}` 需要 {missing}"
    );
    Err(Failure::new(Exit::Argument, message))
}

async fn open(path: &str, shown: &str, language: Language) -> Result<File> {
    let opened = File::open(path).await;
    opened.map(watched).map_err(|error| {
        // The error names the path.
        let message = say!(
            language,
            "`{shown}` cannot be read: {error}",
            "`{shown}` 无法读取：{error}"
        );
        Failure::new(Exit::Argument, message)
    })
}
