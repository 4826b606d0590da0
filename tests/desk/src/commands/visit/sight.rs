//! 目視: what staff confirm before the card is tapped, and the tap that needs the server once.

use kyotaku_core::card::{CardCheck, CardError, RelayFailure, TerminalRelay, VisualOutcome};
use kyotaku_core::flow::visit::{NoTap, Step, Tapped, Visit, VisualChecks};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::code::Code;

use super::tap::{Ended, Tapping};
use crate::commands::card::{tap_error, unsuitable};
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt;
use crate::question::Question;
use crate::reader::Session;
use crate::refusal::{Outcome, Refusal};

impl Tapping<'_> {
    /// Looks, asks the server, taps; and looks again where a confirmation is spent.
    pub(super) fn by_sight(&mut self, visit: &mut Visit, session: &mut Session) -> Outcome<Ended> {
        loop {
            match visit.step() {
                Step::Verifying => self.look(visit)?,
                Step::Preparing => match self.prepare(visit) {
                    // The confirmation was too old, or the server has seen it before.
                    Err(refusal) if visit.step() == Step::Verifying => self.once_more(refusal)?,
                    prepared => prepared?,
                },
                _ => {
                    if self.tap_by_sight(visit, session)? {
                        return Ok(Ended::Signed);
                    }
                    session.hold_again();
                }
            }
        }
    }

    fn look(&mut self, visit: &mut Visit) -> Outcome<()> {
        self.desk.speech.say(
            "カードを受け取り、表面の写真と患者様のお顔を見比べてください。暗証番号は使いません。",
            "Take the card, and compare its photo with the patient's face. No PIN is used.",
        );
        let checks = VisualChecks {
            photo_matches_face: prompt::yes(self.prompt, Question::FaceMatches)?,
            no_sign_of_tampering: prompt::yes(self.prompt, Question::NoTampering)?,
        };
        match self.desk.phone.confirm_by_sight(visit, checks) {
            Ok(()) => Ok(()),
            Err(PhoneError::RecordIncomplete) => {
                self.desk
                    .done(self.desk.phone.not_confirmed(visit, checks))?;
                Err(Refusal::coded(Code::VisualDeclined, Exit::Stopped))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// One tap. Answers whether the card has signed.
    fn tap_by_sight(&mut self, visit: &mut Visit, session: &mut Session) -> Outcome<bool> {
        let desk = self.desk;
        let chain = desk.registration()?.terminal_chain();
        let chain = chain.ok_or_else(|| Refusal::coded(Code::VisualDisabled, Exit::NotNow))?;
        let check = CardCheck {
            now: desk.phone.now(),
            ..session.check.clone()
        };
        let tap = match visit.tap_visually(check, &chain) {
            Ok(tap) => tap,
            Err(NoTap::TimeOver) => {
                self.too_late()?;
                return Ok(false);
            }
            Err(NoTap::NotNow(refused)) => return Err(PhoneError::NotNow(refused).into()),
        };
        let mut server = AtServer {
            desk,
            visit,
            refused: None,
        };
        let report = session.run_with(tap, "visit by sight", &mut server)?;
        let refused = server.refused;
        match desk.phone.tapped_visually(visit, report)? {
            Tapped::Signed(standing) => {
                self.signed(standing);
                return Ok(true);
            }
            Tapped::TooLate => self.too_late()?,
            Tapped::NotYet(result) => self.not_yet_by_sight(visit, result, refused)?,
        }
        Ok(false)
    }

    fn not_yet_by_sight(
        &mut self,
        visit: &Visit,
        result: Result<VisualOutcome, CardError>,
        refused: Option<Refusal>,
    ) -> Outcome<()> {
        let refusal = match result {
            Err(error) => refused.unwrap_or_else(|| tap_error(&error)),
            Ok(VisualOutcome::Unsuitable(card)) => return Err(unsuitable(&card)),
            Ok(outcome) => {
                let code = outcome.code().unwrap_or(Code::CardFault);
                let refusal = Refusal::coded(code, Exit::Unsuitable);
                if !matches!(outcome, VisualOutcome::CardChanged) {
                    return Err(refusal);
                }
                refusal
            }
        };
        let again = matches!(visit.step(), Step::Ready | Step::Verifying);
        if again {
            self.once_more(refusal)
        } else {
            Err(refusal)
        }
    }
}

/// The server's terminal, asked once while the card is in the field.
struct AtServer<'t> {
    desk: &'t Desk,
    visit: &'t Visit,
    refused: Option<Refusal>,
}

impl TerminalRelay for AtServer<'_> {
    fn sign(&mut self, challenge: [u8; 16]) -> Result<Vec<u8>, RelayFailure> {
        let signature = self.desk.phone.terminal_signature(self.visit, challenge);
        self.desk.wait(signature).map_err(|error| {
            let failure = error.relay_failure();
            self.refused = Some(error.into());
            failure
        })
    }
}
