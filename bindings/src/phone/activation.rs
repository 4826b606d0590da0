//! Activation, renewal and de-registration.

use std::sync::Arc;

use kyotaku_core::flow::activation::{FieldError, Form, Inputs};
use kyotaku_core::wire::identifier::Prefectures;

use super::Phone;
use crate::cancellation::Cancellation;
use crate::error::{FieldProblem, FormField, KyotakuError};
use crate::runtime;
use crate::secret::Secret;
use crate::types::{Outward as _, Registration};

/// What staff have typed at 初期登録. It is read forgivingly: full-width letters and digits count as
/// half-width ones, spaces around them count as nothing.
#[derive(Clone, uniffi::Record)]
pub struct ActivationForm {
    /// 機関コード.
    pub institution: String,
    /// ユーザーID.
    pub user_id: String,
    /// パスワード, taken as it is.
    pub password: Arc<Secret>,
    /// アクティベーションコード.
    pub activation_code: Arc<Secret>,
    /// 端末名, if any.
    pub device_name: Option<String>,
}

/// Every field of the form that cannot be right, in its order, so that nothing needs to be sent.
#[uniffi::export]
#[must_use]
pub fn check_activation_form(form: ActivationForm, reference_world: bool) -> Vec<FieldProblem> {
    match read(form, super::prefectures(reference_world)) {
        Ok(_) => Vec::new(),
        Err(wrong) => problems(&wrong),
    }
}

#[uniffi::export]
impl Phone {
    /// Registers this phone. After `Offline` it is not known whether it was: the same inputs again give
    /// the same device.
    ///
    /// # Errors
    ///
    /// `CorrectInput` with the fields when nothing was sent; `Refused` with the server's code; `NotNow`
    /// when the phone is registered; `Offline`, `DeviceLocked`, `Storage`.
    pub async fn activate(
        &self,
        form: ActivationForm,
        cancellation: Arc<Cancellation>,
    ) -> Result<Registration, KyotakuError> {
        let core = self.core();
        let inputs = read(form, core.prefectures());
        let inputs = inputs.map_err(|wrong| KyotakuError::CorrectInput {
            code: wrong
                .first()
                .map_or_else(String::new, |first| first.code().as_str().to_owned()),
            fields: problems(&wrong),
        })?;
        runtime::run(&cancellation, async move {
            Ok(core.activate(&inputs).await?.outward())
        })
        .await
    }

    /// Renews the device certificate where that is due. Returns whether it was.
    ///
    /// # Errors
    ///
    /// `Activate`, `Offline`, `Refused`.
    pub async fn renew_if_due(
        &self,
        cancellation: Arc<Cancellation>,
    ) -> Result<bool, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move { Ok(core.renew_if_due().await?) }).await
    }

    /// Ends the registration at the server, then destroys the keys and everything on the phone.
    ///
    /// # Errors
    ///
    /// `Refused` also while deliveries wait that would be lost (`MKA-W5018`); `Offline` leaves the phone
    /// as it was.
    pub async fn deregister(
        &self,
        password: Arc<Secret>,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.deregister(password.password()).await?)
        })
        .await
    }

    /// Destroys the keys and everything on the phone, without the server, which goes on knowing the
    /// device until an administrator revokes it.
    ///
    /// # Errors
    ///
    /// `Storage`, `DeviceLocked`; call again.
    pub fn erase_without_server(&self) -> Result<(), KyotakuError> {
        Ok(self.core.erase_without_server()?)
    }
}

fn read(form: ActivationForm, prefectures: Prefectures) -> Result<Inputs, Vec<FieldError>> {
    let form = Form {
        institution: form.institution,
        user_id: form.user_id,
        password: form.password.password(),
        activation_code: form.activation_code.text(),
        device_name: form.device_name,
    };
    form.check(prefectures)
}

fn problems(wrong: &[FieldError]) -> Vec<FieldProblem> {
    let problems = wrong.iter().map(|one| FieldProblem {
        field: match one {
            FieldError::ActivationCode => FormField::ActivationCode,
            FieldError::InstitutionForm | FieldError::InstitutionWrong => FormField::Institution,
            FieldError::PasswordMissing => FormField::Password,
            FieldError::UserId => FormField::UserId,
        },
        code: one.code().as_str().to_owned(),
    });
    problems.collect()
}
