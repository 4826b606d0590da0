//! Days by script, with the real server.

use kyotaku_desk::clinic::{DOCTOR, NEWCOMER, NURSE};
use serde_json::json;

use crate::house::House;
use crate::program::{code, json, said};

/// PIN, the right person, the patient, everything, no objection, register.
const AGREES: &str = "  1234\n  1\n  1\n  1\n  2\n  yes\n";

#[test]
fn a_day_goes_from_activation_to_sign_out() {
    let house = House::found("whole-day");
    let issued = house.clinic.issue_code().unwrap();
    let password = house.password(NURSE);
    let script = format!(
        "activate --institution {institution} --user {NURSE} --name '往診用 1'\n  {password}\n  {code}\n\
         {sign_in}device-check --emulated T01\n\
         visit --emulated T01\n  9999\n{AGREES}\
         results\n  {password}\nshow 1\nclose\nnotices\nstatus\nsign-out\n",
        institution = House::INSTITUTION,
        code = issued.code.expose(),
        sign_in = house.sign_in(),
    );
    let (exit, told) = house.day(&script);
    assert_eq!(exit, 0, "{told:#?}");
    let [
        activated,
        signed_in,
        check,
        visit,
        results,
        shown,
        closed,
        notices,
        status,
        out,
    ] = told.as_slice()
    else {
        panic!("{told:#?}")
    };
    assert_eq!(activated["institution"]["code"], House::INSTITUTION);
    assert_eq!(signed_in["account"]["id"], NURSE);
    assert_eq!(check["extendedLe"], "yes");
    assert_eq!(visit["person"]["name"], "試験　花子");
    assert_eq!(visit["code"], "MKA-I3001");
    assert_eq!(visit["qualification"]["qualificationValidity"], "1");
    assert_eq!(results["results"].as_array().unwrap().len(), 1);
    assert_eq!(results["more"], false);
    assert_eq!(shown["receptionNumber"], visit["receptionNumber"]);
    assert_eq!(shown["qualification"], visit["qualification"]);
    assert_eq!(closed["results"], json!([]));
    assert!(notices["notices"].is_array());
    assert_eq!(status["waiting"], json!([]));
    assert_eq!(status["account"]["state"], "signedIn");
    assert_eq!(status["server"]["reachable"], true);
    assert_eq!(out["account"]["state"], "signedOut");
}

#[test]
fn a_day_goes_on_after_what_was_refused_and_ends_with_its_code() {
    let house = House::with_phone("refusals");
    let newcomer = house.password(NEWCOMER);
    let script = format!(
        "visit --emulated T01\nno-such-command\nsign-in --user {NEWCOMER}\n  {newcomer}\n\
         sign-in --user {NURSE}\n  a wrong password\n{}activate\nnext\nstatus\nquit\nstatus\n",
        house.sign_in()
    );
    let (exit, told) = house.day(&script);
    assert_eq!(exit, 11);
    let codes: Vec<_> = told
        .iter()
        .map(|said| said["error"]["code"].clone())
        .collect();
    let expected = json!([
        "MKA-E1118",
        null,
        "MKA-E1103",
        "MKA-E1101",
        null,
        "MKA-E0010",
        null,
        null
    ]);
    assert_eq!(json!(codes), expected, "{told:#?}");
    assert_eq!(told[4]["account"]["id"], NURSE);
    assert_eq!(told[7]["registered"], true);
}

#[test]
fn a_phone_left_alone_locks_and_its_owner_unlocks_it() {
    let house = House::with_phone("locks");
    let script = format!(
        "{}wait 6m\nvisit --emulated T01\nstatus\nunlock\n  no\nunlock\n  yes\nunlock\n  yes\n\
         notices\nleave\nwait 31s\ncome-back\nnotices\n",
        house.sign_in()
    );
    let (_, told) = house.day(&script);
    let locked = &told[1];
    assert_eq!(locked["error"]["code"], "MKA-E0012", "{told:#?}");
    assert_eq!(told[2]["account"]["state"], "locked");
    assert!(told[3]["error"].is_object());
    assert_eq!(told[4]["account"]["state"], "unlocked");
    assert_eq!(told[5]["error"]["code"], "MKA-E0010");
    assert!(told[6]["notices"].is_array());
    assert_eq!(told[8]["account"]["state"], "locked");
    assert_eq!(told[9]["error"]["code"], "MKA-E0012");
}

#[test]
fn a_code_makes_one_phone_and_a_lost_phone_erases_itself() {
    let house = House::found("revoked");
    let slip = house.clinic.issue_code().unwrap().slip;
    let activate = |slip: &str| {
        let password = house.password(NURSE);
        format!("activate --slip {slip} --user {NURSE}\n  {password}\n")
    };
    let mut day = house.live_day();
    let registered = day.say(&activate(slip.expose()));
    let device = registered["deviceId"].as_str().unwrap();
    assert_eq!(day.say(&house.sign_in())["account"]["id"], NURSE);

    let again = ["activate", "--slip", slip.expose(), "--user", NURSE];
    let refused = house.desk_on(
        "other-phone",
        &again,
        &format!("{}\n", house.password(NURSE)),
    );
    assert_eq!(
        (code(&refused), &json(&refused)["error"]["code"]),
        (9, &json!("MKA-E1012"))
    );

    house.clinic.revoke(device).unwrap();
    assert_eq!(day.say("notices\n")["error"]["code"], "MKA-E1107");
    assert_eq!(day.say("status\n")["registered"], false);
    let key = house.clinic.file("phone/vault.key");
    assert!(!key.exists(), "the device key is destroyed");
    assert_eq!(day.say(&house.sign_in())["error"]["code"], "MKA-E1111");

    // The phone is found again, and registered with another code.
    let slip = house.clinic.issue_code().unwrap().slip;
    let anew = day.say(&activate(slip.expose()));
    assert_ne!(anew["deviceId"].as_str().unwrap(), device);
    assert_eq!(day.say(&house.sign_in())["account"]["id"], NURSE);
}

#[test]
fn one_command_signs_in_and_out_by_itself() {
    let house = House::with_phone("single");
    for _ in 0..3 {
        let signed_in = house.as_nurse(&["sign-in"], "");
        assert_eq!(code(&signed_in), 0, "{}", said(&signed_in));
    }
    let receipt = house.folder.path("receipt.jws");
    let visit = ["visit", "--emulated", "T02", "--receipt-out", &receipt];
    let visit = house.as_nurse(&visit, "1234\n1\n1\n1\n2\nyes\n");
    assert_eq!(code(&visit), 0, "{}", said(&visit));
    let told = json(&visit);
    let kept = std::fs::read_to_string(&receipt).unwrap();
    assert_eq!(told["receipt"].as_str(), Some(kept.as_str()));
    let password = format!("{}\n", house.password(NURSE));
    let number = told["receptionNumber"].as_str().unwrap();
    let shown = house.as_nurse(&["results", "--all", "--show", number], &password);
    assert_eq!(code(&shown), 0, "{}", said(&shown));
    assert_eq!(json(&shown)["person"]["name"], "参考　太郎");
}

#[test]
fn results_are_found_by_what_is_known_of_them() {
    let house = House::with_phone("search");
    let script = format!(
        "{}visit --emulated T01\n{AGREES}visit --emulated T02\n{AGREES}results --kana ｻﾝ\n  {}\n\
         results --kana シケン\nresults --birthdate 1960-05-05\nresults --from 2026-11-01 --to 2026-11-19\n\
         results --care outpatient\nresults --from 2026-01-01 --to 2026-11-20\n",
        house.sign_in(),
        house.password(NURSE)
    );
    let (_, told) = house.day(&script);
    let names = |place: usize| {
        let results = told[place]["results"].as_array().unwrap();
        results
            .iter()
            .map(|result| result["name"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(3), ["参考　太郎"], "{told:#?}");
    assert_eq!(names(4), ["試験　花子"]);
    assert_eq!(names(5), ["参考　太郎"]);
    assert!(names(6).is_empty() && names(7).is_empty());
    assert_eq!(told[8]["error"]["code"], "MKA-E4007");
}

#[test]
fn two_programs_do_not_use_one_phone_at_once() {
    let house = House::with_phone("twice");
    let mut day = house.live_day();
    assert_eq!(day.say("status\n")["registered"], true);
    let second = house.desk(&["status"], "");
    assert_eq!(code(&second), 1, "{}", said(&second));
    assert_eq!(day.end(), 0);
    assert_eq!(code(&house.desk(&["status"], "")), 0);
}

#[test]
fn a_registration_ends_with_the_password_and_the_phone_is_as_new() {
    let house = House::with_phone("deregister");
    let wrong = house.as_nurse(&["deregister"], "");
    assert_eq!(code(&wrong), 0, "{}", said(&wrong));
    assert_eq!(json(&house.desk(&["status"], ""))["registered"], false);
    assert_eq!(code(&house.as_nurse(&["sign-in"], "")), 11);
}

#[test]
fn nothing_private_is_in_a_trace_a_log_or_a_file() {
    let house = House::found("secrecy");
    let issued = house.clinic.issue_code().unwrap();
    let password = house.password(NURSE);
    let doctor = house.password(DOCTOR);
    let script = format!(
        "activate --institution {} --user {NURSE}\n  {password}\n  {}\n\
         sign-in --user {NURSE}\n  a wrong password\n{}visit --emulated T01\n  7294\n{AGREES}\
         results\n  {password}\nshow 1\nsign-in --user {DOCTOR}\n  {doctor}\n",
        House::INSTITUTION,
        issued.code.expose(),
        house.sign_in(),
    );
    let day = house.desk(&["day", "--trace"], &script);
    let shown = String::from_utf8_lossy(&day.stdout);
    assert!(
        shown.contains("試験　花子"),
        "the day is played: {}",
        said(&day)
    );
    let trace = ("standard error".to_owned(), day.stderr.clone());
    assert!(said(&day).contains("00 20 00 98"), "there is a trace");
    let tail = issued.code.expose().replace('-', "");
    for (place, bytes) in house.kept().into_iter().chain([trace]) {
        let text = String::from_utf8_lossy(&bytes);
        for private in [
            password.as_str(),
            doctor.as_str(),
            "a wrong password",
            issued.code.expose(),
            tail.as_str(),
            "試験",
            "花子",
            "ｼｹﾝ",
            "シケン",
            "19450101",
            "1945-01-01",
            "看護",
        ] {
            assert!(!text.contains(private), "{private} is in {place}");
        }
    }
    for secret in [password.as_str(), doctor.as_str(), tail.as_str()] {
        assert!(!shown.contains(secret), "{secret} is repeated");
    }
    // Identifiers and signatures hold any four digits, by chance.
    let parts_identifiers = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.');
    let mut words = shown.split(parts_identifiers);
    assert!(words.all(|word| word != "7294"), "the PIN is repeated");
}
