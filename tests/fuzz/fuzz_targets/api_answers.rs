//! Answers of a server: whatever is read is written and read again without a change, and reads the
//! same when a newer server adds to it, however deep.
#![no_main]

use kyotaku_core::wire::api::{
    Acknowledged, ChallengeResponse, ConsentResponse, Environment, KeysResponse, MeResponse,
    NoticesResponse, Problem, ProofResponse, ReauthResponse, RegisterResponse, RenewResponse,
    ResultDetail, ResultsResponse, SignInResponse, StatusResponse,
};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn check<T: Serialize + DeserializeOwned>(data: &[u8]) {
    let Ok(answer) = serde_json::from_slice::<T>(data) else {
        return;
    };
    let written = serde_json::to_value(&answer).unwrap();
    let mut newer = written.clone();
    for body in [&written, add_everywhere(&mut newer)] {
        let again: T = serde_json::from_value(body.clone()).expect("an answer of ours");
        assert_eq!(serde_json::to_value(again).unwrap(), written);
    }
}

fn add_everywhere(value: &mut Value) -> &Value {
    match value {
        Value::Object(fields) => {
            for field in fields.values_mut() {
                add_everywhere(field);
            }
            fields.insert("addedLater".to_owned(), json!([{ "a": null }]));
        }
        Value::Array(items) => {
            for item in items {
                add_everywhere(item);
            }
        }
        _ => {}
    }
    value
}

const CHECKS: [fn(&[u8]); 16] = [
    check::<Acknowledged>,
    check::<ChallengeResponse>,
    check::<ConsentResponse>,
    check::<Environment>,
    check::<KeysResponse>,
    check::<MeResponse>,
    check::<NoticesResponse>,
    check::<Problem>,
    check::<ProofResponse>,
    check::<ReauthResponse>,
    check::<RegisterResponse>,
    check::<RenewResponse>,
    check::<ResultDetail>,
    check::<ResultsResponse>,
    check::<SignInResponse>,
    check::<StatusResponse>,
];

fuzz_target!(|data: &[u8]| {
    for check in CHECKS {
        check(data);
    }
});
