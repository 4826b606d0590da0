//! The server, as one device and one account see it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kyotaku_core::api::{ApiError, Client, Endpoint, IdempotencyKey, Identity, Timeouts};
use kyotaku_core::clock::Clock;
use kyotaku_core::flow::presence;
use kyotaku_core::secret::SessionToken;
use kyotaku_core::vault::{KeyVault, SoftwareVault, certification_request, sign_claims};
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse, ProofRequest, ProofResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{
    AccountId, DeviceId, DeviceKeyHash, InstitutionCode, Prefectures,
};
use kyotaku_core::wire::proof::PresenceProof;
use tokio::runtime::Runtime;
use x509_cert::Certificate;
use x509_cert::der::{DecodePem as _, Encode as _};

use crate::args::VisitArgs;
use crate::exit::Exit;
use crate::speech::{Outcome, Refusal};

/// The file of the device's private key.
pub const KEY_FILE: &str = "device.key";
/// The file of the device's certification request.
pub const REQUEST_FILE: &str = "device.csr";
/// The file of the device's certificate.
pub const CERTIFICATE_FILE: &str = "device.pem";

/// A connection with everything needed to sign for this device.
pub struct Connection {
    client: Client,
    runtime: Runtime,
    vault: Arc<dyn KeyVault>,
    device: DeviceId,
    /// Who this device is.
    pub identity: presence::Identity,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// Makes a key and a request for its certificate in an empty place.
///
/// # Errors
///
/// A refusal when there is a key already or the files cannot be written.
pub fn new_device(directory: &Path) -> Outcome<()> {
    std::fs::create_dir_all(directory).map_err(|error| in_file(directory, &error))?;
    let key = directory.join(KEY_FILE);
    let vault = SoftwareVault::create(&key).map_err(|error| in_file(&key, &error))?;
    let request = certification_request(&vault)
        .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
    let path = directory.join(REQUEST_FILE);
    std::fs::write(&path, request).map_err(|error| in_file(&path, &error))
}

impl Connection {
    /// Reads the device's files and prepares a client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// A refusal that names the option whose value cannot be used.
    pub fn open(args: &VisitArgs, clock: &Clock) -> Outcome<Self> {
        let usage = |what: &str, error: &dyn std::fmt::Display| {
            Refusal::plain(Exit::Usage, format!("{what}: {error}"))
        };
        let institution = InstitutionCode::parse(&args.institution, Prefectures::WithReference)
            .map_err(|error| usage("--institution", &error))?;
        let account: AccountId = args
            .account
            .parse()
            .map_err(|error| usage("--account", &error))?;
        let roots = std::fs::read(&args.tls_ca).map_err(|error| in_file(&args.tls_ca, &error))?;
        let endpoint =
            Endpoint::new(&args.server, &roots).map_err(|error| usage("--server", &error))?;

        let key = args.device.join(KEY_FILE);
        let vault: Arc<dyn KeyVault> =
            Arc::new(SoftwareVault::open(&key).map_err(|error| in_file(&key, &error))?);
        let path = args.device.join(CERTIFICATE_FILE);
        let pem = std::fs::read(&path).map_err(|error| in_file(&path, &error))?;
        let certificate = Certificate::from_pem(&pem).map_err(|error| in_file(&path, &error))?;
        let device = device_id(&certificate)
            .ok_or_else(|| in_file(&path, &"not the certificate of a device"))?;
        let der = certificate
            .to_der()
            .map_err(|error| in_file(&path, &error))?;

        let public_key = vault
            .device_public_key()
            .map_err(|error| in_file(&key, &error))?;
        let tls = Identity {
            certificate: der,
            vault: Arc::clone(&vault),
        };
        let client = Client::new(&endpoint, Some(&tls), clock, Timeouts::default())
            .map_err(|error| usage("--server", &error))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
        let device_key = DeviceKeyHash::of(&public_key);
        let identity = presence::Identity {
            institution,
            device_key,
            account,
        };
        Ok(Self {
            client,
            runtime,
            vault,
            device,
            identity,
        })
    }

    /// Asks for a challenge, after a look at the server's clock.
    ///
    /// # Errors
    ///
    /// A refusal with the server's code, or the connection's.
    pub fn challenge(&self, request: &ChallengeRequest) -> Outcome<ChallengeResponse> {
        let key = IdempotencyKey::random()
            .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
        self.patiently(async || {
            self.client.status().await?;
            self.client
                .session(SessionToken::new(String::new()))
                .challenge(request, &key)
                .await
        })
    }

    /// Signs a proof with the device key.
    ///
    /// # Errors
    ///
    /// A refusal when the key cannot be used.
    pub fn sign(&self, proof: &PresenceProof) -> Outcome<ProofRequest> {
        sign_claims(&*self.vault, proof, &self.device)
            .map(|proof| ProofRequest { proof })
            .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))
    }

    /// Delivers a proof: the same bytes again while the server cannot be reached or cannot tell
    /// yet. Nothing is kept beyond that; the patient would have to tap again.
    ///
    /// # Errors
    ///
    /// A refusal with the server's code, or the connection's.
    pub fn prove(&self, proof: &ProofRequest) -> Outcome<ProofResponse> {
        self.patiently(async || self.client.prove(proof).await)
    }

    /// Repeats a request that may be repeated: both are, under one key or as the same bytes.
    fn patiently<T>(&self, request: impl AsyncFn() -> Result<T, ApiError>) -> Outcome<T> {
        self.runtime.block_on(async {
            for _ in 1..ATTEMPTS {
                match request().await {
                    Err(error) if may_pass(&error) => tokio::time::sleep(PAUSE).await,
                    ended => return ended.map_err(|error| refusal(&error)),
                }
            }
            request().await.map_err(|error| refusal(&error))
        })
    }
}

/// Attempts at one request, and the time between two.
const ATTEMPTS: usize = 3;
const PAUSE: Duration = Duration::from_secs(2);

/// Whether the same request may fare better in a moment.
fn may_pass(error: &ApiError) -> bool {
    matches!(error, ApiError::Offline(_)) || error.code() == Code::Pending.as_str()
}

/// The device's id is the common name of its certificate, and all of its subject.
fn device_id(certificate: &Certificate) -> Option<DeviceId> {
    let subject = certificate.tbs_certificate().subject();
    subject.common_name().ok().flatten()?.value().parse().ok()
}

/// A failed request with its code; one that this version does not know is kept as it came.
fn refusal(error: &ApiError) -> Refusal {
    let exit = match error {
        ApiError::Problem(_) => Exit::ServerRefused,
        ApiError::ClockSkew { .. }
        | ApiError::NotOurServer
        | ApiError::Offline(_)
        | ApiError::Tls(_) => Exit::Offline,
        ApiError::Vault(_) => Exit::Failed,
    };
    match (error.code().parse::<Code>(), error) {
        // The code says all that the server said.
        (Ok(code), ApiError::Problem(_)) => Refusal::coded(code, exit),
        (Ok(code), _) => Refusal::coded(code, exit).because(error),
        (Err(_), _) => Refusal::plain(exit, error.to_string()),
    }
}

fn in_file(path: &Path, error: &dyn std::fmt::Display) -> Refusal {
    Refusal::plain(Exit::Usage, format!("{}: {error}", path.display()))
}
