//! What devices do about themselves: renewing, leaving, and telling what they can.

use jiff::SignedDuration;
use kyotaku_core::api::Identity;
use kyotaku_core::vault::{SoftwareVault, certification_request};
use kyotaku_core::wire::api::{Capability, DeviceCheck, RenewRequest};
use kyotaku_core::wire::code::Code;
use kyotaku_server::config::Settings;
use kyotaku_server::store::entity::{device, session};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;

use crate::clinic::{Clinic, assert_refused};
use crate::phone::Phone;
use crate::transport::send;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

fn request_of(phone: &Phone) -> RenewRequest {
    RenewRequest {
        certification_request: certification_request(phone.identity.vault.as_ref()).unwrap(),
    }
}

#[tokio::test]
async fn a_device_renews_its_certificate_with_the_key_it_has() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    clinic.pass(DAY * 300);
    let renewed = phone.client.renew(&request_of(&phone)).await.unwrap();
    assert_eq!(renewed.not_after, clinic.clock.now() + DAY * 365);
    assert_ne!(renewed.certificate, phone.identity.certificate);
    let identity = Identity {
        certificate: renewed.certificate,
        vault: phone.identity.vault.clone(),
    };
    // The old one is as good until its own end.
    let old = phone.session.me().await.unwrap();
    assert_eq!(old.device.certificate_not_after, renewed.not_after);
    clinic.pass(DAY * 100);
    let old = phone.session.me().await;
    assert_refused(old, Code::DeviceCertificateExpired, 403);
    let client = clinic.client(Some(&identity), &clinic.clock);
    let me = client.session(phone.token.clone()).me().await.unwrap();
    assert_eq!(me.device.id, phone.id);
}

#[tokio::test]
async fn an_ended_certificate_can_be_renewed_for_ninety_days() {
    let month = |settings: &mut Settings| settings.device_certificate_days = Some(30);
    let clinic = Clinic::open_with(month).await;
    let (phone, late) = (clinic.phone().await, clinic.phone().await);
    clinic.pass(DAY * (30 + 90));
    let expired = phone.session.me().await;
    assert_refused(expired, Code::DeviceCertificateExpired, 403);
    assert!(phone.client.renew(&request_of(&phone)).await.is_ok());
    clinic.pass(SECOND);
    let answer = late.client.renew(&request_of(&late)).await;
    assert_refused(answer, Code::DeviceCertificateExpired, 403);
    // Whoever holds the key may still leave.
    assert!(late.client.deregister().await.is_ok());
}

#[tokio::test]
async fn another_key_and_what_is_no_request_are_not_certified() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let other = RenewRequest {
        certification_request: certification_request(&SoftwareVault::ephemeral().unwrap()).unwrap(),
    };
    let answer = phone.client.renew(&other).await;
    assert_refused(answer, Code::DeviceKeyDiffers, 422);
    let mut damaged = request_of(&phone);
    damaged.certification_request.pop();
    for request in [
        damaged,
        RenewRequest {
            certification_request: Vec::new(),
        },
    ] {
        let answer = phone.client.renew(&request).await;
        assert_refused(answer, Code::RequestMalformed, 400);
    }
    clinic.revoke(&phone).await;
    let answer = phone.client.renew(&request_of(&phone)).await;
    assert_refused(answer, Code::DeviceRevoked, 403);
}

#[tokio::test]
async fn a_device_that_leaves_is_unknown_and_leaving_twice_is_no_mistake() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.client.deregister().await.unwrap();
    phone.client.deregister().await.unwrap();
    assert_refused(phone.session.me().await, Code::DeviceUnknown, 403);
    let answer = phone.client.renew(&request_of(&phone)).await;
    assert_refused(answer, Code::DeviceUnknown, 403);
    let sessions = session::Entity::find().count(&clinic.database).await;
    assert_eq!(sessions.unwrap(), 0);
    // Revoking what has left changes nothing; a revoked one cannot leave.
    clinic.revoke(&phone).await;
    assert_refused(phone.session.me().await, Code::DeviceUnknown, 403);
    let revoked = clinic.phone().await;
    clinic.revoke(&revoked).await;
    let answer = revoked.client.deregister().await;
    assert_refused(answer, Code::DeviceRevoked, 403);
}

#[tokio::test]
async fn revoking_a_device_ends_its_session_for_good() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    clinic.revoke(&phone).await;
    assert_refused(phone.session.me().await, Code::DeviceRevoked, 403);
    let sessions = session::Entity::find().count(&clinic.database).await;
    assert_eq!(sessions.unwrap(), 0);
    let again = phone.sign_in("staff11").await;
    assert_refused(again, Code::DeviceRevoked, 403);
}

#[tokio::test]
async fn what_a_phone_has_found_out_about_itself_is_kept() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let check = DeviceCheck {
        nfc: true,
        extended_le: Capability::Yes,
        extended_lc: Capability::Unknown,
        model: "端".repeat(40),
        system_version: "26.1".to_owned(),
        app_version: "0.1.0".to_owned(),
    };
    phone.client.report_check(&check).await.unwrap();
    let rows = device::Entity::find().all(&clinic.database).await.unwrap();
    let kept = rows[0].device_check.clone().unwrap();
    assert_eq!(serde_json::from_value::<DeviceCheck>(kept).unwrap(), check);
    let too_long = "x".repeat(41);
    for check in [
        DeviceCheck {
            model: "\0".to_owned(),
            ..check.clone()
        },
        DeviceCheck {
            model: too_long.clone(),
            ..check.clone()
        },
        DeviceCheck {
            system_version: too_long.clone(),
            ..check.clone()
        },
        DeviceCheck {
            app_version: too_long,
            ..check.clone()
        },
    ] {
        let answer = phone.client.report_check(&check).await;
        assert_refused(answer, Code::RequestMalformed, 400);
    }
    let mut more = serde_json::to_value(&check).unwrap();
    more["more"] = json!(1);
    let body = serde_json::to_vec(&more).unwrap();
    let head = format!(
        "PUT /v1/devices/self/check HTTP/1.1\r\ncontent-type: application/json\r\n\
         content-length: {}",
        body.len()
    );
    assert_eq!(send(&clinic, &phone, &head, &body).await.status, 400);
}
