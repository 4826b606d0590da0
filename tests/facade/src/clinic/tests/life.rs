//! From opening to closing.

use std::collections::BTreeSet;
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::*;

/// Far more than a thread needs to end.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_clinic_opens_on_a_friday_morning_and_answers_whoever_knows_its_root() {
    let clinic = opened();
    assert_eq!(clinic.now().unwrap(), "2026-11-20T00:00:00Z");
    assert_eq!(clinic.institution(), "9919999012");
    assert!(
        clinic
            .root_certificate()
            .unwrap()
            .starts_with(b"-----BEGIN")
    );
    Phone::of(&clinic).ask().unwrap();
}

#[test]
fn time_passes_when_it_is_told_to() {
    let clinic = opened();
    clinic.advance(3_600).unwrap();
    assert_eq!(clinic.now().unwrap(), "2026-11-20T01:00:00Z");
}

#[test]
fn a_closed_clinic_serves_nobody_and_refuses_every_call() {
    let clinic = opened();
    let port = clinic.url().unwrap().rsplit_once(':').unwrap().1.parse();
    let port: u16 = port.unwrap();
    TcpStream::connect(("127.0.0.1", port)).unwrap();
    clinic.close().unwrap();
    TcpStream::connect(("127.0.0.1", port)).unwrap_err();
    assert!(is_closed(clinic.url()));
    assert!(is_closed(clinic.root_certificate()));
    assert!(is_closed(clinic.now()));
    assert!(is_closed(clinic.advance(1)));
    assert!(is_closed(clinic.issue_code()));
    assert!(is_closed(clinic.cut_network()));
    assert!(is_closed(clinic.row_count("visits")));
    assert!(is_closed(clinic.restart(ClinicOptions::default())));
    clinic.close().unwrap();
}

#[test]
fn nothing_is_left_of_a_clinic_that_is_closed_or_dropped() {
    // What libraries keep open for the whole process is there after the first one, and no thread is.
    // Other tests have processes of their own.
    let threads = count("/proc/self/task");
    opened().close().unwrap();
    let before = traces(threads);
    opened().close().unwrap();
    assert_eq!(traces(threads), before);
    drop(opened());
    assert_eq!(traces(threads), before);
}

#[test]
fn a_clinic_that_is_closed_while_a_request_waits_closes_all_the_same() {
    let clinic = opened();
    let late = RequestFate::DelayedAnswer {
        milliseconds: 60_000,
    };
    clinic.plan("*", 1, late).unwrap();
    let phone = Phone::of(&clinic);
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| phone.ask());
        while clinic.seen_requests().unwrap().is_empty() {
            std::thread::yield_now();
        }
        clinic.close().unwrap();
        asking.join().unwrap().unwrap_err();
    });
}

#[test]
fn a_restarted_clinic_is_where_it_was_with_what_it_had_recorded_and_other_options() {
    let clinic = opened();
    let phone = Phone::registered(&clinic);
    let url = clinic.url().unwrap();
    let closed = ClinicOptions {
        maintenance_until: Some("2026-11-20T12:00:00+09:00".to_owned()),
        ..ClinicOptions::default()
    };
    clinic.restart(closed).unwrap();
    assert_eq!(clinic.url().unwrap(), url);
    let refused = phone.sign_in(&Staff::nurse()).unwrap_err();
    assert_eq!(refused.code(), "MKA-E5003");
    clinic.restart(ClinicOptions::default()).unwrap();
    phone.sign_in(&Staff::nurse()).unwrap();
}

#[test]
fn options_decide_what_a_proof_is_answered_with_and_which_apps_are_served() {
    let options = ClinicOptions {
        profile: Some(AnswerProfile::QualificationOnly),
        ..ClinicOptions::default()
    };
    let clinic = Clinic::open(options).unwrap();
    let phone = Phone::signed_in(&clinic);
    let mut visit = phone.runtime.block_on(phone.signed("T01"));
    phone.runtime.block_on(phone.deliver(&mut visit)).unwrap();
    let number = clinic.visits().unwrap()[0].reception_number.clone();
    assert!(number.is_some());

    let options = ClinicOptions {
        minimum_app_version: Some("9.0.0".to_owned()),
        ..ClinicOptions::default()
    };
    clinic.restart(options).unwrap();
    let refused = phone.sign_in(&Staff::nurse()).unwrap_err();
    assert_eq!(refused.code(), "MKA-E0004");
}

#[test]
fn options_of_the_wrong_form_open_nothing() {
    let time = ClinicOptions {
        maintenance_until: Some("tomorrow".to_owned()),
        ..ClinicOptions::default()
    };
    assert!(is_malformed(Clinic::open(time)));
    let version = ClinicOptions {
        minimum_app_version: Some("1.2".to_owned()),
        ..ClinicOptions::default()
    };
    assert!(is_malformed(Clinic::open(version)));
}

/// Directories and open files of this process, of which sockets differ by number only, as soon as there
/// are so few threads: the system takes away one that has ended a moment after that.
fn traces(threads: usize) -> (BTreeSet<PathBuf>, usize) {
    let begun = Instant::now();
    while count("/proc/self/task") > threads {
        assert!(begun.elapsed() < PATIENCE, "a thread does not end");
        std::thread::yield_now();
    }
    let ours = format!("kyotaku-clinic-{}-", std::process::id());
    let files = fs::read_dir(std::env::temp_dir()).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let files = files.filter(|path| path.to_string_lossy().contains(&ours));
    (files.collect(), count("/proc/self/fd"))
}

fn count(directory: &str) -> usize {
    fs::read_dir(directory).unwrap().count()
}
