//! Idle connections to the mock platform.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;

fn connect(mock: &MockPlatform) -> TcpStream {
    TcpStream::connect(mock.url().trim_start_matches("http://")).expect("a connection")
}

/// Sends a request on a connection that stays open, and reads the answer.
fn ask(stream: &mut TcpStream) {
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        .expect("a request");
    let mut start = [0; 12];
    stream.read_exact(&mut start).expect("an answer");
    assert_eq!(&start, b"HTTP/1.1 405");
}

/// Waits until the server closes the connection.
fn closed(mut stream: TcpStream) {
    let mut rest = Vec::new();
    // The server may also reset the connection.
    let _ = stream.read_to_end(&mut rest);
}

#[test]
fn are_closed_after_a_while() {
    let short = MockPlatform::builder().idle_timeout(Duration::from_millis(20));
    let mock = short.start_blocking().expect("the mock platform starts");
    let unused: Vec<_> = (0..20).map(|_| connect(&mock)).collect();
    let used = (0..20).map(|_| {
        let mut stream = connect(&mock);
        ask(&mut stream);
        stream
    });
    used.collect::<Vec<_>>()
        .into_iter()
        .chain(unused)
        .for_each(closed);
}

#[test]
fn serve_one_request_after_another_until_the_mock_platform_is_dropped() {
    let mock = MockPlatform::start_blocking().expect("the mock platform starts");
    let mut streams: Vec<_> = (0..20).map(|_| connect(&mock)).collect();
    streams.iter_mut().for_each(ask);
    drop(mock);
    streams.into_iter().for_each(closed);
}
