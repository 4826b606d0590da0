//! Device certificates, and requests that get none.

use der::{Decode as _, Encode as _};
use jiff::SignedDuration;
use kyotaku_core::vault::{SoftwareVault, certification_request};
use kyotaku_server::issuing::{DeviceCa, DeviceRequest, IssuingError, RequestError};
use x509_cert::Certificate;
use x509_cert::request::CertReq;

use crate::clinic::{CLINIC, Clinic};

fn request() -> Vec<u8> {
    certification_request(&SoftwareVault::ephemeral().unwrap()).unwrap()
}

#[tokio::test]
async fn a_device_certificate_names_the_device_and_nothing_else() {
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let certificate = Certificate::from_der(&phone.identity.certificate).unwrap();
    let tbs = certificate.tbs_certificate();
    assert_eq!(tbs.subject().to_string(), format!("CN={}", phone.id));
    let [from, until] = [tbs.validity().not_before, tbs.validity().not_after]
        .map(|time| time.to_unix_duration().as_secs());
    assert_eq!(until - from, 365 * 24 * 3600);
    let other = clinic.phone().await;
    let other = Certificate::from_der(&other.identity.certificate).unwrap();
    assert_ne!(other.tbs_certificate().serial_number(), tbs.serial_number());
}

#[test]
fn a_request_must_be_signed_by_its_own_key() {
    let (mine, other) = (request(), request());
    assert!(DeviceRequest::from_der(&mine).is_ok());
    let [mut mixed, other] = [&mine, &other].map(|request| CertReq::from_der(request).unwrap());
    mixed.info.public_key = other.info.public_key;
    let refused = DeviceRequest::from_der(&mixed.to_der().unwrap());
    assert_eq!(refused.err(), Some(RequestError::Signature));
}

#[test]
fn only_p256_requests_in_exact_encoding_are_read() {
    let mine = request();
    let pem = der::Document::try_from(mine.as_slice())
        .unwrap()
        .to_pem("CERTIFICATE REQUEST", der::pem::LineEnding::LF)
        .unwrap();
    assert!(DeviceRequest::from_file_bytes(pem.as_bytes()).is_ok());
    assert!(DeviceRequest::from_file_bytes(&mine).is_ok());
    let trailing = [&mine[..], &[0]].concat();
    for bytes in [
        &b""[..],
        b"-----BEGIN",
        &mine[1..],
        &trailing,
        &[0x30, 0x00],
    ] {
        let refused = DeviceRequest::from_file_bytes(bytes);
        assert_eq!(refused.err(), Some(RequestError::Encoding));
    }
    let mut other_curve = CertReq::from_der(&mine).unwrap();
    let p384 = kyotaku_cardsim::pki::keys::COMING_PUBLIC;
    let (_, p384) = der::Document::from_pem(p384).unwrap();
    other_curve.info.public_key = p384.decode_msg().unwrap();
    let refused = DeviceRequest::from_der(&other_curve.to_der().unwrap());
    assert_eq!(refused.err(), Some(RequestError::Key));
}

#[tokio::test]
async fn only_accounts_of_the_app_get_a_device_and_a_key_is_registered_once() {
    let clinic = Clinic::open().await;
    let ca = DeviceCa::load(&clinic.file("device-ca.pem"), &clinic.file("device-ca.key")).unwrap();
    let request = DeviceRequest::from_der(&request()).unwrap();
    let issue = async |institution: &str, account: &str| {
        let owner = (institution.parse().unwrap(), account.parse().unwrap());
        let (now, year) = (clinic.clock.now(), SignedDuration::from_hours(24 * 365));
        ca.issue(&clinic.database, &request, owner, now, year).await
    };
    for (institution, account) in [
        (CLINIC, "kanri01"),
        (CLINIC, "nobody"),
        (CLINIC, "old03"),
        ("9939999018", "doctor01"),
    ] {
        let refused = issue(institution, account).await;
        assert!(
            matches!(refused, Err(IssuingError::Account)),
            "{institution} {account}"
        );
    }
    assert!(issue(CLINIC, "doctor01").await.is_ok());
    assert!(matches!(
        issue(CLINIC, "staff11").await,
        Err(IssuingError::Database(_))
    ));
}
