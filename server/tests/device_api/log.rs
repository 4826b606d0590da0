//! Everything that is logged while a test runs, at the most talkative level, and the search for
//! what must not be in it.
//!
//! Every [`Clinic`](crate::clinic::Clinic) searches when it is dropped, so each test of this
//! directory is also one of the log. The subscriber belongs to the process, because certificates
//! are judged on threads of their own; what other tests log at the same time is searched as well.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_cardsim::world::PERSONS_JSON;
use kyotaku_core::pki::UserCertificate;
use kyotaku_core::wire::base64url;
use serde_json::Value;

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static SECRETS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
static STARTED: Once = Once::new();

/// Fewer characters of ASCII are found by chance: among identifiers, ports and times.
const SHORTEST: usize = 8;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Lines;

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&LINES).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The log from now on.
pub(crate) struct Log {
    begin: usize,
}

impl Log {
    pub(crate) fn begin() -> Self {
        STARTED.call_once(|| {
            tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_ansi(false)
                // The digits of times are as good as random.
                .without_time()
                .with_writer(|| Lines)
                .init();
            lock(&SECRETS).extend(of_the_seed());
        });
        Self {
            begin: lock(&LINES).len(),
        }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(lock(&LINES)[self.begin..].to_vec()).unwrap()
    }

    /// How many lines hold both.
    pub(crate) fn count(&self, one: &str, other: &str) -> usize {
        let text = self.text();
        let lines = text.lines();
        lines
            .filter(|line| line.contains(one) && line.contains(other))
            .count()
    }

    #[track_caller]
    pub(crate) fn assert_tells_nobody(&self) {
        let secrets = lock(&SECRETS);
        let found = tells(&without_durations(&self.text()), &secrets);
        assert!(found.is_empty(), "the log holds {found:?}");
    }
}

/// Adds a text: a token, a code, a password.
pub(crate) fn keep_secret(text: &str) {
    lock(&SECRETS).insert(text.to_owned());
}

/// Adds what a delivered proof consists of.
pub(crate) fn keep_secret_jws(jws: &str) {
    let mut secrets = lock(&SECRETS);
    for part in jws.split('.').skip(1) {
        for quarter in 1..4 {
            let start = part.len() * quarter / 4;
            secrets.extend(part.get(start..start + 16).map(str::to_owned));
        }
    }
}

/// Adds what a card has given.
pub(crate) fn keep_secret_card(certificate: &[u8], signature: &[u8]) {
    let mut secrets = lock(&SECRETS);
    // Its end is its issuer's signature; elsewhere certificates of other keys may say the same.
    let unlike_others = certificate.len().saturating_sub(signature.len());
    secrets.extend(printed(&certificate[unlike_others..]));
    secrets.extend(printed(signature));
    if let Ok(certificate) = UserCertificate::parse(certificate) {
        secrets.insert(hex::encode(certificate.serial().as_bytes()));
    }
}

/// Names, kana, birth dates, insurers, symbols, numbers and addresses of everybody, and their PIN.
fn of_the_seed() -> BTreeSet<String> {
    let world: Value = serde_json::from_str(PERSONS_JSON).unwrap();
    let mut secrets = BTreeSet::new();
    for person in world["persons"].as_array().unwrap() {
        texts(person, &mut secrets);
    }
    for account in world["accounts"].as_array().unwrap() {
        let told = ["id", "name", "nameKana", "password"]
            .map(|key| account[key].as_str().unwrap().to_owned());
        secrets.extend(told);
    }
    let dates: Vec<_> = secrets
        .iter()
        .filter(|text| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|date| format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]))
        .collect();
    secrets.extend(dates);
    secrets.insert(String::from_utf8(TEST_PIN.to_vec()).unwrap());
    secrets
}

/// The texts of a record that are not found by chance.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if !text.is_ascii() || text.len() >= SHORTEST => {
            found.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => {
            // Kinds of information are words of the API.
            let told = fields.iter().filter(|(field, _)| *field != "kind");
            told.for_each(|(_, value)| texts(value, found));
        }
        _ => {}
    }
}

/// Some bytes of the middle, as they are printed.
fn printed(bytes: &[u8]) -> Vec<String> {
    let windows = [bytes.len() / 3, bytes.len() / 2].map(|start| bytes.get(start..start + 20));
    windows
        .into_iter()
        .flatten()
        .filter(|window| window.iter().any(|byte| *byte != window[0]))
        .flat_map(forms)
        .collect()
}

/// Bytes as hexadecimal digits, as a list of numbers, and as base64 from each offset.
fn forms(bytes: &[u8]) -> Vec<String> {
    let list = format!("{bytes:?}");
    let base64 = (0..3).filter_map(|offset| {
        let aligned = bytes.get(offset..)?;
        let whole = aligned.len() / 3 * 3;
        Some(base64url::encode(&aligned[..whole]))
    });
    [hex::encode(bytes), list.trim_matches(['[', ']']).to_owned()]
        .into_iter()
        .chain(base64)
        .filter(|form| form.len() >= SHORTEST)
        .collect()
}

/// Which of the secrets a text holds, however its letters are cased and its base64 is spelled.
/// Short ones, and what is digits only, must stand alone.
fn tells<'a>(text: &str, secrets: &'a BTreeSet<String>) -> Vec<&'a str> {
    let lower = text.to_lowercase();
    let base64 = text.replace('+', "-").replace('/', "_");
    let holds = |secret: &str| {
        let digits = secret.bytes().all(|byte| byte.is_ascii_digit());
        if digits || (secret.is_ascii() && secret.len() < SHORTEST) {
            alone(&lower, secret)
        } else {
            text.contains(secret) || lower.contains(secret) || base64.contains(secret)
        }
    };
    secrets
        .iter()
        .map(String::as_str)
        .filter(|secret| holds(secret))
        .collect()
}

/// The text without the times that requests have taken, whose digits are anything.
fn without_durations(text: &str) -> String {
    let mut parts = text.split("milliseconds=");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

/// Whether it occurs outside of a longer number, identifier or fraction. A hyphen makes an identifier
/// longer: the groups of a random UUID are now and then the digits that are looked for.
fn alone(text: &str, secret: &str) -> bool {
    text.match_indices(secret).any(|(start, _)| {
        let before = text[..start].bytes().next_back();
        let after = text[start + secret.len()..].bytes().next();
        let joined =
            |neighbour: u8| neighbour.is_ascii_alphanumeric() || matches!(neighbour, b'-' | b'.');
        ![before, after].into_iter().flatten().any(joined)
    })
}

#[test]
fn the_search_finds_every_form() {
    let bytes: Vec<u8> = (0..200).map(|step: u8| step.wrapping_mul(37)).collect();
    let secrets: BTreeSet<_> = printed(&bytes).into_iter().chain(of_the_seed()).collect();
    let text = base64url::encode(&bytes);
    for told in [
        hex::encode(&bytes),
        hex::encode_upper(&bytes),
        format!("{bytes:?}"),
        text.replace('-', "+").replace('_', "/"),
        text,
        "person=試験　花子".to_owned(),
        "ｻﾝｺｳ ﾀﾛｳ".to_owned(),
        "{\"insurerNumber\":\"39990015\"}".to_owned(),
        "insurer 998013: \"  998013\"".to_owned(),
        "国-12".to_owned(),
        "born 1945-01-01".to_owned(),
        "19450101,".to_owned(),
        "pin=1234".to_owned(),
        "カンゴ　ジュウイチ".to_owned(),
        "account staff11".to_owned(),
    ] {
        assert!(!tells(&told, &secrets).is_empty(), "{told}");
    }
    assert!(without_durations("a milliseconds=1234 b milliseconds=0").ends_with("a  b "));
    for harmless in [
        "2026112200001",
        "127.0.0.1:41234",
        "0x1234",
        "0.1234",
        "staff110",
        "id=0b6f2a51-1234-4c1e-9d5a-7f3e2b8c6d10",
    ] {
        assert_eq!(tells(harmless, &secrets), [""; 0], "{harmless}");
    }
}
