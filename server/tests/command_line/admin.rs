//! `kyotaku-server admin`.

use std::fs;

use serde_json::{Value, json};

use crate::CLINIC;
use crate::site::Site;

fn seeded() -> Site {
    let site = Site::new();
    assert!(site.run(&["seed"]).status.success());
    site
}

#[track_caller]
fn assert_refused(outcome: Result<Value, String>, code: &str) {
    let message = outcome.unwrap_err();
    assert!(message.contains(code), "{message}");
}

/// The entry of a list with this value.
fn entry<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let mut entries = list.as_array().unwrap().iter();
    entries.find(|entry| entry[key] == value).unwrap()
}

/// An account of the fixtures, or a new one.
fn add<'a>(acting: &'a str, id: &'a str, role: &'a str) -> Vec<&'a str> {
    let names = ["--name", "新規　一", "--kana", "ｼﾝｷ ﾊｼﾞﾒ"];
    let account = [
        "account", "add", CLINIC, "--as", acting, "--id", id, "--role", role,
    ];
    let rest = ["--valid-from", "20210101", "--password-file", "-"];
    [&account[..], &names, &rest].concat()
}

const TEMPORARY: &str = "a temporary word\n";

#[test]
fn a_master_makes_administrators_and_administrators_do_the_rest() {
    let site = seeded();
    for (acting, role, allowed) in [
        ("master01", "administrator", true),
        ("kanri01", "administrator", false),
        ("kanri01", "general", true),
        ("kanri01", "medicalViewer", true),
        ("kanri01", "receiptComputer", true),
        ("master01", "general", false),
        ("master01", "master", false),
        ("staff11", "general", false),
        ("recept01", "general", false),
        ("nobody", "general", false),
    ] {
        let id = format!("{}{}", &acting[..2], &role[..3]);
        let outcome = site.admin(&add(acting, &id, role), TEMPORARY);
        if allowed {
            assert_eq!(outcome, Ok(json!({})), "{acting} {role}");
        } else {
            assert_refused(outcome, "MKA-E1105");
        }
    }
    for of_administrators in [
        &["code", "issue"][..],
        &["code", "list"],
        &["consent", "list"],
        &["device", "list"],
        &["environment", "show"],
        &["environment", "set", "--welfare", "1"],
    ] {
        let acting = |id| [of_administrators, &[CLINIC, "--as", id]].concat();
        assert!(site.admin(&acting("kanri01"), "").is_ok());
        for id in ["master01", "staff11", "old03", "nobody"] {
            assert_refused(site.admin(&acting(id), ""), "MKA-E1105");
        }
    }
    // An administrator of one institution is nobody at another.
    let elsewhere = "--institution=9939999018";
    let list = |institution| site.admin(&["code", "list", institution, "--as", "maadm"], "");
    assert!(list(CLINIC).is_ok());
    assert_refused(list(elsewhere), "MKA-E1105");
    let unlock = |acting, id| {
        let unlock = ["account", "unlock", CLINIC, "--as", acting, "--id", id];
        site.admin(&unlock, "")
    };
    assert_refused(unlock("kanri01", "kanri01"), "MKA-E1105");
    assert_refused(unlock("master01", "staff11"), "MKA-E1105");
    assert_refused(unlock("kanri01", "nobody"), "MKA-E6010");
    assert!(unlock("master01", "kanri01").is_ok() && unlock("kanri01", "staff11").is_ok());
}

#[test]
fn the_operator_adds_an_institution_with_its_master() {
    let site = seeded();
    let add = |code| {
        let names = [
            "--name",
            "追加クリニック",
            "--master-name",
            "主管　二",
            "--master-kana",
        ];
        let institution = ["institution", "add", "--code", code, "--kind", "1"];
        let master = [
            "シュカン",
            "--master",
            "master09",
            "--valid-from",
            "20260101",
        ];
        let arguments = [&institution[..], &names, &master, &["--password-file", "-"]].concat();
        site.admin(&arguments, TEMPORARY)
    };
    assert_eq!(add("9919999038"), Ok(json!({})));
    assert_refused(add("9919999038"), "MKA-E6012");
    assert_refused(add("9919999039"), "check digit");
    let listed = site.admin(&["institution", "list"], "").unwrap();
    let added = entry(&listed, "code", "9919999038");
    assert_eq!(added["environment"]["homeVisit"], false);
    let accounts = [
        "account",
        "list",
        "--institution=9919999038",
        "--as",
        "master09",
    ];
    let listed = site.admin(&accounts, "").unwrap();
    assert_eq!(entry(&listed, "id", "master09")["state"], "neverSignedIn");
}

#[test]
fn fields_of_accounts_are_checked() {
    let site = seeded();
    let with = |option: &str, value: &str, input: &str| {
        let mut arguments = add("kanri01", "new01", "general");
        match arguments.iter().position(|argument| *argument == option) {
            Some(place) => arguments[place + 1] = value,
            None => arguments.extend([option, value]),
        }
        site.admin(&arguments, input)
    };
    for (option, value, message) in [
        ("--id", "a", "two to eight"),
        ("--id", "ninechars", "two to eight"),
        ("--id", "ab_cd", "two to eight"),
        ("--role", "king", "no such role"),
        ("--name", " ", "MKA-E6002"),
        (
            "--name",
            "四十一字を超える名前".repeat(5).as_str(),
            "MKA-E6011",
        ),
        ("--kana", "漢字", "MKA-E6011"),
        ("--valid-from", "20261301", "MKA-E6011"),
        ("--valid-until", "20201231", "MKA-E6011"),
        ("--id", "staff11", "MKA-E6003"),
    ] {
        assert_refused(with(option, value, TEMPORARY), message);
    }
    for weak in ["short1!\n", "I am new01 myself\n", "\n", ""] {
        assert_refused(with("--name", "新規", weak), "MKA-E6008");
    }
    assert!(with("--valid-until", "20210101", TEMPORARY).is_ok());
    let listed = site
        .admin(&["account", "list", CLINIC, "--as", "kanri01"], "")
        .unwrap();
    let added = entry(&listed, "id", "new01");
    assert_eq!(added["nameKana"], "シンキ　ハジメ");
    let started = [
        "account", "end", CLINIC, "--as", "kanri01", "--id", "staff11", "--on",
    ];
    let end = |day| site.admin(&[&started[..], &[day]].concat(), "");
    assert_refused(end("20201231"), "MKA-E6011");
    assert!(end("20261121").is_ok());
    let listed = site
        .admin(&["account", "list", CLINIC, "--as", "kanri01"], "")
        .unwrap();
    assert_eq!(entry(&listed, "id", "staff11")["state"], "ended");
}

#[test]
fn an_account_may_confirm_by_sight_until_an_administrator_takes_that() {
    let site = seeded();
    let may = || {
        let list = ["account", "list", CLINIC, "--as", "kanri01"];
        let listed = site.admin(&list, "").unwrap();
        entry(&listed, "id", "staff11")["visual"].clone()
    };
    let set = |acting, value| {
        let set = [
            "account", "visual", CLINIC, "--as", acting, "--id", "staff11",
        ];
        site.admin(&[&set[..], &[value]].concat(), "")
    };
    assert_eq!(may(), true);
    assert_refused(set("master01", "0"), "MKA-E1105");
    assert!(set("kanri01", "2").is_err());
    for (value, expected) in [("0", false), ("0", false), ("1", true)] {
        assert!(set("kanri01", value).is_ok());
        assert_eq!(may(), expected);
    }
}

#[test]
fn a_first_login_sets_the_own_password_in_place_of_the_temporary_one() {
    let site = seeded();
    let state = |id: &str| {
        let list = ["account", "list", CLINIC, "--as", "kanri01"];
        let listed = site.admin(&list, "").unwrap();
        entry(&listed, "id", id)["state"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let login = |id: &str, passwords: &str, more: &[&str]| {
        let login = ["first-login", CLINIC, "--id", id, "--passwords-file", "-"];
        site.admin(&[&login[..], more].concat(), passwords)
    };
    assert_eq!(state("nurse02"), "neverSignedIn");
    assert_refused(
        login("nurse02", "wrong\nmy own password\n", &[]),
        "MKA-E1101",
    );
    let temporary = "test only: six new lamps";
    assert_refused(
        login("nurse02", &format!("{temporary}\nweak\n"), &[]),
        "MKA-E6008",
    );
    let same = format!("{temporary}\n{temporary}\n");
    assert_refused(login("nurse02", &same, &[]), "MKA-E6009");
    let own = format!("{temporary}\nmy own password\n");
    let production = login("nurse02", &own, &["--environment", "production"]);
    assert_refused(production, "refused in production");
    assert_eq!(login("nurse02", &own, &[]), Ok(json!({})));
    assert_eq!(state("nurse02"), "usable");
    // Seeding again leaves it alone.
    assert!(site.run(&["seed"]).status.success());
    assert_eq!(state("nurse02"), "usable");
    assert_refused(login("nurse02", &own, &[]), "MKA-E1101");
    // A temporary password from a file has to be changed, and is good for a day.
    fs::write(site.file("password"), TEMPORARY).unwrap();
    let reset = [
        "account",
        "reset-password",
        CLINIC,
        "--as",
        "kanri01",
        "--id",
        "nurse02",
    ];
    let from_file = ["--password-file", &site.file("password")];
    assert!(site.admin(&[&reset[..], &from_file].concat(), "").is_ok());
    assert_eq!(state("nurse02"), "passwordMustChange");
    let late = ["--now", "2026-11-23T03:00:00Z"];
    let anew = format!("{TEMPORARY}another of my own\n");
    assert_refused(login("nurse02", &anew, &late), "MKA-E1101");
    assert!(login("nurse02", &anew, &[]).is_ok());
    assert_refused(
        login("nurse02", "another of my own\nmy own password\n", &[]),
        "MKA-E6009",
    );
}

#[test]
fn codes_are_listed_with_their_states_and_replaced() {
    let site = seeded();
    let code = |arguments: &[&str]| {
        let acting = [&["code"], arguments, &[CLINIC, "--as", "kanri01"]].concat();
        site.admin(&acting, "")
    };
    let issued = code(&["issue", "--days", "1", "--device-name", "訪問1号"]).unwrap();
    assert_eq!(issued["expiresAt"], "2026-11-23T03:00:00Z");
    let other = code(&["issue"]).unwrap();
    assert_eq!(other["expiresAt"], "2026-12-06T03:00:00Z");
    assert_refused(code(&["issue", "--days", "0"]), "MKA-E6011");
    assert_refused(code(&["issue", "--days", "31"]), "MKA-E6011");
    let id = other["id"].as_str().unwrap();
    assert!(code(&["invalidate", "--id", id]).is_ok());
    assert!(
        code(&["invalidate", "--id", id]).is_ok(),
        "twice is no mistake"
    );
    let unknown = "0190f3a2-7c41-7a00-8000-00000000000a";
    assert_refused(code(&["invalidate", "--id", unknown]), "MKA-E6010");
    assert_refused(code(&["replace", "--device", unknown]), "MKA-E6010");
    let at = |now| code(&["list", "--now", now]).unwrap();
    let listed = at("2026-11-23T02:59:59Z");
    let first = entry(&listed, "id", issued["id"].as_str().unwrap());
    assert_eq!(first["state"], "unused");
    assert_eq!(first["issuedBy"], "kanri01");
    assert_eq!(first["deviceName"], "訪問1号");
    assert!(
        issued["code"]
            .as_str()
            .unwrap()
            .ends_with(first["tail"].as_str().unwrap())
    );
    assert_eq!(entry(&listed, "id", id)["state"], "invalidated");
    let listed = at("2026-11-23T03:00:00Z");
    assert_eq!(
        entry(&listed, "id", issued["id"].as_str().unwrap())["state"],
        "expired"
    );
}

#[test]
fn settings_are_shown_and_changed_one_by_one() {
    let site = seeded();
    let environment = |arguments: &[&str]| {
        let acting = [&["environment"], arguments, &[CLINIC, "--as", "kanri01"]].concat();
        site.admin(&acting, "")
    };
    let before = environment(&["show"]).unwrap();
    let mut expected = before.clone();
    expected["homeVisit"] = json!(false);
    expected["electronicPrescription"] = json!("2");
    let set = ["set", "--home-visit", "0", "--electronic-prescription", "2"];
    assert_eq!(environment(&set), Ok(expected.clone()));
    for wrong in [
        ["--electronic-prescription", "4"],
        ["--prescription-timing", "0"],
    ] {
        assert_refused(environment(&[&["set"], &wrong[..]].concat()), "MKA-E6011");
    }
    assert_refused(environment(&["set", "--visual", "yes"]), "OQSCD037");
    assert_eq!(environment(&["show"]), Ok(expected.clone()));
    assert!(site.run(&["seed"]).status.success());
    assert_eq!(
        environment(&["show"]),
        Ok(expected),
        "seeding again leaves it alone"
    );
    let text = [
        "admin",
        "environment",
        "set",
        "--home-visit",
        "1",
        CLINIC,
        "--as",
        "kanri01",
    ];
    let told = String::from_utf8(site.run(&text).stdout).unwrap();
    assert!(
        told.contains("home-visit\t1") && told.contains("MKA-I6001"),
        "{told}"
    );
}

#[test]
fn consents_are_listed_and_revoked_by_number_and_reason() {
    let site = seeded();
    let acting = |rest: &[&'static str]| {
        let all = [
            &["consent"],
            &rest[..1],
            &[CLINIC, "--as", "kanri01"],
            &rest[1..],
        ];
        site.admin(&all.concat(), "")
    };
    assert_eq!(acting(&["list"]), Ok(json!([])));
    assert_eq!(acting(&["list", "--kana", "ｺｳｷ"]), Ok(json!([])));
    let number = ["revoke", "--reception", "2026112200001", "--reason"];
    for reason in ["institution", "patient", "change-of-use"] {
        let revoke = [&number[..], &[reason, "--care-kind", "home-visit"]].concat();
        assert_refused(acting(&revoke), "MKA-E4006");
    }
    assert_refused(acting(&[&number[..], &["other"]].concat()), "--reason");
    assert_refused(acting(&number[..3]), "--reason");
}
