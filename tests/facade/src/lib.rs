#![doc = include_str!("../README.md")]

uniffi::setup_scaffolding!("kyotaku_testing");

mod card;
mod clinic;
mod error;
mod key;

pub use card::{CardDescription, CardExchange, EmulatedCard, card_authorities, card_pin, cards};
pub use clinic::{
    AnswerProfile, Clinic, ClinicOptions, ClinicSettings, RegisteredDevice, RequestFate,
    SeenRequest, ServerDisguise, StaffAccount, StaffRole, StoredConsent, StoredVisit,
    staff_accounts,
};
pub use error::TestingError;
pub use key::{p256_generate, p256_public_key, p256_sign};
