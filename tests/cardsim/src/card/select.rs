//! SELECT (ISO/IEC 7816-4 §11.2.2).

use kyotaku_core::apdu::StatusWord;

use super::{
    Card,
    engine::{Answer, Outcome, Request},
    file::{Application, CARD_MANAGER, FileId},
    volatile::Volatile,
};

impl Card {
    pub(super) fn select(&mut self, request: &Request) -> Outcome {
        match request.p1 {
            0x00 => self.select_master_file(request),
            0x02 => self.select_elementary_file(request),
            0x04 => self.select_application(request),
            _ => Err(StatusWord::IncorrectParameters),
        }
    }

    /// By name. P2 `0C` wants no information, `00` the file control information.
    fn select_application(&mut self, request: &Request) -> Outcome {
        let wants_information = match request.p2 {
            0x00 => true,
            0x0C => false,
            _ => return Err(StatusWord::IncorrectParameters),
        };
        if !matches!(request.data.len(), 1..=16) {
            return Err(StatusWord::WrongLength);
        }
        if request.data == CARD_MANAGER {
            // Logs out: the card is as after power-on.
            self.volatile = Volatile::powered();
        } else {
            let application = Application::by_aid(&request.data)
                .filter(|app| *app != Application::Jpki || self.image.has_jpki)
                .ok_or(StatusWord::NotFound)?;
            self.volatile.status.enter(application);
            self.volatile.terminal.deselect();
            self.volatile.application = Some(application);
            self.volatile.file = None;
        }
        if wants_information && request.expected.is_some() {
            return Ok(Answer::data(control_information(&request.data)));
        }
        Ok(Answer::done())
    }

    /// Only with P1 = 02, of the current application. A failed selection changes nothing.
    fn select_elementary_file(&mut self, request: &Request) -> Outcome {
        if !matches!(request.p2, 0x00 | 0x0C) {
            return Err(StatusWord::IncorrectParameters);
        }
        let id = <[u8; 2]>::try_from(&request.data[..]).map_err(|_| StatusWord::WrongLength)?;
        let id = FileId::from_be_bytes(id);
        self.find(id).ok_or(StatusWord::NotFound)?;
        self.volatile.file = Some(id);
        Ok(Answer::done())
    }

    /// There is no usable master file: `6A86` at first, and later a success that selects nothing.
    fn select_master_file(&self, request: &Request) -> Outcome {
        if !request.data.is_empty() {
            return Err(StatusWord::NotFound);
        }
        match self.volatile.application {
            Some(_) => Ok(Answer::done()),
            None => Err(StatusWord::IncorrectParameters),
        }
    }
}

/// `6F { 84 aid }`.
fn control_information(aid: &[u8]) -> Vec<u8> {
    let length = u8::try_from(aid.len()).unwrap_or(u8::MAX);
    let mut information = vec![0x6F, length.saturating_add(2), 0x84, length];
    information.extend_from_slice(aid);
    information
}
