//! Requests as bytes: what a client library would never send.

use std::sync::Arc;

use kyotaku_server::config::Settings;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::clinic::Clinic;
use crate::phone::Phone;

/// An answer, taken apart.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// Sends `head` and `body` over HTTP/1.1 and reads until the server closes.
pub(crate) async fn send(clinic: &Clinic, phone: &Phone, head: &str, body: &[u8]) -> Answer {
    send_over(rustls::ALL_VERSIONS, clinic, phone, head, body).await
}

async fn send_over(
    versions: &[&'static SupportedProtocolVersion],
    clinic: &Clinic,
    phone: &Phone,
    head: &str,
    body: &[u8],
) -> Answer {
    let chain = vec![CertificateDer::from(phone.identity.certificate.clone())];
    let key = PrivateKeyDer::from_pem_file(&phone.key_file).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots(clinic))
        .with_client_auth_cert(chain, key)
        .unwrap();
    let tcp = TcpStream::connect(clinic.address).await.unwrap();
    let tls = shake_hands(config, tcp).await;
    let token = phone.token.expose();
    exchange(
        tls,
        &format!("{head}\r\nauthorization: Bearer {token}"),
        body,
    )
    .await
}

/// Sends without a certificate, from an address of this machine.
pub(crate) async fn send_from(address: &str, clinic: &Clinic, head: &str, body: &[u8]) -> Answer {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots(clinic))
        .with_no_client_auth();
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind(format!("{address}:0").parse().unwrap())
        .unwrap();
    let tcp = socket.connect(clinic.address).await.unwrap();
    exchange(shake_hands(config, tcp).await, head, body).await
}

fn roots(clinic: &Clinic) -> RootCertStore {
    let mut store = RootCertStore::empty();
    store
        .add(CertificateDer::from_pem_file(clinic.file("tls-ca.pem")).unwrap())
        .unwrap();
    store
}

async fn shake_hands(config: ClientConfig, tcp: TcpStream) -> TlsStream<TcpStream> {
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
        .unwrap()
}

/// Sends `head` and `body` over a connection that is open.
pub(crate) async fn exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    head: &str,
    body: &[u8],
) -> Answer {
    let head = format!("{head}\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server that has refused already may close before it has read everything.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    Answer {
        status: head[9..12].parse().unwrap(),
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}

async fn post(clinic: &Clinic, phone: &Phone, media_type: &str, body: &[u8]) -> Answer {
    let head = format!(
        "POST /v1/presence/challenges HTTP/1.1\r\ncontent-type: {media_type}\r\n\
         idempotency-key: k\r\ncontent-length: {}",
        body.len()
    );
    send(clinic, phone, &head, body).await
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.head);
    assert!(
        answer
            .head
            .contains("content-type: application/problem+json"),
        "{}",
        answer.head
    );
    assert!(
        answer.head.contains("cache-control: no-store"),
        "{}",
        answer.head
    );
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["code"], code);
    assert_eq!(problem["status"], status);
    assert_eq!(problem["type"], format!("urn:kyotaku:problem:{code}"));
    assert!(
        problem["instance"]
            .as_str()
            .unwrap()
            .starts_with("urn:uuid:")
    );
    assert!(!problem["title"].as_str().unwrap().is_empty());
    assert!(problem.get("detail").is_none());
}

const GOOD: &[u8] = br#"{"careKind":"homeVisit","method":"pin"}"#;

#[tokio::test]
async fn every_malformed_request_is_answered_with_its_problem() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    assert_eq!(
        post(&clinic, &phone, "application/json; charset=utf-8", GOOD)
            .await
            .status,
        200
    );
    let not_found = send(&clinic, &phone, "GET /v1/nothing HTTP/1.1", b"").await;
    assert_problem(&not_found, 404, "MKA-E5011");
    let wrong_method = send(&clinic, &phone, "GET /v1/presence/proofs HTTP/1.1", b"").await;
    assert_problem(&wrong_method, 405, "MKA-E5012");
    assert!(
        wrong_method.head.contains("allow: post"),
        "{}",
        wrong_method.head
    );
    let large = vec![b' '; 65_537];
    let too_large = post(&clinic, &phone, "application/json", &large).await;
    assert_problem(&too_large, 413, "MKA-E5013");
    let media_type = post(&clinic, &phone, "text/plain", GOOD).await;
    assert_problem(&media_type, 415, "MKA-E5014");
    for body in [
        &b""[..],
        b"{",
        b"null",
        br#"{"careKind":"homeVisit"}"#,
        br#"{"careKind":"homeVisit","method":"pin","more":1}"#,
        br#"{"careKind":"homeVisit","careKind":"homeVisit","method":"pin"}"#,
        br#"{"careKind":"homeVisit","method":"pin"} {}"#,
        b"\xFF\xFE",
    ] {
        let malformed = post(&clinic, &phone, "application/json", body).await;
        assert_problem(&malformed, 400, "MKA-E5010");
    }
}

#[tokio::test]
async fn a_challenge_needs_an_idempotency_key() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    for key in [
        "",
        "idempotency-key: \r\n",
        &format!("idempotency-key: {}\r\n", "k".repeat(65)),
    ] {
        let head = format!(
            "POST /v1/presence/challenges HTTP/1.1\r\ncontent-type: application/json\r\n\
             {key}content-length: {}",
            GOOD.len()
        );
        let answer = send(&clinic, &phone, &head, GOOD).await;
        assert_problem(&answer, 400, "MKA-E5010");
    }
}

#[tokio::test]
async fn too_many_challenges_are_refused_with_the_time_to_wait() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    for _ in 0..32 {
        phone.challenge().await;
    }
    let answer = post(&clinic, &phone, "application/json", GOOD).await;
    assert_problem(&answer, 429, "MKA-E5017");
    assert!(answer.head.contains("retry-after: 300"), "{}", answer.head);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let shorten = |settings: &mut Settings| settings.request_timeout_seconds = Some(1);
    let clinic = Clinic::open_with(shorten).await;
    let phone = clinic.phone().await;
    let head = "POST /v1/presence/proofs HTTP/1.1\r\ncontent-type: application/json\r\n\
                content-length: 10";
    let answer = send(&clinic, &phone, head, b"{").await;
    assert_problem(&answer, 408, "MKA-E5016");
}

#[tokio::test]
async fn during_maintenance_only_the_status_is_open() {
    let until = "2026-11-22T04:00:00Z".parse().unwrap();
    let clinic = Clinic::open_with(|settings| settings.maintenance_until = Some(until)).await;
    let phone = clinic.lasting_phone().await;
    let status = phone.client.status().await.unwrap();
    assert_eq!(status.maintenance.unwrap().until, Some(until));
    let answer = post(&clinic, &phone, "application/json", GOOD).await;
    assert_problem(&answer, 503, "MKA-E5003");
    assert!(answer.head.contains("retry-after: 300"), "{}", answer.head);
    clinic.pass(until.duration_since(clinic.clock.now()));
    assert_eq!(phone.client.status().await.unwrap().maintenance, None);
    assert_eq!(
        post(&clinic, &phone, "application/json", GOOD).await.status,
        200
    );
}

#[tokio::test]
async fn a_device_is_known_over_either_version_of_tls() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let head = format!(
        "POST /v1/presence/challenges HTTP/1.1\r\ncontent-type: application/json\r\n\
         idempotency-key: k\r\ncontent-length: {}",
        GOOD.len()
    );
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let answer = send_over(&[version], &clinic, &phone, &head, GOOD).await;
        assert_eq!(answer.status, 200, "{version:?}");
    }
}
