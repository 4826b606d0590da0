//! 再照会: what is told, what has changed, for whom, how often, and what is refused.

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, IdempotencyKey};
use kyotaku_core::wire::api::{
    ChangedField, RequeriesRequest, RequeriesResponse, Requery, ResultQuery,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::ConsentItems;
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::qualification::{ConsentFlag, Qualification, QualificationValidity};
use kyotaku_server::housekeeping::tidy;
use kyotaku_server::store::entity::{consent, relation, requery, result};
use kyotaku_server::world::seed_later;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

use crate::clinic::{CLINIC, Clinic, assert_refused};
use crate::phone::Phone;

const OTHER: &str = "9969999011";

const DAY: SignedDuration = SignedDuration::from_hours(24);
const HALF_A_DAY: SignedDuration = SignedDuration::from_hours(12);
const SECOND: SignedDuration = SignedDuration::from_secs(1);
const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Clinic {
    /// Insurers report what they do in `changes.json`.
    pub(crate) async fn insurers_report(&self) {
        let changed = seed_later(&self.database, &self.directory.0).await;
        assert_eq!(changed.unwrap(), 4);
    }

    /// The patient has every consent of a person revoked.
    pub(crate) async fn revoke_consents_of(&self, person: &str) {
        let revoked = consent::Entity::update_many()
            .col_expr(consent::Column::EndReason, Expr::value("patient"))
            .col_expr(
                consent::Column::EndedAt,
                Expr::col(consent::Column::RecordedAt),
            )
            .filter(consent::Column::Person.eq(person))
            .exec(&self.database)
            .await;
        assert!(revoked.unwrap().rows_affected > 0);
    }

    async fn results(&self) -> u64 {
        let results = result::Entity::find().count(&self.database).await;
        results.unwrap()
    }
}

impl Phone {
    /// A 再照会 of its own.
    pub(crate) async fn requery(&self, number: &str) -> Result<Requery, ApiError> {
        let key = IdempotencyKey::random().unwrap();
        self.session.requery(number, &key).await
    }

    async fn requery_all(
        &self,
        numbers: &[&str],
        key: &IdempotencyKey,
    ) -> Result<RequeriesResponse, ApiError> {
        let numbers = numbers.iter().map(|number| (*number).to_owned());
        let request = RequeriesRequest {
            reception_numbers: numbers.collect(),
        };
        self.session.requery_all(&request, key).await
    }

    /// A visit whose patient agrees to everything.
    async fn agreed_number(&self, clinic: &Clinic, card: &str) -> String {
        let visit = self.visit(clinic, card).await.unwrap();
        let answer = self.answer(&clinic.everything(&visit)).await;
        answer.unwrap().reception_number
    }
}

/// Whether 限度額 and 特定疾病 are told.
fn certificates_of(qualification: &Qualification) -> [bool; 2] {
    let first = &qualification.result_list[0];
    let diseases = &first.specific_diseases_certificate_list;
    [
        first.limit_application_certificate_related_info.is_some(),
        diseases.is_some(),
    ]
}

#[tokio::test]
async fn a_qualification_is_asked_for_again_without_the_card() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T01").await;
    clinic.pass(MONTH);
    clinic.insurers_report().await;
    let told = phone.requery(&number).await.unwrap();
    assert_eq!(told.code, "MKA-W4002");
    assert_eq!(told.changes, [ChangedField::Burden]);
    assert_eq!(told.result.reception_number, "2026122200001");
    assert_eq!(told.result.requery_of.as_deref(), Some(number.as_str()));
    assert_eq!(told.result.confirmed_at, clinic.clock.now());
    assert_eq!(told.result.care_kind, CareKind::HomeVisit);
    assert_eq!(told.result.method, Method::Pin);
    assert_eq!(told.result.person.name, "試験　花子");
    let ratio = |qualification: &Qualification| {
        let first = &qualification.result_list[0];
        first.insured_partial_contribution_ratio.clone().unwrap()
    };
    assert_eq!(ratio(&told.previous), "010");
    assert_eq!(ratio(&told.result.qualification), "020");
    let confirmed = &told.result.qualification.result_list[0];
    let yes = Some(ConsentFlag::Yes);
    assert_eq!(confirmed.pharmacists_info_cons_flg, yes);
    // The use has extended the consent.
    let consent = told.result.consent.clone().unwrap();
    assert_eq!(
        consent.available_until,
        "2027-12-22T03:00:00Z".parse().unwrap()
    );
    assert_eq!(consent.ended, None);
    // It is a result like any other.
    clinic.password_entered(&phone).await;
    let detail = phone.session.result(&told.result.reception_number).await;
    assert_eq!(detail.unwrap(), told.result);
    let found = phone
        .session
        .results(&ResultQuery::default())
        .await
        .unwrap();
    let found: Vec<_> = found.results.iter().map(|one| &one.requery_of).collect();
    assert_eq!(found, [&Some(number), &None]);
    assert_eq!(
        clinic.events_of(CLINIC).await.last().map(|event| &event.1),
        Some(&"results-searched".to_owned())
    );
}

#[tokio::test]
async fn nothing_has_changed_until_an_insurer_reports_it_and_then_only_once() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let first = phone.agreed_number(&clinic, "T01").await;
    let told = phone.requery(&first).await.unwrap();
    assert_eq!((told.code.as_str(), told.changes.len()), ("MKA-I4011", 0));
    clinic.insurers_report().await;
    // An older result leads to the same person; what is compared with is the last one.
    let second = told.result.reception_number;
    let told = phone.requery(&first).await.unwrap();
    assert_eq!(told.result.requery_of.as_ref(), Some(&second));
    assert_eq!(told.code, "MKA-W4002");
    let third = told.result.reception_number;
    for number in [first, second] {
        let told = phone.requery(&number).await.unwrap();
        assert_eq!((told.code.as_str(), told.changes.len()), ("MKA-I4011", 0));
        assert!(told.result.requery_of >= Some(third.clone()));
    }
}

#[tokio::test]
async fn what_has_changed_is_told_by_the_words_of_staff() {
    use ChangedField::{
        InsuredNumber, Insurer, LimitCertificate, MedicalTickets, Period, Validity,
    };
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let cases: [(&str, &[ChangedField]); 3] = [
        ("T02", &[Insurer, InsuredNumber, Period, LimitCertificate]),
        ("T06", &[Validity, Insurer, InsuredNumber, Period]),
        ("T07", &[MedicalTickets]),
    ];
    let mut numbers = Vec::new();
    for (card, _) in cases {
        numbers.push(phone.agreed_number(&clinic, card).await);
    }
    clinic.insurers_report().await;
    for ((card, changes), number) in cases.into_iter().zip(numbers) {
        let told = phone.requery(&number).await.unwrap();
        assert_eq!(told.changes, changes, "{card}");
        if card == "T06" {
            let validity = |one: &Qualification| one.qualification_validity.clone();
            assert_eq!(validity(&told.previous), QualificationValidity::Invalid);
            assert_eq!(
                validity(&told.result.qualification),
                QualificationValidity::Valid
            );
        }
    }
}

#[tokio::test]
async fn what_the_patient_answers_otherwise_is_no_change_of_the_qualification() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T02").await;
    let nothing = serde_json::to_value(ConsentItems::default()).unwrap();
    consent::Entity::update_many()
        .col_expr(consent::Column::Items, Expr::value(nothing))
        .exec(&clinic.database)
        .await
        .unwrap();
    let told = phone.requery(&number).await.unwrap();
    let confirmed = &told.result.qualification.result_list[0];
    assert_eq!(confirmed.limit_application_certificate_related_info, None);
    assert_eq!(confirmed.pharmacists_info_cons_flg, Some(ConsentFlag::No));
    assert_eq!((told.code.as_str(), told.changes.len()), ("MKA-I4011", 0));
}

#[tokio::test]
async fn who_agreed_to_nothing_may_be_asked_for_again() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.confirmed(&clinic, "T01").await;
    let told = phone.requery(&number).await.unwrap();
    assert_eq!(told.result.consent.unwrap().items, ConsentItems::NONE);
}

#[tokio::test]
async fn only_home_visits_of_the_institution_lead_to_a_relation() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let elsewhere = clinic.phone_at(OTHER, &clinic.database).await;
    elsewhere.agreed_number(&clinic, "T01").await;
    let foreign = elsewhere.agreed_number(&clinic, "T02").await;
    let own = phone.agreed_number(&clinic, "T01").await;
    for number in [foreign.as_str(), "2026112200009", "nonsense", "%2e"] {
        let refused = phone.requery(number).await;
        assert_refused(refused, Code::ResultUnknown, 404);
    }
    let visit = phone.visit_of(&clinic, "T02", CareKind::Outpatient).await;
    let outpatient = phone.answer(&clinic.everything(&visit)).await.unwrap();
    let refused = phone.requery(&outpatient.reception_number).await;
    assert_refused(refused, Code::RelationMissing, 422);
    // Nor does that of a person who has a relation besides.
    let visit = phone.visit_of(&clinic, "T01", CareKind::Outpatient).await;
    let outpatient = phone.answer(&clinic.everything(&visit)).await.unwrap();
    let refused = phone.requery(&outpatient.reception_number).await;
    assert_refused(refused, Code::RelationMissing, 422);
    let told = phone.requery(&own).await.unwrap();
    assert_eq!(told.result.requery_of, Some(own));
    // What was refused has drawn no number.
    assert_eq!(told.result.reception_number, "2026112200004");
    assert_eq!(
        relation::Entity::find().count(&clinic.database).await.ok(),
        Some(3)
    );
}

#[tokio::test]
async fn where_nobody_is_asked_for_consent_there_is_no_relation_that_goes_on() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.lasting_phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let refused = phone.requery(&visit.reception_number.unwrap()).await;
    assert_refused(refused, Code::RelationMissing, 422);
    assert_eq!(clinic.results().await, 1);
}

#[tokio::test]
async fn a_consent_that_has_ended_allows_nothing_more() {
    let clinic = Clinic::open_with(|settings| settings.consent_months = Some(3)).await;
    let phone = clinic.lasting_phone().await;
    let [revoked, over] = [
        phone.agreed_number(&clinic, "T01").await,
        phone.agreed_number(&clinic, "T02").await,
    ];
    clinic.revoke_consents_of("T01").await;
    assert_refused(phone.requery(&revoked).await, Code::ConsentWithdrawn, 422);
    // Every use lets it hold for another three months: until 21 April, then until 21 July.
    clinic.pass(MONTH * 2);
    assert!(phone.requery(&over).await.is_ok());
    clinic.pass(MONTH * 3 - SignedDuration::from_secs(1));
    assert!(phone.requery(&over).await.is_ok());
    clinic.pass(MONTH * 3 + DAY * 2);
    assert_refused(phone.requery(&over).await, Code::ConsentExpired, 422);
    assert_refused(phone.requery(&revoked).await, Code::ConsentWithdrawn, 422);
    assert_eq!(clinic.results().await, 4);
    // A relation without any consent is one of a server that asked for none.
    consent::Entity::delete_many()
        .exec(&clinic.database)
        .await
        .unwrap();
    assert_refused(phone.requery(&over).await, Code::ConsentMissing, 422);
}

#[tokio::test]
async fn after_a_revocation_the_qualification_alone_is_told_where_that_is_allowed() {
    let clinic = Clinic::open_with(|settings| {
        settings.requery_after_revocation = Some(true);
        settings.consent_months = Some(3);
    })
    .await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T02").await;
    clinic.revoke_consents_of("T02").await;
    let told = phone.requery(&number).await.unwrap();
    let confirmed = &told.result.qualification.result_list[0];
    assert_eq!(confirmed.insurer_number.as_deref(), Some("01990019"));
    assert_eq!(confirmed.pharmacists_info_cons_flg, Some(ConsentFlag::No));
    assert_eq!(confirmed.limit_application_certificate_related_info, None);
    assert!(told.result.consent.unwrap().ended.is_some());
    // Its period would be over by now, but it was revoked before.
    clinic.pass(MONTH * 4);
    phone.requery(&number).await.unwrap();
}

#[tokio::test]
async fn a_repeated_request_is_told_the_same_and_another_one_nothing() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let colleague = clinic.lasting_phone().await;
    let [number, another] = [
        phone.agreed_number(&clinic, "T01").await,
        phone.agreed_number(&clinic, "T02").await,
    ];
    let key = IdempotencyKey::random().unwrap();
    let told = phone.session.requery(&number, &key).await.unwrap();
    // What is reported between changes nothing of it.
    clinic.insurers_report().await;
    clinic.pass(HALF_A_DAY - SECOND);
    let before = clinic.events_of(CLINIC).await.len();
    let again = phone.session.requery(&number, &key).await.unwrap();
    assert!(!told.replayed && again.replayed);
    let first = Requery {
        replayed: true,
        ..told.clone()
    };
    assert_eq!(again, first);
    let actor = format!("account:staff11@{}", phone.id);
    let repeated = (
        actor,
        "answer-repeated".to_owned(),
        Some(told.result.reception_number),
    );
    assert_eq!(clinic.events_of(CLINIC).await[before..], [repeated]);
    let refused = phone.session.requery(&another, &key).await;
    assert_refused(refused, Code::IdempotencyConflict, 409);
    let refused = phone.requery_all(&[&number], &key).await;
    assert_refused(refused, Code::IdempotencyConflict, 409);
    assert_eq!(clinic.results().await, 3);
    // Keys of another device are its own.
    assert!(colleague.session.requery(&another, &key).await.is_ok());
    // No repetition has drawn a number.
    let next = phone.requery(&number).await.unwrap();
    assert_eq!(next.result.reception_number, "2026112200005");
}

#[tokio::test]
async fn a_repeated_request_is_told_nothing_that_a_new_one_would_not_be() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T02").await;
    let key = IdempotencyKey::random().unwrap();
    let told = phone.session.requery(&number, &key).await.unwrap();
    assert_eq!(certificates_of(&told.result.qualification), [true, false]);
    clinic.pass(SECOND);
    let visit = phone.visit(&clinic, "T02").await.unwrap();
    let nothing = clinic.changes(&visit, ConsentItems::default());
    phone.change(&nothing).await.unwrap();
    let again = phone.session.requery(&number, &key).await.unwrap();
    assert_eq!(certificates_of(&again.result.qualification), [false, false]);
    assert_eq!(certificates_of(&again.previous), [false, false]);
    clinic.revoke_consents_of("T02").await;
    let before = clinic.events_of(CLINIC).await.len();
    let refused = phone.session.requery(&number, &key).await;
    assert_refused(refused, Code::ConsentWithdrawn, 422);
    let refused = phone.session.requery(&number, &key).await;
    assert_refused(refused, Code::ConsentWithdrawn, 422);
    assert_eq!(clinic.events_of(CLINIC).await.len(), before);
}

#[tokio::test]
async fn a_request_is_answered_again_for_half_a_day_and_then_forgotten() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T01").await;
    let key = IdempotencyKey::random().unwrap();
    let told = phone.session.requery(&number, &key).await.unwrap();
    clinic.pass(HALF_A_DAY);
    // Whether it is forgotten yet or not.
    let anew = phone.session.requery(&number, &key).await.unwrap();
    assert!(!anew.replayed);
    assert_eq!(anew.result.requery_of, Some(told.result.reception_number));
    let kept = async || {
        requery::Entity::find()
            .count(&clinic.database)
            .await
            .unwrap()
    };
    let forgotten = async || tidy(&clinic.database, clinic.clock.now()).await.unwrap();
    clinic.pass(HALF_A_DAY);
    assert_eq!((forgotten().await.requeries, kept().await), (0, 1));
    clinic.pass(DAY);
    assert_eq!((forgotten().await.requeries, kept().await), (1, 0));
    assert_eq!(clinic.results().await, 3);
}

#[tokio::test]
async fn what_was_told_before_is_told_only_as_far_as_it_is_agreed_to_now() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T02").await;
    clinic.pass(DAY);
    let visit = phone.visit(&clinic, "T02").await.unwrap();
    let nothing = clinic.changes(&visit, ConsentItems::default());
    phone.change(&nothing).await.unwrap();
    let told = phone.requery(&number).await.unwrap();
    assert_eq!(certificates_of(&told.previous), [false, false]);
    assert_eq!(certificates_of(&told.result.qualification), [false, false]);
    let before = &told.previous.result_list[0];
    assert_eq!(before.insurer_number.as_deref(), Some("01990019"));
    let no = Some(ConsentFlag::No);
    assert_eq!(before.limit_application_certificate_related_cons_flg, no);
    assert_eq!(told.changes, []);
}

#[tokio::test]
async fn of_simultaneous_repetitions_one_is_recorded() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T01").await;
    let key = IdempotencyKey::random().unwrap();
    let requeries: Vec<_> = (0..8)
        .map(|_| {
            let (session, number, key) = (phone.session.clone(), number.clone(), key.clone());
            tokio::spawn(async move { session.requery(&number, &key).await })
        })
        .collect();
    for requery in requeries {
        let told = requery.await.unwrap().unwrap();
        assert_eq!(told.result.reception_number, "2026112200002");
    }
    assert_eq!(clinic.results().await, 2);
    assert_eq!(
        requery::Entity::find().count(&clinic.database).await.ok(),
        Some(1)
    );
}

#[tokio::test]
async fn simultaneous_requeries_of_one_patient_follow_one_another() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T01").await;
    let requeries: Vec<_> = (0..8)
        .map(|_| {
            let (session, number) = (phone.session.clone(), number.clone());
            let key = IdempotencyKey::random().unwrap();
            tokio::spawn(async move { session.requery(&number, &key).await })
        })
        .collect();
    let mut links = Vec::new();
    for requery in requeries {
        let told = requery.await.unwrap().unwrap().result;
        links.push((told.requery_of.unwrap(), told.reception_number));
    }
    links.sort();
    assert_eq!(links[0].0, number);
    assert!(links.windows(2).all(|pair| pair[0].1 == pair[1].0));
}

#[tokio::test]
async fn several_are_asked_for_at_once_and_one_that_is_refused_stops_no_other() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let [hanako, taro, anna] = [
        phone.agreed_number(&clinic, "T01").await,
        phone.agreed_number(&clinic, "T02").await,
        phone.agreed_number(&clinic, "T12").await,
    ];
    clinic.revoke_consents_of("T02").await;
    clinic.insurers_report().await;
    let unknown = "2026112299999";
    let numbers = [hanako.as_str(), &taro, unknown, &anna];
    let key = IdempotencyKey::random().unwrap();
    let told = phone.requery_all(&numbers, &key).await.unwrap();
    let asked = told
        .outcomes
        .iter()
        .map(|one| one.reception_number.as_str());
    assert!(asked.eq(numbers));
    let outcomes = told.outcomes.iter().map(|one| {
        let code = one.requery.as_ref().map(|requery| requery.code.as_str());
        (code, one.code.as_deref())
    });
    assert!(outcomes.eq([
        (Some("MKA-W4002"), None),
        (None, Some("MKA-E3007")),
        (None, Some("MKA-E4006")),
        (Some("MKA-I4011"), None),
    ]));
    assert_eq!(clinic.results().await, 5);
    let again = phone.requery_all(&numbers, &key).await.unwrap();
    for (again, told) in again.outcomes.into_iter().zip(told.outcomes) {
        assert_eq!(again.code, told.code);
        let told = told.requery.map(|told| Requery {
            replayed: true,
            ..told
        });
        assert_eq!(again.requery, told);
    }
    assert_eq!(clinic.results().await, 5);
    let refused = phone.requery_all(&[&hanako], &key).await;
    assert_refused(refused, Code::IdempotencyConflict, 409);
    let fresh = IdempotencyKey::random().unwrap();
    let too_many: Vec<String> = (1..=51).map(|n| format!("20261122{n:05}")).collect();
    let too_many: Vec<_> = too_many.iter().map(String::as_str).collect();
    let twice = [hanako.as_str(), &hanako];
    for wrong in [&[][..], &twice, &["nonsense"], &too_many] {
        let refused = phone.requery_all(wrong, &fresh).await;
        assert_refused(refused, Code::RequestMalformed, 400);
    }
    assert_eq!(clinic.results().await, 5);
}

#[tokio::test]
async fn of_several_results_of_one_patient_one_is_asked_for_again() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let first = phone.agreed_number(&clinic, "T01").await;
    let second = phone.requery(&first).await.unwrap().result.reception_number;
    let key = IdempotencyKey::random().unwrap();
    for _ in 0..2 {
        let told = phone.requery_all(&[&first, &second], &key).await.unwrap();
        let [done, refused] = told.outcomes.as_slice() else {
            panic!("two outcomes");
        };
        let result = &done.requery.as_ref().unwrap().result;
        assert_eq!(result.requery_of.as_ref(), Some(&second));
        assert_eq!(refused.code.as_deref(), Some("MKA-E5010"));
        assert_eq!(refused.requery, None);
    }
    assert_eq!(clinic.results().await, 3);
}

#[tokio::test]
async fn what_is_asked_for_again_is_recorded_with_who_did() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let number = phone.agreed_number(&clinic, "T01").await;
    let before = clinic.events_of(CLINIC).await.len();
    let told = phone.requery(&number).await.unwrap();
    assert!(phone.requery("2026112299999").await.is_err());
    let actor = format!("account:staff11@{}", phone.id);
    let requeried = (
        actor,
        "requeried".to_owned(),
        Some(told.result.reception_number),
    );
    assert_eq!(clinic.events_of(CLINIC).await[before..], [requeried]);
    phone.session.sign_out().await.unwrap();
    assert_refused(phone.requery(&number).await, Code::SessionEnded, 401);
}
