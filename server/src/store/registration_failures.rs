//! Refused registrations, of each address that tries at an institution.

use core::net::{IpAddr, Ipv6Addr};

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, Statement,
};

use super::entity::registration_failures::{Column, Entity};
use super::time::{from_column, to_column};

/// The refused registration after which there is a pause.
pub const PAUSED_AFTER: i64 = 5;

/// How long refused registrations add up.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// How long the pause is.
pub const PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// Where tries come from: an IPv4 address, or the network of 64 bits that one subscriber of IPv6
/// has to itself (RFC 6177).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// Whether an address has to wait.
///
/// # Errors
///
/// Those of the database.
pub async fn is_paused(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    origin: &Origin,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let key = (institution.as_str().to_owned(), origin.0.clone());
    let row = Entity::find_by_id(key).one(database).await?;
    let until = row.and_then(|row| row.paused_until);
    Ok(until.is_some_and(|until| now < from_column(until)))
}

/// Counts a refused registration. Each is counted, however many servers do so at once.
///
/// # Errors
///
/// Those of the database.
pub async fn record(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbErr> {
    let window_began = now.saturating_sub(WINDOW).unwrap_or(Timestamp::MIN);
    let pause_ends = now.saturating_add(PAUSE).unwrap_or(Timestamp::MAX);
    // A pause that is over begins a new window, as a window does that is over.
    let count = Statement::from_sql_and_values(
        database.get_database_backend(),
        "INSERT INTO registration_failures AS known (institution, address, since, failures) \
         VALUES ($1, $2, $3, 1) \
         ON CONFLICT (institution, address) DO UPDATE SET \
         since = CASE WHEN known.since > $4 AND (known.paused_until IS NULL \
         OR known.paused_until > $3) THEN known.since ELSE $3 END, \
         failures = CASE WHEN known.since > $4 AND (known.paused_until IS NULL \
         OR known.paused_until > $3) THEN known.failures + 1 ELSE 1 END, \
         paused_until = CASE WHEN known.paused_until > $3 THEN known.paused_until \
         WHEN known.paused_until IS NULL AND known.since > $4 AND known.failures + 1 >= $5 \
         THEN $6 ELSE NULL END",
        [
            institution.as_str().into(),
            origin.0.as_str().into(),
            to_column(now).into(),
            to_column(window_began).into(),
            PAUSED_AFTER.into(),
            to_column(pause_ends).into(),
        ],
    );
    database.execute_raw(count).await?;
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
