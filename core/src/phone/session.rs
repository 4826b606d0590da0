//! Signing in, locking, unlocking.

use jiff::Timestamp;

use super::records::{LAST_ACCOUNT, LastAccount};
use super::relations::Requeries;
use super::{Phone, PhoneError, postponed};
use crate::flow::account::OwnerPresent;
use crate::secret::Password;
use crate::wire::api::{
    AccountProfile, DeviceCheck, HistoryQuery, HistoryResponse, NoticesResponse, SignInRequest,
    SignInResponse, SupportedDevicesResponse,
};
use crate::wire::identifier::{AccountId, DeviceId};

/// Who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account.
    pub account: AccountProfile,
    /// When its password has to be changed, if it has to; `MKA-W1201` when that is soon.
    pub password_expires_at: Option<Timestamp>,
}

impl Phone {
    /// Signs an account in, and learns the institution's settings.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotRegistered`]; [`PhoneError::Api`] with the server's code. The request is
    /// never repeated by itself, because a wrong password is counted.
    pub async fn sign_in(
        &self,
        user_id: AccountId,
        password: Password,
    ) -> Result<SignedIn, PhoneError> {
        self.registration()?;
        self.check_server().await?;
        self.renew_if_due().await.or_else(postponed)?;
        let own = self.registration()?.device_id;
        let (store, client) = (self.store(), self.live().client.clone());
        let request = SignInRequest { user_id, password };
        let answer = self.settled(client.sign_in(&request).await)?;
        let signed_in = SignedIn {
            account: answer.account.clone(),
            password_expires_at: answer.password_expires_at,
        };
        let last = LastAccount {
            account: answer.account.clone(),
            expires_at: answer.expires_at,
        };
        self.begin_session(&own, answer)?;
        // Neither is worth a sign-in: the name only fills in a form, and the server knows its
        // settings without us.
        let _ = store.commit(|change| change.put(&LAST_ACCOUNT, &last));
        self.refresh_environment().await.or_else(postponed)?;
        // The institution may use 目視 since now.
        self.renew_if_due().await.or_else(postponed)?;
        self.send_events().await.or_else(postponed)?;
        Ok(signed_in)
    }

    fn begin_session(&self, own: &DeviceId, answer: SignInResponse) -> Result<(), PhoneError> {
        let now = self.clock.now();
        let mut live = self.live();
        // Erased, and perhaps registered anew, while the server was asked.
        if live.registration.as_ref().map(|own| &own.device_id) != Some(own) {
            return Err(PhoneError::NotRegistered);
        }
        live.account.signed_in(answer, now);
        live.results.close();
        live.requeries = Requeries::default();
        Ok(())
    }

    /// Asks for the institution's settings, and keeps them.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn refresh_environment(&self) -> Result<(), PhoneError> {
        let (store, session) = (self.store(), self.session()?);
        let environment = self.settled_in(&session, session.client.environment().await)?;
        if self.registration()?.institution.environment == environment {
            return Ok(());
        }
        self.change_registration(&store, |registration| {
            let mut registration = registration.ok_or(PhoneError::NotRegistered)?;
            registration.institution.environment = environment;
            Ok(registration)
        })?;
        Ok(())
    }

    /// Signs out, also of a locked phone. The phone forgets the session first; when the server
    /// cannot be told, it ends there by itself.
    ///
    /// # Errors
    ///
    /// [`PhoneError::SignedOut`] when nobody was signed in; else [`PhoneError`] after the phone has
    /// forgotten the session.
    pub async fn sign_out(&self) -> Result<(), PhoneError> {
        let (token, client) = {
            let mut live = self.live();
            live.results.close();
            (live.account.end(), live.client.clone())
        };
        let session = client.session(token.ok_or(PhoneError::SignedOut)?);
        self.settled(session.sign_out().await)
    }

    /// Somebody has used the phone.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when nobody is signed in, or the phone is locked.
    pub fn touch(&self) -> Result<(), PhoneError> {
        let now = self.clock.now();
        let mut live = self.live();
        let policy = live.policy;
        Ok(live.account.touch(now, &policy)?)
    }

    /// The app goes to the background: results are forgotten at once.
    pub fn leave(&self) {
        let now = self.clock.now();
        let mut live = self.live();
        live.account.leave(now);
        live.results.close();
    }

    /// The app comes back, and is locked if it was away too long.
    pub fn come_back(&self) {
        let now = self.clock.now();
        let mut live = self.live();
        let policy = live.policy;
        live.account.come_back(now, &policy);
    }

    /// Unlocks the phone for whoever signed in.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when it is not locked, or the session has ended meanwhile.
    pub fn unlock(&self, owner: OwnerPresent) -> Result<(), PhoneError> {
        let now = self.clock.now();
        let mut live = self.live();
        let policy = live.policy;
        Ok(live.account.unlock(owner, now, &policy)?)
    }

    /// お知らせ.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn notices(&self) -> Result<NoticesResponse, PhoneError> {
        let session = self.session()?;
        self.settled_in(&session, session.client.notices().await)
    }

    /// The phones that are known to work.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn supported_devices(&self) -> Result<SupportedDevicesResponse, PhoneError> {
        let session = self.session()?;
        self.settled_in(&session, session.client.supported_devices().await)
    }

    /// 操作履歴 of whoever is signed in.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn history(&self, query: &HistoryQuery) -> Result<HistoryResponse, PhoneError> {
        let session = self.session_in_use()?;
        self.settled_in(&session, session.client.history(query).await)
    }

    /// Tells the server what a device check has found.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn report_check(&self, check: &DeviceCheck) -> Result<(), PhoneError> {
        self.registration()?;
        let client = self.live().client.clone();
        self.settled(client.report_check(check).await)
    }
}
