//! Eras and ages.

use jiff::civil::{Date, date};

/// First day of each era, newest first.
const ERAS: [(Date, &str); 5] = [
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
];

/// Writes a date with its era, such as 「1955(昭和30)年1月1日」; the first year is 元年. Dates before
/// 1868-10-23 get no era.
#[must_use]
pub fn date_with_era(day: Date) -> String {
    let (year, month, date) = (day.year(), day.month(), day.day());
    match ERAS.iter().find(|(first, _)| day >= *first) {
        Some((first, era)) => {
            let number = match year - first.year() {
                0 => "元".to_owned(),
                years => (years + 1).to_string(),
            };
            format!("{year}({era}{number})年{month}月{date}日")
        }
        None => format!("{year}年{month}月{date}日"),
    }
}

/// Full years of age (満年齢) on `today`, as a birthday party counts them. Somebody born on 29
/// February turns a year older on 1 March of a common year.
#[must_use]
pub fn age(birthdate: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (birthdate.month(), birthdate.day());
    today.year() - birthdate.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_name_their_era_on_both_sides_of_each_change() {
        for (day, text) in [
            (date(1955, 1, 1), "1955(昭和30)年1月1日"),
            (date(1868, 10, 22), "1868年10月22日"),
            (date(1868, 10, 23), "1868(明治元)年10月23日"),
            (date(1912, 7, 29), "1912(明治45)年7月29日"),
            (date(1912, 7, 30), "1912(大正元)年7月30日"),
            (date(1926, 12, 24), "1926(大正15)年12月24日"),
            (date(1926, 12, 25), "1926(昭和元)年12月25日"),
            (date(1989, 1, 7), "1989(昭和64)年1月7日"),
            (date(1989, 1, 8), "1989(平成元)年1月8日"),
            (date(2019, 4, 30), "2019(平成31)年4月30日"),
            (date(2019, 5, 1), "2019(令和元)年5月1日"),
            (date(2026, 11, 22), "2026(令和8)年11月22日"),
        ] {
            assert_eq!(date_with_era(day), text);
        }
    }

    #[test]
    fn age_changes_on_the_birthday() {
        assert_eq!(age(date(1945, 1, 1), date(2026, 12, 31)), 81);
        assert_eq!(age(date(1945, 1, 1), date(2027, 1, 1)), 82);
        assert_eq!(age(date(2000, 2, 29), date(2023, 2, 28)), 22);
        assert_eq!(age(date(2000, 2, 29), date(2023, 3, 1)), 23);
    }
}
