//! Institutions and accounts.

use jiff::Timestamp;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _};

use super::entity::{account, institution};
use super::time::day_in_japan;

/// Roles whose accounts may use the app.
const APP_ROLES: [&str; 2] = ["general", "medicalViewer"];

/// Whether an account may use the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// It may.
    Usable,
    /// Not on this day of Japan: its 利用開始年月日 lies ahead, or its 利用終了年月日 has passed.
    OutsidePeriod,
    /// There is no such account, or its role may not.
    NotPermitted,
}

/// Finds an institution.
///
/// # Errors
///
/// Those of the database.
pub async fn find(
    database: &impl ConnectionTrait,
    code: &InstitutionCode,
) -> Result<Option<institution::Model>, DbErr> {
    institution::Entity::find_by_id(code.as_str().to_owned())
        .one(database)
        .await
}

/// Tells whether an account may use the app at `now`. Both days of its period belong to it.
///
/// # Errors
///
/// Those of the database.
pub async fn account_state(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
    now: Timestamp,
) -> Result<AccountState, DbErr> {
    let key = (institution.as_str().to_owned(), id.as_str().to_owned());
    let found = account::Entity::find_by_id(key).one(database).await?;
    let Some(account) = found.filter(|account| APP_ROLES.contains(&account.role.as_str())) else {
        return Ok(AccountState::NotPermitted);
    };
    // Eight digits each, so they sort as the days do.
    let today = day_in_japan(now);
    let ended = account.valid_until.is_some_and(|until| until < today);
    if ended || today < account.valid_from {
        Ok(AccountState::OutsidePeriod)
    } else {
        Ok(AccountState::Usable)
    }
}
