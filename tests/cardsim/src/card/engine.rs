//! From command bytes to an answer: class, length forms, chaining, GET RESPONSE and dispatch.

use kyotaku_core::apdu::{Case, Command, StatusWord};

use super::{
    Card, Delivery,
    file::{File, FileId, FileReference},
    volatile::Chain,
};

/// Instructions this card knows.
pub(crate) mod instruction {
    pub(crate) const EXTERNAL_AUTHENTICATE: u8 = 0x82;
    pub(crate) const GET_CHALLENGE: u8 = 0x84;
    pub(crate) const GET_DATA: u8 = 0xCA;
    pub(crate) const GET_RESPONSE: u8 = 0xC0;
    pub(crate) const MANAGE_SECURITY_ENVIRONMENT: u8 = 0x22;
    pub(crate) const PERFORM_SECURITY_OPERATION: u8 = 0x2A;
    pub(crate) const READ_BINARY: u8 = 0xB0;
    pub(crate) const SELECT: u8 = 0xA4;
    pub(crate) const VERIFY: u8 = 0x20;
}

/// CLA bit 5: more of this command follows (ISO/IEC 7816-4 §5.4.1).
const CHAINED: u8 = 0x10;
/// Most data a chain may gather: what one extended command could carry.
const CHAIN_MAX: usize = 65_535;

/// Response data and status. An error of a command is only a status.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) data: Vec<u8>,
    pub(super) status: StatusWord,
}

impl Answer {
    pub(super) fn done() -> Self {
        StatusWord::Success.into()
    }

    pub(super) fn data(data: Vec<u8>) -> Self {
        Self {
            data,
            status: StatusWord::Success,
        }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = self.data.clone();
        bytes.extend(self.status.raw().to_be_bytes());
        bytes
    }
}

impl From<StatusWord> for Answer {
    fn from(status: StatusWord) -> Self {
        Self {
            data: Vec::new(),
            status,
        }
    }
}

/// What every command ends in.
pub(super) type Outcome = Result<Answer, StatusWord>;

/// One complete command, whether it came in one piece or chained.
pub(super) struct Request {
    pub(super) class: u8,
    pub(super) instruction: u8,
    pub(super) p1: u8,
    pub(super) p2: u8,
    pub(super) data: Vec<u8>,
    pub(super) expected: Option<usize>,
}

impl Card {
    /// Answers bytes, and tells whether they touched what must never be touched.
    pub(super) fn process(&mut self, bytes: &[u8]) -> (Answer, bool) {
        let mut forbidden = false;
        let answer = if self.volatile.powered {
            self.answer(bytes, &mut forbidden)
                .unwrap_or_else(Answer::from)
        } else {
            StatusWord::NoDiagnosis.into()
        };
        (answer, forbidden)
    }

    fn answer(&mut self, bytes: &[u8], forbidden: &mut bool) -> Outcome {
        let command = Command::parse(bytes).map_err(|_| StatusWord::WrongLength)?;
        check_class(&command)?;
        self.check_form(&command)?;
        let pending = self.volatile.pending.take();
        let Some(request) = self.gather(&command)? else {
            return Ok(Answer::done());
        };
        if request.instruction == instruction::GET_RESPONSE {
            return self.get_response(&request, pending);
        }
        *forbidden = self.is_forbidden(&request);
        let answer = self.dispatch(&request)?;
        self.deliver(&request, answer)
    }

    fn check_form(&self, command: &Command) -> Result<(), StatusWord> {
        let (lc, le) = match command.case() {
            Case::Case2Extended => (false, true),
            Case::Case3Extended => (true, false),
            Case::Case4Extended => (true, true),
            _ => return Ok(()),
        };
        let refused = lc && !self.behaviour.extended_lc || le && !self.behaviour.extended_le;
        if refused {
            return Err(StatusWord::WrongLength);
        }
        Ok(())
    }

    /// Puts chained parts together; `None` while more are to come.
    fn gather(&mut self, command: &Command) -> Result<Option<Request>, StatusWord> {
        let [class, instruction, p1, p2] = command.header();
        let header = [class & !CHAINED, instruction, p1, p2];
        let more = class & CHAINED != 0;
        let begun = self.volatile.chain.take();
        if more && !self.behaviour.chaining {
            return Err(StatusWord::ChainingNotSupported);
        }
        let mut data = match begun {
            Some(chain) if chain.header == header => chain.data,
            Some(_) => return Err(StatusWord::LastOfChainExpected),
            None if more && !may_be_chained(header) => {
                return Err(StatusWord::ChainingNotSupported);
            }
            None => Vec::new(),
        };
        data.extend_from_slice(command.data());
        if data.len() > CHAIN_MAX {
            return Err(StatusWord::WrongLength);
        }
        if more {
            self.volatile.chain = Some(Chain { header, data });
            return Ok(None);
        }
        let [class, instruction, p1, p2] = header;
        let expected = command
            .expected()
            .map(|expected| usize::try_from(expected.get()).unwrap_or(usize::MAX));
        Ok(Some(Request {
            class,
            instruction,
            p1,
            p2,
            data,
            expected,
        }))
    }

    fn dispatch(&mut self, request: &Request) -> Outcome {
        match (request.class, request.instruction) {
            (0x00, instruction::SELECT) => self.select(request),
            (0x00, instruction::READ_BINARY) => self.read_binary(request),
            (0x00, instruction::VERIFY) => self.verify(request),
            (0x00, instruction::GET_CHALLENGE) => self.get_challenge(request),
            (0x00, instruction::MANAGE_SECURITY_ENVIRONMENT) => self.set_environment(request),
            (0x00, instruction::PERFORM_SECURITY_OPERATION) => self.verify_certificate(request),
            (0x00, instruction::EXTERNAL_AUTHENTICATE) => self.external_authenticate(request),
            (0x00, instruction::GET_DATA) => Err(StatusWord::ReferenceNotFound),
            (0x80, instruction::PERFORM_SECURITY_OPERATION) => self.sign(request),
            _ => Err(StatusWord::InstructionNotSupported),
        }
    }

    /// Shapes response data as this make of card does.
    fn deliver(&mut self, request: &Request, answer: Answer) -> Outcome {
        let available = answer.data.len();
        if available == 0 {
            return Ok(answer);
        }
        match self.behaviour.delivery {
            Delivery::Whole => Ok(answer),
            Delivery::GetResponse => {
                self.volatile.pending = Some(answer);
                Err(remaining(available))
            }
            Delivery::ExactLength if request.expected == Some(available) => Ok(answer),
            Delivery::ExactLength => match u16::try_from(available) {
                Ok(exact @ 1..=256) => Err(StatusWord::ExactLength(exact)),
                _ => Ok(answer),
            },
        }
    }

    fn get_response(&mut self, request: &Request, pending: Option<Answer>) -> Outcome {
        if (request.p1, request.p2) != (0, 0) {
            return Err(StatusWord::IncorrectParameters);
        }
        let expected = request.expected.ok_or(StatusWord::WrongLength)?;
        let mut answer = pending.ok_or(StatusWord::ConditionsNotSatisfied)?;
        let rest = answer.data.split_off(expected.min(answer.data.len()));
        if rest.is_empty() {
            return Ok(answer);
        }
        let status = remaining(rest.len());
        self.volatile.pending = Some(Answer {
            data: rest,
            status: answer.status,
        });
        Ok(Answer {
            data: answer.data,
            status,
        })
    }

    /// Whether a command names a file of 個人番号, by identifier, short identifier or as the current
    /// file.
    fn is_forbidden(&self, request: &Request) -> bool {
        let Some(application) = self.volatile.application else {
            return false;
        };
        let named = match request.instruction {
            instruction::SELECT if request.p1 == 0x02 => <[u8; 2]>::try_from(&request.data[..])
                .ok()
                .map(FileId::from_be_bytes),
            instruction::READ_BINARY if request.p1 & 0x80 != 0 => {
                Some(FileId::from(request.p1 & 0x1F))
            }
            instruction::READ_BINARY => self.volatile.file,
            instruction::VERIFY => match FileReference::parse(request.p2) {
                Ok(FileReference::Short(file)) => Some(file),
                Ok(FileReference::Current) => self.volatile.file,
                Err(_) => None,
            },
            _ => None,
        };
        named.is_some_and(|file| application.is_individual_number(file))
    }

    /// The file a command refers to. A short identifier makes it the current one.
    pub(super) fn resolve(
        &mut self,
        reference: FileReference,
        missing: StatusWord,
    ) -> Result<File, StatusWord> {
        let id = match reference {
            FileReference::Current => self.volatile.file.ok_or(StatusWord::NoCurrentFile)?,
            FileReference::Short(_) if self.behaviour.refuse_short_file_ids.is_some() => {
                return Err(self.behaviour.refuse_short_file_ids.unwrap_or(missing));
            }
            FileReference::Short(id) => id,
        };
        let file = self.find(id).ok_or(missing)?;
        self.volatile.file = Some(id);
        Ok(file)
    }

    /// A file of the current application.
    pub(super) fn find(&self, id: FileId) -> Option<File> {
        let extended = self.behaviour.extended_lc && self.behaviour.extended_le;
        File::find(&self.image, extended, self.volatile.application?, id)
    }
}

/// Only the commands that RP-TA/1 sends in parts; a chained VERIFY would be a way around its rules.
fn may_be_chained([class, instruction, ..]: [u8; 4]) -> bool {
    class == 0x00
        && matches!(
            instruction,
            instruction::PERFORM_SECURITY_OPERATION | instruction::EXTERNAL_AUTHENTICATE
        )
}

/// First interindustry class on channel 0, or the proprietary class 80; no secure messaging.
fn check_class(command: &Command) -> Result<(), StatusWord> {
    let class = command.class();
    match class & 0xE0 {
        0x00 | 0x80 if class & 0x0C != 0 => Err(StatusWord::SecureMessagingNotSupported),
        0x00 | 0x80 if class & 0x03 != 0 => Err(StatusWord::ChannelNotSupported),
        0x00 | 0x80 => Ok(()),
        // Further interindustry classes are channels 4 to 19.
        0x40 | 0x60 => Err(StatusWord::ChannelNotSupported),
        _ => Err(StatusWord::ClassNotSupported),
    }
}

/// `61xx` for so many bytes; `6100` says 256 or more.
fn remaining(bytes: usize) -> StatusWord {
    StatusWord::BytesRemaining(u16::try_from(bytes).map_or(256, |bytes| bytes.min(256)))
}
