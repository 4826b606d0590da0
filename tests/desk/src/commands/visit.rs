//! `visit`: a patient's presence by PIN, from the challenge to the qualification.

use jiff::tz::{Offset, TimeZone};
use kyotaku_core::card::{LastTry, PinOutcome, SignedByCard, TapReport, VisitMemory};
use kyotaku_core::clock::Clock;
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
            Refusal::coded(Code::StatementDiffers, Exit::ServerRefused).because(&mismatch)
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
        let today = clock.now().to_zoned(TimeZone::fixed(JAPAN)).date();
        screen::show(&answer, today, speech);
    });
    Ok(Visit {
        proof,
        answer,
        signed,
        prepared,
    })
}

/// Japan's offset; there is no daylight saving time.
const JAPAN: Offset = Offset::constant(9);

/// Taps until the card has signed, or something says to stop.
fn tap(
    prepared: &Prepared,
    session: &mut Session,
    pad: &mut dyn PinPad,
    mut memory: VisitMemory,
    speech: Speech,
) -> Outcome<Box<SignedByCard>> {
    let mut last_try = None;
    for left in (0..TAPS).rev() {
        if !memory.holds_pin() {
            memory.enter_pin(pad.enter()?);
        }
        let operation = prepared.tap(session.check.clone(), memory, last_try.take());
        let TapReport {
            result,
            memory: learned,
        } = session.run(operation, "visit by PIN")?;
        memory = learned;
        let again = match &result {
            Ok(PinOutcome::WrongPin { tries_left }) => {
                let refusal =
                    Refusal::coded(Code::PinWrong, Exit::WrongPin).with_tries(*tries_left);
                pad.asks_again() && tell(speech, &refusal)
            }
            Ok(PinOutcome::LastTry) => {
                last_try = pad.agrees_to_last_try().then(LastTry::confirmed_by_patient);
                last_try.is_some()
            }
            Ok(PinOutcome::PinNeeded { .. }) => pad.asks_again(),
            Err(error) => error.code().is_some_and(|code| {
                tell(speech, &Refusal::coded(code, Exit::TapAgain).because(error))
            }),
            Ok(_) => false,
        };
        if !again || left == 0 {
            return card::signed(result);
        }
        session.hold_again();
    }
    Err(Refusal::coded(Code::CardLost, Exit::TapAgain))
}

fn tell(speech: Speech, refusal: &Refusal) -> bool {
    let _ = speech.refuse_in_passing(refusal);
    true
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
        .to_zoned(TimeZone::fixed(JAPAN))
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
