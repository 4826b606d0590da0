//! The phone's side of the device API.
//!
//! The server is known by a root that the configuration pins; no other authority counts. The
//! device shows its certificate and signs through its [`KeyVault`](crate::vault::KeyVault), so the
//! key never meets the TLS library. Nothing is repeated here: whether a request may be sent again
//! is the caller's knowledge.

mod client;
mod error;
mod tls;

pub use client::{Client, Endpoint, IdempotencyKey, Identity, SetupError, Timeouts};
pub use error::ApiError;
