//! Signing in, locking, unlocking.

use std::sync::Arc;

use kyotaku_core::flow::account::OwnerPresent;
use kyotaku_core::flow::activation::narrow;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::AccountId;

use super::Phone;
use crate::cancellation::Cancellation;
use crate::error::{FieldProblem, FormField, KyotakuError};
use crate::runtime;
use crate::secret::Secret;
use crate::types::{Outward as _, SignedIn};

#[uniffi::export]
impl Phone {
    /// Signs an account in, and learns the institution's settings. Never repeated by itself, because a
    /// wrong password is counted.
    ///
    /// # Errors
    ///
    /// `CorrectInput` when nothing was sent; `Refused` with the server's code; `Activate`, `Offline`,
    /// `Update`, `Maintenance`, `ClockWrong`.
    pub async fn sign_in(
        &self,
        user_id: String,
        password: Arc<Secret>,
        cancellation: Arc<Cancellation>,
    ) -> Result<SignedIn, KyotakuError> {
        let core = self.core();
        let user_id: AccountId = match narrow(&user_id).parse() {
            Ok(user_id) => user_id,
            Err(_) => return Err(wrong(FormField::UserId, Code::AccountIdForm)),
        };
        if password.text().expose().is_empty() {
            return Err(wrong(FormField::Password, Code::FieldMissing));
        }
        runtime::run(&cancellation, async move {
            Ok(core.sign_in(user_id, password.password()).await?.outward())
        })
        .await
    }

    /// Signs out, also of a locked phone. The phone forgets the session first; when the server cannot
    /// be told, it ends there by itself.
    ///
    /// # Errors
    ///
    /// `SignIn` when nobody was signed in; anything else after the phone has forgotten the session.
    pub async fn sign_out(&self, cancellation: Arc<Cancellation>) -> Result<(), KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move { Ok(core.sign_out().await?) }).await
    }

    /// Asks for the institution's settings, and keeps them.
    ///
    /// # Errors
    ///
    /// `SignIn`, `Unlock`, `Offline`, `Refused`.
    pub async fn refresh_settings(
        &self,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.refresh_environment().await?)
        })
        .await
    }

    /// Somebody has used the phone.
    ///
    /// # Errors
    ///
    /// `NotNow` when nobody is signed in, or the phone is locked.
    pub fn touch(&self) -> Result<(), KyotakuError> {
        Ok(self.core.touch()?)
    }

    /// The app goes to the background: results are forgotten at once.
    pub fn leave(&self) {
        self.core.leave();
    }

    /// The app comes back, and is locked if it was away too long.
    pub fn come_back(&self) {
        self.core.come_back();
    }

    /// Unlocks the phone for whoever signed in. Call only when the device has just confirmed its owner,
    /// by face or passcode.
    ///
    /// # Errors
    ///
    /// `NotNow` when it is not locked, or the session has ended meanwhile.
    pub fn unlock_by_owner(&self) -> Result<(), KyotakuError> {
        Ok(self.core.unlock(OwnerPresent::confirmed_by_device())?)
    }
}

fn wrong(field: FormField, code: Code) -> KyotakuError {
    let code = code.as_str().to_owned();
    KyotakuError::CorrectInput {
        fields: vec![FieldProblem {
            field,
            code: code.clone(),
        }],
        code,
    }
}
