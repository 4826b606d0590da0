//! The requests of a signed-in account.

use core::time::Duration;

use reqwest::RequestBuilder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use crate::api::retry::Repeat;
use crate::api::{ApiError, Client, IdempotencyKey};
use crate::secret::SessionToken;
use crate::wire::api::{
    Acknowledged, ChallengeRequest, ChallengeResponse, Environment, HistoryQuery, HistoryResponse,
    MeResponse, MedicalInformation, MedicalQuery, NoticesResponse, PatientsQuery, PatientsResponse,
    Problem, ReauthRequest, ReauthResponse, RequeriesRequest, RequeriesResponse, Requery,
    ResultDetail, ResultQuery, ResultsResponse, SupportedDevicesResponse, TerminalSignatureRequest,
    TerminalSignatureResponse,
};
use crate::wire::code::Code;
use crate::wire::identifier::ChallengeId;

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
                self.under("v1/presence/challenges", key).json(request)
            })
            .await
    }

    /// Has the terminal sign what the card in the field has asked. Answers within
    /// [`SIGNATURE_LIMIT`](Self::SIGNATURE_LIMIT), because a person holds that card: a connection
    /// that breaks is tried once more in what is left of it.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn terminal_signature(
        &self,
        challenge: &ChallengeId,
        request: &TerminalSignatureRequest,
        key: &IdempotencyKey,
    ) -> Result<TerminalSignatureResponse, ApiError> {
        let path = format!("v1/presence/challenges/{challenge}/terminal-signature");
        let begun = Instant::now();
        self.client
            .send(Repeat::QUICKLY, || {
                let left = Self::SIGNATURE_LIMIT.saturating_sub(begun.elapsed());
                self.under(&path, key).json(request).timeout(left)
            })
            .await
    }

    /// How long a card is kept waiting for the terminal's signature at most.
    pub const SIGNATURE_LIMIT: Duration = Duration::from_secs(5);

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
        let number = checked(reception_number)?;
        let path = format!("v1/qualifications/{number}");
        self.read(&path, &NO_QUERY).await
    }

    /// 再照会 of one result, without the card. The same key gives the same answer again.
    ///
    /// # Errors
    ///
    /// [`ApiError`]; what is no number is answered here, as `MKA-E4006`.
    pub async fn requery(
        &self,
        reception_number: &str,
        key: &IdempotencyKey,
    ) -> Result<Requery, ApiError> {
        let number = checked(reception_number)?;
        let path = format!("v1/qualifications/{number}/requery");
        self.client
            .send(Repeat::AFTER_NO_ANSWER, || self.under(&path, key))
            .await
    }

    /// 再照会 of several results. The same key gives the same answer again.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn requery_all(
        &self,
        request: &RequeriesRequest,
        key: &IdempotencyKey,
    ) -> Result<RequeriesResponse, ApiError> {
        self.client
            .send(Repeat::AFTER_NO_ANSWER, || {
                self.under("v1/qualifications/requery", key).json(request)
            })
            .await
    }

    /// The patients in a continuing relation. Needs the password entered again.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn patients(&self, query: &PatientsQuery) -> Result<PatientsResponse, ApiError> {
        self.read("v1/patients", query).await
    }

    /// Medical information about the person of a result.
    ///
    /// # Errors
    ///
    /// [`ApiError`]; what is no number is answered here, as `MKA-E4006`.
    pub async fn medical_information(
        &self,
        reception_number: &str,
        query: &MedicalQuery,
    ) -> Result<MedicalInformation, ApiError> {
        let number = checked(reception_number)?;
        let path = format!("v1/medical-information/{number}");
        self.read(&path, query).await
    }

    /// The phones that are known to work.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn supported_devices(&self) -> Result<SupportedDevicesResponse, ApiError> {
        self.read("v1/supported-devices", &NO_QUERY).await
    }

    /// 操作履歴 of whoever is signed in.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn history(&self, query: &HistoryQuery) -> Result<HistoryResponse, ApiError> {
        self.read("v1/audit/self", query).await
    }

    /// A request that its key names.
    fn under(&self, path: &str, key: &IdempotencyKey) -> RequestBuilder {
        let post = self.client.http().post(self.client.url(path));
        self.authorized(post.header(IdempotencyKey::HEADER, key.as_str()))
    }

    async fn read<T: DeserializeOwned>(
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

/// A 受付番号 as part of a path: digits alone, so that nothing else is asked for.
fn checked(reception_number: &str) -> Result<&str, ApiError> {
    let is_digit = |character: char| character.is_ascii_digit();
    if reception_number.is_empty() || !reception_number.chars().all(is_digit) {
        let unknown = Problem::new(Code::ResultUnknown, 404);
        return Err(ApiError::Problem(Box::new(unknown)));
    }
    Ok(reception_number)
}
