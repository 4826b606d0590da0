//! The requests of a device and of a signed-in account.

use reqwest::RequestBuilder;
use serde::Serialize;

use super::retry::Repeat;
use super::{ApiError, Client, IdempotencyKey};
use crate::secret::SessionToken;
use crate::wire::api::{
    Acknowledged, ChallengeRequest, ChallengeResponse, ConsentRequest, ConsentResponse,
    DeviceCheck, Environment, KeysResponse, MeResponse, NoticesResponse, Problem, ProofRequest,
    ProofResponse, ReauthRequest, ReauthResponse, RegisterRequest, RegisterResponse, RenewRequest,
    RenewResponse, ResultDetail, ResultQuery, ResultsResponse, SignInRequest, SignInResponse,
};
use crate::wire::code::Code;

/// What needs no session. Every method fails with [`ApiError`].
impl Client {
    /// Registers this device. The same request again gives the same device.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn register(&self, request: &RegisterRequest) -> Result<RegisterResponse, ApiError> {
        self.send(Repeat::ONCE, || {
            self.http().post(self.url("v1/devices")).json(request)
        })
        .await
    }

    /// Has the device's key certified anew.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn renew(&self, request: &RenewRequest) -> Result<RenewResponse, ApiError> {
        self.send(Repeat::AFTER_NO_ANSWER, || {
            self.http()
                .post(self.url("v1/devices/self/renew"))
                .json(request)
        })
        .await
    }

    /// Ends the registration of this device.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn deregister(&self) -> Result<(), ApiError> {
        let _: Acknowledged = self
            .send(Repeat::AFTER_NO_ANSWER, || {
                self.http().delete(self.url("v1/devices/self"))
            })
            .await?;
        Ok(())
    }

    /// Tells the server what this phone has found out about itself.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn report_check(&self, check: &DeviceCheck) -> Result<(), ApiError> {
        let _: Acknowledged = self
            .send(Repeat::AFTER_NO_ANSWER, || {
                self.http()
                    .put(self.url("v1/devices/self/check"))
                    .json(check)
            })
            .await?;
        Ok(())
    }

    /// The keys that receipts are signed with.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn keys(&self) -> Result<KeysResponse, ApiError> {
        self.send(Repeat::AFTER_NO_ANSWER, || {
            self.http().get(self.url("v1/keys"))
        })
        .await
    }

    /// Signs an account in.
    ///
    /// # Errors
    ///
    /// [`ApiError`]. After no answer the try may have been counted.
    pub async fn sign_in(&self, request: &SignInRequest) -> Result<SignInResponse, ApiError> {
        self.send(Repeat::NEVER, || {
            self.http().post(self.url("v1/sessions")).json(request)
        })
        .await
    }

    /// Delivers a proof. The identical proof may be delivered again; it is recorded once.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn prove(&self, request: &ProofRequest) -> Result<ProofResponse, ApiError> {
        self.send(Repeat::UNTIL_TAKEN, || {
            self.http()
                .post(self.url("v1/presence/proofs"))
                .json(request)
        })
        .await
    }

    /// Registers a consent. The identical consent may be sent again; it is recorded once.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn consent(&self, request: &ConsentRequest) -> Result<ConsentResponse, ApiError> {
        self.send(Repeat::UNTIL_TAKEN, || {
            self.http().post(self.url("v1/consents")).json(request)
        })
        .await
    }
}

/// What an account does in its session. Every method fails with [`ApiError`]; `MKA-E1113` means
/// that the session has ended.
#[derive(Clone, Debug)]
pub struct SessionClient {
    client: Client,
    token: SessionToken,
}

impl Client {
    /// The requests of the session that `token` belongs to.
    #[must_use]
    pub fn session(&self, token: SessionToken) -> SessionClient {
        SessionClient {
            client: self.clone(),
            token,
        }
    }
}

impl SessionClient {
    /// Asks for a challenge. The same key gives the same challenge again.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn challenge(
        &self,
        request: &ChallengeRequest,
        key: &IdempotencyKey,
    ) -> Result<ChallengeResponse, ApiError> {
        self.client
            .send(Repeat::AFTER_NO_ANSWER, || {
                let url = self.client.url("v1/presence/challenges");
                let post = self.client.http().post(url);
                let post = post.header("idempotency-key", key.as_str());
                self.authorized(post).json(request)
            })
            .await
    }

    /// Ends the session.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn sign_out(&self) -> Result<(), ApiError> {
        let _: Acknowledged = self
            .client
            .send(Repeat::AFTER_NO_ANSWER, || {
                let url = self.client.url("v1/sessions/self");
                self.authorized(self.client.http().delete(url))
            })
            .await?;
        Ok(())
    }

    /// Enters the password again, for 資格確認結果検索.
    ///
    /// # Errors
    ///
    /// [`ApiError`]. After no answer the try may have been counted.
    pub async fn reauthenticate(
        &self,
        request: &ReauthRequest,
    ) -> Result<ReauthResponse, ApiError> {
        self.client
            .send(Repeat::NEVER, || {
                let url = self.client.url("v1/sessions/self/reauth");
                self.authorized(self.client.http().post(url)).json(request)
            })
            .await
    }

    /// Who is signed in, where and with what.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn me(&self) -> Result<MeResponse, ApiError> {
        self.read("v1/me", &NO_QUERY).await
    }

    /// 環境設定情報 of the institution.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn environment(&self) -> Result<Environment, ApiError> {
        self.read("v1/environment", &NO_QUERY).await
    }

    /// お知らせ.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn notices(&self) -> Result<NoticesResponse, ApiError> {
        self.read("v1/notices", &NO_QUERY).await
    }

    /// Searches the institution's results. Needs the password entered again.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn results(&self, query: &ResultQuery) -> Result<ResultsResponse, ApiError> {
        self.read("v1/qualifications", query).await
    }

    /// One result, by its 受付番号. Needs the password entered again.
    ///
    /// # Errors
    ///
    /// [`ApiError`]; what is no number is answered here, as `MKA-E4006`.
    pub async fn result(&self, reception_number: &str) -> Result<ResultDetail, ApiError> {
        let is_digit = |character: char| character.is_ascii_digit();
        if reception_number.is_empty() || !reception_number.chars().all(is_digit) {
            let unknown = Problem::new(Code::ResultUnknown, 404);
            return Err(ApiError::Problem(Box::new(unknown)));
        }
        let path = format!("v1/qualifications/{reception_number}");
        self.client
            .send(Repeat::AFTER_NO_ANSWER, || {
                self.authorized(self.client.http().get(self.client.url(&path)))
            })
            .await
    }

    async fn read<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        query: &impl Serialize,
    ) -> Result<T, ApiError> {
        self.client
            .send(Repeat::AFTER_NO_ANSWER, || {
                let get = self.client.http().get(self.client.url(path)).query(query);
                self.authorized(get)
            })
            .await
    }

    /// reqwest marks the header sensitive, so that no trace of HTTP shows it.
    fn authorized(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(self.token.expose())
    }
}

const NO_QUERY: [(&str, &str); 0] = [];
