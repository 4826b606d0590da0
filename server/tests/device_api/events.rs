//! What phones report, 操作履歴, and the list of supported phones.

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, IdempotencyKey};
use kyotaku_core::secret::SessionToken;
use kyotaku_core::wire::api::{
    DeviceListSource, EventKind, EventReport, HistoryEntry, HistoryQuery, SupportedDevice,
    SupportedDevicesResponse,
};
use kyotaku_core::wire::code::Code;
use kyotaku_server::events::{AHEAD, MOST_IN_AN_HOUR, REMEMBERED, REPORTABLE};
use kyotaku_server::housekeeping::tidy;
use kyotaku_server::store::supported_devices;

use crate::clinic::{Clinic, assert_refused};
use crate::phone::Phone;

const SECOND: SignedDuration = SignedDuration::from_secs(1);

fn key() -> IdempotencyKey {
    IdempotencyKey::random().unwrap()
}

fn screenshot(clinic: &Clinic) -> EventReport {
    EventReport {
        kind: EventKind::Screenshot,
        occurred_at: clinic.clock.now(),
        account: "staff11".parse().unwrap(),
    }
}

impl Phone {
    async fn page(&self, cursor: Option<String>) -> (Vec<HistoryEntry>, Option<String>) {
        let page = self
            .session
            .history(&HistoryQuery { cursor })
            .await
            .unwrap();
        (page.entries, page.next_cursor)
    }

    async fn actions(&self) -> Vec<String> {
        let (entries, _) = self.page(None).await;
        entries.into_iter().map(|entry| entry.action).collect()
    }
}

#[tokio::test]
async fn what_a_phone_has_noticed_is_recorded_once_also_when_nobody_is_signed_in() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let mut reports = Vec::new();
    for kind in [
        EventKind::Screenshot,
        EventKind::ScreenCaptured,
        EventKind::IdentityNotConfirmed,
        EventKind::TamperingNoticed,
    ] {
        let report = EventReport {
            kind,
            ..screenshot(&clinic)
        };
        reports.push((report, key()));
    }
    phone.session.sign_out().await.unwrap();
    clinic.pass(SECOND * 90);
    for _ in 0..2 {
        for (report, key) in &reports {
            phone.client.report_event(report, key).await.unwrap();
        }
    }
    let other = screenshot(&clinic);
    let refused = phone.client.report_event(&other, &reports[0].1).await;
    assert_refused(refused, Code::IdempotencyConflict, 409);
    let phone = phone.sign_in("staff11").await.unwrap();
    assert_eq!(
        phone.actions().await,
        [
            "signed-in",
            "tampering-noticed",
            "identity-not-confirmed",
            "screen-captured",
            "screenshot-taken",
            "signed-out",
            "signed-in",
            "device-registered",
        ]
    );
    let (entries, _) = phone.page(None).await;
    let happened = reports[0].0.occurred_at.to_string();
    assert_eq!(entries[4].subject, Some(happened));
    assert_eq!(entries[4].at, reports[0].0.occurred_at + SECOND * 90);
}

#[tokio::test]
async fn a_report_is_of_the_last_seven_days_and_of_an_account_of_the_institution() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let at = |ago: SignedDuration| EventReport {
        occurred_at: clinic.clock.now() - ago,
        ..screenshot(&clinic)
    };
    let stranger = EventReport {
        account: "nobody".parse().unwrap(),
        ..screenshot(&clinic)
    };
    for refused in [at(REPORTABLE + SECOND), at(-AHEAD - SECOND), stranger] {
        let refused = phone.client.report_event(&refused, &key()).await;
        assert_refused(refused, Code::RequestMalformed, 400);
    }
    for report in [at(REPORTABLE), at(SECOND * -60)] {
        phone.client.report_event(&report, &key()).await.unwrap();
    }
    // Nobody but a registered device reports anything.
    let nobody = clinic.client(None, &clinic.clock);
    let refused = nobody.report_event(&at(SECOND), &key()).await;
    assert_refused(refused, Code::DeviceCertificateMissing, 401);
}

#[tokio::test]
async fn what_a_fast_clock_puts_into_the_future_counts_as_of_now() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let now = clinic.clock.now();
    for (ahead, counts) in [
        (SECOND * 60, now + SECOND * 60),
        (SECOND * 61, now),
        (AHEAD, now),
    ] {
        let report = EventReport {
            occurred_at: now + ahead,
            ..screenshot(&clinic)
        };
        phone.client.report_event(&report, &key()).await.unwrap();
        let (entries, _) = phone.page(None).await;
        assert_eq!(entries[0].subject, Some(counts.to_string()));
    }
}

#[tokio::test]
async fn a_device_reports_so_much_in_an_hour_and_no_more() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let (report, first) = (screenshot(&clinic), key());
    phone.client.report_event(&report, &first).await.unwrap();
    for _ in 1..MOST_IN_AN_HOUR {
        phone.client.report_event(&report, &key()).await.unwrap();
    }
    let refused = phone.client.report_event(&report, &key()).await;
    assert_refused(refused, Code::TooManyRequests, 429);
    // What is recorded is not refused when its answer was lost.
    phone.client.report_event(&report, &first).await.unwrap();
    // Others have their own.
    let other = clinic.lasting_phone().await;
    other.client.report_event(&report, &key()).await.unwrap();
    clinic.pass(SignedDuration::from_hours(1));
    phone.client.report_event(&report, &key()).await.unwrap();
}

#[tokio::test]
async fn the_key_of_a_report_is_forgotten_when_the_report_is_too_old_to_count_again() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let (report, key) = (screenshot(&clinic), key());
    phone.client.report_event(&report, &key).await.unwrap();
    let forgotten = async || tidy(&clinic.database, clinic.clock.now()).await.unwrap();
    clinic.pass(REMEMBERED);
    assert_eq!(forgotten().await.reports, 0);
    clinic.pass(SECOND);
    assert_eq!(forgotten().await.reports, 1);
    let late = phone.client.report_event(&report, &key).await;
    assert_refused(late, Code::RequestMalformed, 400);
}

#[tokio::test]
async fn an_account_reads_what_it_has_done_itself_page_by_page() {
    let clinic = Clinic::open().await;
    let (phone, other) = (clinic.phone().await, clinic.phone().await);
    let doctor = other.sign_in("doctor01").await.unwrap();
    doctor.visit(&clinic, "T01").await.unwrap();
    // The console is used by the same accounts.
    let before = phone.actions().await.len();
    for number in 0..60 {
        clinic.pass(SECOND);
        let report = screenshot(&clinic);
        let reporting = if number % 2 == 0 { &phone } else { &doctor };
        reporting
            .client
            .report_event(&report, &key())
            .await
            .unwrap();
    }
    let (first, cursor) = phone.page(None).await;
    assert_eq!(first.len(), 50);
    let cursor = cursor.unwrap();
    let (second, none) = phone.page(Some(cursor.clone())).await;
    assert_eq!((second.len(), none), (before + 10, None));
    let all = [first, second].concat();
    assert!(all.is_sorted_by(|newer, older| newer.at >= older.at));
    // Two phones have said so of this account, and of nobody else's visit is anything told.
    let taken = |entry: &&HistoryEntry| entry.action == "screenshot-taken";
    assert_eq!(all.iter().filter(taken).count(), 60);
    assert!(all.iter().all(|entry| entry.action != "presence-verified"));
    let of_doctor = doctor.actions().await;
    assert!(of_doctor.iter().any(|action| action == "presence-verified"));
    assert!(of_doctor.iter().all(|action| action != "screenshot-taken"));
    for wrong in [cursor, "AAAA".to_owned(), "?".to_owned()] {
        let query = HistoryQuery {
            cursor: Some(wrong),
        };
        let refused = doctor.session.history(&query).await;
        assert_refused(refused, Code::SearchMalformed, 400);
    }
}

#[tokio::test]
async fn the_list_of_phones_is_empty_until_one_is_imported() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let empty = phone.session.supported_devices().await.unwrap();
    assert_eq!(empty, SupportedDevicesResponse::default());
    let list = |name: &str| SupportedDevicesResponse {
        source: Some(DeviceListSource {
            name: "An example list".to_owned(),
            published_on: "2026-11-01".parse().unwrap(),
            imported_at: clinic.clock.now(),
        }),
        devices: vec![SupportedDevice {
            model: None,
            name: name.to_owned(),
            visual: false,
        }],
    };
    for name in ["Example Phone 1", "Example Phone 2"] {
        let imported = list(name);
        supported_devices::replace(&clinic.database, &imported)
            .await
            .unwrap();
        assert_eq!(phone.session.supported_devices().await.unwrap(), imported);
    }
    let nobody = phone.client.session(SessionToken::new(String::new()));
    let refused: Result<_, ApiError> = nobody.supported_devices().await;
    assert_refused(refused, Code::SessionEnded, 401);
}
