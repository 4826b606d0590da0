//! Status words (ISO/IEC 7816-4 §5.6; JICSAP IC card specification V2 for the two it changes).

use core::fmt;

/// SW1 SW2 as a value. Every `u16` maps to one variant and back to the same number.
///
/// What a status means depends on the command: see the decision tables of the
/// operations in [`crate::card`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatusWord {
    /// `9000`: done.
    Success,
    /// `61xx`: this many more bytes wait for GET RESPONSE; 256 is written `6100`.
    BytesRemaining(u16),
    /// `6281`: part of the data may be corrupt.
    DataMayBeCorrupt,
    /// `6282`: the file ended before Le bytes.
    EndOfFile,
    /// `6283`: the selected file is deactivated.
    FileDeactivated,
    /// `6300`: verification failed, with no counter told.
    VerificationFailed,
    /// `63Cx`: verification failed or was only asked about; x tries are left.
    TriesLeft(u8),
    /// `6400`: execution error, memory unchanged.
    ExecutionError,
    /// `6581`: memory failure.
    MemoryFailure,
    /// `6700`: wrong length, which is also how a card refuses the extended form.
    WrongLength,
    /// `6881`: logical channel not supported.
    ChannelNotSupported,
    /// `6882`: secure messaging not supported.
    SecureMessagingNotSupported,
    /// `6883`: last command of a chain expected.
    LastOfChainExpected,
    /// `6884`: command chaining not supported.
    ChainingNotSupported,
    /// `6981`: command does not fit the file type.
    IncompatibleFile,
    /// `6982`: security status not satisfied.
    SecurityStatusNotSatisfied,
    /// `6983`: authentication method blocked (ISO).
    AuthenticationBlocked,
    /// `6984`: reference data not usable; JICSAP cards say so of a locked PIN.
    ReferenceDataNotUsable,
    /// `6985`: conditions of use not satisfied.
    ConditionsNotSatisfied,
    /// `6986`: no current elementary file.
    NoCurrentFile,
    /// `6988`: secure messaging object incorrect; here also a certificate with a bad signature.
    IncorrectObject,
    /// `6A80`: incorrect data field.
    IncorrectData,
    /// `6A81`: function not supported.
    FunctionNotSupported,
    /// `6A82`: file or application not found.
    NotFound,
    /// `6A86`: P1 P2 incorrect.
    IncorrectParameters,
    /// `6A88`: referenced data not found.
    ReferenceNotFound,
    /// `6B00`: offset outside the file.
    OffsetOutsideFile,
    /// `6Cxx`: wrong Le; this many bytes are there; 256 is written `6C00`.
    ExactLength(u16),
    /// `6D00`: instruction not supported.
    InstructionNotSupported,
    /// `6E00`: class not supported.
    ClassNotSupported,
    /// `6F00`: no precise diagnosis.
    NoDiagnosis,
    /// Any other number.
    Other(u16),
}

impl From<u16> for StatusWord {
    fn from(raw: u16) -> Self {
        match raw {
            0x9000 => Self::Success,
            0x6100 => Self::BytesRemaining(256),
            0x6101..=0x61FF => Self::BytesRemaining(raw & 0xFF),
            0x6281 => Self::DataMayBeCorrupt,
            0x6282 => Self::EndOfFile,
            0x6283 => Self::FileDeactivated,
            0x6300 => Self::VerificationFailed,
            0x63C0..=0x63CF => Self::TriesLeft(raw.to_be_bytes()[1] & 0x0F),
            0x6400 => Self::ExecutionError,
            0x6581 => Self::MemoryFailure,
            0x6700 => Self::WrongLength,
            0x6881 => Self::ChannelNotSupported,
            0x6882 => Self::SecureMessagingNotSupported,
            0x6883 => Self::LastOfChainExpected,
            0x6884 => Self::ChainingNotSupported,
            0x6981 => Self::IncompatibleFile,
            0x6982 => Self::SecurityStatusNotSatisfied,
            0x6983 => Self::AuthenticationBlocked,
            0x6984 => Self::ReferenceDataNotUsable,
            0x6985 => Self::ConditionsNotSatisfied,
            0x6986 => Self::NoCurrentFile,
            0x6988 => Self::IncorrectObject,
            0x6A80 => Self::IncorrectData,
            0x6A81 => Self::FunctionNotSupported,
            0x6A82 => Self::NotFound,
            0x6A86 => Self::IncorrectParameters,
            0x6A88 => Self::ReferenceNotFound,
            0x6B00 => Self::OffsetOutsideFile,
            0x6C00 => Self::ExactLength(256),
            0x6C01..=0x6CFF => Self::ExactLength(raw & 0xFF),
            0x6D00 => Self::InstructionNotSupported,
            0x6E00 => Self::ClassNotSupported,
            0x6F00 => Self::NoDiagnosis,
            other => Self::Other(other),
        }
    }
}

impl From<StatusWord> for u16 {
    fn from(status: StatusWord) -> Self {
        match status {
            StatusWord::Success => 0x9000,
            StatusWord::BytesRemaining(bytes) => 0x6100 | (bytes & 0xFF),
            StatusWord::DataMayBeCorrupt => 0x6281,
            StatusWord::EndOfFile => 0x6282,
            StatusWord::FileDeactivated => 0x6283,
            StatusWord::VerificationFailed => 0x6300,
            StatusWord::TriesLeft(tries) => 0x63C0 | u16::from(tries & 0x0F),
            StatusWord::ExecutionError => 0x6400,
            StatusWord::MemoryFailure => 0x6581,
            StatusWord::WrongLength => 0x6700,
            StatusWord::ChannelNotSupported => 0x6881,
            StatusWord::SecureMessagingNotSupported => 0x6882,
            StatusWord::LastOfChainExpected => 0x6883,
            StatusWord::ChainingNotSupported => 0x6884,
            StatusWord::IncompatibleFile => 0x6981,
            StatusWord::SecurityStatusNotSatisfied => 0x6982,
            StatusWord::AuthenticationBlocked => 0x6983,
            StatusWord::ReferenceDataNotUsable => 0x6984,
            StatusWord::ConditionsNotSatisfied => 0x6985,
            StatusWord::NoCurrentFile => 0x6986,
            StatusWord::IncorrectObject => 0x6988,
            StatusWord::IncorrectData => 0x6A80,
            StatusWord::FunctionNotSupported => 0x6A81,
            StatusWord::NotFound => 0x6A82,
            StatusWord::IncorrectParameters => 0x6A86,
            StatusWord::ReferenceNotFound => 0x6A88,
            StatusWord::OffsetOutsideFile => 0x6B00,
            StatusWord::ExactLength(bytes) => 0x6C00 | (bytes & 0xFF),
            StatusWord::InstructionNotSupported => 0x6D00,
            StatusWord::ClassNotSupported => 0x6E00,
            StatusWord::NoDiagnosis => 0x6F00,
            StatusWord::Other(raw) => raw,
        }
    }
}

impl StatusWord {
    /// SW1 SW2 as one number.
    #[must_use]
    pub fn raw(self) -> u16 {
        self.into()
    }

    /// Whether this is `9000`.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Success)
    }
}

impl fmt::Display for StatusWord {
    /// Four hexadecimal digits, as in every card trace.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.raw())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_survives_the_round_trip() {
        for raw in 0..=u16::MAX {
            assert_eq!(StatusWord::from(raw).raw(), raw);
        }
    }

    #[test]
    fn counters_and_lengths_are_read_from_the_second_byte() {
        assert_eq!(StatusWord::from(0x63C2), StatusWord::TriesLeft(2));
        assert_eq!(StatusWord::from(0x6100), StatusWord::BytesRemaining(256));
        assert_eq!(StatusWord::from(0x6C29), StatusWord::ExactLength(0x29));
        // A locked PIN is not "four tries left", although its last digit is 4.
        assert_eq!(StatusWord::from(0x6984), StatusWord::ReferenceDataNotUsable);
    }

    #[test]
    fn display_is_four_hexadecimal_digits() {
        assert_eq!(StatusWord::from(0x6A82).to_string(), "6A82");
    }
}
