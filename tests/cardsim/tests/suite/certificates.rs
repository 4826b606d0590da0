//! Certificates, lists and the profile they follow.

use der::{Decode as _, Encode as _, oid::AssociatedOid};
use kyotaku_cardsim::{
    Card, World,
    pki::{authority::Generation, leaf, tls},
};
use rsa::{Pkcs1v15Sign, RsaPublicKey, pkcs8::DecodePublicKey as _};
use sha2::{Digest as _, Sha256};
use x509_cert::{
    Certificate,
    crl::CertificateList,
    ext::pkix::{
        AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints,
        ExtendedKeyUsage, KeyUsage, SubjectAltName,
        name::{DistributionPointName, GeneralName},
    },
};

use crate::apdus::*;

const PERSONS: [&str; 14] = [
    "T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12", "T13",
    "T14",
];

fn certificate(name: &str) -> Certificate {
    certificate_of(&world().card(name).unwrap())
}

fn certificate_of(card: &Card) -> Certificate {
    let der = card.image().authentication.certificate.clone().unwrap();
    Certificate::from_der(&der).unwrap()
}

fn authority(generation: Generation) -> Certificate {
    world().authority(generation).unwrap().certificate().clone()
}

fn key(certificate: &Certificate) -> RsaPublicKey {
    let key = certificate.tbs_certificate().subject_public_key_info();
    RsaPublicKey::from_public_key_der(&key.to_der().unwrap()).unwrap()
}

fn is_signed_by(certificate: &Certificate, issuer: &Certificate) -> bool {
    let hash = Sha256::digest(certificate.tbs_certificate().to_der().unwrap());
    key(issuer)
        .verify(
            Pkcs1v15Sign::new::<Sha256>(),
            &hash,
            certificate.signature().raw_bytes(),
        )
        .is_ok()
}

fn extension<'a, E: der::Decode<'a> + AssociatedOid>(certificate: &'a Certificate) -> (bool, E)
where
    E::Error: std::fmt::Debug,
    der::Error: From<E::Error>,
{
    certificate
        .tbs_certificate()
        .get_extension::<E>()
        .ok()
        .flatten()
        .unwrap()
}

fn seconds_until_end(certificate: &Certificate) -> i64 {
    let end = certificate.tbs_certificate().validity().not_after;
    i64::try_from(end.to_unix_duration().as_secs()).unwrap() - world().now().as_second()
}

const DAY: i64 = 24 * 60 * 60;

#[test]
fn a_card_whose_certificate_has_ended_is_still_the_same_card() {
    for person in ["T01", "T03"] {
        let now = certificate(person);
        let ended = certificate_of(&world().expired_card(person).unwrap());
        assert!(seconds_until_end(&now) > 0 && seconds_until_end(&ended) < -27 * DAY);
        let (now, ended) = (now.tbs_certificate(), ended.tbs_certificate());
        assert_eq!(now.serial_number(), ended.serial_number());
        assert_eq!(
            now.subject_public_key_info(),
            ended.subject_public_key_info()
        );
        assert_eq!(
            (now.issuer(), now.subject()),
            (ended.issuer(), ended.subject())
        );
    }
}

#[test]
fn leaves_need_seven_reads_of_256_bytes() {
    for person in PERSONS {
        let length = certificate(person).to_der().unwrap().len();
        println!("{person}: {length} bytes");
        assert!((1537..=1792).contains(&length), "{person}: {length}");
    }
}

#[test]
fn leaves_chain_to_the_ca_named_by_their_authority_key_and_to_no_other() {
    for person in PERSONS {
        let leaf = certificate(person);
        let issuing: Vec<_> = Generation::ALL
            .into_iter()
            .filter(|generation| is_signed_by(&leaf, &authority(*generation)))
            .collect();
        let [issuing] = issuing[..] else {
            panic!("{person} has {} issuers", issuing.len());
        };
        let (_, named): (_, AuthorityKeyIdentifier) = extension(&leaf);
        let world = world();
        let issuer = world.authority(issuing).unwrap();
        assert_eq!(
            named.key_identifier.unwrap().as_bytes(),
            issuer.key_identifier().unwrap()
        );
        assert_eq!(
            named.authority_cert_serial_number.as_ref(),
            Some(issuer.certificate().tbs_certificate().serial_number())
        );
        assert!(issuing != Generation::First, "{person}");
    }
}

#[test]
fn leaves_end_before_their_ca() {
    let world = world();
    for name in World::card_names().filter(|name| PERSONS.contains(name)) {
        let listed = world.certificate(name).unwrap();
        let leaf = Certificate::from_der(&listed.der).unwrap();
        let issuer = authority(listed.generation);
        let end = |certificate: &Certificate| {
            let validity = certificate.tbs_certificate().validity();
            validity.not_after.to_unix_duration()
        };
        assert!(end(&leaf) <= end(&issuer), "{name}");
    }
}

#[test]
fn generations_share_one_name_and_differ_in_key_and_lifetime() {
    let [first, second, third] = Generation::ALL.map(authority);
    for certificate in [&first, &second, &third] {
        let tbs = certificate.tbs_certificate();
        assert_eq!(tbs.subject(), first.tbs_certificate().subject());
        assert_eq!(tbs.issuer(), tbs.subject());
        assert!(is_signed_by(certificate, certificate));
        let (critical, constraints): (_, BasicConstraints) = extension(certificate);
        assert!(critical && constraints.ca);
        let (critical, usage): (_, KeyUsage) = extension(certificate);
        assert!(critical && usage.key_cert_sign() && usage.crl_sign());
    }
    assert!(seconds_until_end(&first) < 0);
    assert!(seconds_until_end(&second) > 2 * 365 * DAY);
    assert!(!is_signed_by(&second, &third));
}

#[test]
fn a_leaf_follows_the_profile_of_user_authentication() {
    let leaf = certificate("T01");
    let tbs = leaf.tbs_certificate();
    assert_eq!(
        tbs.issuer().to_string(),
        "OU=Kyotaku Reference Test CA,OU=JPKI for user authentication,O=JPKI-EMU,C=JP"
    );
    let subject = tbs.subject().to_string();
    let opaque = subject
        .strip_prefix("CN=")
        .and_then(|rest| rest.strip_suffix(",C=JP"))
        .unwrap();
    assert_eq!(opaque.len(), 23);
    assert!(matches!(tbs.serial_number().as_bytes().len(), 3 | 4));

    let (critical, usage): (_, KeyUsage) = extension(&leaf);
    assert!(critical);
    assert_eq!(usage.to_der().unwrap(), [0x03, 0x02, 0x07, 0x80]);
    let (_, purposes): (_, ExtendedKeyUsage) = extension(&leaf);
    assert_eq!(purposes.0[0].to_string(), "1.3.6.1.5.5.7.3.2");
    let (critical, policies): (_, CertificatePolicies) = extension(&leaf);
    assert!(critical);
    assert_eq!(
        policies.0[0].policy_identifier,
        leaf::USER_AUTHENTICATION_POLICY
    );
    let (_, points): (_, CrlDistributionPoints) = extension(&leaf);
    assert!(matches!(
        points.0[0].distribution_point,
        Some(DistributionPointName::FullName(ref names))
            if matches!(names[..], [GeneralName::DirectoryName(_)])
    ));
    assert!(tbs.get_extension::<SubjectAltName>().unwrap().is_none());
    assert!(tbs.validity().not_after.to_string().ends_with("T14:59:59Z"));
    let seconds = |time: x509_cert::time::Time| time.to_unix_duration().as_secs();
    let lifetime = seconds(tbs.validity().not_after) - seconds(tbs.validity().not_before);
    assert!(lifetime <= 5 * 366 * 86_400);
}

#[test]
fn a_leaf_says_nothing_about_the_person() {
    let world = world();
    for person in world.persons() {
        let leaf = world.certificate(&person.id).unwrap().der;
        let holds = |text: &str| leaf.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!holds(&person.holder.name));
        assert!(!holds(&person.holder.born.strftime("%Y%m%d").to_string()));
        assert!(!holds(&person.holder.address));
    }
}

#[test]
fn the_signature_certificate_names_the_person_in_the_order_of_the_profile() {
    let card = world().card("T01").unwrap();
    let signature = card.image().signature.as_ref().unwrap();
    let certificate = Certificate::from_der(&signature.certificate).unwrap();
    let (_, usage): (_, KeyUsage) = extension(&certificate);
    assert_eq!(usage.to_der().unwrap(), [0x03, 0x02, 0x06, 0xC0]);
    let (_, names): (_, SubjectAltName) = extension(&certificate);
    let arcs: Vec<_> = names
        .0
        .iter()
        .map(|name| match name {
            GeneralName::OtherName(other) => other.type_id.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [1, 4, 3, 5, 2, 6].map(|arc| format!("1.2.392.200149.8.5.5.{arc}"));
    assert_eq!(arcs, expected);
    let GeneralName::OtherName(born) = &names.0[1] else {
        unreachable!("checked above");
    };
    assert_eq!(born.value.value(), b"319450101");
    let authority = world().signature_authority().unwrap().certificate().clone();
    assert!(is_signed_by(&certificate, &authority));
}

#[test]
fn persons_have_the_standing_their_story_needs() {
    for person in PERSONS {
        let days = seconds_until_end(&certificate(person)) / DAY;
        let grace = (-31..-25).contains(&days);
        assert_eq!(grace, person == "T13", "{person}: {days} days");
        assert!(grace || days > 270, "{person}: {days} days");
    }
    assert!((55..65).contains(&(seconds_until_end(&certificate("expiring")) / DAY)));
    assert!(seconds_until_end(&certificate("dead")) / DAY < -200);
    let begins = certificate("not-yet")
        .tbs_certificate()
        .validity()
        .not_before;
    let now = u64::try_from(world().now().as_second()).unwrap();
    assert!(begins.to_unix_duration().as_secs() > now);
}

#[test]
fn certificates_of_strangers_do_not_chain() {
    for name in ["foreign-ca", "impostor-ca", "juki"] {
        let leaf = certificate(name);
        for generation in Generation::ALL {
            assert!(!is_signed_by(&leaf, &authority(generation)), "{name}");
        }
    }
    let impostor = certificate("impostor-ca");
    let genuine = certificate("T01");
    assert_eq!(
        impostor.tbs_certificate().issuer(),
        genuine.tbs_certificate().issuer()
    );
    let identifier = |certificate: &Certificate| {
        let (_, named): (_, AuthorityKeyIdentifier) = extension(certificate);
        named
    };
    assert_eq!(identifier(&impostor), identifier(&genuine));
    assert_ne!(
        certificate("foreign-ca").tbs_certificate().issuer(),
        genuine.tbs_certificate().issuer()
    );
}

#[test]
fn headers_lie_as_their_cards_promise() {
    let claimed = |name: &str| {
        let file = world()
            .card(name)
            .unwrap()
            .image()
            .authentication
            .certificate
            .clone()
            .unwrap();
        let claimed = 4 + usize::from(u16::from_be_bytes([file[2], file[3]]));
        (claimed, file.len())
    };
    let (short, length) = claimed("lying-short");
    assert!(short < length);
    let (huge, _) = claimed("lying-huge");
    assert_eq!(huge, 4 + 0xFFFF);
    let (long, length) = claimed("lying-long");
    assert_eq!(long, length + 200);
    let (honest, length) = claimed("filler");
    assert!(honest < length && length == 2048);
}

#[test]
fn only_t14_is_revoked_and_only_in_its_generation() {
    let world = world();
    let revoked = world.certificate("T14").unwrap();
    for generation in Generation::ALL {
        let list = world.revocation_list(generation).unwrap();
        let list = CertificateList::<x509_cert::certificate::Rfc5280>::from_der(&list).unwrap();
        let serials: Vec<_> = list
            .tbs_cert_list
            .revoked_certificates
            .iter()
            .flatten()
            .map(|entry| entry.serial_number.clone())
            .collect();
        if generation == revoked.generation {
            assert_eq!(serials, std::slice::from_ref(&revoked.serial));
        } else {
            assert!(serials.is_empty());
        }
        let hash = Sha256::digest(list.tbs_cert_list.to_der().unwrap());
        key(&authority(generation))
            .verify(
                Pkcs1v15Sign::new::<Sha256>(),
                &hash,
                list.signature.raw_bytes(),
            )
            .unwrap();
    }
}

#[test]
fn two_worlds_of_one_day_issue_the_same_certificates() {
    let morning = World::new("2026-11-20T00:00:00+09:00".parse().unwrap()).unwrap();
    let evening = World::new("2026-11-20T23:59:59+09:00".parse().unwrap()).unwrap();
    for person in PERSONS {
        assert_eq!(
            morning.certificate(person).unwrap().der,
            evening.certificate(person).unwrap().der
        );
    }
}

#[test]
fn serial_numbers_are_unique() {
    let serials: std::collections::BTreeSet<_> = World::card_names()
        .filter(|name| !matches!(*name, "no-certificate" | "empty-certificate"))
        .filter(|name| !name.starts_with("lying") && *name != "filler")
        .map(|name| {
            certificate(name)
                .tbs_certificate()
                .serial_number()
                .as_bytes()
                .to_vec()
        })
        .collect();
    assert_eq!(serials.len(), World::card_names().count() - 6);
}

#[test]
fn the_servers_certificate_is_for_localhost_under_its_root() {
    use p256::ecdsa::{DerSignature, VerifyingKey, signature::Verifier as _};

    let calendar = world().calendar();
    let root = tls::server_root(calendar).unwrap();
    let server = tls::server(calendar).unwrap();
    let root_key = root.tbs_certificate().subject_public_key_info();
    let root_key = VerifyingKey::from_public_key_der(&root_key.to_der().unwrap()).unwrap();
    let signature = DerSignature::try_from(server.signature().raw_bytes()).unwrap();
    root_key
        .verify(&server.tbs_certificate().to_der().unwrap(), &signature)
        .unwrap();
    let (_, names): (_, SubjectAltName) = extension(&server);
    assert!(
        names
            .0
            .iter()
            .any(|name| matches!(name, GeneralName::DnsName(name) if name.as_str() == "localhost"))
    );
}
