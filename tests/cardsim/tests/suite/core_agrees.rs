//! The core's verifier judges every card as the catalogue says it should.

use jiff::SignedDuration;
use kyotaku_cardsim::{World, pki::authority::Generation};
use kyotaku_core::pki::{
    CertificateError, Crl, Policy, Revocations, Standing, TrustStore, UserCertificate,
    cvc::{CvCertificate, CvKey, KeyId},
};

use crate::apdus::*;

fn trust(world: &World) -> TrustStore {
    let authorities = Generation::ALL.map(|one| world.authority(one).unwrap().der().unwrap());
    TrustStore::from_ders(authorities, &[Policy::Test]).unwrap()
}

fn parse(name: &str) -> Result<UserCertificate, CertificateError> {
    let card = world().card(name).unwrap();
    UserCertificate::parse(&card.image().authentication.certificate.clone().unwrap())
}

#[test]
fn standings_are_those_of_the_catalogue() {
    let world = world();
    let trust = trust(&world);
    let standing = |name| trust.standing(&parse(name).unwrap(), world.now());
    for name in ["T01", "T03", "T04", "T11", "T12", "T14", "locked", "no-sfi"] {
        assert_eq!(standing(name), Standing::Valid, "{name}");
    }
    assert!(matches!(standing("T13"), Standing::Grace { .. }));
    assert!(matches!(standing("expiring"), Standing::Expiring { .. }));
    assert!(matches!(standing("not-yet"), Standing::NotYet { .. }));
    assert_eq!(standing("dead"), Standing::Dead);
    assert_eq!(standing("foreign-ca"), Standing::Foreign);
    assert_eq!(standing("impostor-ca"), Standing::Foreign);
}

#[test]
fn the_revocation_list_tells_who_is_revoked() {
    let world = world();
    let trust = trust(&world);
    let lists = [Generation::Second, Generation::Third]
        .map(|one| Crl::parse(&world.revocation_list(one).unwrap(), &trust).unwrap());
    let revocations = Revocations {
        crls: &lists,
        max_age: SignedDuration::from_hours(24),
        now: world.now(),
    };
    for person in world.persons() {
        let certificate = parse(&person.id).unwrap();
        let standing = trust.standing_checked(&certificate, world.now(), &revocations);
        let revoked = matches!(standing.unwrap(), Standing::Revoked { .. });
        assert_eq!(revoked, person.id == "T14", "{}", person.id);
    }
}

#[test]
fn certificates_of_the_wrong_kind_are_told_apart() {
    assert!(matches!(
        parse("sign-type"),
        Err(CertificateError::SignType)
    ));
    assert!(matches!(
        parse("ec-p384"),
        Err(CertificateError::UnsupportedKey(_))
    ));
    assert!(matches!(
        parse("juki"),
        Err(CertificateError::UnsupportedKey(_))
    ));
    for name in ["lying-short", "lying-long", "filler"] {
        assert!(parse(name).is_err(), "{name}");
    }
}

#[test]
fn terminal_certificates_form_a_chain() {
    let chain = world().terminal().unwrap();
    let [root, dv, terminal] =
        [&chain.root, &chain.dv, &chain.terminal].map(|bytes| CvCertificate::parse(bytes).unwrap());
    let anchor = CvKey {
        id: KeyId(kyotaku_cardsim::pki::terminal::ROOT),
        key: root_key(),
    };
    assert_eq!(root.verify(&anchor).unwrap(), anchor);
    let end = anchor.follow(&[dv, terminal]).unwrap();
    assert_eq!(end.id, KeyId(kyotaku_cardsim::pki::terminal::TERMINAL));
}

fn root_key() -> kyotaku_core::pki::RsaKey {
    use rsa::pkcs8::EncodePublicKey as _;

    let key = kyotaku_cardsim::pki::keys::TERMINAL_ROOT.key().unwrap();
    let key = key.to_public_key().to_public_key_der().unwrap();
    kyotaku_core::pki::RsaKey::from_spki_der(key.as_bytes()).unwrap()
}
