//! The docs of items: description, parameters, response, retries, errors and examples of a call.

pub mod calls;
pub mod command_line;
pub mod constraints;
pub mod markdown;
pub mod snippet;

use markdown::{both, code, joined, lines, sentence, with_sentences, wrap};
use snippet::{all_items, snippet};

use crate::api::{
    Endpoint, EnumValue, Field, Input, NestedClient, OneOf, Platform, Response, Task, Text, Type,
    TypeName,
};
use crate::emit::expression::Style;
use crate::language::Language;
use crate::naming::unraw;

/// The lines of a doc comment, in Markdown that rustdoc accepts without a warning.
pub(super) type Docs = Vec<String>;

/// Returns the docs of a module.
pub(super) fn title([english, chinese]: &Text) -> Docs {
    let paragraphs = [sentence(english, '.'), sentence(chinese, '。')];
    joined(paragraphs.map(|text| lines(&text)))
}

/// Returns a deprecation note, which the compiler shows and rustdoc reads as Markdown.
pub(super) fn deprecation(note: &Text) -> String {
    let languages = note.each_ref().map(|text| lines(text).join(" "));
    languages.join(" / ")
}

pub(super) fn enum_value(value: &EnumValue) -> Docs {
    let wire = format!("{} on the wire.", code(&value.wire.to_string()));
    match &value.text {
        Some(text) => with_sentences(text, &[wire]),
        None => vec![wire],
    }
}

pub(super) fn param(param: &Field) -> Docs {
    let sentences = constraints::of_param(Language::English, param);
    with_sentences(&param.text, &sentences)
}

/// Returns the docs of what callers give.
pub(super) fn input(input: Input<'_>) -> Docs {
    match input {
        Input::Param(param) => self::param(param),
        Input::OneOf(one_of, params) => {
            let rule = constraints::of_one_of(Language::English, one_of, params);
            with_sentences(&one_of.field.text, &[rule])
        }
    }
}

/// Returns the docs of the enum of a choice.
pub(super) fn one_of(endpoint: &Endpoint, one_of: &OneOf) -> Docs {
    let kind = if one_of.field.required {
        "An argument"
    } else {
        "An optional argument"
    };
    let role = format!("{kind} of {}.", method_link(endpoint));
    joined([both(&one_of.field.text), vec![role]])
}

pub(super) fn field(field: &Field) -> Docs {
    let sentences = constraints::of_field(Language::English, field);
    with_sentences(&field.text, &sentences)
}

pub(super) fn request(endpoint: &Endpoint) -> Docs {
    let role = format!("Request of {}.", method_link(endpoint));
    joined([both(&endpoint.text), vec![role]])
}

/// Returns a link to the method of a call, from the module of its group.
pub(super) fn method_link(endpoint: &Endpoint) -> String {
    let method = unraw(&endpoint.method);
    format!("[`{}::{method}`]", endpoint.client_type())
}

/// Returns the docs of the method that waits for a task.
pub(super) fn wait(task: &Task) -> Docs {
    let TypeName { module, name } = &task.request;
    lines(&format!(
        "Waits until the task is done, and returns the answer to [`{name}`](crate::{module}::{name}). \
         Nothing is sent until the result is awaited or, with a blocking client, sent. To wait at another time, \
         store the id: [`Call::wait`] takes up the task of any id.\n\n\
         等待任务完成，并返回其结果。保存任务 id 后，可用 [`Call::wait`] 继续等待。",
    ))
}

/// Returns the docs of a method under a further name of a call.
pub(super) fn alias(endpoint: &Endpoint) -> Docs {
    let same = format!("The same call as {}.", method_link(endpoint));
    joined([both(&endpoint.text), vec![same]])
}

/// Returns the docs of a client within the client.
pub(super) fn nested_client(client: &NestedClient, title: &Text) -> Docs {
    let method = unraw(&client.method);
    let role = format!("Returned by [`Client::{method}`].");
    joined([self::title(title), vec![role]])
}

/// Returns the full docs of the method of a client.
pub(super) fn method(platform: &Platform, endpoint: &Endpoint, style: Style) -> Docs {
    let (required, optional): (Vec<_>, Vec<_>) =
        endpoint.inputs().partition(|input| input.is_required());
    let setters = "Optional, as methods of the call:";
    let open = "Parameters that are not listed here are set with `extra(name, value)`.";
    let link = |method: &str| format!("[`{method}`](crate::Call::{method})");
    let pages = calls::all_pages(Language::English, link);
    let repeating = calls::repeating(Language::English, &endpoint.retry, |value| {
        format!("[`{value}`]")
    });
    let see = endpoint.see.as_ref();
    let see = see.map(|url| format!("The platform's own documentation: {url}"));
    joined([
        both(&endpoint.text),
        inputs("Takes:", &required, |field| &field.name),
        inputs(setters, &optional, |field| &field.setter),
        lines_if(endpoint.open, open),
        lines_if(!endpoint.aliases.is_empty(), &also_called(endpoint)),
        lines_of(&answer(&endpoint.response)),
        lines_if(endpoint.paging.is_some(), &pages),
        lines_of(&repeating),
        lines_if(endpoint.forwards, calls::forwarded(Language::English)),
        lines(&see.unwrap_or_default()),
        section("Errors", lines_of(errors(endpoint))),
        examples(platform, endpoint, style),
    ])
}

/// Returns the lines of a fixed text, which needs no escaping.
fn lines_of(text: &str) -> Docs {
    wrap(text, "", "")
}

fn lines_if(is_shown: bool, text: &str) -> Docs {
    if is_shown {
        lines_of(text)
    } else {
        Docs::new()
    }
}

fn section(heading: &str, content: Docs) -> Docs {
    match content.is_empty() {
        true => content,
        false => joined([vec![format!("# {heading}")], content]),
    }
}

fn also_called(endpoint: &Endpoint) -> String {
    let names = endpoint.aliases.iter();
    let names = names.map(|alias| format!("[`{}`](Self::{0})", unraw(&alias.method)));
    format!("Also called {}.", names.collect::<Vec<_>>().join(", "))
}

/// Returns what callers give as a list, each with both languages in one item.
fn inputs(heading: &str, inputs: &[Input<'_>], name: fn(&Field) -> &str) -> Docs {
    let mut list = Vec::new();
    for input in inputs {
        let mut lead = format!("- `{}`: ", name(input.field()));
        let docs = self::input(*input);
        if docs.iter().any(|line| line.starts_with("- ")) {
            // A list within the item is kept unchanged.
            list.extend(docs.iter().map(|line| match line.as_str() {
                "" => String::new(),
                line => std::mem::replace(&mut lead, "  ".to_owned()) + line,
            }));
            continue;
        }
        for paragraph in docs.split(String::is_empty) {
            list.extend(wrap(&paragraph.join(" "), &lead, "  "));
            lead = "  ".to_owned();
        }
    }
    match list.is_empty() {
        true => list,
        false => joined([vec![heading.to_owned()], list]),
    }
}

fn answer(response: &Response) -> String {
    match response {
        Response::None => "Returns nothing.".to_owned(),
        Response::Stream => {
            "Returns a file of any size as [`Download`](crate::Download).".to_owned()
        }
        Response::Reply => "Returns any content as [`Reply`](crate::Reply).".to_owned(),
        Response::Object(object) => format!("Returns [`{}`].", object.name),
        Response::Type(ty) => format!("Returns {}.", type_words(ty)),
    }
}

/// Describes a type, with links to types of the group.
fn type_words(ty: &Type) -> String {
    match ty {
        Type::Enum(name, _) | Type::Object(name) => format!("[`{name}`]"),
        Type::Extra(name) | Type::AnyOf(name) => format!("[`{name}`]"),
        Type::List(item) => format!("a list of {}", type_words(item)),
        Type::Map(item) => format!("a map from text to {}", type_words(item)),
        Type::Scalar(scalar) => scalar.info().one.to_owned(),
        Type::File => "a file".to_owned(),
    }
}

fn errors(endpoint: &Endpoint) -> &'static str {
    if endpoint.has_bounds() {
        "Sending it may return an [`Error`](crate::Error). An argument that violates a constraint is rejected before \
         anything is sent."
    } else {
        "Sending it may return an [`Error`](crate::Error)."
    }
}

/// Returns the examples, which compile.
fn examples(platform: &Platform, endpoint: &Endpoint, style: Style) -> Docs {
    let shown = endpoint.examples.iter().map(|example| {
        let code = snippet(platform, endpoint, example, style);
        titled(platform, &example.title, &code, style)
    });
    let all_items = all_items(platform, endpoint, style).map(|code| {
        let title = ["The items of all pages", "所有页中的各项"].map(str::to_owned);
        titled(platform, &title, &code, style)
    });
    // A call with pages has at least two examples.
    let heading = match endpoint.examples.len() {
        1 => "Example",
        _ => "Examples",
    };
    section(heading, joined(shown.chain(all_items)))
}

/// Returns code that compiles under its title.
fn titled(platform: &Platform, title: &Text, code: &str, style: Style) -> Docs {
    let krate = &platform.krate;
    let [english, chinese] = title;
    let mut docs = lines(&sentence(english, '.'));
    docs.extend(lines(&sentence(chinese, '。')));
    docs.push(String::new());
    docs.push("```no_run".to_owned());
    let function = match style {
        Style::Async => format!("async fn example(client: {krate}::Client)"),
        Style::Blocking => format!("fn example(client: {krate}::blocking::Client)"),
    };
    let result = "Result<(), Box<dyn std::error::Error>>";
    docs.push(format!("# {function} -> {result} {{"));
    docs.extend(code.lines().map(hidden_escaped));
    docs.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    docs
}

/// Escapes a line of code in docs, because rustdoc hides lines that start with `#`.
fn hidden_escaped(line: &str) -> String {
    if line.trim_start().starts_with('#') {
        line.replacen('#', "##", 1)
    } else {
        line.to_owned()
    }
}
