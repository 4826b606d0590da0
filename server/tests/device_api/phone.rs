//! Phones: new ones, registered ones, and whoever is signed in on them.

use std::path::PathBuf;
use std::sync::Arc;

use kyotaku_cardsim::world::PERSONS_JSON;
use kyotaku_core::api::{ApiError, Client, IdempotencyKey, Identity, SessionClient};
use kyotaku_core::secret::{Password, SessionToken};
use kyotaku_core::vault::{SoftwareVault, certification_request, sign_claims};
use kyotaku_core::wire::api::{
    ChallengeResponse, ProofRequest, ProofResponse, RegisterRequest, RegisterResponse,
    SignInRequest, SignInResponse,
};
use kyotaku_core::wire::identifier::DeviceId;
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_server::administration::codes::IssuedCode;
use serde_json::Value;
use uuid::Uuid;

use crate::clinic::{Clinic, pin_at_home};
use crate::log::{keep_secret, keep_secret_jws};

/// A registered device.
pub(crate) struct Phone {
    pub(crate) id: DeviceId,
    pub(crate) identity: Identity,
    pub(crate) key_file: PathBuf,
    pub(crate) client: Client,
    pub(crate) token: SessionToken,
    pub(crate) session: SessionClient,
}

/// A phone with a key, yet to be registered.
pub(crate) struct NewPhone {
    key_file: PathBuf,
    pub(crate) vault: Arc<SoftwareVault>,
    /// PKCS#10, DER.
    pub(crate) request: Vec<u8>,
}

impl NewPhone {
    pub(crate) fn of(clinic: &Clinic) -> Self {
        let key_file = clinic.directory.0.join(format!("{}.pem", Uuid::new_v4()));
        let vault = SoftwareVault::create(&key_file).unwrap();
        Self {
            request: certification_request(&vault).unwrap(),
            vault: Arc::new(vault),
            key_file,
        }
    }

    /// The four inputs, all right.
    pub(crate) fn inputs(&self, code: &IssuedCode, account: &str) -> RegisterRequest {
        RegisterRequest {
            institution: code.slip.institution.clone(),
            user_id: account.parse().unwrap(),
            password: password_of(account),
            activation_code: code.slip.code.clone(),
            certification_request: self.request.clone(),
            device_name: None,
        }
    }

    pub(crate) async fn register(
        &self,
        clinic: &Clinic,
        code: &IssuedCode,
        account: &str,
    ) -> Result<RegisterResponse, ApiError> {
        let client = clinic.client(None, &clinic.clock);
        client.register(&self.inputs(code, account)).await
    }

    /// The phone once it is registered, with nobody signed in.
    pub(crate) fn registered(self, clinic: &Clinic, answer: &RegisterResponse) -> Phone {
        let (id, certificate) = (answer.device_id.clone(), answer.certificate.clone());
        self.phone(clinic, id, certificate, SessionToken::new(String::new()))
    }

    pub(crate) fn phone(
        self,
        clinic: &Clinic,
        id: DeviceId,
        certificate: Vec<u8>,
        token: SessionToken,
    ) -> Phone {
        let identity = Identity {
            certificate,
            vault: self.vault,
        };
        let client = clinic.client(Some(&identity), &clinic.clock);
        Phone {
            id,
            identity,
            key_file: self.key_file,
            session: client.session(token.clone()),
            token,
            client,
        }
    }
}

/// A password that is nobody's.
pub(crate) fn wrong_password() -> Password {
    let text = "wrong but long enough";
    keep_secret(text);
    Password::new(text.to_owned())
}

/// The published password of an account of the fixtures; ids have the same one everywhere.
pub(crate) fn password_of(account: &str) -> Password {
    let world: Value = serde_json::from_str(PERSONS_JSON).unwrap();
    let accounts = world["accounts"].as_array().unwrap();
    let account = accounts.iter().find(|entry| entry["id"] == account);
    Password::new(account.unwrap()["password"].as_str().unwrap().to_owned())
}

impl Phone {
    /// Signs an account in with its published password.
    pub(crate) async fn sign_in(self, account: &str) -> Result<Self, ApiError> {
        let answer = self.try_password(account, &password_of(account)).await?;
        let token = answer.token;
        Ok(Self {
            session: self.client.session(token.clone()),
            token,
            ..self
        })
    }

    /// Signs an account in with a password, right or wrong.
    pub(crate) async fn try_password(
        &self,
        account: &str,
        password: &Password,
    ) -> Result<SignInResponse, ApiError> {
        let request = SignInRequest {
            user_id: account.parse().unwrap(),
            password: password.clone(),
        };
        let answer = self.client.sign_in(&request).await?;
        keep_secret(answer.token.expose());
        Ok(answer)
    }

    pub(crate) async fn challenge(&self) -> ChallengeResponse {
        self.session
            .challenge(&pin_at_home(), &IdempotencyKey::random().unwrap())
            .await
            .unwrap()
    }

    pub(crate) fn sign(&self, proof: &PresenceProof) -> ProofRequest {
        let proof = sign_claims(self.identity.vault.as_ref(), proof, &self.id).unwrap();
        keep_secret_jws(&proof);
        ProofRequest { proof }
    }

    pub(crate) async fn deliver(&self, proof: &PresenceProof) -> Result<ProofResponse, ApiError> {
        self.client.prove(&self.sign(proof)).await
    }

    /// A whole visit with a card.
    pub(crate) async fn visit(
        &self,
        clinic: &Clinic,
        card: &str,
    ) -> Result<ProofResponse, ApiError> {
        let challenge = self.challenge().await;
        self.deliver(&clinic.tap(card, &challenge)).await
    }
}
