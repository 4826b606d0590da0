//! Dates and names as this country writes them.

use jiff::civil::Date;
use kyotaku_core::flow::activation::narrow;
use kyotaku_core::wire::display;

use crate::types::CalendarDate;

/// A date with its era, such as `1945(昭和20)年1月1日`. `None` when there is no such date.
#[uniffi::export]
#[must_use]
pub fn date_with_era(date: CalendarDate) -> Option<String> {
    Date::try_from(date).ok().map(display::date_with_era)
}

/// Whole years of life on `today`. `None` when one of the dates does not exist.
#[uniffi::export]
#[must_use]
pub fn age(birthdate: CalendarDate, today: CalendarDate) -> Option<i16> {
    let birthdate = Date::try_from(birthdate).ok()?;
    Some(display::age(birthdate, Date::try_from(today).ok()?))
}

/// Half-width kana as full-width, which a screen shows.
#[uniffi::export]
#[must_use]
pub fn full_width_kana(text: String) -> String {
    display::full_width_kana(&text)
}

/// Full-width ASCII as half-width, without surrounding space: how codes are read that people type.
#[uniffi::export]
#[must_use]
pub fn narrow_text(text: String) -> String {
    narrow(&text)
}
