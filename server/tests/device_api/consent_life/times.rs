//! When consents are answered, in which order they count, and how long they hold.

use super::*;

#[tokio::test]
async fn what_was_answered_counts_in_its_order_however_late_it_arrives() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let colleague = clinic.phone().await;
    phone.agreed(&clinic, "T01").await;
    clinic.pass(SignedDuration::from_mins(5));
    // Agreed to without a network; revoked before it is delivered.
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let late = phone.sign_consent(&clinic.everything(&visit));
    clinic.pass(SignedDuration::from_mins(5));
    let visit = colleague.visit(&clinic, "T01").await.unwrap();
    colleague.revoke(&clinic.revokes(&visit)).await.unwrap();
    let revoked_at = clinic.clock.now();
    clinic.pass(SignedDuration::from_mins(5));
    let answer = phone.client.consent(&late).await.unwrap();
    assert_eq!(answer.reception_number, "2026112200002");
    let end = EndedConsent {
        at: revoked_at,
        reason: ConsentEndReason::Patient,
    };
    assert_eq!(answer.consent.ended, Some(end));
    let now = clinic.clock.now();
    let state = clinic.state("T01", CareKind::HomeVisit, now).await;
    assert_eq!(state.holding(), Err(Code::ConsentWithdrawn));
    // Revoked without a network; agreed to again before that is delivered.
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let late = phone.sign_revocation(&clinic.revokes(&visit));
    clinic.pass(SignedDuration::from_mins(5));
    let anew = colleague.agreed(&clinic, "T01").await;
    let answer = phone.client.revoke_consents(&late).await;
    assert_refused(answer, Code::ConsentMissing, 422);
    let now = clinic.clock.now();
    let state = clinic.state("T01", CareKind::HomeVisit, now).await;
    assert_eq!(state, ConsentState::Holding(anew));
}

#[tokio::test]
async fn changes_and_revocations_have_the_times_of_consents() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let skew = SignedDuration::from_secs(60);
    phone.agreed(&clinic, "T01").await;
    let [changed, revoked, undelivered] = [
        phone.visit(&clinic, "T01").await.unwrap(),
        phone.visit(&clinic, "T01").await.unwrap(),
        phone.visit(&clinic, "T01").await.unwrap(),
    ];
    let tap = clinic.clock.now();
    let change = |changed_at| ConsentChange {
        changed_at,
        ..clinic.changes(&changed, medicines())
    };
    let revocation = |revoked_at| ConsentRevocation {
        revoked_at,
        ..clinic.revokes(&revoked)
    };
    let last = tap + Consent::ANSWER_WINDOW;
    for at in [tap - skew - SECOND, tap + skew + SECOND, last + SECOND] {
        let refused = phone.change(&change(at)).await;
        assert_refused(refused, Code::ConsentOutsideWindow, 422);
        let refused = phone.revoke(&revocation(at)).await;
        assert_refused(refused, Code::ConsentOutsideWindow, 422);
    }
    let late = clinic.revokes(&undelivered);
    clinic.pass(SignedDuration::from_hours(12));
    assert!(phone.change(&change(last)).await.is_ok());
    assert!(phone.revoke(&revocation(last)).await.is_ok());
    clinic.pass(SECOND);
    assert_refused(phone.revoke(&late).await, Code::DeliveryTooLate, 410);
}

#[tokio::test]
async fn what_the_device_did_not_sign_as_a_change_or_a_revocation_is_refused() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    phone.agreed(&clinic, "T01").await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let (change, revocation) = (clinic.changes(&visit, medicines()), clinic.revokes(&visit));
    let consent = phone.sign_consent(&clinic.everything(&visit)).consent;
    let vault = other.identity.vault.as_ref();
    let by_other = sign_claims(vault, &change, &phone.id).unwrap();
    let revoked = phone.sign_revocation(&revocation).revocation;
    for change in [by_other, consent.clone(), revoked, String::new()] {
        let request = ConsentChangeRequest { change };
        let answer = phone.client.change_consent(&request).await;
        assert_refused(answer, Code::DeviceSignatureWrong, 422);
    }
    let by_other = sign_claims(vault, &revocation, &phone.id).unwrap();
    let changed = phone.sign_change(&change).change;
    for revocation in [by_other, consent, changed, String::new()] {
        let request = ConsentRevocationRequest { revocation };
        let answer = phone.client.revoke_consents(&request).await;
        assert_refused(answer, Code::DeviceSignatureWrong, 422);
    }
    assert_refused(other.change(&change).await, Code::ReceiptUnknown, 404);
    assert_refused(other.revoke(&revocation).await, Code::ReceiptUnknown, 404);
}

#[tokio::test]
async fn a_consent_to_home_visits_holds_as_long_as_the_server_is_told_and_longer_with_each_use() {
    let clinic = Clinic::open_with(|settings| settings.consent_months = Some(3)).await;
    let phone = clinic.phone().await;
    let first = phone.agreed(&clinic, "T01").await;
    let end = "2027-02-22T03:00:00Z".parse().unwrap();
    assert_eq!(first.available_until, end);
    let institution = CLINIC.parse().unwrap();
    let extended = async |person: &str, now: Timestamp, months| {
        let transaction = clinic.database.begin().await.unwrap();
        let term = ConsentTerm::of_months(months);
        let extended = store::consent::extend(&transaction, &institution, person, now, term).await;
        transaction.commit().await.unwrap();
        extended.unwrap()
    };
    let used = extended("T01", end - SECOND, 3).await.unwrap();
    let longer = "2027-05-22T02:59:59Z".parse().unwrap();
    assert_eq!(used.available_until, longer);
    assert_eq!(used.consented_at, first.consented_at);
    let state = clinic.state("T01", CareKind::HomeVisit, end).await;
    assert_eq!(state, ConsentState::Holding(used.clone()));
    // Never shorter.
    let used_again = extended("T01", end, 1).await.unwrap();
    assert_eq!(used_again.available_until, longer);
    assert_eq!(extended("T01", longer, 3).await, None, "over");
    assert_eq!(extended("T02", end, 3).await, None, "none given");
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    phone.revoke(&clinic.revokes(&visit)).await.unwrap();
    assert_eq!(extended("T01", end, 3).await, None, "revoked");
}

#[tokio::test]
async fn where_nobody_is_asked_for_consent_there_is_none_to_change() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    assert_eq!(phone.read_consents(&visit).await.unwrap(), []);
    let change = clinic.changes(&visit, medicines());
    assert_refused(phone.change(&change).await, Code::ConsentAnswered, 409);
    let refused = phone.revoke(&clinic.revokes(&visit)).await;
    assert_refused(refused, Code::ConsentAnswered, 409);
}
