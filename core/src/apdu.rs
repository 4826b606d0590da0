//! ISO/IEC 7816-4 command and response APDUs, status words and BER-TLV.
//!
//! Encoder and parser are inverse functions over all seven cases of §5.1:
//!
//! ```text
//! case 1   CLA INS P1 P2
//! case 2S  CLA INS P1 P2                      Le            Le 00 = 256
//! case 3S  CLA INS P1 P2  Lc        data                    Lc 1–255
//! case 4S  CLA INS P1 P2  Lc        data      Le
//! case 2E  CLA INS P1 P2  00                  Le1 Le2       0000 = 65536
//! case 3E  CLA INS P1 P2  00 Lc1 Lc2 data                   Lc 1–65535
//! case 4E  CLA INS P1 P2  00 Lc1 Lc2 data     Le1 Le2       no third 00
//! ```
//!
//! A mixed form (short Lc with a two-byte Le) cannot be built and is not parsed: cards and
//! `CoreNFC` refuse it.
//!
//! ```
//! use kyotaku_core::apdu::{Command, ExpectedLength};
//!
//! let read = Command::new([0x00, 0xB0, 0x8A, 0x00]).expecting(ExpectedLength::SHORT_MAX);
//! assert_eq!(read.encode()[..], [0x00, 0xB0, 0x8A, 0x00, 0x00]);
//! assert_eq!(Command::parse(&read.encode()).unwrap(), read);
//! ```

mod command;
mod response;
mod status;
pub mod tlv;

pub use command::{Case, Command, DataLength, ExpectedLength, Form, MalformedCommand};
pub use response::{MalformedResponse, Response};
pub use status::StatusWord;
