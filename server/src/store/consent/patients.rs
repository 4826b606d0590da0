//! The patients who have consented to something.

use kyotaku_core::wire::api::Person;
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::prelude::Json;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, ExprTrait as _, Order,
    QueryFilter as _, QuerySelect as _,
};

use crate::store::entity::{consent, result, visit};
use crate::store::kana;
use crate::store::person::read;
use crate::store::reception::ReceptionNumber;

/// A person who has consented to something, with the last result.
#[derive(Clone, Debug)]
pub struct Patient {
    /// Its 受付番号.
    pub number: ReceptionNumber,
    /// Key of the person.
    pub person: String,
    /// Who that is, as the result has it.
    pub identity: Person,
}

/// The persons who have consented to something at an institution, with their last results, newest
/// first, at most `count`; only those whose [folded](kana::fold) name begins with `prefix`, if that is given.
/// It goes through all results of the institution, so it is for its administrators and not for
/// every day.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn patients(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    prefix: Option<&str>,
    count: u64,
) -> Result<Vec<Patient>, DbErr> {
    let of_results = (result::Entity, result::Column::Visit);
    let of_visits = (visit::Entity, visit::Column::Challenge);
    let person = (visit::Entity, visit::Column::Person);
    let consenting = Query::select()
        .column(consent::Column::Person)
        .from(consent::Entity)
        .and_where(consent::Column::Institution.eq(institution.as_str()))
        .take();
    let last = Expr::col((result::Entity, result::Column::Place)).max();
    let mut lasts = Query::select();
    lasts
        .column(person)
        .expr_as(last.clone(), "last")
        .from(result::Entity)
        .inner_join(visit::Entity, Expr::col(of_visits).equals(of_results))
        .and_where(
            Expr::col((result::Entity, result::Column::Institution)).eq(institution.as_str()),
        )
        .and_where(Expr::col(person).in_subquery(consenting))
        .group_by_col(person)
        .order_by_expr(last, Order::Desc)
        .limit(count);
    if let Some(prefix) = prefix {
        lasts.and_where(
            Expr::col((result::Entity, result::Column::Kana)).gte(prefix.as_bytes().to_vec()),
        );
        if let Some(end) = kana::end_of(prefix) {
            lasts.and_where(Expr::col((result::Entity, result::Column::Kana)).lt(end));
        }
    }
    let found = database.query_all(&lasts).await?;
    let mut results = Vec::with_capacity(found.len());
    for row in found {
        let place: i64 = row.try_get("", "last")?;
        let identity: Option<Json> = result::Entity::find()
            .select_only()
            .column(result::Column::Identity)
            .filter(result::Column::Institution.eq(institution.as_str()))
            .filter(result::Column::Place.eq(place))
            .into_tuple()
            .one(database)
            .await?;
        let identity = identity.ok_or_else(|| DbErr::Custom("a result is gone".into()))?;
        results.push(Patient {
            number: ReceptionNumber::at(place),
            person: row.try_get("", "person")?,
            identity: read(identity, "results.identity")?,
        });
    }
    Ok(results)
}
