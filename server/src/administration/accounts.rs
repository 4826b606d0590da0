//! The accounts of an institution.

use jiff::Timestamp;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::display::full_width_kana;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use kyotaku_core::wire::qualification::OqsDate;
use sea_orm::{DatabaseConnection, DatabaseTransaction, TransactionTrait as _};

use super::{Acting, name_checked};
use crate::accounts::hashing::PasswordHashing;
use crate::accounts::{AccountState, hashed, password};
use crate::audit::{self, Action, NewEvent};
use crate::problem::ApiError;
use crate::store::account::{self, Account, Role};
use crate::store::{session, sign_in_failures};

/// An account to be added.
#[derive(Clone)]
pub struct NewAccount {
    /// ユーザーID.
    pub id: AccountId,
    /// ユーザ名.
    pub name: String,
    /// ユーザ名(カナ), of either width.
    pub name_kana: String,
    /// 権限区分.
    pub role: Role,
    /// 利用開始年月日, `YYYYMMDD`; it may lie in the past.
    pub valid_from: String,
    /// 利用終了年月日, `YYYYMMDD`.
    pub valid_until: Option<String>,
}

/// An account as it is listed.
#[derive(Clone, Debug)]
pub struct ListedAccount {
    /// The account.
    pub account: Account,
    /// Its state.
    pub state: AccountState,
}

/// Adds an account with a temporary password, which has to be changed at the first sign-in.
///
/// # Errors
///
/// `MKA-E1105` when the role is not managed by whoever acts, `MKA-E6002` and `MKA-E6011` for wrong
/// fields, `MKA-E6008` for a weak password, `MKA-E6003` when the id is taken.
pub async fn add(
    database: &DatabaseConnection,
    passwords: &PasswordHashing,
    acting: &Acting,
    new: &NewAccount,
    password: &Password,
    now: Timestamp,
) -> Result<(), ApiError> {
    acting.manages(new.role)?;
    // There is one マスタ, and it came with the institution.
    if new.role == Role::Master {
        return Err(Code::AccountNotPermitted.into());
    }
    let account = made(passwords, &acting.institution, new, password, now).await?;
    let transaction = database.begin().await?;
    if !account::insert(&transaction, &account).await? {
        transaction.rollback().await?;
        return Err(Code::AccountIdTaken.into());
    }
    finish(transaction, acting, Action::AccountCreated, &new.id, now).await
}

/// The accounts of the institution, with their states.
///
/// # Errors
///
/// Those of the database.
pub async fn list(
    database: &DatabaseConnection,
    acting: &Acting,
    now: Timestamp,
) -> Result<Vec<ListedAccount>, ApiError> {
    let accounts = account::list(database, &acting.institution).await?;
    let restraints = sign_in_failures::restraints(database, &acting.institution, now).await?;
    let listed = accounts.into_iter().map(|account| {
        let restraint = restraints
            .iter()
            .find(|(id, _)| id == account.id.as_str())
            .map(|(_, restraint)| *restraint);
        ListedAccount {
            state: account.state(restraint, now),
            account,
        }
    });
    Ok(listed.collect())
}

/// Forgets the wrong passwords of an account, so that it can be signed in again.
///
/// # Errors
///
/// `MKA-E6010` when there is no such account, `MKA-E1105` when it is not managed by whoever acts.
pub async fn unlock(
    database: &DatabaseConnection,
    acting: &Acting,
    id: &AccountId,
    now: Timestamp,
) -> Result<(), ApiError> {
    managed(database, acting, id).await?;
    let transaction = database.begin().await?;
    sign_in_failures::clear(&transaction, &acting.institution, id).await?;
    finish(transaction, acting, Action::AccountChanged, id, now).await
}

/// Gives an account a temporary password, unlocks it and ends its sessions.
///
/// # Errors
///
/// As of [`unlock`], and `MKA-E6008` for a weak password.
pub async fn reset_password(
    database: &DatabaseConnection,
    passwords: &PasswordHashing,
    acting: &Acting,
    id: &AccountId,
    new: &Password,
    now: Timestamp,
) -> Result<(), ApiError> {
    let account = managed(database, acting, id).await?;
    password::check(new, id)?;
    let stored = hashed(passwords, new, true, now).await?;
    let transaction = database.begin().await?;
    if !account::set_password(&transaction, &account, &stored).await? {
        transaction.rollback().await?;
        return Err(Code::EntryUnknown.into());
    }
    sign_in_failures::clear(&transaction, &acting.institution, id).await?;
    session::end_of_account(&transaction, &acting.institution, id).await?;
    finish(transaction, acting, Action::PasswordChanged, id, now).await
}

/// Sets the last day of an account, which may lie in the past.
///
/// # Errors
///
/// As of [`unlock`], and `MKA-E6011` for a day before the first one.
pub async fn end(
    database: &DatabaseConnection,
    acting: &Acting,
    id: &AccountId,
    last_day: &str,
    now: Timestamp,
) -> Result<(), ApiError> {
    let account = managed(database, acting, id).await?;
    let last_day = date_checked(last_day)?;
    if last_day < account.valid_from {
        return Err(Code::FieldMalformed.into());
    }
    let transaction = database.begin().await?;
    account::set_last_day(&transaction, &acting.institution, id, &last_day).await?;
    finish(transaction, acting, Action::AccountChanged, id, now).await
}

/// Gives or takes 目視権限. What has begun by sight ends with it: the terminal signs no more.
///
/// # Errors
///
/// As of [`unlock`].
pub async fn permit_visual(
    database: &DatabaseConnection,
    acting: &Acting,
    id: &AccountId,
    visual: bool,
    now: Timestamp,
) -> Result<(), ApiError> {
    managed(database, acting, id).await?;
    let transaction = database.begin().await?;
    account::set_visual(&transaction, &acting.institution, id, visual).await?;
    finish(transaction, acting, Action::AccountChanged, id, now).await
}

async fn managed(
    database: &DatabaseConnection,
    acting: &Acting,
    id: &AccountId,
) -> Result<Account, ApiError> {
    let account = account::find(database, &acting.institution, id).await?;
    let account = account.ok_or(Code::EntryUnknown)?;
    acting.manages(account.role)?;
    Ok(account)
}

async fn finish(
    transaction: DatabaseTransaction,
    acting: &Acting,
    action: Action,
    id: &AccountId,
    now: Timestamp,
) -> Result<(), ApiError> {
    let event = NewEvent {
        institution: &acting.institution,
        actor: acting.actor(),
        action,
        subject: Some(id.to_string()),
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(())
}

/// The account of checked fields, with its temporary password.
pub(super) async fn made(
    passwords: &PasswordHashing,
    institution: &InstitutionCode,
    new: &NewAccount,
    password: &Password,
    now: Timestamp,
) -> Result<Account, ApiError> {
    let valid_from = date_checked(&new.valid_from)?;
    let valid_until = new.valid_until.as_deref().map(date_checked).transpose()?;
    if valid_until.as_ref().is_some_and(|last| *last < valid_from) {
        return Err(Code::FieldMalformed.into());
    }
    password::check(password, &new.id)?;
    Ok(Account {
        institution: institution.clone(),
        id: new.id.clone(),
        name: name_checked(&new.name)?,
        name_kana: kana_checked(&new.name_kana)?,
        role: new.role,
        valid_from,
        valid_until,
        last_login_at: None,
        visual: true,
        password: Some(hashed(passwords, password, true, now).await?),
    })
}

/// A day that exists.
fn date_checked(date: &str) -> Result<String, Code> {
    let date = OqsDate::from(date.to_owned());
    let day = date.date().ok_or(Code::FieldMalformed)?;
    Ok(day.strftime("%Y%m%d").to_string())
}

/// Kana as they are stored: full-width katakana, with spaces and the marks that names have.
fn kana_checked(name: &str) -> Result<String, Code> {
    let kana = full_width_kana(&name_checked(name)?);
    let fits = |letter| matches!(letter, 'ァ'..='ヺ' | 'ー' | '・' | '\u{3000}');
    if kana.chars().all(fits) {
        Ok(kana)
    } else {
        Err(Code::FieldMalformed)
    }
}

/// Shows neither name.
impl core::fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("NewAccount")
            .field("id", &self.id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_of_either_width_are_stored_wide_and_nothing_else_is_kana() {
        assert_eq!(
            kana_checked("ｶﾝｺﾞ ｼﾞｭｳｲﾁ"),
            Ok("カンゴ　ジュウイチ".to_owned())
        );
        assert_eq!(
            kana_checked("ジョン・スミス"),
            Ok("ジョン・スミス".to_owned())
        );
        for wrong in ["看護", "かんご", "KANGO", "カンゴ1"] {
            assert_eq!(kana_checked(wrong), Err(Code::FieldMalformed), "{wrong}");
        }
        assert_eq!(kana_checked("  "), Err(Code::FieldMissing));
        assert_eq!(kana_checked(&"ア".repeat(41)), Err(Code::FieldMalformed));
    }

    #[test]
    fn only_days_that_exist_are_days() {
        assert_eq!(date_checked("20240229"), Ok("20240229".to_owned()));
        for wrong in ["20260229", "20260001", "2026-1-1", "", "２０２６０１０１"] {
            assert_eq!(date_checked(wrong), Err(Code::FieldMalformed), "{wrong}");
        }
    }
}
