//! Waiting for tasks.

use serde_json::{Value, json};

use super::command::{Mock, Ran, answer, bge, server};

const START: &str = "commit-batch --batch-no 1630000000001 --wait";

/// Returns a server that answers every call with a task of this id that is not done.
fn pending(id: &str) -> String {
    let task = json!({"completed": null, "progress": "PENDING", "result": null, "task_id": id, "task_url": "https://a.example/"});
    server(answer(
        "200 OK",
        &json!({"code": 0, "data": task}).to_string(),
    ))
}

fn progress(ran: &Ran) -> Value {
    let answer: Value = serde_json::from_str(&ran.stdout).unwrap();
    answer["progress"].clone()
}

#[test]
fn the_answer_of_the_task_that_is_done_is_printed() {
    let mock = Mock::start();
    let run = |line: &str| bge(line).calling(&mock.url()).run().succeeded();
    let ran = run(&format!("{START} -o json"));
    assert_eq!(progress(&ran), "SUCCESS");
    let paths = || -> Vec<String> {
        let calls = mock.received().into_iter();
        calls.map(|call| call.path().to_owned()).collect()
    };
    let asked = paths();
    assert_eq!(asked.len(), 3, "{asked:?}");
    // The hint is a command that waits for the same task. A pipe shows no progress.
    let (_, hint) = ran.stderr.split_once('`').unwrap();
    let (line, _) = hint.split_once('`').unwrap();
    assert_eq!(ran.stderr.lines().count(), 1, "{ran:?}");
    let again = run(&format!(
        "{} -o json",
        line.trim_start_matches("bge-private ")
    ));
    assert_eq!(
        (progress(&again), again.stderr.as_str()),
        ("SUCCESS".into(), "")
    );
    assert_eq!(paths(), asked[2..]);
    let raw = run(&format!("{START} --raw"));
    assert_eq!(
        serde_json::from_str::<Value>(&raw.stdout).unwrap()["code"],
        0
    );
}

#[test]
fn the_error_names_the_last_state_and_how_to_wait_again() {
    let url = pending("it's $(x)\u{1b}");
    let ran = bge(format!("{START} --wait-timeout 1")).calling(&url).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (11, ""), "{ran:?}");
    for text in [
        "error: task: the task is not done after 1s, the last state of the task is `PENDING`",
        r#"`bge-private task --task-id "it's "'$(x)'"\\u{1b}" --wait` waits for the task"#,
    ] {
        assert!(ran.stderr.contains(text), "{ran:?}");
    }
}

#[test]
fn an_answer_without_a_task_is_an_error() {
    let url = server(answer("200 OK", r#"{"code": 0, "data": {}}"#));
    let ran = bge(START).calling(&url).run().failed(9);
    assert!(ran.stderr.contains("$.data.completed: missing"), "{ran:?}");
    let ran = bge(format!("{START} --raw")).calling(&url).run().failed(9);
    assert!(ran.stderr.contains("no id of a task"), "{ran:?}");
    // The task was started, even if the rest of the answer is odd.
    let url = server(answer("200 OK", r#"{"code": 0, "data": {"task_id": "t"}}"#));
    let ran = bge(START).calling(&url).run().failed(9);
    assert!(ran.stderr.contains("task --task-id t --wait"), "{ran:?}");
    // A call that is refused starts no task.
    let url = server(answer("200 OK", r#"{"code": 7, "msg": "no"}"#));
    bge(START).calling(&url).run().failed(6);
}

#[test]
fn only_calls_with_tasks_have_the_flags() {
    for line in [
        "sign-url --object-name a --wait",
        "task --task-id t --wait-timeout 3",
    ] {
        assert!(bge(line).run().failed(2).stderr.contains("--wait"));
    }
    for (language, help) in [
        ("en", "Wait until the task is done"),
        ("zh", "等待任务完成"),
    ] {
        for call in ["commit-batch", "task"] {
            let ran = bge(format!("{call} --help --lang {language}")).run();
            assert!(ran.succeeded().stdout.contains(help));
        }
    }
    let ran = bge(format!("{START} --dry-run")).credentials().run();
    assert!(ran.succeeded().stdout.contains("/openbge/batch/commit"));
}
