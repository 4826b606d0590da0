//! Check digits (検証番号) of the numbers that staff and screens handle.

/// Whether a 保険者番号 or 公費負担者番号 carries the right check digit.
///
/// Eight digits, or six for 国民健康保険; a six-digit number may arrive padded to eight with
/// spaces or zeros on the left, which does not change the check digit. Only the digit is checked:
/// common test strings fail it, and a real exchange may carry numbers of abolished insurers.
///
/// From the digit left of the check digit, digits are multiplied by 2, 1, 2, … in turn and the
/// digits of the products are added; the check digit completes the sum to a multiple of ten.
#[must_use]
pub fn insurer_number_is_valid(number: &str) -> bool {
    let digits = number.trim_start_matches(' ');
    let padded = digits.len() < number.len();
    let length_fits = matches!((digits.len(), padded), (8, false) | (6, _));
    length_fits && luhn_holds(digits)
}

/// Whether a ten-digit 医療機関コード carries the right check digit, which runs over prefecture
/// and 点数表 too.
#[must_use]
pub fn institution_code_is_valid(code: &str) -> bool {
    code.len() == 10 && luhn_holds(code)
}

/// The 2-1 rule over all digits, the last one being the check digit.
fn luhn_holds(digits: &str) -> bool {
    let mut sum = 0u32;
    for (place, character) in digits.chars().rev().enumerate() {
        let Some(digit) = character.to_digit(10) else {
            return false;
        };
        let product = if place % 2 == 1 { digit * 2 } else { digit };
        sum += product / 10 + product % 10;
    }
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_and_fixture_insurer_numbers_hold() {
        let valid = [
            "33120015", "06132013", "01990019", "06990014", "39990015", "12990016", "63990014",
            "67990010", "07990013", "31990013", "34990010", "02990018", "998013", "  998013",
            "00998013",
        ];
        for number in valid {
            assert!(insurer_number_is_valid(number), "{number}");
        }
    }

    #[test]
    fn wrong_insurer_numbers_fail() {
        let invalid = [
            "01234567",
            "00123456",
            "39990014",
            "",
            "99801",
            "9980130",
            " 39990015",
            "3999001a",
            "998013  ",
        ];
        for number in invalid {
            assert!(!insurer_number_is_valid(number), "{number}");
        }
    }

    #[test]
    fn institution_codes_check_over_all_ten_digits() {
        for code in [
            "0110113719",
            "9919999012",
            "9919999020",
            "9939999018",
            "9949999016",
            "9969999011",
        ] {
            assert!(institution_code_is_valid(code), "{code}");
        }
        for code in ["1234567890", "0110113710", "919999012"] {
            assert!(!institution_code_is_valid(code), "{code}");
        }
    }
}
