//! Taps as a script sees them: exit codes, JSON, files, and what is refused.

use crate::program::{Folder, code, desk, json};

#[test]
fn every_card_ends_with_its_exit_code_and_message() {
    let folder = Folder::new("cards");
    let letter = folder.file("letter", "an ordinary letter");
    let pin = folder.file("pin", "1234\n");
    for (card, exit, message) in [
        ("T01", 0, None),
        ("expiring", 0, None),
        ("T13", 0, None),
        ("filler", 0, None),
        ("no-sfi", 0, None),
        ("no-extended", 0, None),
        ("two-tries", 0, None),
        ("not-my-number", 4, Some("MKA-E2003")),
        ("juki", 4, Some("MKA-E2004")),
        ("no-certificate", 4, Some("MKA-E2005")),
        ("dead", 4, Some("MKA-E2021")),
        ("not-yet", 4, Some("MKA-E2059")),
        ("foreign-ca", 4, Some("MKA-E2058")),
        ("impostor-ca", 4, Some("MKA-E2058")),
        ("sign-type", 4, Some("MKA-E2060")),
        ("ec-p384", 4, Some("MKA-E2061")),
        ("lying-short", 4, Some("MKA-E2062")),
        ("lying-long", 4, Some("MKA-E2062")),
        ("lying-huge", 4, Some("MKA-E2062")),
        ("locked", 6, Some("MKA-E2012")),
        ("T11", 6, Some("MKA-E2012")),
        ("one-try", 7, Some("MKA-E2011")),
    ] {
        let arguments = [
            "card",
            "sign",
            "--in",
            &letter,
            "--emulated",
            card,
            "--json",
        ];
        let output = desk(&arguments, Some(&pin));
        assert_eq!(code(&output), exit, "{card}: {output:?}");
        let told = json(&output);
        assert_eq!(told["error"]["code"].as_str(), message, "{card}: {told}");
        assert_eq!(told["signature"].is_string(), exit == 0, "{card}: {told}");
    }
}

#[test]
fn the_last_try_is_spent_only_when_the_patient_agreed() {
    let folder = Folder::new("last");
    let letter = folder.file("letter", "x");
    let wrong = folder.file("wrong", "9999\n");
    let state = folder.path("state.json");
    let sign = |card: &str, extra: &[&str]| {
        let base = [
            "card",
            "sign",
            "--in",
            &letter,
            "--emulated",
            card,
            "--json",
        ];
        let state = ["--card-state", &state];
        desk(&[&base[..], &state, extra].concat(), Some(&wrong))
    };
    let first = sign("two-tries", &[]);
    assert_eq!(
        (code(&first), json(&first)["error"]["triesLeft"].clone()),
        (5, 1.into())
    );
    let withheld = sign("two-tries", &[]);
    assert_eq!(
        (
            code(&withheld),
            json(&withheld)["error"]["triesLeft"].clone()
        ),
        (7, 1.into())
    );
    assert_eq!(code(&sign("two-tries", &["--last-try"])), 6);
    let tries = [
        "card",
        "tries",
        "--emulated",
        "two-tries",
        "--card-state",
        &state,
        "--json",
    ];
    assert_eq!(code(&desk(&tries, None)), 6);
}

#[test]
fn read_only_taps_tell_the_documented_fields() {
    let folder = Folder::new("fields");
    let certificate = folder.path("certificate.der");
    let told = |arguments: &[&str]| {
        let output = desk(
            &[arguments, &["--emulated", "T01", "--json"]].concat(),
            None,
        );
        assert_eq!(code(&output), 0, "{output:?}");
        json(&output)
    };
    assert_eq!(told(&["card", "identify"])["card"], "myNumberCard");
    assert_eq!(told(&["card", "tries"])["triesLeft"], 3);
    let check = told(&["card", "device-check"]);
    assert_eq!(
        (&check["extendedLe"], &check["extendedLc"]),
        (&"yes".into(), &"yes".into())
    );
    let view = told(&["card", "certificate", "--out", &certificate]);
    assert_eq!(view["standing"], "valid");
    assert_eq!(view["policy"], "test");
    let bytes = std::fs::read(&certificate).unwrap().len();
    assert_eq!(view["bytes"].as_u64(), u64::try_from(bytes).ok());
    let fields: Vec<_> = view
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        fields,
        [
            "bytes",
            "code",
            "notAfter",
            "notBefore",
            "policy",
            "sha256",
            "standing"
        ]
    );
}

#[test]
fn short_and_extended_reads_give_the_same_certificate() {
    let view = |read: &str| {
        let card = [
            "card",
            "certificate",
            "--emulated",
            "T02",
            "--json",
            "--read",
            read,
        ];
        json(&desk(&card, None))["sha256"].clone()
    };
    assert_eq!(view("short"), view("extended"));
}

#[test]
fn a_lost_card_asks_for_another_tap() {
    let identify = ["card", "identify", "--emulated", "T01", "--json"];
    let lost = desk(
        &[&identify[..], &["--fault", "lose the tag after command 1"]].concat(),
        None,
    );
    assert_eq!(code(&lost), 8);
    assert_eq!(json(&lost)["error"]["code"], "MKA-E2002");
    let nonsense = desk(
        &[&identify[..], &["--fault", "eat the card"]].concat(),
        None,
    );
    assert_eq!(code(&nonsense), 2);
}

#[test]
fn a_full_transcript_replays_and_a_changed_one_does_not() {
    let folder = Folder::new("transcript");
    let letter = folder.file("letter", "an ordinary letter");
    let other = folder.file("other", "another letter");
    let pin = folder.file("pin", "1234\n");
    let tape = folder.path("tap.apdu");
    let record = [
        "transcript",
        "record",
        "--out",
        &tape,
        "--full",
        "sign",
        "--in",
        &letter,
    ];
    let recorded = desk(&[&record[..], &["--emulated", "T01"]].concat(), Some(&pin));
    assert_eq!(code(&recorded), 0, "{recorded:?}");

    let text = std::fs::read_to_string(&tape).unwrap();
    assert!(text.contains("> 0020009804????????\n"), "the PIN is masked");
    assert!(!text.contains("31323334"), "and nowhere else");

    let replay = |letter: &str| {
        desk(
            &["transcript", "replay", &tape, "sign", "--in", letter],
            None,
        )
    };
    assert_eq!(code(&replay(&letter)), 0);
    let different = replay(&other);
    assert_eq!(code(&different), 8);
    let complaint = String::from_utf8(different.stderr).unwrap();
    assert!(
        complaint.contains("event 21 of the transcript: expected > 802A0097"),
        "{complaint}"
    );
}

#[test]
fn a_transcript_keeps_no_card_data_unless_asked() {
    let folder = Folder::new("shape");
    let tape = folder.path("tap.apdu");
    let record = [
        "transcript",
        "record",
        "--out",
        &tape,
        "certificate",
        "--emulated",
        "T01",
    ];
    assert_eq!(code(&desk(&record, None)), 0);
    let text = std::fs::read_to_string(&tape).unwrap();
    for line in text.lines().filter(|line| line.starts_with('<')) {
        let told = line.trim_start_matches("< ").trim_start_matches("??");
        assert_eq!(told, "9000", "{line}");
    }
}

#[test]
fn a_pin_is_no_argument_and_must_be_four_digits() {
    let folder = Folder::new("pin");
    let letter = folder.file("letter", "x");
    let sign = ["card", "sign", "--in", &letter, "--emulated", "T01"];
    assert_eq!(
        code(&desk(&[&sign[..], &["--pin", "1234"]].concat(), None)),
        2
    );
    assert_eq!(
        code(&desk(&sign, None)),
        2,
        "there is no terminal to ask on"
    );
    for entry in ["12\n", "12345\n", "abcd\n", "\n", ""] {
        let file = folder.file("entry", entry);
        let refused = desk(&sign, Some(&file));
        assert_eq!(code(&refused), 7, "{entry:?}: {refused:?}");
        let said = [refused.stdout, refused.stderr].concat();
        assert!(
            !String::from_utf8_lossy(&said).contains("12345"),
            "{entry:?} is repeated"
        );
    }
}

#[test]
fn text_comes_in_the_language_asked_for() {
    let said = |lang: &str| {
        let output = desk(
            &["card", "tries", "--emulated", "T01", "--lang", lang],
            None,
        );
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(said("ja"), "暗証番号は残り3回です。\n");
    assert_eq!(said("en"), "3 PIN tries left.\n");
    assert_eq!(
        said("both"),
        "暗証番号は残り3回です。\n    3 PIN tries left.\n"
    );
}
