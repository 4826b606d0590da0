//! Refused registrations, of each address that tries at an institution.
//!
//! Tries are counted as [`sign_in_failures`](super::sign_in_failures) counts them: before anything
//! is looked at, and given back when nothing was wrong.

use core::net::{IpAddr, Ipv6Addr};

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, Statement,
};

use super::entity::registration_failures::{Column, Entity};
use super::time::to_column;

/// The refused registration after which there is a pause.
pub const PAUSED_AFTER: i64 = 5;

/// How long refused registrations add up.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// How long the pause is.
pub const PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// Where tries come from: an IPv4 address, or the network of 64 bits that one subscriber of IPv6
/// has to itself (RFC 6177).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl From<IpAddr> for Origin {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
            }
        })
    }
}

/// Counts a try. Answers whether it may go on.
///
/// # Errors
///
/// Those of the database.
pub async fn charge(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    origin: &Origin,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let window_began = now.saturating_sub(WINDOW).unwrap_or(Timestamp::MIN);
    let pause_ends = now.saturating_add(PAUSE).unwrap_or(Timestamp::MAX);
    // A pause that is over, like a window that is, begins a new window.
    let count = Statement::from_sql_and_values(
        database.get_database_backend(),
        "INSERT INTO registration_failures (institution, address, since, failures) \
         VALUES ($1, $2, $3, 1) \
         ON CONFLICT (institution, address) DO UPDATE SET \
         since = CASE WHEN registration_failures.paused_until IS NULL \
         AND registration_failures.since > $4 THEN registration_failures.since ELSE $3 END, \
         failures = CASE WHEN registration_failures.paused_until IS NULL \
         AND registration_failures.since > $4 THEN registration_failures.failures + 1 ELSE 1 END, \
         paused_until = CASE WHEN registration_failures.paused_until IS NULL \
         AND registration_failures.since > $4 \
         AND registration_failures.failures + 1 >= $5 THEN $6 ELSE NULL END \
         WHERE registration_failures.paused_until IS NULL \
         OR registration_failures.paused_until <= $3 \
         RETURNING failures",
        [
            institution.as_str().into(),
            origin.0.as_str().into(),
            to_column(now).into(),
            to_column(window_began).into(),
            PAUSED_AFTER.into(),
            to_column(pause_ends).into(),
        ],
    );
    Ok(database.query_one_raw(count).await?.is_some())
}

/// Gives back one try, whose inputs were right. Those before it stay counted.
///
/// # Errors
///
/// Those of the database.
pub async fn refund(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    origin: &Origin,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Failures, Expr::col(Column::Failures).sub(1))
        .col_expr(
            Column::PausedUntil,
            Expr::value(None::<sea_orm::prelude::TimeDateTimeWithTimeZone>),
        )
        .filter(Column::Institution.eq(institution.as_str()))
        .filter(Column::Address.eq(origin.0.as_str()))
        .filter(Column::Failures.gt(0))
        .exec(database)
        .await?;
    Ok(())
}

/// Forgets what counts no more at `now`. Answers how many addresses.
///
/// # Errors
///
/// Those of the database.
pub async fn forget_old(database: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let window_began = now.saturating_sub(WINDOW).unwrap_or(Timestamp::MIN);
    let over = Condition::any()
        .add(Column::PausedUntil.is_null())
        .add(Column::PausedUntil.lte(to_column(now)));
    let forgotten = Entity::delete_many()
        .filter(Column::Since.lte(to_column(window_began)))
        .filter(over)
        .exec(database)
        .await?;
    Ok(forgotten.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_one_subscriber_has() {
        let origin = |text: &str| Origin::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(origin("192.0.2.1"), origin("::ffff:192.0.2.1"));
        assert_ne!(origin("192.0.2.1"), origin("192.0.2.2"));
        assert_eq!(origin("2001:db8:1:2::1"), origin("2001:db8:1:2:ffff::9"));
        assert_ne!(origin("2001:db8:1:2::1"), origin("2001:db8:1:3::1"));
    }
}
