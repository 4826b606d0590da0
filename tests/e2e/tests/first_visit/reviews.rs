//! Consents that were given earlier: seen, changed and revoked with the card, and nothing lost.

use kyotaku_core::flow::visit::{Answer, Plan, Revocation, Step, Tapped, Visit};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::api::{ConsentEndReason, ConsentOfKind};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{ConsentItems, Respondent, RevocationReason};
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::everything;
use kyotaku_server::config::ReplyProfile;

use crate::assert_code;
use crate::lost_answers::{ATTEMPTS, LOSSES};

const CHANGE: &str = "PUT /v1/consents";
const REVOKE: &str = "POST /v1/consents/revoke";

const HOME: CareKind = CareKind::HomeVisit;

fn everything_back() -> Revocation {
    Revocation {
        care_kind: None,
        reason: RevocationReason::Patient,
        respondent: Respondent::Patient,
    }
}

fn nothing() -> Answer {
    Answer {
        items: ConsentItems::NONE,
        ..everything()
    }
}

/// What the server says of the person's consents now.
async fn consents(phone: &Installation, card: &str) -> Vec<ConsentOfKind> {
    let mut visit = phone.reviewing(card).await;
    phone.consents(&mut visit).await.unwrap();
    let consents = visit.consents().unwrap().to_vec();
    phone.leave_consents(&mut visit).unwrap();
    assert!(phone.waiting().unwrap().is_empty());
    consents
}

#[tokio::test]
async fn a_patient_looks_changes_and_takes_back_and_gets_no_number_for_it() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    assert!(consents(&phone, "T01").await.is_empty());
    phone.visit("T01").await;

    let mut visit = phone.reviewing("T01").await;
    phone.consents(&mut visit).await.unwrap();
    assert_eq!(
        visit.consents().unwrap()[0].consent.items,
        ConsentItems::ALL
    );
    phone.change_consent(&mut visit, HOME, nothing()).unwrap();
    assert_eq!(visit.step(), Step::Registering);
    phone.register(&mut visit).await.unwrap();
    let changed = visit.changed_consents().unwrap();
    assert_eq!(changed.consents[0].consent.items, ConsentItems::NONE);
    assert!(visit.result().is_none());
    assert!(phone.waiting().unwrap().is_empty());

    let mut visit = phone.reviewing("T01").await;
    phone
        .revoke_consents(&mut visit, everything_back())
        .unwrap();
    phone.register(&mut visit).await.unwrap();
    let told = visit.changed_consents().unwrap().code.clone();
    assert_eq!(told, "MKA-I3004");
    let ended = consents(&phone, "T01").await[0].consent.ended.unwrap();
    assert_eq!(ended.reason, ConsentEndReason::Patient);
    assert_eq!(clinic.rows("results").await, 1);

    // What was taken back can be given again, by a visit.
    let mut visit = phone.reviewing("T01").await;
    phone.consents(&mut visit).await.unwrap();
    let refused = phone.change_consent(&mut visit, HOME, everything());
    assert_code(refused, Code::ConsentWithdrawn);
    phone.leave_consents(&mut visit).unwrap();
    phone.visit("T01").await;
    assert!(consents(&phone, "T01").await[0].consent.ended.is_none());
}

#[tokio::test]
async fn a_consent_that_is_there_is_told_at_the_next_visit() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let first = phone.confirmed("T01").await;
    assert_eq!(first.notice(), None);
    phone.visit("T01").await;
    let next = phone.confirmed("T01").await;
    assert_eq!(next.notice(), Some(Code::ConsentExists));
}

/// A visit whose patient has answered about earlier consents: at `Registering`.
async fn answered(phone: &Installation, line: &str) -> Visit {
    phone.visit("T01").await;
    let mut visit = phone.reviewing("T01").await;
    if line == CHANGE {
        phone.change_consent(&mut visit, HOME, nothing()).unwrap();
    } else {
        phone
            .revoke_consents(&mut visit, everything_back())
            .unwrap();
    }
    visit
}

#[tokio::test]
async fn a_change_or_a_revocation_whose_answer_is_lost_is_sent_again_and_happens_once() {
    let clinic = Clinic::open().await;
    for line in [CHANGE, REVOKE] {
        for fate in LOSSES {
            let mut phone = clinic.signed_in().await;
            let mut visit = answered(&phone, line).await;
            clinic.network.plan(line, ATTEMPTS, &fate);
            assert_code(phone.register(&mut visit).await, Code::Offline);
            assert_eq!(visit.step(), Step::Registering);
            drop(visit);
            phone.restart();

            assert_eq!(phone.deliver_waiting().await.unwrap().registered, 1);
            assert!(phone.waiting().unwrap().is_empty());
            phone.sign_in_as(&Staff::nurse()).await.unwrap();
            let now = consents(&phone, "T01").await;
            if line == CHANGE {
                assert_eq!(now[0].consent.items, ConsentItems::NONE);
            } else {
                assert!(now[0].consent.ended.is_some());
            }
            phone.sign_out().await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_revocation_that_was_kept_is_taken_up_as_a_visit_too() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    drop(answered(&phone, REVOKE).await);
    phone.restart();
    let waiting = phone.waiting().unwrap();
    assert!(waiting[0].answered);
    let mut visit = phone.resume(&waiting[0].id).unwrap();
    phone.deliver(&mut visit).await.unwrap();
    assert_eq!(visit.step(), Step::Registering);
    phone.register(&mut visit).await.unwrap();
    assert!(visit.changed_consents().is_some());
}

#[tokio::test]
async fn what_the_server_does_not_take_leads_back_to_the_consents() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    // Nobody has looked, so the server says it.
    let mut visit = phone.reviewing("T01").await;
    phone
        .revoke_consents(&mut visit, everything_back())
        .unwrap();
    assert_code(phone.register(&mut visit).await, Code::ConsentMissing);
    assert_eq!(visit.step(), Step::Reviewing);
    let waiting = phone.waiting().unwrap();
    assert!(waiting[0].delivered && !waiting[0].answered);
    phone.consents(&mut visit).await.unwrap();
    assert!(visit.consents().unwrap().is_empty());
    let refused = phone.revoke_consents(&mut visit, everything_back());
    assert!(matches!(refused, Err(PhoneError::Answer(_))));
    phone.leave_consents(&mut visit).unwrap();
    assert_eq!(visit.step(), Step::Done);
}

#[tokio::test]
async fn where_nobody_is_asked_for_consent_no_card_is_held_to_look_at_any() {
    let mut clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let plan = Plan::by_pin(HOME).for_consents();
    let mut begun = phone.begin_visit(plan).unwrap();
    clinic
        .restart_with(|settings| settings.profile = Some(ReplyProfile::QualificationOnly))
        .await;
    let prepared = phone.prepare(&mut begun).await;
    assert_code(prepared, Code::ViewConsentDisabled);
    assert_eq!(begun.step(), Step::Preparing);
    assert_eq!(clinic.rows("challenges").await, 0);
    assert_code(phone.begin_visit(plan), Code::ViewConsentDisabled);
    phone.begin_visit(Plan::by_pin(HOME)).unwrap();
}

#[tokio::test]
async fn a_patient_without_a_pin_takes_back_what_they_agreed_to_by_sight() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut reader = phone.reader("T11");
    for plan in [Plan::by_sight(HOME), Plan::by_sight(HOME).for_consents()] {
        let mut visit = phone.begin_visit(plan).unwrap();
        phone.look_and_prepare(&mut visit).await;
        let tapped = phone.hold_by_sight(&mut visit, &mut reader).await.unwrap();
        assert!(matches!(tapped, Tapped::Signed(_)), "{tapped:?}");
        phone.deliver(&mut visit).await.unwrap();
        phone.confirm_person(&mut visit).unwrap();
        match visit.step() {
            Step::Reviewing => phone
                .revoke_consents(&mut visit, everything_back())
                .unwrap(),
            _ => phone.answer(&mut visit, everything()).unwrap(),
        }
        phone.register(&mut visit).await.unwrap();
    }
    assert_eq!(clinic.rows("results").await, 1);
}
