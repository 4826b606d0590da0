//! What the phone and the server say to each other.
//!
//! | module | what it holds |
//! |---|---|
//! | [`presence`] | the statement a card signs, in DER, and the check that lets it sign |
//! | [`jws`] | signed JSON, by a device or by the server |
//! | [`proof`] | the device's JWS around statement, card signature and certificate |
//! | [`visual`] | the device's JWS of what staff saw before a tap by sight (目視) |
//! | [`consent`] | the device's JWS of what the patient answered, changed or revoked |
//! | [`receipt`] | the server's JWS of a verified presence, checked offline |
//! | [`activation_code`] | what an administrator issues for one phone |
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

pub mod activation_code;
pub mod api;
pub mod base64url;
pub mod check_digit;
pub mod code;
pub mod consent;
pub mod display;
pub mod identifier;
pub mod jws;
pub mod presence;
pub mod proof;
pub mod qualification;
pub mod receipt;
#[cfg(feature = "openapi")]
pub(crate) mod schema;
pub mod visual;
