//! Every example of the spec is stored with serde and read again.

#[path = "../programs/stored.rs"]
mod stored;

use bge_private_sdk::mock::examples;

#[tokio::test]
async fn every_example_is_stored() {
    let (requests, answers) = stored::every_example_is_stored().await;
    let without_file = examples().filter(|example| example.files().is_empty());
    assert_eq!(requests, without_file.count());
    let answered = examples().filter(|example| example.file().is_none());
    assert_eq!(answers, answered.count());
}
