//! Lifetimes of certificates relative to the world's present moment.
//!
//! Everything is rounded to days of Japan or to years, so that two processes started on the same
//! day make the same certificates.

use core::time::Duration;

use der::DateTime;
use jiff::{Span, Timestamp, ToSpan as _, civil::Date};
use kyotaku_core::clock::JST;
use x509_cert::time::{Time, Validity};

use super::PkiError;

/// The present moment, and the days around it as Japan counts them.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    now: Timestamp,
}

impl Calendar {
    /// A calendar whose present is `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { now }
    }

    /// The present moment.
    #[must_use]
    pub fn now(self) -> Timestamp {
        self.now
    }

    /// Today in Japan.
    #[must_use]
    pub fn today(self) -> Date {
        JST.to_datetime(self.now).date()
    }

    /// The day `span` away from today; a negative span lies in the past.
    ///
    /// # Errors
    ///
    /// [`PkiError::Time`] outside the years of the calendar.
    pub fn day(self, span: Span) -> Result<Date, PkiError> {
        Ok(self.today().checked_add(span)?)
    }

    /// The birthday that comes `ahead` birthdays after today; 1 is the next one. 29 February counts
    /// as the last day of February in other years.
    ///
    /// # Errors
    ///
    /// [`PkiError::Time`] outside the years of the calendar.
    pub fn birthday(self, born: Date, ahead: i16) -> Result<Date, PkiError> {
        let today = self.today();
        let this_year = born.checked_add((today.year() - born.year()).years())?;
        let years = if this_year > today { ahead - 1 } else { ahead };
        Ok(born.checked_add((today.year() - born.year() + years).years())?)
    }

    /// A lifetime of whole years of Japan around the present: from the first day of the year `back`
    /// years ago to the last day of the year `ahead` years from now.
    ///
    /// # Errors
    ///
    /// [`PkiError::Time`] outside the years of X.509.
    pub fn years(self, back: i16, ahead: i16) -> Result<Validity, PkiError> {
        let year = self.today().year();
        let first = Date::new(year - back, 1, 1)?;
        let last = Date::new(year + ahead, 12, 31)?;
        lifetime(first, last)
    }
}

/// From the start of `first` to the last second of `last`, in Japan: `15:00:00Z` of the day before
/// and `14:59:59Z`.
///
/// # Errors
///
/// [`PkiError::Time`] outside the years of X.509.
pub fn lifetime(first: Date, last: Date) -> Result<Validity, PkiError> {
    let start = JST.to_timestamp(first.at(0, 0, 0, 0))?;
    let end = JST.to_timestamp(last.at(23, 59, 59, 0))?;
    Ok(Validity::new(time(start)?, time(end)?))
}

/// A moment as X.509 writes it: UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
///
/// # Errors
///
/// [`PkiError::Time`] before 1970.
pub fn time(moment: Timestamp) -> Result<Time, PkiError> {
    let seconds = u64::try_from(moment.as_second()).map_err(|_| PkiError::Time)?;
    Ok(Time::from(DateTime::from_unix_duration(
        Duration::from_secs(seconds),
    )?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar() -> Calendar {
        Calendar::new("2026-11-20T00:30:00+09:00".parse().unwrap())
    }

    #[test]
    fn today_is_japans_day() {
        assert_eq!(calendar().today(), date(2026, 11, 20));
    }

    #[test]
    fn birthdays_ahead_are_counted_from_the_next_one() {
        let calendar = calendar();
        let next = |born, ahead| calendar.birthday(born, ahead).unwrap();
        assert_eq!(next(date(1945, 1, 1), 1), date(2027, 1, 1));
        assert_eq!(next(date(1977, 12, 24), 1), date(2026, 12, 24));
        assert_eq!(next(date(1960, 5, 5), 2), date(2028, 5, 5));
        assert_eq!(next(date(1972, 2, 29), 1), date(2027, 2, 28));
    }

    #[test]
    fn certificates_end_at_the_last_second_of_the_day_in_japan() {
        let validity = lifetime(date(2025, 3, 1), date(2030, 1, 1)).unwrap();
        assert_eq!(validity.not_before.to_string(), "2025-02-28T15:00:00Z");
        assert_eq!(validity.not_after.to_string(), "2030-01-01T14:59:59Z");
    }
}
