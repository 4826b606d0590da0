//! Stable message codes.
//!
//! A code is `MKA-`, a kind (`I` notice, `W` warning, `E` problem) and four digits: 0xxx device and
//! app, 1xxx registration and account, 2xxx card and identity, 3xxx consent, 4xxx qualification,
//! 5xxx network and server, 6xxx console. Screens show the message first, one next action, and the
//! code small. Texts with values (remaining tries, dates) are completed by the screen.

use core::fmt;
use core::fmt::Write as _;

pub use catalogue::Code;

/// Defines [`Code`] from its catalogue.
macro_rules! codes {
    ($($variant:ident = $code:literal {
        $title_ja:literal, $action_ja:literal; $title_en:literal, $action_en:literal
    })+) => {
        /// One message of the product; its documentation is its English title.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $code, "`: ", $title_en)] $variant,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable text, such as `MKA-E2022`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The message in `language`.
            #[must_use]
            pub const fn title(self, language: super::Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, super::Language::Japanese) => $title_ja,
                      (Self::$variant, super::Language::English) => $title_en,)+
                }
            }

            /// The one thing to do next, in `language`.
            #[must_use]
            pub const fn next_action(self, language: super::Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, super::Language::Japanese) => $action_ja,
                      (Self::$variant, super::Language::English) => $action_en,)+
                }
            }
        }
    };
}

// Below the macro, which it uses.
mod catalogue;

/// A language of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Japanese.
    Japanese,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl core::str::FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or(UnknownCode)
    }
}

/// The text is no code of this version; a newer server may well send one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown message code")]
pub struct UnknownCode;

/// Renders the catalogue as the Markdown page `docs/error-codes.md`.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(
        "# Message codes\n\n\
         Made from the catalogue in `core/src/wire/code`; \
         `KYOTAKU_BLESS=1 cargo test -p kyotaku-core --test error_codes` writes it again.\n\n\
         `I` is a notice, `W` a warning, `E` a problem. Codes are never reused or renumbered.\n\n\
         | code | メッセージ | 次の操作 | message | next |\n|---|---|---|---|---|\n",
    );
    for code in Code::ALL {
        let [title_ja, title_en] = [Language::Japanese, Language::English].map(|l| code.title(l));
        let [next_ja, next_en] =
            [Language::Japanese, Language::English].map(|l| code.next_action(l));
        // Writing to a String cannot fail.
        let _ = writeln!(
            page,
            "| {code} | {title_ja} | {next_ja} | {title_en} | {next_en} |"
        );
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_its_own_well_formed_text() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            let text = code.as_str();
            assert!(seen.insert(text), "{text} twice");
            assert_eq!(text.parse(), Ok(*code));
            let (kind, number) = text.strip_prefix("MKA-").unwrap().split_at(1);
            assert!(matches!(kind, "I" | "W" | "E"), "{text}");
            assert!(number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()));
            for language in [Language::English, Language::Japanese] {
                assert!(!code.title(language).is_empty() && !code.next_action(language).is_empty());
            }
        }
        assert_eq!("MKA-E9999".parse::<Code>(), Err(UnknownCode));
    }
}
