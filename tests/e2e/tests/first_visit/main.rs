//! The first visit and all that may go wrong on the way, from the phone's code to the database of
//! the server: nothing in between is simulated but the card.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever does not hold must stop its test"
)]

mod untrusted;
