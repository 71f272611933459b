//! The parameters of a call as clap arguments.

use std::ffi::OsStr;

use bge_private_sdk::describe::{Call, Choice, OneOf, Parameter, Set, SetParam, Type, With};
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgGroup, ValueHint};

use crate::commands::{Command, flag, is_subject};
use crate::constraints::{expected, value_name};
use crate::language::{choose, local, say};
use crate::options::{argument_heading, field};
use crate::positional;

/// Returns the arguments for the parameters of a call.
pub(crate) fn of_call(command: &Command) -> Vec<Arg> {
    let parameters = command.call.parameters.iter();
    let mut args: Vec<Arg> = parameters.map(|it| argument(command, it)).collect();
    if command.call.endpoint.open {
        args.push(field(choose(
            "A further text parameter; can be repeated",
            "更多的文本参数；可多次给出",
        )));
    }
    let heading = argument_heading();
    args.extend(positional::of_call(command));
    args.into_iter()
        .map(|arg| arg.help_heading(heading))
        .collect()
}

/// Returns the groups of flags of which one may be given.
pub(crate) fn groups_of_call(call: &'static Call) -> impl Iterator<Item = ArgGroup> {
    call.one_ofs.iter().map(|one_of| {
        // No flag has a space in its name.
        ArgGroup::new(format!("one of {}", one_of.name))
            .args(call.choices(one_of).map(|parameter| parameter.flag))
            .required(one_of.exclusion.required)
    })
}

fn argument(command: &Command, parameter: &'static Parameter) -> Arg {
    let hint = match parameter.item() {
        Type::File => ValueHint::FilePath,
        Type::Scalar(info) if info.name == "url" => ValueHint::Url,
        Type::Scalar(_) | Type::Enum(_) | Type::Extra(_) => ValueHint::Unknown,
        Type::Object(_) | Type::AnyOf(_) | Type::List(_) | Type::Map(_) => ValueHint::Unknown,
    };
    let offered = if parameter.ty.is_boolean() {
        vec!["true", "false"]
    } else {
        known_names(parameter)
    };
    let arg = Arg::new(parameter.flag)
        .long(parameter.flag)
        .value_name(value_name(parameter.item()))
        .hide(parameter.deprecated.is_some())
        .hide_possible_values(true)
        .value_parser(AnyText(offered))
        .value_hint(hint)
        .help(short_help(command.call, parameter))
        .long_help(long_help(command.call, parameter));
    let arg = if parameter.param.required {
        arg.required_unless_present(positional::VALUES)
    } else {
        arg
    };
    if parameter.ty.is_boolean() {
        arg.num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
    } else if command.takes_several(parameter) {
        arg.action(ArgAction::Append).allow_hyphen_values(true)
    } else {
        arg.allow_hyphen_values(true)
    }
}

/// Returns the names of the known values.
fn known_names(parameter: &Parameter) -> Vec<&'static str> {
    match parameter.item() {
        Type::Enum(known) => known.values.iter().map(|choice| choice.name).collect(),
        Type::Extra(extra) => extra.sets.iter().map(|set| set.name).collect(),
        Type::Scalar(_) | Type::File | Type::Object(_) => Vec::new(),
        Type::AnyOf(_) | Type::List(_) | Type::Map(_) => Vec::new(),
    }
}

/// Returns the help in one line.
fn short_help(call: &'static Call, parameter: &Parameter) -> String {
    let mut help = first_sentence(local(&parameter.text));
    let names = known_names(parameter);
    if !names.is_empty() {
        help += &format!(": {}", names.join(", "));
    }
    for note in notes(call, parameter) {
        help += &format!(" {note}");
    }
    help
}

/// Returns the help with each known value and its meaning.
fn long_help(call: &'static Call, parameter: &Parameter) -> String {
    let note = parameter.deprecated.as_ref();
    let note = note.map_or_else(String::new, |note| deprecation(local(note)));
    let text = local(&parameter.text).to_owned() + &note;
    let known = known_values(parameter).join("\n");
    let mut paragraphs = vec![text, notes(call, parameter).join(" "), known];
    paragraphs.retain(|text| !text.is_empty());
    paragraphs.join("\n\n")
}

/// Returns a paragraph about a deprecation.
pub(crate) fn deprecation(note: &str) -> String {
    say!("\n\nDeprecated: {note}", "\n\n已弃用：{note}")
}

/// Describes the constraints, the condition and the default.
fn notes(call: &'static Call, parameter: &Parameter) -> Vec<String> {
    let several = choose("several files make one call each", "多个文件各作一次调用");
    let several = is_subject(call, parameter).then(|| several.to_owned());
    let exclusion = call.one_of(parameter).map(|one_of| exclusion(call, one_of));
    let with = parameter.param.with;
    let sent = parameter.param.always;
    let default = parameter.default.or(sent).map(|default| match sent {
        Some(_) => say!(
            "always sent, default: {default}",
            "总会发送，默认：{default}"
        ),
        None => say!("default: {default}", "默认：{default}"),
    });
    let mut notes = vec![expected(parameter)];
    notes.extend(several.into_iter().chain(exclusion));
    notes.extend(with.and_then(|with| condition(call, with)));
    notes.extend(default);
    notes.retain(|note| !note.is_empty());
    notes.iter().map(|note| format!("[{note}]")).collect()
}

/// Describes flags that exclude each other.
fn exclusion(call: &Call, one_of: &'static OneOf) -> String {
    let flags: Vec<_> = call.choices(one_of).map(flag).collect();
    let flags = flags.join(choose(", ", "、"));
    if one_of.exclusion.required {
        say!("one of {flags} is required", "{flags} 中必须给出一个")
    } else {
        say!("at most one of {flags}", "{flags} 中至多给出一个")
    }
}

/// Describes the values of another flag with which a parameter may be given.
fn condition(call: &Call, with: With) -> Option<String> {
    let parameter = call.parameter(with.param)?;
    let name = |value: &&'static str| match parameter.ty {
        Type::Enum(known) => known.sent_as(value).map_or(*value, |choice| choice.name),
        _ => value,
    };
    let values: Vec<_> = with.values.iter().map(name).collect();
    let (flag, values) = (flag(parameter), values.join(choose(" or ", " 或 ")));
    let unset = match with.default {
        Some(value) if with.values.contains(&value) => choose(", or without it", "或未给出"),
        _ => "",
    };
    Some(if with.required {
        say!(
            "required with {flag} {values}{unset}, only allowed then",
            "仅当 {flag} 为 {values}{unset} 时提供，且必须提供"
        )
    } else {
        say!(
            "only with {flag} {values}{unset}",
            "仅当 {flag} 为 {values}{unset}"
        )
    })
}

/// Describes the known values, one per line.
fn known_values(parameter: &Parameter) -> Vec<String> {
    match parameter.item() {
        Type::Enum(known) => {
            let names = known.values.iter().map(|choice| choice.name.len());
            let width = names.max().unwrap_or(0);
            let line = |choice: &Choice| {
                let text = first_sentence(local(&choice.text));
                let line = format!("- {:width$}  {text}", choice.name);
                line.trim_end().to_owned()
            };
            known.values.iter().map(line).collect()
        }
        Type::Extra(extra) => {
            let mut lines: Vec<String> = extra.sets.iter().flat_map(set).collect();
            if !lines.is_empty() {
                lines.push(choose("- any other, with its own fields", "- 其他名称及其字段").into());
            }
            lines
        }
        Type::Scalar(_) | Type::File | Type::Object(_) => Vec::new(),
        Type::AnyOf(_) | Type::List(_) | Type::Map(_) => Vec::new(),
    }
}

fn set(set: &Set) -> impl Iterator<Item = String> {
    let title = format!("- {}: {}", set.name, first_sentence(local(&set.text)));
    let params = set.params.iter().map(|param| {
        let text = first_sentence(local(&param.text));
        format!("    --field {}  {text}", field_of(param))
    });
    std::iter::once(title).chain(params)
}

/// Returns how a parameter of a set is passed. A secret must not be on the command line.
pub(crate) fn field_of(param: &SetParam) -> String {
    let value = if param.secret {
        choose("@FILE", "@文件")
    } else {
        "=…"
    };
    format!("{}{value}", param.name)
}

/// Returns the first sentence of a text on one line, without its full stop.
pub(crate) fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = [". ", "。"].iter().filter_map(|stop| line.find(stop)).min();
    let sentence = end.and_then(|end| line.get(..end)).unwrap_or(&line);
    sentence.trim_end_matches(['.', '。']).to_owned()
}

/// Accepts any text, because values are checked later with better messages, and offers completions. Rejects a flag of
/// the command: the value was forgotten, for example an empty variable, and `--dry-run` must not become a value.
#[derive(Clone)]
struct AnyText(Vec<&'static str>);

impl TypedValueParser for AnyText {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let text = StringValueParser::new().parse_ref(command, arg, value)?;
        let mut flags = command.get_arguments().filter_map(Arg::get_long);
        if !flags.any(|long| text.strip_prefix("--") == Some(long)) {
            return Ok(text);
        }
        let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
        if let Some(arg) = arg {
            let arg = ContextValue::String(arg.to_string());
            error.insert(ContextKind::InvalidArg, arg);
        }
        Err(error)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = self.0.iter().map(PossibleValue::new);
        (!self.0.is_empty()).then(|| Box::new(values) as Box<_>)
    }
}
