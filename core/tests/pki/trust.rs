//! Which CAs are trusted, how an issuer is found, and what a certificate may be used for.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use kyotaku_core::pki::{
    CertificateError, Malformed, Policy, Standing, TrustError, TrustStore, UserCertificate,
};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsages, SubjectKeyIdentifier};

use crate::fixture::*;

const NOW: &str = "2026-11-22T12:00:00+09:00";

fn refusal(draft: &Draft) -> CertificateError {
    match TrustStore::from_ders([draft.sign(&key("ca"))], &[Policy::Test]) {
        Err(TrustError::Certificate { number: 1, source }) => source,
        other => panic!("{other:?}"),
    }
}

fn standing(draft: &Draft, now: &str) -> Standing {
    let ca = Authority::new("ca");
    let certificate = UserCertificate::parse(&draft.sign(&ca.key)).unwrap();
    ca.trust().standing(&certificate, at(now))
}

fn pem(der: &[u8]) -> String {
    let mut text = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in STANDARD.encode(der).as_bytes().chunks(64) {
        writeln!(text, "{}", std::str::from_utf8(line).unwrap()).unwrap();
    }
    text + "-----END CERTIFICATE-----\n"
}

#[test]
fn certificate_of_a_trusted_ca_goes_through_all_standings() {
    let user = Authority::new("ca").user();
    let until = at("2030-02-17T23:59:59+09:00");
    for (now, expected) in [
        (
            "2025-10-27T10:35:41+09:00",
            Standing::NotYet {
                from: at("2025-10-27T01:35:42Z"),
            },
        ),
        (NOW, Standing::Valid),
        ("2029-11-16T23:59:59+09:00", Standing::Valid),
        ("2029-11-17T00:00:00+09:00", Standing::Expiring { until }),
        ("2030-02-17T23:59:59.5+09:00", Standing::Expiring { until }),
        (
            "2030-02-18T00:00:00+09:00",
            Standing::Grace {
                until: at("2030-05-31T14:59:59Z"),
            },
        ),
        (
            "2030-05-31T23:59:59+09:00",
            Standing::Grace {
                until: at("2030-05-31T14:59:59Z"),
            },
        ),
        ("2030-06-01T00:00:00+09:00", Standing::Dead),
    ] {
        assert_eq!(standing(&user, now), expected, "{now}");
    }
}

#[test]
fn issuer_is_found_by_its_key_though_all_generations_share_one_name() {
    let generations = [Authority::new("ca"), Authority::new("ca-next")];
    let ders = generations.iter().map(Authority::der);
    let trust = TrustStore::from_ders(ders, &[Policy::Test]).unwrap();
    for (authority, ca) in generations.iter().zip(trust.cas()) {
        let certificate = authority.user_certificate();
        let found = trust.issuer_of(&certificate).unwrap();
        assert_eq!(found.fingerprint(), ca.fingerprint());
        assert_eq!(trust.standing(&certificate, at(NOW)), Standing::Valid);
    }
}

#[test]
fn same_key_identifier_under_two_keys_is_settled_by_the_signature() {
    let impostor = Authority {
        key_id: Authority::new("ca").key_id,
        ..Authority::new("ca-next")
    };
    let ca = Authority::new("ca");
    let trust = TrustStore::from_ders([impostor.der(), ca.der()], &[Policy::Test]).unwrap();
    let found = trust.issuer_of(&ca.user_certificate()).unwrap();
    assert_eq!(found.fingerprint(), trust.cas()[1].fingerprint());
}

#[test]
fn certificate_of_another_generation_is_foreign() {
    let certificate = Authority::new("ca-next").user_certificate();
    let trust = Authority::new("ca").trust();
    assert_eq!(trust.standing(&certificate, at(NOW)), Standing::Foreign);
    assert!(trust.issuer_of(&certificate).is_none());
}

#[test]
fn claimed_issuer_without_its_signature_is_foreign() {
    let ca = Authority::new("ca");
    let forged = ca.user().sign(&key("ca-next"));
    let forged = UserCertificate::parse(&forged).unwrap();
    assert_eq!(ca.trust().standing(&forged, at(NOW)), Standing::Foreign);
}

#[test]
fn other_issuer_name_over_the_right_key_is_foreign() {
    let user = Draft {
        issuer: "O=Other,C=JP",
        ..Authority::new("ca").user()
    };
    assert_eq!(standing(&user, NOW), Standing::Foreign);
}

#[test]
fn other_key_identifier_over_the_right_key_is_foreign() {
    let user = Authority::new("ca").user().with(authority(&[9; 20]));
    assert_eq!(standing(&user, NOW), Standing::Foreign);
}

#[test]
fn policy_that_is_not_allowed_is_foreign() {
    let ca = Authority::new("ca");
    let trust = TrustStore::from_ders([ca.der()], &[Policy::Production]).unwrap();
    assert_eq!(
        trust.standing(&ca.user_certificate(), at(NOW)),
        Standing::Foreign
    );
    let both = [Policy::Production, Policy::Test];
    let trust = TrustStore::from_ders([ca.der()], &both).unwrap();
    assert_eq!(
        trust.standing(&ca.user_certificate(), at(NOW)),
        Standing::Valid
    );
}

#[test]
fn ca_out_of_force_issues_nothing_but_its_grace_periods_run_out() {
    let ca = Authority::new("ca");
    let draft = Draft {
        not_after: "2030-03-01T14:59:59Z",
        ..ca.draft()
    };
    let trust = TrustStore::from_ders([draft.sign(&ca.key)], &[Policy::Test]).unwrap();

    let ends_before_ca = ca.user_certificate();
    let after_both = at("2030-04-01T00:00:00+09:00");
    let grace = Standing::Grace {
        until: at("2030-05-31T14:59:59Z"),
    };
    assert_eq!(trust.standing(&ends_before_ca, after_both), grace);

    let outlasts_ca = Draft {
        not_after: "2030-06-01T14:59:59Z",
        ..ca.user()
    };
    let outlasts_ca = UserCertificate::parse(&outlasts_ca.sign(&ca.key)).unwrap();
    assert_eq!(trust.standing(&outlasts_ca, after_both), Standing::Foreign);
    assert!(trust.issuer_of(&outlasts_ca).is_some());
}

#[test]
fn ca_certificates_of_another_shape_are_refused() {
    let ca = || Authority::new("ca").draft();
    let limits = raw_extension(oid("2.5.29.30"), vec![0x30, 0x00], true);
    for (draft, expected) in [
        (ca().with(constraints(false)), CertificateError::WrongUsage),
        (
            ca().without::<BasicConstraints>(),
            CertificateError::WrongUsage,
        ),
        (
            ca().with(key_usage(&[KeyUsages::CRLSign])),
            CertificateError::WrongUsage,
        ),
        (Authority::new("ca").user(), CertificateError::WrongUsage),
        (
            Draft {
                issuer: "O=Other,C=JP",
                ..ca()
            },
            CertificateError::NotSelfSigned,
        ),
        (
            Draft {
                spki: spki(&key("user")),
                ..ca()
            },
            CertificateError::NotSelfSigned,
        ),
        (
            ca().without::<SubjectKeyIdentifier>(),
            Malformed {
                part: "subject key identifier",
            }
            .into(),
        ),
        (
            Draft {
                not_after: "2023-07-15T23:59:59Z",
                ..ca()
            },
            Malformed { part: "validity" }.into(),
        ),
        (
            ca().with(limits),
            CertificateError::UnknownCriticalExtension {
                oid: oid("2.5.29.30"),
            },
        ),
    ] {
        assert_eq!(refusal(&draft), expected);
    }
}

#[test]
fn refused_certificate_is_named_by_its_place() {
    let good = Authority::new("ca").der();
    let error = TrustStore::from_ders([&good[..], b"no"], &[Policy::Test]).unwrap_err();
    assert!(
        matches!(error, TrustError::Certificate { number: 2, .. }),
        "{error:?}"
    );
    let error = TrustStore::from_ders([[0_u8; 0]; 0], &[Policy::Test]).unwrap_err();
    assert!(matches!(error, TrustError::Empty), "{error:?}");
}

#[test]
fn pem_may_hold_several_certificates_and_remarks() {
    let [first, second] = ["ca", "ca-next"].map(|name| pem(&Authority::new(name).der()));
    let text = format!("Two generations.\n{first}\n{second}");
    let trust = TrustStore::from_pem(text.as_bytes(), &[Policy::Test]).unwrap();
    assert_eq!(trust.cas().len(), 2);

    let error = TrustStore::from_pem(b"no certificate", &[Policy::Test]).unwrap_err();
    assert!(matches!(error, TrustError::Empty), "{error:?}");
    let damaged = first.replacen("MII", "M!I", 1);
    let error = TrustStore::from_pem(damaged.as_bytes(), &[Policy::Test]).unwrap_err();
    assert!(matches!(error, TrustError::Pem), "{error:?}");
}

#[test]
fn directory_is_loaded_with_der_and_pem_and_nothing_else() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pki-trust-load");
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    let [first, second] = ["ca", "ca-next"].map(|name| Authority::new(name).der());
    std::fs::write(directory.join("a.der"), &first).unwrap();
    std::fs::write(directory.join("b.pem"), pem(&second)).unwrap();
    std::fs::write(directory.join("README.md"), "not a certificate").unwrap();

    let trust = TrustStore::load(&directory, &[Policy::Test]).unwrap();
    assert_eq!(trust.cas().len(), 2);
    let file = directory.join("b.pem");
    assert_eq!(
        TrustStore::load(&file, &[Policy::Test])
            .unwrap()
            .cas()
            .len(),
        1
    );

    std::fs::write(directory.join("c.der"), &second[..100]).unwrap();
    let error = TrustStore::load(&directory, &[Policy::Test]).unwrap_err();
    assert!(matches!(&error, TrustError::File { path, .. } if path.ends_with("c.der")));
    let error = TrustStore::load(&directory.join("absent"), &[Policy::Test]).unwrap_err();
    assert!(matches!(error, TrustError::Read { .. }), "{error:?}");
}

#[test]
fn standing_at_the_ends_of_time_is_told_without_panic() {
    let ca = Authority::new("ca");
    let certificate = ca.user_certificate();
    let from = certificate.not_before();
    let trust = ca.trust();
    assert_eq!(trust.standing(&certificate, Timestamp::MAX), Standing::Dead);
    for early in [Timestamp::MIN, from - jiff::SignedDuration::from_secs(1)] {
        assert_eq!(
            trust.standing(&certificate, early),
            Standing::NotYet { from }
        );
    }
}
