//! Device certificates, and requests that get none.

use der::{Decode as _, Encode as _};
use kyotaku_core::vault::{SoftwareVault, certification_request};
use kyotaku_server::issuing::{DeviceRequest, RequestError};
use x509_cert::Certificate;
use x509_cert::request::CertReq;

use crate::clinic::Clinic;

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
    assert!(DeviceRequest::from_der(&mine).is_ok());
    let trailing = [&mine[..], &[0]].concat();
    for bytes in [
        &b""[..],
        b"-----BEGIN",
        &mine[1..],
        &trailing,
        &[0x30, 0x00],
    ] {
        let refused = DeviceRequest::from_der(bytes);
        assert_eq!(refused.err(), Some(RequestError::Encoding));
    }
    let mut other_curve = CertReq::from_der(&mine).unwrap();
    let p384 = kyotaku_cardsim::pki::keys::COMING_PUBLIC;
    let (_, p384) = der::Document::from_pem(p384).unwrap();
    other_curve.info.public_key = p384.decode_msg().unwrap();
    let refused = DeviceRequest::from_der(&other_curve.to_der().unwrap());
    assert_eq!(refused.err(), Some(RequestError::Key));
}
