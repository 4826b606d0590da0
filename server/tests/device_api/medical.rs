//! 医療情報: who sees which of it.

use jiff::SignedDuration;
use kyotaku_core::api::ApiError;
use kyotaku_core::wire::api::{MedicalInformation, MedicalKind, MedicalQuery};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{Consent, ConsentItems};
use kyotaku_core::wire::identifier::Prefectures;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_server::store::entity::{audit_event, qualification, visit};
use kyotaku_server::world::seed;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::clinic::{CLINIC, Clinic, assert_refused};
use crate::phone::{NewPhone, Phone};
use crate::transport::send;

impl Clinic {
    /// A phone that an account with the role 医療情報閲覧 is signed in on.
    async fn doctors_phone(&self) -> Phone {
        let code = self.code().await;
        let new = NewPhone::of(self);
        let answer = new.register(self, &code, "doctor01").await.unwrap();
        let phone = new.registered(self, &answer);
        phone.sign_in("doctor01").await.unwrap()
    }

    async fn medical_looks(&self) -> Vec<String> {
        let events = audit_event::Entity::find()
            .filter(audit_event::Column::Institution.eq(CLINIC))
            .filter(audit_event::Column::Action.eq("medical-information-viewed"))
            .order_by_asc(audit_event::Column::Seq)
            .all(&self.database)
            .await
            .unwrap();
        events
            .into_iter()
            .map(|event| event.subject.unwrap())
            .collect()
    }
}

impl Phone {
    /// A visit with this consent; its 受付番号.
    async fn consented(&self, clinic: &Clinic, card: &str, items: ConsentItems) -> String {
        let visit = self.visit(clinic, card).await.unwrap();
        let answer = self.answer(&clinic.agrees(&visit, items)).await;
        answer.unwrap().reception_number
    }

    async fn medical(
        &self,
        number: &str,
        kind: MedicalKind,
    ) -> Result<MedicalInformation, ApiError> {
        self.session.medical_information(number, &all(kind)).await
    }
}

fn all(kind: MedicalKind) -> MedicalQuery {
    MedicalQuery {
        kind,
        from: None,
        to: None,
    }
}

fn dates(information: &MedicalInformation) -> Vec<String> {
    let entries = information.entries.iter();
    entries.map(|entry| entry.date.to_string()).collect()
}

const MEDICINES: MedicalKind = MedicalKind::Medicines;

#[tokio::test]
async fn what_was_consented_to_is_shown_newest_first_and_every_look_is_audited() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let number = phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    let shown = phone.medical(&number, MEDICINES).await.unwrap();
    assert_eq!(shown.kind, MEDICINES);
    assert_eq!(dates(&shown), ["2026-10-05", "2026-09-07", "2026-08-03"]);
    let first = &shown.entries[0];
    assert_eq!(first.name, "参考薬甲錠");
    assert_eq!(first.detail.as_deref(), Some("1日1回 朝食後"));
    assert_eq!(first.quantity.as_deref(), Some("28日分 28錠"));
    assert_eq!(first.institution.as_deref(), Some("参考ほかの薬局"));
    let counts = [
        MedicalKind::Treatments,
        MedicalKind::Operations,
        MedicalKind::HealthCheckups,
    ];
    for (kind, count) in counts.into_iter().zip([2, 1, 1]) {
        let shown = phone.medical(&number, kind).await.unwrap();
        assert_eq!(shown.entries.len(), count, "{kind:?}");
    }
    let looks = ["YZK", "SRJ", "SHJ", "TKK"].map(|kind| format!("{number} {kind}"));
    assert_eq!(clinic.medical_looks().await, looks);
    // Nothing is known of this one.
    let number = phone.consented(&clinic, "T04", ConsentItems::ALL).await;
    let shown = phone.medical(&number, MEDICINES).await.unwrap();
    assert_eq!(shown.entries, []);
}

#[tokio::test]
async fn a_period_includes_its_days_and_does_not_end_before_it_begins() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let number = phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    let day = |text: &str| Some(text.parse().unwrap());
    for (from, to, expected) in [
        (day("2026-09-07"), None, &["2026-10-05", "2026-09-07"][..]),
        (None, day("2026-09-07"), &["2026-09-07", "2026-08-03"]),
        (day("2026-09-07"), day("2026-09-07"), &["2026-09-07"]),
        (day("2026-09-08"), day("2026-10-04"), &[]),
    ] {
        let query = MedicalQuery {
            from,
            to,
            ..all(MEDICINES)
        };
        let shown = phone.session.medical_information(&number, &query).await;
        assert_eq!(dates(&shown.unwrap()), expected);
    }
    let looks = clinic.medical_looks().await.len();
    let reversed = MedicalQuery {
        from: day("2026-09-08"),
        to: day("2026-09-07"),
        ..all(MEDICINES)
    };
    let refused = phone.session.medical_information(&number, &reversed).await;
    assert_refused(refused, Code::SearchMalformed, 400);
    for query in ["", "?kind=", "?kind=all", "?kind=medicines&of=T01"] {
        let head = format!("GET /v1/medical-information/{number}{query} HTTP/1.1");
        let answer = send(&clinic, &phone, &head, b"").await;
        assert_eq!(answer.status, 400, "{query}");
    }
    assert_eq!(clinic.medical_looks().await.len(), looks);
}

#[tokio::test]
async fn only_the_role_for_it_sees_medical_information() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let number = phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    let refused = phone.medical(&number, MEDICINES).await;
    assert_refused(refused, Code::AccountNotPermitted, 403);
    // Not even whether there is such a result.
    let refused = phone.medical("2026112299999", MEDICINES).await;
    assert_refused(refused, Code::AccountNotPermitted, 403);
    assert_eq!(clinic.medical_looks().await, [""; 0]);
}

#[tokio::test]
async fn an_institution_sees_what_was_consented_to_there() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let elsewhere = clinic.phone_at("9969999011", &clinic.database).await;
    for _ in 0..2 {
        elsewhere.consented(&clinic, "T01", ConsentItems::ALL).await;
    }
    phone.consented(&clinic, "T02", ConsentItems::ALL).await;
    for number in ["2026112200002", "2026112200001 ", "", "%", "１"] {
        let refused = phone.medical(number, MEDICINES).await;
        assert_refused(refused, Code::ResultUnknown, 404);
    }
    assert!(phone.medical("2026112200001", MEDICINES).await.is_ok());
}

#[tokio::test]
async fn each_kind_needs_its_own_consent() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let only = |change: fn(&mut ConsentItems)| {
        let mut items = ConsentItems::NONE;
        change(&mut items);
        items
    };
    for (items, shown) in [
        (only(|items| items.pharmacists_info = true), Some(MEDICINES)),
        (
            only(|items| items.diagnosis_info = true),
            Some(MedicalKind::Treatments),
        ),
        (
            only(|items| items.operation_info = true),
            Some(MedicalKind::Operations),
        ),
        (
            only(|items| items.specific_health_checkups_info = true),
            Some(MedicalKind::HealthCheckups),
        ),
        (ConsentItems::NONE, None),
    ] {
        let number = phone.consented(&clinic, "T01", items).await;
        for kind in MedicalKind::ALL {
            let answer = phone.medical(&number, kind).await;
            if Some(kind) == shown {
                assert!(answer.is_ok(), "{kind:?}");
            } else {
                assert_refused(answer, Code::ItemNotConsented, 422);
            }
        }
    }
}

#[tokio::test]
async fn what_a_revocation_ends_ends_at_once_also_for_earlier_results() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let first = phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    let second = phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    assert!(phone.medical(&first, MEDICINES).await.is_ok());
    clinic.pass(SignedDuration::from_secs(1));
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    phone.revoke(&clinic.revokes(&visit)).await.unwrap();
    for number in [&first, &second] {
        let refused = phone.medical(number, MEDICINES).await;
        assert_refused(refused, Code::ConsentWithdrawn, 422);
    }
    clinic.pass(SignedDuration::from_secs(1));
    phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    assert!(phone.medical(&first, MEDICINES).await.is_ok());
}

#[tokio::test]
async fn the_consent_is_that_of_the_results_own_kind_of_care_and_ends_with_its_time() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let visit = phone.visit_of(&clinic, "T01", CareKind::Outpatient).await;
    let answer = phone.answer(&clinic.everything(&visit)).await.unwrap();
    let outpatient = answer.reception_number;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let nothing = clinic.agrees(&visit, ConsentItems::NONE);
    let at_home = phone.answer(&nothing).await.unwrap().reception_number;
    assert!(phone.medical(&outpatient, MEDICINES).await.is_ok());
    let refused = phone.medical(&at_home, MEDICINES).await;
    assert_refused(refused, Code::ItemNotConsented, 422);
    clinic.pass(SignedDuration::from_hours(24));
    let phone = phone.sign_in("doctor01").await.unwrap();
    let refused = phone.medical(&outpatient, MEDICINES).await;
    assert_refused(refused, Code::ConsentExpired, 422);
}

#[tokio::test]
async fn insurance_certificate_and_setting_can_each_forbid_it() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let welfare = phone.consented(&clinic, "T07", ConsentItems::ALL).await;
    let refused = phone.medical(&welfare, MEDICINES).await;
    assert_refused(refused, Code::MedicalUnavailable, 422);
    // The consent is older than the end of the certificate, as the last card shows.
    let number = phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    assert!(phone.medical(&number, MEDICINES).await.is_ok());
    clinic.pass(SignedDuration::from_secs(1));
    let latest = phone.visit(&clinic, "T01").await.unwrap();
    let receipt = uuid::Uuid::from_bytes(*latest.receipt_id.as_bytes());
    visit::Entity::update_many()
        .col_expr(visit::Column::Standing, Expr::value("grace"))
        .filter(visit::Column::ReceiptId.eq(receipt))
        .exec(&clinic.database)
        .await
        .unwrap();
    let refused = phone.medical(&number, MEDICINES).await;
    assert_refused(refused, Code::CertificateGrace, 422);
    let number = phone.consented(&clinic, "T02", ConsentItems::ALL).await;
    clinic
        .set_environment(|settings| settings.view_consent = false)
        .await;
    let refused = phone.medical(&number, MEDICINES).await;
    assert_refused(refused, Code::ViewConsentDisabled, 422);
}

#[tokio::test]
async fn an_earlier_result_shows_nothing_that_the_insurance_of_today_forbids() {
    let clinic = Clinic::open().await;
    let phone = clinic.doctors_phone().await;
    let number = phone.consented(&clinic, "T01", ConsentItems::ALL).await;
    assert!(phone.medical(&number, MEDICINES).await.is_ok());
    let welfare = serde_json::json!({
        "qualificationValidity": "1",
        "resultList": [{ "insuredCardClassification": "A1", "insurerNumber": "12990016" }],
    });
    qualification::Entity::update_many()
        .col_expr(qualification::Column::Qualification, Expr::value(welfare))
        .filter(qualification::Column::Person.eq("T01"))
        .exec(&clinic.database)
        .await
        .unwrap();
    let refused = phone.medical(&number, MEDICINES).await;
    assert_refused(refused, Code::MedicalUnavailable, 422);
}

#[tokio::test]
async fn without_a_consent_nothing_medical_is_shown() {
    let clinic = Clinic::without_consent().await;
    let phone = clinic.doctors_phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let number = visit.reception_number.unwrap();
    let refused = phone.medical(&number, MEDICINES).await;
    assert_refused(refused, Code::ConsentMissing, 422);
}

#[tokio::test]
async fn a_proxys_consent_and_a_second_seeding_show_the_same() {
    use kyotaku_core::wire::consent::{Relationship, Respondent};
    let clinic = Clinic::open().await;
    clinic
        .set_environment(|settings| settings.proxy_medical_consent = true)
        .await;
    let phone = clinic.doctors_phone().await;
    let visit = phone.visit(&clinic, "T01").await.unwrap();
    let consent = Consent {
        respondent: Respondent::Proxy {
            relationship: Relationship::Child,
        },
        ..clinic.everything(&visit)
    };
    let number = phone.answer(&consent).await.unwrap().reception_number;
    let shown = phone.medical(&number, MEDICINES).await.unwrap();
    let now = clinic.clock.now();
    seed(
        &clinic.database,
        &clinic.directory.0,
        Prefectures::WithReference,
        now,
    )
    .await
    .unwrap();
    assert_eq!(phone.medical(&number, MEDICINES).await.unwrap(), shown);
}
