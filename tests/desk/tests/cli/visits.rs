//! Visits that do not go as they should, and what patients may answer.

use serde_json::{Value, json};

use crate::house::House;
use crate::program::{code, json, said};

/// A visit with this card and these answers, one a line.
fn visit(house: &House, card: &str, answers: &[&str]) -> (i32, Value) {
    visit_with(house, &["--emulated", card], answers)
}

fn visit_with(house: &House, options: &[&str], answers: &[&str]) -> (i32, Value) {
    let answers: String = answers.iter().flat_map(|answer| [*answer, "\n"]).collect();
    let output = house.as_nurse(&[&["visit"], options].concat(), &answers);
    (code(&output), json(&output))
}

#[test]
fn a_card_that_cannot_be_used_ends_the_visit_with_its_code() {
    let house = House::with_phone("cards");
    for (card, answers, exit, told) in [
        ("one-try", &["1234"][..], 7, "MKA-E2011"),
        ("locked", &["1234"], 6, "MKA-E2012"),
        ("T11", &["1234"], 6, "MKA-E2012"),
        ("T01", &["9999"], 5, "MKA-E2010"),
        ("T01", &["12a4"], 7, "MKA-E2014"),
        ("juki", &["1234"], 4, "MKA-E2004"),
        ("dead", &["1234"], 4, "MKA-E2021"),
        ("T14", &["1234"], 9, "MKA-E2022"),
    ] {
        let (code, said) = visit(&house, card, answers);
        assert_eq!(
            (code, &said["error"]["code"]),
            (exit, &json!(told)),
            "{card}: {said}"
        );
    }
    let (_, status) = (0, json(&house.desk(&["status"], "")));
    assert_eq!(status["waiting"], json!([]), "nothing is kept of them");
}

#[test]
fn the_last_try_is_spent_with_the_patients_word() {
    let house = House::with_phone("last-try");
    let state = house.folder.path("card.json");
    let options = ["--emulated", "T01", "--card-state", &state];
    let (exit, told) = visit_with(&house, &options, &["9999", "8888", "1234", "no"]);
    assert_eq!(
        (exit, &told["error"]["triesLeft"]),
        (7, &json!(1)),
        "{told}"
    );
    let (exit, told) = visit_with(
        &house,
        &options,
        &["1234", "yes", "1", "1", "3", "2", "yes"],
    );
    assert_eq!(exit, 0, "{told}");
}

#[test]
fn a_card_that_is_lost_costs_a_tap_and_no_pin() {
    let house = House::with_phone("lost");
    for at in [1, 4, 7, 9] {
        let fault = format!("lose the tag after command {at}");
        let options = ["--emulated", "T01", "--fault", &fault];
        let (exit, told) = visit_with(&house, &options, &["1234", "1", "1", "3", "2", "yes"]);
        assert_eq!(exit, 0, "{at}: {told}");
    }
}

#[test]
fn after_a_lost_verify_the_card_is_asked_before_the_patient() {
    let house = House::with_phone("lost-verify");
    let fault = "lose the tag after command 10";
    let lost = ["--emulated", "T01", "--fault", fault];
    let (exit, told) = visit_with(&house, &lost, &["1234", "1234", "1", "1", "3", "2", "yes"]);
    assert_eq!(exit, 0, "{told}");
    // Nobody is there to enter it again: the refusal says that a PIN is needed.
    let (exit, told) = visit_with(&house, &lost, &["1234"]);
    assert_eq!((exit, &told["error"]["code"]), (7, &json!("MKA-E2014")));
}

#[test]
fn another_persons_card_stops_the_visit_and_nothing_is_kept() {
    let house = House::with_phone("spouse");
    for (answer, told) in [("2", "MKA-I2043"), ("4", "MKA-I2044")] {
        let (exit, said) = visit(&house, "T02", &["1234", answer]);
        assert_eq!((exit, &said["error"]["code"]), (12, &json!(told)));
    }
    assert_eq!(json(&house.desk(&["status"], ""))["waiting"], json!([]));
}

#[test]
fn patients_agree_to_all_or_to_some_or_to_nothing() {
    let house = House::with_phone("items");
    let items = |told: &Value| told["consent"]["items"].clone();
    let (_, all) = visit(&house, "T01", &["1234", "1", "1", "1", "2", "yes"]);
    assert_eq!(all["code"], "MKA-I3001", "{all}");
    assert!(
        items(&all)
            .as_object()
            .unwrap()
            .values()
            .all(|item| item == true)
    );

    let some = ["1234", "1", "1", "2", "yes", "no", "no", "yes", "1", "yes"];
    let (_, some) = visit(&house, "T02", &some);
    assert_eq!(
        items(&some),
        json!({
            "pharmacistsInfo": true,
            "diagnosisInfo": true,
            "operationInfo": false,
            "specificHealthCheckupsInfo": false,
            "specificDiseasesCertificate": true,
            "limitApplicationCertificate": false,
        })
    );

    let (_, none) = visit(&house, "T04", &["1234", "1", "1", "3", "2", "yes"]);
    assert_eq!(none["code"], "MKA-I3003");
    let agreed = items(&none)
        .as_object()
        .unwrap()
        .values()
        .filter(|item| **item == true)
        .count();
    assert_eq!(agreed, 1, "the limit is a notice, not a question");

    let (exit, empty) = visit(
        &house,
        "T03",
        &["1234", "1", "1", "2", "no", "no", "no", "no"],
    );
    assert_eq!((exit, &empty["error"]["code"]), (13, &json!("MKA-E3002")));
}

#[test]
fn a_consent_that_holds_may_stay_as_it_is() {
    let house = House::with_phone("again");
    let some = ["1234", "1", "1", "2", "yes", "no", "no", "no", "2", "yes"];
    let (exit, first) = visit(&house, "T01", &some);
    assert_eq!(exit, 0, "{first}");
    let (exit, second) = visit(&house, "T01", &["1234", "1", "1", "4", "2", "yes"]);
    assert_eq!(exit, 0, "{second}");
    assert_eq!(second["consent"]["items"], first["consent"]["items"]);
    assert_ne!(second["receptionNumber"], first["receptionNumber"]);
}

#[test]
fn somebody_in_the_patients_place_gives_no_medical_information() {
    let house = House::with_phone("proxy");
    let (exit, told) = visit(&house, "T01", &["1234", "1", "2", "2", "1", "2", "yes"]);
    assert_eq!(exit, 0, "{told}");
    assert_eq!(
        told["consent"]["respondent"],
        json!({"kind": "proxy", "relationship": "child"})
    );
    let items = &told["consent"]["items"];
    assert_eq!(
        (
            &items["pharmacistsInfo"],
            &items["specificDiseasesCertificate"]
        ),
        (&json!(false), &json!(true))
    );
}

#[test]
fn an_expired_certificate_confirms_the_qualification_alone() {
    let house = House::with_phone("grace");
    let (exit, told) = visit(&house, "T13", &["1234", "1", "1", "1", "2", "yes"]);
    assert_eq!(exit, 0, "{told}");
    assert_eq!(told["certificateStanding"]["standing"], "grace");
    assert_eq!(told["certificateStanding"]["code"], "MKA-E2020");
    assert_eq!(told["consent"]["items"]["diagnosisInfo"], false);
    assert!(told["qualification"]["resultList"].is_array());
}

#[test]
fn an_input_that_ends_after_the_tap_leaves_the_visit_to_be_finished() {
    let house = House::with_phone("cut");
    let answers = ["1234", "1", "1", "1", "2", "yes"];
    for given in 1..answers.len() {
        let (exit, told) = visit(&house, "T01", &answers[..given]);
        assert_eq!(exit, 13, "{given}: {told}");
        let waiting = json(&house.desk(&["status"], ""))["waiting"].clone();
        assert_eq!(waiting.as_array().unwrap().len(), 1, "{given}");
        assert_eq!(waiting[0]["answered"], false);
        let delivered = house.desk(&["deliver"], "1\n1\n1\n2\nyes\n");
        assert_eq!(code(&delivered), 0, "{given}: {}", said(&delivered));
        assert_eq!(json(&delivered)["person"]["name"], "試験　花子");
    }
    let (exit, told) = visit(&house, "T01", &[]);
    assert_eq!(exit, 2, "before the tap nothing is kept: {told}");
}

#[test]
fn the_screen_says_what_a_qualification_means_and_where_the_share_comes_from() {
    let house = House::with_phone("screen");
    for (card, shown) in [
        (
            "T01",
            &[
                "✔ 資格: 有効",
                "確認方法: 暗証番号",
                "診療区分: 訪問診療等",
                "フリガナ: シケン　ハナコ",
                "1945(昭和20)年1月1日 満81歳",
                "保険者番号: 39990015",
                "負担割合: 1割(後期高齢者医療の記録)",
                "適用区分: 一般Ⅰ (B10)",
                "薬剤情報の同意: あり 2026-11-20 09:00:00 ～ 2027-11-20 09:00:00",
                "回答者: 本人",
            ][..],
        ),
        ("T02", &["負担割合: 3割(年齢区分による推定)", "[MKA-W4004]"]),
        (
            "T03",
            &["保険者番号: 998013", "負担割合: 2割(高齢受給者証)"],
        ),
        ("T04", &["未就学区分: 未就学", "2割(年齢区分による推定)"]),
        (
            "T05",
            &["▲ 資格: 無効(新しい資格あり)", "患者様の同意を得て"],
        ),
        (
            "T06",
            &["✖ 資格: 無効", "資格喪失日:", "資格喪失事由: その他"],
        ),
        (
            "T07",
            &[
                "公費負担者番号: 12990016",
                "福祉事務所名:",
                "医療券・調剤券: 医療券 2026年",
            ],
        ),
        ("T08", &["▲ 資格: 有効(未登録)", "福祉事務所に確認する"]),
        (
            "T09",
            &[
                "▲ 資格: 複数該当",
                "[MKA-E4003]",
                "【資格 1】",
                "【資格 2】",
            ],
        ),
        (
            "T10",
            &["特定疾病: 人工透析", "自己負担限度額(月): 10,000円"],
        ),
        ("T12", &["氏名(その他):", "ジョンソン　アンナ"]),
        ("T13", &["[MKA-E2020]", "電子証明書の有効期限:"]),
    ] {
        let screen = house.screen(card);
        for expected in shown {
            assert!(
                screen.contains(expected),
                "{card}: {expected} is missing in:\n{screen}"
            );
        }
    }
}
