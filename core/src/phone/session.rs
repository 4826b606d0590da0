//! Signing in, locking, unlocking.

use super::records::{LAST_ACCOUNT, LastAccount, REGISTRATION};
use super::{Phone, PhoneError, Registration, postponed};
use crate::flow::account::OwnerPresent;
use crate::secret::Password;
use crate::wire::api::{AccountProfile, DeviceCheck, NoticesResponse, SignInRequest};
use crate::wire::identifier::AccountId;

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
    ) -> Result<AccountProfile, PhoneError> {
        self.registration()?;
        self.check_server().await?;
        self.renew_if_due().await.or_else(postponed)?;
        let client = self.live().client.clone();
        let request = SignInRequest { user_id, password };
        let answer = self.settled(client.sign_in(&request).await)?;
        let profile = answer.account.clone();
        let last = LastAccount {
            account: profile.clone(),
            expires_at: answer.expires_at,
        };
        let now = self.clock.now();
        {
            let mut live = self.live();
            live.account.signed_in(answer, now);
            // They were found with somebody else's password.
            live.results.close();
        }
        // Neither is worth a sign-in: the name only fills in a form, and the server knows its
        // settings without us.
        let _ = self
            .store()
            .commit(|change| change.put(&LAST_ACCOUNT, &last));
        match self.refresh_environment().await {
            Err(PhoneError::Revoked) => Err(PhoneError::Revoked),
            Ok(()) | Err(_) => Ok(profile),
        }
    }

    /// Asks for the institution's settings, and keeps them.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn refresh_environment(&self) -> Result<(), PhoneError> {
        let session = self.session()?;
        let environment = self.settled(session.environment().await)?;
        let registration = self.registration()?;
        if registration.institution.environment != environment {
            let mut institution = registration.institution.clone();
            institution.environment = environment;
            let changed = Registration {
                institution,
                ..registration
            };
            self.store()
                .commit(|change| change.put(&REGISTRATION, &changed))?;
            self.live().registration = Some(changed);
        }
        Ok(())
    }

    /// Signs out. The phone forgets the session also when the server cannot be reached; it then
    /// ends by itself.
    ///
    /// # Errors
    ///
    /// [`PhoneError`], after the phone has forgotten the session.
    pub async fn sign_out(&self) -> Result<(), PhoneError> {
        let session = self.session();
        self.forget_session();
        self.settled(session?.sign_out().await)
    }

    pub(super) fn forget_session(&self) {
        let mut live = self.live();
        live.account.end();
        live.results.close();
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
        self.settled(session.notices().await)
    }

    /// Tells the server what a device check has found, and keeps it.
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
