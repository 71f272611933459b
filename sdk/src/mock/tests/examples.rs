//! Which example answers a call.

use crate::mock::ReceivedCall;
use crate::mock::examples::Example;
use crate::mock::matching::best;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::generated::{Bounds, Exclusion, Kind, Param, Retry};
use crate::runtime::scalar::{Scalar, Text};

const fn param(name: &'static str, required: bool) -> Param {
    Param {
        name,
        required,
        secret: false,
        kind: Kind::Scalar(Text::INFO),
        bounds: Bounds::NONE,
        always: None,
        with: None,
    }
}

static ENDPOINT: Endpoint = Endpoint {
    name: "get",
    group: "test",
    path: "/get",
    retry: Retry::Safe,
    forwards: false,
    streams: false,
    json_body: false,
    open: false,
    paging: None,
    task: None,
    polling: None,
    exclusions: &[Exclusion {
        required: true,
        params: &["name", "nick"],
    }],
    params: &[
        param("id", true),
        param("lang", false),
        param("name", false),
        param("nick", false),
        param("unit", false),
    ],
};

fn example(title: &'static str, fields: &'static [(&'static str, &'static str)]) -> Example {
    Example {
        endpoint: &ENDPOINT,
        title,
        path: ENDPOINT.path,
        in_path: &[],
        fields,
        files: &[],
        response: None,
        file: None,
        empty: None,
        send: |_| Ok(Box::pin(std::future::pending())),
        #[cfg(feature = "blocking")]
        send_blocking: |_| Ok(Ok(None)),
    }
}

fn call(fields: &[(&str, &str)]) -> ReceivedCall {
    let mut call = ReceivedCall::new("/get");
    let fields = fields.iter();
    call.fields = fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    call
}

#[test]
fn a_choice_counts_like_a_required_argument() {
    let others: &'static [(&str, &str)] = &[("name", "b"), ("lang", "zh"), ("unit", "mm")];
    let examples = [
        example("others", others),
        example("choice", &[("nick", "a")]),
    ];
    let call = call(&[("nick", "a"), ("lang", "zh"), ("unit", "mm")]);
    let best = best(examples.iter(), &call).map(Example::title);
    assert_eq!(best, Some("choice"));
}

#[test]
fn arguments_count_before_all_else() {
    let all: &'static [(&str, &str)] = &[("id", "3"), ("lang", "zh"), ("unit", "mm")];
    let examples = [
        example("first", &[("id", "1")]),
        example("other id", &[("id", "2")]),
        example("other everything", all),
        example("with lang", &[("id", "2"), ("lang", "zh")]),
    ];
    let cases: [(&str, &[_], &str); 4] = [
        ("9", &[], "first"),
        ("2", &[], "other id"),
        ("2", &[("lang", "zh"), ("unit", "mm")], "with lang"),
        ("9", &[("lang", "zh"), ("unit", "mm")], "other everything"),
    ];
    for (id, optional, title) in cases {
        let call = call(&[&[("id", id)], optional].concat());
        let best = best(examples.iter(), &call).map(Example::title);
        assert_eq!(best, Some(title));
    }
}
