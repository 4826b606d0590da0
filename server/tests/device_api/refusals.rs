//! Proofs that are refused, each for its own reason.

use jiff::SignedDuration;
use kyotaku_cardsim::pki::authority::Generation;
use kyotaku_core::wire::api::ProofRequest;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::Nonce;
use kyotaku_core::wire::presence::PresenceStatement;
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_server::store::entity::visit;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use crate::clinic::{Clinic, assert_refused, replace};

#[tokio::test]
async fn a_used_challenge_refuses_every_other_proof() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let challenge = phone.challenge().await;
    phone.deliver(&clinic.tap("T01", &challenge)).await.unwrap();
    let other_card = clinic.tap("T02", &challenge);
    assert_refused(phone.deliver(&other_card).await, Code::ChallengeUsed, 409);
    clinic.pass(SignedDuration::from_secs(1));
    let same_card_later = clinic.tap("T01", &challenge);
    assert_refused(
        phone.deliver(&same_card_later).await,
        Code::ChallengeUsed,
        409,
    );
    assert_eq!(
        visit::Entity::find().count(&clinic.database).await.unwrap(),
        1
    );
}

#[tokio::test]
async fn a_proof_belongs_to_the_device_that_was_challenged() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let proof = clinic.tap("T01", &phone.challenge().await);
    let stolen = phone.sign(&proof);
    assert_refused(
        other.client.prove(&stolen).await,
        Code::DeviceSignatureWrong,
        422,
    );
    assert_refused(other.deliver(&proof).await, Code::ChallengeUnknown, 404);
    assert!(phone.client.prove(&stolen).await.is_ok());
    assert_refused(
        other.client.prove(&stolen).await,
        Code::DeviceSignatureWrong,
        422,
    );
}

#[tokio::test]
async fn a_jws_that_the_device_did_not_sign_is_refused() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let proof = clinic.tap("T01", &phone.challenge().await);
    let other_key =
        kyotaku_core::vault::sign_claims(other.identity.vault.as_ref(), &proof, &phone.id);
    let good = phone.sign(&proof).proof;
    let changed = good.replacen('.', ".e30", 1);
    for jws in [
        other_key.unwrap(),
        changed,
        String::new(),
        "a.b.c".to_owned(),
    ] {
        let answer = phone.client.prove(&ProofRequest { proof: jws }).await;
        assert_refused(answer, Code::DeviceSignatureWrong, 422);
    }
}

#[tokio::test]
async fn only_the_issued_statement_is_accepted() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let mut challenge = phone.challenge().await;
    let mut statement = PresenceStatement::from_der(&challenge.statement).unwrap();
    statement.nonce = Nonce::new([0; 32]);
    challenge.statement = statement.to_der().unwrap();
    let changed = clinic.tap("T01", &challenge);
    assert_refused(phone.deliver(&changed).await, Code::StatementDiffers, 422);
    let garbage = PresenceProof {
        statement: vec![0x30, 0x00],
        ..changed
    };
    assert_refused(phone.deliver(&garbage).await, Code::StatementDiffers, 422);
}

#[tokio::test]
async fn an_unknown_challenge_is_refused() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let elsewhere = Clinic::open().await;
    let foreign = elsewhere.phone().await.challenge().await;
    let proof = clinic.tap("T01", &foreign);
    assert_refused(phone.deliver(&proof).await, Code::ChallengeUnknown, 404);
}

#[tokio::test]
async fn the_tap_must_lie_in_its_window_give_or_take_the_skew() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let second = SignedDuration::from_secs(1);
    let skew = SignedDuration::from_secs(60);
    let issued = clinic.clock.now();
    let proof = clinic.tap("T01", &phone.challenge().await);
    let at = |tapped_at| PresenceProof {
        tapped_at,
        ..proof.clone()
    };
    // Judged at once, a tap in the future is one of a wrong clock.
    let refused = [issued - skew - second, issued + skew + second];
    for tapped_at in refused {
        assert_refused(
            phone.deliver(&at(tapped_at)).await,
            Code::TapOutsideWindow,
            422,
        );
    }
    clinic.pass(SignedDuration::from_hours(1));
    let end = issued + PresenceStatement::LONGEST_TAP_WINDOW + skew;
    assert_refused(
        phone.deliver(&at(end + second)).await,
        Code::TapOutsideWindow,
        422,
    );
    assert!(phone.deliver(&at(end)).await.is_ok());
}

#[tokio::test]
async fn a_proof_delivered_after_twelve_hours_is_refused() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = clinic.tap("T01", &phone.challenge().await);
    clinic.pass(SignedDuration::from_hours(12) + SignedDuration::from_secs(1));
    assert_refused(phone.deliver(&proof).await, Code::DeliveryTooLate, 410);
}

#[tokio::test]
async fn every_unacceptable_certificate_is_told_apart() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    for (card, code) in [
        ("T14", Code::CertificateRevoked),
        ("dead", Code::CertificateDead),
        ("not-yet", Code::CertificateNotYet),
        ("foreign-ca", Code::CertificateForeign),
        ("impostor-ca", Code::CertificateForeign),
        ("sign-type", Code::CertificateOtherPurpose),
        ("ec-p384", Code::CertificateKeyUnknown),
        ("expiring", Code::NotEnrolled),
    ] {
        let answer = phone.visit(&clinic, card).await;
        assert_eq!(
            crate::clinic::refusal(answer),
            (code.as_str().to_owned(), 422),
            "{card}"
        );
    }
    assert_eq!(
        visit::Entity::find().count(&clinic.database).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn certificates_that_cannot_be_read_are_refused() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = clinic.tap("T01", &phone.challenge().await);
    let truncated = proof.certificate[..proof.certificate.len() - 1].to_vec();
    for certificate in [Vec::new(), vec![0x30, 0x00], truncated, vec![0xFF; 2000]] {
        let broken = PresenceProof {
            certificate,
            ..proof.clone()
        };
        assert_refused(
            phone.deliver(&broken).await,
            Code::CertificateUnreadable,
            422,
        );
    }
}

#[tokio::test]
async fn the_card_must_have_signed_this_very_statement() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let proof = clinic.tap("T01", &phone.challenge().await);
    let other_statement = clinic.tap("T01", &phone.challenge().await).card_signature;
    let other_card = clinic.tap("T02", &phone.challenge().await).card_signature;
    for card_signature in [other_statement, other_card, vec![0; 256], Vec::new()] {
        let broken = PresenceProof {
            card_signature,
            ..proof.clone()
        };
        assert_refused(phone.deliver(&broken).await, Code::CardSignatureWrong, 422);
    }
    // None of the refusals used the challenge up.
    assert!(phone.deliver(&proof).await.is_ok());
}

#[tokio::test]
async fn without_a_fresh_revocation_list_a_proof_waits() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    clinic.pass(SignedDuration::from_hours(24));
    let proof = clinic.tap("T01", &phone.challenge().await);
    clinic.pass(SignedDuration::from_secs(1));
    assert_refused(phone.deliver(&proof).await, Code::Pending, 503);
    let now = clinic.clock.now();
    let list = clinic
        .world
        .revocation_list_between(Generation::Third, now, now + SignedDuration::from_hours(48))
        .unwrap();
    let path = clinic.file("jpki-crl/auth-3.crl");
    replace(&path, b"no list at all");
    assert_refused(phone.deliver(&proof).await, Code::Pending, 503);
    replace(&path, &list);
    assert!(!phone.deliver(&proof).await.unwrap().replayed);
}
