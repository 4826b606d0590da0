//! An emulated My Number Card at the level of APDUs, the fictional people who carry one, and the
//! test certificates behind them.
//!
//! | module | what it holds |
//! |---|---|
//! | [`world`] | [`World`]: everything below made for one moment in time, and written to a directory |
//! | [`pki`] | the certificates, revocation lists and terminal certificates, made from fixture keys |
//! | [`card`] | [`Card`]: the card itself, answering any bytes |
//! | [`faults`] | [`Field`](faults::Field): a card in a field that may lose it, delay it or garble it |
//! | [`timing`] | what each exchange would cost on a phone |
//! | [`vpcd`] | the bridge to the virtual reader of pcscd |
//! | [`relay`] | the bridge to a phone that is a program |
//!
//! ```
//! use kyotaku_cardsim::World;
//!
//! let world = World::new("2026-11-20T09:00:00+09:00".parse()?)?;
//! let mut card = world.card("T01")?;
//! card.power_on();
//! let select = [0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0, 0x26, 1, 0, 0, 0, 1];
//! assert_eq!(card.transmit(&select), [0x90, 0x00]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The card shares the APDU codec with the core, and nothing else that it judges: signatures,
//! status words, counters and security states are its own.

pub mod card;
pub mod faults;
pub mod pki;
pub mod relay;
pub mod timing;
pub mod vpcd;
pub mod world;

pub use card::Card;
pub use world::World;
