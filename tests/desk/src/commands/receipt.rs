//! `verify-receipt`: what a receipt says, checked offline.

use std::io::Read as _;
use std::path::Path;

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::KeysResponse;
use kyotaku_core::wire::identifier::KeyThumbprint;
use kyotaku_core::wire::jws::{Claims as _, JwsError};
use kyotaku_core::wire::receipt::Receipt;

use crate::args::ReceiptArgs;
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};
use crate::screen::{care_kind, jst, method};
use crate::speech::Speech;

/// Checks a receipt with the published key of its server, and says what it vouches for.
///
/// # Errors
///
/// A refusal with [`Exit::ReceiptWrong`] that says why it is not valid, or with [`Exit::Usage`] for
/// a file that cannot be read or holds no key.
pub fn run(args: &ReceiptArgs, speech: Speech) -> Outcome<Exit> {
    let keys = read_keys(&args.key)?;
    let text = read(&args.receipt)?;
    let text = String::from_utf8_lossy(&text);
    let receipt = check(text.trim(), &keys)?;
    speech.result(&receipt, |speech| {
        speech.say("✔ 受領証は有効です。", "✔ The receipt is valid.");
        speech.field("機関", "Institution", receipt.institution.as_str());
        speech.field("確認日時", "Verified", &jst(receipt.verified_at));
        let (japanese, english) = care_kind(receipt.care_kind);
        speech.field("診療区分", "Care", &speech.beside(japanese, english));
        let (japanese, english) = method(receipt.method);
        speech.field("確認方法", "Method", &speech.beside(japanese, english));
        speech.field("受領証番号", "Receipt", &receipt.receipt_id.to_string());
        speech.field(
            "本人(この機関だけの仮名)",
            "Person (pseudonym of this institution)",
            &receipt.pseudonym.to_string(),
        );
    });
    Ok(Exit::Done)
}

/// Checks a receipt with whichever of the keys it names.
fn check(jws: &str, keys: &[P256Key]) -> Outcome<Receipt> {
    let named = *Receipt::parse(jws).map_err(wrong)?.signer();
    let key = keys.iter().find(|key| KeyThumbprint::of(key) == named);
    let key = key.ok_or_else(|| {
        Refusal::plain(Exit::ReceiptWrong, "the receipt is signed with another key")
    })?;
    Receipt::check(jws, key).map_err(wrong)
}

fn wrong(error: JwsError) -> Refusal {
    Refusal::plain(Exit::ReceiptWrong, format!("not a valid receipt: {error}"))
}

/// The keys of a JWK set, or the one key of a PEM file.
fn read_keys(path: &Path) -> Outcome<Vec<P256Key>> {
    let bytes = read(path)?;
    let keys = match serde_json::from_slice::<KeysResponse>(&bytes) {
        Ok(set) => set
            .keys
            .iter()
            .filter_map(kyotaku_core::wire::api::Jwk::key)
            .collect(),
        Err(_) => from_pem(&bytes).into_iter().collect::<Vec<_>>(),
    };
    if keys.is_empty() {
        return Err(usage(
            path,
            &"neither a set of P-256 keys (JSON) nor a public key (PEM)",
        ));
    }
    Ok(keys)
}

fn from_pem(bytes: &[u8]) -> Option<P256Key> {
    let (label, der) = x509_cert::der::pem::decode_vec(bytes).ok()?;
    (label == "PUBLIC KEY").then(|| P256Key::from_spki_der(&der).ok())?
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().read_to_end(&mut bytes);
        return read.map(|_| bytes).map_err(|error| usage(path, &error));
    }
    std::fs::read(path).map_err(|error| usage(path, &error))
}

fn usage(path: &Path, error: &dyn std::fmt::Display) -> Refusal {
    Refusal::plain(Exit::Usage, format!("{}: {error}", path.display()))
}
