//! READ BINARY (ISO/IEC 7816-4 §11.3.3).

use kyotaku_core::apdu::StatusWord;

use super::{
    Card, EndOfFile,
    engine::{Answer, Outcome, Request},
    file::{File, FileId, FileReference, Reader},
};

impl Card {
    /// P1 with bit 8 set is `80 | sfi` and P2 an offset of one byte; else P1 P2 is an offset of 15
    /// bits into the current file.
    pub(super) fn read_binary(&mut self, request: &Request) -> Outcome {
        let (reference, offset) = if request.p1 & 0x80 == 0 {
            let offset = u16::from_be_bytes([request.p1, request.p2]);
            (FileReference::Current, usize::from(offset))
        } else {
            match request.p1 {
                0x81..=0x9E => (
                    FileReference::Short(FileId::from(request.p1 & 0x1F)),
                    usize::from(request.p2),
                ),
                _ => return Err(StatusWord::IncorrectParameters),
            }
        };
        let File::Bytes { content, reader } = self.resolve(reference, StatusWord::NotFound)? else {
            return Err(StatusWord::IncompatibleFile);
        };
        match reader {
            Reader::After(secret) if !self.volatile.status.holds(secret) => {
                return Err(StatusWord::SecurityStatusNotSatisfied);
            }
            Reader::Anyone | Reader::After(_) => {}
        }
        let expected = match request.expected {
            Some(expected) if request.data.is_empty() => expected,
            _ => return Err(StatusWord::WrongLength),
        };
        let rest = content
            .get(offset..)
            .filter(|rest| !rest.is_empty())
            .ok_or(StatusWord::OffsetOutsideFile)?;
        let limit = self.behaviour.read_limit.unwrap_or(usize::MAX);
        let data = rest[..expected.min(rest.len()).min(limit)].to_vec();
        let ended_early = expected > rest.len();
        let status = match self.behaviour.end_of_file {
            EndOfFile::Warning if ended_early => StatusWord::EndOfFile,
            _ => StatusWord::Success,
        };
        Ok(Answer { data, status })
    }
}
