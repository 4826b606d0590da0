//! Writes one valid input, or a few, for every fuzz target: `fuzz_seeds CORPUS`, a directory per
//! target.
//!
//! A fuzzer that starts from nothing spends its time on finding out what a certificate is.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use der::Encode as _;
use jiff::{Timestamp, civil::date};
use kyotaku_cardsim::pki::authority::{Authority, Generation};
use kyotaku_cardsim::pki::calendar::{Calendar, lifetime};
use kyotaku_cardsim::pki::terminal::TerminalChain;
use kyotaku_cardsim::pki::{keys, leaf};
use kyotaku_core::wire::identifier::{ChallengeId, DeviceKeyHash, Nonce};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};
use kyotaku_core::wire::{base64url, jws::Claims as _, proof::PresenceProof};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Midnight of 1 January 2026 in UTC; the fuzz target `crl` trusts the CA made for this moment.
const NOW: Timestamp = Timestamp::constant(1_767_225_600, 0);

const TRANSCRIPT: &[u8] = b"card: emulated\nmade: synthetic\nspec: one tap\n# remark\n> 00200098\n\
    < 63C3\n> 0020009804????????\n< 9000\n@ 00112233445566778899AABBCCDDEEFF\n\
    ! relay-offline\n! tag-lost\n";

fn main() -> Result<()> {
    let corpus: PathBuf = env::args_os()
        .nth(1)
        .ok_or("usage: fuzz_seeds CORPUS")?
        .into();
    let write = |target: &str, name: &str, bytes: &[u8]| write(&corpus, target, name, bytes);

    for (name, command) in [
        ("case-1", "00200098"),
        ("case-2s", "00b08a0000"),
        ("case-2e", "00b08a00000000"),
        ("case-3s", "00a4040c0ad392f000260100000001"),
        ("case-3e", "0082000000000401020304"),
        ("case-4s", "802a009704aabbccdd00"),
        ("case-4e", "802a0097000004aabbccdd0000"),
    ] {
        write("apdu_command", name, &hex::decode(command)?)?;
    }
    write("apdu_response", "status", &[0x90, 0x00])?;
    write(
        "apdu_response",
        "data",
        &[0x30, 0x03, 0x02, 0x01, 0x01, 0x63, 0xC3],
    )?;
    write("transcript", "tap", TRANSCRIPT)?;

    let chain = TerminalChain::issue()?;
    write("cvc", "terminal", &chain.terminal)?;
    write(
        "cvc",
        "terminal-value",
        TerminalChain::inner(&chain.terminal),
    )?;
    write("tlv", "terminal", &chain.terminal)?;

    let ca = Authority::user_authentication(Calendar::new(NOW), Generation::Second)?;
    let certificate = user_certificate(&ca)?;
    write("certificate", "user", &certificate)?;
    write("certificate", "ca", &ca.der()?)?;
    write("tlv", "certificate", &certificate)?;
    let tomorrow = NOW + jiff::SignedDuration::from_hours(24);
    let serials = [1_u8, 2, 3].map(|number| SerialNumber::new(&[number]));
    let serials = serials
        .into_iter()
        .collect::<std::result::Result<Vec<_>, _>>()?;
    write("crl", "empty", &ca.revocation_list(&[], NOW, tomorrow)?)?;
    write(
        "crl",
        "three",
        &ca.revocation_list(&serials, NOW, tomorrow)?,
    )?;

    let statement = statement(Method::Pin)?.to_der()?;
    write("presence_statement", "pin", &statement)?;
    let web = self::statement(Method::Web)?.to_der()?;
    write("presence_statement", "web", &web)?;
    write("tlv", "statement", &statement)?;
    write("proof_jws", "proof", &proof(statement, certificate)?)
}

fn write(corpus: &Path, target: &str, name: &str, bytes: &[u8]) -> Result<()> {
    let directory = corpus.join(target);
    fs::create_dir_all(&directory)?;
    Ok(fs::write(directory.join(format!("seed-{name}")), bytes)?)
}

fn user_certificate(ca: &Authority) -> Result<Vec<u8>> {
    let key = SubjectPublicKeyInfoOwned::from_key(&keys::USERS[0].key()?.to_public_key())?;
    let validity = lifetime(date(2025, 4, 1), date(2030, 3, 31))?;
    Ok(leaf::user_authentication(ca, 1, "00000000000000000000001", validity, key)?.to_der()?)
}

fn statement(method: Method) -> Result<PresenceStatement> {
    Ok(PresenceStatement {
        challenge_id: ChallengeId::new([1; 16]),
        nonce: Nonce::new([2; 32]),
        institution: "9919999012".parse()?,
        device_key: DeviceKeyHash::new([3; 32]),
        account: "staff11".parse()?,
        care_kind: CareKind::HomeVisit,
        method,
        issued_at: NOW,
        tap_before: NOW + PresenceStatement::LONGEST_TAP_WINDOW,
        visual_record: None,
    })
}

/// A proof in the form that the target reads: the three parts decoded, divided by line feeds.
fn proof(statement: Vec<u8>, certificate: Vec<u8>) -> Result<Vec<u8>> {
    let proof = PresenceProof {
        statement,
        card_signature: vec![4; 256],
        certificate,
        tapped_at: NOW,
    };
    let jws = proof
        .unsigned(&"01890a5d-ac96-774b-bcce-b302099a8057".parse()?)
        .assemble(&[5; 64]);
    let parts: Vec<_> = jws
        .split('.')
        .map(base64url::decode)
        .collect::<std::result::Result<_, _>>()?;
    Ok(parts.join(&b'\n'))
}
