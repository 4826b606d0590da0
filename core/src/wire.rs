//! What the phone and the server say to each other.
//!
//! | module | what it holds |
//! |---|---|
//! | [`presence`] | the statement a card signs, in DER, and the check that lets it sign |
//! | [`proof`] | the device's JWS around statement, card signature and certificate |
//! | [`api`] | JSON bodies of the device API and problem+json |
//! | [`code`] | every message code with its texts; `docs/error-codes.md` is made from it |
//! | [`qualification`] | the result of an eligibility check, in the words of オンライン資格確認等システム |
//! | [`identifier`] | institution, account, device, challenge |
//! | [`check_digit`] | 検証番号 of insurers and institutions |
//! | [`display`] | kana width, eras and the burden label for screens |
//!
//! Requests are read strictly (an unknown field is refused, because a field that the server does
//! not understand must not be lost silently); answers are read tolerantly, so that a newer server
//! can add to them.

pub mod api;
pub mod base64url;
pub mod check_digit;
pub mod code;
pub mod display;
pub mod identifier;
pub mod presence;
pub mod proof;
pub mod qualification;
