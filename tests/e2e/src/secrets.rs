//! What nobody may be told, in every form in which programs print things, and the search for it.

use std::collections::{BTreeSet, HashMap};

use kyotaku_cardsim::world::PERSONS_JSON;
use kyotaku_core::pki::UserCertificate;
use kyotaku_core::wire::base64url;
use serde_json::Value;

/// Fewer characters of ASCII are found by chance: among identifiers, ports and times.
const SHORTEST: usize = 8;

/// Bytes of a key or a signature that are looked for; as many from anywhere in it are as bad.
const PIECE: usize = 18;

/// A collection of secrets, each with what it is.
#[derive(Debug, Default)]
pub struct Secrets(BTreeSet<Secret>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Secret {
    what: String,
    form: Form,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Text that counts wherever it occurs.
    Anywhere(String),
    /// Short text that counts when it stands alone.
    Alone(String),
    /// Numbers with commas and nothing else between them, however they are set in lines.
    List(String),
    /// Bytes as they are.
    Raw(Vec<u8>),
}

impl Secrets {
    /// Names, kana, birth dates, insurers, symbols, numbers and addresses of everybody in the
    /// fixture world, and the passwords of all accounts.
    #[must_use]
    pub fn of_the_world() -> Self {
        let world: Value = serde_json::from_str(PERSONS_JSON).unwrap();
        let mut secrets = Self::default();
        for person in world["persons"].as_array().unwrap() {
            let id = person["person"].as_str().unwrap();
            secrets.record(id, "", person);
        }
        for account in world["accounts"].as_array().unwrap() {
            for field in ["name", "nameKana", "password"] {
                let what = format!("{field} of {}", account["id"]);
                secrets.text(&what, account[field].as_str().unwrap());
            }
        }
        secrets
    }

    fn record(&mut self, person: &str, field: &str, value: &Value) {
        match value {
            // What somebody is an example of, institutions and kinds are told everywhere.
            Value::String(_) if matches!(field, "person" | "case" | "kind") => {}
            Value::String(_) if field.starts_with("designatedMedicalInstitution") => {}
            Value::String(text) if !text.is_ascii() || text.trim().len() >= SHORTEST => {
                self.text(&format!("{field} of {person}"), text);
                if let Some(date) = written_date(text) {
                    self.text(&format!("{field} of {person}"), &date);
                }
            }
            Value::Array(values) => {
                let each = values.iter();
                each.for_each(|value| self.record(person, field, value));
            }
            Value::Object(fields) => {
                let each = fields.iter();
                each.for_each(|(field, value)| self.record(person, field, value));
            }
            _ => {}
        }
    }

    /// Adds text, as it is and as bytes are printed.
    pub fn text(&mut self, what: &str, text: &str) {
        let form = if text.len() < SHORTEST || is_number(text) {
            Form::Alone(folded(text))
        } else {
            Form::Anywhere(folded(text))
        };
        self.add(what, form);
        if text.len() >= SHORTEST {
            self.printed(what, text.as_bytes());
            self.add(what, Form::Anywhere(folded(&percent_encoded(text))));
        }
        self.add(what, Form::Raw(text.as_bytes().to_vec()));
    }

    /// Adds a PIN: digits count when they stand alone, and in the forms of bytes.
    pub fn pin(&mut self, pin: [u8; 4]) {
        let digits = String::from_utf8(pin.to_vec()).unwrap();
        self.add("PIN", Form::Alone(digits));
        self.add("PIN", Form::List(list(&pin)));
        let spaced = pin.map(|digit| format!("{digit:02x}")).join(" ");
        self.add("PIN", Form::Alone(spaced));
        self.add("PIN", Form::Alone(hex::encode(pin)));
    }

    /// Adds a key or whatever else has no short form: each piece of it is as bad as all.
    pub fn bytes(&mut self, what: &str, bytes: &[u8]) {
        for piece in bytes.chunks_exact(PIECE) {
            // Runs of one byte and the beginnings of structures are everywhere.
            let distinct: BTreeSet<_> = piece.iter().collect();
            if distinct.len() > PIECE / 2 {
                self.printed(what, piece);
                self.add(what, Form::Raw(piece.to_vec()));
            }
        }
    }

    /// Adds the private key in a PKCS#8 PEM of P-256 (RFC 5915 §3), and the PEM.
    pub fn private_key(&mut self, what: &str, pem: &str) {
        let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let der = base64url::decode(
            &body
                .trim_end_matches('=')
                .replace('+', "-")
                .replace('/', "_"),
        )
        .unwrap();
        self.text(what, &body[..64]);
        let scalar = der
            .windows(2)
            .position(|begin| begin == [0x04, 0x20])
            .unwrap()
            + 2;
        self.bytes(what, &der[scalar..scalar + 32]);
    }

    /// Adds what the certificate of a card gives away of its holder: the serial number, and all
    /// that another holder's certificate, `other`, does not have too.
    pub fn certificate(&mut self, what: &str, der: &[u8], other: &[u8]) {
        let certificate = UserCertificate::parse(der).unwrap();
        // So few bytes are found by chance among many others.
        let (what_serial, serial) = (format!("serial of {what}"), certificate.serial().as_bytes());
        self.add(&what_serial, Form::Alone(hex::encode(serial)));
        self.add(&what_serial, Form::List(format!("[{}]", list(serial))));
        let own: Vec<_> = der
            .chunks_exact(PIECE)
            .filter(|piece| !other.windows(PIECE).any(|same| same == *piece))
            .flatten()
            .copied()
            .collect();
        self.bytes(what, &own);
    }

    /// Bytes as hexadecimal digits, as a list of numbers, and as base64 from each offset.
    fn printed(&mut self, what: &str, bytes: &[u8]) {
        let list = list(bytes);
        if list.len() >= SHORTEST {
            self.add(what, Form::List(list));
        }
        let base64 = (0..3).filter_map(|offset| {
            let aligned = bytes.get(offset..)?;
            let whole = aligned.len() / 3 * 3;
            Some(base64url::encode(&aligned[..whole]))
        });
        for form in [hex::encode(bytes)].into_iter().chain(base64) {
            if form.len() >= SHORTEST {
                self.add(what, Form::Anywhere(folded(&form)));
            }
        }
    }

    fn add(&mut self, what: &str, form: Form) {
        self.0.insert(Secret {
            what: what.to_owned(),
            form,
        });
    }

    /// What of it a printed text tells, however its letters are cased and its base64 is spelled.
    #[must_use]
    pub fn told_by(&self, text: &str) -> BTreeSet<&str> {
        let text = folded(text);
        let visible = text.chars().filter(|letter| !letter.is_whitespace());
        let compact: String = visible.collect();
        let alone = self.0.iter().filter(
            |secret| matches!(&secret.form, Form::Alone(form) if stands_alone(&text, form)),
        );
        let mut found: BTreeSet<_> = alone.map(|secret| secret.what.as_str()).collect();
        found.extend(self.found_in(text.as_bytes(), |form| match form {
            Form::Anywhere(form) => Some(form.as_bytes()),
            _ => None,
        }));
        found.extend(self.found_in(compact.as_bytes(), |form| match form {
            Form::List(form) => Some(form.as_bytes()),
            _ => None,
        }));
        found
    }

    /// What of it lies in the bytes of a file.
    #[must_use]
    pub fn lying_in(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let mut found = self.told_by(&String::from_utf8_lossy(bytes));
        found.extend(self.found_in(bytes, |form| match form {
            Form::Raw(form) => Some(form.as_slice()),
            _ => None,
        }));
        found
    }

    /// Looks for many at once, in one pass: each is known by how it begins.
    fn found_in<'s>(
        &'s self,
        text: &[u8],
        form: impl Fn(&'s Form) -> Option<&'s [u8]>,
    ) -> BTreeSet<&'s str> {
        let mut begins: HashMap<[u8; SHORTEST], Vec<(&[u8], &str)>> = HashMap::new();
        for secret in &self.0 {
            if let Some(form) = form(&secret.form)
                && let Some(begin) = form.first_chunk()
            {
                let known = begins.entry(*begin).or_default();
                known.push((form, &secret.what));
            }
        }
        let mut found = BTreeSet::new();
        for start in 0..text.len() {
            let rest = &text[start..];
            let known = rest.first_chunk().and_then(|begin| begins.get(begin));
            let those = known.into_iter().flatten();
            found.extend(
                those
                    .filter(|(form, _)| rest.starts_with(form))
                    .map(|(_, what)| *what),
            );
        }
        found
    }
}

/// One case, and one spelling of base64.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('+', "-").replace('/', "_")
}

/// The numbers with commas between them, as they stand somewhere in a list.
fn list(bytes: &[u8]) -> String {
    let numbers: Vec<_> = bytes.iter().map(u8::to_string).collect();
    numbers.join(",")
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `19450101` as `1945-01-01`.
fn written_date(text: &str) -> Option<String> {
    (text.len() == 8 && is_number(text))
        .then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// As in the query of an address (RFC 3986 §2.1), in lower case.
fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02x}"),
    };
    text.bytes().map(encode).collect::<String>().to_lowercase()
}

/// Whether it occurs outside of longer numbers, identifiers and fractions.
fn stands_alone(text: &str, secret: &str) -> bool {
    text.match_indices(secret).any(|(start, _)| {
        let before = text[..start].bytes().next_back();
        let after = text[start + secret.len()..].bytes().next();
        let joined = |neighbour: u8| {
            neighbour.is_ascii_alphanumeric() || matches!(neighbour, b'-' | b'.' | b':' | b'_')
        };
        ![before, after].into_iter().flatten().any(joined)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_finds_every_form_and_nothing_harmless() {
        let key: Vec<u8> = (0..40_u8).map(|step| step.wrapping_mul(37)).collect();
        let mut secrets = Secrets::of_the_world();
        secrets.bytes("key", &key);
        secrets.pin(*b"0729");
        secrets.text("code", "ABCD-EFGH-JKMN-PQRS");
        let base64 = base64url::encode(&key);
        for (what, told) in [
            ("key", hex::encode(&key)),
            ("key", hex::encode_upper(&key)),
            ("key", format!("{key:?}")),
            ("key", base64.replace('-', "+").replace('_', "/")),
            ("key", base64),
            ("PIN", "pin=0729".to_owned()),
            ("PIN", "[48, 55, 50, 57]".to_owned()),
            ("key", format!("{:#?}", &key[..30])),
            ("PIN", "00 20 00 98 04 30 37 32 39".to_owned()),
            ("code", "abcd-efgh-jkmn-pqrs".to_owned()),
            ("name of T01", "person=試験　花子".to_owned()),
            ("nameKana of T02", "ｻﾝｺｳ ﾀﾛｳ".to_owned()),
            (
                "nameKana of T02",
                "?kana=%EF%BD%BB%EF%BE%9D%EF%BD%BA%EF%BD%B3%20%EF%BE%80%EF%BE%9B%EF%BD%B3"
                    .to_owned(),
            ),
            (
                "insurerNumber of T01",
                "{\"insurerNumber\":\"39990015\"}".to_owned(),
            ),
            ("birthdate of T01", "born 1945-01-01".replace("born ", "")),
            ("birthdate of T01", "19450101,".to_owned()),
            (
                "password of \"staff11\"",
                "test only: nine green teacups".to_owned(),
            ),
        ] {
            assert!(secrets.told_by(&told).contains(what), "{what}: {told}");
        }
        let harmless = [
            "2026112200001",
            "127.0.0.1:10729",
            "0x0729",
            "a7f3-0729-b2c4",
            "staff11",
            "0.0729",
        ];
        for harmless in harmless {
            assert_eq!(secrets.told_by(harmless).len(), 0, "{harmless}");
        }
    }

    #[test]
    fn the_search_looks_into_files() {
        let key: Vec<u8> = (0..40_u8).map(|step| step.wrapping_mul(37)).collect();
        let mut secrets = Secrets::of_the_world();
        secrets.bytes("key", &key);
        let around = |secret: &[u8]| [&[0xFF, 0, 1][..], secret, &[0xFF; 9]].concat();
        assert!(secrets.lying_in(&around(&key)).contains("key"));
        let name = secrets.lying_in(&around("試験　花子".as_bytes())).len();
        assert!(name > 0);
        assert_eq!(secrets.lying_in(&around(b"harmless")).len(), 0);
    }
}
