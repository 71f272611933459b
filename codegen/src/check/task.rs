//! Tasks: `task` names the call that asks for the state, and fields whose types fit, and the examples show a task that
//! is done and one that is not.

use super::answer_paths::{self, Wanted, text};
use super::scope::{EndpointAt, GroupAt, Place};
use super::unique;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Endpoint, Group, Named, Param, Retry, Spanned, Task};
use crate::{api, naming};

const TEXT: Wanted = text(Code::BadTask);

/// Checks and resolves everything that `task` names, and checks that the examples show it.
pub(super) fn resolve(
    at: &EndpointAt<'_>,
    task: &Task,
    out: &mut Diagnostics,
) -> Option<api::Task> {
    let before = out.len();
    let id = starter(at, task, out);
    words(task, out);
    let asked = asked(at, task, |poll| {
        let is_clear = !out.is_repeated(poll.name.span);
        is_clear.then(|| asks(poll, task, out)).flatten()
    });
    if asked.is_none() && at.group.types.is_complete {
        let known = endpoints(at).map(|(group, (name, _))| group.qualified(name));
        let known: Vec<_> = known.collect();
        let known = known.iter().map(String::as_str);
        out.unknown(Code::BadTask, "endpoint", &task.poll, known);
    }
    same_as_others(at, task, out);
    if out.len() == before && matches!(asked, Some(Some(_))) {
        examples(at, task, out);
    }
    let (request, param) = asked??;
    Some(api::Task {
        poll: task.poll.value.clone(),
        request,
        param,
        id: id?,
        is_first: is_first(at),
    })
}

/// Returns whether no earlier call starts a task with the same type of answer.
fn is_first(at: &EndpointAt<'_>) -> bool {
    let answer = named_answer(at.endpoint);
    let mut earlier = endpoints(at).take_while(|(_, (name, _))| name.span != at.name.span);
    answer.is_none()
        || !earlier.any(|(_, (_, other))| other.task.is_some() && named_answer(other) == answer)
}

/// Checks that the answer has the id of the task.
fn starter(at: &EndpointAt<'_>, task: &Task, out: &mut Diagnostics) -> Option<api::Path> {
    let before = out.len();
    let id = answer_paths::resolve(at, &task.id, TEXT, out)?;
    let is_certain = id.last().is_some_and(|field| !field.is_option());
    if out.len() == before && !is_certain {
        let message = format!("{} must be a field that is always present", task.id);
        out.report(Code::BadTask, task.id.span, message);
    }
    Some(id)
}

fn words(task: &Task, out: &mut Diagnostics) {
    if task.done.is_empty() {
        out.report(Code::BadTask, task.span, "no state of the task is final")
            .help("list the states of a task that is done in `done`");
    }
    unique::listed(Code::BadTask, "state", &task.done, out);
    unique::listed(Code::BadTask, "state", &task.failed, out);
    for word in &task.failed {
        if let Some(done) = task.done.iter().find(|done| done.value == word.value) {
            out.report(Code::BadTask, word.span, format!("{word} is done, too"))
                .also(done.span, "listed here");
        }
    }
}

/// Checks the call that asks for the state. Returns its request, and its parameter with the id on the wire.
fn asks(
    poll: &EndpointAt<'_>,
    task: &Task,
    out: &mut Diagnostics,
) -> Option<(api::TypeName, String)> {
    if !matches!(poll.endpoint.retry, Retry::Safe) {
        let name = &task.poll;
        let message = format!("{name} is sent many times, so it must be safe to repeat");
        out.report(Code::BadTask, name.span, message)
            .also(poll.name.span, "write `retry: safe` here");
    }
    let state = answer_paths::resolve(poll, &task.state, TEXT, out);
    let [Param::Field(arg)] = poll.endpoint.args.0.as_slice() else {
        let name = &task.poll;
        let message = format!("{name} must require the id of the task and nothing else");
        out.report(Code::BadTask, name.span, message)
            .also(poll.name.span, "defined here");
        return None;
    };
    let (name, field) = &**arg;
    answer_paths::fits(poll.group.types, name, arg, TEXT, out);
    let rust = &poll.endpoint.rust_name(poll.name).value;
    let request = poll.group.own_type(naming::request(rust));
    state.map(|_| (request, field.wire_name(name).value.clone()))
}

/// Reports a task that contradicts an earlier one: states belong to the call that asks for them, and waiting belongs to
/// the type of the answer.
fn same_as_others(at: &EndpointAt<'_>, task: &Task, out: &mut Diagnostics) {
    let others =
        endpoints(at).filter_map(|(_, (name, other))| Some((name, other, other.task.as_ref()?)));
    for (name, other, earlier) in others.take_while(|(name, ..)| name.span != at.name.span) {
        let same_states = earlier.poll.value != task.poll.value
            || (earlier.state.value == task.state.value
                && texts(&earlier.done) == texts(&task.done)
                && texts(&earlier.failed) == texts(&task.failed));
        let same_call = named_answer(other).is_none_or(|ty| named_answer(at.endpoint) != Some(ty))
            || (&earlier.poll.value, &earlier.id.value) == (&task.poll.value, &task.id.value);
        if !(same_states && same_call) {
            let message = format!("the task of {} differs from that of {name}", at.name);
            let help = "calls that return the same type, or name the same call in `poll`, have the same `task`";
            out.report(Code::BadTask, task.span, message)
                .also(earlier.span, "the other one")
                .help(help);
            return;
        }
    }
}

fn texts(words: &[Spanned<String>]) -> Vec<&str> {
    words.iter().map(|word| word.value.as_str()).collect()
}

fn named_answer(endpoint: &Endpoint) -> Option<&str> {
    endpoint.response.ty()?.value.as_named()
}

fn endpoints<'a>(at: &EndpointAt<'a>) -> impl Iterator<Item = (&'a Group, &'a Named<Endpoint>)> {
    let groups = at.group.types.groups.iter();
    groups.flat_map(|group| group.endpoints.iter().map(move |named| (group, named)))
}

/// Calls a function with the endpoint that asks for the state.
fn asked<T>(at: &EndpointAt<'_>, task: &Task, run: impl FnOnce(&EndpointAt<'_>) -> T) -> Option<T> {
    let mut all = endpoints(at);
    let is_asked =
        |(group, (name, _)): &(&Group, &Named<Endpoint>)| group.qualified(name) == task.poll.value;
    let (group, (name, endpoint)) = all.find(is_asked)?;
    let group = GroupAt { group, ..*at.group };
    Some(run(&EndpointAt {
        group: &group,
        name,
        endpoint,
    }))
}

/// Returns a task of which this call tells the state.
pub(super) fn asked_by<'a>(at: &EndpointAt<'a>) -> Option<&'a Task> {
    let name = at.group.group.qualified(at.name);
    let mut tasks = endpoints(at).filter_map(|(_, (_, endpoint))| endpoint.task.as_ref());
    tasks.find(|task| task.poll.value == name)
}

/// Resolves the states of a task for the call that tells them.
pub(super) fn polling(
    at: &EndpointAt<'_>,
    task: &Task,
    out: &mut Diagnostics,
) -> Option<api::Polling> {
    let owned = |words: &[Spanned<String>]| words.iter().map(|word| word.value.clone()).collect();
    let id = at.endpoint.args.single().next()?;
    Some(api::Polling {
        param: at.group.types.field(Place::Arg, id)?,
        state: answer_paths::resolve(at, &task.state, TEXT, out)?,
        done: owned(&task.done),
        failed: owned(&task.failed),
    })
}

/// The examples show a task that is done and one that is not, which the mock platform answers with.
fn examples(at: &EndpointAt<'_>, task: &Task, out: &mut Diagnostics) {
    asked(at, task, |poll| {
        let examples = poll.endpoint.examples.iter();
        let states =
            examples.filter_map(|example| answer_paths::example_text(poll, example, &task.state));
        let states: Vec<_> = states.collect();
        let (done, failed) = (texts(&task.done), texts(&task.failed));
        let is_done = states.iter().any(|state| done.contains(state));
        let is_final = |state: &&str| done.contains(state) || failed.contains(state);
        let is_pending = !states.iter().all(is_final);
        if !(is_done && is_pending) {
            let name = &task.poll;
            let message = format!("the examples of {name} do not show how a task goes on");
            out.report(Code::TaskNotShown, task.span, message)
                .also(poll.name.span, "defined here")
                .help("add an example of a task that is done, and one of a task that is not");
        }
        started(at, poll, task, out);
    });
}

/// Reports an example that starts a task of another example, which is in the same state whenever it is asked for.
fn started(at: &EndpointAt<'_>, poll: &EndpointAt<'_>, task: &Task, out: &mut Diagnostics) {
    for example in &at.endpoint.examples {
        let id = answer_paths::example_text(at, example, &task.id);
        let args = poll.endpoint.examples.iter().flat_map(|shown| &shown.args);
        let shown = args.map(|(_, node)| node);
        let shown = shown.filter(|node| id.is_some() && node.as_text() == id);
        for node in shown.take(1) {
            let name = &task.poll;
            let message = format!("the task that this example starts is one that {name} shows");
            let why = "it never goes on, because this example has its id";
            out.report(Code::TaskNotShown, example.span, message)
                .also(node.span, why)
                .help("give the task an id that no other example has");
        }
    }
}
