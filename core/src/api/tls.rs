//! TLS of the client: one pinned root, our clock, and a key that stays in its vault.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rustls::client::ResolvesClientCert;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::sign::{CertifiedKey, Signer, SigningKey};
use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, RootCertStore, SignatureAlgorithm, SignatureScheme};

use super::client::{Identity, SetupError};
use crate::clock::Clock;
use crate::vault::{KeyVault, VaultError};

/// The last failure of the vault. TLS libraries turn a signer's error into a text; this keeps it.
#[derive(Clone, Debug, Default)]
pub(super) struct VaultFailure(Arc<Mutex<Option<VaultError>>>);

impl VaultFailure {
    pub(super) fn take(&self) -> Option<VaultError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, error: VaultError) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }
}

/// Builds the configuration: TLS 1.2 and 1.3 with ring, passed explicitly.
pub(super) fn client_config(
    roots: &[CertificateDer<'static>],
    identity: Option<&Identity>,
    clock: &Clock,
    failure: &VaultFailure,
) -> Result<ClientConfig, SetupError> {
    let mut store = RootCertStore::empty();
    for root in roots {
        store.add(root.clone()).map_err(SetupError::Root)?;
    }
    if store.is_empty() {
        return Err(SetupError::NoRoot);
    }
    let provider = Arc::new(ring::default_provider());
    let time = Arc::new(ClockTime(clock.clone()));
    let builder = ClientConfig::builder_with_details(provider, time)
        .with_safe_default_protocol_versions()
        .map_err(SetupError::Root)?
        .with_root_certificates(store);
    Ok(match identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            builder.with_client_cert_resolver(Arc::new(DeviceCertificate::new(identity, failure)))
        }
    })
}

/// Certificates are judged by the same clock as everything else.
#[derive(Debug)]
struct ClockTime(Clock);

impl TimeProvider for ClockTime {
    fn current_time(&self) -> Option<UnixTime> {
        let since = self.0.now().duration_since(Timestamp::UNIX_EPOCH);
        let seconds = u64::try_from(since.as_secs()).ok()?;
        Some(UnixTime::since_unix_epoch(core::time::Duration::from_secs(
            seconds,
        )))
    }
}

/// Shows the device's certificate to whoever asks; there is but one.
#[derive(Debug)]
struct DeviceCertificate(Arc<CertifiedKey>);

impl DeviceCertificate {
    fn new(identity: &Identity, failure: &VaultFailure) -> Self {
        let key = VaultKey {
            vault: Arc::clone(&identity.vault),
            failure: failure.clone(),
        };
        let chain = vec![CertificateDer::from(identity.certificate.clone())];
        Self(Arc::new(CertifiedKey::new(chain, Arc::new(key))))
    }
}

impl ResolvesClientCert for DeviceCertificate {
    fn resolve(
        &self,
        _root_hint_subjects: &[&[u8]],
        sigschemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        sigschemes.contains(&SCHEME).then(|| Arc::clone(&self.0))
    }

    fn has_certs(&self) -> bool {
        true
    }
}

const SCHEME: SignatureScheme = SignatureScheme::ECDSA_NISTP256_SHA256;

#[derive(Clone)]
struct VaultKey {
    vault: Arc<dyn KeyVault>,
    failure: VaultFailure,
}

impl SigningKey for VaultKey {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        offered
            .contains(&SCHEME)
            .then(|| Box::new(self.clone()) as Box<dyn Signer>)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::ECDSA
    }
}

impl Signer for VaultKey {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        self.vault.sign(message).map_err(|error| {
            self.failure.set(error);
            rustls::Error::General("the device key could not be used".to_owned())
        })
    }

    fn scheme(&self) -> SignatureScheme {
        SCHEME
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultKey")
    }
}
