//! What becomes of requests on their way.

use super::*;

/// What `Phone::ask` asks.
const STATUS: &str = "GET /v1/status";

#[test]
fn a_cut_network_lets_nothing_through_until_it_is_mended() {
    let clinic = opened();
    let phone = Phone::of(&clinic);
    phone.ask().unwrap();
    clinic.cut_network().unwrap();
    phone.ask().unwrap_err();
    clinic.mend_network().unwrap();
    phone.ask().unwrap();
}

#[test]
fn requests_are_seen_once_with_what_they_were_answered() {
    let clinic = opened();
    let phone = Phone::of(&clinic);
    phone.ask().unwrap();
    let seen = SeenRequest {
        line: STATUS.to_owned(),
        status: Some(200),
    };
    assert_eq!(clinic.seen_requests().unwrap(), [seen]);
    assert_eq!(clinic.seen_requests().unwrap(), []);
}

#[test]
fn a_planned_refusal_and_a_page_are_told_as_what_they_are() {
    let clinic = opened();
    let phone = Phone::of(&clinic);
    let refused = RequestFate::Refused {
        code: "MKA-E5004".to_owned(),
    };
    clinic.plan(STATUS, 1, refused).unwrap();
    assert_eq!(phone.ask().unwrap_err().code(), "MKA-E5004");
    let page = RequestFate::Page { status: 502 };
    clinic.plan(STATUS, 1, page).unwrap();
    phone.ask().unwrap_err();
    let seen = clinic.seen_requests().unwrap();
    assert!(seen.iter().all(|one| one.status.is_none()));
    phone.ask().unwrap();
}

#[test]
fn a_lost_request_never_acts_and_a_lost_answer_has_acted() {
    let clinic = opened();
    let phone = Phone::of(&clinic);
    let line = "POST /v1/devices";
    for (fate, devices) in [(RequestFate::LostRequest, 0), (RequestFate::LostAnswer, 1)] {
        clinic.plan(line, 9, fate).unwrap();
        let code = clinic.issue_code().unwrap();
        phone.register(&code).unwrap_err();
        assert_eq!(clinic.devices().unwrap().len(), devices);
        assert!(clinic.unplan().unwrap() < 9);
    }
}

#[test]
fn a_delayed_answer_comes() {
    let clinic = opened();
    let phone = Phone::of(&clinic);
    let late = RequestFate::DelayedAnswer { milliseconds: 50 };
    clinic.plan("GET /v1/*", 1, late).unwrap();
    phone.ask().unwrap();
    assert_eq!(clinic.unplan().unwrap(), 0);
}

#[test]
fn what_is_planned_can_be_forgotten() {
    let clinic = opened();
    clinic.plan(STATUS, 3, RequestFate::LostAnswer).unwrap();
    assert_eq!(clinic.unplan().unwrap(), 3);
    Phone::of(&clinic).ask().unwrap();
}

#[test]
fn a_fate_that_there_is_not_is_refused() {
    let clinic = opened();
    let refused = RequestFate::Refused {
        code: "MKA-E0000".to_owned(),
    };
    assert!(is_malformed(clinic.plan(STATUS, 1, refused)));
    let page = RequestFate::Page { status: 7 };
    assert!(is_malformed(clinic.plan(STATUS, 1, page)));
    assert_eq!(clinic.unplan().unwrap(), 0);
}

#[test]
fn a_phone_talks_to_nobody_in_disguise() {
    let clinic = opened();
    let phone = Phone::of(&clinic);
    for disguise in [
        ServerDisguise::Plain,
        ServerDisguise::OtherRoot,
        ServerDisguise::Expired,
        ServerDisguise::NotYet,
        ServerDisguise::OtherName,
        ServerDisguise::Ours,
    ] {
        clinic.lead_astray(disguise).unwrap();
        assert!(phone.ask().is_err(), "{disguise:?}");
    }
    clinic.lead_back().unwrap();
    phone.ask().unwrap();
}
