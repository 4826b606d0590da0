//! Conversion at the edge: `jiff` outside, `time` in the database.

use jiff::Timestamp;
use kyotaku_core::clock::JST;
use sea_orm::prelude::TimeDateTimeWithTimeZone;
use time::OffsetDateTime;

/// Cuts a time to whole seconds and converts it for a column.
pub(super) fn to_column(time: Timestamp) -> TimeDateTimeWithTimeZone {
    // Both types reach from year -9999 to 9999, so the fallback is never taken.
    OffsetDateTime::from_unix_timestamp(time.as_second()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Converts a column's value.
pub(super) fn from_column(time: TimeDateTimeWithTimeZone) -> Timestamp {
    Timestamp::from_second(time.unix_timestamp()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The day in Japan, `YYYYMMDD`.
pub(crate) fn day_in_japan(now: Timestamp) -> String {
    let day = JST.to_datetime(now).date();
    day.strftime("%Y%m%d").to_string()
}
