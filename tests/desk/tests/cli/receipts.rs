//! Receipts, checked offline with the golden ones and their forgeries.

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{Jwk, KeysResponse};
use serde_json::Value;
use x509_cert::der::pem::LineEnding;

use crate::program::{Folder, answered, code, json, said};

const GOLDEN: &str = include_str!("../../../fixtures/wire/receipt-v1.json");

struct Golden {
    folder: Folder,
    vectors: Vec<Value>,
    forgeries: Vec<Value>,
    jwks: String,
    pem: String,
}

impl Golden {
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let golden: Value = serde_json::from_str(GOLDEN).unwrap();
        let point = hex::decode(golden["signer"]["publicKey"].as_str().unwrap()).unwrap();
        let key = P256Key::from_sec1(point.as_slice().try_into().unwrap()).unwrap();
        let keys = KeysResponse {
            keys: vec![Jwk::of(&other()), Jwk::of(&key)],
        };
        let list = |name: &str| golden[name].as_array().unwrap().clone();
        Self {
            vectors: list("vectors"),
            forgeries: list("forgeries"),
            jwks: folder.file("jwks.json", &serde_json::to_string(&keys).unwrap()),
            pem: folder.file("key.pem", &pem(&key)),
            folder,
        }
    }

    fn verify(&self, jws: &str, key: &str) -> std::process::Output {
        let file = self.folder.file("receipt.jws", &format!("{jws}\n"));
        answered(&["verify-receipt", &file, "--key", key, "--json"], "")
    }
}

/// The base point of the curve, which is nobody's key.
fn other() -> P256Key {
    let point = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
                 4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    P256Key::from_sec1(hex::decode(point).unwrap().as_slice().try_into().unwrap()).unwrap()
}

fn pem(key: &P256Key) -> String {
    x509_cert::der::pem::encode_string("PUBLIC KEY", LineEnding::LF, &key.to_spki_der()).unwrap()
}

#[test]
fn a_receipt_says_what_its_server_has_signed() {
    let golden = Golden::new("receipt");
    for vector in &golden.vectors {
        for key in [&golden.jwks, &golden.pem] {
            let verified = golden.verify(vector["jws"].as_str().unwrap(), key);
            assert_eq!(code(&verified), 0, "{}", said(&verified));
            assert_eq!(json(&verified), vector["claims"]);
        }
    }
    let jws = golden.vectors[0]["jws"].as_str().unwrap();
    let piped = answered(
        &["verify-receipt", "-", "--key", &golden.pem, "--json"],
        jws,
    );
    assert_eq!(code(&piped), 0, "{}", said(&piped));
}

#[test]
fn forgeries_and_other_keys_are_refused() {
    let golden = Golden::new("forgery");
    for forgery in &golden.forgeries {
        let jws = forgery["jws"].as_str().unwrap();
        // A file ends with a line end, which is none of the receipt's.
        if jws.trim_end() != jws {
            continue;
        }
        let refused = golden.verify(jws, &golden.jwks);
        assert_eq!(
            code(&refused),
            14,
            "{}: {}",
            forgery["name"],
            said(&refused)
        );
    }
    let jws = golden.vectors[0]["jws"].as_str().unwrap();
    let stranger = golden.folder.file("other.pem", &pem(&other()));
    assert_eq!(code(&golden.verify(jws, &stranger)), 14);
    assert_eq!(code(&golden.verify("", &golden.pem)), 14);
}

#[test]
fn a_file_that_holds_no_key_is_a_mistake_of_whoever_asks() {
    let golden = Golden::new("nokey");
    let jws = golden.vectors[0]["jws"].as_str().unwrap();
    for content in [
        "",
        "nothing",
        "{\"keys\":[]}",
        "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n",
    ] {
        let key = golden.folder.file("nokey", content);
        assert_eq!(code(&golden.verify(jws, &key)), 2, "{content}");
    }
    let missing = golden.folder.path("missing");
    assert_eq!(code(&golden.verify(jws, &missing)), 2);
}
