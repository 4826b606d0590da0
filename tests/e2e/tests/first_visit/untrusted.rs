//! Servers that are not ours: what the phone says to them, and what it tells staff.

use kyotaku_core::api::ApiError;
use kyotaku_core::flow::activation::Step;
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::code::Code;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::impostor::{Disguise, Impostor};
use kyotaku_e2e::clinic::staff::Staff;

/// A record of TLS: content type, and how long its content is.
type Record = (u8, usize);

/// Takes what a client has sent apart (RFC 8446 §5.1).
fn records(mut sent: &[u8]) -> Vec<Record> {
    let mut found = Vec::new();
    while let [kind, _, _, high, low, rest @ ..] = sent {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        found.push((*kind, length));
        sent = rest.get(length..).unwrap_or_default();
    }
    found
}

const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
const ENCRYPTED: u8 = 23;

/// The greeting, and at most the alert that ends it: two bytes, or nineteen when they are encrypted
/// already. A password has no room in it.
#[track_caller]
fn assert_says_nothing_but_hello(sent: &[u8]) {
    let mut records = records(sent).into_iter();
    assert_eq!(records.next().map(|(kind, _)| kind), Some(HANDSHAKE));
    for record in records {
        let harmless = [(CHANGE_CIPHER_SPEC, 1), (ALERT, 2), (ENCRYPTED, 2 + 1 + 16)];
        assert!(harmless.contains(&record), "{record:?}");
    }
}

fn code() -> String {
    ActivationCode::from_random(&[7; 15]).grouped().to_string()
}

#[tokio::test]
async fn a_server_that_is_not_ours_hears_a_greeting_and_no_more() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone();
    for disguise in Disguise::SEEN_THROUGH {
        let impostor = Impostor::disguised(disguise).await;
        clinic.network.lead_to(impostor.address);
        let refused = phone.activate_with(&Staff::nurse(), &code()).await;
        let refused = refused.unwrap_err();
        match (disguise, &refused) {
            (Disguise::Plain, PhoneError::Api(ApiError::NotOurServer))
            | (Disguise::OtherRoot | Disguise::OtherName, PhoneError::Api(ApiError::Tls(_))) => {
                assert_eq!(refused.code(), Code::NotOurServer.as_str());
            }
            (
                Disguise::Expired | Disguise::NotYet,
                PhoneError::Api(ApiError::ClockSkew { ahead: None }),
            ) => assert_eq!(refused.code(), Code::ClockWrong.as_str()),
            _ => panic!("{disguise:?}: {refused:?}"),
        }
        let sent = clinic.network.sent();
        assert_says_nothing_but_hello(&sent);
        let heard = impostor.heard();
        assert_eq!(
            (heard.connections, heard.handshakes),
            (1, 0),
            "{disguise:?}"
        );
        if disguise == Disguise::Plain {
            assert_eq!(heard.clear, sent);
        } else {
            assert!(heard.clear.is_empty());
        }
        assert_eq!(phone.overview().unwrap().activation, Step::Unanswered);
    }
}

#[test]
fn more_than_a_greeting_would_be_noticed() {
    let hello = [HANDSHAKE, 3, 1, 0, 1, 0];
    let request = [ENCRYPTED, 3, 3, 0, 20];
    let said = [&hello[..], &request, &[0; 20]].concat();
    assert_eq!(records(&said), [(HANDSHAKE, 1), (ENCRYPTED, 20)]);
    assert_says_nothing_but_hello(&hello);
    assert!(std::panic::catch_unwind(|| assert_says_nothing_but_hello(&said)).is_err());
}
