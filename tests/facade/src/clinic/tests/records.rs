//! What has been recorded.

use sea_orm::ConnectionTrait as _;

use super::*;

#[test]
fn a_visit_is_recorded_with_its_number_and_its_consent() {
    let clinic = opened();
    let phone = Phone::signed_in(&clinic);
    assert_eq!(clinic.proof_count().unwrap(), 0);
    let number = phone.visit("T01");
    assert_eq!(clinic.proof_count().unwrap(), 1);
    let visits = clinic.visits().unwrap();
    assert_eq!(visits.len(), 1);
    let visit = &visits[0];
    assert_eq!(
        (visit.person.as_str(), visit.method.as_str()),
        ("T01", "pin")
    );
    assert_eq!(visit.reception_number.as_ref(), Some(&number));
    assert_eq!(visit.verified_at, 1_795_132_800);
    let consents = clinic.consents().unwrap();
    assert_eq!(consents.len(), 1);
    let consent = &consents[0];
    assert_eq!((consent.person.as_str(), consent.items.len()), ("T01", 6));
    assert_eq!(consent.respondent, "patient");
    assert!(consent.available_until > consent.answered_at);
    assert_eq!(consent.end_reason, None);
    assert_eq!(clinic.audit_findings().unwrap(), Vec::<String>::new());
}

#[test]
fn rows_are_counted_of_tables_that_there_are() {
    let clinic = opened();
    assert!(clinic.tables().unwrap().contains(&"visits".to_owned()));
    assert_eq!(clinic.row_count("institutions").unwrap(), 4);
    for wrong in ["", "patients", "visits; DROP TABLE visits"] {
        let refused = clinic.row_count(wrong).unwrap_err();
        assert!(matches!(refused, TestingError::UnknownTable { name } if name == wrong));
    }
}

#[test]
fn an_audit_log_that_was_changed_is_found_out() {
    let clinic = opened();
    clinic.issue_code().unwrap();
    assert_eq!(clinic.audit_findings().unwrap(), Vec::<String>::new());
    let change = "UPDATE audit_events SET actor = 'somebody else'";
    let changed = clinic.run(async |open| Ok(open.database.execute_unprepared(change).await?));
    changed.unwrap();
    assert!(!clinic.audit_findings().unwrap().is_empty());
}

#[test]
fn what_insurers_report_later_replaces_what_they_had_reported() {
    let clinic = opened();
    let persons = clinic.row_count("persons").unwrap();
    assert_eq!(clinic.report_changes().unwrap(), 4);
    assert_eq!(clinic.row_count("persons").unwrap(), persons);
}

#[test]
fn visits_go_on_after_a_day_with_new_revocation_lists() {
    let clinic = opened();
    let phone = Phone::registered(&clinic);
    let day = 25 * 60 * 60;
    clinic.advance(day).unwrap();
    phone.clock.advance(SignedDuration::from_secs(day.into()));
    phone.sign_in(&Staff::nurse()).unwrap();
    clinic.fetch_revocation_lists().unwrap();
    assert!(!phone.visit("T01").is_empty());
}

#[test]
fn persons_are_forgotten_and_devices_are_not() {
    let clinic = opened();
    let phone = Phone::signed_in(&clinic);
    phone.visit("T01");
    clinic.forget_persons().unwrap();
    for table in ["sessions", "consents", "results"] {
        assert_eq!(clinic.row_count(table).unwrap(), 0, "{table}");
    }
    assert_eq!(clinic.devices().unwrap().len(), 1);
}
