//! The behaviour of a Kyotaku phone, with no knowledge of UniFFI or of Apple's frameworks.
//!
//! | module | what it holds |
//! |---|---|
//! | [`apdu`] | ISO 7816-4 commands, responses, status words and BER-TLV |
//! | [`card`] | the tap: card operations as a coroutine that asks its driver to move bytes |
//! | [`secret`] | values that must not be printed, and that are wiped when dropped |

pub mod apdu;
pub mod secret;
