//! `visit`: a patient's presence by PIN, from the challenge to the qualification.

use jiff::tz::TimeZone;
use kyotaku_core::card::{
    CardError, LastTry, PinOutcome, SignedByCard, TapReport, VerifyFate, VisitMemory,
};
use kyotaku_core::clock::{Clock, JST};
use kyotaku_core::flow::presence::{Prepared, Presence};
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::api::{ProofRequest, ProofResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::{CareKind, PresenceStatement};

use super::card;
use crate::args::CareArg;
use crate::connection::Connection;
use crate::exit::Exit;
use crate::reader::Session;
use crate::screen;
use crate::speech::{Outcome, Refusal, Speech};

/// Where the PINs of a visit come from.
pub trait PinPad {
    /// The patient enters a PIN.
    ///
    /// # Errors
    ///
    /// A refusal when there is none to be had.
    fn enter(&mut self) -> Outcome<Pin>;

    /// Tells the patient that this is the last try, and asks whether to risk it.
    fn agrees_to_last_try(&mut self) -> bool;

    /// Whether it makes sense to ask again after a wrong PIN.
    fn asks_again(&self) -> bool;
}

/// A visit that ended well.
#[derive(Debug)]
pub struct Visit {
    /// What was delivered.
    pub proof: ProofRequest,
    /// What the server said to it.
    pub answer: ProofResponse,
    /// The signature, for whoever wants to try to use it twice.
    pub signed: Box<SignedByCard>,
    /// The challenge it answers.
    pub prepared: Prepared,
}

impl From<CareArg> for CareKind {
    fn from(care: CareArg) -> Self {
        match care {
            CareArg::HomeVisit => Self::HomeVisit,
            CareArg::Outpatient => Self::Outpatient,
        }
    }
}

/// Lost taps in one visit before it is given up.
const TAPS: usize = 4;

/// Plays one visit.
///
/// # Errors
///
/// A refusal for whatever ends it: the statement, the card, the PIN or the server.
pub fn play(
    connection: &Connection,
    session: &mut Session,
    pad: &mut dyn PinPad,
    memory: VisitMemory,
    care_kind: CareKind,
    clock: &Clock,
    speech: Speech,
) -> Outcome<Visit> {
    let presence = Presence::by_pin(connection.identity.clone(), care_kind);
    let challenge = connection.challenge(&presence.request())?;
    let prepared = presence
        .prepare(&challenge, clock.now())
        .map_err(|mismatch| {
            Refusal::coded(mismatch.code(), Exit::ServerRefused).because(&mismatch)
        })?;
    show_statement(prepared.statement(), speech);

    let signed = tap(&prepared, session, pad, memory, speech)?;
    speech.say(
        "カードが署名しました。電子証明書で検証済みです。",
        "The card has signed; the signature matches its certificate.",
    );
    let proof = prepared.prove(&signed, clock.now()).map_err(|refused| {
        Refusal::coded(Code::TapOutsideWindow, Exit::TapAgain).because(&refused)
    })?;
    let proof = connection.sign(&proof)?;
    let answer = connection.prove(&proof)?;
    speech.result(&answer, |speech| {
        let today = clock.now().to_zoned(TimeZone::fixed(JST)).date();
        screen::show(&answer, today, speech);
    });
    Ok(Visit {
        proof,
        answer,
        signed,
        prepared,
    })
}

/// Taps until the card has signed, or something says to stop.
///
/// A PIN is asked for once, and again only where a card has said that one is needed: after a lost
/// VERIFY the next tap asks the card first what became of it.
fn tap(
    prepared: &Prepared,
    session: &mut Session,
    pad: &mut dyn PinPad,
    mut memory: VisitMemory,
    speech: Speech,
) -> Outcome<Box<SignedByCard>> {
    memory.enter_pin(pad.enter()?);
    let (mut last_try, mut lost) = (None, 0);
    loop {
        let operation = prepared.tap(session.check.clone(), memory, last_try.take());
        let TapReport {
            result,
            memory: learned,
        } = session.run(operation, "visit by PIN")?;
        memory = learned;
        let again = match &result {
            Ok(PinOutcome::WrongPin { .. } | PinOutcome::PinNeeded { .. }) => pad.asks_again(),
            Ok(PinOutcome::LastTry) => {
                last_try = pad.agrees_to_last_try().then(LastTry::confirmed_by_patient);
                last_try.is_some()
            }
            Err(error) => {
                lost += 1;
                lost < TAPS && error.code().is_some()
            }
            Ok(_) => false,
        };
        let needs_pin = matches!(
            result,
            Ok(PinOutcome::WrongPin { .. } | PinOutcome::PinNeeded { .. })
        );
        let fate = lost_verify(&result);
        let refusal = match card::signed(result) {
            Ok(signed) => return Ok(signed),
            Err(refusal) if !again => return Err(refusal),
            Err(refusal) => refusal,
        };
        if last_try.is_none() {
            speech.refuse_in_passing(&refusal);
        }
        if let Some((ja, en)) = fate {
            speech.say(ja, en);
        }
        if needs_pin {
            memory.enter_pin(pad.enter()?);
        }
        session.hold_again();
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
    let (care_ja, care_en) = match statement.care_kind {
        CareKind::Outpatient => ("外来診療等(通常とは異なる動線)", "outpatient"),
        CareKind::HomeVisit => ("訪問診療等", "home visit"),
        CareKind::Online => ("オンライン診療等", "online"),
    };
    let (institution, account) = (statement.institution.as_str(), statement.account.as_str());
    let before = statement
        .tap_before
        .to_zoned(TimeZone::fixed(JST))
        .strftime("%H:%M:%S");
    speech.say(
        &format!(
            "カードが署名する内容: 機関 {institution}、担当 {account}、{care_ja}、暗証番号、{before} まで。選択した内容と一致しています。"
        ),
        &format!(
            "What the card will sign: institution {institution}, account {account}, {care_en}, by PIN, before {before}. It is what was chosen."
        ),
    );
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use jiff::{SignedDuration, Timestamp};
    use kyotaku_core::flow::presence::Identity;
    use kyotaku_core::wire::api::ChallengeResponse;
    use kyotaku_core::wire::identifier::{ChallengeId, DeviceKeyHash, Nonce};
    use kyotaku_core::wire::presence::Method;

    use super::*;
    use crate::args::CardSource;

    const NOW: &str = "2026-11-20T09:00:00+09:00";

    /// A patient who enters these PINs, and agrees to whatever is asked.
    struct Patient(VecDeque<&'static str>);

    impl PinPad for Patient {
        fn enter(&mut self) -> Outcome<Pin> {
            let entered = self.0.pop_front().expect("one PIN too many is asked for");
            Ok(Pin::parse(entered.as_bytes()).unwrap())
        }

        fn agrees_to_last_try(&mut self) -> bool {
            true
        }

        fn asks_again(&self) -> bool {
            !self.0.is_empty()
        }
    }

    fn prepared(now: Timestamp) -> Prepared {
        let identity = Identity {
            institution: "9919999012".parse().unwrap(),
            device_key: DeviceKeyHash::new([1; 32]),
            account: "staff11".parse().unwrap(),
        };
        let statement = PresenceStatement {
            challenge_id: ChallengeId::new([2; 16]),
            nonce: Nonce::new([3; 32]),
            institution: identity.institution.clone(),
            device_key: identity.device_key,
            account: identity.account.clone(),
            care_kind: CareKind::HomeVisit,
            method: Method::Pin,
            issued_at: now,
            tap_before: now + SignedDuration::from_mins(5),
            visual_record: None,
        };
        let challenge = ChallengeResponse {
            challenge_id: statement.challenge_id,
            statement: statement.to_der().unwrap(),
            tap_before: statement.tap_before,
        };
        Presence::by_pin(identity, CareKind::HomeVisit)
            .prepare(&challenge, now)
            .unwrap()
    }

    /// Taps an emulated card until the end, and tells how, and which PINs were not asked for.
    fn played(card: &str, fault: &str, pins: &[&'static str]) -> (Option<Exit>, usize) {
        let now = NOW.parse().unwrap();
        let source = CardSource {
            emulated: Some(card.to_owned()),
            fault: Some(fault.to_owned()),
            ..CardSource::default()
        };
        let mut session = Session::open(&source, now).unwrap();
        let mut patient = Patient(pins.iter().copied().collect());
        let speech = Speech {
            json: true,
            ..Speech::default()
        };
        let signed = tap(
            &prepared(now),
            &mut session,
            &mut patient,
            VisitMemory::default(),
            speech,
        );
        (signed.err().map(|refusal| refusal.exit()), patient.0.len())
    }

    #[test]
    fn a_card_that_is_lost_costs_a_tap_and_no_pin() {
        for at in 1..=9 {
            let fault = format!("lose the tag after command {at}");
            assert_eq!(played("T01", &fault, &["1234"]), (None, 0), "{at}");
        }
    }

    #[test]
    fn after_a_lost_verify_the_card_is_asked_before_the_patient() {
        let lost = "lose the tag after command 10";
        assert_eq!(played("T01", lost, &["1234", "1234"]), (None, 0));
        // Nobody is there to enter it again: the refusal says that a PIN is needed.
        assert_eq!(played("T01", lost, &["1234"]), (Some(Exit::PinWithheld), 0));
        // The lost one was wrong and has left one try, of which the patient is told first.
        assert_eq!(played("two-tries", lost, &["9999", "1234"]), (None, 0));
    }

    #[test]
    fn wrong_pins_do_not_use_up_the_taps_of_a_visit() {
        let lost = "lose the tag after command 3";
        let pins = ["9999", "8888", "1234"];
        assert_eq!(played("T01", lost, &pins), (None, 0));
        assert_eq!(
            played("T01", lost, &["9999", "8888", "7777"]),
            (Some(Exit::PinBlocked), 0)
        );
    }
}
