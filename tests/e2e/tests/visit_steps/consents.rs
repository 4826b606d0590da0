//! Consents that were given earlier, beside the table.

use jiff::SignedDuration;
use kyotaku_core::flow::visit::{
    Answer, AnswerKind, Delivery, Method, Plan, Purpose, Revocation, Rules, Step, Visit,
};
use kyotaku_core::wire::api::{
    AcceptedStanding, ConsentEndReason, ConsentOfKind, EndedConsent, ProofResponse,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{ConsentItems, Relationship, Respondent};
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::PrescriptionIssue;
use kyotaku_e2e::bench::Bench;

use crate::fixture::{
    Place, answered, at, changed, consents, everything, everything_back, kept, now, presence,
    recorded, reviewed, rules,
};

fn ended(care_kind: CareKind, reason: ConsentEndReason) -> ConsentOfKind {
    let mut consent = recorded();
    consent.ended = Some(EndedConsent { at: now(), reason });
    ConsentOfKind { care_kind, consent }
}

/// A visit at `Reviewing` whose person is like this.
fn reviewing(bench: &Bench, consents: Vec<ConsentOfKind>) -> Visit {
    let mut visit = at(Place::IdentifyingForConsents, bench);
    visit.confirm_person().unwrap();
    assert!(visit.consents().is_none());
    visit.review(reviewed(consents)).unwrap();
    visit
}

#[test]
fn what_holds_no_more_is_neither_changed_nor_revoked() {
    let bench = Bench::new();
    let home = CareKind::HomeVisit;
    for (consents, code) in [
        (Vec::new(), "MKA-E3015"),
        (vec![ended(home, ConsentEndReason::Period)], "MKA-E3014"),
        (vec![ended(home, ConsentEndReason::Patient)], "MKA-E3007"),
        (
            vec![ended(home, ConsentEndReason::Institution)],
            "MKA-E3007",
        ),
    ] {
        let visit = reviewing(&bench, consents);
        let refused = visit.change(home, everything(), now()).unwrap_err();
        assert_eq!(refused.code().as_str(), code);
        let refused = visit.revoke(everything_back(), now()).unwrap_err();
        assert_eq!(refused.code().as_str(), code);
    }
    // One that holds is enough for all of them, and not for another kind of care.
    let mut some = consents();
    some.push(ended(CareKind::Outpatient, ConsentEndReason::Period));
    let visit = reviewing(&bench, some);
    visit.revoke(everything_back(), now()).unwrap();
    let of_outpatient = Revocation {
        care_kind: Some(CareKind::Outpatient),
        ..everything_back()
    };
    let refused = visit.revoke(of_outpatient, now()).unwrap_err();
    assert_eq!(refused.code().as_str(), "MKA-E3014");
    let refused = visit.change(CareKind::Online, everything(), now());
    assert_eq!(refused.unwrap_err().code().as_str(), "MKA-E3015");
}

#[test]
fn a_change_names_its_kind_of_care_and_a_revocation_its_reason_and_both_the_receipt() {
    let bench = Bench::new();
    let visit = at(Place::Reviewing, &bench);
    let receipt = presence(AcceptedStanding::Valid).receipt_id;
    assert_eq!(visit.consents_query().unwrap().receipt_id, receipt);
    let change = visit.change(CareKind::HomeVisit, everything(), now());
    let change = change.unwrap();
    assert_eq!(change.receipt_id, receipt);
    assert_eq!(change.care_kind, CareKind::HomeVisit);
    assert_eq!(change.changed_at, now());
    let revocation = visit.revoke(everything_back(), now()).unwrap();
    assert_eq!(revocation.receipt_id, receipt);
    assert_eq!(revocation.care_kind, None);
    assert_eq!(revocation.reason, everything_back().reason);
}

#[test]
fn a_change_is_held_to_the_rules_of_a_consent() {
    let bench = Bench::new();
    let proxy = Answer {
        respondent: Respondent::Proxy {
            relationship: Relationship::Child,
        },
        ..everything()
    };
    let nothing = Answer {
        items: ConsentItems::NONE,
        ..proxy.clone()
    };
    let on_paper = Answer {
        prescription: Some(PrescriptionIssue::Paper),
        ..everything()
    };
    let mut visit = at(Place::Reviewing, &bench);
    let home = CareKind::HomeVisit;
    let code = |visit: &Visit, answer: &Answer, minutes| {
        let at = now() + SignedDuration::from_mins(minutes);
        let change = visit.change(home, answer.clone(), at);
        change.err().map(|refused| refused.code().as_str())
    };
    assert_eq!(code(&visit, &everything(), 30), None);
    assert_eq!(code(&visit, &everything(), 31), Some("MKA-E3009"));
    assert_eq!(code(&visit, &everything(), -1), Some("MKA-E3009"));
    assert_eq!(code(&visit, &proxy, 1), Some("MKA-E3011"));
    assert_eq!(code(&visit, &nothing, 1), None);
    assert_eq!(code(&visit, &on_paper, 1), Some("MKA-E3013"));
    visit.use_rules(Rules {
        proxy_medical_consent: true,
        ..rules()
    });
    assert_eq!(code(&visit, &proxy, 1), None);
    visit.use_rules(Rules {
        view_consent: false,
        ..rules()
    });
    assert_eq!(code(&visit, &everything(), 1), Some("MKA-E3012"));
    // A revocation gives nothing away, whoever asks for it.
    let by_proxy = Revocation {
        respondent: proxy.respondent,
        ..everything_back()
    };
    visit.revoke(by_proxy, now()).unwrap();
    let late = now() + SignedDuration::from_mins(31);
    let refused = visit.revoke(everything_back(), late).unwrap_err();
    assert_eq!(refused.code().as_str(), "MKA-E3009");
}

#[test]
fn where_the_institution_lets_them_somebody_else_consents_to_medical_information() {
    let bench = Bench::new();
    let mut visit = at(Place::Consenting, &bench);
    let proxy = Answer {
        respondent: Respondent::Proxy {
            relationship: Relationship::LegalRepresentative,
        },
        ..everything()
    };
    assert!(visit.answer(proxy.clone(), now()).is_err());
    visit.use_rules(Rules {
        proxy_medical_consent: true,
        ..rules()
    });
    assert!(visit.answer(proxy, now()).is_ok());
}

#[test]
fn a_consent_that_is_there_already_is_told_before_another_is_asked_for() {
    let bench = Bench::new();
    let visit = at(Place::Consenting, &bench);
    assert_eq!(visit.notice(), None);
    let mut visit = at(Place::Delivering, &bench);
    let answer = ProofResponse {
        current_consent: Some(recorded()),
        ..presence(AcceptedStanding::Valid)
    };
    visit.delivered(answer).unwrap();
    visit.confirm_person().unwrap();
    let notice = visit.notice().map(Code::as_str);
    assert_eq!(notice, Some("MKA-W3006"));
}

#[test]
fn what_changed_is_what_the_visit_ends_with_and_leaving_ends_with_nothing() {
    let bench = Bench::new();
    for place in [Place::RegisteringChange, Place::RegisteringRevocation] {
        let mut visit = at(place, &bench);
        visit.consents_changed(changed()).unwrap();
        assert_eq!(visit.changed_consents(), Some(&changed()));
        assert!(visit.result().is_none());
    }
    let visit = at(Place::Left, &bench);
    assert!(visit.changed_consents().is_none() && visit.result().is_none());
}

#[test]
fn a_kept_revocation_is_sent_without_asking_anybody_again() {
    let bench = Bench::new();
    for (place, answer) in [
        (Place::RegisteringChange, AnswerKind::Change),
        (Place::RegisteringRevocation, AnswerKind::Revocation),
    ] {
        let kept = at(place, &bench).delivery().unwrap().clone();
        assert_eq!(kept.delivery.answer, answer);
        let mut visit = Visit::resume(kept, rules());
        visit.delivered(presence(AcceptedStanding::Valid)).unwrap();
        assert_eq!(visit.step(), Step::Registering);
        visit.consents_changed(changed()).unwrap();
        assert_eq!(visit.step(), Step::Done);
    }
}

#[test]
fn a_delivery_remembers_what_it_was_for_and_an_old_one_was_a_visit_by_pin() {
    let bench = Bench::new();
    let delivery = at(Place::Reviewing, &bench).delivery().unwrap().clone();
    assert_eq!(delivery.delivery.purpose, Purpose::Consents);
    let mut visit = Visit::resume(delivery.clone(), rules());
    visit.delivered(presence(AcceptedStanding::Valid)).unwrap();
    visit.confirm_person().unwrap();
    assert_eq!(visit.step(), Step::Reviewing);

    let old = r#"{"careKind":"homeVisit","tappedAt":"2026-11-20T00:00:00Z",
        "deliverBefore":"2026-11-20T12:00:00Z","proof":"proof","consent":"consent"}"#;
    let old: Delivery = serde_json::from_str(old).unwrap();
    let mut visit = Visit::resume(kept(old), rules());
    assert_eq!(visit.method(), Method::Pin);
    assert_eq!(visit.purpose(), Purpose::Visit);
    visit.delivered(presence(AcceptedStanding::Valid)).unwrap();
    assert_eq!(visit.step(), Step::Registering);
    visit.registered(crate::fixture::registered()).unwrap();

    let by_sight = Plan::by_sight(CareKind::HomeVisit).for_consents();
    assert_eq!(by_sight.method, Method::Visual);
    let mut kept = answered(&delivery, AnswerKind::Change);
    kept.delivery.method = Method::Visual;
    assert_eq!(Visit::resume(kept, rules()).method(), Method::Visual);
}
