//! Calls that the platform forwards: any failure may be the answer of the service behind the platform, which
//! may have carried out the call.

use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::GatewayInvoke;
use bge_private_sdk::{Client, Delivery, Error};
use bge_private_tests::client_builder;
use bge_private_tests::fault::{Fault, FaultPlatform};

const JSON: &str = "Content-Type: application/json\r\n";

fn client(base_url: &str) -> Client {
    client_builder(base_url)
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
        .build()
        .unwrap()
}

/// Returns failures that the service behind the platform may answer after it carried out the call.
fn failures() -> Vec<Fault> {
    let bodies = [
        r#"{"code":200,"msg":"success","data":{"id":7}}"#,
        r#"{"code":1,"msg":"created","data":null}"#,
        r#"{"code":"1"}"#,
    ];
    let codes = bodies.map(|body| Fault::json(true, body));
    let statuses = [
        301, 303, 307, 400, 401, 403, 404, 409, 421, 425, 429, 500, 503,
    ];
    let statuses = statuses.into_iter().flat_map(|status| {
        ["", r#"{"code":9,"msg":"no"}"#]
            .map(|body| Fault::answer(true, status, &format!("{JSON}Location: /x\r\n"), body))
    });
    codes.into_iter().chain(statuses).collect()
}

async fn assert_unknown(platform: &FaultPlatform, outcome: Result<(), Error>, name: &str) {
    let error = outcome.expect_err(name);
    assert_eq!(
        (error.delivery(), error.attempts(), platform.carried_out()),
        (Delivery::Unknown, 1, 1),
        "{name}: {error}"
    );
}

#[tokio::test]
async fn every_failure_of_a_forwarding_call_is_unknown() {
    for failure in failures() {
        let name = format!("{failure:?}");
        let platform = FaultPlatform::start([failure]).await;
        let call = client(platform.url()).gateway_invoke("service", "/api/pay");
        assert_unknown(&platform, call.await.map(drop), &name).await;
    }
}

#[tokio::test]
async fn the_code_of_the_service_stays_visible() {
    let answer = r#"{"code":200,"msg":"success","data":{"id":7}}"#;
    let platform = FaultPlatform::start([Fault::json(true, answer)]).await;
    let call = client(platform.url()).gateway_invoke("service", "/api/pay");
    let error = call.await.unwrap_err();
    assert!(error.is_platform());
    assert_eq!(
        (error.code(), error.message()),
        (Some(200), Some("success"))
    );
    assert_eq!(
        error.to_string(),
        "gateway_invoke: answered with code 200: success (1 attempt)"
    );
}

#[tokio::test]
async fn a_path_written_in_another_way_is_still_that_of_a_forwarding_call() {
    for (base, path) in [
        ("", "/gateway/invoke"),
        ("", "/gateway/invoke/"),
        ("", "/gateway//invoke"),
        ("", "/gateway/%69nvoke"),
        ("", "/gateway%2Finvoke"),
        ("", "/gateway/invoke%3Fx=1"),
        ("/proxy", "/gateway/invoke"),
        ("/gateway", "/invoke"),
    ] {
        for failure in failures() {
            let name = format!("{base}{path}: {failure:?}");
            let platform = FaultPlatform::start([failure]).await;
            let client = client(&format!("{}{base}", platform.url()));
            assert_unknown(&platform, client.post(path).await.map(drop), &name).await;
        }
    }
}

#[tokio::test]
async fn a_path_is_known_in_every_spelling() {
    for path in [
        "/other/%252e%252E/gateway/invoke",
        "/gateway%252Finvoke",
        "/gateway%5Cinvoke",
        "/Gateway/Invoke",
        "/gateway/invoke;v=1",
        "/proxy/gateway/invoke",
        "/gateway/invoke/more",
        "/gateway/invoke%253Fx=1",
        "/gateway/invoke%23x",
        "/gateway/invoke%00",
        "/gateway/invoke%20",
        "/gateway/invoke%2e",
        // Some servers decode the `?` and then resolve the dots; others end the path there.
        "/%3F%2F..%2Fgateway%2Finvoke",
        "/gateway/invoke%3F%2F..%2F..%2Fother",
    ] {
        let failure = Fault::answer(true, 403, JSON, r#"{"code":9,"msg":"no"}"#);
        let platform = FaultPlatform::start([failure]).await;
        let answer = client(platform.url()).post(path).await;
        assert_unknown(&platform, answer.map(drop), path).await;
    }
}

#[tokio::test]
async fn a_path_of_another_call_is_judged_as_ever() {
    for path in [
        "/",
        "/service/sms",
        "/invoke",
        "/gateway",
        "/gatewayinvoke",
        "/my-gateway/invoke",
        "/gateway/invoked",
        "/gateway/invok%",
        "/gateway/invoke/%252e%252e",
    ] {
        let refused = Fault::json(false, r#"{"code":1,"msg":"no"}"#);
        let platform = FaultPlatform::start([refused]).await;
        let error = client(platform.url()).post(path).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Rejected, "{path}: {error}");
        assert!(
            error.to_string().contains("rejected by the platform"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_success_of_the_service_is_a_success() {
    for body in [
        r#"{"code":0,"data":{"id":7}}"#,
        r#"{"id":7}"#,
        "[7]",
        "seven",
    ] {
        let platform = FaultPlatform::start([Fault::json(true, body)]).await;
        let call = client(platform.url()).gateway_invoke("service", "/api/pay");
        assert_eq!(call.await.is_ok(), body != "seven", "{body}");
    }
}

#[tokio::test]
async fn one_that_is_safe_to_repeat_is_repeated_when_that_may_help() {
    for (failure, attempts) in [
        (Fault::answer(true, 429, "", ""), 2),
        (Fault::answer(true, 503, "", ""), 2),
        (Fault::answer(true, 404, "", ""), 1),
        (Fault::json(true, r#"{"code":1}"#), 1),
    ] {
        let name = format!("{failure:?}");
        let platform = FaultPlatform::start([failure]).await;
        let call = client(platform.url()).gateway_invoke("service", "/api/get");
        let outcome = call.with_safe_to_repeat(true).await;
        assert_eq!(outcome.is_ok(), attempts == 2, "{name}");
        assert_eq!(platform.requests(), attempts, "{name}");
    }
}

#[tokio::test]
async fn the_mock_platform_is_judged_alike() {
    let mock = MockPlatform::start().await.unwrap();
    mock.on::<GatewayInvoke>().fail(4003, "no");
    let error = mock.client().gateway_invoke("service", "/api/pay").await;
    assert_eq!(error.unwrap_err().delivery(), Delivery::Unknown);
}
