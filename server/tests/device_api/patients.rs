//! The patients in a continuing relation: who is listed, in which order, and what is told of them.

use jiff::SignedDuration;
use jiff::civil::Date;
use kyotaku_core::api::ApiError;
use kyotaku_core::wire::api::{AcceptedStanding, Patient, PatientsQuery, PatientsResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::ConsentItems;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::QualificationValidity;
use kyotaku_server::store::entity::{person, relation};
use sea_orm::prelude::TimeDateTimeWithTimeZone;
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

use crate::clinic::{CLINIC, Clinic, assert_refused};
use crate::phone::Phone;

const OTHER: &str = "9969999011";

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Clinic {
    /// A phone whose session does not end, and whose user has just entered the password again.
    async fn listing_phone(&self) -> Phone {
        let phone = self.lasting_phone().await;
        self.password_entered(&phone).await;
        phone
    }

    /// Adds patients who are like the first one but for their names.
    async fn multiply_patients(&self, count: usize) {
        let database = &self.database;
        let one = relation::Entity::find()
            .one(database)
            .await
            .unwrap()
            .unwrap();
        let of_one = person::Entity::find_by_id(one.person.clone());
        let of_one = of_one.one(database).await.unwrap().unwrap();
        for number in 0..count {
            let person = format!("M{number}");
            let row = person::Model {
                id: person.clone(),
                ..of_one.clone()
            };
            let insert = person::Entity::insert(row.into_active_model());
            insert.exec_without_returning(database).await.unwrap();
            let row = relation::Model {
                id: Uuid::new_v4(),
                person,
                // Two of each name.
                kana: format!("ア{:03}", number / 2).into_bytes(),
                place: one.place + 1 + i64::try_from(number).unwrap(),
                ..one.clone()
            };
            let insert = relation::Entity::insert(row.into_active_model());
            insert.exec_without_returning(database).await.unwrap();
        }
    }
}

impl Phone {
    async fn patients(&self, query: PatientsQuery) -> Result<PatientsResponse, ApiError> {
        self.session.patients(&query).await
    }

    async fn names(&self, query: PatientsQuery) -> Vec<String> {
        let listed = self.patients(query).await.unwrap();
        assert_eq!(listed.next_cursor, None);
        names(&listed.patients)
    }
}

fn names(patients: &[Patient]) -> Vec<String> {
    let patients = patients.iter();
    patients.map(|one| one.person.name_kana.clone()).collect()
}

fn everybody() -> PatientsQuery {
    PatientsQuery::default()
}

fn by_kana(kana: &str) -> PatientsQuery {
    PatientsQuery {
        kana: Some(kana.to_owned()),
        ..everybody()
    }
}

fn between(from: Option<Date>, to: Option<Date>) -> PatientsQuery {
    PatientsQuery {
        from,
        to,
        ..everybody()
    }
}

#[tokio::test]
async fn a_patient_is_listed_with_what_staff_ask_again_by() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    clinic.pass(SignedDuration::from_mins(3));
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    let listed = phone.patients(everybody()).await.unwrap();
    assert_eq!(listed.next_cursor, None);
    let [patient] = listed.patients.as_slice() else {
        panic!("not one patient")
    };
    assert_eq!(patient.reception_number, answer.reception_number);
    assert_eq!(patient.person, visit.person);
    assert_eq!(patient.confirmed_at, clinic.clock.now());
    assert_eq!(patient.card_checked_at, visit.verified_at);
    assert_eq!(patient.qualification_validity, QualificationValidity::Valid);
    assert_eq!(patient.consent, Some(answer.consent));
    let standing = visit.certificate_standing;
    assert_eq!(patient.certificate_standing, Some(standing.standing));
    assert_eq!(patient.certificate_not_after, standing.not_after);
    assert_eq!(patient.certificate_code, standing.code);
    assert_eq!(patient.requery_refused, None);
    // Asked for again, the patient has another last result, and the card check that was.
    clinic.pass(DAY);
    clinic.insurers_report().await;
    let told = phone.requery(&patient.reception_number).await.unwrap();
    clinic.password_entered(&phone).await;
    let later = phone.patients(everybody()).await.unwrap();
    let [later] = later.patients.as_slice() else {
        panic!("not one patient")
    };
    assert_eq!(later.reception_number, told.result.reception_number);
    assert_eq!(later.confirmed_at, clinic.clock.now());
    assert_eq!(later.card_checked_at, patient.card_checked_at);
    assert_eq!(later.consent, told.result.consent);
}

#[tokio::test]
async fn patients_are_listed_by_name_and_only_those_of_home_visits() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    for card in ["T01", "T12", "T02", "T01"] {
        phone.confirmed(&clinic, card).await;
    }
    let visit = phone.visit_of(&clinic, "T10", CareKind::Outpatient).await;
    phone.answer(&clinic.everything(&visit)).await.unwrap();
    let [taro, hanako, anna] = ["ｻﾝｺｳ ﾀﾛｳ", "ｼｹﾝ ﾊﾅｺ", "ｼﾞｮﾝｿﾝ ｱﾝﾅ"];
    let all = phone.names(everybody()).await;
    assert_eq!(all.len(), 3);
    assert_eq!(all[..2], [taro, hanako]);
    assert!(all[2].starts_with(anna), "{}", all[2]);
    assert_eq!(phone.names(by_kana("しけん")).await, [hanako]);
    assert_eq!(phone.names(by_kana("ｼ")).await, [hanako]);
    assert!(phone.names(by_kana("ミホン")).await.is_empty());
    assert!(phone.names(by_kana("%")).await.is_empty());
    let elsewhere = clinic.phone_at(OTHER, &clinic.database).await;
    clinic.password_entered(&elsewhere).await;
    assert!(elsewhere.names(everybody()).await.is_empty());
    elsewhere.confirmed(&clinic, "T01").await;
    assert_eq!(elsewhere.names(everybody()).await, [hanako]);
    assert_eq!(phone.names(everybody()).await, all);
}

#[tokio::test]
async fn the_patients_of_a_day_are_those_last_confirmed_on_it() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    let number = phone.confirmed(&clinic, "T01").await;
    phone.confirmed(&clinic, "T02").await;
    // Midnight in Japan.
    clinic.pass(SignedDuration::from_hours(12));
    phone.requery(&number).await.unwrap();
    clinic.password_entered(&phone).await;
    let [first, second] = [Date::constant(2026, 11, 22), Date::constant(2026, 11, 23)];
    let [taro, hanako] = ["ｻﾝｺｳ ﾀﾛｳ", "ｼｹﾝ ﾊﾅｺ"];
    for (from, to, expected) in [
        (Some(first), Some(first), &[taro][..]),
        (Some(second), Some(second), &[hanako]),
        (Some(first), Some(second), &[taro, hanako]),
        (Some(second), None, &[hanako]),
        (None, Some(first), &[taro]),
        (None, Some(Date::constant(2020, 1, 1)), &[]),
    ] {
        let listed = phone.names(between(from, to)).await;
        assert_eq!(listed, expected, "{from:?} {to:?}");
        let named = PatientsQuery {
            kana: Some("サ".to_owned()),
            ..between(from, to)
        };
        let expected = expected.contains(&taro);
        assert_eq!(!phone.names(named).await.is_empty(), expected);
    }
}

#[tokio::test]
async fn pages_follow_one_another_and_lose_nobody() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    phone.confirmed(&clinic, "T01").await;
    clinic.multiply_patients(119).await;
    let today = Date::constant(2026, 11, 22);
    for query in [everybody(), between(Some(today), Some(today))] {
        let (mut numbers, mut sizes) = (Vec::new(), Vec::new());
        let mut page = query.clone();
        loop {
            let listed = phone.patients(page.clone()).await.unwrap();
            sizes.push(listed.patients.len());
            numbers.extend(listed.patients.into_iter().map(|one| one.reception_number));
            page.cursor = listed.next_cursor;
            if page.cursor.is_none() {
                break;
            }
        }
        assert_eq!(sizes, [50, 50, 20]);
        // By name: the one whom the others are made of comes last.
        assert_eq!(numbers.last().map(String::as_str), Some("2026112200001"));
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 120);
    }
    let cursor = phone.patients(everybody()).await.unwrap().next_cursor;
    let refused =
        |query| async { assert_refused(phone.patients(query).await, Code::SearchMalformed, 400) };
    refused(PatientsQuery {
        cursor: cursor.clone(),
        ..by_kana("ア")
    })
    .await;
    for text in ["", "AAAA", "!", &cursor.clone().unwrap()[1..]] {
        refused(PatientsQuery {
            cursor: Some(text.to_owned()),
            ..everybody()
        })
        .await;
    }
    let elsewhere = clinic.phone_at(OTHER, &clinic.database).await;
    clinic.password_entered(&elsewhere).await;
    let foreign = PatientsQuery {
        cursor,
        ..everybody()
    };
    let answer = elsewhere.patients(foreign).await;
    assert_refused(answer, Code::SearchMalformed, 400);
}

#[tokio::test]
async fn conditions_that_mean_nothing_are_refused() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    let [first, second] = [Date::constant(2026, 11, 22), Date::constant(2026, 11, 23)];
    for query in [
        between(Some(second), Some(first)),
        between(None, Some(Date::MAX)),
        by_kana(""),
        by_kana("　"),
        by_kana(&"ア".repeat(41)),
    ] {
        let refused = phone.patients(query).await;
        assert_refused(refused, Code::SearchMalformed, 400);
    }
}

#[tokio::test]
async fn the_list_says_how_the_certificate_stands_now() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    let visit = phone.visit(&clinic, "T13").await.unwrap();
    let answer = clinic.agrees(&visit, ConsentItems::NONE);
    phone.answer(&answer).await.unwrap();
    let patient = async || {
        let listed = phone.patients(everybody()).await.unwrap();
        let [patient] = listed.patients.as_slice() else {
            panic!("not one patient")
        };
        patient.clone()
    };
    // It had ended when the card was checked.
    assert_eq!(
        patient().await.certificate_code.as_deref(),
        Some("MKA-E2020")
    );
    let now = clinic.clock.now();
    for (days, standing, code) in [
        (100, Some(AcceptedStanding::Valid), None),
        (1, Some(AcceptedStanding::Expiring), Some("MKA-W2023")),
        (-1, Some(AcceptedStanding::Grace), Some("MKA-E2020")),
        (-130, None, Some("MKA-E2021")),
    ] {
        let not_after = now + DAY * days;
        let column = TimeDateTimeWithTimeZone::from_unix_timestamp(not_after.as_second());
        relation::Entity::update_many()
            .col_expr(
                relation::Column::CertificateNotAfter,
                column.unwrap().into(),
            )
            .exec(&clinic.database)
            .await
            .unwrap();
        let patient = patient().await;
        assert_eq!(patient.certificate_standing, standing);
        assert_eq!(patient.certificate_code.as_deref(), code);
        assert_eq!(patient.certificate_not_after, not_after);
        // The card is not used again, so its certificate stops nothing.
        assert_eq!(patient.requery_refused, None);
    }
}

#[tokio::test]
async fn the_list_says_of_a_revoked_consent_that_asking_again_is_refused() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    phone.confirmed(&clinic, "T01").await;
    phone.confirmed(&clinic, "T02").await;
    clinic.revoke_consents_of("T01").await;
    let listed = phone.patients(everybody()).await.unwrap().patients;
    let told = listed.iter().map(|one| {
        let ended = one.consent.as_ref().and_then(|consent| consent.ended);
        (ended.is_some(), one.requery_refused.as_deref())
    });
    assert!(told.eq([(false, None), (true, Some("MKA-E3007"))]));
    // With the card again there is a new consent, and nothing in the way.
    phone.confirmed(&clinic, "T01").await;
    let listed = phone.patients(by_kana("シケン")).await.unwrap().patients;
    assert_eq!(listed[0].requery_refused, None);
    let items = listed[0].consent.as_ref().map(|consent| consent.items);
    assert_eq!(items, Some(ConsentItems::NONE));
}

#[tokio::test]
async fn a_late_delivery_does_not_make_the_last_card_check_an_earlier_one() {
    let clinic = Clinic::open().await;
    let phone = clinic.listing_phone().await;
    let early = phone.visit(&clinic, "T01").await.unwrap();
    let answered = clinic.agrees(&early, ConsentItems::NONE);
    clinic.pass(SignedDuration::from_hours(2));
    let late = phone.visit(&clinic, "T01").await.unwrap();
    let second = clinic.agrees(&late, ConsentItems::NONE);
    phone.answer(&second).await.unwrap();
    let last = phone.answer(&answered).await.unwrap();
    let listed = phone.patients(everybody()).await.unwrap().patients;
    assert_eq!(listed[0].reception_number, last.reception_number);
    assert_eq!(listed[0].card_checked_at, late.verified_at);
}

#[tokio::test]
async fn the_list_is_shown_for_minutes_after_the_password_and_every_look_is_recorded() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    phone.confirmed(&clinic, "T01").await;
    let refused = phone.patients(everybody()).await;
    assert_refused(refused, Code::ReauthNeeded, 403);
    clinic.password_entered(&phone).await;
    let before = clinic.events_of(CLINIC).await.len();
    phone.patients(by_kana("しけん")).await.unwrap();
    let actor = format!("account:staff11@{}", phone.id);
    let listed = (actor, "patients-listed".to_owned(), None);
    assert_eq!(clinic.events_of(CLINIC).await[before..], [listed]);
}
