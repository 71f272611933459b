//! Tests of URLs in normal form.

use bge_private_codegen::check::url::{exact_problem, problem};

#[test]
fn normal_urls_pass() {
    for url in [
        "https://example.com/",
        "http://localhost:8080/a/b.c?d=e%2Ff&g=#h?",
        "https://10.0.0.1/~x/(y)?z=*",
        "https://xn--fiqs8s.example/%E4%B8%AD",
    ] {
        assert_eq!(problem(url), None, "{url}");
    }
}

#[test]
fn others_are_explained() {
    for (url, part) in [
        ("example.com", "starts with"),
        ("ftp://example.com/", "starts with"),
        ("HTTPS://example.com/", "scheme"),
        ("https:///a", "host is missing"),
        ("https://Example.com/", "lower case"),
        ("https://exa mple.com/", "letters"),
        ("https://例.com/", "letters"),
        ("https://1.2.3/", "IPv4"),
        ("https://user@example.com/", "user"),
        (
            "https://example.com",
            "with a slash: `https://example.com/`",
        ),
        (
            "https://example.com?a",
            "with a slash: `https://example.com/?a`",
        ),
        ("https://example.com:443/", "left out"),
        ("https://example.com:/", "port"),
        ("https://example.com:080/", "port"),
        ("https://example.com/a b", "escape"),
        ("https://example.com/中", "escape"),
        ("https://example.com/a/../b", "resolved"),
        ("https://example.com/a/%2E%2e/b", "resolved"),
        ("https://example.com/?a='b'", "query"),
        ("https://example.com/#\"", "fragment"),
        ("https://example.com/\n", "dropped"),
        ("https://example.com/%zz", "hexadecimal"),
        ("https://example.com/%E", "hexadecimal"),
    ] {
        assert!(
            problem(url).is_some_and(|found| found.contains(part)),
            "{url}: {:?}",
            problem(url)
        );
    }
}

#[test]
fn an_exact_url_may_have_any_form() {
    for url in [
        "https://example.com",
        "HTTPS://Example.com:443/../a?b=[c]#'",
        "app.example://back",
    ] {
        assert_eq!(exact_problem(url), None, "{url}");
    }
    for (url, part) in [
        ("/back", "starts with a scheme"),
        ("1a://b", "starts with a scheme"),
        ("https://", "its host is missing"),
        ("https://example.com:99999", "its port"),
        ("https://example.com/a b", "white space"),
        ("https://example.com/\u{7}", "control characters"),
    ] {
        let problem = exact_problem(url).unwrap_or_default();
        assert!(problem.contains(part), "{url}: {problem}");
    }
}
