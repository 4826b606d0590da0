//! What an exchange costs between a phone and a card, as a model.
//!
//! `cost = o + RF + card`: a fixed overhead per command for the phone's NFC stack, the time on air,
//! and the time the card computes. No measured number of the real card is public; card times are
//! those of chips of its age.
//!
//! Time on air follows ISO/IEC 14443: 10 elementary time units (128 / 13.56 MHz at 106 kbit/s) per
//! byte of type B, frames of at most 252 bytes of payload with 4 bytes of prologue and checksum,
//! start and end of frame of 24 units, and 0.17 ms to turn around. A longer answer is chained in
//! frames, each acknowledged by a frame of its own.

use core::time::Duration;

use crate::card::{Exchange, instruction};

/// Bit rate in both directions; the card offers no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BitRate {
    /// 106 kbit/s, the worst case.
    Kbit106,
    /// 212 kbit/s.
    Kbit212,
    /// 424 kbit/s, the best case.
    Kbit424,
}

/// The timing model of one phone and one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// Cost of one command in the phone's NFC stack.
    pub overhead: Duration,
    /// Bit rate on air.
    pub rate: BitRate,
    /// Times the card computes.
    pub card: CardTimes,
}

/// Times the card computes per command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardTimes {
    /// SELECT.
    pub select: Duration,
    /// READ BINARY.
    pub read: Duration,
    /// VERIFY with a PIN, which writes the counter.
    pub verify: Duration,
    /// An empty VERIFY, MSE, parts of a chain, and whatever else is cheap.
    pub cheap: Duration,
    /// GET CHALLENGE.
    pub challenge: Duration,
    /// A public RSA-2048 operation: PSO VERIFY CERTIFICATE, EXTERNAL AUTHENTICATE.
    pub rsa_public: Duration,
    /// A private RSA-2048 operation.
    pub rsa_private: Duration,
}

impl Default for CardTimes {
    fn default() -> Self {
        Self {
            select: Duration::from_millis(5),
            read: Duration::from_millis(4),
            verify: Duration::from_millis(30),
            cheap: Duration::from_millis(3),
            challenge: Duration::from_millis(5),
            rsa_public: Duration::from_millis(25),
            rsa_private: Duration::from_millis(300),
        }
    }
}

impl Timing {
    /// A common phone: 13 ms per command.
    #[must_use]
    pub fn new(rate: BitRate) -> Self {
        Self {
            overhead: Duration::from_millis(13),
            rate,
            card: CardTimes::default(),
        }
    }

    /// What one exchange costs.
    #[must_use]
    pub fn cost(&self, command: &[u8], response: &[u8]) -> Duration {
        self.cost_of(&Exchange::between(command, response))
    }

    /// What an exchange of a log has cost.
    #[must_use]
    pub fn cost_of(&self, exchange: &Exchange) -> Duration {
        self.overhead
            + self.rate.on_air(exchange.command_bytes)
            + self.rate.on_air(exchange.response_bytes)
            + self.card.computing(exchange)
    }
}

impl CardTimes {
    fn computing(&self, exchange: &Exchange) -> Duration {
        let [class, instruction, ..] = exchange.header;
        match instruction {
            _ if class & 0x10 != 0 => self.cheap,
            instruction::SELECT => self.select,
            instruction::READ_BINARY => self.read,
            instruction::VERIFY if exchange.command_bytes > 5 => self.verify,
            instruction::GET_CHALLENGE => self.challenge,
            instruction::PERFORM_SECURITY_OPERATION if class == 0x80 => self.rsa_private,
            instruction::PERFORM_SECURITY_OPERATION | instruction::EXTERNAL_AUTHENTICATE => {
                self.rsa_public
            }
            _ => self.cheap,
        }
    }
}

impl BitRate {
    /// One elementary time unit.
    fn unit(self) -> Duration {
        let at_106 = Duration::from_nanos(9_440);
        match self {
            Self::Kbit106 => at_106,
            Self::Kbit212 => at_106 / 2,
            Self::Kbit424 => at_106 / 4,
        }
    }

    /// Time on air of one side of an exchange: its frames, and the acknowledgements between them.
    fn on_air(self, bytes: usize) -> Duration {
        let frames = bytes.div_ceil(FRAME_PAYLOAD).max(1);
        let acknowledgements = frames - 1;
        self.bytes(bytes) + self.frame() * saturating(frames + acknowledgements)
    }

    fn bytes(self, bytes: usize) -> Duration {
        self.unit() * 10 * saturating(bytes)
    }

    /// What every frame costs beside its payload.
    fn frame(self) -> Duration {
        self.bytes(FRAME_PROLOGUE) + self.unit() * 24 + TURN_AROUND
    }
}

/// Payload of a frame when the card's frame size is 256 (ISO/IEC 14443-4 §7.1).
const FRAME_PAYLOAD: usize = 252;
/// Protocol control byte, card identifier and checksum.
const FRAME_PROLOGUE: usize = 4;
/// Guard time between the two directions.
const TURN_AROUND: Duration = Duration::from_micros(170);

fn saturating(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
