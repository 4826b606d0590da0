//! Half-width katakana to full-width.

/// Full-width forms of U+FF61 to U+FF9D, in order.
const FULL_WIDTH: [char; 61] = [
    '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー',
    'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ',
    'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ',
    'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン',
];

/// Widens half-width katakana and joins voicing marks (ﾊﾟ → パ); a space becomes U+3000. All other
/// characters stay as they are.
#[must_use]
pub fn full_width_kana(text: &str) -> String {
    let mut wide = String::with_capacity(text.len());
    for character in text.chars() {
        let joined = match character {
            'ﾞ' => wide.chars().next_back().and_then(voiced),
            'ﾟ' => wide.chars().next_back().and_then(half_voiced),
            _ => None,
        };
        if let Some(joined) = joined {
            wide.pop();
            wide.push(joined);
        } else {
            wide.push(widened(character));
        }
    }
    wide
}

fn widened(character: char) -> char {
    match character {
        ' ' => '\u{3000}',
        'ﾞ' => '゛',
        'ﾟ' => '゜',
        _ => (u32::from(character).checked_sub(0xFF61))
            .and_then(|place| FULL_WIDTH.get(usize::try_from(place).ok()?).copied())
            .unwrap_or(character),
    }
}

/// The voiced kana of a plain one: the next character in Unicode, except for these.
fn voiced(kana: char) -> Option<char> {
    match kana {
        'ウ' => Some('ヴ'),
        'ワ' => Some('ヷ'),
        'ヲ' => Some('ヺ'),
        'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ' | 'タ' | 'チ'
        | 'ツ' | 'テ' | 'ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => {
            char::from_u32(u32::from(kana) + 1)
        }
        _ => None,
    }
}

fn half_voiced(kana: char) -> Option<char> {
    matches!(kana, 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ')
        .then(|| char::from_u32(u32::from(kana) + 2))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_widen_with_their_voicing() {
        for (half, full) in [
            ("ｽｽﾞｷ ｴﾐｺ", "スズキ　エミコ"),
            ("ｼﾞｮﾝｿﾝ ｱﾝﾅ", "ジョンソン　アンナ"),
            ("ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟｳﾞ", "パピプペポヴ"),
            ("ｧｨｩｪｫｬｭｮｯｰ｡", "ァィゥェォャュョッー。"),
        ] {
            assert_eq!(full_width_kana(half), full);
        }
    }

    #[test]
    fn everything_else_stays() {
        assert_eq!(full_width_kana("髙橋﨑ＡＢab12"), "髙橋﨑ＡＢab12");
        assert_eq!(full_width_kana("ﾞｱﾞﾟ"), "゛ア゛゜");
        assert_eq!(full_width_kana(""), "");
    }
}
