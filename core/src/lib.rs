//! The behaviour of a Kyotaku phone, with no knowledge of UniFFI or of Apple's frameworks.
//!
//! | module | what it holds |
//! |---|---|
//! | [`apdu`] | ISO 7816-4 commands, responses, status words and BER-TLV |
//! | [`api`] | the device API over TLS |
//! | [`card`] | the tap: card operations as a coroutine that asks its driver to move bytes |
//! | [`clock`] | the one place that asks for the time |
//! | [`flow`] | what staff do with the phone, step by step |
//! | [`phone`] | the flows with server, vault and stored state |
//! | [`pki`] | certificates of the card, their standing, revocation lists, signatures |
//! | [`secret`] | values that must not be printed, and that are wiped when dropped |
//! | [`store`] | what the phone remembers, sealed |
//! | [`vault`] | the place of the keys |
//! | [`wire`] | what phone and server say to each other |

pub mod apdu;
pub mod api;
pub mod card;
pub mod clock;
pub mod flow;
pub mod phone;
pub mod pki;
pub mod secret;
pub mod store;
pub mod vault;
pub mod wire;

pub use clock::Clock;
