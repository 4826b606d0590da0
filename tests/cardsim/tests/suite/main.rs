//! The card against ISO/IEC 7816-4 and what is publicly known of JPKI cards; its certificates
//! against RFC 5280; the field and the timing model against their descriptions.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions shared by tests fail as tests do"
)]

mod any_bytes;
mod apdus;
mod certificates;
mod classes_and_forms;
mod core_agrees;
mod directory;
mod faults;
mod individual_number;
mod reading;
mod relay;
mod security_status;
mod selection;
mod signing;
mod terminal_authentication;
mod timing;
mod verification;
mod vpcd;
