//! What a certificate may be used for today.

use jiff::civil::DateTime;
use jiff::{Span, Timestamp};

use super::x509::contains;
use crate::clock::JST;

/// How long before its end a certificate is reported as expiring, and how long after the end of
/// the month of its end it is still accepted for qualification.
const MONTHS: i32 = 3;

/// The standing of a certificate at one moment.
///
/// ```text
///  NotYet │ Valid              │ Expiring      │ Grace                          │ Dead
/// ────────┼────────────────────┼───────────────┼────────────────────────────────┼──────▶
///     not before      not after − 3 months   not after     end of that month + 3 months
/// ```
///
/// Months and days are those of the Japanese calendar day. `Foreign` and `Revoked` stand outside
/// of the line. For three months after the month in which the certificate ends, the holder's
/// qualification may still be confirmed with it, but medical information may not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Over, also for qualification.
    Dead,
    /// In its last three months; everything is allowed, and the holder should renew it.
    Expiring {
        /// The last second of validity.
        until: Timestamp,
    },
    /// Not issued by a CA of the configuration, or under a policy that is not allowed.
    Foreign,
    /// Ended, and accepted for qualification only.
    Grace {
        /// The last second of the grace period, 23:59:59 in Japan.
        until: Timestamp,
    },
    /// Not valid yet, which more often than not means that the asker's clock is wrong.
    NotYet {
        /// The first second of validity.
        from: Timestamp,
    },
    /// Revoked by its CA.
    Revoked {
        /// The revocation date of the list.
        since: Timestamp,
    },
    /// In force.
    Valid,
}

impl Standing {
    /// Judges by the dates of the certificate alone.
    ///
    /// Both dates have whole seconds; the last second of each period belongs to it as a whole.
    #[must_use]
    pub fn by_dates(not_before: Timestamp, not_after: Timestamp, now: Timestamp) -> Self {
        if now < not_before {
            return Self::NotYet { from: not_before };
        }
        if contains(not_before, not_after, now) {
            return if now < expiring_from(not_after) {
                Self::Valid
            } else {
                Self::Expiring { until: not_after }
            };
        }
        let until = grace_until(not_after);
        if contains(not_after, until, now) {
            Self::Grace { until }
        } else {
            Self::Dead
        }
    }

    /// Tells whether the holder's qualification may be confirmed with the certificate.
    #[must_use]
    pub fn allows_qualification(&self) -> bool {
        matches!(
            self,
            Self::Valid | Self::Expiring { .. } | Self::Grace { .. }
        )
    }

    /// Tells whether consent to open medical information may be registered with the certificate.
    #[must_use]
    pub fn allows_medical_information(&self) -> bool {
        matches!(self, Self::Valid | Self::Expiring { .. })
    }
}

/// The start of the Japanese day that lies three months before the day of the end.
///
/// Where that month is too short, its last day: an end on 31 May is announced from 28 February.
fn expiring_from(not_after: Timestamp) -> Timestamp {
    let day = JST.to_datetime(not_after).date();
    day.checked_sub(Span::new().months(MONTHS))
        .map_or(Timestamp::MIN, |day| {
            in_japan(day.to_datetime(jiff::civil::Time::midnight()))
        })
}

/// The last second, in Japan, of the third month after the month of the end.
fn grace_until(not_after: Timestamp) -> Timestamp {
    let first_of_month = JST.to_datetime(not_after).date().first_of_month();
    first_of_month
        .checked_add(Span::new().months(MONTHS))
        .map_or(Timestamp::MAX, |month| {
            in_japan(month.last_of_month().at(23, 59, 59, 0))
        })
}

/// Beyond the years that a timestamp can hold the nearest one is as good.
fn in_japan(time: DateTime) -> Timestamp {
    JST.to_timestamp(time).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUED: &str = "2021-05-06T00:00:00+09:00";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn standing(not_after: &str, now: &str) -> Standing {
        Standing::by_dates(at(ISSUED), at(not_after), at(now))
    }

    #[test]
    fn certificate_of_may_fifth_is_accepted_until_the_end_of_august() {
        let end = "2026-05-05T23:59:59+09:00";
        let grace = Standing::Grace {
            until: at("2026-08-31T23:59:59+09:00"),
        };
        assert_eq!(standing(end, "2026-05-06T00:00:00+09:00"), grace);
        assert_eq!(standing(end, "2026-08-31T23:59:59+09:00"), grace);
        assert_eq!(standing(end, "2026-08-31T23:59:59.999+09:00"), grace);
        assert_eq!(standing(end, "2026-09-01T00:00:00+09:00"), Standing::Dead);
    }

    #[test]
    fn last_second_of_validity_counts_as_a_whole() {
        let end = "2026-05-05T23:59:59+09:00";
        let expiring = Standing::Expiring { until: at(end) };
        assert_eq!(standing(end, "2026-05-05T23:59:59+09:00"), expiring);
        assert_eq!(
            standing(end, "2026-05-05T23:59:59.999999999+09:00"),
            expiring
        );
    }

    #[test]
    fn first_second_of_validity_counts() {
        let end = "2026-05-05T23:59:59+09:00";
        let early = Standing::NotYet { from: at(ISSUED) };
        assert_eq!(standing(end, "2021-05-05T23:59:59.999999999+09:00"), early);
        assert_eq!(standing(end, ISSUED), Standing::Valid);
    }

    #[test]
    fn warning_starts_with_the_day_three_months_before() {
        let end = "2026-05-05T23:59:59+09:00";
        let expiring = Standing::Expiring { until: at(end) };
        assert_eq!(
            standing(end, "2026-02-04T23:59:59.999+09:00"),
            Standing::Valid
        );
        assert_eq!(standing(end, "2026-02-05T00:00:00+09:00"), expiring);
    }

    #[test]
    fn warning_starts_on_the_last_day_of_a_month_that_is_too_short() {
        let common = "2026-05-31T23:59:59+09:00";
        assert_eq!(
            standing(common, "2026-02-27T23:59:59+09:00"),
            Standing::Valid
        );
        let expiring = Standing::Expiring { until: at(common) };
        assert_eq!(standing(common, "2026-02-28T00:00:00+09:00"), expiring);
        let leap = "2028-05-31T23:59:59+09:00";
        assert_eq!(standing(leap, "2028-02-28T23:59:59+09:00"), Standing::Valid);
        let expiring = Standing::Expiring { until: at(leap) };
        assert_eq!(standing(leap, "2028-02-29T00:00:00+09:00"), expiring);
    }

    #[test]
    fn grace_ends_with_the_third_month_however_long_it_is() {
        for (end, until) in [
            ("2025-11-10T23:59:59+09:00", "2026-02-28T23:59:59+09:00"),
            ("2027-11-30T23:59:59+09:00", "2028-02-29T23:59:59+09:00"),
            ("2028-02-29T23:59:59+09:00", "2028-05-31T23:59:59+09:00"),
            ("2026-02-28T23:59:59+09:00", "2026-05-31T23:59:59+09:00"),
            ("2025-12-01T23:59:59+09:00", "2026-03-31T23:59:59+09:00"),
            ("2025-12-31T23:59:59+09:00", "2026-03-31T23:59:59+09:00"),
            ("2026-01-31T23:59:59+09:00", "2026-04-30T23:59:59+09:00"),
            ("2026-03-01T23:59:59+09:00", "2026-06-30T23:59:59+09:00"),
        ] {
            assert_eq!(
                standing(end, until),
                Standing::Grace { until: at(until) },
                "{end}"
            );
            let over = at(until) + Span::new().seconds(1);
            assert_eq!(
                Standing::by_dates(at(ISSUED), at(end), over),
                Standing::Dead,
                "{end}"
            );
        }
    }

    #[test]
    fn month_of_the_end_is_that_of_the_day_in_japan() {
        let grace = Standing::Grace {
            until: at("2026-04-30T23:59:59+09:00"),
        };
        assert_eq!(
            standing("2025-12-31T15:00:00Z", "2026-01-15T00:00:00Z"),
            grace
        );
        let grace = Standing::Grace {
            until: at("2026-03-31T23:59:59+09:00"),
        };
        assert_eq!(
            standing("2025-12-31T14:59:59Z", "2026-01-15T00:00:00Z"),
            grace
        );
    }

    #[test]
    fn dates_at_the_ends_of_time_are_judged_without_panic() {
        let ends = [Timestamp::MIN, at(ISSUED), Timestamp::MAX];
        for not_before in ends {
            for not_after in ends {
                for now in ends {
                    let _ = Standing::by_dates(not_before, not_after, now);
                }
            }
        }
        let until = Timestamp::MAX;
        let last = Standing::by_dates(Timestamp::MIN, until, until);
        assert_eq!(last, Standing::Expiring { until });
    }

    #[test]
    fn qualification_outlives_medical_information() {
        let until = at(ISSUED);
        for (standing, qualification, medical) in [
            (Standing::Valid, true, true),
            (Standing::Expiring { until }, true, true),
            (Standing::Grace { until }, true, false),
            (Standing::Dead, false, false),
            (Standing::NotYet { from: until }, false, false),
            (Standing::Foreign, false, false),
            (Standing::Revoked { since: until }, false, false),
        ] {
            assert_eq!(
                standing.allows_qualification(),
                qualification,
                "{standing:?}"
            );
            assert_eq!(
                standing.allows_medical_information(),
                medical,
                "{standing:?}"
            );
        }
    }
}
