//! The world as a directory.

use std::{fs, path::PathBuf};

use der::Decode as _;
use kyotaku_cardsim::world::{CHANGES_JSON, PERSONS_JSON};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;

use crate::apdus::*;

/// Removed again when the test ends.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kyotaku-{name}-{}", std::process::id()));
        Self(path)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // A directory that could not be made cannot be removed either.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_directory_holds_everything_other_processes_read() {
    let directory = Directory::new("world");
    world().write(&directory.0).unwrap();
    for generation in 1..=3 {
        Certificate::from_der(&directory.read(&format!("jpki-ca/auth-{generation}.der"))).unwrap();
    }
    for generation in 2..=3 {
        directory.read(&format!("jpki-crl/auth-{generation}.crl"));
    }
    for name in ["root", "dv", "terminal"] {
        assert_eq!(directory.read(&format!("terminal/{name}.cvc")).len(), 568);
    }
    for name in [
        "terminal/dv.key",
        "terminal/terminal.key",
        "tls-server.key",
        "device-ca.key",
        "statement.key",
    ] {
        assert!(
            directory
                .read(name)
                .starts_with(b"-----BEGIN PRIVATE KEY-----")
        );
    }
    for name in ["tls-ca.pem", "tls-server.pem", "device-ca.pem"] {
        assert!(
            directory
                .read(name)
                .starts_with(b"-----BEGIN CERTIFICATE-----")
        );
    }
    assert_eq!(directory.read("persons.json"), PERSONS_JSON.as_bytes());
    assert_eq!(directory.read("changes.json"), CHANGES_JSON.as_bytes());
    directory.read("README.txt");
    assert_eq!(directory.read("pepper").len(), 32);
    let moment: Value = serde_json::from_slice(&directory.read("world.json")).unwrap();
    assert_eq!(moment["now"], "2026-11-20T00:00:00Z");
}

#[test]
fn certificates_json_names_every_persons_certificate() {
    let directory = Directory::new("certificates");
    world().write(&directory.0).unwrap();
    let listed: Vec<Value> = serde_json::from_slice(&directory.read("certificates.json")).unwrap();
    assert_eq!(listed.len(), 14);
    for entry in listed {
        let person = entry["person"].as_str().unwrap();
        let issued = world().certificate(person).unwrap();
        assert_eq!(entry["serial"], hex::encode(issued.serial.as_bytes()));
        assert_eq!(entry["sha256"], hex::encode(Sha256::digest(&issued.der)));
        assert_eq!(entry["authorityKeyId"].as_str().unwrap().len(), 40);
    }
}
