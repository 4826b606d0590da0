//! Servers that are not ours: what the phone says to them, and what it tells staff.

use kyotaku_core::api::ApiError;
use kyotaku_core::flow::activation::Step;
use kyotaku_core::flow::visit::Plan;
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;
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
/// already. A password has no room in it. Of a connection before, the alert may come late.
#[track_caller]
fn assert_says_nothing_but_hello(sent: &[Vec<u8>]) {
    for connection in sent {
        for (place, (kind, length)) in records(connection).into_iter().enumerate() {
            let harmless = match kind {
                HANDSHAKE => place == 0,
                CHANGE_CIPHER_SPEC => length == 1,
                ALERT => length == 2,
                ENCRYPTED => length == 2 + 1 + 16,
                _ => false,
            };
            assert!(harmless, "{length} bytes of type {kind}");
        }
    }
}

fn code() -> String {
    ActivationCode::from_random(&[7; 15]).grouped().to_string()
}

/// Each disguise has its error, and the error its code.
#[track_caller]
fn assert_seen_through(disguise: Disguise, refused: &PhoneError) {
    match (disguise, refused) {
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
        assert_seen_through(disguise, &refused);
        let sent = clinic.network.sent();
        assert_says_nothing_but_hello(&sent);
        let heard = impostor.heard();
        assert_eq!(
            (heard.connections, heard.handshakes),
            (1, 0),
            "{disguise:?}"
        );
        if disguise == Disguise::Plain {
            assert_eq!(heard.clear, sent.concat());
        } else {
            assert!(heard.clear.is_empty());
        }
        assert_eq!(phone.overview().unwrap().activation, Step::Unanswered);
    }
}

/// Neither a password nor a token, a proof or an answer, nor who the phone is: its certificate is
/// shown to whom it has recognised.
#[tokio::test]
async fn a_phone_in_use_says_no_more_either_and_goes_on_where_it_was() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let nurse = Staff::nurse();
    let mut signed = phone.signed("T01").await;
    let mut answered = phone.answered("T02").await;
    for disguise in Disguise::SEEN_THROUGH {
        let impostor = Impostor::disguised(disguise).await;
        clinic.network.lead_to(impostor.address);
        for asked in 0..6 {
            clinic.network.forget();
            let refused = match asked {
                0 => phone.sign_in_as(&nurse).await.map(|_| ()),
                1 => phone.open_results(nurse.password()).await,
                2 => phone.deliver(&mut signed).await,
                3 => phone.register(&mut answered).await,
                4 => phone.notices().await.map(|_| ()),
                _ => {
                    let mut next = phone
                        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
                        .unwrap();
                    phone.prepare(&mut next).await
                }
            };
            assert_seen_through(disguise, &refused.unwrap_err());
            assert_says_nothing_but_hello(&clinic.network.sent());
        }
        let heard = impostor.heard();
        assert!(heard.connections >= 6 && heard.handshakes == 0);
    }
    clinic.reconnect();
    phone.deliver(&mut signed).await.unwrap();
    phone.register(&mut answered).await.unwrap();
    phone.notices().await.unwrap();
}

#[test]
fn more_than_a_greeting_would_be_noticed() {
    let hello = [HANDSHAKE, 3, 1, 0, 1, 0];
    let request = [ENCRYPTED, 3, 3, 0, 20];
    let said = [&hello[..], &request, &[0; 20]].concat();
    assert_eq!(records(&said), [(HANDSHAKE, 1), (ENCRYPTED, 20)]);
    assert_says_nothing_but_hello(&[hello.to_vec()]);
    assert!(std::panic::catch_unwind(|| assert_says_nothing_but_hello(&[said])).is_err());
}
