//! From the challenge to the card's signature.

use kyotaku_core::card::{CardCheck, CardError, LastTry, PinOutcome, VerifyFate};
use kyotaku_core::flow::visit::{Method, NoTap, Step, Tapped, Visit};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::pki::Standing;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::PresenceStatement;

use crate::args::CardSource;
use crate::commands::card;
use crate::desk::Desk;
use crate::prompt::{self, Prompt};
use crate::question::Question;
use crate::reader::Session;
use crate::refusal::{Outcome, Refusal};
use crate::screen::{care_kind, jst, method};
use crate::speech::Speech;

/// Taps that come to nothing in one visit before it is given up: lost, or too late.
const TAPS: usize = 4;

/// How the taps of one way to confirm the identity have ended.
pub(super) enum Ended {
    /// The card has signed.
    Signed,
    /// Staff have chosen the other way.
    OtherMethod,
}

/// Taps until the card has signed and the phone keeps it, or something says to stop.
///
/// Which way the identity is confirmed is for staff to say, and changes only when they say so. A PIN is asked for once, and again only where a card has said that one is needed: after a lost
/// VERIFY the next tap asks the card first what became of it.
///
/// # Errors
///
/// A refusal with the card's, the phone's or the server's code.
pub fn until_signed(
    desk: &Desk,
    prompt: &mut dyn Prompt,
    visit: &mut Visit,
    session: &mut Session,
    source: &CardSource,
) -> Outcome<()> {
    let mut tapping = Tapping {
        desk,
        prompt,
        source,
        fruitless: 0,
        last_try: None,
    };
    loop {
        let ended = match visit.method() {
            Method::Pin => tapping.by_pin(visit, session)?,
            Method::Visual => tapping.by_sight(visit, session)?,
        };
        match ended {
            Ended::Signed => return Ok(()),
            Ended::OtherMethod => session.hold_again(),
        }
    }
}

pub(super) struct Tapping<'t> {
    pub(super) desk: &'t Desk,
    pub(super) prompt: &'t mut dyn Prompt,
    source: &'t CardSource,
    fruitless: usize,
    last_try: Option<LastTry>,
}

impl Tapping<'_> {
    fn by_pin(&mut self, visit: &mut Visit, session: &mut Session) -> Outcome<Ended> {
        self.prepare(visit)?;
        self.enter_pin(visit)?;
        loop {
            if visit.step() == Step::Preparing {
                self.prepare(visit)?;
            }
            let check = CardCheck {
                now: self.desk.phone.now(),
                ..session.check.clone()
            };
            let tap = match visit.tap(check, self.last_try.take()) {
                Ok(tap) => tap,
                Err(NoTap::TimeOver) => {
                    self.too_late()?;
                    continue;
                }
                Err(NoTap::NotNow(refused)) => return Err(PhoneError::NotNow(refused).into()),
            };
            let report = session.run(tap, "visit by PIN")?;
            match self.desk.phone.tapped(visit, report)? {
                Tapped::Signed(standing) => {
                    self.signed(standing);
                    return Ok(Ended::Signed);
                }
                Tapped::TooLate => self.too_late()?,
                Tapped::NotYet(result) => {
                    if let Err(refusal) = self.not_yet(visit, result) {
                        self.go_on_by_sight(visit, refusal)?;
                        return Ok(Ended::OtherMethod);
                    }
                }
            }
            session.hold_again();
        }
    }

    pub(super) fn signed(&self, standing: Standing) {
        let speech = self.desk.speech;
        speech.say(
            "カードが署名しました。電子証明書で検証し、端末に保存しました。",
            "The card has signed; it is verified and kept on the phone.",
        );
        if let Some(code) = standing.code() {
            speech.message(code);
        }
    }

    /// Offers 目視 where the PIN leads nowhere: it is blocked, the card has none, or its last try is
    /// not to be risked. Nothing is changed unless staff say so.
    fn go_on_by_sight(&mut self, visit: &mut Visit, refusal: Refusal) -> Outcome<()> {
        let leads_nowhere = [Code::PinBlocked, Code::PinAbsent, Code::PinLastTry]
            .into_iter()
            .any(|code| refusal.is(code));
        let offered = leads_nowhere
            && self.prompt.has_answer(Question::BySight)
            && self.desk.phone.visual_offered().is_ok();
        if !offered {
            return Err(refusal);
        }
        self.desk.speech.refuse_in_passing(&refusal);
        if !prompt::yes(self.prompt, Question::BySight)? {
            return Err(refusal);
        }
        Ok(self.desk.phone.change_method(visit, Method::Visual)?)
    }

    pub(super) fn prepare(&mut self, visit: &mut Visit) -> Outcome<()> {
        self.desk.done(self.desk.phone.prepare(visit))?;
        if let Some(statement) = visit.statement() {
            show_statement(statement, self.desk.speech);
        }
        Ok(())
    }

    fn enter_pin(&mut self, visit: &mut Visit) -> Outcome<()> {
        let pin = prompt::pin(self.prompt, self.source.pin_fd)?;
        visit
            .enter_pin(pin)
            .map_err(|refused| PhoneError::NotNow(refused).into())
    }

    pub(super) fn too_late(&mut self) -> Outcome<()> {
        let refusal = Refusal::coded(Code::TapOutsideWindow, crate::exit::Exit::TapAgain);
        self.once_more(refusal)
    }

    /// Says what went wrong, and goes on unless it went wrong too often.
    pub(super) fn once_more(&mut self, refusal: Refusal) -> Outcome<()> {
        self.fruitless += 1;
        if self.fruitless >= TAPS {
            return Err(refusal);
        }
        self.desk.speech.refuse_in_passing(&refusal);
        Ok(())
    }

    fn not_yet(&mut self, visit: &mut Visit, result: Result<PinOutcome, CardError>) -> Outcome<()> {
        let speech = self.desk.speech;
        let fate = lost_verify(&result);
        let cancelled = matches!(&result, Err(error) if error.code().is_none());
        let (lost, wants_pin, last_try) = match &result {
            Err(_) => (true, false, false),
            Ok(outcome) => (
                false,
                matches!(
                    outcome,
                    PinOutcome::WrongPin { .. } | PinOutcome::PinNeeded { .. }
                ),
                matches!(outcome, PinOutcome::LastTry),
            ),
        };
        let Err(refusal) = card::signed(result) else {
            return Ok(());
        };
        if lost && !cancelled {
            return self.once_more(refusal);
        }
        if last_try && self.agrees_to_last_try()? {
            self.last_try = Some(LastTry::confirmed_by_patient());
            return Ok(());
        }
        let again = self.source.pin_fd.is_none() && self.prompt.has_answer(Question::Pin);
        if !(wants_pin && again) {
            return Err(refusal);
        }
        speech.refuse_in_passing(&refusal);
        if let Some((japanese, english)) = fate {
            speech.say(japanese, english);
        }
        self.enter_pin(visit)
    }

    fn agrees_to_last_try(&mut self) -> Outcome<bool> {
        if self.source.last_try {
            return Ok(true);
        }
        if self.source.pin_fd.is_some() || !self.prompt.has_answer(Question::LastTry) {
            return Ok(false);
        }
        self.desk.speech.message(Code::PinLastTry);
        prompt::yes(self.prompt, Question::LastTry)
    }
}

/// What the counter told of a VERIFY whose answer was lost.
fn lost_verify(result: &Result<PinOutcome, CardError>) -> Option<(&'static str, &'static str)> {
    let Ok(PinOutcome::PinNeeded {
        lost_verify: Some(fate),
        ..
    }) = result
    else {
        return None;
    };
    Some(match fate {
        VerifyFate::Counted => (
            "先ほどの暗証番号は誤りで、1回分が失われています。",
            "The PIN before was wrong, and has cost a try.",
        ),
        VerifyFate::NotCounted => (
            "先ほどの暗証番号はカードに届いていません。",
            "The PIN before did not reach the card.",
        ),
        VerifyFate::Right => (
            "先ほどの暗証番号は正しいものでした。",
            "The PIN before was right.",
        ),
        VerifyFate::RightOrNotCounted => (
            "先ほどの暗証番号は正しかったか、カードに届いていません。",
            "The PIN before was right, or did not reach the card.",
        ),
    })
}

fn show_statement(statement: &PresenceStatement, speech: Speech) {
    let (care_ja, care_en) = care_kind(statement.care_kind);
    let (by_ja, by_en) = method(statement.method);
    let (institution, account) = (statement.institution.as_str(), statement.account.as_str());
    let before = jst(statement.tap_before);
    speech.say(
        &format!(
            "カードが署名する内容: 機関 {institution}、担当 {account}、{care_ja}、{by_ja}、{before} まで。選択した内容と一致しています。"
        ),
        &format!(
            "What the card will sign: institution {institution}, account {account}, {care_en}, {by_en}, before {before}. It is what was chosen."
        ),
    );
}
