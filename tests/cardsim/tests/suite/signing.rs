//! The private-key operation.

use der::Decode as _;
use rsa::{Pkcs1v15Sign, RsaPublicKey, pkcs8::DecodePublicKey as _};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;

use crate::apdus::*;

fn public_key(certificate: &[u8]) -> RsaPublicKey {
    use der::Encode as _;
    let certificate = Certificate::from_der(certificate).unwrap();
    let key = certificate.tbs_certificate().subject_public_key_info();
    RsaPublicKey::from_public_key_der(&key.to_der().unwrap()).unwrap()
}

#[test]
fn a_signature_needs_the_pin_and_verifies_with_the_certificate() {
    let mut card = selected("T01");
    assert_eq!(status(&mut card, &sign()), 0x6982);
    send(&mut card, VERIFY);
    let (signature, status) = send(&mut card, &sign());
    assert_eq!((signature.len(), status), (256, 0x9000));
    let certificate = read_certificate(&mut card);
    public_key(&certificate)
        .verify(
            Pkcs1v15Sign::new::<Sha256>(),
            &Sha256::digest("hello"),
            &signature,
        )
        .unwrap();
}

#[test]
fn the_pin_allows_any_number_of_signatures() {
    let mut card = selected("T01");
    send(&mut card, VERIFY);
    let first = send(&mut card, &sign());
    assert_eq!(send(&mut card, &sign()), first);
}

#[test]
fn all_three_forms_of_input_give_the_same_signature() {
    let mut card = selected("T01");
    send(&mut card, VERIFY);
    let verbatim = send(&mut card, &sign());
    let hash = &DIGEST_INFO[38..];
    assert_eq!(send(&mut card, &format!("802A029720{hash}00")), verbatim);
    assert_eq!(send(&mut card, "802A03970568656C6C6F00"), verbatim);
    assert_eq!(status(&mut card, &format!("802A019720{hash}00")), 0x6A86);
}

#[test]
fn input_is_1_to_245_bytes_and_le_must_be_there() {
    let mut card = selected("T01");
    send(&mut card, VERIFY);
    for (length, expected) in [(1, 0x9000), (245, 0x9000), (246, 0x6700), (255, 0x6700)] {
        let mut command = vec![0x80, 0x2A, 0x00, 0x97, u8::try_from(length).unwrap()];
        command.extend(std::iter::repeat_n(0x5A, length));
        command.push(0x00);
        assert_eq!(transmit(&mut card, &command).1, expected, "{length}");
    }
    assert_eq!(status(&mut card, "802A009700"), 0x6700);
    let without_le = sign();
    assert_eq!(
        status(&mut card, &without_le[..without_le.len() - 2]),
        0x6700
    );
}

#[test]
fn the_current_key_file_can_be_used_too() {
    let mut card = selected("T01");
    send(&mut card, VERIFY);
    let by_short_id = send(&mut card, &sign());
    send(&mut card, "00A4020C020017");
    let command = format!("802A008033{DIGEST_INFO}00");
    assert_eq!(send(&mut card, &command), by_short_id);
    send(&mut card, "00A4020C020018");
    assert_eq!(status(&mut card, &command), 0x6981);
}

#[test]
fn the_signature_key_needs_its_own_password() {
    let mut card = selected("T01");
    send(&mut card, VERIFY);
    let command = format!("802A009A33{DIGEST_INFO}00");
    assert_eq!(status(&mut card, &command), 0x6982);
    send(&mut card, "0020009B06414243313233");
    assert_eq!(status(&mut card, &command), 0x9000);
}

#[test]
fn the_coming_generation_cannot_sign_here() {
    let mut card = selected("ec-p384");
    send(&mut card, VERIFY);
    assert_eq!(status(&mut card, &sign()), 0x6A81);
}
