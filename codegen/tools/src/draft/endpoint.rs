//! Drafts one call of a page as an endpoint.

use super::answer::{Answers, any};
use super::examples::Shows;
use super::extra;
use super::fields::{self, Drafted};
use super::limits;
use super::literal::{Item, Value};
use super::model::{Endpoint, Example, Field, Response};
use super::name_hints::{self, Types};
use super::notes::Notes;
use super::page::Section;
use super::params;
use super::placeholders;
use bge_private_codegen::check::url;
use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// The parts of a page that an endpoint is drafted from.
pub(super) struct Call<'a> {
    pub(super) name: &'a str,
    pub(super) path: &'a str,
    pub(super) section: &'a Section,
    pub(super) shows: &'a Shows,
    /// Reasons to review the call as a whole.
    pub(super) reviews: &'a [String],
    /// Whether only the names on the page are used, because a fuller draft did not pass the checks.
    pub(super) is_plain: bool,
}

/// Returns the endpoint of a call.
pub(super) fn draft(call: &Call<'_>, types: &mut Types, notes: &mut Notes<'_>) -> Endpoint {
    let (section, shows) = (call.section, call.shows);
    let mut drafted = parameters(call, types, notes);
    name_hints::make_rust_names_unique(drafted.iter_mut().map(|drafted| &mut drafted.field));
    let mut answers: Vec<(usize, Item)> = shows.answers.clone();
    let (response, response_reviews) = response(call, &mut answers, types, notes);
    let examples = examples(&drafted, &response, answers, call, types, notes);
    let (args, kwargs): (Vec<_>, Vec<_>) =
        drafted.into_iter().partition(|drafted| drafted.required);
    let fields = |drafted: Vec<Drafted>| {
        drafted
            .into_iter()
            .map(|drafted| drafted.field)
            .collect::<Vec<Field>>()
    };
    let mut reviews = call.reviews.to_vec();
    if call.is_plain {
        reviews.push(
            "the full draft of this call did not pass the checks; only names are drafted"
                .to_owned(),
        );
    }
    Endpoint {
        name: call.name.to_owned(),
        reviews,
        path: call.path.to_owned(),
        doc: doc(call),
        see: see(section, notes).filter(|_| !call.is_plain),
        args: fields(args),
        kwargs: fields(kwargs),
        response,
        response_reviews,
        examples,
    }
}

fn doc(call: &Call<'_>) -> super::model::Text {
    let prose = if call.is_plain {
        String::new()
    } else {
        call.section.prose.join("\n\n")
    };
    let mut doc = name_hints::text(call.name, &prose);
    if prose.is_empty() {
        doc.zh = format!("调用 `{}`。", call.name);
    }
    doc
}

/// Returns the fragment of the link, which is appended to the address of the documentation.
fn see(section: &Section, notes: &mut Notes<'_>) -> Option<String> {
    let link = section.link.as_deref()?;
    let fragment = link.find('#').and_then(|at| link.get(at..));
    let makes_url =
        |see: &&str| see.len() > 1 && url::problem(&format!("https://example.com/{see}")).is_none();
    let fragment = fragment.filter(makes_url);
    if fragment.is_none() {
        let message =
            format!("the link `{link}` is not below the address of the documentation; ignored");
        notes.report(Code::NotUnderstood, &section.heading, message);
    }
    fragment.map(str::to_owned)
}

fn parameters(call: &Call<'_>, types: &mut Types, notes: &mut Notes<'_>) -> Vec<Drafted> {
    let mut params = params::params(call.section, &call.shows.calls, notes);
    if call.is_plain {
        return params.into_iter().map(plain).collect();
    }
    let extra = extra::take(&mut params, call.name, types);
    let mut drafted = Vec::new();
    for (at, param) in params.into_iter().enumerate() {
        drafted.push(match &extra {
            Some(extra) if extra.at == at => extra.drafted(param),
            _ => fields::draft(param, call.name, types, notes),
        });
    }
    drafted
}

/// Returns a parameter of which only the name is drafted.
fn plain(param: params::Param) -> Drafted {
    let ty = TypeExpr::Scalar(Scalar::String);
    let required = param.required != Some(false);
    let mut field = Field::new(&param.name, ty, name_hints::text(&param.name, ""));
    field.review("only the name is drafted");
    Drafted {
        field,
        required,
        shown: Vec::new(),
    }
}

fn response(
    call: &Call<'_>,
    answers: &mut Vec<(usize, Item)>,
    types: &mut Types,
    notes: &mut Notes<'_>,
) -> (Response, Vec<String>) {
    let (section, shows) = (call.section, call.shows);
    if call.is_plain {
        answers.clear();
        return (
            Response::Type(any()),
            vec!["the answer on the page did not pass the checks".to_owned()],
        );
    }
    let is_null = |(_, item): &(usize, Item)| item.value == Value::Null;
    if !answers.is_empty() && answers.iter().all(is_null) {
        answers.clear();
        return (
            Response::None,
            vec!["the page shows null as the answer".to_owned()],
        );
    }
    // Where there are other answers, null is an answer without data.
    answers.retain(|answer| !is_null(answer));
    if answers.is_empty() {
        return without_answer(section, shows, notes);
    }
    let (indices, mut values): (Vec<_>, Vec<_>) = answers.drain(..).unzip();
    let mut finder = Answers::new(call.name, &section.fields, types, notes);
    let (response, mut reviews) = finder.response(&mut values);
    finder.report_missing_fields(&values);
    reviews.extend(shows.response_reviews.iter().cloned());
    answers.extend(indices.into_iter().zip(values));
    (response, reviews)
}

fn without_answer(
    section: &Section,
    shows: &Shows,
    notes: &mut Notes<'_>,
) -> (Response, Vec<String>) {
    if !shows.has_place {
        let message = match section.name.as_str() {
            "" => "the page shows no answer of this call".to_owned(),
            name => format!("the page shows no answer of `{name}`"),
        };
        notes.report(Code::MissingPart, &section.heading, message);
    }
    for bullet in &section.fields {
        let message = "no answer on the page has this field";
        notes.report(Code::Disagreement, &bullet.range, message);
    }
    let (response, reason) = if shows.is_unread {
        (
            Response::Type(any()),
            "the answer on the page is neither JSON nor Python",
        )
    } else if shows.prints {
        (
            Response::Type(any()),
            "the example prints an answer, but the page shows none",
        )
    } else {
        (
            Response::None,
            "the page shows no answer, and the example prints none",
        )
    };
    (response, vec![reason.to_owned()])
}

/// Returns an example for each answer, with its call. Without answers, every call is an example.
fn examples(
    drafted: &[Drafted],
    response: &Response,
    answers: Vec<(usize, Item)>,
    call: &Call<'_>,
    types: &Types,
    notes: &mut Notes<'_>,
) -> Vec<Example> {
    let calls = call.shows.calls.len().max(1);
    let has_data = !matches!(response, Response::None);
    let pairs: Vec<(usize, Option<Item>)> = if answers.is_empty() {
        let null = Item {
            value: Value::Null,
            range: call.section.heading.clone(),
        };
        (0..calls)
            .map(|index| (index, has_data.then(|| null.clone())))
            .collect()
    } else {
        for index in (0..calls).filter(|index| !answers.iter().any(|(call, _)| call == index)) {
            let message = format!(
                "call number {} has no answer of its own; ignored",
                index + 1
            );
            notes.report(Code::MissingPart, &call.section.heading, message);
        }
        answers
            .into_iter()
            .map(|(index, item)| (index, Some(item)))
            .collect()
    };
    let reviews = &call.shows.example_reviews;
    let mut kept: Vec<Example> = Vec::new();
    for (index, response) in pairs {
        let example = example(
            drafted,
            index,
            response,
            reviews.clone(),
            call,
            types,
            notes,
        );
        keep(example, &mut kept, notes);
    }
    kept
}

/// Adds an example. If another example makes the same call, only the one with the longest answer is kept.
fn keep(example: Example, kept: &mut Vec<Example>, notes: &mut Notes<'_>) {
    let Some(known) = kept.iter_mut().find(|known| is_same_call(known, &example)) else {
        return kept.push(example);
    };
    let length = |example: &Example| example.response.as_ref().map_or(0, |item| item.range.len());
    let dropped = if length(&example) > length(known) {
        std::mem::replace(known, example)
    } else {
        example
    };
    if let Some(item) = dropped.response {
        let message =
            "another answer to the same call; its fields are drafted, but not the example";
        notes.report(Code::Changed, &item.range, message);
    }
}

fn is_same_call(a: &Example, b: &Example) -> bool {
    let is_like = |a: &[(String, Item)], b: &[(String, Item)]| {
        let is_like = |((a_name, a), (b_name, b)): (&(String, Item), &(String, Item))| {
            a_name == b_name && a.is_like(b)
        };
        a.len() == b.len() && a.iter().zip(b).all(is_like)
    };
    is_like(&a.args, &b.args) && is_like(&a.kwargs, &b.kwargs)
}

fn example(
    drafted: &[Drafted],
    index: usize,
    response: Option<Item>,
    mut reviews: Vec<String>,
    call: &Call<'_>,
    types: &Types,
    notes: &mut Notes<'_>,
) -> Example {
    let mut args = Vec::new();
    let mut kwargs = Vec::new();
    for Drafted {
        field,
        required,
        shown,
    } in drafted
    {
        let given = shown.get(index).cloned().flatten();
        match given.filter(|item| limits::holds(field, item)) {
            Some(item) if *required => args.push((field.name.clone(), item)),
            Some(item) => kwargs.push((field.name.clone(), item)),
            None if *required => {
                if !call.shows.calls.is_empty() && !call.is_plain {
                    let message = format!(
                        "the example has no `{}`; the draft contains a placeholder",
                        field.name
                    );
                    notes.report(Code::MissingPart, &call.section.heading, message);
                }
                reviews.push(format!("the value of `{}` is a placeholder", field.name));
                args.push((field.name.clone(), placeholders::value(field, types)));
            }
            None => {}
        }
    }
    Example {
        reviews,
        args,
        kwargs,
        response,
    }
}
