//! 目視 over the real network: one question to the server while the card is held, three at most for one
//! confirmation, and nothing that turns into a PIN by itself.

use core::time::Duration;
use std::fs;
use std::sync::Arc;
use std::time::Instant;

use jiff::SignedDuration;
use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::card::{
    CardError, Interruption, LengthSupport, PinOutcome, RelayFailure, Support, VisualOutcome,
};
use kyotaku_core::flow::visit::{Method, NoTap, Plan, Step, Tapped, Visit, VisualChecks};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::api::Problem;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::{SEEN, everything, number};
use kyotaku_e2e::reader::Reader;
use kyotaku_e2e::trouble::Trouble;

use crate::waiting::times;
use crate::{assert_code, refusal};

const CHALLENGE: &str = "POST /v1/presence/challenges";
const RENEW: &str = "POST /v1/devices/self/renew";
const SIGNATURES: &str = "POST /v1/presence/challenges/*";

/// The attempts of one question for the terminal's signature.
const ATTEMPTS: usize = 2;

/// Commands of a visit by sight, held by `docs/benchmarks.md`.
const COMMANDS: usize = 10;

/// From `Delivering` to the end.
async fn finish(phone: &Installation, visit: &mut Visit) -> String {
    phone.deliver(visit).await.unwrap();
    phone.confirm_person(visit).unwrap();
    phone.answer(visit, everything()).unwrap();
    phone.register(visit).await.unwrap();
    number(visit)
}

fn signatures(clinic: &Clinic) -> usize {
    let lines = clinic.network.lines();
    let asked = lines
        .iter()
        .filter(|line| line.ends_with("/terminal-signature"));
    asked.count()
}

/// What a tap came to that has not signed.
#[track_caller]
fn not_yet(tapped: Result<Tapped<VisualOutcome>, PhoneError>) -> Result<VisualOutcome, CardError> {
    match tapped.unwrap() {
        Tapped::NotYet(result) => result,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_visit_by_sight_takes_ten_commands_and_one_question_to_the_server_and_no_pin() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    for card in ["T01", "T11"] {
        let mut visit = phone.ready_by_sight().await;
        let mut reader = phone.reader(card);
        clinic.network.forget();
        let tapped = phone.hold_by_sight(&mut visit, &mut reader).await.unwrap();
        assert!(matches!(tapped, Tapped::Signed(_)), "{tapped:?}");
        assert_eq!(reader.card().log().commands(), COMMANDS, "{card}");
        assert_eq!(reader.card().log().verifications(), 0, "{card}");
        assert_eq!(clinic.network.lines().len(), 1, "{card}");
        finish(&phone, &mut visit).await;
        assert_eq!(visit.result().unwrap().method, Method::Visual);
    }
    assert_eq!(clinic.rows("results").await, 2);
}

#[tokio::test]
async fn staff_who_see_another_person_or_a_forged_card_stop_and_it_is_known() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    let nothing = VisualChecks::default();
    let mut visit = phone
        .begin_visit(Plan::by_sight(CareKind::HomeVisit))
        .unwrap();
    assert_code(
        phone.confirm_by_sight(&mut visit, nothing),
        Code::VisualRecordIncomplete,
    );
    assert_eq!(visit.step(), Step::Verifying);
    // Neither a dead network nor the end of the app loses what was noticed.
    clinic.network.cut();
    phone.not_confirmed(&mut visit, nothing).await.unwrap();
    assert_eq!(visit.stopped_with(), Some("MKA-I2041"));
    assert_eq!(phone.unreported().unwrap(), 2);
    phone.restart();
    assert_eq!(phone.unreported().unwrap(), 2);
    clinic.network.mend();
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert_eq!(phone.unreported().unwrap(), 0);
    assert_eq!(times(&clinic, "identity-not-confirmed").await, 1);
    assert_eq!(times(&clinic, "tampering-noticed").await, 1);
    assert_eq!(clinic.rows("challenges").await, 0);

    // Only what staff have seen is told.
    for (checks, action) in [
        (
            VisualChecks {
                photo_matches_face: true,
                ..nothing
            },
            "tampering-noticed",
        ),
        (
            VisualChecks {
                no_sign_of_tampering: true,
                ..nothing
            },
            "identity-not-confirmed",
        ),
    ] {
        let plan = Plan::by_sight(CareKind::HomeVisit);
        let mut visit = phone.begin_visit(plan).unwrap();
        phone.not_confirmed(&mut visit, checks).await.unwrap();
        assert_eq!(times(&clinic, action).await, 2, "{action}");
    }
}

#[tokio::test]
async fn what_does_not_allow_sight_is_told_before_staff_look() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    assert_eq!(phone.visual_offered(), Ok(()));
    let by_sight = || phone.begin_visit(Plan::by_sight(CareKind::HomeVisit));
    let mut begun = by_sight().unwrap();

    let able = phone.lengths().unwrap();
    let unable = LengthSupport {
        lc: Support::No,
        ..able
    };
    phone.learned(unable).unwrap();
    assert_code(by_sight(), Code::ExtendedApduUnsupported);
    assert_code(
        phone.confirm_by_sight(&mut begun, SEEN),
        Code::ExtendedApduUnsupported,
    );
    phone.learned(able).unwrap();

    clinic
        .change_environment(|settings| settings.visual = false)
        .await;
    // The phone has not heard of it yet; the server decides.
    let mut visit = by_sight().unwrap();
    phone.confirm_by_sight(&mut visit, SEEN).unwrap();
    assert_code(phone.prepare(&mut visit).await, Code::VisualDisabled);
    assert_eq!(
        (visit.step(), visit.method()),
        (Step::Preparing, Method::Visual)
    );
    phone.refresh_environment().await.unwrap();
    assert_code(by_sight(), Code::VisualDisabled);
    let mut by_pin = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    assert_code(
        phone.change_method(&mut by_pin, Method::Visual),
        Code::VisualDisabled,
    );
    assert_eq!(by_pin.method(), Method::Pin);
    // What is left is the PIN, when staff say so.
    phone.change_method(&mut visit, Method::Pin).unwrap();
    phone.prepare(&mut visit).await.unwrap();
    phone
        .tap(&mut visit, &mut phone.reader("T01"), &TEST_PIN)
        .unwrap();
    finish(&phone, &mut visit).await;
    assert_eq!(visit.result().unwrap().method, Method::Pin);
}

#[tokio::test]
async fn a_network_that_is_lost_while_the_card_is_held_costs_a_tap_and_nothing_else() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    for fate in [Fate::LostBefore, Fate::LostAfter] {
        let mut visit = phone.ready_by_sight().await;
        let mut reader = phone.reader("T01");
        clinic.network.forget();
        clinic.network.plan(SIGNATURES, ATTEMPTS, &fate);
        let lost = not_yet(phone.hold_by_sight(&mut visit, &mut reader).await);
        assert!(
            matches!(lost, Err(CardError::Relay(RelayFailure::Offline))),
            "{lost:?}"
        );
        assert_eq!(signatures(&clinic), ATTEMPTS);
        assert_eq!(
            (visit.step(), visit.method()),
            (Step::Ready, Method::Visual)
        );
        // One answer that is lost is asked for again, by the same tap.
        clinic.network.plan(SIGNATURES, 1, &fate);
        let tapped = phone.hold_by_sight(&mut visit, &mut reader).await.unwrap();
        assert!(matches!(tapped, Tapped::Signed(_)), "{tapped:?}");
        assert_eq!(clinic.network.unplan(), 0);
        finish(&phone, &mut visit).await;
    }
    assert_eq!(clinic.rows("results").await, 2);
}

/// The card leaves as soon as the terminal has signed, and is held again.
async fn leave_too_soon(phone: &Installation, visit: &mut Visit, reader: &mut Reader) {
    let lost = Trouble::LostBefore(Interruption::TagLost);
    reader.await_troubles([(COMMANDS - 1, lost)]);
    let ended = not_yet(phone.hold_by_sight(visit, reader).await);
    assert_eq!(ended.unwrap_err().code(), Some(Code::CardLost));
    assert_eq!(visit.step(), Step::Ready);
}

#[tokio::test]
async fn the_fourth_tap_needs_another_look_and_gets_three_more() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.ready_by_sight().await;
    let mut reader = phone.reader("T01");
    for _ in 0..3 {
        leave_too_soon(&phone, &mut visit, &mut reader).await;
    }
    let refused = not_yet(phone.hold_by_sight(&mut visit, &mut reader).await);
    let Err(error @ CardError::Relay(RelayFailure::LimitReached)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(error.code(), Some(Code::TerminalSignatureLimit));
    assert_eq!(visit.step(), Step::Verifying);
    let because = visit.confirms_again_because();
    assert_eq!(because, Some(Code::TerminalSignatureLimit));

    phone.look_and_prepare(&mut visit).await;
    let tapped = phone.hold_by_sight(&mut visit, &mut reader).await.unwrap();
    assert!(matches!(tapped, Tapped::Signed(_)), "{tapped:?}");
    finish(&phone, &mut visit).await;
}

#[tokio::test]
async fn a_card_that_is_swapped_between_taps_is_not_opened() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.ready_by_sight().await;
    let mut first = phone.reader("T01");
    leave_too_soon(&phone, &mut visit, &mut first).await;
    clinic.network.forget();
    let mut spouse = phone.reader("T02");
    let changed = not_yet(phone.hold_by_sight(&mut visit, &mut spouse).await);
    assert!(
        matches!(changed, Ok(VisualOutcome::CardChanged)),
        "{changed:?}"
    );
    assert_eq!(signatures(&clinic), 0);
    assert_eq!(visit.step(), Step::Verifying);
    let because = visit.confirms_again_because();
    assert_eq!(because, Some(Code::CardChanged));
    // Staff look at the card that it is now.
    phone.look_and_prepare(&mut visit).await;
    let tapped = phone.hold_by_sight(&mut visit, &mut spouse).await.unwrap();
    assert!(matches!(tapped, Tapped::Signed(_)), "{tapped:?}");
}

#[tokio::test]
async fn a_confirmation_that_is_too_old_or_was_used_sends_staff_back_to_look() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone
        .begin_visit(Plan::by_sight(CareKind::HomeVisit))
        .unwrap();
    phone.confirm_by_sight(&mut visit, SEEN).unwrap();
    clinic.pass(SignedDuration::from_mins(4));
    phone.touch().unwrap();
    clinic.pass(SignedDuration::from_secs(61));
    clinic.network.forget();
    assert_code(phone.prepare(&mut visit).await, Code::VisualRecordStale);
    assert!(clinic.network.lines().is_empty());
    let because = visit.confirms_again_because();
    assert_eq!(because, Some(Code::VisualRecordStale));

    // The same from the server, whatever this phone thinks of it.
    for code in [Code::VisualRecordStale, Code::VisualRecordUsed] {
        phone.confirm_by_sight(&mut visit, SEEN).unwrap();
        let refused = Fate::Refused(Box::new(Problem::new(code, 422)));
        clinic.network.plan(CHALLENGE, 1, &refused);
        assert_code(phone.prepare(&mut visit).await, code);
        assert_eq!(visit.confirms_again_because(), Some(code));
    }
    // A challenge that was not tapped for in time takes its record along.
    phone.look_and_prepare(&mut visit).await;
    clinic.pass(SignedDuration::from_mins(4));
    phone.touch().unwrap();
    clinic.pass(SignedDuration::from_secs(61));
    let registration = phone.overview().unwrap().registration.unwrap();
    let chain = registration.terminal_chain().unwrap();
    let no_tap = visit.tap_visually(phone.check(), &chain).unwrap_err();
    assert_eq!(no_tap, NoTap::TimeOver);
    phone.look_and_prepare(&mut visit).await;
    let tapped = phone
        .hold_by_sight(&mut visit, &mut phone.reader("T01"))
        .await;
    assert!(matches!(tapped.unwrap(), Tapped::Signed(_)));
}

#[tokio::test]
async fn a_card_without_a_pin_leads_staff_to_look_and_not_the_phone() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.ready().await;
    let mut reader = phone.reader("T11");
    let blocked = phone.tap(&mut visit, &mut reader, &TEST_PIN).unwrap();
    assert!(
        matches!(blocked, Tapped::NotYet(Ok(PinOutcome::Blocked))),
        "{blocked:?}"
    );
    assert_eq!((visit.step(), visit.method()), (Step::Ready, Method::Pin));
    phone.change_method(&mut visit, Method::Visual).unwrap();
    assert_eq!(visit.step(), Step::Verifying);
    phone.look_and_prepare(&mut visit).await;
    let tapped = phone.hold_by_sight(&mut visit, &mut reader).await.unwrap();
    assert!(matches!(tapped, Tapped::Signed(_)), "{tapped:?}");
    finish(&phone, &mut visit).await;
    assert_eq!(visit.result().unwrap().method, Method::Visual);
    assert_eq!(reader.card().log().verifications(), 0);
}

#[tokio::test]
async fn what_one_account_has_seen_is_not_used_by_another() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut looking = phone
        .begin_visit(Plan::by_sight(CareKind::HomeVisit))
        .unwrap();
    let mut seen = phone
        .begin_visit(Plan::by_sight(CareKind::HomeVisit))
        .unwrap();
    phone.confirm_by_sight(&mut seen, SEEN).unwrap();
    let mut ready = phone.ready_by_sight().await;
    phone.sign_in_as(&Staff::doctor()).await.unwrap();
    assert_code(
        phone.confirm_by_sight(&mut looking, SEEN),
        Code::OtherAccount,
    );
    assert_code(phone.prepare(&mut seen).await, Code::OtherAccount);
    let ended = not_yet(
        phone
            .hold_by_sight(&mut ready, &mut phone.reader("T01"))
            .await,
    );
    assert!(
        matches!(ended, Err(CardError::Relay(RelayFailure::Refused))),
        "{ended:?}"
    );
    let nowhere = phone.terminal_signature(&ready, [0; 16]).await;
    assert_eq!(refusal(nowhere), Code::ActionUnavailable.as_str());
}

#[tokio::test]
async fn the_terminals_certificates_outlive_the_app_and_are_not_printed() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    let before = phone.overview().unwrap().registration.unwrap();
    assert!(before.terminal_chain().is_some());
    phone.restart();
    let kept = phone.overview().unwrap().registration.unwrap();
    assert_eq!(kept, before);
    assert!(!format!("{kept:?}").contains("verifier"), "{kept:?}");
}

/// How often the phone has asked for a new certificate since this was last asked.
fn renewals(clinic: &Clinic) -> usize {
    let lines = clinic.network.lines();
    lines.iter().filter(|line| *line == RENEW).count()
}

/// What an older server answers, or one that has no terminal.
fn without_terminal() -> Fate {
    Fate::Changed(Arc::new(|answer| {
        answer.as_object_mut().unwrap().remove("terminal");
    }))
}

#[tokio::test]
async fn a_phone_that_was_registered_without_a_terminal_gets_it_when_somebody_signs_in() {
    let clinic = Clinic::open().await;
    clinic
        .network
        .plan("POST /v1/devices", 1, &without_terminal());
    let phone = clinic.registered().await;
    let registration = phone.overview().unwrap().registration.unwrap();
    assert!(registration.terminal_chain().is_none());
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert_eq!(phone.visual_offered(), Ok(()));
    assert_eq!(renewals(&clinic), 1);
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert!(!phone.renew_if_due().await.unwrap());
    assert_eq!(renewals(&clinic), 0);
}

#[tokio::test]
async fn a_phone_asks_for_a_terminal_that_the_server_does_not_have_once_a_day() {
    let clinic = Clinic::open().await;
    let none = without_terminal();
    clinic.network.plan("POST /v1/devices", 1, &none);
    clinic.network.plan(RENEW, 2, &none);
    let phone = clinic.signed_in().await;
    assert_eq!(phone.visual_offered(), Err(Code::VisualDisabled));
    phone.visit("T01").await;
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert_eq!(renewals(&clinic), 1);
    clinic.pass(SignedDuration::from_hours(24));
    clinic.fetch_revocation_lists();
    for asked in [1, 0] {
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        assert_eq!(phone.visual_offered(), Err(Code::VisualDisabled));
        assert_eq!(renewals(&clinic), asked);
    }
}

#[tokio::test]
async fn a_phone_asks_for_a_terminal_as_soon_as_its_institution_uses_sight() {
    let clinic = Clinic::open().await;
    clinic
        .change_environment(|settings| settings.visual = false)
        .await;
    clinic
        .network
        .plan("POST /v1/devices", 1, &without_terminal());
    let phone = clinic.signed_in().await;
    assert_eq!(renewals(&clinic), 0);
    clinic
        .change_environment(|settings| settings.visual = true)
        .await;
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert_eq!(phone.visual_offered(), Ok(()));
    assert_eq!(renewals(&clinic), 1);
}

#[tokio::test]
async fn a_terminal_that_a_card_refuses_is_asked_for_anew_once_a_day() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    clinic.network.forget();
    let mut renewed = Vec::new();
    for refused in 1..=3 {
        let wrong: Fate = Fate::Changed(Arc::new(|answer| {
            answer["signature"] = "A".repeat(342).into();
        }));
        clinic.network.plan(SIGNATURES, 1, &wrong);
        let mut visit = phone.ready_by_sight().await;
        renewed.push(renewals(&clinic));
        let outcome = not_yet(
            phone
                .hold_by_sight(&mut visit, &mut phone.reader("T01"))
                .await,
        );
        let Ok(VisualOutcome::TerminalRefused { .. }) = outcome else {
            panic!("{refused}: {outcome:?}");
        };
        assert_eq!(
            (visit.step(), visit.method()),
            (Step::Ready, Method::Visual)
        );
    }
    assert_eq!(renewed, [0, 1, 0]);
    let mut visit = phone.ready_by_sight().await;
    let tapped = phone
        .hold_by_sight(&mut visit, &mut phone.reader("T01"))
        .await;
    assert!(matches!(tapped.unwrap(), Tapped::Signed(_)));
}

#[tokio::test]
async fn what_staff_have_seen_and_a_phone_cannot_keep_leaves_the_visit_where_it_is() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone
        .begin_visit(Plan::by_sight(CareKind::HomeVisit))
        .unwrap();
    let nothing = VisualChecks::default();
    // Where the state finds out whether there is room for a change.
    let room = phone.config.directory.join("room");
    fs::create_dir(&room).unwrap();
    let not_kept = phone.not_confirmed(&mut visit, nothing).await;
    assert!(
        matches!(not_kept, Err(PhoneError::Store(_))),
        "{not_kept:?}"
    );
    assert_eq!(visit.step(), Step::Verifying);
    assert_eq!(phone.unreported().unwrap(), 0);
    fs::remove_dir(&room).unwrap();
    phone.not_confirmed(&mut visit, nothing).await.unwrap();
    assert_eq!(visit.stopped_with(), Some("MKA-I2041"));
    for action in ["identity-not-confirmed", "tampering-noticed"] {
        assert_eq!(times(&clinic, action).await, 1, "{action}");
    }
    // What is over is not noticed once more.
    let again = phone.not_confirmed(&mut visit, nothing).await;
    assert_code(again, Code::ActionUnavailable);
    assert_eq!(phone.unreported().unwrap(), 0);
}

#[tokio::test]
async fn a_card_is_kept_waiting_for_the_terminal_five_seconds_at_most() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.ready_by_sight().await;
    let mut reader = phone.reader("T01");
    clinic
        .network
        .plan(SIGNATURES, ATTEMPTS, &Fate::Late(Duration::from_secs(9)));
    let begun = Instant::now();
    let late = not_yet(phone.hold_by_sight(&mut visit, &mut reader).await);
    assert!(begun.elapsed() < Duration::from_secs(8));
    assert!(
        matches!(late, Err(CardError::Relay(RelayFailure::Offline))),
        "{late:?}"
    );
    assert_eq!(visit.step(), Step::Ready);
}
