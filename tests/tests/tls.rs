//! The platform over TLS, with certificates created by the tests: trusted certificates work, and others are
//! reported in one line, with nothing sent.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bge_private_sdk::{Client, Delivery, Error};
use bge_private_tests::server::{self, Act, End, Received};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    date_time_ymd,
};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

type Root = CertifiedIssuer<'static, KeyPair>;

fn root(name: &str) -> Root {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn certificate_for(name: &str) -> CertificateParams {
    CertificateParams::new([name.to_owned()]).unwrap()
}

fn expired(mut params: CertificateParams) -> CertificateParams {
    params.not_before = date_time_ymd(2001, 1, 1);
    params.not_after = date_time_ymd(2002, 1, 1);
    params
}

const HOST: &str = "127.0.0.1";
const GOOD: &str = r#"{"code":0,"msg":"ok","data":null}"#;

/// How the server treats a connection.
#[derive(Clone)]
enum Manner {
    Tls(Arc<rustls::ServerConfig>, Act),
    PlainHttp,
    Silence,
}

fn tls(root: &Root, params: CertificateParams, act: Act) -> Manner {
    tls_for(root, params, act, None)
}

/// TLS that requires a client certificate of the issuer `clients`, if it is given.
fn tls_for(root: &Root, params: CertificateParams, act: Act, clients: Option<&Root>) -> Manner {
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, root).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let config = match clients {
        Some(issuer) => {
            let mut roots = rustls::RootCertStore::empty();
            roots.add(issuer.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
            config.with_client_cert_verifier(verifier.build().unwrap())
        }
        None => config.with_no_client_auth(),
    };
    let config = config
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Manner::Tls(Arc::new(config), act)
}

/// A platform over TLS that counts its connections, and the requests that it read completely.
struct Platform {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    received: Arc<AtomicUsize>,
}

impl Platform {
    async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind((HOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let [connections, received] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
        let platform = Self {
            address,
            connections: Arc::clone(&connections),
            received: Arc::clone(&received),
        };
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (received, manner) = (Arc::clone(&received), manner.clone());
                tokio::spawn(async move {
                    match manner {
                        Manner::Silence => std::future::pending().await,
                        Manner::PlainHttp => {
                            use tokio::io::{AsyncReadExt, AsyncWriteExt};
                            let _ = stream.read(&mut [0; 4096]).await;
                            let refused = server::answer(400, "", "plain HTTP is spoken here");
                            let _ = stream.write_all(&refused).await;
                        }
                        Manner::Tls(config, act) => {
                            let Ok(mut stream) = TlsAcceptor::from(config).accept(stream).await
                            else {
                                return;
                            };
                            let handler = move |_: Received| {
                                received.fetch_add(1, Ordering::SeqCst);
                                act.clone()
                            };
                            if server::serve(&mut stream, &handler).await == End::Reset {
                                stream.get_ref().0.set_zero_linger().unwrap();
                            }
                        }
                    }
                });
            }
        });
        platform
    }

    fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    fn received(&self) -> usize {
        self.received.load(Ordering::SeqCst)
    }
}

const RETRIES: u32 = 2;

/// The error text after the connect timeout has passed.
const TIMED_OUT: &str = "timed out";

/// Returns the connect timeout: short if the test waits for it, otherwise longer than any machine needs.
fn connecting(told: &str) -> Duration {
    Duration::from_millis(if told == TIMED_OUT { 300 } else { 10_000 })
}

/// Returns a client that trusts this root.
fn trusting(root: &Root, platform: &Platform) -> Client {
    connecting_within(connecting(""), root, platform)
}

fn connecting_within(connecting: Duration, root: &Root, platform: &Platform) -> Client {
    builder(&platform.url())
        .root_certificate(root.pem())
        .connect_timeout(connecting)
        .build()
        .unwrap()
}

fn builder(url: &str) -> bge_private_sdk::ClientBuilder {
    Client::builder()
        .app_key("key")
        .app_secret("secret")
        .base_url(url)
        .retries(RETRIES)
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
}

/// Makes a payment, and a call that is safe to repeat. Asserts that both fail in the same way, with nothing
/// sent.
async fn assert_not_sent(client: &Client, platform: &Platform, told: &str) {
    let outcomes: [Result<(), Error>; 2] = [
        client
            .post("/service/unsafe")
            .field("order", "1")
            .await
            .map(drop),
        client
            .post("/service/safe")
            .with_safe_to_repeat(true)
            .await
            .map(drop),
    ];
    for error in outcomes.map(Result::unwrap_err) {
        let line = error.to_string();
        println!("{line}");
        assert!(
            line.contains(": no connection: ") && line.contains(told),
            "{line}"
        );
        assert!(
            line.ends_with(" (3 attempts)") && !line.contains('\n'),
            "{line}"
        );
        assert!(error.is_connect() && error.is_transport(), "{line}");
        assert_eq!(
            (error.delivery(), error.attempts()),
            (Delivery::NotSent, RETRIES + 1),
            "{line}"
        );
    }
    assert_eq!(
        (platform.received(), platform.connections()),
        (0, 6),
        "{told}"
    );
}

#[tokio::test]
async fn a_trusted_certificate() {
    let root = root("trusted");
    let platform = Platform::start(tls(&root, certificate_for(HOST), Act::json(GOOD))).await;
    let client = trusting(&root, &platform);
    for _ in 0..3 {
        client
            .post("/service/any")
            .field("name", "测试")
            .await
            .unwrap();
    }
    assert!(platform.received() == 3 && platform.connections() < 3);
}

#[tokio::test]
async fn root_certificates_are_pem_or_der_one_or_several() {
    let (root, other) = (root("trusted"), root("another"));
    let platform = Platform::start(tls(&root, certificate_for(HOST), Act::json(GOOD))).await;
    let bundle = other.pem() + &root.pem();
    let by_itself = builder(&platform.url()).root_certificate(root.der().to_vec());
    let in_bundle = builder(&platform.url()).root_certificate(bundle);
    let second = builder(&platform.url())
        .root_certificate(other.pem())
        .root_certificate(root.pem());
    for trusting in [by_itself, in_bundle, second] {
        trusting.build().unwrap().post("/any").await.unwrap();
    }
}

#[test]
fn a_root_certificate_that_is_none_is_a_setup_error() {
    let broken = "-----BEGIN CERTIFICATE-----\n%\n-----END CERTIFICATE-----\n";
    let no_certificate = KeyPair::generate().unwrap().serialize_pem();
    for root in ["", "no certificate", broken, &no_certificate] {
        let built = builder("http://127.0.0.1").root_certificate(root).build();
        let error = built.unwrap_err();
        let line = error.to_string();
        assert!(error.is_setup(), "{root}: {line}");
        assert!(line.contains("root certificate"), "{root}: {line}");
    }
}

#[tokio::test]
async fn an_identity_is_presented_to_a_platform_that_requires_one() {
    let (root, issuer) = (root("trusted"), root("issuer of clients"));
    let required = tls_for(&root, certificate_for(HOST), Act::json(GOOD), Some(&issuer));
    let platform = Platform::start(required).await;
    let key = KeyPair::generate().unwrap();
    let certificate = certificate_for("client").signed_by(&key, &issuer).unwrap();

    let anonymous = trusting(&root, &platform);
    let error = anonymous.post("/any").await.unwrap_err();
    assert!(error.is_transport(), "{error}");
    assert_eq!(platform.received(), 0);

    let known = builder(&platform.url())
        .root_certificate(root.pem())
        .identity(certificate.pem(), key.serialize_pem());
    assert!(!format!("{known:?}").contains("PRIVATE KEY"));
    known.build().unwrap().post("/any").await.unwrap();
    assert_eq!(platform.received(), 1);
}

#[test]
fn an_identity_that_is_none_is_a_setup_error_without_the_key() {
    let issuer = root("issuer of clients");
    let key = KeyPair::generate().unwrap();
    let certificate = certificate_for("client").signed_by(&key, &issuer).unwrap();
    let (pem, key) = (certificate.pem(), key.serialize_pem());
    let of_another = KeyPair::generate().unwrap().serialize_pem();
    let secret = key.lines().nth(1).unwrap();
    let broken = format!("-----BEGIN PRIVATE KEY-----\n{secret}");
    for (certificate, private_key, expected) in [
        (&*key, &*pem, "client certificate"),
        (&pem, "", "private key"),
        (&pem, &broken, "private key"),
        (&pem, &of_another, "client certificate"),
        (&broken, &key, "client certificate"),
    ] {
        let identified = builder("http://127.0.0.1").identity(certificate, private_key);
        let error = identified.build().unwrap_err();
        let line = format!("{error} {error:?}");
        assert!(error.is_setup() && line.contains(expected), "{line}");
        assert!(!line.contains(secret), "{line}");
    }
}

#[tokio::test]
async fn the_closure_cannot_turn_verification_off() {
    let other = root("another");
    let platform = Platform::start(tls(&other, certificate_for(HOST), Act::json(GOOD))).await;
    let careless = builder(&platform.url())
        .root_certificate(root("trusted").pem())
        .configure_http(|http| {
            http.tls_danger_accept_invalid_certs(true)
                .tls_danger_accept_invalid_hostnames(true)
        });
    let error = careless.build().unwrap().post("/any").await.unwrap_err();
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    assert_eq!(platform.received(), 0);
}

#[tokio::test]
async fn a_reset_after_the_request_leaves_it_unknown() {
    let root = root("trusted");
    let reset = tls(&root, certificate_for(HOST), Act::Reset(Vec::new()));
    let platform = Platform::start(reset).await;
    let client = trusting(&root, &platform);
    let error = client.post("/service/pay").await.unwrap_err();
    assert_eq!(
        (error.delivery(), error.attempts()),
        (Delivery::Unknown, 1),
        "{error}"
    );
    assert!(!error.is_connect(), "{error}");
    assert_eq!(platform.received(), 1);
    let call = client.post("/service/look").with_safe_to_repeat(true);
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.delivery(), error.attempts()),
        (Delivery::Unknown, 3),
        "{error}"
    );
    assert_eq!(platform.received(), 4);
}

#[tokio::test]
async fn an_unknown_issuer() {
    let other = root("another");
    let platform = Platform::start(tls(&other, certificate_for(HOST), Act::json(GOOD))).await;
    assert_not_sent(
        &trusting(&root("trusted"), &platform),
        &platform,
        "UnknownIssuer",
    )
    .await;
}

#[tokio::test]
async fn a_wrong_name() {
    let root = root("trusted");
    let elsewhere = certificate_for("elsewhere.example");
    let platform = Platform::start(tls(&root, elsewhere, Act::json(GOOD))).await;
    assert_not_sent(&trusting(&root, &platform), &platform, "elsewhere.example").await;
}

#[tokio::test]
async fn an_expired_certificate() {
    let root = root("trusted");
    let old = expired(certificate_for(HOST));
    let platform = Platform::start(tls(&root, old, Act::json(GOOD))).await;
    assert_not_sent(
        &trusting(&root, &platform),
        &platform,
        "certificate expired",
    )
    .await;
}

#[tokio::test]
async fn plain_http_on_the_tls_port() {
    let platform = Platform::start(Manner::PlainHttp).await;
    let client = trusting(&root("trusted"), &platform);
    assert_not_sent(&client, &platform, "received corrupt message").await;
}

#[tokio::test]
async fn a_handshake_that_is_never_answered() {
    let platform = Platform::start(Manner::Silence).await;
    let client = connecting_within(connecting(TIMED_OUT), &root("trusted"), &platform);
    assert_not_sent(&client, &platform, TIMED_OUT).await;
    assert!(client.post("/any").await.unwrap_err().is_timeout());
}

/// The environment variables of the separate process: the URL, the expected error text (if any), and the
/// provider.
const CHILD: [&str; 3] = ["TLS_TEST_URL", "TLS_TEST_TOLD", "TLS_TEST_PROVIDER"];

/// Makes a call with the library's own TLS setup in a separate process that trusts only this root.
async fn own_set_up(root: &Root, platform: &Platform, told: &str, provider: &str) {
    let file =
        std::env::temp_dir().join(format!("bge-private-root-{}.pem", platform.address.port()));
    std::fs::write(&file, root.pem()).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args([
            "--exact",
            "in_a_process_of_its_own",
            "--ignored",
            "--nocapture",
        ])
        .env_remove("SSL_CERT_DIR")
        .env("SSL_CERT_FILE", &file);
    for (name, value) in CHILD.into_iter().zip([&platform.url(), told, provider]) {
        child.env(name, value);
    }
    let output = tokio::task::spawn_blocking(move || child.output())
        .await
        .unwrap()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && shown.contains("1 passed"),
        "{shown}{problem}"
    );
}

#[tokio::test]
#[ignore = "the tests of the library's own set-up run it, in a process of its own"]
async fn in_a_process_of_its_own() {
    let [url, told, provider] = CHILD.map(|name| std::env::var(name).unwrap());
    if provider == "useless" {
        // The client must not use the default provider of the process, which has no cipher suites.
        let useless = CryptoProvider {
            cipher_suites: Vec::new(),
            ..ring::default_provider()
        };
        useless.install_default().unwrap();
    }
    let client = builder(&url)
        .no_proxy()
        .connect_timeout(connecting(&told))
        .build()
        .unwrap();
    let outcome = client.post("/service/any").await;
    if told.is_empty() {
        outcome.unwrap();
    } else {
        let error = outcome.unwrap_err();
        let line = error.to_string();
        assert!(
            line.contains(": no connection: ") && line.contains(&told),
            "{line}"
        );
        assert_eq!(
            (error.delivery(), error.attempts()),
            (Delivery::NotSent, RETRIES + 1),
            "{line}"
        );
    }
    let suites = CryptoProvider::get_default().map(|default| default.cipher_suites.len());
    let expected = (provider == "useless").then_some(0);
    assert_eq!(suites, expected, "the default of the process is as it was");
}

#[tokio::test]
async fn the_library_s_own_set_up_trusts_what_the_system_does() {
    let (trusted, other) = (root("trusted"), root("another"));
    let good = || certificate_for(HOST);
    for (issuer, params, told) in [
        (&trusted, good(), ""),
        (&other, good(), "UnknownIssuer"),
        (
            &trusted,
            certificate_for("elsewhere.example"),
            "elsewhere.example",
        ),
        (&trusted, expired(good()), "certificate expired"),
    ] {
        let platform = Platform::start(tls(issuer, params, Act::json(GOOD))).await;
        own_set_up(&trusted, &platform, told, "none").await;
        assert_eq!(platform.received(), usize::from(told.is_empty()), "{told}");
    }
    let platform = Platform::start(Manner::PlainHttp).await;
    own_set_up(&trusted, &platform, "received corrupt message", "none").await;
    let platform = Platform::start(Manner::Silence).await;
    own_set_up(&trusted, &platform, TIMED_OUT, "none").await;
}

#[tokio::test]
async fn the_default_of_the_process_is_of_no_matter() {
    let root = root("trusted");
    let platform = Platform::start(tls(&root, certificate_for(HOST), Act::json(GOOD))).await;
    own_set_up(&root, &platform, "", "useless").await;
    assert_eq!(platform.received(), 1);
}
