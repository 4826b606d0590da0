//! Dates and times as digits.

use core::fmt;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

#[cfg(feature = "openapi")]
use crate::wire::schema::text_schema;

/// A date as eight digits, `YYYYMMDD`. It is kept as received: registered birth dates without a
/// known day (`19450000`) exist and must not be lost.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OqsDate(String);

impl OqsDate {
    /// The text as received.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The calendar date, if the text names one.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        let [year, month, day] = digits(&self.0, [0..4, 4..6, 6..8], 8)?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

/// A local time of Japan as fourteen digits, `YYYYMMDDHHmmss`, kept as received.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OqsTime(String);

impl OqsTime {
    /// The text as received.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date and time, if the text names one.
    #[must_use]
    pub fn date_time(&self) -> Option<DateTime> {
        let [hour, minute, second] = digits(&self.0, [8..10, 10..12, 12..14], 14)?;
        let date = OqsDate(self.0[..8].to_owned()).date()?;
        let [hour, minute, second] = [hour, minute, second].map(i8::try_from);
        DateTime::new(
            date.year(),
            date.month(),
            date.day(),
            hour.ok()?,
            minute.ok()?,
            second.ok()?,
            0,
        )
        .ok()
    }
}

/// Reads three fields of a text of `length` ASCII digits.
fn digits(text: &str, fields: [core::ops::Range<usize>; 3], length: usize) -> Option<[i16; 3]> {
    if text.len() != length || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut values = [0; 3];
    for (value, field) in values.iter_mut().zip(fields) {
        *value = text[field].parse().ok()?;
    }
    Some(values)
}

#[cfg(feature = "openapi")]
text_schema!(OqsDate {
    description: "A date as eight digits, `YYYYMMDD`. Registered birth dates without a known day (`19450000`) exist.",
    example: Some("19450101"),
});

#[cfg(feature = "openapi")]
text_schema!(OqsTime {
    description: "A local time of Japan as fourteen digits, `YYYYMMDDHHmmss`.",
    example: Some("20261122093000"),
});

impl From<String> for OqsDate {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<String> for OqsTime {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for OqsDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OqsDate(****)")
    }
}

impl fmt::Debug for OqsTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OqsTime(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_name_dates_and_times() {
        let date = OqsDate::from("19450101".to_owned());
        assert_eq!(date.date(), Some(Date::constant(1945, 1, 1)));
        let time = OqsTime::from("20260803093000".to_owned());
        assert_eq!(time.date_time().unwrap().to_string(), "2026-08-03T09:30:00");
    }

    #[test]
    fn what_names_no_date_stays_text() {
        for text in [
            "",
            "19450000",
            "1945011",
            "1945-1-1",
            "20260230",
            "１９４５０１０１",
        ] {
            assert_eq!(OqsDate::from(text.to_owned()).date(), None, "{text}");
            assert_eq!(OqsTime::from(text.to_owned()).date_time(), None, "{text}");
        }
        assert_eq!(OqsTime::from("20260803246000".to_owned()).date_time(), None);
    }
}
