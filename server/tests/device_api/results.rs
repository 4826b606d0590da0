//! 資格確認結果検索: who may search, what is found, and in which order.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::civil::Date;
use kyotaku_core::api::ApiError;
use kyotaku_core::wire::api::{
    Profile, ReauthRequest, ResultQuery, ResultSummary, ResultsResponse,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::ConsentItems;
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::qualification::QualificationValidity;
use kyotaku_server::housekeeping::tidy;
use kyotaku_server::sessions::hash_of;
use kyotaku_server::store;
use kyotaku_server::store::entity::{audit_event, challenge, result, visit};
use kyotaku_server::store::kana::fold;
use kyotaku_server::store::reception::ReceptionNumber;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use uuid::Uuid;

use crate::clinic::{CLINIC, Clinic, assert_refused};
use crate::phone::{Phone, password_of};
use crate::transport::send;

const OTHER: &str = "9969999011";

impl Clinic {
    /// A phone whose user has just entered the password again.
    pub(crate) async fn searching_phone(&self) -> Phone {
        let phone = self.phone().await;
        self.password_entered(&phone).await;
        phone
    }

    /// The same on the next day, when the session has ended.
    async fn searching_again(&self, phone: Phone) -> Phone {
        let phone = phone.sign_in("staff11").await.unwrap();
        self.password_entered(&phone).await;
        phone
    }

    pub(crate) async fn password_entered(&self, phone: &Phone) {
        let until = self.clock.now() + SignedDuration::from_hours(24);
        let token = hash_of(&phone.token);
        let counts = store::session::set_reauth(&self.database, &phone.id, &token, until);
        assert!(counts.await.unwrap());
    }

    /// Adds results that look like an earlier one; `change` makes each of them another.
    async fn multiply(&self, count: i64, change: impl Fn(i64, &mut result::Model)) {
        let database = &self.database;
        let one = |found: Result<Option<result::Model>, _>| found.unwrap().unwrap();
        let original = one(result::Entity::find().one(database).await);
        let of_visit = visit::Entity::find_by_id(original.visit)
            .one(database)
            .await;
        let of_visit = of_visit.unwrap().unwrap();
        let asked = challenge::Entity::find_by_id(original.visit)
            .one(database)
            .await;
        let asked = asked.unwrap().unwrap();
        let (mut challenges, mut visits, mut results) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..count {
            let id = Uuid::new_v4();
            challenges.push(
                challenge::Model {
                    id,
                    idempotency_key: id.to_string(),
                    ..asked.clone()
                }
                .into_active_model(),
            );
            visits.push(
                visit::Model {
                    challenge: id,
                    receipt_id: None,
                    reception_number: None,
                    ..of_visit.clone()
                }
                .into_active_model(),
            );
            let mut copy = result::Model {
                id,
                visit: id,
                place: original.place + 1 + number,
                ..original.clone()
            };
            change(number, &mut copy);
            results.push(copy.into_active_model());
        }
        let insert = challenge::Entity::insert_many(challenges);
        insert.exec_without_returning(database).await.unwrap();
        let insert = visit::Entity::insert_many(visits);
        insert.exec_without_returning(database).await.unwrap();
        let insert = result::Entity::insert_many(results);
        insert.exec_without_returning(database).await.unwrap();
    }
}

impl Phone {
    pub(crate) async fn confirmed(&self, clinic: &Clinic, card: &str) -> String {
        let visit = self.visit(clinic, card).await.unwrap();
        let consent = clinic.agrees(&visit, ConsentItems::NONE);
        self.answer(&consent).await.unwrap().reception_number
    }

    async fn search(&self, query: ResultQuery) -> Result<ResultsResponse, ApiError> {
        self.session.results(&query).await
    }

    async fn numbers(&self, query: ResultQuery) -> Vec<String> {
        let found = self.search(query).await.unwrap();
        assert_eq!(found.next_cursor, None);
        numbers(&found.results)
    }
}

fn texts(numbers: &[&String]) -> Vec<String> {
    numbers.iter().map(|number| (*number).clone()).collect()
}

fn numbers(results: &[ResultSummary]) -> Vec<String> {
    let numbers = results.iter();
    numbers.map(|one| one.reception_number.clone()).collect()
}

fn everything() -> ResultQuery {
    ResultQuery::default()
}

fn by_kana(kana: &str) -> ResultQuery {
    ResultQuery {
        kana: Some(kana.to_owned()),
        ..everything()
    }
}

/// SD-12.
#[tokio::test]
async fn the_result_of_a_patient_who_consented_is_found_and_shown() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    clinic.pass(SignedDuration::from_mins(1));
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    let found = phone.search(everything()).await.unwrap();
    assert_eq!(found.next_cursor, None);
    let [summary] = found.results.as_slice() else {
        panic!("not one result")
    };
    assert_eq!(summary.reception_number, answer.reception_number);
    assert_eq!(summary.confirmed_at, clinic.clock.now());
    assert_eq!(summary.care_kind, CareKind::HomeVisit);
    assert_eq!(summary.method, Method::Pin);
    assert_eq!(summary.qualification_validity, QualificationValidity::Valid);
    assert_eq!(summary.name, visit.person.name);
    assert_eq!(summary.name_kana, visit.person.name_kana);
    assert_eq!(summary.birthdate, visit.person.birthdate);
    assert_eq!(summary.reference_number.as_deref(), Some("0000000101"));
    let detail = phone
        .session
        .result(&answer.reception_number)
        .await
        .unwrap();
    assert_eq!(detail.reception_number, answer.reception_number);
    assert_eq!(detail.confirmed_at, summary.confirmed_at);
    assert_eq!(detail.person, visit.person);
    assert_eq!(detail.consent, Some(answer.consent));
    assert_eq!(detail.qualification, answer.qualification);
    // It stays when what was told to the phone is forgotten.
    clinic.pass(SignedDuration::from_hours(13));
    let phone = clinic.searching_again(phone).await;
    let forgotten = tidy(&clinic.database, clinic.clock.now()).await.unwrap();
    assert_eq!(forgotten.answers, 2);
    let again = phone.session.result(&answer.reception_number).await;
    assert_eq!(again.unwrap(), detail);
}

#[tokio::test]
async fn a_result_without_consent_is_found_as_well() {
    let clinic = Clinic::without_consent().await;
    let told = clinic.client(None, &clinic.clock).status().await.unwrap();
    assert_eq!(told.profile, Profile::QualificationOnly);
    let phone = clinic.searching_phone().await;
    let visit = phone.visit(&clinic, "T02").await.unwrap();
    let number = visit.reception_number.unwrap();
    assert_eq!(phone.numbers(everything()).await, [number.as_str()]);
    let detail = phone.session.result(&number).await.unwrap();
    assert_eq!(detail.consent, None);
    assert_eq!(Some(detail.qualification), visit.qualification);
    assert_eq!(detail.confirmed_at, visit.verified_at);
}

#[tokio::test]
async fn results_are_shown_for_five_minutes_after_the_password() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let number = phone.confirmed(&clinic, "T01").await;
    let refused = async |code, status| {
        assert_refused(phone.search(everything()).await, code, status);
        assert_refused(phone.session.result(&number).await, code, status);
    };
    refused(Code::ReauthNeeded, 403).await;
    let password = password_of("staff11");
    let request = ReauthRequest { password };
    phone.session.reauthenticate(&request).await.unwrap();
    assert_eq!(phone.numbers(everything()).await, [number.as_str()]);
    clinic.pass(SignedDuration::from_mins(5) - SignedDuration::from_secs(1));
    assert!(phone.session.result(&number).await.is_ok());
    clinic.pass(SignedDuration::from_secs(1));
    refused(Code::ReauthNeeded, 403).await;
    phone.session.sign_out().await.unwrap();
    refused(Code::SessionEnded, 401).await;
}

#[tokio::test]
async fn every_condition_finds_what_it_says() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let hanako = phone.confirmed(&clinic, "T01").await;
    let taro = phone.confirmed(&clinic, "T02").await;
    let anna = phone.confirmed(&clinic, "T12").await;
    for (kana, found) in [
        ("ｼｹﾝ ﾊﾅｺ", vec![&hanako]),
        ("シケンハナコ", vec![&hanako]),
        ("しけん", vec![&hanako]),
        ("さんこう", vec![&taro]),
        ("じょんそん　あんな", vec![&anna]),
        ("ｼﾞﾖﾝ", vec![&anna]),
        ("シ", vec![&hanako]),
        ("ハナコ", vec![]),
        ("シケンハナコサン", vec![]),
    ] {
        assert_eq!(phone.numbers(by_kana(kana)).await, texts(&found), "{kana}");
    }
    let born = |day: &str| ResultQuery {
        birthdate: Some(day.parse().unwrap()),
        ..everything()
    };
    assert_eq!(phone.numbers(born("1945-01-01")).await, [hanako.as_str()]);
    assert!(phone.numbers(born("1945-01-02")).await.is_empty());
    let known_as = |number: &str| ResultQuery {
        reference_number: Some(number.to_owned()),
        ..everything()
    };
    assert_eq!(phone.numbers(known_as("0000000102")).await, [taro.as_str()]);
    assert!(phone.numbers(known_as("000000010")).await.is_empty());
    let of = |care_kind| ResultQuery {
        care_kind: Some(care_kind),
        ..everything()
    };
    let all = [&anna, &taro, &hanako].map(String::as_str);
    assert_eq!(phone.numbers(of(CareKind::HomeVisit)).await, all);
    assert!(phone.numbers(of(CareKind::Outpatient)).await.is_empty());
    let together = |kana: &str| ResultQuery {
        care_kind: Some(CareKind::HomeVisit),
        reference_number: Some("0000000101".to_owned()),
        kana: Some(kana.to_owned()),
        ..born("1945-01-01")
    };
    assert_eq!(phone.numbers(together("しけん")).await, [hanako.as_str()]);
    assert!(phone.numbers(together("さんこう")).await.is_empty());
}

#[tokio::test]
async fn days_are_days_in_japan_and_both_ends_belong_to_the_period() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let today = phone.confirmed(&clinic, "T01").await;
    // Midnight in Japan.
    clinic.pass(SignedDuration::from_hours(12));
    let phone = clinic.searching_again(phone).await;
    let tomorrow = phone.confirmed(&clinic, "T01").await;
    let (first, second) = (Date::constant(2026, 11, 22), Date::constant(2026, 11, 23));
    for (from, to, found) in [
        (None, None, vec![&tomorrow, &today]),
        (Some(first), Some(first), vec![&today]),
        (Some(second), Some(second), vec![&tomorrow]),
        (Some(first), Some(second), vec![&tomorrow, &today]),
        (Some(second), None, vec![&tomorrow]),
        (None, Some(first), vec![&today]),
        (
            None,
            Some(Date::constant(2026, 12, 22)),
            vec![&tomorrow, &today],
        ),
        (None, Some(Date::constant(2026, 12, 23)), vec![&tomorrow]),
        (None, Some(Date::constant(2026, 12, 24)), vec![]),
        (None, Some(Date::constant(2026, 11, 21)), vec![]),
    ] {
        let query = ResultQuery {
            from,
            to,
            ..everything()
        };
        assert_eq!(phone.numbers(query).await, texts(&found), "{from:?} {to:?}");
    }
}

#[tokio::test]
async fn a_name_is_found_in_every_month_of_the_period() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let before = phone.confirmed(&clinic, "T01").await;
    let after = ReceptionNumber::at(ReceptionNumber::first_place_of(Date::constant(2026, 12, 3)));
    let next_month = |_, copy: &mut result::Model| {
        copy.place = after.place();
        copy.month = after.month();
    };
    clinic.multiply(1, next_month).await;
    let query = ResultQuery {
        kana: Some("しけん".to_owned()),
        from: Some(Date::constant(2026, 11, 20)),
        to: Some(Date::constant(2026, 12, 10)),
        ..everything()
    };
    let after = after.to_string();
    assert_eq!(phone.numbers(query).await, texts(&[&after, &before]));
}

#[tokio::test]
async fn what_databases_read_as_patterns_are_names_nobody_has() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    phone.confirmed(&clinic, "T01").await;
    for text in [
        "%",
        "_",
        "シ%",
        "シ_ン",
        "*",
        "\\",
        "'",
        "\" OR 1=1 --",
        "\0",
        "シ\u{10FFFF}",
    ] {
        assert!(phone.numbers(by_kana(text)).await.is_empty(), "{text}");
        let query = ResultQuery {
            reference_number: Some(text.to_owned()),
            ..everything()
        };
        assert!(phone.numbers(query).await.is_empty(), "{text}");
    }
}

#[tokio::test]
async fn an_institution_finds_and_sees_its_own_results_only() {
    let clinic = Clinic::open().await;
    let here = clinic.searching_phone().await;
    let there = clinic.phone_at(OTHER, &clinic.database).await;
    clinic.password_entered(&there).await;
    let foreign = there.confirmed(&clinic, "T01").await;
    let foreign_too = there.confirmed(&clinic, "T02").await;
    let own = here.confirmed(&clinic, "T01").await;
    // Their first numbers of the day are alike, and lead each to its own.
    assert_eq!(own, foreign);
    for query in [everything(), by_kana("シケン")] {
        assert_eq!(here.numbers(query).await, [own.as_str()]);
    }
    assert!(here.numbers(by_kana("サンコウ")).await.is_empty());
    assert!(here.session.result(&own).await.is_ok());
    let refused = here.session.result(&foreign_too).await;
    assert_refused(refused, Code::ResultUnknown, 404);
}

#[tokio::test]
async fn whatever_is_no_number_of_a_result_is_unknown() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    phone.confirmed(&clinic, "T01").await;
    for number in [
        "2026112200002",
        "2026112100001",
        "20261122000001",
        "2026112200001 ",
        "２０２６１１２２００００１",
        "%",
        "a/b",
        "20261122888888888888888",
    ] {
        let refused = phone.session.result(number).await;
        assert_refused(refused, Code::ResultUnknown, 404);
    }
    // Bytes that are no text.
    let head = "GET /v1/qualifications/%FF HTTP/1.1";
    let answer = send(&clinic, &phone, head, b"").await;
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("MKA-E4006"), "{}", answer.body);
}

#[tokio::test]
async fn a_search_that_means_nothing_or_too_much_is_refused() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let day = Date::constant;
    let period = |from, to| ResultQuery {
        from: Some(from),
        to: Some(to),
        ..everything()
    };
    let month = phone
        .search(period(day(2026, 10, 1), day(2026, 10, 31)))
        .await;
    assert!(month.is_ok());
    let more = phone
        .search(period(day(2026, 10, 1), day(2026, 11, 1)))
        .await;
    assert_refused(more, Code::SearchTooWide, 422);
    let reversed = phone
        .search(period(day(2026, 10, 2), day(2026, 10, 1)))
        .await;
    assert_refused(reversed, Code::SearchMalformed, 400);
    for conditions in [
        "kana=",
        "kana=%20",
        "referenceNumber=",
        "from=yesterday",
        "birthdate=19450000",
        "careKind=emergency",
        "cursor=AAAA",
        "limit=1000",
        "institution=9969999011",
        "kana=a&kana=b",
    ] {
        let head = format!("GET /v1/qualifications?{conditions} HTTP/1.1");
        let answer = send(&clinic, &phone, &head, b"").await;
        assert_eq!(answer.status, 400, "{conditions}");
        assert!(answer.body.contains("MKA-E4008"), "{conditions}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_doubles_or_gaps_while_results_arrive() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let first = phone.confirmed(&clinic, "T01").await;
    clinic.multiply(120, |_, _| ()).await;
    let before: Vec<_> = (1..=121)
        .rev()
        .map(|drawn| format!("20261122{drawn:05}"))
        .collect();
    assert_eq!(before.last(), Some(&first));
    for mut query in [everything(), by_kana("し")] {
        let mut seen = Vec::new();
        loop {
            let page = phone.search(query.clone()).await.unwrap();
            seen.extend(numbers(&page.results));
            // Two more visits, one of another name.
            let newest = clinic.newest().await;
            clinic
                .multiply(2, |number, copy| {
                    copy.place = newest + 1 + number;
                    if number == 1 {
                        copy.kana = fold("サンコウ").into_bytes();
                    }
                })
                .await;
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        let different: BTreeSet<_> = seen.iter().collect();
        assert_eq!(different.len(), seen.len(), "doubles");
        assert!(seen.ends_with(&before), "gaps: {seen:?}");
        assert!(seen.is_sorted_by(|one, next| one > next), "newest first");
    }
}

impl Clinic {
    async fn newest(&self) -> i64 {
        let rows = result::Entity::find().all(&self.database).await.unwrap();
        rows.iter().map(|row| row.place).max().unwrap()
    }
}

#[tokio::test]
async fn two_hundred_results_are_listed_and_no_more() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    phone.confirmed(&clinic, "T01").await;
    clinic.multiply(260, |_, _| ()).await;
    let mut query = everything();
    let mut pages = Vec::new();
    loop {
        let page = phone.search(query.clone()).await.unwrap();
        pages.push(page.results.len());
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(pages, [50, 50, 50, 50]);
}

#[tokio::test]
async fn a_cursor_goes_on_with_its_own_search_only() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let elsewhere = clinic.phone_at(OTHER, &clinic.database).await;
    clinic.password_entered(&elsewhere).await;
    let colleague = clinic.searching_phone().await;
    phone.confirmed(&clinic, "T01").await;
    clinic.multiply(60, |_, _| ()).await;
    let page = phone.search(by_kana("シケン")).await.unwrap();
    let cursor = page.next_cursor.unwrap();
    let with = |query: ResultQuery, cursor: &str| ResultQuery {
        cursor: Some(cursor.to_owned()),
        ..query
    };
    let care = ResultQuery {
        care_kind: Some(CareKind::HomeVisit),
        ..by_kana("シケン")
    };
    let mut changed = cursor.clone();
    changed.replace_range(
        5..6,
        if cursor.as_bytes()[5] == b'A' {
            "B"
        } else {
            "A"
        },
    );
    for query in [
        with(everything(), &cursor),
        with(by_kana("シ"), &cursor),
        with(care, &cursor),
        with(by_kana("シケン"), &changed),
        with(by_kana("シケン"), &cursor[..cursor.len() - 2]),
        with(by_kana("シケン"), ""),
    ] {
        let refused = phone.search(query).await;
        assert_refused(refused, Code::SearchMalformed, 400);
    }
    let refused = elsewhere.search(with(by_kana("シケン"), &cursor)).await;
    assert_refused(refused, Code::SearchMalformed, 400);
    for phone in [&phone, &colleague] {
        let next = phone
            .search(with(by_kana("シケン"), &cursor))
            .await
            .unwrap();
        assert_eq!(next.results.len(), 11);
    }
    // On the next day the period without days is another one, but not for a search that has begun.
    clinic.pass(SignedDuration::from_hours(12));
    let phone = clinic.searching_again(phone).await;
    let next = phone
        .search(with(by_kana("シケン"), &cursor))
        .await
        .unwrap();
    assert_eq!(next.results.len(), 11);
}

#[tokio::test]
async fn searching_and_looking_are_audited_without_what_was_searched_for() {
    let clinic = Clinic::open().await;
    let phone = clinic.searching_phone().await;
    let number = phone.confirmed(&clinic, "T01").await;
    phone.search(by_kana("シケン")).await.unwrap();
    phone.session.result(&number).await.unwrap();
    // What is refused shows nothing.
    assert!(phone.session.result("2026112299999").await.is_err());
    let events = audit_event::Entity::find()
        .filter(audit_event::Column::Institution.eq(CLINIC))
        .all(&clinic.database)
        .await
        .unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| (event.action.as_str(), event.subject.as_deref()))
        .collect();
    let visit = told
        .iter()
        .position(|(action, _)| *action == "presence-verified");
    let visit = visit.unwrap();
    assert_eq!(
        told[visit + 1..],
        [
            ("consent-registered", Some(number.as_str())),
            ("results-searched", None),
            ("result-viewed", Some(number.as_str())),
        ]
    );
    let actor = format!("account:staff11@{}", phone.id);
    let by_user = |event: &audit_event::Model| event.actor == actor;
    assert!(events[visit..].iter().all(by_user));
}
