//! The phone's side of the device API.
//!
//! The server is known by a root that the configuration pins; no other authority counts. The
//! device shows its certificate and signs through its [`KeyVault`](crate::vault::KeyVault), so the
//! key never meets the TLS library. What may be sent again after a lost answer is sent again here,
//! by one table.

mod client;
mod error;
mod requests;
mod retry;
mod tls;

pub use client::{Client, Endpoint, IdempotencyKey, Identity, SetupError, Timeouts};
pub use error::ApiError;
pub use requests::SessionClient;
