//! Activation, renewal and de-registration.

use super::records::REGISTRATION;
use super::{Phone, PhoneError, RENEWAL, Registration, client};
use crate::api::ApiError;
use crate::flow::activation::Inputs;
use crate::secret::Password;
use crate::vault::{VaultError, certification_request};
use crate::wire::api::{ReauthRequest, RegisterRequest, RenewRequest};

impl Phone {
    /// Registers this phone. After [`ApiError::Offline`] it is not known whether it was: the same
    /// inputs again give the same device.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when the phone is registered, or being registered; [`PhoneError::Api`]
    /// with the server's code; [`PhoneError::Vault`], [`PhoneError::Store`].
    pub async fn activate(&self, inputs: &Inputs) -> Result<Registration, PhoneError> {
        self.live().activation.submit()?;
        // Whatever ends this without an answer, a dropped future too, leaves the step Unanswered.
        let attempt = Attempt(self);
        let registered = self.register_device(inputs).await;
        let mut live = self.live();
        match &registered {
            Ok(registration) => {
                live.activation.registered()?;
                live.registration = Some(registration.clone());
                live.client = client(&self.config, Some(registration), &self.vault, &self.clock)?;
            }
            Err(PhoneError::Api(ApiError::Problem(_))) => live.activation.refused()?,
            Err(_) => {}
        }
        drop(live);
        drop(attempt);
        registered
    }

    async fn register_device(&self, inputs: &Inputs) -> Result<Registration, PhoneError> {
        // A key that is there may be the one that an unanswered registration has named.
        if let Err(VaultError::KeyLost) = self.vault.device_public_key() {
            self.vault.new_device_key()?;
        }
        let request = RegisterRequest {
            institution: inputs.institution.clone(),
            user_id: inputs.user_id.clone(),
            password: inputs.password.clone(),
            activation_code: inputs.activation_code.clone(),
            certification_request: certification_request(&*self.vault)?,
            device_name: inputs.device_name.clone(),
        };
        let client = self.live().client.clone();
        let answer = client.register(&request).await?;
        let registration = Registration {
            institution: answer.institution,
            device_id: answer.device_id,
            certificate: answer.certificate,
            not_after: answer.not_after,
        };
        self.store()
            .commit(|change| change.put(&REGISTRATION, &registration))?;
        Ok(registration)
    }

    /// Has the device certificate renewed if it ends soon, or has ended. Answers whether it was.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn renew_if_due(&self) -> Result<bool, PhoneError> {
        let registration = self.registration()?;
        let due = registration.not_after.saturating_sub(RENEWAL);
        if due.is_ok_and(|due| self.clock.now() < due) {
            return Ok(false);
        }
        let request = RenewRequest {
            certification_request: certification_request(&*self.vault)?,
        };
        let asking = self.live().client.clone();
        let answer = self.settled(asking.renew(&request).await)?;
        let renewed = Registration {
            certificate: answer.certificate,
            not_after: answer.not_after,
            ..registration
        };
        self.store()
            .commit(|change| change.put(&REGISTRATION, &renewed))?;
        let client = client(&self.config, Some(&renewed), &self.vault, &self.clock)?;
        let mut live = self.live();
        live.registration = Some(renewed);
        live.client = client;
        Ok(true)
    }

    /// Ends the registration, with the password of whoever is signed in, and erases the phone.
    ///
    /// # Errors
    ///
    /// [`PhoneError::DeliveriesWait`] while there is something to deliver or to discard first.
    /// [`PhoneError`]; nothing has been erased then.
    pub async fn deregister(&self, password: Password) -> Result<(), PhoneError> {
        let session = self.session()?;
        if !self.waiting()?.is_empty() {
            return Err(PhoneError::DeliveriesWait);
        }
        let request = ReauthRequest { password };
        self.settled(session.reauthenticate(&request).await)?;
        let client = self.live().client.clone();
        match self.settled(client.deregister().await) {
            Ok(()) => self.erase(),
            // The first answer was lost, and the device is not registered any more.
            Err(PhoneError::Revoked) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Erases everything on this phone without asking the server, which still knows the device:
    /// the administrator should revoke it.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`] or [`PhoneError::Vault`]; call again.
    pub fn erase_without_server(&self) -> Result<(), PhoneError> {
        self.erase()
    }
}

/// A registration that is under way.
struct Attempt<'a>(&'a Phone);

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        // At any other step than `Registering` there was an answer, and this changes nothing.
        let _ = self.0.live().activation.unanswered();
    }
}
