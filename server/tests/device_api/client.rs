//! What the phone's client makes of servers that are not as they should be.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::SignedDuration;
use kyotaku_core::Clock;
use kyotaku_core::api::{ApiError, Client, Endpoint, IdempotencyKey, Identity, Timeouts};
use kyotaku_core::pki::P256Key;
use kyotaku_core::secret::SessionToken;
use kyotaku_core::vault::{KeyVault, StoreKey, VaultError};
use kyotaku_core::wire::code::Code;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::clinic::{Clinic, pin_at_home};

const HTML: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\
    connection: close\r\n\r\n<html></html>";

/// Answers one connection with `answer`, over TLS if there is a configuration.
async fn answering(answer: &'static [u8], tls: Option<ServerConfig>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        if let Some(tls) = tls {
            let mut stream = TlsAcceptor::from(Arc::new(tls))
                .accept(stream)
                .await
                .unwrap();
            let _ = stream.read(&mut request).await;
            stream.write_all(answer).await.unwrap();
            let _ = stream.shutdown().await;
        } else {
            let _ = stream.read(&mut request).await;
            stream.write_all(answer).await.unwrap();
        }
    });
    address
}

fn our_certificate(clinic: &Clinic) -> ServerConfig {
    let chain = vec![CertificateDer::from_pem_file(clinic.file("tls-server.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(clinic.file("tls-server.key")).unwrap();
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap()
}

fn client_to(clinic: &Clinic, address: SocketAddr, root: &str) -> Client {
    let root = std::fs::read(clinic.file(root)).unwrap();
    let address = format!("https://localhost:{}", address.port());
    let endpoint = Endpoint::new(&address, &root).unwrap();
    Client::new(&endpoint, None, &clinic.clock, Timeouts::default()).unwrap()
}

#[tokio::test]
async fn a_page_instead_of_an_answer_is_not_our_server() {
    let clinic = Clinic::open().await;
    let portal = answering(HTML, None).await;
    let proxy = answering(HTML, Some(our_certificate(&clinic))).await;
    for address in [portal, proxy] {
        let answer = client_to(&clinic, address, "tls-ca.pem").status().await;
        assert!(matches!(answer, Err(ApiError::NotOurServer)), "{answer:?}");
        assert_eq!(answer.unwrap_err().code(), Code::NotOurServer.as_str());
    }
}

#[tokio::test]
async fn json_that_is_no_answer_of_ours_is_not_our_server() {
    let clinic = Clinic::open().await;
    for answer in [
        &b"HTTP/1.1 502 Bad Gateway\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"[..],
        b"HTTP/1.1 302 Found\r\nlocation: https://localhost/\r\ncontent-length: 0\r\n\r\n",
    ] {
        let address = answering(answer, Some(our_certificate(&clinic))).await;
        let answer = client_to(&clinic, address, "tls-ca.pem").status().await;
        assert!(matches!(answer, Err(ApiError::NotOurServer)), "{answer:?}");
    }
}

#[tokio::test]
async fn an_answer_of_ours_that_is_not_understood_is_of_another_version() {
    let clinic = Clinic::open().await;
    let newer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
    let address = answering(newer, Some(our_certificate(&clinic))).await;
    let answer = client_to(&clinic, address, "tls-ca.pem").status().await;
    assert!(matches!(answer, Err(ApiError::Unreadable)), "{answer:?}");
}

#[tokio::test]
async fn a_server_under_another_root_is_refused() {
    let clinic = Clinic::open().await;
    let answer = client_to(&clinic, clinic.address, "device-ca.pem")
        .status()
        .await;
    assert!(matches!(answer, Err(ApiError::Tls(_))), "{answer:?}");
}

#[tokio::test]
async fn nobody_listening_and_a_broken_answer_are_offline() {
    let clinic = Clinic::open().await;
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let half = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    let broken = answering(half, Some(our_certificate(&clinic))).await;
    for address in [nobody, broken] {
        let answer = client_to(&clinic, address, "tls-ca.pem").status().await;
        assert!(matches!(answer, Err(ApiError::Offline(_))), "{answer:?}");
        assert_eq!(answer.unwrap_err().code(), Code::Offline.as_str());
    }
}

#[tokio::test]
async fn clocks_that_differ_are_noticed() {
    let clinic = Clinic::open().await;
    let now = clinic.clock.now();
    let clock_at = |offset| Clock::fixed(now + SignedDuration::from_secs(offset));
    for offset in [-60, 60] {
        assert!(
            clinic
                .client(None, &clock_at(offset))
                .status()
                .await
                .is_ok()
        );
    }
    let slow = clinic.client(None, &clock_at(-61)).status().await;
    let Err(ApiError::ClockSkew { ahead: Some(ahead) }) = slow else {
        panic!("{slow:?}")
    };
    assert_eq!(ahead, SignedDuration::from_secs(61));
    // So far off that the server's certificate seems to have ended.
    let years = 20 * 365 * 24 * 3600;
    let far = clinic.client(None, &clock_at(years)).status().await;
    assert!(
        matches!(far, Err(ApiError::ClockSkew { ahead: None })),
        "{far:?}"
    );
}

#[derive(Debug)]
struct FailingVault(Arc<dyn KeyVault>, VaultError);

impl KeyVault for FailingVault {
    fn device_public_key(&self) -> Result<P256Key, VaultError> {
        self.0.device_public_key()
    }

    fn sign(&self, _message: &[u8]) -> Result<Vec<u8>, VaultError> {
        Err(self.1)
    }

    fn new_device_key(&self) -> Result<(), VaultError> {
        self.0.new_device_key()
    }

    fn store_key(&self) -> Result<StoreKey, VaultError> {
        self.0.store_key()
    }

    fn keep_store_key(&self, key: &StoreKey) -> Result<(), VaultError> {
        self.0.keep_store_key(key)
    }

    fn generation(&self) -> Result<u64, VaultError> {
        self.0.generation()
    }

    fn set_generation(&self, generation: u64) -> Result<(), VaultError> {
        self.0.set_generation(generation)
    }

    fn erase(&self) -> Result<(), VaultError> {
        self.0.erase()
    }
}

#[tokio::test]
async fn a_vault_that_fails_in_the_handshake_is_named() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    for failure in [VaultError::DeviceLocked, VaultError::KeyLost] {
        let identity = Identity {
            certificate: phone.identity.certificate.clone(),
            vault: Arc::new(FailingVault(Arc::clone(&phone.identity.vault), failure)),
        };
        let client = clinic.client(Some(&identity), &clinic.clock);
        let answer = client
            .session(SessionToken::new(String::new()))
            .challenge(&pin_at_home(), &IdempotencyKey::random().unwrap())
            .await;
        assert!(
            matches!(answer, Err(ApiError::Vault(named)) if named == failure),
            "{answer:?}"
        );
    }
}
