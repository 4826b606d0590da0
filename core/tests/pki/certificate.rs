//! What is accepted as a certificate for user authentication, and how the rest is refused.

use der::Decode;
use der::oid::AssociatedOid;
use kyotaku_core::pki::{
    CertificateError, Malformed, Policy, SignatureMismatch, UnsupportedKey, UserCertificate,
};
use rsa::pkcs1v15::SigningKey;
use sha2::{Digest, Sha256, Sha384};
use x509_cert::builder::Builder;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, CertificatePolicies, ExtendedKeyUsage, KeyUsage, KeyUsages,
};

use crate::fixture::*;

fn refusal(draft: &Draft) -> CertificateError {
    UserCertificate::parse(&draft.sign(&key("ca"))).unwrap_err()
}

fn user() -> Draft {
    Authority::new("ca").user()
}

#[test]
fn certificate_of_a_card_is_read() {
    let ca = Authority::new("ca");
    let der = ca.user().sign(&ca.key);
    let certificate = UserCertificate::parse(&der).unwrap();
    assert_eq!(certificate.der(), der);
    assert_eq!(
        certificate.fingerprint().as_bytes()[..],
        Sha256::digest(&der)[..]
    );
    assert_eq!(certificate.serial().as_bytes(), [0x22, 0x7B, 0x13]);
    assert_eq!(certificate.authority_key_id(), ca.key_id);
    assert_eq!(certificate.not_before(), at("2025-10-27T10:35:42+09:00"));
    assert_eq!(certificate.not_after(), at("2030-02-17T23:59:59+09:00"));
    assert_eq!(certificate.policy(), Policy::Test);
}

#[test]
fn production_policy_is_told_from_the_test_policy() {
    let der = user().with(policies(&[PRODUCTION_POLICY])).sign(&key("ca"));
    assert_eq!(
        UserCertificate::parse(&der).unwrap().policy(),
        Policy::Production
    );
}

#[test]
fn signature_of_the_card_verifies_and_no_other() {
    let certificate = Authority::new("ca").user_certificate();
    let digest: [u8; 32] = Sha256::digest(b"statement").into();
    let signature = sign(&key("user"), b"statement");
    certificate.verify_sha256(&digest, &signature).unwrap();

    let mut flipped = signature;
    flipped[128] ^= 0x10;
    assert_eq!(
        certificate.verify_sha256(&digest, &flipped),
        Err(SignatureMismatch)
    );
    assert_eq!(
        certificate.verify_sha256(&[0; 32], &signature),
        Err(SignatureMismatch)
    );
    assert_eq!(
        certificate.verify_sha256(&digest, &signature[..255]),
        Err(SignatureMismatch)
    );
    let foreign = sign(&key("ca"), b"statement");
    assert_eq!(
        certificate.verify_sha256(&digest, &foreign),
        Err(SignatureMismatch)
    );
}

#[test]
fn debug_shows_neither_subject_nor_serial_nor_der() {
    let certificate = Authority::new("ca").user_certificate();
    let shown = format!("{certificate:?} {:?}", certificate.serial());
    assert!(shown.contains("2030-02-17"), "{shown}");
    assert!(!shown.contains("XXXXXXXX"), "{shown}");
    assert!(!shown.to_lowercase().contains("227b13"), "{shown}");
    assert!(!shown.contains("48, 130"), "{shown}");
    assert!(shown.len() < 200, "{shown}");
}

#[test]
fn certificate_for_digital_signature_is_refused_as_such() {
    let both = [KeyUsages::DigitalSignature, KeyUsages::NonRepudiation];
    for draft in [
        user().with(key_usage(&both)),
        user().with(key_usage(&both)).without::<ExtendedKeyUsage>(),
        user().with(policies(&[SIGN_POLICY])),
        user().with(policies(&[SIGN_TEST_POLICY])),
        user().with(policies(&[TEST_POLICY, SIGN_POLICY])),
    ] {
        assert_eq!(refusal(&draft), CertificateError::SignType);
    }
}

#[test]
fn key_of_a_coming_generation_is_named() {
    let draft = Draft {
        spki: include_bytes!("../fixtures/pki/p384.spki").to_vec(),
        ..user()
    };
    let expected = UnsupportedKey::Algorithm {
        algorithm: oid("1.2.840.10045.2.1"),
        curve: Some(oid("1.3.132.0.34")),
    };
    assert_eq!(refusal(&draft), CertificateError::UnsupportedKey(expected));
    assert!(refusal(&draft).to_string().contains("1.2.840.10045.2.1"));
}

#[test]
fn rsa_keys_of_other_sizes_and_exponents_are_refused() {
    let spki = include_bytes!("../fixtures/pki/rsa3072.spki").to_vec();
    let refused = refusal(&Draft { spki, ..user() });
    assert_eq!(
        refused,
        CertificateError::UnsupportedKey(UnsupportedKey::Size { bits: 3072 })
    );
    let spki = include_bytes!("../fixtures/pki/rsa2048-e3.spki").to_vec();
    let refused = refusal(&Draft { spki, ..user() });
    assert_eq!(
        refused,
        CertificateError::UnsupportedKey(UnsupportedKey::Exponent)
    );
}

#[test]
fn other_signature_algorithms_are_refused_by_name() {
    use der::Encode;
    use x509_cert::builder::CertificateBuilder;
    use x509_cert::serial_number::SerialNumber;
    use x509_cert::spki::SubjectPublicKeyInfoOwned;
    use x509_cert::time::Validity;

    let draft = user();
    let signer = SigningKey::<Sha384>::new(key("ca").into());
    let der = CertificateBuilder::new(
        draft.clone(),
        SerialNumber::new(&draft.serial).unwrap(),
        Validity::new(time(draft.not_before), time(draft.not_after)),
        SubjectPublicKeyInfoOwned::from_der(&draft.spki).unwrap(),
    )
    .unwrap()
    .build(&signer)
    .unwrap()
    .to_der()
    .unwrap();
    let algorithm = oid("1.2.840.113549.1.1.12");
    let refused = UserCertificate::parse(&der).unwrap_err();
    assert_eq!(
        refused,
        CertificateError::UnsupportedSignature { algorithm }
    );
}

#[test]
fn certificates_for_other_usages_are_refused() {
    for draft in [
        user().with(key_usage(&[KeyUsages::KeyCertSign])),
        user().with(key_usage(&[
            KeyUsages::DigitalSignature,
            KeyUsages::KeyEncipherment,
        ])),
        user().without::<KeyUsage>(),
        user().with(extension(
            &KeyUsage(KeyUsages::DigitalSignature.into()),
            false,
        )),
        user().with(purposes(&[SERVER_AUTH])),
        user().without::<ExtendedKeyUsage>(),
        user().with(constraints(true)),
    ] {
        assert_eq!(refusal(&draft), CertificateError::WrongUsage);
    }
}

#[test]
fn exactly_one_known_policy_is_required() {
    for draft in [
        user().with(policies(&["1.2.392.200149.8.5.1.3.31"])),
        user().with(policies(&[TEST_POLICY, PRODUCTION_POLICY])),
        user().with(policies(&[TEST_POLICY, TEST_POLICY])),
        user().without::<CertificatePolicies>(),
    ] {
        assert_eq!(refusal(&draft), CertificateError::UnknownPolicy);
    }
}

#[test]
fn critical_extensions_must_be_known() {
    let name_constraints = oid("2.5.29.30");
    let draft = user().with(raw_extension(name_constraints, vec![0x30, 0x00], true));
    let refused = CertificateError::UnknownCriticalExtension {
        oid: name_constraints,
    };
    assert_eq!(refusal(&draft), refused);
    let draft = user().with(raw_extension(name_constraints, vec![0x30, 0x00], false));
    assert!(UserCertificate::parse(&draft.sign(&key("ca"))).is_ok());
}

#[test]
fn repeated_missing_and_malformed_extensions_are_refused() {
    let mut repeated = user();
    repeated.extensions.push(authority(&[1; 20]));
    assert_eq!(refusal(&repeated), Malformed { part: "extensions" }.into());

    let anonymous = user().without::<AuthorityKeyIdentifier>();
    assert_eq!(
        refusal(&anonymous),
        Malformed {
            part: "authority key identifier"
        }
        .into()
    );

    // The last bit of this BIT STRING is unused and set: BER, but not DER.
    let loose = raw_extension(KeyUsage::OID, vec![0x03, 0x02, 0x07, 0x81], true);
    assert_eq!(
        refusal(&user().with(loose)),
        Malformed { part: "key usage" }.into()
    );
}

#[test]
fn version_one_is_refused() {
    let plain = Draft {
        extensions: Vec::new(),
        ..user()
    };
    assert_eq!(refusal(&plain), Malformed { part: "version" }.into());
}

#[test]
fn validity_that_ends_before_it_begins_is_refused() {
    let draft = Draft {
        not_after: "2025-10-27T01:35:41Z",
        ..user()
    };
    assert_eq!(refusal(&draft), Malformed { part: "validity" }.into());
}

#[test]
fn length_must_be_exact() {
    let der = user().sign(&key("ca"));
    let refused = Malformed {
        part: "signed envelope",
    };
    for filler in [&[0x00][..], &[0xFF; 16]] {
        let longer = [&der[..], filler].concat();
        assert_eq!(UserCertificate::parse(&longer).unwrap_err(), refused.into());
    }
    assert_eq!(
        UserCertificate::parse(&der[..der.len() - 1]).unwrap_err(),
        refused.into()
    );
}

#[test]
fn length_in_a_form_longer_than_needed_is_refused() {
    let der = user().sign(&key("ca"));
    assert_eq!(der[..2], [0x30, 0x82]);
    let padded = [&[0x30, 0x83, 0x00], &der[2..]].concat();
    assert!(UserCertificate::parse(&padded).is_err());
}

/// Returns where bytes occur in a certificate for the nth time, counted from zero.
fn position(der: &[u8], wanted: &[u8], nth: usize) -> usize {
    let mut found = (0..der.len()).filter(|&start| der[start..].starts_with(wanted));
    found.nth(nth).unwrap()
}

#[test]
fn both_statements_of_the_signature_algorithm_count() {
    let der = user().sign(&key("ca"));
    let with_sha_256 = oid("1.2.840.113549.1.1.11");
    for statement in [0, 1] {
        let mut changed = der.clone();
        let last = position(&der, with_sha_256.as_bytes(), statement) + 8;
        changed[last] = 12;
        let algorithm = oid("1.2.840.113549.1.1.12");
        let refused = UserCertificate::parse(&changed).unwrap_err();
        assert_eq!(
            refused,
            CertificateError::UnsupportedSignature { algorithm }
        );
    }
}

#[test]
fn key_without_the_null_parameter_is_refused() {
    let mut der = user().sign(&key("ca"));
    let rsa_encryption = oid("1.2.840.113549.1.1.1");
    let null = position(&der, rsa_encryption.as_bytes(), 0) + 9;
    assert_eq!(der[null..null + 2], [0x05, 0x00]);
    der[null] = 0x04;
    let refused = UserCertificate::parse(&der).unwrap_err();
    assert_eq!(
        refused,
        CertificateError::UnsupportedKey(UnsupportedKey::Malformed)
    );
}

#[test]
fn year_before_2050_must_be_in_utc_time() {
    let der = user().sign(&key("ca"));
    let start = position(&der, b"\x17\x0D251027013542Z", 0);
    let mut changed = der.clone();
    changed.splice(start..start + 2, *b"\x18\x0F20");
    // Two more bytes in the validity, in the content and in the certificate.
    changed[start - 1] += 2;
    for low_byte in [3, 7] {
        changed[low_byte] += 2;
    }
    assert!(
        x509_cert::Certificate::from_der(&changed).is_ok(),
        "lengths fit"
    );
    let refused = Malformed {
        part: "certificate content",
    };
    assert_eq!(
        UserCertificate::parse(&changed).unwrap_err(),
        refused.into()
    );
}

#[test]
fn more_extensions_than_any_certificate_has_are_refused() {
    let mut draft = user();
    for arc in 0..40 {
        let unknown = oid(&format!("1.2.392.200149.99.{arc}"));
        draft = draft.with(raw_extension(unknown, vec![0x05, 0x00], false));
    }
    assert_eq!(refusal(&draft), Malformed { part: "extensions" }.into());
}
