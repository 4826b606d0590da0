//! お知らせ.

use jiff::Timestamp;
use kyotaku_core::wire::api::Notice;
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

use super::entity::notice::{self, Column, Entity};
use super::time::{from_column, to_column};

/// Most notices that are shown.
const MOST: u64 = 50;

/// A notice with whom and how long it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What is shown.
    pub notice: Notice,
    /// Whom it is for; everybody, if nobody is named.
    pub institution: Option<String>,
    /// When it is shown no more.
    pub until: Option<Timestamp>,
}

/// Publishes a notice and gives its id.
///
/// # Errors
///
/// Those of the database; an institution that is not there violates a foreign key.
pub async fn publish(
    database: &impl ConnectionTrait,
    (title, body): (String, String),
    institution: Option<&InstitutionCode>,
    published_at: Timestamp,
    until: Option<Timestamp>,
) -> Result<Uuid, DbErr> {
    let id = Uuid::new_v4();
    let row = notice::ActiveModel {
        id: Set(id),
        institution: Set(institution.map(|code| code.as_str().to_owned())),
        published_at: Set(to_column(published_at)),
        until: Set(until.map(to_column)),
        title: Set(title),
        body: Set(body),
    };
    Entity::insert(row).exec_without_returning(database).await?;
    Ok(id)
}

/// The notices that an institution is shown `now`, newest first.
///
/// # Errors
///
/// Those of the database.
pub async fn shown(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    now: Timestamp,
) -> Result<Vec<Notice>, DbErr> {
    let now = to_column(now);
    let for_it = Condition::any()
        .add(Column::Institution.is_null())
        .add(Column::Institution.eq(institution.as_str()));
    let not_over = Condition::any()
        .add(Column::Until.is_null())
        .add(Column::Until.gt(now));
    let rows = Entity::find()
        .filter(for_it)
        .filter(not_over)
        .filter(Column::PublishedAt.lte(now))
        .order_by_desc(Column::PublishedAt)
        .order_by_asc(Column::Id)
        .limit(MOST)
        .all(database)
        .await?;
    Ok(rows.into_iter().map(|row| read(row).notice).collect())
}

/// All notices, newest first.
///
/// # Errors
///
/// Those of the database.
pub async fn list(database: &impl ConnectionTrait) -> Result<Vec<Published>, DbErr> {
    let rows = Entity::find()
        .order_by_desc(Column::PublishedAt)
        .order_by_asc(Column::Id)
        .all(database)
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

fn read(row: notice::Model) -> Published {
    Published {
        notice: Notice {
            id: row.id.to_string(),
            published_at: from_column(row.published_at),
            title: row.title,
            body: row.body,
        },
        institution: row.institution,
        until: row.until.map(from_column),
    }
}
