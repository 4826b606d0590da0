//! The requests of a device; those of a signed-in account are in [`session`].

mod session;

use super::retry::Repeat;
use super::{ApiError, Client, IdempotencyKey};
use crate::wire::api::{
    Acknowledged, ConsentChangeRequest, ConsentRequest, ConsentResponse, ConsentRevocationRequest,
    ConsentsChanged, ConsentsQuery, ConsentsResponse, DeviceCheck, EventReport, KeysResponse,
    ProofRequest, ProofResponse, RegisterRequest, RegisterResponse, RenewRequest, RenewResponse,
    SignInRequest, SignInResponse,
};

pub use session::SessionClient;

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

    /// What the person of a presence has consented to at this institution.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn consents(&self, query: &ConsentsQuery) -> Result<ConsentsResponse, ApiError> {
        self.send(Repeat::AFTER_NO_ANSWER, || {
            self.http().get(self.url("v1/consents")).query(query)
        })
        .await
    }

    /// Changes a consent. The identical change may be sent again; it is recorded once.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn change_consent(
        &self,
        request: &ConsentChangeRequest,
    ) -> Result<ConsentsChanged, ApiError> {
        self.send(Repeat::UNTIL_TAKEN, || {
            self.http().put(self.url("v1/consents")).json(request)
        })
        .await
    }

    /// Revokes consents. The identical revocation may be sent again; it is recorded once.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn revoke_consents(
        &self,
        request: &ConsentRevocationRequest,
    ) -> Result<ConsentsChanged, ApiError> {
        self.send(Repeat::UNTIL_TAKEN, || {
            self.http()
                .post(self.url("v1/consents/revoke"))
                .json(request)
        })
        .await
    }

    /// Reports what the app noticed. Under the same key it counts once.
    ///
    /// # Errors
    ///
    /// [`ApiError`].
    pub async fn report_event(
        &self,
        event: &EventReport,
        key: &IdempotencyKey,
    ) -> Result<(), ApiError> {
        let _: Acknowledged = self
            .send(Repeat::AFTER_NO_ANSWER, || {
                let post = self.http().post(self.url("v1/events"));
                post.header(IdempotencyKey::HEADER, key.as_str())
                    .json(event)
            })
            .await?;
        Ok(())
    }
}
