//! Taps of the real phone, with whatever goes wrong with them.

use kyotaku_cardsim::Card;
use kyotaku_core::card::{
    CardError, Event, Interruption, LastTry, PinOutcome, RelayFailure, Step, Steps as _, Tap,
    TapReport, VisualOutcome,
};
use kyotaku_core::flow::visit::{NoTap, Tapped, Visit};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::code::Code;

use super::{Asked, Real, told};
use crate::model::event::{Told, Trouble, Way};

impl Real<'_> {
    pub(super) fn tap(
        &mut self,
        visit: &mut Visit,
        number: usize,
        trouble: Trouble,
        last_try: bool,
    ) -> Told {
        let last_try = last_try.then(LastTry::confirmed_by_patient);
        let tap = match visit.tap(self.phone.check(), last_try) {
            Ok(tap) => tap,
            Err(NoTap::TimeOver) => return Told::TimeOver,
            Err(NoTap::NotNow(refused)) => return Told::Code(refused.code()),
        };
        let card = &mut self.cards[number];
        card.power_on();
        let report = hold(tap, card, trouble, &mut self.shown);
        card.power_off();
        if let Trouble::Slow(seconds) = trouble {
            self.pass(seconds);
        }
        let Some(report) = report else {
            visit.tap_dropped().unwrap();
            return Told::Nothing;
        };
        match self.phone.tapped(visit, report) {
            Ok(Tapped::Signed(_)) => Told::Signed,
            Ok(Tapped::TooLate) => Told::TooLate,
            Ok(Tapped::NotYet(Ok(outcome))) => told_of(&outcome),
            Ok(Tapped::NotYet(Err(_))) => Told::CardGone,
            Err(error) => told::<()>(&Err(error)),
        }
    }

    pub(super) async fn tap_by_sight(
        &mut self,
        visit: &mut Visit,
        number: usize,
        trouble: Trouble,
        way: Way,
    ) -> Told {
        let registration = self.phone.overview().unwrap().registration;
        let chain = registration.and_then(|own| own.terminal_chain()).unwrap();
        let mut tap = match visit.tap_visually(self.phone.check(), &chain) {
            Ok(tap) => tap,
            Err(NoTap::TimeOver) => return Told::TimeOver,
            Err(NoTap::NotNow(refused)) => return Told::Code(refused.code()),
        };
        self.cards[number].power_on();
        let mut step = tap.begin().unwrap();
        let mut gone = trouble == Trouble::AtOnce;
        let report = loop {
            let event = match step {
                Step::Done(report) => break report,
                Step::Transmit { command, .. } => {
                    let signs = command[..2] == [0x80, 0x2A];
                    gone |= signs && trouble == Trouble::BeforeSigning;
                    if gone {
                        Event::Interrupted(Interruption::TagLost)
                    } else {
                        Event::Response(self.cards[number].transmit(&command))
                    }
                }
                Step::RelayTerminalChallenge { .. } if trouble == Trouble::Dropped => {
                    self.cards[number].power_off();
                    visit.tap_dropped().unwrap();
                    return Told::Nothing;
                }
                Step::RelayTerminalChallenge { challenge, .. } => {
                    let id = visit.terminal_challenge().unwrap();
                    let line = format!("POST /v1/presence/challenges/{id}/terminal-signature");
                    let signature = self.phone.terminal_signature(visit, challenge);
                    match self.asked(&line, way, signature).await {
                        Asked::Answered(Ok(signature)) => Event::TerminalSignature(signature),
                        Asked::Answered(Err(PhoneError::Revoked)) => {
                            return Told::Code(Code::DeviceRevoked);
                        }
                        Asked::Answered(Err(error)) => Event::RelayFailed(error.relay_failure()),
                        Asked::Left => Event::RelayFailed(RelayFailure::Offline),
                    }
                }
            };
            step = tap.resume(event).unwrap();
        };
        self.cards[number].power_off();
        if let Trouble::Slow(seconds) = trouble {
            self.pass(seconds);
        }
        match self.phone.tapped_visually(visit, report) {
            Ok(Tapped::Signed(_)) => Told::Signed,
            Ok(Tapped::TooLate) => Told::TooLate,
            Ok(Tapped::NotYet(Ok(VisualOutcome::CardChanged))) => Told::CardChanged,
            Ok(Tapped::NotYet(Ok(_))) => Told::Strange,
            Ok(Tapped::NotYet(Err(CardError::Relay(RelayFailure::LimitReached)))) => {
                Told::TerminalLimit
            }
            Ok(Tapped::NotYet(Err(CardError::Relay(_)))) => Told::NoTerminal,
            Ok(Tapped::NotYet(Err(_))) => Told::CardGone,
            Err(error) => told::<()>(&Err(error)),
        }
    }
}

/// Goes through a tap with this trouble; no report comes of one that is dropped.
fn hold(
    mut tap: Tap<TapReport<PinOutcome>>,
    card: &mut Card,
    trouble: Trouble,
    shown: &mut usize,
) -> Option<TapReport<PinOutcome>> {
    let mut step = tap.begin().unwrap();
    let mut gone = trouble == Trouble::AtOnce;
    loop {
        step = match step {
            Step::Done(report) => return Some(report),
            Step::RelayTerminalChallenge { .. } => return None,
            Step::Transmit { command, .. } => {
                let verifies = command[1] == 0x20 && command.len() > 5;
                let signs = command[1] == 0x2A;
                gone |= verifies && trouble == Trouble::BeforeVerify;
                gone |= signs && trouble == Trouble::BeforeSigning;
                let answer = (!gone).then(|| card.transmit(&command));
                if verifies && answer.is_some() {
                    *shown += 1;
                    if trouble == Trouble::Dropped {
                        return None;
                    }
                    gone |= trouble == Trouble::AfterVerify;
                }
                let event = match answer.filter(|_| !gone) {
                    Some(answer) => Event::Response(answer),
                    None => Event::Interrupted(Interruption::TagLost),
                };
                tap.resume(event).unwrap()
            }
        };
    }
}

fn told_of(outcome: &PinOutcome) -> Told {
    match outcome {
        PinOutcome::Signed(_) => Told::Signed,
        PinOutcome::WrongPin { tries_left } => Told::WrongPin(*tries_left),
        PinOutcome::Blocked => Told::Blocked,
        PinOutcome::LastTry => Told::LastTry,
        PinOutcome::PinNeeded {
            tries_left,
            lost_verify,
        } => Told::PinNeeded(*tries_left, *lost_verify),
        PinOutcome::Unsuitable(_) => Told::Strange,
    }
}
