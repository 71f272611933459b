//! The parameters of a call as flags of its command.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ValueHint};

use super::catalogue::{Choice, Flag, Form, Group, Set, SetParam};
use super::language::{Language, say};
use super::names::{Named, Slot, slots};
use super::pages::first_sentence;
use super::tree::field;
use super::words::{expected, value_name};

/// All flags of a call that are parameters.
pub(crate) fn of_call(named: &Named, language: Language) -> Vec<Arg> {
    let heading = heading(language);
    let mut args: Vec<Arg> = slots(named.command)
        .iter()
        .map(|slot| flag(named.group, slot, language).help_heading(heading))
        .collect();
    if named.command.sets(named.group).is_some() {
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
    language.say("Arguments", "参数")
}

fn flag(group: &Group, slot: &Slot, language: Language) -> Arg {
    let Slot { long, flag, param } = slot;
    let form = flag.item();
    let arg = Arg::new(long.clone())
        .long(long.clone())
        .value_name(value_name(flag.form, language))
        .required(param.required)
        .hide(flag.deprecated.is_some())
        .hide_possible_values(true)
        .value_parser(Open(possible(group, form)))
        .help(short(group, slot, language))
        .long_help(long_help(group, slot, language))
        .value_hint(match form {
            Form::File => ValueHint::FilePath,
            Form::Url | Form::SecretUrl => ValueHint::Url,
            _ => ValueHint::Unknown,
        });
    match flag.form {
        Form::Boolean => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        Form::List(_) => arg.action(ArgAction::Append).allow_hyphen_values(true),
        _ => arg.allow_hyphen_values(true),
    }
}

/// Help in a line.
fn short(group: &Group, slot: &Slot, language: Language) -> String {
    let names: Vec<String> = match slot.flag.item() {
        Form::Choice(name) => group
            .choices(name)
            .iter()
            .map(|choice| choice.name.to_owned())
            .collect(),
        Form::Extra(name) => group
            .sets(name)
            .iter()
            .map(|set| set.name.to_owned())
            .collect(),
        _ => Vec::new(),
    };
    let mut help = first_sentence(slot.flag.text.get(language));
    if !names.is_empty() {
        help += &format!(": {}", names.join(", "));
    }
    for note in [
        expected(slot.flag, slot.param, language),
        default(slot.flag, language),
    ] {
        if !note.is_empty() {
            help += &format!(" [{note}]");
        }
    }
    help
}

fn default(flag: &Flag, language: Language) -> String {
    flag.default.map_or(String::new(), |default| {
        say!(language, "default: {default}", "默认：{default}")
    })
}

/// Help at length: with each value and what it means.
fn long_help(group: &Group, slot: &Slot, language: Language) -> String {
    let mut help = slot.flag.text.get(language).to_owned();
    if let Some(note) = &slot.flag.deprecated {
        let note = note.get(language);
        help += &say!(language, "\n\nDeprecated: {note}", "\n\n已弃用：{note}");
    }
    let notes = [
        expected(slot.flag, slot.param, language),
        default(slot.flag, language),
    ];
    let notes: Vec<String> = notes
        .into_iter()
        .filter(|note| !note.is_empty())
        .map(|note| format!("[{note}]"))
        .collect();
    if !notes.is_empty() {
        help += &format!("\n\n{}", notes.join(" "));
    }
    let list = match slot.flag.item() {
        Form::Choice(name) => choices(group.choices(name), language),
        Form::Extra(name) => sets(group.sets(name), language),
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
            let (name, text) = choice.described(language);
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
                .say("- any other, with its own fields", "- 其他名称及其字段")
                .to_owned(),
        );
    }
    lines.join("\n")
}

/// How the value of a further parameter is written: a secret one must not stand on the command line.
pub(crate) fn set_value(param: &SetParam, language: Language) -> &'static str {
    if param.secret {
        language.say("@FILE", "@文件")
    } else {
        "=…"
    }
}

/// What completions offer.
fn possible(group: &Group, form: Form) -> Vec<PossibleValue> {
    match form {
        Form::Boolean => vec![PossibleValue::new("true"), PossibleValue::new("false")],
        Form::Choice(name) => {
            let names = group.choices(name).iter().map(|choice| choice.name);
            names.map(PossibleValue::new).collect()
        }
        Form::Extra(name) => {
            let names = group.sets(name).iter().map(|set| set.name);
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
