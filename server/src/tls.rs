//! TLS of the listeners.
//!
//! On the device listener a client certificate is asked for but not required: registration has none yet, and a device
//! whose certificate has expired or been revoked is to be *told* so by a route, which a handshake
//! cannot do. A certificate that the device CA did not sign ends the handshake.

use core::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use der::Decode as _;
use jiff::Timestamp;
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::identifier::DeviceKeyHash;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, RootCertStore, ServerConfig,
    SignatureScheme,
};
use x509_cert::Certificate;

use crate::config::{Config, TlsFiles};

/// Why TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is missing or holds no PEM of the expected kind.
    #[error("{key}: {} cannot be used", .path.display())]
    File {
        /// The key of the configuration.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<dyn core::error::Error + Send + Sync>,
    },
    /// rustls refuses the combination, such as a key that is not the certificate's.
    #[error("certificate and key do not fit")]
    Rustls(#[from] rustls::Error),
}

/// Makes the TLS configuration of the device listener: TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.
///
/// # Errors
///
/// [`TlsError`] names the key of the file that is wrong.
pub fn server_config(config: &Config) -> Result<ServerConfig, TlsError> {
    let provider = Arc::new(ring::default_provider());
    let (chain, key) = identity(&config.tls, ["tls-certificate", "tls-key"])?;
    let mut roots = RootCertStore::empty();
    for ca in certificates("device-ca", &config.device_ca)? {
        roots
            .add(ca)
            .map_err(|source| file_error("device-ca", &config.device_ca, source))?;
    }
    let verifier = DeviceVerifier::new(roots, &provider)
        .map_err(|source| file_error("device-ca", &config.device_ca, source))?;
    let tls = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(Arc::new(verifier))
        .with_single_cert(chain, key)?;
    Ok(speaking_http(tls))
}

/// Makes the TLS configuration of the listener for browsers, which asks for no client certificate.
///
/// # Errors
///
/// [`TlsError`] names the key of the file that is wrong.
pub fn web_config(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let (chain, key) = identity(files, ["web-tls-certificate", "web-tls-key"])?;
    let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    Ok(speaking_http(tls))
}

fn speaking_http(mut tls: ServerConfig) -> ServerConfig {
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    tls
}

/// Reads certificate and key; `keys` name them in messages.
fn identity(
    files: &TlsFiles,
    [certificate, key]: [&'static str; 2],
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), TlsError> {
    let chain = certificates(certificate, &files.certificate)?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|source| file_error(key, &files.key, source))?;
    Ok((chain, key))
}

/// What a route may know about the peer's certificate, which the device CA has signed.
#[derive(Clone)]
pub struct PeerCertificate {
    /// The key it certifies.
    pub key: P256Key,
    /// Its hash, by which devices are registered.
    pub key_hash: DeviceKeyHash,
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
}

impl PeerCertificate {
    /// Reads a certificate; nothing for one that is not of a P-256 key.
    #[must_use]
    pub fn parse(der: &[u8]) -> Option<Self> {
        let certificate = Certificate::from_der(der).ok()?;
        let tbs = certificate.tbs_certificate();
        let spki = der::Encode::to_der(tbs.subject_public_key_info()).ok()?;
        let time = |time: x509_cert::time::Time| {
            Timestamp::from_second(i64::try_from(time.to_unix_duration().as_secs()).ok()?).ok()
        };
        Some(Self {
            key: P256Key::from_spki_der(&spki).ok()?,
            key_hash: DeviceKeyHash::of_spki(&spki),
            not_before: time(tbs.validity().not_before)?,
            not_after: time(tbs.validity().not_after)?,
        })
    }
}

/// Verifies client certificates against the device CA, whatever the time.
///
/// The chain is judged by webpki as of the certificate's own first day. So its signature, its
/// purpose and its shape count, and only the question whether it is valid *today* is left open.
struct DeviceVerifier(Arc<dyn ClientCertVerifier>);

impl DeviceVerifier {
    fn new(
        roots: RootCertStore,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Self, rustls::server::VerifierBuilderError> {
        let roots = Arc::new(roots);
        WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(provider))
            .allow_unauthenticated()
            .build()
            .map(Self)
    }
}

impl ClientCertVerifier for DeviceVerifier {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.0.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        let peer = PeerCertificate::parse(end_entity).ok_or(rustls::Error::InvalidCertificate(
            CertificateError::BadEncoding,
        ))?;
        let first_day = peer
            .not_before
            .duration_since(Timestamp::UNIX_EPOCH)
            .unsigned_abs();
        let first_day = UnixTime::since_unix_epoch(first_day);
        self.0
            .verify_client_cert(end_entity, intermediates, first_day)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

impl fmt::Debug for DeviceVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceVerifier")
    }
}

fn certificates(key: &'static str, path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let pem = fs::read(path).map_err(|source| file_error(key, path, source))?;
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|source| file_error(key, path, source))?;
    if certificates.is_empty() {
        return Err(file_error(
            key,
            path,
            rustls::Error::NoCertificatesPresented,
        ));
    }
    Ok(certificates)
}

fn file_error(
    key: &'static str,
    path: &Path,
    source: impl Into<Box<dyn core::error::Error + Send + Sync>>,
) -> TlsError {
    TlsError::File {
        key,
        path: path.to_owned(),
        source: source.into(),
    }
}
