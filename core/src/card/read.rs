//! Finding the application and reading the certificate, with every fallback cards and readers
//! are known to need.

use crate::apdu::{Command, ExpectedLength, Response, StatusWord};

use super::commands::Reference;
use super::error::Stop;
use super::layout::{Aid, CERTIFICATE_LENGTH, FileId, TOKEN_LABEL};
use super::{CardError, CardLink, Interruption, Phase, Unsuitable, VisitMemory, commands};

impl CardLink {
    /// Selects the JPKI application.
    ///
    /// | status | meaning |
    /// |---|---|
    /// | `9000` | selected |
    /// | `6A82`, `6A86`, `6A81`, `6D00`, `6E00` | not a My Number Card |
    /// | any other | refused |
    ///
    /// # Errors
    ///
    /// [`Stop::Unsuitable`] for a card without the application, else [`Stop::Error`].
    pub async fn select_jpki(&mut self) -> Result<(), Stop> {
        self.enter(Phase::Selecting);
        let response = self
            .transmit(&commands::select_application(Aid::JPKI))
            .await?;
        match response.status() {
            StatusWord::Success => Ok(()),
            StatusWord::NotFound
            | StatusWord::IncorrectParameters
            | StatusWord::FunctionNotSupported
            | StatusWord::InstructionNotSupported
            | StatusWord::ClassNotSupported => Err(Unsuitable::NotMyNumberCard.into()),
            status => Err(self.refused(status)),
        }
    }

    /// Reads the 32-byte token label, with its padding.
    pub(super) async fn read_label(&mut self) -> Result<Vec<u8>, Stop> {
        self.enter(Phase::Identifying);
        let expected = ExpectedLength::new(TOKEN_LABEL).unwrap_or(ExpectedLength::SHORT_MAX);
        let read = commands::read_file(FileId::TOKEN_INFORMATION, expected);
        let mut response = self.transmit(&read).await?;
        if refuses_short_identifier(response.status()) {
            self.select_by_name(FileId::TOKEN_INFORMATION).await?;
            response = self.transmit(&commands::read_current(0, expected)).await?;
        }
        if carries_data(response.status()) {
            Ok(response.into_data())
        } else {
            Err(self.refused(response.status()))
        }
    }

    /// Reads the 利用者証明用電子証明書, cut to the length its DER header tells.
    ///
    /// `eager` tries the extended form also on a phone of which nothing is known.
    pub(super) async fn read_certificate(
        &mut self,
        memory: &mut VisitMemory,
        eager: bool,
    ) -> Result<Vec<u8>, Stop> {
        self.enter(Phase::ReadingCertificate);
        let mut bytes = self.read_start(memory, eager).await?;
        let total = der_length(&bytes).ok_or(Unsuitable::DamagedCertificate)?;

        // The same beginning, serial number and all, is the same certificate: go on where the
        // lost tap stopped. A wrong guess is caught when the card's signature is verified.
        let known = memory.certificate_read();
        let common = known.len().min(bytes.len());
        if known[..common] != bytes[..common] {
            memory.other_card();
        } else if known.len() > bytes.len() && der_length(known) == Some(total) {
            bytes = known.to_vec();
        }
        while bytes.len() < total {
            memory.keep_certificate(&bytes);
            self.report(bytes.len(), total);
            let more = self.read_on(memory, bytes.len(), total).await?;
            bytes.extend_from_slice(&more);
        }
        bytes.truncate(total);
        self.report(total, total);
        memory.keep_certificate(&bytes);
        Ok(bytes)
    }

    /// The first bytes of the certificate, by the best way that this card and phone take.
    async fn read_start(&mut self, memory: &mut VisitMemory, eager: bool) -> Result<Vec<u8>, Stop> {
        let file = FileId::USER_CERTIFICATE;
        if memory.reads_extended(eager) {
            let read = commands::read_file(file, ExpectedLength::EXTENDED_MAX);
            let response = match self.transmit(&read).await {
                Err(lost @ CardError::Interrupted { .. }) => {
                    memory.long_read_failed();
                    return Err(lost.into());
                }
                answered => answered?,
            };
            match response.status() {
                status if carries_data(status) => {
                    if response.data().len() > 256 {
                        memory.long_read_passed();
                    }
                    return some_data(response);
                }
                StatusWord::WrongLength => memory.long_read_refused(),
                _ => memory.long_read_failed(),
            }
        }
        let by_identifier = |expected| commands::read_file(file, expected);
        let response = self.read_short(memory, usize::MAX, by_identifier).await?;
        match response.status() {
            status if carries_data(status) => some_data(response),
            status if refuses_short_identifier(status) => self.read_start_selected(memory).await,
            StatusWord::OffsetOutsideFile => Err(Unsuitable::NoCertificate.into()),
            status => Err(self.refused(status)),
        }
    }

    /// The same for a card that wants the file selected by name first.
    async fn read_start_selected(&mut self, memory: &mut VisitMemory) -> Result<Vec<u8>, Stop> {
        let select = commands::select_file(FileId::USER_CERTIFICATE);
        match self.transmit(&select).await?.status() {
            StatusWord::Success => {}
            StatusWord::NotFound => return Err(Unsuitable::NoCertificate.into()),
            status => return Err(self.refused(status)),
        }
        let from_start = |expected| commands::read_current(0, expected);
        let response = self.read_short(memory, usize::MAX, from_start).await?;
        match response.status() {
            status if carries_data(status) => some_data(response),
            StatusWord::OffsetOutsideFile => Err(Unsuitable::NoCertificate.into()),
            status => Err(self.refused(status)),
        }
    }

    /// The next bytes after `offset`, at least one.
    async fn read_on(
        &mut self,
        memory: &mut VisitMemory,
        offset: usize,
        total: usize,
    ) -> Result<Vec<u8>, Stop> {
        // `total` is at most 4096, so an offset below it is a valid one.
        let at = u16::try_from(offset).map_err(|_| Unsuitable::DamagedCertificate)?;
        let from_offset = |expected| commands::read_current(at, expected);
        let response = self.read_short(memory, total - offset, from_offset).await?;
        match response.status() {
            status if carries_data(status) && !response.data().is_empty() => {
                Ok(response.into_data())
            }
            // The header promised more than the file holds.
            status if carries_data(status) || status == StatusWord::OffsetOutsideFile => {
                Err(Unsuitable::DamagedCertificate.into())
            }
            status => Err(self.refused(status)),
        }
    }

    /// One short read of at most `wanted` bytes, in smaller chunks after each `6700`.
    async fn read_short(
        &mut self,
        memory: &mut VisitMemory,
        wanted: usize,
        command: impl Fn(ExpectedLength) -> Command,
    ) -> Result<Response, Stop> {
        loop {
            let asked = wanted.min(memory.chunk().bytes());
            let expected = u32::try_from(asked).ok().and_then(ExpectedLength::new);
            let read = command(expected.unwrap_or(ExpectedLength::SHORT_MAX));
            let response = match self.transmit(&read).await {
                Err(
                    lost @ CardError::Interrupted {
                        cause: Interruption::TagLost,
                        ..
                    },
                ) => {
                    // Most losses are a moved phone, but some readers lose cards on long answers.
                    memory.shrink_chunk();
                    return Err(lost.into());
                }
                answered => answered?,
            };
            if response.data().len() > asked {
                return Err(CardError::Malformed {
                    during: self.phase(),
                }
                .into());
            }
            if response.status() != StatusWord::WrongLength || !memory.shrink_chunk() {
                return Ok(response);
            }
        }
    }

    /// Selects a file by name, for a card that takes no short identifiers.
    pub(super) async fn select_by_name(&mut self, file: FileId) -> Result<(), CardError> {
        match self.transmit(&commands::select_file(file)).await?.status() {
            StatusWord::Success => {
                self.reference = Reference::Selected;
                Ok(())
            }
            status => Err(CardError::Refused {
                status,
                during: self.phase(),
            }),
        }
    }

    pub(super) fn refused(&self, status: StatusWord) -> Stop {
        CardError::Refused {
            status,
            during: self.phase(),
        }
        .into()
    }
}

/// READ BINARY: `6282` says the file ended first, and gives what there was.
const fn carries_data(status: StatusWord) -> bool {
    matches!(status, StatusWord::Success | StatusWord::EndOfFile)
}

/// How cards say that they do not take a short file identifier, or have no such file.
pub(super) const fn refuses_short_identifier(status: StatusWord) -> bool {
    matches!(
        status,
        StatusWord::NotFound
            | StatusWord::IncorrectParameters
            | StatusWord::FunctionNotSupported
            | StatusWord::ReferenceNotFound
            | StatusWord::NoCurrentFile
    )
}

fn some_data(response: Response) -> Result<Vec<u8>, Stop> {
    if response.data().is_empty() {
        return Err(Unsuitable::NoCertificate.into());
    }
    Ok(response.into_data())
}

/// Length of the certificate that begins here, header included, if it is one: `30 82 hh ll`.
fn der_length(bytes: &[u8]) -> Option<usize> {
    let [0x30, 0x82, high, low, ..] = *bytes else {
        return None;
    };
    let total = usize::from(u16::from_be_bytes([high, low])) + 4;
    CERTIFICATE_LENGTH.contains(&total).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plausible_header_tells_a_length() {
        assert_eq!(der_length(&[0x30, 0x82, 0x06, 0x32, 0xFF]), Some(1590));
        for refused in [
            &[0x30, 0x82, 0x00, 0x10][..], // shorter than any certificate
            &[0x30, 0x82, 0xFF, 0xFF],     // longer than any
            &[0x30, 0x81, 0xF0, 0x00],     // another header form
            &[0x31, 0x82, 0x06, 0x32],     // no SEQUENCE
            &[0x30, 0x82, 0x06],
            &[],
        ] {
            assert_eq!(der_length(refused), None, "{refused:02X?}");
        }
    }
}
