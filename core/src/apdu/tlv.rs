//! BER-TLV as My Number Cards use it (ISO/IEC 7816-4 §5.2.2, ISO/IEC 8825-1 §8.1).
//!
//! Tags of one or two bytes, definite lengths of one to three bytes. The long form is accepted
//! for short lengths, because cards write it (`82 00 9F`); [`der`] would refuse that.

/// One data object, borrowing its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// The tag bytes as one number: `0x84`, `0x7F21`, `0xFF20`.
    pub tag: u16,
    /// The value field.
    pub value: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// Reads the first object and returns it with what follows it.
    ///
    /// # Errors
    ///
    /// [`MalformedTlv`] with the offset of the offending byte.
    pub fn parse(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), MalformedTlv> {
        let mut cursor = Cursor { bytes, offset: 0 };
        let tag = cursor.tag()?;
        let length = cursor.length()?;
        let rest = &bytes[cursor.offset..];
        let (value, rest) = rest
            .split_at_checked(length)
            .ok_or(MalformedTlv::new(cursor.offset, TlvProblem::Truncated))?;
        Ok((Self { tag, value }, rest))
    }

    /// Whether the value is itself a sequence of objects (bit 6 of the first tag byte).
    #[must_use]
    pub const fn is_constructed(&self) -> bool {
        let [high, low] = self.tag.to_be_bytes();
        let first = if high == 0 { low } else { high };
        first & 0x20 != 0
    }

    /// The objects inside the value, up to the first malformed one.
    #[must_use]
    pub const fn children(&self) -> Objects<'a> {
        Objects { rest: self.value }
    }
}

/// Iterates over objects that follow each other; see [`objects`].
#[derive(Clone, Debug)]
pub struct Objects<'a> {
    rest: &'a [u8],
}

/// The objects that follow each other in `bytes`. The iterator ends after an error.
#[must_use]
pub const fn objects(bytes: &[u8]) -> Objects<'_> {
    Objects { rest: bytes }
}

impl<'a> Iterator for Objects<'a> {
    type Item = Result<Tlv<'a>, MalformedTlv>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        Some(match Tlv::parse(self.rest) {
            Ok((object, rest)) => {
                self.rest = rest;
                Ok(object)
            }
            Err(malformed) => {
                self.rest = &[];
                Err(malformed)
            }
        })
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl Cursor<'_> {
    fn byte(&mut self) -> Result<u8, MalformedTlv> {
        let byte = self
            .bytes
            .get(self.offset)
            .copied()
            .ok_or(MalformedTlv::new(self.offset, TlvProblem::Truncated))?;
        self.offset += 1;
        Ok(byte)
    }

    /// Low five bits all set announce a second byte; bit 8 of that would announce a third.
    fn tag(&mut self) -> Result<u16, MalformedTlv> {
        let first = self.byte()?;
        if first & 0x1F != 0x1F {
            return Ok(u16::from(first));
        }
        let at = self.offset;
        match self.byte()? {
            second @ 0..=0x7F => Ok(u16::from_be_bytes([first, second])),
            _ => Err(MalformedTlv::new(at, TlvProblem::TagTooLong)),
        }
    }

    fn length(&mut self) -> Result<usize, MalformedTlv> {
        let at = self.offset;
        match self.byte()? {
            short @ 0..=0x7F => Ok(usize::from(short)),
            0x81 => self.byte().map(usize::from),
            0x82 => Ok(usize::from(u16::from_be_bytes([
                self.byte()?,
                self.byte()?,
            ]))),
            _ => Err(MalformedTlv::new(at, TlvProblem::UnsupportedLength)),
        }
    }
}

/// Where and why bytes are not BER-TLV as cards use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at byte {offset}")]
pub struct MalformedTlv {
    /// Offset of the offending byte.
    pub offset: usize,
    /// What is wrong there.
    pub problem: TlvProblem,
}

impl MalformedTlv {
    const fn new(offset: usize, problem: TlvProblem) -> Self {
        Self { offset, problem }
    }
}

/// What can be wrong with a data object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlvProblem {
    /// A tag of more than two bytes.
    #[error("tag longer than two bytes")]
    TagTooLong,
    /// The bytes end inside the object.
    #[error("object ends early")]
    Truncated,
    /// Indefinite length, or more than two length bytes.
    #[error("length form that cards do not use")]
    UnsupportedLength,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_and_two_byte_tags_and_all_length_forms() {
        let bytes = [
            0x84, 0x01, 0xAA, // one-byte tag
            0x5F, 0x4E, 0x81, 0x02, 0x01, 0x02, // two-byte tag, 81
            0xDF, 0x21, 0x82, 0x00, 0x01, 0x7F, // long form for a short length
        ];
        let read: Vec<_> = objects(&bytes).collect::<Result<_, _>>().unwrap();
        assert_eq!(
            read,
            [
                Tlv {
                    tag: 0x84,
                    value: &[0xAA]
                },
                Tlv {
                    tag: 0x5F4E,
                    value: &[1, 2]
                },
                Tlv {
                    tag: 0xDF21,
                    value: &[0x7F]
                },
            ]
        );
    }

    #[test]
    fn children_of_a_template_are_reachable() {
        let fci = [0x6F, 0x04, 0x84, 0x02, 0xD3, 0x92];
        let (template, rest) = Tlv::parse(&fci).unwrap();
        assert!(rest.is_empty() && template.is_constructed());
        let child = template.children().next().unwrap().unwrap();
        assert_eq!((child.tag, child.value), (0x84, &[0xD3, 0x92][..]));
        assert!(!child.is_constructed());
    }

    #[test]
    fn damage_is_reported_with_its_place() {
        let cases: [(&[u8], usize, TlvProblem); 6] = [
            (&[], 0, TlvProblem::Truncated),
            (&[0x84], 1, TlvProblem::Truncated),
            (&[0x84, 0x02, 0x00], 2, TlvProblem::Truncated),
            (&[0x5F, 0x81, 0x01], 1, TlvProblem::TagTooLong),
            (&[0x84, 0x80], 1, TlvProblem::UnsupportedLength),
            (&[0x84, 0x83, 0, 0, 1], 1, TlvProblem::UnsupportedLength),
        ];
        for (bytes, offset, problem) in cases {
            assert_eq!(
                Tlv::parse(bytes).unwrap_err(),
                MalformedTlv { offset, problem }
            );
        }
    }

    #[test]
    fn iteration_ends_after_damage() {
        let mut read = objects(&[0x84, 0x05, 0x00]);
        assert!(read.next().unwrap().is_err());
        assert!(read.next().is_none());
    }
}
