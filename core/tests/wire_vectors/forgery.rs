//! JWS that nobody may believe, each for one reason.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kyotaku_core::wire::api::Jwk;
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::jws::Claims;
use p256::ecdsa::{Signature, SigningKey};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::signer::{Signer, public_key, signature, test_key};

/// One of them.
pub(crate) struct Forgery {
    pub(crate) name: &'static str,
    /// What must be found wrong with it.
    pub(crate) because: &'static str,
    pub(crate) jws: String,
}

/// Forgeries of a JWS by `signer` over `claims`. `another_type` is that of another kind of JWS,
/// `another_kid` that of somebody else.
pub(crate) fn of<T: Claims<Signer: PartialEq>>(
    signer: &Signer<T>,
    claims: &T,
    another_type: &str,
    another_kid: &T::Signer,
) -> Vec<Forgery> {
    let genuine = Genuine::new(signer, claims);
    let mut forgeries = genuine.cut();
    forgeries.extend(genuine.headed(another_type, another_kid));
    forgeries.extend(genuine.overclaiming());
    forgeries.extend(genuine.signed_otherwise());
    forgeries
}

/// What the forger starts from.
struct Genuine<'a> {
    key: &'a SigningKey,
    header: Value,
    claims: Value,
    /// The second part.
    payload: String,
    /// The first two parts.
    signing_input: String,
    /// The third part, decoded.
    signature: Vec<u8>,
}

impl<'a> Genuine<'a> {
    fn new<T: Claims<Signer: PartialEq>>(signer: &'a Signer<T>, claims: &T) -> Self {
        let jws = signer.jws(claims);
        let (signing_input, signature) = jws.rsplit_once('.').unwrap();
        let (_, payload) = signing_input.split_once('.').unwrap();
        Self {
            key: &signer.key,
            header: json!({ "alg": "ES256", "kid": signer.kid, "typ": T::TYPE }),
            claims: serde_json::to_value(claims).unwrap(),
            payload: payload.to_owned(),
            signing_input: signing_input.to_owned(),
            signature: base64url::decode(signature).unwrap(),
        }
    }

    /// The header with one field of another value.
    fn header_with(&self, name: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[name] = value;
        encode_json(&header)
    }

    /// The header without one field.
    fn header_without(&self, name: &str) -> String {
        let mut header = self.header.clone();
        header.as_object_mut().unwrap().remove(name).unwrap();
        encode_json(&header)
    }

    /// Texts that are no JWS.
    fn cut(&self) -> Vec<Forgery> {
        let signature = base64url::encode(&self.signature);
        let jws = format!("{}.{signature}", self.signing_input);
        forgeries([
            ("without its signature", "form", self.signing_input.clone()),
            ("with a fourth part", "form", format!("{jws}.")),
            ("with padding", "form", format!("{jws}==")),
            ("with a line end", "form", format!("{jws}\n")),
        ])
    }

    /// Headers that are signed, and that nobody may follow.
    fn headed(&self, another_type: &str, another_kid: &impl Serialize) -> Vec<Forgery> {
        let signed = |header: &str| sign(self.key, header, &self.payload);
        let with = |name, value| signed(&self.header_with(name, value));
        let twice = self
            .header
            .to_string()
            .replacen('{', r#"{"alg":"none","#, 1);
        let unsigned = self.header_with("alg", json!("none"));
        let shared = self.header_with("alg", json!("HS256"));
        let another_kid = json!(another_kid);
        forgeries([
            (
                "whose header is no JSON",
                "header",
                signed(&base64url::encode(b"{alg:ES256}")),
            ),
            (
                "without a type",
                "header",
                signed(&self.header_without("typ")),
            ),
            (
                "without a signer",
                "header",
                signed(&self.header_without("kid")),
            ),
            (
                "that names its algorithm twice",
                "header",
                signed(&base64url::encode(twice.as_bytes())),
            ),
            (
                "that is not signed at all",
                "algorithm",
                format!("{unsigned}.{}.", self.payload),
            ),
            ("that says it is not signed", "algorithm", signed(&unsigned)),
            (
                "that takes the public key for a shared secret",
                "algorithm",
                authenticate(self.key, &shared, &self.payload),
            ),
            (
                "of another curve's algorithm",
                "algorithm",
                with("alg", json!("ES384")),
            ),
            ("of another kind", "type", with("typ", json!(another_type))),
            ("of no particular kind", "type", with("typ", json!("JWT"))),
            (
                "with a critical extension",
                "critical",
                with("crit", json!(["exp"])),
            ),
            (
                "with an empty list of critical extensions",
                "critical",
                with("crit", json!([])),
            ),
            (
                "with nothing as critical extensions",
                "critical",
                with("crit", Value::Null),
            ),
            (
                "that names another signer",
                "signer",
                with("kid", another_kid),
            ),
        ])
    }

    /// Claims that are signed, and that nobody understands.
    fn overclaiming(&self) -> Vec<Forgery> {
        let header = encode_json(&self.header);
        let claiming =
            |claims: &str| sign(self.key, &header, &base64url::encode(claims.as_bytes()));
        let mut more = self.claims.clone();
        more["remark"] = json!("");
        let mut fewer = self.claims.clone();
        fewer.as_object_mut().unwrap().remove("receiptId").unwrap();
        let text = self.claims.to_string();
        let twice = text.replacen('{', r#"{"receiptId":"AAAAAAAAAAAAAAAAAAAAAA","#, 1);
        forgeries([
            (
                "with a claim too many",
                "payload",
                claiming(&more.to_string()),
            ),
            (
                "with a claim too few",
                "payload",
                claiming(&fewer.to_string()),
            ),
            ("with a claim made twice", "payload", claiming(&twice)),
            (
                "with something after the claims",
                "payload",
                claiming(&format!("{text}{{}}")),
            ),
        ])
    }

    /// Signatures that are not over these words, not by this key, or not in this form.
    fn signed_otherwise(&self) -> Vec<Forgery> {
        let stranger = test_key(0x58);
        let bringing = self.header_with("jwk", json!(Jwk::of(&public_key(&stranger))));
        let header = encode_json(&self.header);
        let with =
            |signature: &[u8]| format!("{}.{}", self.signing_input, base64url::encode(signature));
        let mut bit = self.signature.clone();
        bit[17] ^= 0x08;
        let der = Signature::from_slice(&self.signature).unwrap().to_der();
        forgeries([
            (
                "signed with another key",
                "signature",
                sign(&stranger, &header, &self.payload),
            ),
            (
                "signed with another key that it brings along",
                "signature",
                sign(&stranger, &bringing, &self.payload),
            ),
            (
                "with one byte of the claims changed",
                "signature",
                format!(
                    "{header}.{}.{}",
                    base64url::encode(&with_another_id(&self.payload)),
                    base64url::encode(&self.signature),
                ),
            ),
            (
                "with one bit of the signature changed",
                "signature",
                with(&bit),
            ),
            ("with a signature in DER", "signature", with(der.as_bytes())),
            ("with a signature of zeros", "signature", with(&[0; 64])),
        ])
    }
}

fn forgeries<const N: usize>(made: [(&'static str, &'static str, String); N]) -> Vec<Forgery> {
    made.map(|(name, because, jws)| Forgery { name, because, jws })
        .into()
}

/// A JWS that is signed as it should be, over claims that nobody can understand.
pub(crate) fn claiming<T: Claims<Signer: PartialEq>>(
    signer: &Signer<T>,
    name: &'static str,
    claims: &str,
) -> Forgery {
    let header = json!({ "alg": "ES256", "kid": &signer.kid, "typ": T::TYPE });
    let payload = base64url::encode(claims.as_bytes());
    Forgery {
        name,
        because: "payload",
        jws: sign(&signer.key, &encode_json(&header), &payload),
    }
}

/// JSON as a part of a JWS.
fn encode_json<V: Serialize>(value: &V) -> String {
    base64url::encode(serde_json::to_string(value).unwrap().as_bytes())
}

/// Signs a header and a payload of any content.
fn sign(key: &SigningKey, header: &str, payload: &str) -> String {
    let signing_input = format!("{header}.{payload}");
    let signature = signature(key, signing_input.as_bytes());
    format!("{signing_input}.{}", base64url::encode(&signature))
}

/// HMAC-SHA-256 with the public key as the secret, which a verifier that believes the header's
/// algorithm would accept.
fn authenticate(key: &SigningKey, header: &str, payload: &str) -> String {
    let signing_input = format!("{header}.{payload}");
    let point = key.verifying_key().to_sec1_point(false);
    let mut mac = Hmac::<Sha256>::new_from_slice(point.as_bytes()).unwrap();
    mac.update(signing_input.as_bytes());
    let tag = mac.finalize().into_bytes();
    format!("{signing_input}.{}", base64url::encode(&tag))
}

/// The claims with the first character of their receipt id changed to another that it may have.
fn with_another_id(payload: &str) -> Vec<u8> {
    let mut claims = base64url::decode(payload).unwrap();
    let start = br#""receiptId":""#;
    let found = claims.windows(start.len()).position(|here| here == start);
    let place = found.unwrap() + start.len();
    claims[place] = if claims[place] == b'A' { b'B' } else { b'A' };
    claims
}
