//! The list of supported phones.

use kyotaku_core::wire::api::SupportedDevicesResponse;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, Set};

use super::entity::supported_devices::{self, Column, Entity};
use super::person::{read, write};

/// There is one list.
const ROW: i64 = 1;

/// Puts a list in the place of the one there is.
///
/// # Errors
///
/// Those of the database.
pub async fn replace(
    database: &impl ConnectionTrait,
    list: &SupportedDevicesResponse,
) -> Result<(), DbErr> {
    let row = supported_devices::ActiveModel {
        id: Set(ROW),
        list: Set(write(list)?),
    };
    let again = OnConflict::column(Column::Id)
        .update_column(Column::List)
        .to_owned();
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(database)
        .await?;
    Ok(())
}

/// The list, which is empty until one has been imported.
///
/// # Errors
///
/// Those of the database, also when the row does not hold what this server writes.
pub async fn find(database: &impl ConnectionTrait) -> Result<SupportedDevicesResponse, DbErr> {
    let row = Entity::find_by_id(ROW).one(database).await?;
    row.map_or_else(
        || Ok(SupportedDevicesResponse::default()),
        |row| read(row.list, "supported_devices.list"),
    )
}
