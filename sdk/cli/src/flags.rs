//! The parameters of a call as flags of its command.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ValueHint};

use crate::language::{Language, say};
use crate::names::{Named, Slot, slots};
use crate::pages::first_sentence;
use crate::tree::field;
use crate::words::{expected, value_name};
use bge_private_sdk::describe::{Choice, Parameter, Set, SetParam, Type};

/// All flags of a call that are parameters.
pub(crate) fn of_call(named: &Named, language: Language) -> Vec<Arg> {
    let heading = heading(language);
    let mut args: Vec<Arg> = slots(named.call)
        .iter()
        .map(|slot| flag(slot, language).help_heading(heading))
        .collect();
    if named.call.extra().is_some() {
        let further = field(
            "A further text parameter; may be given again",
            "更多的文本参数；可多次给出",
            language,
        );
        args.push(further.help_heading(heading));
    }
    args
}

/// What help calls that which is sent.
pub(crate) fn heading(language: Language) -> &'static str {
    language.choose("Arguments", "参数")
}

fn flag(slot: &Slot, language: Language) -> Arg {
    let Slot { long, parameter } = slot;
    let form = parameter.item();
    let arg = Arg::new(long.clone())
        .long(long.clone())
        .value_name(value_name(parameter.ty, language))
        .required(parameter.param.required)
        .hide(parameter.deprecated.is_some())
        .hide_possible_values(true)
        .value_parser(Open(possible(form)))
        .help(short(parameter, language))
        .long_help(long_help(parameter, language))
        .value_hint(match form {
            Type::File => ValueHint::FilePath,
            Type::Url | Type::SecretUrl => ValueHint::Url,
            _ => ValueHint::Unknown,
        });
    match parameter.ty {
        Type::Boolean => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        Type::List(_) => arg.action(ArgAction::Append).allow_hyphen_values(true),
        _ => arg.allow_hyphen_values(true),
    }
}

/// Help in a line.
fn short(parameter: &Parameter, language: Language) -> String {
    let names: Vec<String> = match parameter.item() {
        Type::Enum(known) => known
            .values
            .iter()
            .map(|choice| choice.name.to_owned())
            .collect(),
        Type::Extra(extra) => extra.sets.iter().map(|set| set.name.to_owned()).collect(),
        _ => Vec::new(),
    };
    let mut help = first_sentence(parameter.text.get(language));
    if !names.is_empty() {
        help += &format!(": {}", names.join(", "));
    }
    for note in [expected(parameter, language), default(parameter, language)] {
        if !note.is_empty() {
            help += &format!(" [{note}]");
        }
    }
    help
}

fn default(parameter: &Parameter, language: Language) -> String {
    parameter.default.map_or(String::new(), |default| {
        say!(language, "default: {default}", "默认：{default}")
    })
}

/// Help at length: with each value and what it means.
fn long_help(parameter: &Parameter, language: Language) -> String {
    let mut help = parameter.text.get(language).to_owned();
    if let Some(note) = &parameter.deprecated {
        let note = note.get(language);
        help += &say!(language, "\n\nDeprecated: {note}", "\n\n已弃用：{note}");
    }
    let notes = [expected(parameter, language), default(parameter, language)];
    let notes: Vec<String> = notes
        .into_iter()
        .filter(|note| !note.is_empty())
        .map(|note| format!("[{note}]"))
        .collect();
    if !notes.is_empty() {
        help += &format!("\n\n{}", notes.join(" "));
    }
    let list = match parameter.item() {
        Type::Enum(known) => choices(known.values, language),
        Type::Extra(extra) => sets(extra.sets, language),
        _ => String::new(),
    };
    if !list.is_empty() {
        help += &format!("\n\n{list}");
    }
    help
}

fn choices(choices: &[Choice], language: Language) -> String {
    let width = choices
        .iter()
        .map(|choice| choice.name.len())
        .max()
        .unwrap_or(0);
    let lines: Vec<String> = choices
        .iter()
        .map(|choice| {
            let (name, text) = (choice.name, choice.text.get(language));
            let line = format!("- {name:width$}  {}", first_sentence(text));
            line.trim_end().to_owned()
        })
        .collect();
    lines.join("\n")
}

fn sets(sets: &[Set], language: Language) -> String {
    let mut lines = Vec::new();
    for set in sets {
        lines.push(format!(
            "- {}: {}",
            set.name,
            first_sentence(set.text.get(language))
        ));
        for param in set.params {
            let text = first_sentence(param.text.get(language));
            let (name, value) = (param.name, set_value(param, language));
            lines.push(format!("    --field {name}{value}  {text}"));
        }
    }
    if !lines.is_empty() {
        lines.push(
            language
                .choose("- any other, with its own fields", "- 其他名称及其字段")
                .to_owned(),
        );
    }
    lines.join("\n")
}

/// How the value of a further parameter is written: a secret one must not stand on the command line.
pub(crate) fn set_value(param: &SetParam, language: Language) -> &'static str {
    if param.secret {
        language.choose("@FILE", "@文件")
    } else {
        "=…"
    }
}

/// What completions offer.
fn possible(form: Type) -> Vec<PossibleValue> {
    match form {
        Type::Boolean => vec![PossibleValue::new("true"), PossibleValue::new("false")],
        Type::Enum(known) => {
            let names = known.values.iter().map(|choice| choice.name);
            names.map(PossibleValue::new).collect()
        }
        Type::Extra(extra) => {
            let names = extra.sets.iter().map(|set| set.name);
            names.map(PossibleValue::new).collect()
        }
        _ => Vec::new(),
    }
}

/// Takes every text, so that what is wrong with it is told by us, but knows what to complete it to. A flag of
/// the command is none: its own value was forgotten, as with an empty variable, and `--dry-run` must not be
/// swallowed.
#[derive(Clone)]
struct Open(Vec<PossibleValue>);

impl TypedValueParser for Open {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        let text = StringValueParser::new().parse_ref(command, arg, value)?;
        let mut flags = command.get_arguments().filter_map(Arg::get_long);
        if flags.any(|long| text.strip_prefix("--") == Some(long)) {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            if let Some(arg) = arg {
                error.insert(
                    ContextKind::InvalidArg,
                    ContextValue::String(arg.to_string()),
                );
            }
            return Err(error);
        }
        Ok(text)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        if self.0.is_empty() {
            return None;
        }
        Some(Box::new(self.0.iter().cloned()))
    }
}
