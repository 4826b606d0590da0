//! What is typed to register a phone. The server is at a port where nothing listens: E5001 means
//! that the entries were good enough to be sent.

use std::os::unix::fs::MetadataExt as _;

use crate::program::{Folder, answered, code, json, said};

const NOWHERE: &str = "https://localhost:1";
const INSTITUTION: &str = "9919999012";
const PASSWORD: &str = "a pass word of staff11";
/// Fifteen characters and their check character, drawn for this test.
const CODE: &str = "0123-4567-89AB-CDEQ";

/// Registers with these options and answers.
fn activate(folder: &Folder, options: &[&str], answers: &str) -> std::process::Output {
    let phone = folder.phone(NOWHERE);
    let phone: Vec<&str> = phone.iter().map(String::as_str).collect();
    let arguments = [&["activate", "--json"], phone.as_slice(), options].concat();
    answered(&arguments, answers)
}

#[test]
fn every_wrong_entry_is_named_before_anything_is_sent() {
    let folder = Folder::new("wrong-entries");
    let refused = activate(&folder, &[], "1234567890\nx\n\nabc\n");
    assert_eq!(code(&refused), 2, "{}", said(&refused));
    let error = &json(&refused)["error"];
    assert_eq!(error["code"], "MKA-E1002");
    assert_eq!(
        error["others"],
        serde_json::json!(["MKA-E1003", "MKA-E6002", "MKA-E1004"])
    );
    let short = activate(
        &folder,
        &[],
        &format!("991999901\nstaff11\n{PASSWORD}\n{CODE}\n"),
    );
    assert_eq!(json(&short)["error"]["code"], "MKA-E1001");
}

#[test]
fn entries_are_read_in_full_width_too() {
    let folder = Folder::new("full-width");
    let code_ = "０１２３ー４５６７ー８９ａｂー　ｃｄｅｑ";
    let answers = format!("９９１９９９９０１２\nｓｔａｆｆ１１\n{PASSWORD}\n{code_}\n");
    let sent = activate(&folder, &[], &answers);
    assert_eq!(
        (code(&sent), &json(&sent)["error"]["code"]),
        (10, &"MKA-E5001".into())
    );
}

#[test]
fn a_slip_fills_in_institution_and_code_and_nothing_else_is_a_slip() {
    let folder = Folder::new("slip");
    let slip = format!("mka1:{INSTITUTION}:{}", CODE.replace('-', ""));
    let rest = format!("staff11\n{PASSWORD}\n");
    let sent = activate(&folder, &["--slip", &slip], &rest);
    assert_eq!(
        (code(&sent), &json(&sent)["error"]["code"]),
        (10, &"MKA-E5001".into())
    );
    let read = activate(&folder, &["--slip", "-"], &format!("{slip}\n{rest}"));
    assert_eq!(code(&read), 10, "{}", said(&read));
    for other in [
        "https://example.invalid/",
        "mka1:9919999012",
        "mka2:9919999012:0123456789ABCDEQ",
        "mka1:1234567890:0123456789ABCDEQ",
        &format!("{slip}:https://example.invalid"),
        "",
    ] {
        let refused = activate(&folder, &["--slip", other], &rest);
        assert_eq!(code(&refused), 2, "{other}");
        assert_eq!(json(&refused)["error"]["code"], "MKA-E1004", "{other}");
    }
}

#[test]
fn an_input_that_ends_at_any_question_says_which() {
    let folder = Folder::new("closed");
    let answers = ["9919999012\n", "staff11\n", "a password\n"];
    let questions = ["Institution code", "User ID", "Password", "Activation code"];
    for (given, question) in questions.iter().enumerate() {
        let input = answers[..given].concat();
        let refused = activate(&folder, &[], &input);
        assert_eq!(code(&refused), 2, "{question}");
        let reason = json(&refused)["error"]["reason"].clone();
        assert!(
            reason
                .as_str()
                .unwrap()
                .starts_with("there is nobody to ask: "),
            "{reason}"
        );
        assert!(reason.as_str().unwrap().contains(question), "{reason}");
    }
}

#[test]
fn password_and_code_come_from_files_or_prompts_and_are_repeated_nowhere() {
    let folder = Folder::new("secrets");
    for option in ["--password", "--code", "--activation-code"] {
        let refused = activate(&folder, &[option, "x"], "");
        assert_eq!(code(&refused), 2, "{option}");
    }
    let password = folder.file("password", &format!("{PASSWORD}\nanother line\n"));
    let code_file = folder.file("code", CODE);
    let options = [
        "--institution",
        INSTITUTION,
        "--user",
        "staff11",
        "--password-file",
        &password,
        "--code-file",
        &code_file,
        "--trace",
    ];
    let sent = activate(&folder, &options, "");
    assert_eq!(code(&sent), 10, "{}", said(&sent));
    let wrong = folder.file("wrong", "NOT-A-CODE-AT-ALL");
    let options = [&options[..7], &[&wrong, "--trace"]].concat();
    let refused = activate(&folder, &options, "");
    assert_eq!(code(&refused), 2);
    for output in [&sent, &refused] {
        for secret in [PASSWORD, CODE, "0123456789ABCDEQ", "NOT-A-CODE"] {
            assert!(!said(output).contains(secret), "{secret}: {}", said(output));
        }
    }
}

#[test]
fn a_phone_is_its_owners_alone() {
    let folder = Folder::new("private");
    let answers = format!("{INSTITUTION}\nstaff11\n{PASSWORD}\n{CODE}\n");
    assert_eq!(code(&activate(&folder, &[], &answers)), 10);
    let mode = |name: &str| std::fs::metadata(folder.path(name)).unwrap().mode() & 0o777;
    assert_eq!(mode("phone"), 0o700);
    assert_eq!(mode("phone/vault.key"), 0o600);
    assert_eq!(mode("phone/vault.key.store"), 0o600);

    // The key stays for the next attempt, and one that others may read is refused.
    let key = std::fs::read(folder.path("phone/vault.key")).unwrap();
    assert_eq!(code(&activate(&folder, &[], &answers)), 10);
    assert_eq!(std::fs::read(folder.path("phone/vault.key")).unwrap(), key);
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(folder.path("phone/vault.key"), open).unwrap();
    let refused = activate(&folder, &[], &answers);
    assert_eq!(code(&refused), 2);
    assert!(said(&refused).contains("chmod 600"), "{}", said(&refused));
}
