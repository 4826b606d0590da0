//! How long consents hold.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use kyotaku_core::clock::JST;
use kyotaku_core::wire::presence::CareKind;

/// How long consents hold: to home visits, whose relation goes on, some months of Japan's calendar
/// since their last use; others for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentTerm {
    months: u32,
}

impl ConsentTerm {
    /// A term of so many months for home visits.
    #[must_use]
    pub const fn of_months(months: u32) -> Self {
        Self { months }
    }

    /// The end of a term that begins at `from`.
    ///
    /// # Errors
    ///
    /// [`jiff::Error`] when it is after all time that can be told.
    pub fn end(self, from: Timestamp, care_kind: CareKind) -> Result<Timestamp, jiff::Error> {
        match care_kind {
            CareKind::HomeVisit => {
                let end = from
                    .to_zoned(TimeZone::fixed(JST))
                    .checked_add(Span::new().try_months(self.months)?)?;
                Ok(end.timestamp())
            }
            CareKind::Outpatient | CareKind::Online => {
                from.checked_add(SignedDuration::from_hours(24))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consent_to_home_visits_holds_for_months_of_japans_calendar_and_others_for_a_day() {
        let until = |months, from: &str, care_kind| {
            let term = ConsentTerm::of_months(months);
            term.end(from.parse().unwrap(), care_kind)
                .unwrap()
                .to_string()
        };
        // In Japan it is 29 February already, a day that the next year does not have.
        let leap = "2028-02-28T15:00:00Z";
        for (months, end) in [
            (3, "2028-05-28T15:00:00Z"),
            (12, "2029-02-27T15:00:00Z"),
            (36, "2031-02-27T15:00:00Z"),
        ] {
            assert_eq!(until(months, leap, CareKind::HomeVisit), end);
            for care_kind in [CareKind::Outpatient, CareKind::Online] {
                assert_eq!(until(months, leap, care_kind), "2028-02-29T15:00:00Z");
            }
        }
    }
}
