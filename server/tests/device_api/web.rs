//! The listener for browsers.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kyotaku_server::config::{Environment, Settings};
use rustls::client::ResolvesClientCert;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, RootCertStore, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::clinic::Clinic;
use crate::transport::{Answer, exchange};

fn with_browsers(settings: &mut Settings) {
    settings.web_listen = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
}

/// Notices when a server asks for a certificate.
#[derive(Debug, Default)]
struct Asked(AtomicBool);

impl ResolvesClientCert for Asked {
    fn resolve(
        &self,
        _root_hint_subjects: &[&[u8]],
        _schemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        self.0.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        true
    }
}

async fn request(clinic: &Clinic, address: SocketAddr, head: &str, asked: &Arc<Asked>) -> Answer {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(clinic.file("tls-ca.pem")).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_client_cert_resolver(Arc::<Asked>::clone(asked));
    let tcp = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    exchange(connector.connect(name, tcp).await.unwrap(), head, b"").await
}

async fn browse(clinic: &Clinic, path: &str) -> Answer {
    let head = format!("GET {path} HTTP/1.1");
    let web = clinic.addresses.web.unwrap();
    request(clinic, web, &head, &Arc::default()).await
}

#[tokio::test]
async fn the_page_names_what_is_here_and_every_link_of_it_answers() {
    let clinic = Clinic::open_with(with_browsers).await;
    let page = browse(&clinic, "/").await;
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"));
    assert!(page.body.contains("Kyotaku"));
    let links: Vec<_> = page.body.split("href=\"").skip(1).collect();
    assert_eq!(links.len(), 3);
    for link in links {
        let path = link.split('"').next().unwrap();
        let linked = browse(&clinic, path).await;
        assert_eq!(linked.status, 200, "{path}");
        assert!(linked.head.contains("content-type: application/json"));
    }
    // Nothing from elsewhere, and nothing that runs.
    for word in ["://", "<script", "<style", "<img", "src=", " on"] {
        assert!(!page.body.contains(word), "{word}");
    }
}

#[tokio::test]
async fn the_document_is_the_checked_in_one() {
    let clinic = Clinic::open_with(with_browsers).await;
    let document = browse(&clinic, "/openapi.json").await;
    assert!(document.body == include_str!("../../../docs/openapi.json"));
}

#[tokio::test]
async fn every_answer_tells_browsers_what_they_must_not_do() {
    let clinic = Clinic::open_with(with_browsers).await;
    for path in ["/", "/v1/status", "/nowhere"] {
        let head = browse(&clinic, path).await.head;
        for header in [
            "content-security-policy: default-src 'none';",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
            "cache-control: no-store",
        ] {
            assert!(head.contains(header), "{header} of {path}");
        }
        assert!(!head.contains("strict-transport-security"));
    }
}

#[tokio::test]
async fn only_a_production_server_closes_its_name_to_plain_http() {
    let clinic = Clinic::open_with(|settings| {
        with_browsers(settings);
        settings.environment = Some(Environment::Production);
    })
    .await;
    let head = browse(&clinic, "/").await.head;
    assert!(head.contains("strict-transport-security: max-age=63072000"));
}

#[tokio::test]
async fn browsers_are_asked_for_no_certificate_and_find_no_device_route() {
    let clinic = Clinic::open_with(with_browsers).await;
    let web = clinic.addresses.web.unwrap();
    for (address, expected) in [(web, false), (clinic.address, true)] {
        let asked = Arc::<Asked>::default();
        request(&clinic, address, "GET /v1/status HTTP/1.1", &asked).await;
        assert_eq!(asked.0.load(Ordering::Relaxed), expected);
    }
    let head = "POST /v1/presence/challenges HTTP/1.1\r\ncontent-length: 0";
    let refused = request(&clinic, web, head, &Arc::default()).await;
    assert_eq!(refused.status, 404);
}
