//! Bytes from a card are anybody's bytes: no parser panics, and nothing changed is trusted.

use kyotaku_core::pki::cvc::CvCertificate;
use kyotaku_core::pki::{
    CaCertificate, Crl, P256Key, RsaKey, Standing, TrustStore, UserCertificate,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::fixture::{Authority, at};

const NOW: &str = "2026-11-22T12:00:00+09:00";

fn user_der() -> Vec<u8> {
    let ca = Authority::new("ca");
    ca.user().sign(&ca.key)
}

fn is_trusted(trust: &TrustStore, der: &[u8]) -> bool {
    UserCertificate::parse(der)
        .is_ok_and(|certificate| trust.standing(&certificate, at(NOW)) != Standing::Foreign)
}

fn parse_everything(bytes: &[u8], trust: &TrustStore) {
    let _ = UserCertificate::parse(bytes);
    let _ = CaCertificate::parse(bytes);
    let _ = Crl::parse(bytes, trust);
    let _ = CvCertificate::parse(bytes);
    let _ = CvCertificate::parse_value(bytes);
    let _ = RsaKey::from_spki_der(bytes);
    let _ = P256Key::from_spki_der(bytes);
    let _ = TrustStore::from_pem(bytes, &[]);
}

#[test]
fn no_flipped_bit_of_any_byte_is_trusted() {
    let trust = Authority::new("ca").trust();
    let der = user_der();
    assert!(is_trusted(&trust, &der));
    for index in 0..der.len() {
        let mut flipped = der.clone();
        flipped[index] ^= 1 << (index % 8);
        assert!(!is_trusted(&trust, &flipped), "byte {index}");
    }
}

#[test]
fn no_truncation_is_accepted() {
    let der = user_der();
    for end in 0..der.len() {
        assert!(UserCertificate::parse(&der[..end]).is_err(), "{end} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..1024)) {
        parse_everything(&bytes, &Authority::new("ca").trust());
    }

    #[test]
    fn arbitrary_content_under_a_right_header_never_panics(content in vec(any::<u8>(), 256..2048)) {
        let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
        let der = [&[0x30, 0x82, high, low], &content[..]].concat();
        parse_everything(&der, &Authority::new("ca").trust());
    }

    #[test]
    fn mutated_certificates_never_panic_and_are_never_trusted(
        changes in vec((any::<prop::sample::Index>(), 1..=255_u8), 1..6),
    ) {
        let trust = Authority::new("ca").trust();
        let original = user_der();
        let mut der = original.clone();
        for (index, change) in changes {
            let index = index.index(der.len());
            der[index] ^= change;
        }
        parse_everything(&der, &trust);
        prop_assert!(der == original || !is_trusted(&trust, &der));
    }

    #[test]
    fn spliced_certificates_never_panic_and_are_never_trusted(
        from in any::<prop::sample::Index>(),
        length in 0..64_usize,
        inserted in vec(any::<u8>(), 0..64),
    ) {
        let trust = Authority::new("ca").trust();
        let original = user_der();
        let start = from.index(original.len());
        let end = (start + length).min(original.len());
        let der = [&original[..start], &inserted, &original[end..]].concat();
        parse_everything(&der, &trust);
        prop_assert!(der == original || !is_trusted(&trust, &der));
    }

    #[test]
    fn mutated_lists_and_cas_never_panic(
        index in any::<prop::sample::Index>(),
        change in 1..=255_u8,
    ) {
        let ca = Authority::new("ca");
        let trust = ca.trust();
        for mut der in [ca.der(), ca.sign_list(&ca.list())] {
            let index = index.index(der.len());
            der[index] ^= change;
            parse_everything(&der, &trust);
            prop_assert!(Crl::parse(&der, &trust).is_err());
        }
    }
}
