//! Revocation lists that come, go and break while the server runs.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use kyotaku_cardsim::pki::authority::Generation;
use kyotaku_core::wire::api::AcceptedStanding;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::proof::PresenceProof;

use crate::clinic::{Clinic, assert_refused, replace};

/// Cards of either generation that is in use, and the files of their lists.
const SECOND: (&str, Generation, &str) = ("T03", Generation::Second, "jpki-crl/auth-2.crl");
const THIRD: (&str, Generation, &str) = ("T01", Generation::Third, "jpki-crl/auth-3.crl");

fn file_of(clinic: &Clinic, (_, _, name): (&str, Generation, &str)) -> PathBuf {
    clinic.file(name)
}

/// A list of today for the CA.
fn list(clinic: &Clinic, (_, generation, _): (&str, Generation, &str)) -> Vec<u8> {
    let (from, until) = (clinic.clock.now(), SignedDuration::from_hours(48));
    clinic
        .world
        .revocation_list_between(generation, from, from + until)
        .unwrap()
}

#[tokio::test]
async fn a_broken_list_holds_up_no_other_ca_and_is_read_and_reported_once() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    clinic.pass(SignedDuration::from_hours(25));
    replace(&file_of(&clinic, SECOND), b"no list at all");
    replace(&file_of(&clinic, THIRD), &list(&clinic, THIRD));
    for _ in 0..3 {
        phone.visit(&clinic, THIRD.0).await.unwrap();
        assert_refused(phone.visit(&clinic, SECOND.0).await, Code::Pending, 503);
    }
    let directory = clinic.directory.0.to_str().unwrap();
    let reported = |clinic: &Clinic| clinic.log.count("is not replaced", directory);
    assert_eq!(reported(&clinic), 1);
    // Another mistake is another report; a good list ends it.
    replace(&file_of(&clinic, SECOND), b"still no list at all");
    assert_refused(phone.visit(&clinic, SECOND.0).await, Code::Pending, 503);
    assert_eq!(reported(&clinic), 2);
    replace(&file_of(&clinic, SECOND), &list(&clinic, SECOND));
    phone.visit(&clinic, SECOND.0).await.unwrap();
    assert_eq!(reported(&clinic), 2);
    assert_eq!(clinic.log.count("revocation list replaced", directory), 2);
}

#[tokio::test]
async fn a_broken_list_leaves_the_earlier_one_in_place_until_that_is_too_old() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    replace(&file_of(&clinic, THIRD), b"no list at all");
    phone.visit(&clinic, THIRD.0).await.unwrap();
    assert_refused(
        phone.visit(&clinic, "T14").await,
        Code::CertificateRevoked,
        422,
    );
    clinic.pass(SignedDuration::from_hours(24) + SignedDuration::from_secs(1));
    assert_refused(phone.visit(&clinic, THIRD.0).await, Code::Pending, 503);
}

#[tokio::test]
async fn a_list_that_is_gone_is_gone_and_a_new_name_is_as_good() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    std::fs::remove_file(file_of(&clinic, THIRD)).unwrap();
    assert_refused(phone.visit(&clinic, THIRD.0).await, Code::Pending, 503);
    phone.visit(&clinic, SECOND.0).await.unwrap();
    replace(&clinic.file("jpki-crl/renamed.crl"), &list(&clinic, THIRD));
    phone.visit(&clinic, THIRD.0).await.unwrap();
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_tried_again_and_reported_once() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let directory = clinic.directory.0.to_str().unwrap();
    // A directory in place of a file can be looked at and not be read, by root neither.
    let (file, aside) = (file_of(&clinic, THIRD), clinic.file("aside"));
    std::fs::rename(&file, &aside).unwrap();
    std::fs::create_dir(&file).unwrap();
    for _ in 0..2 {
        phone.visit(&clinic, THIRD.0).await.unwrap();
    }
    assert_eq!(clinic.log.count("is not replaced", directory), 1);
    std::fs::remove_dir(&file).unwrap();
    // The very file from before, which nobody has changed.
    std::fs::rename(&aside, &file).unwrap();
    phone.visit(&clinic, THIRD.0).await.unwrap();
    assert_eq!(clinic.log.count("revocation list replaced", directory), 1);
}

#[tokio::test]
async fn lists_that_cannot_be_found_stay_as_they_were() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let (lists, aside) = (clinic.file("jpki-crl"), clinic.file("aside"));
    std::fs::rename(&lists, &aside).unwrap();
    for _ in 0..2 {
        phone.visit(&clinic, THIRD.0).await.unwrap();
    }
    let directory = clinic.directory.0.to_str().unwrap();
    assert_eq!(clinic.log.count("are not followed", directory), 1);
    std::fs::rename(&aside, &lists).unwrap();
    replace(&file_of(&clinic, THIRD), b"no list at all");
    phone.visit(&clinic, THIRD.0).await.unwrap();
    assert_eq!(clinic.log.count("is not replaced", directory), 1);
}

/// T13 ended in October, so its grace period ends with January in Japan.
#[tokio::test]
async fn dates_are_judged_at_the_tap_and_revocation_at_the_delivery() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let end: Timestamp = "2027-01-31T23:59:59+09:00".parse().unwrap();
    let tap_at = end.duration_since(clinic.clock.now()) - SignedDuration::from_mins(1);
    clinic.pass(tap_at);
    let in_grace = phone.sign(&clinic.tap("T13", &phone.challenge().await));
    let early = phone.challenge().await;
    clinic.pass(SignedDuration::from_mins(2));
    let too_late = clinic.tap("T13", &early);
    // As early as the tolerance for clocks allows; but no card was used before it was asked.
    let set_back = PresenceProof {
        tapped_at: end,
        ..clinic.tap("T13", &phone.challenge().await)
    };
    clinic.pass(SignedDuration::from_hours(11));
    // The list that was at hand at the tap is not enough.
    let refused = phone.client.prove(&in_grace).await;
    assert_refused(refused, Code::Pending, 503);
    replace(&file_of(&clinic, SECOND), &list(&clinic, SECOND));
    let answer = phone.client.prove(&in_grace).await.unwrap();
    let standing = answer.certificate_standing.standing;
    assert_eq!(standing, AcceptedStanding::Grace);
    assert_refused(phone.deliver(&too_late).await, Code::CertificateDead, 422);
    assert_refused(phone.deliver(&set_back).await, Code::CertificateDead, 422);
}
