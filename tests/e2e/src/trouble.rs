//! Everything that goes wrong with one command.

use core::fmt;

use kyotaku_core::card::Interruption;

/// One thing that goes wrong with one command, and whether the card has processed it.
///
/// A tag lost after the command went out but before the card acted on it is [`Self::LostBefore`]:
/// neither side can tell the two apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The card leaves before it has processed the command.
    LostBefore(Interruption),
    /// The card leaves after it has processed the command, and its answer with it.
    LostAfter(Interruption),
    /// The card answers this status and has not processed the command.
    Refused(u16),
    /// The card has processed the command, and this status arrives instead of its answer.
    Replaced(u16),
    /// Only so many bytes of the answer arrive.
    Truncated(usize),
    /// The last byte of the answer does not arrive.
    OneByteShort,
    /// One byte too many arrives, before the status.
    OneByteLong,
    /// The answer is noise of the same length.
    Garbage,
    /// The data is noise of the same length; the status is intact.
    GarbledData,
    /// One bit of the data is wrong; the status is intact.
    FlippedBit,
}

impl Trouble {
    /// Every trouble there is: ways to lose the tag, every documented status, every distortion.
    #[must_use]
    pub fn table() -> Vec<Self> {
        let losses_before = [
            Interruption::Cancelled,
            Interruption::Other { code: 102 },
            Interruption::PacketTooLong,
            Interruption::SessionTimeout,
            Interruption::TagLost,
        ];
        let losses_after = [Interruption::Other { code: 102 }, Interruption::TagLost];
        let distortions = [
            Self::Truncated(0),
            Self::Truncated(1),
            Self::OneByteShort,
            Self::OneByteLong,
            Self::Garbage,
            Self::GarbledData,
            Self::FlippedBit,
        ];
        losses_before
            .map(Self::LostBefore)
            .into_iter()
            .chain(losses_after.map(Self::LostAfter))
            .chain(STATUS_WORDS.map(Self::Refused))
            .chain(STATUS_WORDS.map(Self::Replaced))
            .chain(distortions)
            .collect()
    }

    /// Whether the card is gone after it.
    #[must_use]
    pub const fn ends_the_connection(self) -> bool {
        match self {
            // The phone refused to send; the card is still there.
            Self::LostBefore(cause) => !matches!(cause, Interruption::PacketTooLong),
            Self::LostAfter(_) => true,
            _ => false,
        }
    }

    /// What arrives of `answer`, when any of it does.
    #[must_use]
    pub fn distort(self, mut answer: Vec<u8>) -> Vec<u8> {
        let data = answer.len().saturating_sub(2);
        match self {
            Self::LostBefore(_) | Self::LostAfter(_) => {}
            Self::Refused(status) | Self::Replaced(status) => {
                answer = status.to_be_bytes().to_vec();
            }
            Self::Truncated(bytes) => answer.truncate(bytes),
            Self::OneByteShort => {
                answer.pop();
            }
            Self::OneByteLong => answer.insert(data, 0x5A),
            Self::Garbage => garble(&mut answer),
            Self::GarbledData => garble(&mut answer[..data]),
            Self::FlippedBit => {
                if let Some(byte) = answer[..data].get_mut(data / 2) {
                    *byte ^= 0x10;
                }
            }
        }
        answer
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(status) => write!(f, "refused with {status:04X}"),
            Self::Replaced(status) => write!(f, "answer replaced by {status:04X}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Every status word that is documented for these cards (ISO/IEC 7816-4 §5.6 and JICSAP V2, table
/// 25), with the counters and lengths that make a difference: `61xx` and `6Cxx` of lengths that are
/// not there.
const STATUS_WORDS: [u16; 47] = [
    0x9000, 0x6100, 0x6101, 0x61FF, 0x6281, 0x6282, 0x6283, 0x6300, 0x63C0, 0x63C1, 0x63C2, 0x63C3,
    0x63CF, 0x6400, 0x6581, 0x6700, 0x6881, 0x6882, 0x6883, 0x6884, 0x6981, 0x6982, 0x6983, 0x6984,
    0x6985, 0x6986, 0x6987, 0x6988, 0x69FC, 0x6A80, 0x6A81, 0x6A82, 0x6A83, 0x6A84, 0x6A85, 0x6A86,
    0x6A87, 0x6A88, 0x6B00, 0x6C00, 0x6C01, 0x6C10, 0x6C20, 0x6CFF, 0x6D00, 0x6E00, 0x6F00,
];

/// Replaces every byte by noise; the noise is the same every time.
fn garble(bytes: &mut [u8]) {
    let mut noise = 0xA5_u8;
    for byte in bytes {
        noise = noise.wrapping_mul(0x6D).wrapping_add(0x3B);
        *byte = noise;
    }
}
