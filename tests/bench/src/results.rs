//! A million results of one institution, and the ways to search them.
//!
//! They lie in the two years before the server's day. Names are made of syllables, some first ones
//! more frequent than others and some family names far more frequent than others, as in Japan: the
//! most frequent one is that of about one in fifty.

use std::time::Instant;

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::api::ResultQuery;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_server::results::{PAGE, PAGES};
use kyotaku_server::store::entity::result::{Entity, Model};
use kyotaku_server::store::reception::ReceptionNumber;
use kyotaku_server::store::result::{self, Search};
use kyotaku_server::store::{kana, person};
use sea_orm::prelude::{TimeDateTimeWithTimeZone, Uuid};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait as _, EntityTrait as _, IntoActiveModel as _,
};
use serde_json::Value;

use crate::clinic::{Clinic, Engine, INSTITUTION, Phone};
use crate::measured::Times;

/// Results of the institution.
pub const RESULTS: i64 = 1_000_000;

/// Days they lie in.
const DAYS: i64 = 730;

/// Days of a search.
const PERIOD: i64 = 31;

/// Rows of one statement; PostgreSQL takes 65,535 values.
const ROWS: i64 = 2_000;

const SYLLABLES: &str =
    "カサタヤハマアイオナコウキシスフクモトノミニツエテチヨワヒリホムルソレセネメケヌロユラ";

/// Family names there are, beginning with the most frequent.
const FAMILIES: u64 = 3_000;

/// Numbers that look random and are the same in every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Small ones more often.
    fn mostly_small(&mut self, end: u64) -> u64 {
        self.below(end) * self.below(end) / end
    }
}

/// Somebody, by number; always the same.
pub(crate) struct Somebody {
    pub(crate) family: String,
    given: String,
    birthdate: Date,
    reference_number: Option<String>,
    care_kind: CareKind,
}

impl Somebody {
    pub(crate) fn number(number: i64) -> Self {
        let mut numbers = Numbers(number.unsigned_abs());
        let family = numbers.mostly_small(FAMILIES);
        let given = numbers.below(500);
        let days = i64::try_from(numbers.below(30_000)).unwrap_or_default();
        let reference = numbers.below(10_000_000_000);
        Self {
            family: family_name(family),
            given: name(given + FAMILIES, 3),
            birthdate: Date::constant(1930, 1, 1) + Span::new().days(days),
            reference_number: (number % 5 != 0).then(|| format!("{reference:010}")),
            care_kind: if number % 10 == 0 {
                CareKind::Outpatient
            } else {
                CareKind::HomeVisit
            },
        }
    }

    pub(crate) fn kana(&self) -> String {
        format!("{}　{}", self.family, self.given)
    }
}

fn family_name(number: u64) -> String {
    name(number, 2 + number % 3)
}

fn name(number: u64, syllables: u64) -> String {
    let mut numbers = Numbers(number);
    let all: Vec<char> = SYLLABLES.chars().collect();
    let end = all.len() as u64;
    let first = numbers.mostly_small(end);
    let places = [first]
        .into_iter()
        .chain((1..syllables).map(|_| numbers.below(end)));
    let places = places.map(|place| usize::try_from(place).unwrap_or_default());
    places.map(|place| all[place]).collect()
}

/// The day of a result, and its place.
fn place(number: i64, today: Date) -> (Date, i64) {
    let day = today - Span::new().days(DAYS - 1 - number * DAYS / RESULTS);
    (day, ReceptionNumber::first_place_of(day) + 1 + number)
}

/// Fills the table, without the visits that the results belong to: no search reads them.
///
/// # Panics
///
/// If the database refuses.
pub async fn fill(clinic: &Clinic, engine: &Engine) {
    let database = clinic.connection_to_fill().await;
    if let Engine::Postgres(_) = engine {
        // So that the results need no visits; SQLite is told when it is opened.
        let without = "ALTER TABLE results DISABLE TRIGGER ALL";
        database
            .execute_unprepared(without)
            .await
            .expect("a superuser");
    }
    let insured = person::find(&clinic.database, "T01".to_owned()).await;
    let insured = insured.expect("a person").expect("the person of T01");
    let identity = serde_json::to_value(insured.person).expect("JSON");
    let qualification = serde_json::to_value(insured.qualification).expect("JSON");
    let today = today(clinic);
    for batch in 0..RESULTS / ROWS {
        let numbers = batch * ROWS..(batch + 1) * ROWS;
        let rows = numbers.map(|number| row(number, today, &identity, &qualification));
        let rows = rows.map(|row| row.into_active_model().reset_all());
        Entity::insert_many(rows)
            .exec_without_returning(&database)
            .await
            .expect("results");
    }
    database.close().await.expect("the filled table");
}

fn row(number: i64, today: Date, identity: &Value, qualification: &Value) -> Model {
    let somebody = Somebody::number(number);
    let (day, place) = place(number, today);
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::fixed(JST));
    let noon = noon.expect("a time").timestamp().as_second();
    let id = Uuid::from_u128(number.unsigned_abs().into());
    Model {
        id,
        visit: id,
        institution: INSTITUTION.to_owned(),
        place,
        month: ReceptionNumber::at(place).month(),
        confirmed_at: TimeDateTimeWithTimeZone::from_unix_timestamp(noon).expect("a time"),
        care_kind: match somebody.care_kind {
            CareKind::Outpatient => "outpatient".to_owned(),
            CareKind::HomeVisit | CareKind::Online => "homeVisit".to_owned(),
        },
        method: "pin".to_owned(),
        validity: "1".to_owned(),
        kana: kana::fold(&somebody.kana()).into_bytes(),
        birthdate: somebody.birthdate.strftime("%Y%m%d").to_string(),
        reference_number: somebody.reference_number,
        identity: identity.clone(),
        qualification: qualification.clone(),
        requery_of: None,
    }
}

fn today(clinic: &Clinic) -> Date {
    JST.to_datetime(clinic.clock.now()).date()
}

/// A way to search; the number varies whom it is for and when.
pub struct Way {
    /// Its name in reports.
    pub name: &'static str,
    conditions: fn(&Somebody, ResultQuery) -> ResultQuery,
}

/// All of them.
pub const WAYS: [Way; 10] = [
    Way {
        name: "period",
        conditions: |_, query| query,
    },
    Way {
        name: "day",
        conditions: |_, query| ResultQuery {
            from: query.to,
            ..query
        },
    },
    Way {
        name: "outpatients",
        conditions: |_, query| ResultQuery {
            care_kind: Some(CareKind::Outpatient),
            ..query
        },
    },
    Way {
        name: "nobody",
        conditions: |_, query| ResultQuery {
            care_kind: Some(CareKind::Online),
            ..query
        },
    },
    Way {
        name: "one-kana",
        conditions: |somebody, query| ResultQuery {
            kana: somebody.family.chars().next().map(String::from),
            ..query
        },
    },
    Way {
        name: "most-frequent-name",
        conditions: |_, query| ResultQuery {
            kana: Some(family_name(0)),
            ..query
        },
    },
    Way {
        name: "family-name",
        conditions: |somebody, query| ResultQuery {
            kana: Some(somebody.family.clone()),
            ..query
        },
    },
    Way {
        name: "whole-name",
        conditions: |somebody, query| ResultQuery {
            kana: Some(somebody.kana()),
            ..query
        },
    },
    Way {
        name: "birthdate",
        conditions: |somebody, query| ResultQuery {
            birthdate: Some(somebody.birthdate),
            ..query
        },
    },
    Way {
        name: "reference",
        conditions: |somebody, query| ResultQuery {
            reference_number: somebody.reference_number.clone(),
            ..query
        },
    },
];

impl Way {
    /// The search for somebody of the results, in the days before.
    fn query(&self, number: i64, today: Date) -> ResultQuery {
        let (day, _) = place(number, today);
        let query = ResultQuery {
            from: Some(day - Span::new().days(PERIOD - 1)),
            to: Some(day),
            ..ResultQuery::default()
        };
        (self.conditions)(&Somebody::number(number), query)
    }

    /// Takes the time of searches in the database alone, and of all pages.
    ///
    /// # Panics
    ///
    /// If one fails, or finds nobody where there is somebody.
    pub async fn in_database(&self, clinic: &Clinic, samples: i64) -> Times {
        let institution = INSTITUTION.parse().expect("an institution");
        let (today, mut times) = (today(clinic), Times::default());
        for number in numbers(samples) {
            let query = self.query(number, today);
            let [from, to] = [query.from, query.to].map(|day| day.expect("a day"));
            let mut search = Search {
                institution: &institution,
                from: ReceptionNumber::first_place_of(from),
                before: ReceptionNumber::first_place_of(to + Span::new().days(1)),
                kana: query.kana.as_deref().map(kana::fold),
                birthdate: query
                    .birthdate
                    .map(|day| day.strftime("%Y%m%d").to_string()),
                reference_number: query.reference_number.as_deref(),
                care_kind: query.care_kind,
            };
            for page in 0..PAGES {
                let begun = Instant::now();
                // One more than is shown tells whether there is another page.
                let found = result::search(&clinic.database, &search, PAGE as u64 + 1).await;
                times.add(begun.elapsed());
                let found = found.expect("a search");
                assert!(page > 0 || found.is_empty() == (self.name == "nobody"));
                if found.len() <= PAGE {
                    break;
                }
                search.before = found[PAGE - 1].0.place();
            }
        }
        times
    }

    /// Takes the time of searches by a phone, and of all pages.
    ///
    /// # Panics
    ///
    /// If one fails.
    pub async fn by_phone(&self, clinic: &Clinic, phone: &Phone, samples: i64) -> Times {
        let (today, mut times) = (today(clinic), Times::default());
        for number in numbers(samples) {
            let mut query = self.query(number, today);
            loop {
                let begun = Instant::now();
                let page = phone.session.results(&query).await;
                times.add(begun.elapsed());
                query.cursor = page.expect("a page").next_cursor;
                if query.cursor.is_none() {
                    break;
                }
            }
        }
        times
    }
}

/// Somebody here and there.
fn numbers(samples: i64) -> impl Iterator<Item = i64> {
    // All of them have a reference number.
    (1..=samples).map(move |sample| RESULTS / 10 * sample / (samples + 1) * 10 + 3)
}
