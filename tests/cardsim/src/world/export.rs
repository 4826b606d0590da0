//! The world as a directory, for processes that do not link this crate.

use std::{fs, io, path::Path};

use der::{EncodePem as _, pem::LineEnding};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{CARDS, CHANGES_JSON, CardKind, PERSONS_JSON, World, WorldError};
use crate::pki::{authority::Generation, keys, tls};

/// Why the world could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A file could not be written.
    #[error("file of the fixture world")]
    File(#[from] io::Error),
    /// Its contents have no JSON form.
    #[error("JSON of the fixture world")]
    Json(#[from] serde_json::Error),
    /// Its contents could not be made.
    #[error(transparent)]
    World(#[from] WorldError),
}

/// Which certificate belongs to whom; all values but the name in hexadecimal.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    person: String,
    authority_key_id: String,
    serial: String,
    sha256: String,
}

/// The moment the directory was made for.
#[derive(Serialize)]
struct Moment {
    now: String,
}

impl World {
    /// Writes certificates, lists, keys and persons below `directory`, which is made if needed.
    /// Files that are there are replaced.
    ///
    /// # Errors
    ///
    /// [`WriteError`] when a file cannot be written or made.
    pub fn write(&self, directory: &Path) -> Result<(), WriteError> {
        for folder in ["jpki-ca", "jpki-crl", "terminal"] {
            fs::create_dir_all(directory.join(folder))?;
        }
        let put = |name: &str, bytes: &[u8]| fs::write(directory.join(name), bytes);
        for generation in Generation::ALL {
            let number = generation.number();
            let authority = self.authority(generation)?;
            put(
                &format!("jpki-ca/auth-{number}.der"),
                &authority.der().map_err(WorldError::from)?,
            )?;
            // A CA that has ended issues no lists any more.
            if generation != Generation::First {
                put(
                    &format!("jpki-crl/auth-{number}.crl"),
                    &self.revocation_list(generation)?,
                )?;
            }
        }
        let terminal = self.terminal()?;
        put("terminal/root.cvc", &terminal.root)?;
        put("terminal/dv.cvc", &terminal.dv)?;
        put("terminal/terminal.cvc", &terminal.terminal)?;
        put("terminal/dv.key", keys::TERMINAL_DV.pem().as_bytes())?;
        put("terminal/terminal.key", keys::TERMINAL.pem().as_bytes())?;

        for (name, certificate) in [
            ("tls-ca.pem", tls::server_root(self.calendar())),
            ("tls-server.pem", tls::server(self.calendar())),
            ("device-ca.pem", tls::device_root(self.calendar())),
        ] {
            let certificate = certificate.map_err(WorldError::from)?;
            let pem = certificate
                .to_pem(LineEnding::LF)
                .map_err(WorldError::from)?;
            put(name, pem.as_bytes())?;
        }
        put("tls-server.key", keys::TLS_SERVER.pem().as_bytes())?;
        put("device-ca.key", keys::DEVICE_CA.pem().as_bytes())?;
        put("statement.key", keys::STATEMENT.pem().as_bytes())?;
        put("pepper", &keys::PEPPER)?;

        put("persons.json", PERSONS_JSON.as_bytes())?;
        put("changes.json", CHANGES_JSON.as_bytes())?;
        put(
            "certificates.json",
            &serde_json::to_vec_pretty(&self.listed()?)?,
        )?;
        let moment = Moment {
            now: self.now().to_string(),
        };
        put("world.json", &serde_json::to_vec_pretty(&moment)?)?;
        put("README.txt", README.as_bytes())?;
        Ok(())
    }

    fn listed(&self) -> Result<Vec<Listed>, WorldError> {
        CARDS
            .iter()
            .filter(|entry| entry.kind == CardKind::Person)
            .map(|entry| {
                let issued = self.certificate(entry.name)?;
                let authority = self.authority(issued.generation)?;
                Ok(Listed {
                    person: issued.person,
                    authority_key_id: hex::encode(authority.key_identifier()?),
                    serial: hex::encode(issued.serial.as_bytes()),
                    sha256: hex::encode(Sha256::digest(&issued.der)),
                })
            })
            .collect()
    }
}

const README: &str = "\
The fixture world of Kyotaku at one moment in time. TEST ONLY: every private key here is public.

jpki-ca/auth-N.der      CA certificates of generation N, which share one name
jpki-crl/auth-N.der     one revocation list per generation
certificates.json       which certificate belongs to which person: key id of the CA, serial number, SHA-256 (hex)
persons.json            the fictional institutions, accounts and persons
changes.json            what insurers report of some of them later (kyotaku-server seed --later)
terminal/*.cvc          terminal certificates of the profile RP-TA/1, each 568 bytes with the outer tag 7F21
terminal/dv.key         key of the intermediate, with which the server certifies its terminal for each device (PKCS#8)
terminal/terminal.key   key of the reference terminal (PKCS#8)
tls-ca.pem              root under which the server's certificate is issued
tls-server.{pem,key}    the server's certificate for localhost, and its key
device-ca.{pem,key}     CA of the certificates that registered phones get
statement.key           signs receipts and checkpoints of the audit log
pepper                  32 bytes under which the server looks up codes and draws pseudonyms
world.json              the moment this was made for; certificates end relative to it

Made by `kyotaku-cardsim pki --out DIR [--now TIME]`. A directory made on the same day has the same certificates.
";
