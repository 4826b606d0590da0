//! Chains of card-verifiable certificates with real signatures.

use kyotaku_core::pki::cvc::{CvBody, CvCertificate, CvKey, CvcError, KeyId};
use kyotaku_core::pki::{RsaKey, SignatureMismatch};

use crate::fixture::{key, sign, spki};

fn owner(name: &str, number: &str) -> CvKey {
    let id = KeyId::numbered(number, "001").unwrap();
    CvKey {
        id,
        key: RsaKey::from_spki_der(&spki(&key(name))).unwrap(),
    }
}

fn root() -> CvKey {
    owner("ca", "9000000")
}

fn verifier() -> CvKey {
    owner("ca-next", "9000001")
}

fn terminal() -> CvKey {
    owner("user", "9000002")
}

fn issue(issuer: &CvKey, signer: &str, subject: CvKey) -> CvCertificate {
    let body = CvBody::new(issuer.id, subject);
    let signature = sign(&key(signer), &body.to_bytes());
    body.assemble(signature)
}

fn chain() -> [CvCertificate; 2] {
    [
        issue(&root(), "ca", verifier()),
        issue(&verifier(), "ca-next", terminal()),
    ]
}

#[test]
fn chain_leads_from_the_root_to_the_terminal() {
    assert_eq!(root().follow(&chain()).unwrap(), terminal());
    assert_eq!(root().follow(&[]).unwrap(), root());
}

#[test]
fn chain_survives_its_encoding() {
    let parsed = chain().map(|certificate| CvCertificate::parse(&certificate.to_bytes()).unwrap());
    let end = root().follow(&parsed).unwrap();
    let challenge = b"RP-TA1 and sixteen bytes of a card";
    end.key
        .verify_message(challenge, &sign(&key("user"), challenge))
        .unwrap();
}

#[test]
fn chain_out_of_order_or_with_a_gap_is_refused() {
    let [first, second] = chain();
    let gap = root().follow(std::slice::from_ref(&second)).unwrap_err();
    assert_eq!(gap, CvcError::WrongIssuer);
    assert_eq!(
        root().follow(&[second, first]).unwrap_err(),
        CvcError::WrongIssuer
    );
}

#[test]
fn right_name_with_the_wrong_key_is_refused() {
    let forged = issue(&root(), "user", terminal());
    let refused = root().follow(&[forged]).unwrap_err();
    assert_eq!(refused, CvcError::Signature(SignatureMismatch));
}

#[test]
fn no_changed_byte_passes() {
    let bytes = chain()[0].to_bytes();
    for index in 0..bytes.len() {
        let mut flipped = bytes;
        flipped[index] ^= 1 << (index % 8);
        let outcome = CvCertificate::parse(&flipped).and_then(|changed| changed.verify(&root()));
        assert!(outcome.is_err(), "byte {index}");
    }
}
