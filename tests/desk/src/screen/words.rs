//! Words and dates that several parts of the screen use.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::display::date_with_era;
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::qualification::{OqsDate, OqsTime};

use crate::speech::Speech;

/// A time in Japan, to the second.
#[must_use]
pub fn jst(time: Timestamp) -> String {
    let time = time.to_zoned(TimeZone::fixed(JST));
    time.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The day in Japan.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::fixed(JST)).date()
}

/// 診療区分 in Japanese and English.
#[must_use]
pub const fn care_kind(care_kind: CareKind) -> (&'static str, &'static str) {
    match care_kind {
        CareKind::Outpatient => ("外来診療等(通常とは異なる動線)", "outpatient"),
        CareKind::HomeVisit => ("訪問診療等", "home visit"),
        CareKind::Online => ("オンライン診療等", "online"),
    }
}

/// 確認方法 in Japanese and English.
#[must_use]
pub const fn method(method: Method) -> (&'static str, &'static str) {
    match method {
        Method::Pin => ("暗証番号", "PIN"),
        Method::Visual => ("目視", "by sight"),
        Method::Web => ("Web", "web"),
    }
}

/// Says a field that is there.
pub(super) fn field(speech: Speech, japanese: &str, english: &str, value: Option<impl AsRef<str>>) {
    if let Some(value) = value {
        speech.field(japanese, english, value.as_ref());
    }
}

/// A date with its era; text that names none is shown as it came.
pub(super) fn day(date: &OqsDate) -> String {
    date.date()
        .map_or_else(|| date.as_str().to_owned(), date_with_era)
}

/// From when until when.
pub(super) fn period(from: Option<&OqsDate>, until: Option<&OqsDate>) -> Option<String> {
    let of = |date: Option<&OqsDate>| date.map(day).unwrap_or_default();
    (from.is_some() || until.is_some()).then(|| format!("{} ～ {}", of(from), of(until)))
}

/// A time of the exchange; text that names none is shown as it came.
pub(super) fn moment(time: &OqsTime) -> String {
    time.date_time().map_or_else(
        || time.as_str().to_owned(),
        |time| time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

/// Yen with separators; text that is no number is shown as it came.
pub(super) fn yen(amount: &str) -> String {
    let digits = amount.trim();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return amount.to_owned();
    }
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}円")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_are_grouped_and_anything_else_stays() {
        for (amount, shown) in [
            ("500", "500円"),
            ("10000", "10,000円"),
            ("1234567", "1,234,567円"),
            ("", ""),
            ("約1万", "約1万"),
        ] {
            assert_eq!(yen(amount), shown);
        }
    }

    #[test]
    fn dates_that_name_no_day_are_shown_as_they_came() {
        let unknown = OqsDate::from("19450000".to_owned());
        assert_eq!(day(&unknown), "19450000");
        let known = OqsDate::from("20240801".to_owned());
        assert_eq!(
            period(Some(&known), None).unwrap(),
            "2024(令和6)年8月1日 ～ "
        );
        assert_eq!(period(None, None), None);
    }
}
