//! Institutions and accounts.

use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _};

use super::entity::{account, institution};

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

/// Finds an account of an institution.
///
/// # Errors
///
/// Those of the database.
pub async fn find_account(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
) -> Result<Option<account::Model>, DbErr> {
    let key = (institution.as_str().to_owned(), id.as_str().to_owned());
    account::Entity::find_by_id(key).one(database).await
}
