//! Visits by sight (目視), and consents that were given earlier.

use serde_json::{Value, json};

use crate::house::House;
use crate::program::{code, json};

/// Staff look, and the patient agrees to everything.
const SEEN_AND_AGREED: &str = "yes\nyes\n1\n1\n1\n2\nyes\n";

fn as_nurse(house: &House, what: &[&str], answers: &str) -> (i32, Value) {
    let output = house.as_nurse(what, answers);
    (code(&output), json(&output))
}

#[test]
fn a_visit_by_sight_asks_for_no_pin_and_says_how_it_was_confirmed() {
    let house = House::with_phone("sight");
    let state = house.folder.path("card.json");
    let visit = [
        "visit",
        "--by",
        "sight",
        "--emulated",
        "T11",
        "--card-state",
        &state,
    ];
    let (exit, told) = as_nurse(&house, &visit, SEEN_AND_AGREED);
    assert_eq!(exit, 0, "{told}");
    assert_eq!(told["method"], "visual");
    assert_eq!(told["person"]["name"], "髙橋﨑　八重");
}

#[test]
fn whoever_is_not_confirmed_ends_the_visit_before_any_tap() {
    let house = House::with_phone("not-confirmed");
    for answers in ["no\nyes\n", "yes\nno\n", "no\nno\n"] {
        let visit = ["visit", "--by", "sight", "--emulated", "T01"];
        let (exit, told) = as_nurse(&house, &visit, answers);
        assert_eq!(
            (exit, &told["error"]["code"]),
            (12, &json!("MKA-I2041")),
            "{told}"
        );
    }
    assert_eq!(json(&house.desk(&["status"], ""))["waiting"], json!([]));
}

#[test]
fn a_blocked_pin_is_followed_by_sight_only_if_staff_say_so() {
    let house = House::with_phone("blocked");
    let visit = ["visit", "--emulated", "T11"];
    let (exit, told) = as_nurse(&house, &visit, "1234\nno\n");
    assert_eq!(
        (exit, &told["error"]["code"]),
        (6, &json!("MKA-E2012")),
        "{told}"
    );
    let answers = format!("1234\nyes\n{SEEN_AND_AGREED}");
    let (exit, told) = as_nurse(&house, &visit, &answers);
    assert_eq!(exit, 0, "{told}");
    assert_eq!(told["method"], "visual");
}

#[test]
fn a_tap_by_sight_that_is_lost_costs_a_tap_and_no_second_look() {
    let house = House::with_phone("sight-lost");
    // Before and after the server's terminal has signed for the card.
    for at in [5, 9] {
        let fault = format!("lose the tag after command {at}");
        let visit = [
            "visit",
            "--by",
            "sight",
            "--emulated",
            "T01",
            "--fault",
            &fault,
        ];
        let (exit, told) = as_nurse(&house, &visit, SEEN_AND_AGREED);
        assert_eq!(exit, 0, "{at}: {told}");
    }
}

#[test]
fn a_consent_is_looked_at_changed_and_revoked_with_the_card() {
    let house = House::with_phone("consents");
    let (exit, told) = as_nurse(
        &house,
        &["visit", "--emulated", "T01"],
        "1234\n1\n1\n1\n2\nyes\n",
    );
    assert_eq!(exit, 0, "{told}");
    let consents = |answers: &str| as_nurse(&house, &["consents", "--emulated", "T01"], answers);

    let (exit, told) = consents("1234\n1\n1\n");
    assert_eq!((exit, &told["changed"]), (0, &json!(false)), "{told}");

    // Change; the patient; item by item: medicines and care, nothing else; no objection; register.
    let (exit, told) = consents("1234\n1\n2\n1\n2\nyes\nno\nno\nno\n2\nyes\n");
    assert_eq!(exit, 0, "{told}");
    let items = &told["consents"][0]["consent"]["items"];
    assert_eq!(items["pharmacistsInfo"], true, "{told}");
    assert_eq!(items["operationInfo"], false);

    // Revoke; the patient asks for it; the patient; not indeed.
    let (exit, _) = consents("1234\n1\n3\n1\n1\nno\n");
    assert_eq!(exit, 12);
    assert_eq!(json(&house.desk(&["status"], ""))["waiting"], json!([]));
    let (exit, told) = consents("1234\n1\n3\n1\n1\nyes\n");
    assert_eq!((exit, &told["code"]), (0, &json!("MKA-I3004")), "{told}");
    assert_eq!(told["consents"][0]["consent"]["ended"]["reason"], "patient");

    let (exit, told) = consents("1234\n1\n");
    assert_eq!(
        (exit, &told["changed"]),
        (0, &json!(false)),
        "nothing is left to revoke: {told}"
    );
}
