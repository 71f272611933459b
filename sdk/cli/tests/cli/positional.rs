//! Values of required parameters without their flags.

use super::command::{Mock, bge};

#[test]
fn required_parameters_need_no_flags() {
    let mock = Mock::start();
    for line in [
        "bgicoin-withdraw a 0.01 online order-0001",
        // A parameter with a flag takes no other value.
        "bgicoin-withdraw --amount 0.01 a online order-0001",
        "bgicoin-withdraw a 0.01 online --order-id order-0001",
    ] {
        bge(line).calling(&mock.url()).run().succeeded();
        let received = &mock.received()[0];
        let fields = ["account_name", "amount", "order_type", "order_id"];
        let fields = fields.map(|name| received.field(name).unwrap());
        assert_eq!(fields, ["a", "0.01", "4", "order-0001"], "{line}");
    }
    // A list that is the last one takes all others.
    bge("sms other 17600000000 17600000001")
        .calling(&mock.url())
        .run()
        .succeeded();
    let received = &mock.received()[0];
    assert_eq!(received.field("mobiles"), Some("17600000000,17600000001"));
    // A secret comes from a file.
    let command = bge("oauth2-grants @token").file("token", "hunter2");
    command.calling(&mock.url()).run().succeeded();
    assert_eq!(mock.received()[0].field("auth_token"), Some("hunter2"));
}

#[test]
fn missing_and_further_values_are_told() {
    let told = |line: &str| bge(line).run().failed(2).stderr;
    assert_eq!(
        told("bgicoin-withdraw a 0.01"),
        "error: `--order-type`, `--order-id` are missing\nhint: see `bge-private bgicoin-withdraw --help`\n"
    );
    assert_eq!(
        told("sign-url a b"),
        "error: there is no required parameter left for `b`\nhint: see `bge-private sign-url --help`\n"
    );
    assert!(told("sts-token a").contains("no argument `a`"));
    assert!(told("sign-url").contains("`--object-name"));
}

#[test]
fn a_secret_is_not_given_without_its_flag_either() {
    let ran = bge("oauth2-grants hunter2").run().failed(3);
    assert!(ran.stderr.contains("must not be on the command line"));
}
