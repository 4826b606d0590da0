//! A network that comes and goes, and clocks that differ.

use serde_json::json;

use crate::house::House;
use crate::program::{answered, code, json, said};

#[test]
fn what_a_card_has_signed_is_delivered_when_the_network_is_back() {
    let mut house = House::with_phone("lost-network");
    let mut day = house.live_day();
    day.say(&house.sign_in());
    // The challenge is there when the PIN is asked for: the phone has signed nothing yet.
    day.write("visit --emulated T01\n");
    day.until_asked("PIN");
    house.stop_server();
    let lost = day.say("  1234\n");
    assert_eq!(lost["error"]["code"], "MKA-E5001", "{lost}");
    assert_eq!(day.end(), 13);

    let status = house.desk(&["status"], "");
    assert_eq!(code(&status), 10);
    let waiting = json(&status)["waiting"].clone();
    assert_eq!(waiting[0]["answered"], false);
    assert_eq!(waiting[0]["expired"], false);
    assert_eq!(waiting[0]["deliverBefore"], "2026-11-20T12:00:00Z");
    let still = house.desk(&["deliver"], "");
    assert_eq!(
        (code(&still), &json(&still)["error"]["code"]),
        (13, &json!("MKA-E5001"))
    );
    let hasty = house.desk(&["deregister", "--without-server"], "no\n");
    assert_eq!(code(&hasty), 12, "what waits is not erased unasked");

    house.start_server();
    // Nobody is signed in, and no card is near.
    let delivered = house.desk(&["deliver"], "1\n1\n1\n2\nyes\n");
    assert_eq!(code(&delivered), 0, "{}", said(&delivered));
    assert_eq!(json(&delivered)["person"]["name"], "試験　花子");
    assert_eq!(json(&house.desk(&["deliver"], ""))["delivered"], json!([]));
}

#[test]
fn an_answer_that_was_given_waits_beside_its_tap() {
    let mut house = House::with_phone("answered");
    let mut day = house.live_day();
    day.say(&house.sign_in());
    day.write("visit --emulated T01\n  1234\n  1\n  1\n  1\n  2\n");
    day.until_asked("Register this?");
    house.stop_server();
    let lost = day.say("  yes\n");
    assert_eq!(lost["error"]["code"], "MKA-E5001", "{lost}");
    assert_eq!(day.end(), 13);
    assert_eq!(
        json(&house.desk(&["status"], ""))["waiting"][0]["answered"],
        true
    );
    house.start_server();
    let delivered = house.desk(&["deliver"], "");
    assert_eq!(
        code(&delivered),
        0,
        "nothing is asked any more: {}",
        said(&delivered)
    );
}

#[test]
fn why_an_answer_was_not_taken_is_told_until_there_is_another() {
    let mut house = House::with_phone("answer-refused");
    let mut day = house.live_day();
    day.say(&house.sign_in());
    day.write("visit --emulated T01\n  1234\n  1\n  1\n  1\n  2\n");
    day.until_asked("Register this?");
    house.stop_server();
    day.say("  yes\n");
    day.end();
    house.start_server();
    house.clinic.end_view_consents().unwrap();
    let refused = house.desk(&["deliver"], "");
    assert_ne!(code(&refused), 0, "somebody has to answer again");
    let waiting = &json(&house.desk(&["status"], ""))["waiting"][0];
    assert_eq!(waiting["refusedAnswer"], "MKA-E3012");
    assert_eq!(waiting["answered"], false);
}

#[test]
fn what_comes_too_late_is_told_before_it_is_forgotten() {
    let mut house = House::with_phone("too-late");
    let mut day = house.live_day();
    day.say(&house.sign_in());
    day.write("visit --emulated T01\n");
    day.until_asked("PIN");
    house.stop_server();
    day.say("  1234\n");
    let script = "wait 13h\ndeliver\nstatus\ndeliver --forget-expired\nstatus\n";
    day.write(script);
    assert_eq!(day.answer()["waiting"][0]["expired"], true);
    assert_eq!(day.answer()["waiting"], json!([]));
}

#[test]
fn every_request_without_a_server_says_so_and_loses_nothing() {
    let mut house = House::with_phone("offline");
    let mut day = house.live_day();
    day.say(&house.sign_in());
    house.stop_server();
    let password = house.password("staff11");
    for command in [
        "visit --emulated T01\n".to_owned(),
        format!("results\n  {password}\n"),
        "notices\n".to_owned(),
        "device-check --emulated T01\n".to_owned(),
        format!("deregister\n  {password}\n"),
        "sign-out\n".to_owned(),
        house.sign_in(),
    ] {
        let told = day.say(&command);
        assert_eq!(told["error"]["code"], "MKA-E5001", "{command}: {told}");
    }
    house.start_server();
    assert_eq!(day.say(&house.sign_in())["account"]["id"], "staff11");
    let offline = house.desk(&["status"], "");
    assert_eq!(code(&offline), 1, "the day still has the phone");
}

#[test]
fn a_clock_that_is_far_off_is_told_before_anything_is_signed() {
    let house = House::with_phone("clock");
    for now in ["2026-11-20T09:05:00+09:00", "2026-11-20T08:55:00+09:00"] {
        let phone = house.clinic.phone("phone", &house.address());
        let arguments = [
            "sign-in",
            "--json",
            "--phone",
            phone.phone.to_str().unwrap(),
            "--server",
            &phone.server,
            "--tls-ca",
            phone.tls_ca.to_str().unwrap(),
            "--user",
            "staff11",
        ];
        let refused = crate::program::at(now, &arguments, "a password\n");
        assert_eq!(
            json(&refused)["error"]["code"],
            "MKA-E5006",
            "{}",
            said(&refused)
        );
        assert_eq!(code(&refused), 10);
    }
}

#[test]
fn a_server_under_another_root_is_not_taken_for_ours() {
    let house = House::with_phone("root");
    let other = house.clinic.file("world/device-ca.pem");
    let phone = house.clinic.phone("phone", &house.address());
    let arguments = [
        "status",
        "--json",
        "--phone",
        phone.phone.to_str().unwrap(),
        "--server",
        &phone.server,
        "--tls-ca",
        other.to_str().unwrap(),
    ];
    let status = answered(&arguments, "");
    assert_eq!(
        (code(&status), &json(&status)["server"]["code"]),
        (10, &json!("MKA-E5002"))
    );
}
