//! The pieces of work around a tap: what is typed and what is signed.

use jiff::Timestamp;
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::consent::{Consent, ConsentItems, Respondent};
use kyotaku_core::wire::identifier::{DeviceId, KeyThumbprint, Pseudonym, ReceiptId};
use kyotaku_core::wire::jws::{Claims, UnsignedJws};
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::receipt::Receipt;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

/// A moment after the tap of every scene.
const NOW: Timestamp = Timestamp::constant(1_795_132_980, 0);

/// A signed text and the key to verify it with.
pub struct SignedText {
    jws: String,
    key: P256Key,
}

/// A code as people type it.
#[must_use]
pub fn typed_code() -> String {
    let code = ActivationCode::from_random(&[7; 15]);
    code.grouped().to_lowercase()
}

/// Reads it.
///
/// # Panics
///
/// If it is no code.
#[must_use]
pub fn parse_code(typed: &str) -> ActivationCode {
    ActivationCode::parse(typed).expect("a code")
}

/// A consent to everything, signed by a device.
#[must_use]
pub fn consent() -> SignedText {
    let consent = Consent {
        receipt_id: ReceiptId::new([1; 16]),
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        prescription_issue_select: None,
        answered_at: NOW,
    };
    let device: DeviceId = "01890a5d-ac96-774b-bcce-b302099a8057"
        .parse()
        .expect("a device id");
    signed(&consent, &device)
}

/// Parses a consent and verifies its signature, as the server does.
///
/// # Panics
///
/// If it is not right.
#[must_use]
pub fn read_consent(signed: &SignedText) -> Consent {
    Consent::parse(&signed.jws)
        .and_then(|consent| consent.verify(&signed.key))
        .expect("a consent")
}

/// A receipt.
#[must_use]
pub fn receipt() -> SignedText {
    let receipt = Receipt {
        receipt_id: ReceiptId::new([1; 16]),
        institution: "9919999012".parse().expect("an institution"),
        care_kind: CareKind::HomeVisit,
        method: Method::Pin,
        verified_at: NOW,
        pseudonym: Pseudonym::new([2; 32]),
    };
    signed(&receipt, &KeyThumbprint::of(&public_key()))
}

/// Checks a receipt offline.
///
/// # Panics
///
/// If it is not right.
#[must_use]
pub fn check_receipt(signed: &SignedText) -> Receipt {
    Receipt::check(&signed.jws, &signed.key).expect("a receipt")
}

fn signed<T: Claims>(claims: &T, signer: &T::Signer) -> SignedText {
    let unsigned: UnsignedJws = claims.unsigned(signer);
    let signature: Signature = key().sign(unsigned.signing_input());
    SignedText {
        jws: unsigned.assemble(&signature.to_bytes().into()),
        key: public_key(),
    }
}

/// A private key that everybody may know.
fn key() -> SigningKey {
    SigningKey::from_slice(&[0x42; 32]).expect("a key")
}

fn public_key() -> P256Key {
    let point = key().verifying_key().to_sec1_point(false);
    let point = point.as_bytes().try_into().expect("an uncompressed point");
    P256Key::from_sec1(point).expect("a point")
}
