//! 受付番号.

use core::fmt;
use core::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::time::day_in_japan;

/// Above every number that is drawn on one day.
const DAY: i64 = 1_000_000_000;

/// 受付番号: a day in Japan, and a number that is drawn on that day by one institution, from 1. Its
/// text is `YYYYMMDD` and five digits or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReceptionNumber {
    /// `YYYYMMDD`.
    day: i64,
    drawn: i64,
}

/// A text is no 受付番号.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a 受付番号")]
pub struct MalformedReceptionNumber;

impl ReceptionNumber {
    /// The number as one that sorts by day, and within it in the order of drawing.
    #[must_use]
    pub const fn place(self) -> i64 {
        self.day * DAY + self.drawn
    }

    /// The month of its day, `YYYYMM`.
    #[must_use]
    pub const fn month(self) -> i64 {
        self.day / 100
    }

    /// Reads a place.
    #[must_use]
    pub const fn at(place: i64) -> Self {
        Self {
            day: place / DAY,
            drawn: place % DAY,
        }
    }

    /// The place below every number of a day.
    #[must_use]
    pub fn first_place_of(day: Date) -> i64 {
        let [year, month, day] = [i64::from(day.year()), day.month().into(), day.day().into()];
        (year * 10_000 + month * 100 + day) * DAY
    }

    /// The place below every number of a [month](Self::month).
    #[must_use]
    pub const fn first_place_of_month(month: i64) -> i64 {
        (month * 100 + 1) * DAY
    }
}

impl fmt::Display for ReceptionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}{:05}", self.day, self.drawn)
    }
}

impl FromStr for ReceptionNumber {
    type Err = MalformedReceptionNumber;

    /// Accepts exactly what is displayed.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_at_checked(8).ok_or(MalformedReceptionNumber)?;
        let read = |part: &str| part.parse().ok();
        let (Some(day), Some(drawn)) = (read(parts.0), read(parts.1)) else {
            return Err(MalformedReceptionNumber);
        };
        let number = Self { day, drawn };
        if (0..DAY).contains(&drawn) && number.to_string() == text {
            Ok(number)
        } else {
            Err(MalformedReceptionNumber)
        }
    }
}

/// Draws the next 受付番号 of the institution's day in Japan. Those who draw for one institution take
/// turns until they commit, so numbers are recorded in their order and none is lost.
pub(crate) async fn draw(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    now: Timestamp,
) -> Result<ReceptionNumber, DbErr> {
    let draw = Statement::from_sql_and_values(
        database.get_database_backend(),
        "INSERT INTO reception_counters (institution, day, last) VALUES ($1, $2, 1) \
         ON CONFLICT (institution, day) DO UPDATE SET last = reception_counters.last + 1 \
         RETURNING last",
        [institution.as_str().into(), day_in_japan(now).into()],
    );
    let row = database.query_one_raw(draw).await?;
    let row = row.ok_or_else(|| DbErr::Custom("no reception number was drawn".into()))?;
    let day = ReceptionNumber::first_place_of(JST.to_datetime(now).date());
    Ok(ReceptionNumber::at(day + row.try_get::<i64>("", "last")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_text_and_one_place() {
        for (text, place) in [
            ("2026112200001", 20_261_122_000_000_001),
            ("2026112299999", 20_261_122_000_099_999),
            ("20261122100000", 20_261_122_000_100_000),
        ] {
            let number: ReceptionNumber = text.parse().unwrap();
            assert_eq!(number.place(), place);
            assert_eq!(ReceptionNumber::at(place).to_string(), text);
        }
        for text in [
            "",
            "20261122",
            "202611220003",
            "20261122000001",
            "2026112-00001",
            "20261122-0001",
            "20261122+0001",
            "2026112200001 ",
            "202611221000000000",
            "２０２６112200003",
            "99999999999999999999999999",
        ] {
            assert_eq!(
                text.parse::<ReceptionNumber>(),
                Err(MalformedReceptionNumber),
                "{text}"
            );
        }
    }

    #[test]
    fn places_sort_as_the_numbers_were_drawn() {
        let day = Date::constant(2026, 11, 22);
        let place = |text: &str| text.parse::<ReceptionNumber>().unwrap().place();
        let first = ReceptionNumber::first_place_of(day);
        assert!(first < place("2026112200001"));
        assert!(place("2026112299999") < place("20261122100000"));
        let tomorrow = ReceptionNumber::first_place_of(day.tomorrow().unwrap());
        assert!(place("20261122999999999") < tomorrow);
    }
}
