//! Connections that misbehave, and the end of a server.

use core::time::Duration;
use std::sync::Arc;

use kyotaku_server::config::Settings;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::clinic::Clinic;

/// Far more than any limit set here.
const PATIENCE: Duration = Duration::from_secs(20);

fn impatient(settings: &mut Settings) {
    settings.handshake_timeout_seconds = Some(1);
    settings.request_timeout_seconds = Some(1);
    settings.max_connections = Some(2);
}

#[tokio::test]
async fn a_peer_that_says_nothing_is_cut_and_gives_its_place_back() {
    let clinic = Clinic::open_with(impatient).await;
    let mut silent = Vec::new();
    for _ in 0..2 {
        silent.push(TcpStream::connect(clinic.address).await.unwrap());
    }
    // Both places are taken; this waits for one and then succeeds.
    let client = clinic.client(None, &clinic.clock);
    timeout(PATIENCE, client.status()).await.unwrap().unwrap();
    for mut stream in silent {
        let mut rest = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut rest))
            .await
            .unwrap()
            .unwrap();
        assert!(rest.is_empty());
    }
}

#[tokio::test]
async fn a_peer_that_shakes_hands_and_asks_for_nothing_is_cut() {
    let clinic = Clinic::open_with(impatient).await;
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(clinic.file("tls-ca.pem")).unwrap())
        .unwrap();
    for (protocol, said) in [
        (&b"h2"[..], &b""[..]),
        (b"h2", b"PRI * HTTP/2.0"),
        // The whole preface, with the empty settings that begin a conversation.
        (
            b"h2",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
        ),
        (b"http/1.1", b""),
        (b"http/1.1", b"GET /v1/status HTTP/1.1\r\n"),
    ] {
        let provider = Arc::new(ring::default_provider());
        let mut tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots.clone())
            .with_no_client_auth();
        tls.alpn_protocols = vec![protocol.to_vec()];
        let tcp = TcpStream::connect(clinic.address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let connector = TlsConnector::from(Arc::new(tls));
        let mut stream = connector.connect(name, tcp).await.unwrap();
        stream.write_all(said).await.unwrap();
        stream.flush().await.unwrap();
        let mut rest = Vec::new();
        // However it ends, with or without a goodbye of TLS, it must end.
        let ended = timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
        assert!(
            ended.is_ok(),
            "still open after {:?}",
            said.escape_ascii().to_string()
        );
    }
}

#[tokio::test]
async fn a_server_stops_when_told_and_serves_nobody_after() {
    let mut clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.visit(&clinic, "T01").await.unwrap();
    clinic.stop.take().unwrap().send(()).unwrap();
    timeout(PATIENCE, clinic.serving.take().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert!(TcpStream::connect(clinic.address).await.is_err());
}
