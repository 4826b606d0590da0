//! The faults there are, and when they strike.

use core::time::Duration;

use crate::card::instruction;

/// One thing that goes wrong. Faults with a [`Moment`] strike once; the others last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The answer is this status word; the card does not get the command.
    Answer(Moment, u16),
    /// The answer comes later; without a moment, every answer.
    Delay(Option<Moment>, Duration),
    /// `6Cxx` whenever Le is not exactly what is there.
    ExactLength,
    /// Reading past the end of a file answers `6282`.
    EndOfFileWarning,
    /// The tag is lost when a read returns more bytes than this.
    FailReadsLongerThan(usize),
    /// One bit of the answer's data is wrong.
    FlipBit(Moment),
    /// The answer is noise of the same length.
    Garbage(Moment),
    /// Data waits behind `61xx` for GET RESPONSE.
    GetResponse,
    /// The tag is lost; the card has processed the command.
    LoseAfter(Moment),
    /// The tag is lost; the card has not processed the command.
    LoseBefore(Moment),
    /// Reads return at most so many bytes.
    ShortReads(usize),
    /// After the tag is lost, the card of this name is there instead.
    SwapAfterLoss(String),
    /// The answer ends after so many bytes.
    Truncate(Moment, usize),
}

/// When a fault strikes; counting begins at 1 when the card enters the field for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// At the so-manieth command.
    Command(usize),
    /// At the so-manieth command of a kind.
    Nth(CommandKind, usize),
}

/// Kinds of commands a script can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandKind {
    /// EXTERNAL AUTHENTICATE; for a chain, its last part.
    Authenticate,
    /// PSO VERIFY CERTIFICATE; for a chain, its last part.
    Certificate,
    /// GET CHALLENGE.
    Challenge,
    /// MANAGE SECURITY ENVIRONMENT.
    Environment,
    /// VERIFY without data.
    Query,
    /// READ BINARY.
    Read,
    /// SELECT.
    Select,
    /// The private-key operation.
    Sign,
    /// VERIFY with a PIN or password.
    Verify,
}

impl CommandKind {
    /// The kind of a command, by its bytes.
    #[must_use]
    pub fn of(command: &[u8]) -> Option<Self> {
        let (class, instruction) = match command {
            [class, instruction, ..] if class & 0x10 == 0 => (*class, *instruction),
            _ => return None,
        };
        Some(match instruction {
            instruction::EXTERNAL_AUTHENTICATE => Self::Authenticate,
            instruction::PERFORM_SECURITY_OPERATION if class == 0x80 => Self::Sign,
            instruction::PERFORM_SECURITY_OPERATION => Self::Certificate,
            instruction::GET_CHALLENGE => Self::Challenge,
            instruction::MANAGE_SECURITY_ENVIRONMENT => Self::Environment,
            instruction::READ_BINARY => Self::Read,
            instruction::SELECT => Self::Select,
            instruction::VERIFY if command.len() > 5 => Self::Verify,
            instruction::VERIFY => Self::Query,
            _ => return None,
        })
    }
}

impl Fault {
    /// When it strikes; `None` for faults that last.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Answer(moment, _)
            | Self::FlipBit(moment)
            | Self::Garbage(moment)
            | Self::LoseAfter(moment)
            | Self::LoseBefore(moment)
            | Self::Truncate(moment, _) => Some(*moment),
            Self::Delay(moment, _) => *moment,
            Self::ExactLength
            | Self::EndOfFileWarning
            | Self::FailReadsLongerThan(_)
            | Self::GetResponse
            | Self::ShortReads(_)
            | Self::SwapAfterLoss(_) => None,
        }
    }
}
