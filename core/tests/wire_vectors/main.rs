//! The golden vectors of what phone and server exchange.
//!
//! | files in `tests/fixtures/wire` | hold |
//! |---|---|
//! | `presence-v1.json` | statement and proof of a presence |
//! | `consent-v1.json` | the device's JWS of a consent, and forgeries of it |
//! | `receipt-v1.json` | the server's JWS of a verified presence, and forgeries of it |
//! | `api-v1/*.json` | every body of the device API |
//!
//! They are version 1 of the wire format: they may grow, but a change to what they hold is a new
//! version. `KYOTAKU_BLESS=1` writes the signed ones again; an independent script in `tests/peers`
//! verifies them without any code of this project. The bodies are written by hand.

// A test target is compiled with `cfg(test)` anyway. Saying so tells the lints that helpers of
// tests may unwrap as the tests themselves may.
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod consent;
#[cfg(test)]
mod forgery;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod presence;
#[cfg(test)]
mod receipt;
#[cfg(test)]
mod signer;
