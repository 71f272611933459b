//! Refusals of calls whose parameters do not match the spec.

use crate::sending::*;
use bge_private_sdk::mock::{Reason, examples};

#[tokio::test]
async fn refuses_unknown_parameters() {
    let message = "`sign_url` has no parameter `regoin`; did you mean `region`?";
    let fields = signed(&[("object_name", "a"), ("regoin", "domestic")]);
    assert_form_refused(SIGN_URL, fields, Reason::UnknownParameter, message).await;
    let message = "`sign_url` has no parameter `colour`";
    let fields = signed(&[("object_name", "a"), ("colour", "blue")]);
    assert_form_refused(SIGN_URL, fields, Reason::UnknownParameter, message).await;
}

#[tokio::test]
async fn refuses_calls_without_their_arguments() {
    let message = "the parameter `object_name` of `sign_url` is missing";
    assert_form_refused(SIGN_URL, signed(&[]), Reason::MissingParameter, message).await;
}

#[tokio::test]
async fn refuses_none_and_several_of_parameters_that_exclude_each_other() {
    const SAMPLES: &str = "/openbge/samples";
    let one_of = "`get_samples` takes one of the parameters `biosample_id`, `external_sample_id`";
    let none = format!("{one_of}; none is given");
    assert_form_refused(SAMPLES, signed(&[]), Reason::MissingParameter, &none).await;
    let both = [("biosample_id", "E-B1"), ("external_sample_id", "S1")];
    let several = format!("{one_of}; `biosample_id` and `external_sample_id` are given");
    assert_form_refused(SAMPLES, signed(&both), Reason::Parameter, &several).await;
    assert_accepted(SAMPLES, &[("external_sample_id", "S1")]).await;

    const USER: &str = "/account/user";
    let both = [("user_id", "u-1"), ("token", "hidden-token")];
    let several = "`account.get_user` takes one of the parameters `user_id`, `token`; `user_id` and `token` are given";
    assert_form_refused(USER, signed(&both), Reason::Parameter, several).await;
    // One of them is optional.
    assert_accepted(USER, &[]).await;
}

/// A path, valid parameters, an invalid parameter, and the error.
type Case<'a> = (
    &'a str,
    &'a [(&'a str, &'a str)],
    (&'a str, &'a str),
    &'a str,
);

#[tokio::test]
async fn refuses_ill_formed_parameters() {
    let withdraw = [
        ("account_name", "labteam"),
        ("amount", "0.01"),
        ("order_id", "436666542"),
        ("order_type", "4"),
    ];
    let sms = [("mobiles", "1"), ("template", "other")];
    let hundred_and_one = vec!["17600000001"; 101].join(",");
    let cases: &[Case<'_>] = &[
        (
            SIGN_URL,
            &[("object_name", "a")],
            ("object_name", ""),
            "must have at least 1 character, got 0",
        ),
        (
            SIGN_URL,
            &[("object_name", "a")],
            ("region", "Domestic"),
            "must be one of `domestic`, `international`, got `Domestic`; did you mean `domestic`?",
        ),
        (
            SIGN_URL,
            &[("object_name", "a")],
            ("expiration_time", "1h"),
            "must be a whole number of seconds, got `1h`",
        ),
        (
            SIGN_URL,
            &[("object_name", "a")],
            ("expiration_time", "0"),
            "must be at least 1, got 0",
        ),
        (
            "/openbge/data_element/search",
            &[("query", "a"), ("types", "collection")],
            ("data_element_source_domains", "icd_11"),
            "may only be given if `types` is `data_element` or `data_element,collection`",
        ),
        (
            "/service/shorturls",
            &[],
            ("url", "/doc"),
            "must be an absolute URL: relative URL without a base",
        ),
        (
            WITHDRAW,
            &withdraw,
            ("amount", "0"),
            "must be more than 0, got 0",
        ),
        (
            WITHDRAW,
            &withdraw,
            ("amount", "1e2"),
            "must be a decimal number of at most 28 digits, like 0.01, got `1e2`",
        ),
        (
            WITHDRAW,
            &withdraw,
            ("order_type", "7"),
            "must be one of `4`, `5`, `6`, got `7`",
        ),
        (
            WITHDRAW,
            &withdraw,
            ("order_id", "1234567"),
            "must have at least 8 characters, got 7",
        ),
        (
            SMS,
            &sms,
            ("mobiles", ""),
            "must have at least 1 item, got 0",
        ),
        (
            SMS,
            &sms,
            ("mobiles", &hundred_and_one),
            "must have at most 100 items, got 101",
        ),
        (SMS, &sms, ("template", ""), "must not be empty"),
        (
            "/gateway/invoke",
            &[("api", "/a"), ("service", "s")],
            ("data", "{'password': 1}"),
            "must be JSON: it is not well-formed JSON, at line 1 column 2",
        ),
    ];
    for (path, pairs, (name, value), problem) in cases {
        let mut pairs: Vec<_> = pairs
            .iter()
            .copied()
            .filter(|(other, _)| other != name)
            .collect();
        pairs.push((name, value));
        let endpoint = examples()
            .find(|example| example.path() == *path)
            .map(|example| example.endpoint());
        let message = format!(
            "the parameter `{name}` of `{}` {problem}",
            endpoint.unwrap_or_default()
        );
        assert_form_refused(path, signed(&pairs), Reason::Parameter, &message).await;
    }
    let fields = signed(&[("allow_exif", "true")]);
    let message =
        "the parameter `allow_exif` of `image_upload` must be `True` or `False`, got `true`";
    assert_multipart_refused(&fields, &[("image", "1.png")], Reason::Parameter, message).await;
}

#[tokio::test]
async fn holds_known_sets_of_further_parameters_to_their_own() {
    assert_accepted(
        SMS,
        &[
            ("mobiles", "1,2"),
            ("template", "pay_code"),
            ("pay_code", "7"),
        ],
    )
    .await;
    assert_accepted(
        SMS,
        &[
            ("mobiles", "1"),
            ("template", "brand_new"),
            ("anything", ""),
            ("名", "值"),
        ],
    )
    .await;
    let message =
        "the parameter `template` of `sms` is `pay_code`, whose parameter `pay_code` is missing";
    let fields = signed(&[("mobiles", "1"), ("template", "pay_code")]);
    assert_form_refused(SMS, fields, Reason::MissingParameter, message).await;
    let message = "the parameter `template` of `sms` is `pay_code`, which has no parameter `mobile`; did you mean `mobiles`?";
    // Without `template`, `sms` accepts no parameter of a template.
    let unnamed = signed(&[("mobiles", "1"), ("pay_code", "7")]);
    let of_none = "the parameter `template` of `sms` is missing";
    assert_form_refused(SMS, unnamed, Reason::MissingParameter, of_none).await;
    let fields = signed(&[
        ("mobiles", "1"),
        ("mobile", "1"),
        ("template", "pay_code"),
        ("pay_code", "7"),
    ]);
    assert_form_refused(SMS, fields, Reason::UnknownParameter, message).await;
}

#[tokio::test]
async fn refuses_wrong_files() {
    let of = |problem: &str| format!("the parameter `image` of `image_upload` {problem}");
    let missing = of("is missing; it is a file part");
    assert_multipart_refused(&signed(&[]), &[], Reason::MissingFile, &missing).await;
    assert_form_refused(UPLOAD, signed(&[]), Reason::MissingFile, &missing).await;
    let text = of("must be a file part with a file name, but was received as text");
    assert_multipart_refused(&signed(&[("image", "1.png")]), &[], Reason::NotAFile, &text).await;
    assert_form_refused(
        UPLOAD,
        signed(&[("image", "1.png")]),
        Reason::NotAFile,
        &text,
    )
    .await;
    let nameless = of("has an empty file name");
    assert_multipart_refused(&signed(&[]), &[("image", "")], Reason::FileName, &nameless).await;
    let similar = "`image_upload` has no file `imag`; did you mean `image`?";
    let files = [("image", "1"), ("imag", "1")];
    assert_multipart_refused(&signed(&[]), &files, Reason::UnknownFile, similar).await;
    let sign = "the field `sign` must be text, but was received as a file";
    let files = [("image", "1"), ("sign", "1")];
    assert_multipart_refused(&signed(&[]), &files, Reason::NotText, sign).await;
    let unknown = "`image_upload` has no file `picture`";
    assert_multipart_refused(
        &signed(&[]),
        &[("image", "1"), ("picture", "1")],
        Reason::UnknownFile,
        unknown,
    )
    .await;
    let file =
        "the parameter `allow_exif` of `image_upload` must be text, but was received as a file";
    assert_multipart_refused(
        &signed(&[]),
        &[("image", "1"), ("allow_exif", "1")],
        Reason::NotText,
        file,
    )
    .await;
    let twice = "the file `image` is given twice";
    assert_multipart_refused(
        &signed(&[]),
        &[("image", "1"), ("image", "2")],
        Reason::RepeatedField,
        twice,
    )
    .await;
}
