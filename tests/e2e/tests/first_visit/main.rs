//! The first visit and all that may go wrong on the way, from the phone's code to the database of
//! the server: nothing in between is simulated but the card.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever does not hold must stop its test"
)]

mod activation;
mod cards;
mod copies;
mod day;
mod deliveries;
mod forgeries;
mod lost_answers;
mod pages;
mod portals;
mod relations;
mod reviews;
mod secrecy;
mod sight;
mod standing;
mod untrusted;
mod waiting;

use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::code::Code;

/// The code with which something was not done.
#[track_caller]
fn refusal<T>(ended: Result<T, PhoneError>) -> String {
    match ended {
        Ok(_) => panic!("it was done"),
        Err(error) => error.code().to_owned(),
    }
}

#[track_caller]
fn assert_code<T>(ended: Result<T, PhoneError>, code: Code) {
    assert_eq!(refusal(ended), code.as_str());
}
