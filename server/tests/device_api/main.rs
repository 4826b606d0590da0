//! The device API over real TLS on the loopback interface, with a real database file.
//!
//! Cards, authorities and persons come from the fixture world; the clock stands still and is moved
//! by the tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken set-up must stop its test"
)]

mod accounts;
mod activation;
mod audit;
mod challenges;
mod client;
mod clinic;
mod connections;
mod consent_life;
mod consent_office;
mod consents;
mod contract;
mod devices;
mod events;
mod guessing;
mod issuing;
mod log;
mod medical;
mod notices;
mod operations;
mod patients;
mod phone;
mod privacy;
mod proofs;
mod receipts;
mod refusals;
mod registration_refusals;
mod requeries;
mod results;
mod revocation;
mod sessions;
mod taps;
mod terminal;
mod transport;
mod visual;
mod web;
