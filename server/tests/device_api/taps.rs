//! What the terminal signs for the cards that are held to a phone.

use std::sync::Arc;

use jiff::Timestamp;
use kyotaku_core::wire::api::TerminalSignatureRequest;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::ChallengeId;
use kyotaku_core::wire::visual::VisualRecord;

use crate::clinic::{Clinic, assert_refused};
use crate::visual::{ASKED, SECOND, events, key, seen, signatures};

#[tokio::test]
async fn three_taps_of_a_challenge_are_signed_for_and_a_repetition_is_no_tap() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let challenge = phone.challenge_by_sight(&clinic).await.challenge_id;
    let mut taps = Vec::new();
    for (remaining, asked) in [(2, ASKED), (1, ASKED), (0, *b"another answer..")] {
        let key = key();
        let signed = phone.ask_terminal(challenge, &asked, &key).await.unwrap();
        assert_eq!(signed.remaining, remaining);
        taps.push((key, asked, signed));
    }
    // The same question gets the same bytes, and one that was asked otherwise gets others.
    assert_eq!(taps[0].2.signature, taps[1].2.signature);
    assert_ne!(taps[1].2.signature, taps[2].2.signature);
    let fourth = phone.ask_terminal(challenge, &ASKED, &key()).await;
    assert_refused(fourth, Code::TerminalSignatureLimit, 429);
    for (key, asked, signed) in &taps {
        let again = phone.ask_terminal(challenge, asked, key).await.unwrap();
        assert_eq!(again.signature, signed.signature);
        assert_eq!(again.remaining, 0);
        let other = phone.ask_terminal(challenge, &[0; 16], key).await;
        assert_refused(other, Code::IdempotencyConflict, 409);
    }
    assert_eq!(signatures(&clinic).await, 3);
    assert_eq!(events(&clinic, "terminal-signed").await.len(), 3);
    // Another visit has taps of its own.
    let next = phone.challenge_by_sight(&clinic).await.challenge_id;
    let signed = phone.ask_terminal(next, &ASKED, &taps[0].0).await.unwrap();
    assert_eq!(signed.remaining, 2);
}

#[tokio::test]
async fn taps_at_the_same_moment_are_counted_like_any_others() {
    let clinic = Clinic::open().await;
    let phone = Arc::new(clinic.phone().await);
    let challenge = phone.challenge_by_sight(&clinic).await.challenge_id;
    let requests: Vec<_> = (0..9)
        .map(|_| {
            let phone = Arc::clone(&phone);
            tokio::spawn(async move { phone.ask_terminal(challenge, &ASKED, &key()).await })
        })
        .collect();
    let mut remaining = Vec::new();
    for request in requests {
        match request.await.unwrap() {
            Ok(signed) => remaining.push(signed.remaining),
            refused => assert_refused(refused, Code::TerminalSignatureLimit, 429),
        }
    }
    remaining.sort_unstable();
    assert_eq!(remaining, [0, 1, 2]);
    assert_eq!(signatures(&clinic).await, 3);
}

#[tokio::test]
async fn the_terminal_signs_for_the_challenge_of_this_visit_alone() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let challenge = phone.challenge_by_sight(&clinic).await;
    let id = challenge.challenge_id;
    for length in [0, 15, 17] {
        let refused = phone.ask_terminal(id, &vec![0; length], &key()).await;
        assert_refused(refused, Code::RequestMalformed, 400);
    }
    let unknown = ChallengeId::new([7; 16]);
    let refused = phone.ask_terminal(unknown, &ASKED, &key()).await;
    assert_refused(refused, Code::ChallengeUnknown, 404);
    let refused = other.ask_terminal(id, &ASKED, &key()).await;
    assert_refused(refused, Code::ChallengeUnknown, 404);
    let by_pin = phone.challenge().await.challenge_id;
    let refused = phone.ask_terminal(by_pin, &ASKED, &key()).await;
    assert_refused(refused, Code::MethodNotOffered, 422);
    // Somebody else on the same phone has looked at nobody.
    let somebody = other.sign_in("doctor01").await.unwrap();
    let of_other = somebody.session.clone();
    let theirs = VisualRecord {
        verifier: "doctor01".parse().unwrap(),
        ..seen(&clinic)
    };
    let theirs = somebody.ask_by(&theirs).await.unwrap().challenge_id;
    let back = somebody.sign_in("staff11").await.unwrap();
    let refused = back.ask_terminal(theirs, &ASKED, &key()).await;
    assert_refused(refused, Code::ChallengeUnknown, 404);
    let request = TerminalSignatureRequest {
        card_challenge: ASKED.to_vec(),
    };
    let ended = of_other.terminal_signature(&theirs, &request, &key()).await;
    assert_refused(ended, Code::SessionEnded, 401);
    // Until the end of its time, by clocks that differ, and not after.
    let until: Timestamp = challenge.tap_before + SECOND * 60;
    clinic.pass(until.duration_since(clinic.clock.now()));
    assert!(phone.ask_terminal(id, &ASKED, &key()).await.is_ok());
    clinic.pass(SECOND);
    let late = phone.ask_terminal(id, &ASKED, &key()).await;
    assert_refused(late, Code::TapOutsideWindow, 422);
    assert_eq!(signatures(&clinic).await, 1);
}
