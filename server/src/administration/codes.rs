//! Activation codes: issuing, listing, invalidating.

use core::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::activation_code::{ActivationCode, ActivationSlip};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{DeviceId, InstitutionCode};
use sea_orm::prelude::Uuid;
use sea_orm::{DatabaseConnection, TransactionTrait as _};
use zeroize::Zeroizing;

use super::devices::revoke_within;
use super::{Acting, name_checked};
use crate::audit::{self, Action, NewEvent};
use crate::pepper::Pepper;
use crate::problem::ApiError;
use crate::store::activation_code::{self, StoredCode};
use crate::store::device::{self, Device};

/// How many days a code may be good for.
pub const DAYS: RangeInclusive<u8> = 1..=30;

/// How many days a code is good for unless somebody says otherwise.
pub const USUAL_DAYS: u8 = 14;

/// Codes of an institution that may wait for their use at once.
pub const MOST_UNUSED: u64 = 50;

/// What a code is to be issued for.
#[derive(Clone, Debug, Default)]
pub struct NewCode {
    /// 端末名 of the device it is meant for.
    pub device_name: Option<String>,
    /// Days it is good for, of [`DAYS`].
    pub days: u8,
    /// The device that ends when the code is used.
    pub replaces: Option<DeviceId>,
}

/// A code that was issued. The code itself is nowhere else, and cannot be shown again.
#[derive(Clone, Debug)]
pub struct IssuedCode {
    /// What is kept of it.
    pub stored: StoredCode,
    /// Institution and code, as the slip says them.
    pub slip: ActivationSlip,
}

/// What may be done with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeState {
    /// 未使用.
    Unused,
    /// 使用済: a device was activated with it.
    Used,
    /// 期限切れ.
    Expired,
    /// 無効化; if it was used, its device has been revoked.
    Invalidated,
}

impl StoredCode {
    /// The state at `now`.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> CodeState {
        if self.invalidated_at.is_some() {
            CodeState::Invalidated
        } else if self.used_at.is_some() {
            CodeState::Used
        } else if self.expires_at <= now {
            CodeState::Expired
        } else {
            CodeState::Unused
        }
    }
}

/// A code as it is listed.
#[derive(Clone, Debug)]
pub struct ListedCode {
    /// The code.
    pub stored: StoredCode,
    /// Its state.
    pub state: CodeState,
    /// The device that was activated with it.
    pub device: Option<Device>,
}

/// The value by which a code is looked up.
#[must_use]
pub fn mac_of(pepper: &Pepper, institution: &InstitutionCode, code: &ActivationCode) -> [u8; 32] {
    let fields = [institution.as_str(), code.expose()];
    pepper.mac("kyotaku-activation-code-1", &fields)
}

/// Issues a code.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator, `MKA-E6011` for a wrong name or number of days,
/// `MKA-E6010` when there is no such device to replace, `MKA-E6007` when [`MOST_UNUSED`] codes wait.
pub async fn issue(
    database: &DatabaseConnection,
    pepper: &Pepper,
    acting: &Acting,
    new: &NewCode,
    now: Timestamp,
) -> Result<IssuedCode, ApiError> {
    acting.as_administrator()?;
    let device_name = new.device_name.as_deref().map(name_checked).transpose()?;
    if !DAYS.contains(&new.days) {
        return Err(Code::FieldMalformed.into());
    }
    if let Some(replaced) = &new.replaces {
        let replaced = device::find(database, &acting.institution, replaced).await?;
        replaced.ok_or(Code::EntryUnknown)?;
    }
    let code = new_code()?;
    let issued_at = Timestamp::from_second(now.as_second()).map_err(ApiError::internal)?;
    let good_for = SignedDuration::from_hours(24 * i64::from(new.days));
    let stored = StoredCode {
        id: Uuid::new_v4(),
        institution: acting.institution.clone(),
        tail: code.tail().to_owned(),
        device_name,
        replaces: new.replaces.clone(),
        issued_by: acting.id.clone(),
        issued_at,
        expires_at: issued_at
            .checked_add(good_for)
            .map_err(ApiError::internal)?,
        used_at: None,
        invalidated_at: None,
    };
    let mac = mac_of(pepper, &acting.institution, &code);
    let transaction = database.begin().await?;
    if !activation_code::insert(&transaction, &stored, &mac, MOST_UNUSED).await? {
        transaction.rollback().await?;
        return Err(Code::ActivationCodesTooMany.into());
    }
    let event = event(acting, Action::CodeIssued, &stored);
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    let institution = acting.institution.clone();
    let slip = ActivationSlip { institution, code };
    Ok(IssuedCode { stored, slip })
}

/// The codes of the institution, the newest first.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator.
pub async fn list(
    database: &DatabaseConnection,
    acting: &Acting,
    now: Timestamp,
) -> Result<Vec<ListedCode>, ApiError> {
    acting.as_administrator()?;
    let codes = activation_code::list(database, &acting.institution).await?;
    let devices = device::list(database, &acting.institution).await?;
    let of = |code: &StoredCode| {
        let mut devices = devices.iter();
        devices.find(|device| device.activation_code == Some(code.id))
    };
    let listed = codes.into_iter().map(|stored| ListedCode {
        state: stored.state(now),
        device: of(&stored).cloned(),
        stored,
    });
    Ok(listed.collect())
}

/// Invalidates a code: an unused one can be used no more, of a used one the device is revoked. Once
/// is enough; more often is no mistake.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator, `MKA-E6010` when the institution has no such code.
pub async fn invalidate(
    database: &DatabaseConnection,
    acting: &Acting,
    id: Uuid,
    now: Timestamp,
) -> Result<(), ApiError> {
    acting.as_administrator()?;
    let code = activation_code::find(database, &acting.institution, id).await?;
    let code = code.ok_or(Code::EntryUnknown)?;
    let transaction = database.begin().await?;
    if !activation_code::invalidate(&transaction, id, now).await? {
        return Ok(transaction.rollback().await?);
    }
    if let Some(device) = device::find_by_code(&transaction, id).await? {
        revoke_within(&transaction, &device, acting.actor(), now).await?;
    }
    let event = event(acting, Action::CodeInvalidated, &code);
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(())
}

fn event<'a>(acting: &'a Acting, action: Action, code: &StoredCode) -> NewEvent<'a> {
    NewEvent {
        institution: &acting.institution,
        actor: acting.actor(),
        action,
        subject: Some(code.tail.clone()),
    }
}

fn new_code() -> Result<ActivationCode, ApiError> {
    let mut bytes = Zeroizing::new([0; ActivationCode::LENGTH - 1]);
    getrandom::fill(bytes.as_mut_slice()).map_err(ApiError::internal)?;
    Ok(ActivationCode::from_random(&bytes))
}
