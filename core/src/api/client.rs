//! The client.

use core::time::Duration;
use std::sync::Arc;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::error::ApiError;
use super::retry::Repeat;
use super::tls::{VaultFailure, client_config};
use crate::clock::Clock;
use crate::vault::KeyVault;
use crate::wire::api::{Problem, StatusResponse};
use crate::wire::base64url;
use crate::wire::presence::Expectation;

/// Where the server is and which root it is known by. Both come from the build or from managed
/// configuration, never from what a user scans.
#[derive(Clone, Debug)]
pub struct Endpoint {
    base: Url,
    roots: Vec<CertificateDer<'static>>,
}

/// What the device shows to the server.
#[derive(Clone)]
pub struct Identity {
    /// The device certificate in DER.
    pub certificate: Vec<u8>,
    /// Where its key is.
    pub vault: Arc<dyn KeyVault>,
}

/// Leaves out the certificate, whose subject names the device.
impl core::fmt::Debug for Identity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Identity")
            .field("vault", &self.vault)
            .finish_non_exhaustive()
    }
}

/// How long the client waits.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For a whole request.
    pub request: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            request: Duration::from_secs(15),
        }
    }
}

/// Names one request, so that the server gives the same answer when it is sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The header that carries it.
    pub(super) const HEADER: &str = "idempotency-key";

    /// A new random key.
    ///
    /// # Errors
    ///
    /// That of the system's source of randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(base64url::encode(&bytes)))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a client cannot be made. Each is a mistake of the configuration.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The address is not an `https` URL of a host and perhaps a port, and nothing else.
    #[error("the server's address is not of the form https://host:port")]
    Address,
    /// The HTTP library refuses.
    #[error("the HTTP client cannot be built")]
    Http(#[from] reqwest::Error),
    /// There is no root.
    #[error("there is no root certificate")]
    NoRoot,
    /// The root's PEM is damaged.
    #[error("the root certificate is not PEM")]
    Pem,
    /// A root is not usable.
    #[error("the root certificate cannot be used")]
    Root(#[source] rustls::Error),
}

impl Endpoint {
    /// A server at `address` (`https://host:port`), known by the roots of a PEM text.
    ///
    /// # Errors
    ///
    /// [`SetupError::Address`], [`SetupError::Pem`] or [`SetupError::NoRoot`].
    pub fn new(address: &str, roots_pem: &[u8]) -> Result<Self, SetupError> {
        let base: Url = address.parse().map_err(|_| SetupError::Address)?;
        // A path, a query or a user would be dropped or sent along in silence.
        let host_alone = base.path() == "/"
            && base.query().is_none()
            && base.fragment().is_none()
            && base.username().is_empty()
            && base.password().is_none();
        if base.scheme() != "https" || base.host_str().is_none() || !host_alone {
            return Err(SetupError::Address);
        }
        let roots: Vec<_> = CertificateDer::pem_slice_iter(roots_pem)
            .collect::<Result<_, _>>()
            .map_err(|_| SetupError::Pem)?;
        if roots.is_empty() {
            Err(SetupError::NoRoot)
        } else {
            Ok(Self { base, roots })
        }
    }
}

/// Talks to one server. Clones share connections.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    clock: Clock,
    vault_failure: VaultFailure,
}

/// Most bytes of an answer. Results of many tickets take some ten kilobytes.
const LARGEST_ANSWER: usize = 1 << 20;

/// Suspended phones lose their sockets without being told.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

impl Client {
    /// Makes a client; without an identity it can ask for the status and register.
    ///
    /// # Errors
    ///
    /// [`SetupError`].
    pub fn new(
        endpoint: &Endpoint,
        identity: Option<&Identity>,
        clock: &Clock,
        timeouts: Timeouts,
    ) -> Result<Self, SetupError> {
        let vault_failure = VaultFailure::default();
        let tls = client_config(&endpoint.roots, identity, clock, &vault_failure)?;
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.request)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .build()?;
        Ok(Self {
            http,
            base: endpoint.base.clone(),
            clock: clock.clone(),
            vault_failure,
        })
    }

    /// Asks for time, maintenance, minimum version, profile and policy.
    ///
    /// # Errors
    ///
    /// [`ApiError`]; [`ApiError::ClockSkew`] when the server's clock is further off than a challenge
    /// allows ([`Expectation::CLOCK_TOLERANCE`]).
    pub async fn status(&self) -> Result<StatusResponse, ApiError> {
        let status: StatusResponse = self
            .send(Repeat::AFTER_NO_ANSWER, || {
                self.http.get(self.url("v1/status"))
            })
            .await?;
        let ahead = status.time.duration_since(self.clock.now());
        if ahead.abs() > Expectation::CLOCK_TOLERANCE {
            return Err(ApiError::ClockSkew { ahead: Some(ahead) });
        }
        Ok(status)
    }

    /// Sends one request, again if `repeat` allows it and it may help. Every attempt is made anew
    /// and is the same in all that the server reads.
    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        repeat: Repeat,
        request: impl Fn() -> RequestBuilder,
    ) -> Result<T, ApiError> {
        for pause in repeat.pauses() {
            match self.attempt(request()).await {
                Err(error) if repeat.may_help(&error) => tokio::time::sleep(*pause).await,
                ended => return ended,
            }
        }
        self.attempt(request()).await
    }

    pub(super) fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub(super) fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }

    async fn attempt<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, ApiError> {
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Err(self.transport_error(error)),
        };
        let status = response.status();
        let expected = if status == StatusCode::OK {
            "application/json"
        } else {
            Problem::MEDIA_TYPE
        };
        if !is_of_type(&response, expected) {
            return Err(ApiError::NotOurServer);
        }
        let body = self.read(response).await?;
        if status == StatusCode::OK {
            serde_json::from_slice(&body).map_err(|_| ApiError::Unreadable)
        } else {
            let problem = serde_json::from_slice(&body).map_err(|_| ApiError::NotOurServer)?;
            Err(ApiError::Problem(Box::new(problem)))
        }
    }

    async fn read(&self, mut response: Response) -> Result<Zeroizing<Vec<u8>>, ApiError> {
        let mut body = Zeroizing::new(Vec::new());
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| self.transport_error(error))?
        {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(ApiError::NotOurServer);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// The vault's failure explains a failed handshake better than TLS does.
    fn transport_error(&self, error: reqwest::Error) -> ApiError {
        match self.vault_failure.take() {
            Some(failure) => ApiError::Vault(failure),
            None => ApiError::from_transport(error),
        }
    }
}

fn is_of_type(response: &Response, expected: &str) -> bool {
    let value = response
        .headers()
        .get(CONTENT_TYPE)
        .map(HeaderValue::to_str);
    let Some(Ok(value)) = value else { return false };
    let media_type = value.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case(expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_with_a_root_is_an_endpoint() {
        let root = b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        assert!(Endpoint::new("https://localhost:8443", root).is_ok());
        for address in [
            "http://localhost",
            "localhost:8443",
            "https://",
            "",
            "https://a/v1",
            "https://a/?b",
            "https://a/#b",
            "https://user@a",
        ] {
            let endpoint = Endpoint::new(address, root);
            assert!(matches!(endpoint, Err(SetupError::Address)), "{address}");
        }
        assert!(matches!(
            Endpoint::new("https://a", b""),
            Err(SetupError::NoRoot)
        ));
    }

    #[test]
    fn idempotency_keys_differ() {
        let key = || IdempotencyKey::random().unwrap();
        assert_ne!(key(), key());
        assert_eq!(key().as_str().len(), 22);
    }
}
