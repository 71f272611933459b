//! Tasks of the mock platform: not done at first, and done afterwards.

use std::sync::{Arc, Mutex};

use bge_private_sdk::mock::MockPlatform;

#[tokio::test(start_paused = true)]
async fn a_task_is_waited_for() {
    let mock = MockPlatform::start()
        .await
        .expect("the mock platform starts");
    let client = mock.client();
    let task = client.commit_batch(7).await.expect("a task");
    assert_eq!(task.progress, "PENDING");
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&seen);
    let wait = task.wait(&client).on_progress(move |state| {
        noted.lock().expect("no panic").push(state.progress.clone());
    });
    let done = wait.await.expect("the task is done");
    assert_eq!(
        (done.progress.as_str(), &done.task_id),
        ("SUCCESS", &task.task_id)
    );
    assert_eq!(*seen.lock().expect("no panic"), ["PENDING"]);
    // It stays done, for everyone who knows the id.
    let again = client.task(&task.task_id).await.expect("a task");
    assert_eq!(again.progress, "SUCCESS");
}

/// The answer is about the task that was asked for, not about the one of the example.
#[tokio::test]
async fn an_answer_has_the_id_that_was_asked_for() {
    let mock = MockPlatform::start()
        .await
        .expect("the mock platform starts");
    for id in ["T77", "a/../b\"?x#中"] {
        let task = mock.client().task(id).await.expect("a task");
        assert_eq!(task.task_id, id);
    }
}

#[tokio::test(start_paused = true)]
async fn the_id_is_enough() {
    let mock = MockPlatform::start()
        .await
        .expect("the mock platform starts");
    let client = mock.client();
    let id = client.survey_async().await.expect("a task").task_id;
    let done = client
        .task_result(id)
        .wait()
        .await
        .expect("the task is done");
    assert_eq!(done.status, "SUCCESS");
    for (example, state) in [("7a6b5c4d3e2f", "PENDING"), ("d2e3f4a5b6c7", "PENDING")] {
        let answer = client.task_result(example).await.expect("an answer");
        assert_eq!(answer.status, state, "each id has its own state");
    }
}
