//! Command APDUs (ISO/IEC 7816-4 §5.1).

use core::fmt;

use zeroize::Zeroizing;

/// Length of the mandatory header CLA INS P1 P2.
const HEADER: usize = 4;
/// Most data bytes of a short command.
const SHORT_DATA_MAX: usize = 255;
/// Most data bytes of any command.
const DATA_MAX: usize = 65_535;

/// A command APDU in one of the seven cases, always encodable.
///
/// Data is wiped on drop and never shown by `Debug`, because one of the commands carries a PIN.
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    header: [u8; HEADER],
    data: Zeroizing<Vec<u8>>,
    expected: Option<ExpectedLength>,
    form: Form,
}

/// Whether length fields take one byte or three and two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lc up to 255, Le up to 256.
    Short,
    /// Lc up to 65535, Le up to 65536.
    Extended,
}

/// The case of a command: which of data and expected length are present, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Neither data nor expected length.
    Case1,
    /// Expected length, short.
    Case2Short,
    /// Data, short.
    Case3Short,
    /// Both, short.
    Case4Short,
    /// Expected length, extended.
    Case2Extended,
    /// Data, extended.
    Case3Extended,
    /// Both, extended.
    Case4Extended,
}

/// Ne, the most response data bytes wanted: 1–65536.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpectedLength(u32);

impl ExpectedLength {
    /// 65536, written `00 00`.
    pub const EXTENDED_MAX: Self = Self(65_536);
    /// 256, written `00`.
    pub const SHORT_MAX: Self = Self(256);

    /// Takes a count of 1–65536 bytes; `None` outside.
    #[must_use]
    pub const fn new(bytes: u32) -> Option<Self> {
        match bytes {
            1..=65_536 => Some(Self(bytes)),
            _ => None,
        }
    }

    /// The count of bytes, 1–65536.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    const fn fits_short(self) -> bool {
        self.0 <= Self::SHORT_MAX.0
    }

    /// One byte in the short form; 256 wraps to 00 as the standard wants.
    const fn short_byte(self) -> u8 {
        self.0.to_be_bytes()[3]
    }

    /// Two bytes in the extended form; 65536 wraps to 0000.
    const fn extended_bytes(self) -> [u8; 2] {
        let [_, _, high, low] = self.0.to_be_bytes();
        [high, low]
    }

    const fn from_short(byte: u8) -> Self {
        if byte == 0 {
            Self::SHORT_MAX
        } else {
            Self(byte as u32)
        }
    }

    const fn from_extended(high: u8, low: u8) -> Self {
        match u16::from_be_bytes([high, low]) {
            0 => Self::EXTENDED_MAX,
            bytes => Self(bytes as u32),
        }
    }
}

impl From<u8> for ExpectedLength {
    /// Reads a short Le byte or an SW2 of `61xx` and `6Cxx`: 00 is 256.
    fn from(byte: u8) -> Self {
        Self::from_short(byte)
    }
}

impl Command {
    /// A case 1 command from CLA, INS, P1 and P2.
    #[must_use]
    pub fn new(header: [u8; HEADER]) -> Self {
        Self {
            header,
            data: Zeroizing::default(),
            expected: None,
            form: Form::Short,
        }
    }

    /// Adds command data of 1–65535 bytes; more than 255 makes the command extended.
    ///
    /// # Errors
    ///
    /// [`DataLength`] when there is no data or too much.
    pub fn carrying(mut self, data: &[u8]) -> Result<Self, DataLength> {
        match data.len() {
            1..=DATA_MAX => {
                self.data = Zeroizing::new(data.to_vec());
                self.form = self.smallest_form(self.form);
                Ok(self)
            }
            bytes => Err(DataLength { bytes }),
        }
    }

    /// Asks for response data; more than 256 bytes makes the command extended.
    #[must_use]
    pub fn expecting(mut self, expected: ExpectedLength) -> Self {
        self.expected = Some(expected);
        self.form = self.smallest_form(self.form);
        self
    }

    /// Writes the length fields in the extended form even where the short one would do.
    ///
    /// Without data and expected length there is no length field, and nothing changes.
    #[must_use]
    pub fn extended(mut self) -> Self {
        if !self.data.is_empty() || self.expected.is_some() {
            self.form = Form::Extended;
        }
        self
    }

    /// CLA.
    #[must_use]
    pub const fn class(&self) -> u8 {
        self.header[0]
    }

    /// INS.
    #[must_use]
    pub const fn instruction(&self) -> u8 {
        self.header[1]
    }

    /// P1.
    #[must_use]
    pub const fn p1(&self) -> u8 {
        self.header[2]
    }

    /// P2.
    #[must_use]
    pub const fn p2(&self) -> u8 {
        self.header[3]
    }

    /// CLA, INS, P1 and P2 together.
    #[must_use]
    pub const fn header(&self) -> [u8; HEADER] {
        self.header
    }

    /// Command data; empty in cases 1 and 2. It may be a PIN: do not print it.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Ne, or `None` in cases 1 and 3.
    #[must_use]
    pub const fn expected(&self) -> Option<ExpectedLength> {
        self.expected
    }

    /// Form of the length fields; case 1 has none and counts as short.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// Which of the seven cases this command is.
    #[must_use]
    pub fn case(&self) -> Case {
        match (self.data.is_empty(), self.expected.is_some(), self.form) {
            (true, false, _) => Case::Case1,
            (true, true, Form::Short) => Case::Case2Short,
            (false, false, Form::Short) => Case::Case3Short,
            (false, true, Form::Short) => Case::Case4Short,
            (true, true, Form::Extended) => Case::Case2Extended,
            (false, false, Form::Extended) => Case::Case3Extended,
            (false, true, Form::Extended) => Case::Case4Extended,
        }
    }

    /// The bytes to send, 4–65544 of them.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        // Reserved in one piece: a growing vector would leave copies of a PIN behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(HEADER + 3 + self.data.len() + 2));
        bytes.extend_from_slice(&self.header);
        match self.form {
            Form::Short => {
                if let (false, Ok(lc)) = (self.data.is_empty(), u8::try_from(self.data.len())) {
                    bytes.push(lc);
                    bytes.extend_from_slice(&self.data);
                }
                bytes.extend(self.expected.map(ExpectedLength::short_byte));
            }
            Form::Extended => {
                bytes.push(0);
                if let (false, Ok(lc)) = (self.data.is_empty(), u16::try_from(self.data.len())) {
                    bytes.extend_from_slice(&lc.to_be_bytes());
                    bytes.extend_from_slice(&self.data);
                }
                bytes.extend(
                    self.expected
                        .map(ExpectedLength::extended_bytes)
                        .into_iter()
                        .flatten(),
                );
            }
        }
        bytes
    }

    /// Reads one command of any case; the inverse of [`Self::encode`].
    ///
    /// # Errors
    ///
    /// [`MalformedCommand`] when the bytes are none of the seven cases.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedCommand> {
        let (header, body) = bytes
            .split_first_chunk::<HEADER>()
            .ok_or(MalformedCommand::NoHeader)?;
        let (data, expected, form): (&[u8], _, _) = match *body {
            [] => (&[], None, Form::Short),
            [le] => (&[], Some(ExpectedLength::from_short(le)), Form::Short),
            [0, high, low] => (
                &[],
                Some(ExpectedLength::from_extended(high, low)),
                Form::Extended,
            ),
            [0, high, low, ref rest @ ..] => {
                let lc = usize::from(u16::from_be_bytes([high, low]));
                let (data, le) = split_data(lc, rest)?;
                let expected = match *le {
                    [] => None,
                    [high, low] => Some(ExpectedLength::from_extended(high, low)),
                    _ => return Err(MalformedCommand::LengthMismatch),
                };
                (data, expected, Form::Extended)
            }
            [lc, ref rest @ ..] => {
                let (data, le) = split_data(usize::from(lc), rest)?;
                let expected = match *le {
                    [] => None,
                    [le] => Some(ExpectedLength::from_short(le)),
                    _ => return Err(MalformedCommand::LengthMismatch),
                };
                (data, expected, Form::Short)
            }
        };
        Ok(Self {
            header: *header,
            data: Zeroizing::new(data.to_vec()),
            expected,
            form,
        })
    }

    fn smallest_form(&self, at_least: Form) -> Form {
        let fits = self.data.len() <= SHORT_DATA_MAX
            && self.expected.is_none_or(ExpectedLength::fits_short);
        if fits { at_least } else { Form::Extended }
    }
}

/// Splits what follows Lc; an Lc of zero is not a case of the standard.
fn split_data(lc: usize, rest: &[u8]) -> Result<(&[u8], &[u8]), MalformedCommand> {
    if lc == 0 {
        return Err(MalformedCommand::ZeroLength);
    }
    rest.split_at_checked(lc)
        .ok_or(MalformedCommand::LengthMismatch)
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [class, instruction, p1, p2] = self.header;
        write!(f, "Command({class:02X} {instruction:02X} {p1:02X} {p2:02X}")?;
        if !self.data.is_empty() {
            write!(f, ", Lc {}", self.data.len())?;
        }
        if let Some(expected) = self.expected {
            write!(f, ", Le {}", expected.get())?;
        }
        if self.form == Form::Extended {
            f.write_str(", extended")?;
        }
        f.write_str(")")
    }
}

/// Command data must be 1–65535 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a command carries 1 to 65535 bytes of data, not {bytes}")]
pub struct DataLength {
    /// How many bytes were given.
    pub bytes: usize,
}

/// Why bytes are not a command APDU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MalformedCommand {
    /// Lc and the bytes after it do not agree.
    #[error("the length fields do not agree with the bytes that follow")]
    LengthMismatch,
    /// Fewer than four bytes.
    #[error("a command has at least the four bytes CLA INS P1 P2")]
    NoHeader,
    /// Lc is present and zero.
    #[error("Lc is zero")]
    ZeroLength,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expecting(bytes: u32) -> ExpectedLength {
        ExpectedLength::new(bytes).unwrap()
    }

    #[test]
    fn the_seven_cases_have_their_bytes() {
        let header = [0x00, 0xA4, 0x02, 0x0C];
        let command = || Command::new(header);
        let with_data = || command().carrying(&[0xAB, 0xCD]).unwrap();
        let le = expecting(5);
        let cases: [(Command, Case, &[u8]); 7] = [
            (command(), Case::Case1, &[]),
            (command().expecting(le), Case::Case2Short, &[5]),
            (with_data(), Case::Case3Short, &[2, 0xAB, 0xCD]),
            (
                with_data().expecting(le),
                Case::Case4Short,
                &[2, 0xAB, 0xCD, 5],
            ),
            (
                command().expecting(le).extended(),
                Case::Case2Extended,
                &[0, 0, 5],
            ),
            (
                with_data().extended(),
                Case::Case3Extended,
                &[0, 0, 2, 0xAB, 0xCD],
            ),
            (
                with_data().expecting(le).extended(),
                Case::Case4Extended,
                &[0, 0, 2, 0xAB, 0xCD, 0, 5],
            ),
        ];
        for (command, case, body) in cases {
            assert_eq!(command.case(), case);
            assert_eq!(command.encode()[4..], *body, "{case:?}");
            assert_eq!(Command::parse(&command.encode()).unwrap(), command);
        }
    }

    #[test]
    fn boundary_lengths_choose_the_form_for_both_fields_together() {
        for (data, le, form) in [
            (255, 256, Form::Short),
            (256, 1, Form::Extended),
            (1, 257, Form::Extended),
            (65_535, 65_536, Form::Extended),
        ] {
            let command = Command::new([0, 0x2A, 0, 0xBE])
                .carrying(&vec![0x5A; data])
                .unwrap()
                .expecting(expecting(le));
            assert_eq!(command.form(), form, "Lc {data}, Le {le}");
            assert_eq!(Command::parse(&command.encode()).unwrap(), command);
        }
    }

    #[test]
    fn longest_expected_lengths_are_written_as_zero() {
        let short = Command::new([0, 0xB0, 0x8A, 0]).expecting(ExpectedLength::SHORT_MAX);
        assert_eq!(short.encode()[..], [0, 0xB0, 0x8A, 0, 0]);
        let extended = Command::new([0, 0xB0, 0x8A, 0]).expecting(ExpectedLength::EXTENDED_MAX);
        assert_eq!(extended.encode()[..], [0, 0xB0, 0x8A, 0, 0, 0, 0]);
    }

    #[test]
    fn data_outside_the_limits_is_refused() {
        for bytes in [0, 65_536] {
            let refused = Command::new([0; 4]).carrying(&vec![0; bytes]).unwrap_err();
            assert_eq!(refused, DataLength { bytes });
        }
        assert_eq!(ExpectedLength::new(0), None);
        assert_eq!(ExpectedLength::new(65_537), None);
    }

    #[test]
    fn malformed_bytes_are_refused() {
        let cases: [(&[u8], MalformedCommand); 6] = [
            (&[0, 0xA4, 2], MalformedCommand::NoHeader),
            (&[0, 0xA4, 2, 0xC, 2, 0], MalformedCommand::LengthMismatch),
            (&[0, 0xA4, 2, 0xC, 0, 0], MalformedCommand::ZeroLength),
            (&[0, 0xA4, 2, 0xC, 0, 0, 0, 1], MalformedCommand::ZeroLength),
            (
                &[0, 0xA4, 2, 0xC, 0, 0, 2, 1],
                MalformedCommand::LengthMismatch,
            ),
            // The mixed form: short Lc, two-byte Le.
            (
                &[0, 0xB0, 0, 0, 1, 0xAA, 1, 0],
                MalformedCommand::LengthMismatch,
            ),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Command::parse(bytes).unwrap_err(), expected, "{bytes:02X?}");
        }
    }

    #[test]
    fn debug_shows_lengths_and_no_data() {
        let verify = Command::new([0, 0x20, 0, 0x98]).carrying(b"1234").unwrap();
        assert_eq!(format!("{verify:?}"), "Command(00 20 00 98, Lc 4)");
    }
}
