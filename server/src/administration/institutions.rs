//! Institutions and their settings.

use jiff::Timestamp;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::api::{Environment, InstitutionProfile};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::{DatabaseConnection, TransactionTrait as _};

use super::accounts::{NewAccount, made};
use super::{Acting, name_checked};
use crate::accounts::hashing::PasswordHashing;
use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::store::account::Role;
use crate::store::{account, institution};

/// 点数表番号 of institutions that do home visits: 医科, 歯科, 調剤, 訪問看護.
pub const KINDS: [&str; 4] = ["1", "3", "4", "6"];

/// An institution to be added, with the マスタ that makes its administrators.
#[derive(Clone, Debug)]
pub struct NewInstitution {
    /// 医療機関コード.
    pub code: InstitutionCode,
    /// 機関名.
    pub name: String,
    /// 点数表番号, of [`KINDS`].
    pub kind: String,
    /// Its first account, whose role and institution follow.
    pub master: NewAccount,
    /// The temporary password of that account.
    pub password: Password,
}

/// Adds an institution. That is the operator's, not an account's.
///
/// # Errors
///
/// `MKA-E6011` for wrong fields, `MKA-E6008` for a weak password, `MKA-E6012` when the institution
/// is there already.
pub async fn add(
    database: &DatabaseConnection,
    passwords: &PasswordHashing,
    new: &NewInstitution,
    now: Timestamp,
) -> Result<(), ApiError> {
    if !KINDS.contains(&new.kind.as_str()) {
        return Err(Code::FieldMalformed.into());
    }
    let institution = InstitutionProfile {
        code: new.code.clone(),
        name: name_checked(&new.name)?,
        kind: new.kind.clone(),
        environment: institution::new_environment(),
    };
    let master = NewAccount {
        role: Role::Master,
        ..new.master.clone()
    };
    let master = made(passwords, &new.code, &master, &new.password, now).await?;
    let transaction = database.begin().await?;
    if !institution::insert(&transaction, &institution).await? {
        transaction.rollback().await?;
        return Err(Code::EntryExists.into());
    }
    account::insert(&transaction, &master).await?;
    let event = NewEvent {
        institution: &new.code,
        actor: Actor::System,
        action: Action::AccountCreated,
        subject: Some(master.id.to_string()),
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(())
}

/// All institutions, for the operator.
///
/// # Errors
///
/// Those of the database.
pub async fn list(database: &DatabaseConnection) -> Result<Vec<InstitutionProfile>, ApiError> {
    Ok(institution::list(database).await?)
}

/// 環境設定情報 of the institution.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator.
pub async fn environment(
    database: &DatabaseConnection,
    acting: &Acting,
) -> Result<Environment, ApiError> {
    acting.as_administrator()?;
    let found = institution::find(database, &acting.institution).await?;
    let found = found.ok_or(Code::EntryUnknown)?;
    Ok(found.environment)
}

/// Changes 環境設定情報 of the institution; `MKA-I6001` tells what it means for who is signed in.
///
/// # Errors
///
/// `MKA-E1105` for anybody but an administrator, `MKA-E6011` for a value outside of OQSCD038 or
/// OQSCD039.
pub async fn set_environment(
    database: &DatabaseConnection,
    acting: &Acting,
    environment: &Environment,
    now: Timestamp,
) -> Result<(), ApiError> {
    acting.as_administrator()?;
    let prescription = environment.electronic_prescription.as_str();
    let timing = environment.prescription_timing.as_str();
    if !["0", "1", "2", "3"].contains(&prescription) || !["1", "2"].contains(&timing) {
        return Err(Code::FieldMalformed.into());
    }
    let transaction = database.begin().await?;
    institution::set_environment(&transaction, &acting.institution, environment).await?;
    let event = NewEvent {
        institution: &acting.institution,
        actor: acting.actor(),
        action: Action::EnvironmentChanged,
        subject: None,
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(())
}
