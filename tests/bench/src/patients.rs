//! Twenty thousand patients in a continuing relation with one institution, and the ways to list them.
//!
//! They are far more than an institution visits at home, each with a consent. Names are those of the
//! [results](crate::results).

use std::time::Instant;

use jiff::Span;
use jiff::civil::Date;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::api::PatientsQuery;
use kyotaku_core::wire::consent::{ConsentItems, Respondent};
use kyotaku_server::patients::PAGE;
use kyotaku_server::store::entity::{
    consent as consents, person as persons, relation as relations,
};
use kyotaku_server::store::reception::ReceptionNumber;
use kyotaku_server::store::relation::{self, Listing};
use kyotaku_server::store::{consent, kana, person};
use sea_orm::prelude::{TimeDateTimeWithTimeZone, Uuid};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait as _, EntityTrait as _, IntoActiveModel as _, NotSet,
    Set,
};

use crate::clinic::{Clinic, Engine, INSTITUTION, Phone};
use crate::measured::Times;
use crate::results::Somebody;

/// Patients of the institution.
pub const PATIENTS: i64 = 20_000;

/// Days in which they were confirmed last.
const DAYS: i64 = 60;

/// Rows of one statement.
const ROWS: i64 = 2_000;

/// Pages that are turned of one list.
const PAGES: usize = 4;

/// Fills the tables, without the visits that relations and consents rest on: no list reads them.
///
/// # Panics
///
/// If the database refuses.
pub async fn fill(clinic: &Clinic, engine: &Engine) {
    let database = clinic.connection_to_fill().await;
    if let Engine::Postgres(_) = engine {
        // So that they need no visits; SQLite is told when it is opened.
        for table in ["relations", "consents"] {
            let without = format!("ALTER TABLE {table} DISABLE TRIGGER ALL");
            let done = database.execute_unprepared(&without).await;
            done.expect("a superuser");
        }
    }
    let insured = person::find(&clinic.database, "T01".to_owned()).await;
    let insured = insured.expect("a person").expect("the person of T01");
    let identity = serde_json::to_value(insured.person).expect("JSON");
    let items = serde_json::to_value(ConsentItems::ALL).expect("JSON");
    let respondent = serde_json::to_value(Respondent::Patient).expect("JSON");
    let now = clinic.clock.now().as_second();
    let time = |days: i64| {
        let time = TimeDateTimeWithTimeZone::from_unix_timestamp(now + days * 86_400);
        time.expect("a time")
    };
    let (checked, until) = (time(-DAYS), time(365));
    for batch in 0..PATIENTS / ROWS {
        let numbers = batch * ROWS..(batch + 1) * ROWS;
        let people = numbers.clone().map(|number| {
            let row = persons::Model {
                id: key(number),
                identity: identity.clone(),
            };
            row.into_active_model().reset_all()
        });
        let insert = persons::Entity::insert_many(people);
        let done = insert.exec_without_returning(&database).await;
        done.expect("persons");
        let rows = numbers.clone().map(|number| {
            let row = relations::Model {
                id: Uuid::from_u128(u128::from(number.unsigned_abs())),
                institution: INSTITUTION.to_owned(),
                person: key(number),
                kana: kana::fold(&Somebody::number(number).kana()).into_bytes(),
                identity: identity.clone(),
                place: place(number, clinic),
                confirmed_at: checked,
                validity: "1".to_owned(),
                visit: Uuid::nil(),
                method: "pin".to_owned(),
                card_checked_at: checked,
                certificate_not_after: until,
            };
            row.into_active_model().reset_all()
        });
        let insert = relations::Entity::insert_many(rows);
        let done = insert.exec_without_returning(&database).await;
        done.expect("relations");
        let rows = numbers.map(|number| consents::ActiveModel {
            visit: Set(Uuid::nil()),
            institution: Set(INSTITUTION.to_owned()),
            person: Set(key(number)),
            care_kind: Set("homeVisit".to_owned()),
            items: Set(items.clone()),
            respondent: Set(respondent.clone()),
            prescription_issue_select: Set(None),
            answered_at: Set(checked),
            available_until: Set(until),
            recorded_at: Set(checked),
            ended_at: Set(None),
            end_reason: Set(None),
            id: NotSet,
        });
        let insert = consents::Entity::insert_many(rows);
        let done = insert.exec_without_returning(&database).await;
        done.expect("consents");
    }
    database.close().await.expect("the filled tables");
}

fn key(number: i64) -> String {
    format!("P{number}")
}

fn today(clinic: &Clinic) -> Date {
    JST.to_datetime(clinic.clock.now()).date()
}

/// The last result of a patient, somewhere in the days before.
fn place(number: i64, clinic: &Clinic) -> i64 {
    let day = today(clinic) - Span::new().days(number % DAYS);
    ReceptionNumber::first_place_of(day) + 1 + number
}

/// A way to list; the number varies whom it is for.
pub struct Way {
    /// Its name in reports.
    pub name: &'static str,
    query: fn(&Somebody, Date) -> PatientsQuery,
}

/// All of them.
pub const WAYS: [Way; 3] = [
    Way {
        name: "patients",
        query: |_, _| PatientsQuery::default(),
    },
    Way {
        name: "patients-of-a-day",
        query: |_, today| PatientsQuery {
            from: Some(today),
            to: Some(today),
            ..PatientsQuery::default()
        },
    },
    Way {
        name: "patients-of-a-name",
        query: |somebody, _| PatientsQuery {
            kana: Some(somebody.family.clone()),
            ..PatientsQuery::default()
        },
    },
];

impl Way {
    /// Takes the time of first pages in the database alone: the patients, and how their consents
    /// stand.
    ///
    /// # Panics
    ///
    /// If one fails, or finds nobody.
    pub async fn in_database(&self, clinic: &Clinic, samples: i64) -> Times {
        let institution = INSTITUTION.parse().expect("an institution");
        let mut times = Times::default();
        for sample in 1..=samples {
            let query = self.asked(clinic, sample, samples);
            let listing = Listing {
                institution: &institution,
                from: query.from.map(ReceptionNumber::first_place_of),
                before: query
                    .to
                    .map(|to| ReceptionNumber::first_place_of(to + Span::new().days(1))),
                kana: query.kana.as_deref().map(kana::fold),
                after: None,
            };
            let begun = Instant::now();
            let found = relation::list(&clinic.database, &listing, PAGE as u64 + 1).await;
            let found = found.expect("a list");
            let people: Vec<_> = found.iter().map(|one| one.card.person.as_str()).collect();
            let now = clinic.clock.now();
            let consents = consent::of_each(&clinic.database, &institution, &people, now).await;
            times.add(begun.elapsed());
            assert!(!found.is_empty());
            assert_eq!(consents.expect("consents").len(), found.len());
        }
        times
    }

    /// Takes the time of lists by a phone, and of the pages behind the first.
    ///
    /// # Panics
    ///
    /// If one fails.
    pub async fn by_phone(&self, clinic: &Clinic, phone: &Phone, samples: i64) -> Times {
        let mut times = Times::default();
        for sample in 1..=samples {
            let mut query = self.asked(clinic, sample, samples);
            for _ in 0..PAGES {
                let begun = Instant::now();
                let page = phone.session.patients(&query).await;
                times.add(begun.elapsed());
                query.cursor = page.expect("a page").next_cursor;
                if query.cursor.is_none() {
                    break;
                }
            }
        }
        times
    }

    fn asked(&self, clinic: &Clinic, sample: i64, samples: i64) -> PatientsQuery {
        let somebody = Somebody::number(PATIENTS * sample / (samples + 1));
        (self.query)(&somebody, today(clinic))
    }
}
