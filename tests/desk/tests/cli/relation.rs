//! What follows a visit: asking again without the card, the list of patients, medical information.

use kyotaku_desk::clinic::{DOCTOR, NURSE};
use serde_json::{Value, json};

use crate::house::House;
use crate::program::{code, json};

impl House {
    /// One command of somebody who signs in with the seed's password.
    fn asks(&self, account: &str, what: &[&str]) -> (i32, Value) {
        let password = self.folder.file(account, &self.password(account));
        let who = ["--user", account, "--password-file", &password];
        let output = self.desk(&[what, &who].concat(), "");
        (code(&output), json(&output))
    }

    /// Confirms a patient who agrees to everything, and gives the 受付番号.
    fn confirmed(&self, card: &str) -> String {
        let output = self.as_nurse(&["visit", "--emulated", card], "1234\n1\n1\n1\n2\nyes\n");
        let told = json(&output);
        assert_eq!(code(&output), 0, "{told}");
        told["receptionNumber"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_patient_is_asked_about_again_and_what_changed_is_told() {
    let house = House::with_phone("requery");
    let first = house.confirmed("T01");
    let (exit, same) = house.asks(NURSE, &["requery", &first]);
    assert_eq!((exit, &same["code"]), (0, &json!("MKA-I4011")), "{same}");
    house.clinic.insurers_report().unwrap();
    let (exit, changed) = house.asks(NURSE, &["requery", &first]);
    assert_eq!(
        (exit, &changed["code"]),
        (0, &json!("MKA-W4002")),
        "{changed}"
    );
    assert_eq!(changed["changes"], json!(["burden"]));
    assert_ne!(changed["result"]["receptionNumber"], json!(first));
    let (exit, unknown) = house.asks(NURSE, &["requery", "2026112099999"]);
    assert_eq!(
        (exit, &unknown["error"]["code"]),
        (9, &json!("MKA-E4006")),
        "{unknown}"
    );
}

#[test]
fn the_patients_of_the_day_are_listed_and_asked_about_at_once() {
    let house = House::with_phone("patients");
    let numbers: Vec<_> = ["T01", "T02"].map(|card| house.confirmed(card)).into();
    let (exit, listed) = house.asks(NURSE, &["patients", "--today"]);
    assert_eq!(exit, 0, "{listed}");
    let mut of_list: Vec<_> = listed["patients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|patient| patient["receptionNumber"].as_str().unwrap().to_owned())
        .collect();
    of_list.sort();
    assert_eq!(of_list, numbers);
    let (exit, asked) = house.asks(NURSE, &["requery", "--today"]);
    assert_eq!(exit, 0, "{asked}");
    let outcomes = asked["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 2);
    assert!(
        outcomes
            .iter()
            .all(|one| one["requery"]["code"] == "MKA-I4011"),
        "{asked}"
    );
    let (_, before) = house.asks(NURSE, &["patients", "--to", "2026-11-19"]);
    assert_eq!(before["patients"], json!([]));
}

#[test]
fn medical_information_is_for_those_who_may_see_it() {
    let house = House::with_phone("medical");
    let number = house.confirmed("T01");
    let (exit, refused) = house.asks(NURSE, &["medical", &number]);
    assert_eq!(
        (exit, &refused["error"]["code"]),
        (9, &json!("MKA-E1105")),
        "{refused}"
    );
    let (exit, told) = house.asks(DOCTOR, &["medical", &number]);
    assert_eq!(exit, 0, "{told}");
    let kinds: Vec<_> = told["lists"]
        .as_array()
        .unwrap()
        .iter()
        .map(|list| &list["kind"])
        .collect();
    assert_eq!(
        kinds,
        ["medicines", "treatments", "operations", "healthCheckups"]
    );
    let long_ago = [
        "medical",
        &number,
        "--kind",
        "medicines",
        "--to",
        "1999-12-31",
    ];
    let (_, none) = house.asks(DOCTOR, &long_ago);
    assert_eq!(none["lists"][0]["entries"], json!([]));
    let (exit, history) = house.asks(DOCTOR, &["history"]);
    assert_eq!(exit, 0, "{history}");
    let viewed = history["entries"].as_array().unwrap().iter();
    let viewed = viewed.filter(|entry| entry["action"] == "medical-information-viewed");
    assert_eq!(viewed.count(), 5);
    let (_, phones) = house.asks(DOCTOR, &["supported-devices"]);
    assert_eq!(phones["devices"], json!([]));
}
