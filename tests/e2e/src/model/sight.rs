//! A visit whose patient is confirmed by sight, until the card has signed.

use kyotaku_core::flow::visit::Step;
use kyotaku_core::wire::code::Code;

use super::event::{Told, Trouble, Way};
use super::visit::Visit;
use super::{Model, heard};

/// Taps of a challenge that the terminal answers.
const TAPS: usize = 3;

impl Visit {
    /// Staff have to look once more.
    pub(super) fn look_again(&mut self) {
        self.step = Step::Verifying;
        self.memory.look();
    }
}

impl Model {
    pub(super) fn look(&mut self, visit: &mut Visit, complete: bool) -> Told {
        if !complete {
            return Told::Code(Code::VisualRecordIncomplete);
        }
        if let Err(code) = self.use_session() {
            return Told::Code(code);
        }
        if !self.owns(visit) {
            return Told::Code(Code::OtherAccount);
        }
        if !self.phone.settings.visual {
            return Told::Code(Code::VisualDisabled);
        }
        (visit.step, visit.looked, visit.asked) = (Step::Preparing, self.now, None);
        Told::Done
    }

    /// What staff have seen is reported, and a phone that is revoked learns it from that.
    pub(super) fn decline(&mut self, visit: &mut Visit) -> Told {
        visit.stop(Code::VisualDeclined);
        if self.is_known() {
            Told::Done
        } else {
            self.erase()
        }
    }

    pub(super) fn change_method(&mut self, visit: &mut Visit, by_sight: bool) -> Told {
        if let Err(code) = self.use_session() {
            return Told::Code(code);
        }
        if by_sight && !self.phone.settings.visual {
            return Told::Code(Code::VisualDisabled);
        }
        if !matches!(visit.step, Step::Verifying | Step::Preparing | Step::Ready) {
            return Told::Code(Code::ActionUnavailable);
        }
        if visit.by_sight != by_sight {
            visit.by_sight = by_sight;
            visit.memory.look();
            visit.prepare_anew();
        }
        Told::Done
    }

    pub(super) fn tap_by_sight(
        &mut self,
        visit: &mut Visit,
        card: usize,
        trouble: Trouble,
        way: Way,
    ) -> Told {
        if self.is_too_late(visit) {
            return Told::TimeOver;
        }
        let told = self.authenticate(visit, card, trouble, way);
        if let Trouble::Slow(seconds) = trouble {
            self.now += seconds;
        }
        match told {
            Told::Signed => self.signed(visit, card),
            Told::CardChanged | Told::TerminalLimit => {
                visit.look_again();
                told
            }
            Told::Nothing => {
                visit.memory.drop_tap();
                visit.look_again();
                told
            }
            _ => told,
        }
    }

    /// The card is read, and the terminal is asked to answer it.
    fn authenticate(&mut self, visit: &mut Visit, card: usize, trouble: Trouble, way: Way) -> Told {
        if trouble == Trouble::AtOnce {
            return Told::CardGone;
        }
        if !visit.memory.is_the_card(card) {
            return Told::CardChanged;
        }
        if trouble == Trouble::Dropped {
            return Told::Nothing;
        }
        if self.use_session().is_err() || !self.owns(visit) || way == Way::Portal {
            return Told::NoTerminal;
        }
        let answer = self.session_holds();
        let seen = self.server.settings.visual;
        let answer = answer.and(seen.then_some(()).ok_or(Code::VisualDisabled));
        let more = visit.answered < TAPS;
        let answer = answer.and(more.then_some(()).ok_or(Code::TerminalSignatureLimit));
        if answer.is_ok() {
            visit.answered += 1;
        }
        if heard(way, answer).is_some() {
            return Told::NoTerminal;
        }
        match answer {
            Ok(()) if trouble == Trouble::BeforeSigning => Told::CardGone,
            Ok(()) => Told::Signed,
            Err(Code::DeviceRevoked) => self.erase(),
            Err(Code::TerminalSignatureLimit) => Told::TerminalLimit,
            Err(code) => {
                if code == Code::SessionEnded {
                    self.phone.session = None;
                }
                Told::NoTerminal
            }
        }
    }
}
