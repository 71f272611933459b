//! Tests of the hosts that are this machine.

use url::Url;

use crate::runtime::http::is_loopback;

#[test]
fn loopback_has_several_names() {
    let here = |url: &str| is_loopback(&Url::parse(url).expect(url));
    for url in [
        "http://localhost:8080",
        "http://LOCALHOST.",
        "https://mock.localhost",
        "http://127.0.0.2",
        "http://[::1]:8080",
    ] {
        assert!(here(url), "{url}");
    }
    for url in [
        "https://localhost.example",
        "https://notlocalhost",
        "http://10.0.0.1",
        "http://[2001:db8::1]",
    ] {
        assert!(!here(url), "{url}");
    }
}
