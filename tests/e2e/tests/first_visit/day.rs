//! A whole day without troubles, but for a wrong PIN and a mistyped password.

use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::card::PinOutcome;
use kyotaku_core::flow::account::OwnerPresent;
use kyotaku_core::flow::visit::{Plan, Step, Tapped};
use kyotaku_core::flow::{account, activation};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::api::{Capability, DeviceCheck, ResultQuery, Role};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::QualificationValidity;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::{APP_VERSION, Installation};
use kyotaku_e2e::clinic::scratch::files_below;
use kyotaku_e2e::clinic::staff::{CLINIC, Staff};
use kyotaku_e2e::clinic::steps::{everything, number};
use kyotaku_server::config::ReplyProfile;

use crate::assert_code;

#[tokio::test]
async fn a_day_goes_from_the_activation_code_to_the_end_of_the_registration() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone();
    assert!(phone.overview().unwrap().registration.is_none());

    let code = clinic.code().await;
    let registration = phone.activate_with(&Staff::nurse(), &code).await.unwrap();
    assert_eq!(registration.institution.code.as_str(), CLINIC);
    assert!(registration.institution.environment.home_visit);
    assert_eq!(
        phone.overview().unwrap().activation,
        activation::Step::Registered
    );

    let profile = phone.sign_in_as(&Staff::nurse()).await.unwrap();
    assert_eq!(
        (profile.id.as_str(), profile.role),
        ("staff11", Role::General)
    );
    let overview = phone.overview().unwrap();
    assert_eq!(overview.account, account::Step::SignedIn);
    assert_eq!(overview.last_account.unwrap().account, profile);

    let reception = first_visit(&phone).await;
    results(&clinic, &phone, &reception).await;
    second_nurse(&clinic, &phone).await;
    leave(&clinic, phone).await;
}

/// T01's visit: a wrong PIN, the right one, who it is, the consent, the qualification.
async fn first_visit(phone: &Installation) -> String {
    let mut visit = phone.ready().await;
    let statement = visit.statement().unwrap();
    assert_eq!(statement.institution.as_str(), CLINIC);
    assert_eq!(statement.account.as_str(), "staff11");
    let mut reader = phone.reader("T01");
    let wrong = phone.tap(&mut visit, &mut reader, b"9999").unwrap();
    assert!(matches!(
        wrong,
        Tapped::NotYet(Ok(PinOutcome::WrongPin { tries_left: 2 }))
    ));
    assert_eq!(visit.step(), Step::Ready);
    let right = phone.tap(&mut visit, &mut reader, &TEST_PIN).unwrap();
    assert!(matches!(right, Tapped::Signed(_)));
    assert_eq!(reader.card().log().verifications(), 2);
    assert_eq!(phone.waiting().unwrap().len(), 1);

    phone.deliver(&mut visit).await.unwrap();
    let presence = visit.presence().unwrap();
    assert_eq!(presence.person.name, "試験　花子");
    assert!(presence.qualification.is_none() && presence.reception_number.is_none());
    phone.confirm_person(&mut visit).unwrap();
    phone.answer(&mut visit, everything()).unwrap();
    assert!(phone.waiting().unwrap()[0].answered);
    phone.register(&mut visit).await.unwrap();

    let result = visit.result().unwrap();
    assert_eq!(result.code.as_deref(), Some("MKA-I3001"));
    assert_eq!(result.person.name, "試験　花子");
    assert!(result.consent.as_ref().unwrap().items.medical());
    assert_eq!(
        result.qualification.qualification_validity,
        QualificationValidity::Valid
    );
    assert!(phone.waiting().unwrap().is_empty());
    number(&visit)
}

/// The search is behind the password, also after the first time.
async fn results(clinic: &Clinic, phone: &Installation, reception: &str) {
    let today = ResultQuery::default();
    clinic.network.forget();
    let closed = phone.search(&today).await;
    assert_code(closed, Code::ActionUnavailable);
    assert!(clinic.network.sent().is_empty(), "nothing was asked");

    let nurse = Staff::nurse();
    let mistyped = phone.open_results(nurse.mistyping().password()).await;
    assert_code(mistyped, Code::SignInRefused);
    phone.open_results(nurse.password()).await.unwrap();
    let found = phone.search(&today).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].reception_number, reception);
    assert_eq!(found[0].name, "試験　花子");
    assert!(phone.next_page().is_none());
    let detail = phone.show_result(reception).await.unwrap();
    assert_eq!(detail.person.name_kana, "ｼｹﾝ ﾊﾅｺ");
    assert!(detail.consent.unwrap().items.medical());
    let unknown = phone.show_result("2026112099999").await;
    assert_code(unknown, Code::ResultUnknown);

    clinic.pass(jiff::SignedDuration::from_mins(6));
    phone.unlock(OwnerPresent::confirmed_by_device()).unwrap();
    assert_code(phone.search(&today).await, Code::ActionUnavailable);
}

/// Another nurse signs in on the same phone; nothing of the first one's search is left.
async fn second_nurse(clinic: &Clinic, phone: &Installation) {
    phone.open_results(Staff::nurse().password()).await.unwrap();
    phone.search(&ResultQuery::default()).await.unwrap();
    let second = Staff::of(CLINIC, "nurse02");
    assert_code(phone.sign_in_as(&second).await, Code::AccountNeverSignedIn);
    clinic.has_been_at_the_console(&second).await;
    let profile = phone.sign_in_as(&second).await.unwrap();
    assert_eq!(profile.id.as_str(), "nurse02");
    assert!(phone.listed().is_empty());
    assert_code(
        phone.search(&ResultQuery::default()).await,
        Code::ActionUnavailable,
    );
    let reception = phone.visit("T02").await;
    phone.open_results(second.password()).await.unwrap();
    let found = phone.search(&ResultQuery::default()).await.unwrap();
    let numbers: Vec<_> = found.iter().map(|one| &one.reception_number).collect();
    assert_eq!(numbers.len(), 2);
    assert_eq!(*numbers[0], reception, "newest first");
}

/// The registration ends with the password, and the phone is as new.
async fn leave(clinic: &Clinic, mut phone: Installation) {
    let second = Staff::of(CLINIC, "nurse02");
    let before = phone.overview().unwrap().registration.unwrap();
    let mistyped = phone.deregister(second.mistyping().password()).await;
    assert_code(mistyped, Code::SignInRefused);
    assert!(phone.overview().unwrap().registration.is_some());

    phone.deregister(second.password()).await.unwrap();
    let overview = phone.overview().unwrap();
    assert!(overview.registration.is_none() && overview.last_account.is_none());
    assert_eq!(overview.activation, activation::Step::Unregistered);
    assert!(matches!(
        phone.begin_visit(Plan::by_pin(CareKind::HomeVisit)),
        Err(PhoneError::NotRegistered)
    ));
    phone.restart();
    let id = before.device_id.as_str().as_bytes();
    for (file, bytes) in files_below(&phone.config.directory) {
        let holds = bytes.windows(id.len()).any(|window| window == id);
        assert!(!holds, "{}", file.display());
    }

    let code = clinic.code().await;
    let again = phone.activate_with(&Staff::nurse(), &code).await.unwrap();
    assert_ne!(again.device_id, before.device_id);
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
}

#[tokio::test]
async fn where_nobody_is_asked_for_consent_the_proof_is_answered_with_the_qualification() {
    let clinic = Clinic::open_with(|settings| {
        settings.profile = Some(ReplyProfile::QualificationOnly);
    })
    .await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.signed("T03").await;
    phone.deliver(&mut visit).await.unwrap();
    assert!(visit.result().is_none(), "nobody has confirmed the person");
    phone.confirm_person(&mut visit).unwrap();
    let result = visit.result().unwrap();
    assert_eq!(result.person.name, "検証　一");
    assert!(result.consent.is_none());
    assert!(phone.waiting().unwrap().is_empty());

    phone.open_results(Staff::nurse().password()).await.unwrap();
    let found = phone.search(&ResultQuery::default()).await.unwrap();
    assert_eq!(found[0].reception_number, number(&visit));
}

#[tokio::test]
async fn results_come_in_pages_that_hold_everything_once() {
    const VISITS: usize = 52;
    let clinic = Clinic::open_with(|settings| {
        settings.profile = Some(ReplyProfile::QualificationOnly);
    })
    .await;
    let phone = clinic.signed_in().await;
    let mut receptions = Vec::new();
    for _ in 0..VISITS {
        let mut visit = phone.signed("T01").await;
        phone.deliver(&mut visit).await.unwrap();
        phone.confirm_person(&mut visit).unwrap();
        receptions.push(number(&visit));
    }
    receptions.reverse();
    phone.open_results(Staff::nurse().password()).await.unwrap();
    let query = ResultQuery {
        kana: Some("ｼｹﾝ".to_owned()),
        ..ResultQuery::default()
    };
    let first = phone.search(&query).await.unwrap();
    assert_eq!(first.len(), 50);
    let next = phone.next_page().unwrap();
    let all = phone.search(&next).await.unwrap();
    let numbers: Vec<_> = all.into_iter().map(|one| one.reception_number).collect();
    assert_eq!(numbers, receptions);
    assert!(phone.next_page().is_none());
}

#[tokio::test]
async fn the_card_of_somebody_else_ends_the_visit_with_nothing_registered() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let mut visit = phone.signed("T02").await;
    phone.deliver(&mut visit).await.unwrap();
    phone.person_differs(&mut visit).unwrap();
    assert_eq!(visit.stopped_with(), Some(Code::PersonDiffers.as_str()));
    assert!(phone.waiting().unwrap().is_empty());
    phone.open_results(Staff::nurse().password()).await.unwrap();
    let found = phone.search(&ResultQuery::default()).await.unwrap();
    assert_eq!(found.len(), 0);
}

#[tokio::test]
async fn what_the_phone_finds_out_about_itself_and_the_notices_cross_the_network() {
    let clinic = Clinic::open().await;
    let phone = clinic.signed_in().await;
    let check = DeviceCheck {
        nfc: true,
        extended_le: Capability::Yes,
        extended_lc: Capability::Unknown,
        model: "iPhone15,2".to_owned(),
        system_version: "17.6".to_owned(),
        app_version: APP_VERSION.to_owned(),
    };
    phone.report_check(&check).await.unwrap();
    phone.notices().await.unwrap();
    phone.sign_out().await.unwrap();
    assert_eq!(phone.overview().unwrap().account, account::Step::SignedOut);
    assert_code(phone.notices().await, Code::SignedOut);
}
