//! Activation, renewal and de-registration.

use der::{Decode as _, Encode as _};
use jiff::{SignedDuration, Timestamp};
use x509_cert::Certificate;

use super::records::LEAVING;
use super::{Phone, PhoneError, Registration};
use crate::api::ApiError;
use crate::flow::activation::Inputs;
use crate::secret::Password;
use crate::vault::{VaultError, certification_request};
use crate::wire::api::{Problem, ReauthRequest, RegisterRequest, RenewRequest};
use crate::wire::code::Code;

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
            // The phone was erased meanwhile, or is registered as it should be.
            Ok(_) => live.activation.registered()?,
            Err(PhoneError::Api(ApiError::Problem(problem))) if !may_be_done(problem) => {
                live.activation.refused()?;
            }
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
        let mut request = RegisterRequest {
            institution: inputs.institution.clone(),
            user_id: inputs.user_id.clone(),
            password: inputs.password.clone(),
            activation_code: inputs.activation_code.clone(),
            certification_request: certification_request(&*self.vault)?,
            device_name: inputs.device_name.clone(),
        };
        let (store, client) = (self.store(), self.live().client.clone());
        let answer = match client.register(&request).await {
            // The key belongs to a registration that was never heard of and is too old to repeat.
            Err(ApiError::Problem(problem))
                if problem.code == Code::IdempotencyConflict.as_str() =>
            {
                self.vault.new_device_key()?;
                request.certification_request = certification_request(&*self.vault)?;
                client.register(&request).await?
            }
            answer => answer?,
        };
        self.expect_own_key(&answer.certificate)?;
        if answer.institution.code != inputs.institution {
            return Err(PhoneError::RegistrationDiffers);
        }
        let registration = Registration {
            institution: answer.institution,
            device_id: answer.device_id,
            certificate: answer.certificate,
            not_after: answer.not_after,
            terminal: answer.terminal,
        };
        self.change_registration(&store, |_| Ok(registration))
    }

    /// Refuses a certificate that is not for this phone's key: with it, no connection would come
    /// about any more.
    fn expect_own_key(&self, certificate: &[u8]) -> Result<(), PhoneError> {
        let own = self.vault.device_public_key()?.to_spki_der();
        let certified = Certificate::from_der(certificate)
            .and_then(|certificate| {
                let tbs = certificate.tbs_certificate();
                tbs.subject_public_key_info().to_der()
            })
            .map_err(|_| PhoneError::RegistrationDiffers)?;
        if certified == own {
            Ok(())
        } else {
            Err(PhoneError::RegistrationDiffers)
        }
    }

    /// Has the device certificate renewed if it ends soon, or has ended; and ahead of that, once a
    /// day at most, where the terminal's certificates that come with it are needed: the institution
    /// uses 目視 and the phone has none, or a card has refused those that it has. Answers whether it
    /// was.
    ///
    /// # Errors
    ///
    /// [`PhoneError`].
    pub async fn renew_if_due(&self) -> Result<bool, PhoneError> {
        let registration = self.registration()?;
        let now = self.clock.now();
        let due = registration.not_after.saturating_sub(LAST_DAYS);
        if due.is_ok_and(|due| now < due) {
            let visual = registration.institution.environment.visual;
            let lacks_terminal = visual && registration.terminal_chain().is_none();
            if !self.live().renewal.begins_early(lacks_terminal, now) {
                return Ok(false);
            }
        }
        let request = RenewRequest {
            certification_request: certification_request(&*self.vault)?,
        };
        let (store, client) = (self.store(), self.live().client.clone());
        let answer = self.settled(client.renew(&request).await)?;
        self.expect_own_key(&answer.certificate)?;
        self.change_registration(&store, |registration| {
            let registration = registration.ok_or(PhoneError::NotRegistered)?;
            Ok(Registration {
                certificate: answer.certificate,
                not_after: answer.not_after,
                terminal: answer.terminal,
                ..registration
            })
        })?;
        Ok(true)
    }

    /// Ends the registration, with the password of whoever is signed in, and erases the phone.
    ///
    /// # Errors
    ///
    /// [`PhoneError::DeliveriesWait`] while there is something to deliver or to discard first.
    /// [`PhoneError`]; nothing has been erased then.
    pub async fn deregister(&self, password: Password) -> Result<(), PhoneError> {
        let session = self.session_in_use()?;
        self.expect_nothing_waits()?;
        // What was noticed should be known; that it cannot be told now must not keep the phone.
        let _ = self.send_events().await;
        let request = ReauthRequest { password };
        match self.settled_in(&session, session.client.reauthenticate(&request).await) {
            // It had been ended before, and that answer was lost.
            Err(PhoneError::Revoked) => return Ok(()),
            answer => answer?,
        };
        // From here on an answer that this device is not known means that it is done, also after
        // the end of the app.
        self.expect_nothing_waits()?;
        self.store().commit(|change| change.put(&LEAVING, &true))?;
        let client = self.live().client.clone();
        match self.settled(client.deregister().await) {
            Ok(()) => self.erase(),
            Err(PhoneError::Revoked) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn expect_nothing_waits(&self) -> Result<(), PhoneError> {
        if self.waiting()?.is_empty() {
            Ok(())
        } else {
            Err(PhoneError::DeliveriesWait)
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

/// When a device certificate is renewed ahead of its time, for the terminal's certificates.
#[derive(Debug, Default)]
pub(super) struct Renewal {
    /// A card has refused the terminal that this phone has shown it.
    refused: bool,
    /// The last time that a renewal was asked for early.
    asked_at: Option<Timestamp>,
}

impl Renewal {
    /// A card has refused the terminal; it may have other keys by now.
    pub(super) const fn terminal_refused(&mut self) {
        self.refused = true;
    }

    /// Whether to ask now. A server without a terminal, or a card that refuses every terminal, must
    /// not make a phone ask for ever.
    fn begins_early(&mut self, lacks_terminal: bool, now: Timestamp) -> bool {
        let asked = |at: Timestamp| now.duration_since(at).abs() < BETWEEN_EARLY;
        if !(lacks_terminal || self.refused) || self.asked_at.is_some_and(asked) {
            return false;
        }
        *self = Self {
            refused: false,
            asked_at: Some(now),
        };
        true
    }
}

/// How long before its end a device certificate is renewed.
const LAST_DAYS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// How far apart two early renewals are at least, whatever became of the first.
const BETWEEN_EARLY: SignedDuration = SignedDuration::from_hours(24);

/// Whether the server may have registered the phone although it answered with a problem.
fn may_be_done(problem: &Problem) -> bool {
    problem.status >= 500 || problem.code == Code::RequestTimedOut.as_str()
}

/// A registration that is under way.
struct Attempt<'a>(&'a Phone);

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        // At any other step than `Registering` there was an answer, and this changes nothing.
        let _ = self.0.live().activation.unanswered();
    }
}
