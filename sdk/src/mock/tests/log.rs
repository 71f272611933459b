//! Which calls the mock platform keeps.

use bytes::Bytes;

use crate::mock::ReceivedCall;
use crate::mock::calls::FileContent;
use crate::mock::log::Log;

#[test]
fn forgets_the_oldest_by_number_and_by_size() {
    let mut log = Log::default();
    for number in 0..Log::MOST_CALLS + 5 {
        log.push(ReceivedCall::new(&number.to_string()));
    }
    let calls = log.calls();
    assert_eq!(calls.len(), Log::MOST_CALLS);
    assert_eq!(calls.first().map(ReceivedCall::path), Some("5"));
    let weights = calls.iter().map(ReceivedCall::weight);
    assert_eq!(log.weight, weights.sum::<usize>());

    let mut call = ReceivedCall::new("large");
    let mut file = FileContent::default().received(String::new(), String::new(), None);
    file.content = Some(Bytes::from(vec![0; Log::MOST_BYTES / 8]));
    call.files.push(file);
    (0..20).for_each(|_| log.push(call.clone()));
    // Each call is a little heavier than its content.
    assert_eq!(log.calls().len(), 7);
}
