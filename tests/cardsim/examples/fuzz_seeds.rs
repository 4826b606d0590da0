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
use kyotaku_core::vault::{SoftwareVault, certification_request};
use kyotaku_core::wire::activation_code::{ActivationCode, ActivationSlip};
use kyotaku_core::wire::identifier::{ChallengeId, DeviceId, DeviceKeyHash, Nonce};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};
use kyotaku_core::wire::{base64url, jws::Claims as _, proof::PresenceProof};
use serde_json::{Map, Value};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Midnight of 1 January 2026 in UTC; the fuzz target `crl` trusts the CA made for this moment.
const NOW: Timestamp = Timestamp::constant(1_767_225_600, 0);

const INSTITUTION: &str = "9919999012";
const DEVICE: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

const TRANSCRIPT: &[u8] = b"card: emulated\nmade: synthetic\nspec: one tap\n# remark\n> 00200098\n\
    < 63C3\n> 0020009804????????\n< 9000\n@ 00112233445566778899AABBCCDDEEFF\n\
    ! relay-offline\n! tag-lost\n";

const QUERY: &[u8] = b"from=2026-11-01&to=2026-11-22&kana=%EF%BD%BC%EF%BE%9E&birthdate=1945-01-01&\
    referenceNumber=0000000001&careKind=homeVisit&cursor=AAAA";

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
    write("proof_jws", "proof", &proof(statement, certificate)?)?;
    for (target, file) in [("consent_jws", "consent-v1"), ("receipt_jws", "receipt-v1")] {
        for (name, vector) in vectors(file)? {
            // Some of the forgeries are not base64url.
            let bytes = parts(&vector).unwrap_or_else(|_| vector.into_bytes());
            write(target, &name, &bytes)?;
        }
    }

    let code = ActivationCode::from_random(&[7; 15]);
    write("activation_code", "code", code.grouped().as_bytes())?;
    let institution = INSTITUTION.parse()?;
    let slip = ActivationSlip { institution, code };
    write("activation_code", "slip", slip.to_text().as_bytes())?;
    for (name, body) in bodies()? {
        write("api_answers", &name, body.to_string().as_bytes())?;
    }
    write("result_query", "all", QUERY)?;
    let request = certification_request(&SoftwareVault::ephemeral()?)?;
    write("certification_request", "request", &request)?;

    // After the number of changes less one: in which file, where, how, and by what; four bytes each.
    for (name, change) in [("flipped", 0_u32), ("cut", 1), ("taken", 2), ("earlier", 3)] {
        for file in 0..4 {
            let numbers = [0, file, 0x1234_5678, change, 1];
            let bytes = numbers.map(u32::to_le_bytes).concat();
            write("state", &format!("{name}-{file}"), &bytes)?;
        }
    }
    let all = [3, 0, 9, 0, 1, 1, 9, 5, 9, 9, 2, 9, 4, 9, 3, 9, 3, 7];
    write("state", "all", &all.map(u32::to_le_bytes).concat())?;
    Ok(())
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
        institution: INSTITUTION.parse()?,
        device_key: DeviceKeyHash::new([3; 32]),
        account: "staff11".parse()?,
        care_kind: CareKind::HomeVisit,
        method,
        issued_at: NOW,
        tap_before: NOW + PresenceStatement::LONGEST_TAP_WINDOW,
        visual_record: None,
    })
}

/// A proof, as the target reads it.
fn proof(statement: Vec<u8>, certificate: Vec<u8>) -> Result<Vec<u8>> {
    let proof = PresenceProof {
        statement,
        card_signature: vec![4; 256],
        certificate,
        tapped_at: NOW,
    };
    let device: DeviceId = DEVICE.parse()?;
    parts(&proof.unsigned(&device).assemble(&[5; 64]))
}

/// A JWS in the form that the targets read: the three parts decoded, divided by line feeds.
fn parts(jws: &str) -> Result<Vec<u8>> {
    let parts: Vec<_> = jws
        .split('.')
        .map(base64url::decode)
        .collect::<std::result::Result<_, _>>()?;
    Ok(parts.join(&b'\n'))
}

/// The signed texts of a file of golden vectors, by number.
fn vectors(file: &str) -> Result<Vec<(String, String)>> {
    let text = fs::read(wire_fixtures().join(format!("{file}.json")))?;
    let file: Value = serde_json::from_slice(&text)?;
    let of = |list: &str| file[list].as_array().cloned().unwrap_or_default();
    let all = [of("vectors"), of("forgeries")].concat();
    let all = all.iter().filter_map(|vector| vector["jws"].as_str());
    Ok(all
        .enumerate()
        .map(|(number, jws)| (number.to_string(), jws.to_owned()))
        .collect())
}

/// The golden bodies of the device API, by file and number.
fn bodies() -> Result<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for file in fs::read_dir(wire_fixtures().join("api-v1"))? {
        let path = file?.path();
        let bodies: Map<String, Value> = serde_json::from_slice(&fs::read(&path)?)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        for (number, body) in bodies.into_values().enumerate() {
            found.push((format!("{name}-{number}"), body));
        }
    }
    Ok(found)
}

fn wire_fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/wire")
}
