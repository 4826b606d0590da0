//! The bodies of the device API: one file for each type, with its bodies by name.

use std::collections::BTreeSet;

use kyotaku_core::wire::api;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::golden;

/// How a body meets what it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// It is refused: a phone must not believe that the server did what it did not understand.
    Strict,
    /// It is passed over: a newer server may add to its answers.
    Tolerant,
}

/// One type of body.
struct Body {
    file: &'static str,
    reading: Reading,
    /// Reads the type and writes it back; none when it is refused.
    again: fn(&Value) -> Option<Value>,
}

fn again<T: Serialize + DeserializeOwned>(body: &Value) -> Option<Value> {
    let read: T = serde_json::from_value(body.clone()).ok()?;
    Some(serde_json::to_value(read).unwrap())
}

const fn request<T: Serialize + DeserializeOwned>(file: &'static str) -> Body {
    Body {
        file,
        reading: Reading::Strict,
        again: again::<T>,
    }
}

const fn answer<T: Serialize + DeserializeOwned>(file: &'static str) -> Body {
    Body {
        file,
        reading: Reading::Tolerant,
        again: again::<T>,
    }
}

const BODIES: &[Body] = &[
    answer::<api::Acknowledged>("acknowledged"),
    request::<api::ChallengeRequest>("challenge-request"),
    answer::<api::ChallengeResponse>("challenge-response"),
    request::<api::ConsentChangeRequest>("consent-change-request"),
    request::<api::ConsentRequest>("consent-request"),
    answer::<api::ConsentResponse>("consent-response"),
    request::<api::ConsentRevocationRequest>("consent-revocation-request"),
    answer::<api::ConsentsChanged>("consents-changed"),
    request::<api::ConsentsQuery>("consents-query"),
    answer::<api::ConsentsResponse>("consents-response"),
    request::<api::DeviceCheck>("device-check"),
    answer::<api::Environment>("environment"),
    request::<api::EventReport>("event-report"),
    request::<api::HistoryQuery>("history-query"),
    answer::<api::HistoryResponse>("history-response"),
    answer::<api::KeysResponse>("keys-response"),
    answer::<api::MeResponse>("me-response"),
    answer::<api::MedicalInformation>("medical-information"),
    request::<api::MedicalQuery>("medical-query"),
    answer::<api::NoticesResponse>("notices-response"),
    request::<api::PatientsQuery>("patients-query"),
    answer::<api::PatientsResponse>("patients-response"),
    answer::<api::Problem>("problem"),
    request::<api::ProofRequest>("proof-request"),
    answer::<api::ProofResponse>("proof-response"),
    request::<api::ReauthRequest>("reauth-request"),
    answer::<api::ReauthResponse>("reauth-response"),
    request::<api::RegisterRequest>("register-request"),
    answer::<api::RegisterResponse>("register-response"),
    request::<api::RenewRequest>("renew-request"),
    answer::<api::RenewResponse>("renew-response"),
    request::<api::RequeriesRequest>("requeries-request"),
    answer::<api::RequeriesResponse>("requeries-response"),
    answer::<api::Requery>("requery"),
    answer::<api::ResultDetail>("result-detail"),
    request::<api::ResultQuery>("result-query"),
    answer::<api::ResultsResponse>("results-response"),
    request::<api::SignInRequest>("sign-in-request"),
    answer::<api::SignInResponse>("sign-in-response"),
    answer::<api::StatusResponse>("status-response"),
    answer::<api::SupportedDevicesResponse>("supported-devices-response"),
    request::<api::TerminalSignatureRequest>("terminal-signature-request"),
    answer::<api::TerminalSignatureResponse>("terminal-signature-response"),
];

impl Body {
    /// The bodies of the file by name.
    fn named(&self) -> Map<String, Value> {
        let file = golden::read(&format!("api-v1/{}.json", self.file));
        let bodies = file.as_object().unwrap().clone();
        assert!(!bodies.is_empty(), "{} holds no body", self.file);
        bodies
    }
}

/// The body with one more field, once for each object that it is made of.
fn added_to(body: &Value) -> Vec<Value> {
    let mut added = Vec::new();
    let parts: Vec<(String, &Value)> = match body {
        Value::Object(fields) => {
            let mut more = body.clone();
            more["addedLater"] = json!({ "a": 1 });
            added.push(more);
            fields
                .iter()
                .map(|(name, value)| (format!("/{name}"), value))
                .collect()
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(place, value)| (format!("/{place}"), value))
            .collect(),
        _ => Vec::new(),
    };
    for (place, part) in parts {
        for more in added_to(part) {
            let mut whole = body.clone();
            *whole.pointer_mut(&place).unwrap() = more;
            added.push(whole);
        }
    }
    added
}

#[test]
fn every_body_reads_and_writes_back_unchanged() {
    for body in BODIES {
        for (name, json) in body.named() {
            let again = (body.again)(&json).unwrap_or_else(|| panic!("{}: {name}", body.file));
            assert_eq!(again, json, "{}: {name}", body.file);
        }
    }
}

#[test]
fn a_field_added_anywhere_is_refused_in_requests_and_passed_over_in_answers() {
    for body in BODIES {
        for (name, json) in body.named() {
            for more in added_to(&json) {
                let expected = match body.reading {
                    Reading::Strict => None,
                    Reading::Tolerant => Some(json.clone()),
                };
                assert_eq!(
                    (body.again)(&more),
                    expected,
                    "{}: {name}: {more}",
                    body.file
                );
            }
        }
    }
}

#[test]
fn every_request_and_answer_of_the_api_has_its_file() {
    let named: BTreeSet<String> = BODIES.iter().map(|body| body.file.to_owned()).collect();
    let files = std::fs::read_dir(golden::path("api-v1")).unwrap();
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(files, named);
    let exported = include_str!("../../src/wire/api.rs");
    for word in exported.split(|c: char| !c.is_ascii_alphanumeric()) {
        let ends = ["Request", "Response", "Query"];
        if ends.iter().any(|end| word.ends_with(end)) {
            assert!(named.contains(&kebab(word)), "{word} has no file");
        }
    }
}

/// `SignInRequest` as `sign-in-request`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}
