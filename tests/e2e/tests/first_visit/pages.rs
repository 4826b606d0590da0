//! A portal's page in place of every single answer of a day.

use axum::http::StatusCode;
use jiff::SignedDuration;
use kyotaku_core::api::ApiError;
use kyotaku_core::flow::visit::Plan;
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::api::{Capability, DeviceCheck, ResultQuery};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::{APP_VERSION, Installation};
use kyotaku_e2e::clinic::network::Fate;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::{everything, number};

/// Does each request of a day in its turn, twice: troubled first, then again.
struct Day<'c> {
    clinic: &'c Clinic,
    trouble: Fate,
    troubled: usize,
}

impl Day<'_> {
    /// The request is sent once, answered with the trouble, and works when it is sent again.
    async fn request<T>(
        &mut self,
        line: &str,
        mut ask: impl AsyncFnMut() -> Result<T, PhoneError>,
    ) -> T {
        let network = &self.clinic.network;
        network.forget();
        network.plan(line, 1, &self.trouble);
        match ask().await {
            Err(error @ PhoneError::Api(ApiError::NotOurServer)) => {
                assert_eq!(error.code(), Code::NotOurServer.as_str());
            }
            Ok(_) => panic!("{line}: a page is no answer"),
            Err(other) => panic!("{line}: {other:?}"),
        }
        assert_eq!(network.unplan(), 0, "{line} was sent");
        let sent = network.lines();
        assert_eq!(sent.iter().filter(|sent| *sent == line).count(), 1);
        self.troubled += 1;
        ask().await.unwrap()
    }
}

fn check() -> DeviceCheck {
    DeviceCheck {
        nfc: true,
        extended_le: Capability::Yes,
        extended_lc: Capability::No,
        model: "iPhone15,2".to_owned(),
        system_version: "17.6".to_owned(),
        app_version: APP_VERSION.to_owned(),
    }
}

async fn a_troubled_day(trouble: Fate) -> usize {
    let clinic = Clinic::open().await;
    let mut day = Day {
        clinic: &clinic,
        trouble,
        troubled: 0,
    };
    let (nurse, code) = (Staff::nurse(), clinic.code().await);
    let phone = clinic.phone();
    let phone = &phone;
    day.request("POST /v1/devices", async || {
        phone.activate_with(&nurse, &code).await
    })
    .await;
    day.request("GET /v1/status", async || phone.sign_in_as(&nurse).await)
        .await;
    day.request("POST /v1/sessions", async || phone.sign_in_as(&nurse).await)
        .await;
    day.request("GET /v1/environment", async || {
        phone.refresh_environment().await
    })
    .await;
    day.request("GET /v1/notices", async || phone.notices().await)
        .await;
    day.request("PUT /v1/devices/self/check", async || {
        phone.report_check(&check()).await
    })
    .await;
    let reception = troubled_visit(&mut day, phone).await;
    day.request("POST /v1/sessions/self/reauth", async || {
        phone.open_results(nurse.password()).await
    })
    .await;
    let query = ResultQuery::default();
    let found = day
        .request("GET /v1/qualifications", async || {
            phone.search(&query).await
        })
        .await;
    assert_eq!(found[0].reception_number, reception);
    day.request(&format!("GET /v1/qualifications/{reception}"), async || {
        phone.show_result(&reception).await
    })
    .await;
    clinic.pass(SignedDuration::from_hours(24 * 340));
    day.request("POST /v1/devices/self/renew", async || {
        phone.renew_if_due().await
    })
    .await;
    phone.sign_in_as(&nurse).await.unwrap();
    day.request("DELETE /v1/devices/self", async || {
        phone.deregister(nurse.password()).await
    })
    .await;
    assert!(phone.overview().unwrap().registration.is_none());
    day.troubled
}

async fn troubled_visit(day: &mut Day<'_>, phone: &Installation) -> String {
    let mut visit = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    day.request("POST /v1/presence/challenges", async || {
        phone.prepare(&mut visit).await
    })
    .await;
    let mut visit = phone.signed("T01").await;
    day.request("POST /v1/presence/proofs", async || {
        phone.deliver(&mut visit).await
    })
    .await;
    phone.confirm_person(&mut visit).unwrap();
    phone.answer(&mut visit, everything()).unwrap();
    day.request("POST /v1/consents", async || {
        phone.register(&mut visit).await
    })
    .await;
    number(&visit)
}

#[tokio::test]
async fn a_page_instead_of_any_answer_is_told_and_costs_nothing() {
    let troubled = a_troubled_day(Fate::Page(StatusCode::OK)).await;
    assert_eq!(troubled, 14);
}

#[tokio::test]
async fn a_gateways_error_page_instead_of_any_answer_is_told_and_costs_nothing() {
    let troubled = a_troubled_day(Fate::Page(StatusCode::BAD_GATEWAY)).await;
    assert_eq!(troubled, 14);
}
