//! Names as they are searched: 氏名カナ in one form, whoever typed it.

use kyotaku_core::wire::display::full_width_kana;

/// Folds what people type differently for the same name: the width of katakana, hiragana, voicing
/// marks of their own, small kana (キョ and キヨ; registers have either) and spaces.
#[must_use]
pub fn fold(text: &str) -> String {
    let katakana: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .filter_map(|character| match character {
            '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(character) + 0x60),
            '\u{3099}' | '\u{309B}' => Some('ﾞ'),
            '\u{309A}' | '\u{309C}' => Some('ﾟ'),
            _ => Some(character),
        })
        .collect();
    full_width_kana(&katakana).chars().map(large).collect()
}

fn large(kana: char) -> char {
    match kana {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        _ => kana,
    }
}

/// The first bytes behind everything that begins with `prefix`; none behind the empty one.
pub(super) fn end_of(prefix: &str) -> Option<Vec<u8>> {
    let mut end = prefix.as_bytes().to_vec();
    // No byte of UTF-8 is the largest one.
    *end.last_mut()? += 1;
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_has_one_form_however_it_is_typed() {
        for typed in [
            "ｼﾞｮﾝｿﾝ ｱﾝﾅ",
            "ジョンソン　アンナ",
            "じょんそん あんな",
            "シ\u{3099}ョンソンアンナ",
            "シ゛ヨンソン\u{3000}アンナ",
            "ｼﾞﾖﾝｿﾝｱﾝﾅ",
        ] {
            assert_eq!(fold(typed), "ジヨンソンアンナ", "{typed}");
        }
        assert_eq!(fold("ﾊﾟは゜パ"), "パパパ");
        assert_eq!(fold("ゔ"), "ヴ");
        assert_eq!(fold(" \u{3000}\t"), "");
        assert_eq!(fold("%_'山田Ａ"), "%_'山田Ａ");
    }

    #[test]
    fn other_sounds_stay_other_names() {
        assert_ne!(fold("カ"), fold("ガ"));
        assert_ne!(fold("オ"), fold("ヲ"));
    }

    #[test]
    fn the_end_of_a_prefix_is_behind_all_that_begins_with_it() {
        for prefix in ["ア", "サン", "ー", "\u{10FFFF}", "a"] {
            let end = end_of(prefix).unwrap();
            assert!(format!("{prefix}\u{10FFFF}").into_bytes() < end);
            assert!(prefix.as_bytes() < end.as_slice());
        }
        assert!("イ".as_bytes() >= end_of("ア").unwrap().as_slice());
        assert_eq!(end_of(""), None);
    }
}
