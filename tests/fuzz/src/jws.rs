//! Signed JSON. The input is `header LF payload LF signature`, encoded here, because mutations of
//! base64url seldom get through to the JSON; anything without two line feeds is tried as it is.

use core::fmt::Debug;

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::jws::{Claims, JwsError, UnsignedJws};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

/// A private key that everybody may know.
#[must_use]
pub fn key() -> SigningKey {
    SigningKey::from_slice(&[0x46; 32]).unwrap()
}

/// Its public part.
#[must_use]
pub fn public_key() -> P256Key {
    let point = key().verifying_key().to_sec1_point(false);
    P256Key::from_sec1(point.as_bytes().try_into().unwrap()).unwrap()
}

/// The text to parse.
#[must_use]
pub fn text(data: &[u8]) -> Option<String> {
    let parts: Vec<_> = data.splitn(3, |byte| *byte == b'\n').collect();
    if let [header, payload, signature] = parts[..] {
        let encoded = [header, payload, signature].map(base64url::encode);
        return Some(encoded.join("."));
    }
    str::from_utf8(data).ok().map(ToOwned::to_owned)
}

/// Signs what the input says, where it says anything of this kind, and holds it to the rules: it
/// verifies, another key did not sign it, and its claims say the same when they are written anew.
///
/// # Panics
///
/// If one of the rules is broken.
pub fn sign_and_read<T: Claims + Debug + PartialEq>(jws: &str) -> Option<T> {
    let signer = T::parse(jws).ok()?.signer().clone();
    let (said, _) = jws.rsplit_once('.')?;
    let signed = [said, &base64url::encode(&sign(said.as_bytes()))].join(".");
    let claims = read::<T>(&signed).expect("what was parsed before is parsed when it is signed");
    let zeros = [said, &base64url::encode(&[0; 64])].join(".");
    assert_eq!(read::<T>(&zeros), Err(JwsError::Signature));
    let unsigned: UnsignedJws = claims.unsigned(&signer);
    let signature = sign(unsigned.signing_input());
    assert_eq!(read(&unsigned.assemble(&signature)).as_ref(), Ok(&claims));
    Some(claims)
}

fn read<T: Claims>(jws: &str) -> Result<T, JwsError> {
    T::parse(jws)?.verify(&public_key())
}

fn sign(message: &[u8]) -> [u8; P256Key::RAW_SIGNATURE_LEN] {
    let signature: Signature = key().sign(message);
    signature.to_bytes().into()
}
