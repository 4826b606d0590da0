//! The terminal certificates of a device, and the files they come from.

use std::fs;

use jiff::SignedDuration;
use kyotaku_cardsim::pki::keys;
use kyotaku_core::pki::cvc::{CvCertificate, CvKey, KeyId};
use kyotaku_core::vault::certification_request;
use kyotaku_core::wire::api::{RenewRequest, TerminalCertificates};
use kyotaku_core::wire::identifier::DeviceId;
use kyotaku_server::config::{Settings, TerminalFiles};
use kyotaku_server::terminal::Terminal;
use uuid::Uuid;

use crate::clinic::{Clinic, Directory};
use crate::phone::NewPhone;

/// A server with everything of its world but the terminal.
pub(crate) fn no_terminal(settings: &mut Settings) {
    let world = settings.world.take().unwrap();
    settings.tls_certificate = Some(world.join("tls-server.pem"));
    settings.tls_key = Some(world.join("tls-server.key"));
    settings.device_ca = Some(world.join("device-ca.pem"));
    settings.device_ca_key = Some(world.join("device-ca.key"));
    settings.statement_key = Some(world.join("statement.key"));
    settings.pepper = Some(world.join("pepper"));
    settings.audit_checkpoints = Some(world.join("audit-checkpoints"));
    settings.jpki_ca = Some(world.join("jpki-ca"));
    settings.jpki_crl = Some(world.join("jpki-crl"));
}

/// The key that a card trusts in the end, having verified both certificates.
fn followed(clinic: &Clinic, chain: &TerminalCertificates) -> CvKey {
    let root = fs::read(clinic.file("terminal/root.cvc")).unwrap();
    let root = CvCertificate::parse(&root).unwrap().self_signed().unwrap();
    let chain =
        [&chain.verifier, &chain.terminal].map(|bytes| CvCertificate::parse(bytes).unwrap());
    root.follow(&chain).unwrap()
}

fn id_of(device: &DeviceId) -> KeyId {
    KeyId(device.as_str().parse::<Uuid>().unwrap().into_bytes())
}

#[tokio::test]
async fn a_device_is_given_a_terminal_of_its_own_that_cards_trust() {
    let clinic = Clinic::open().await;
    let mut keys = Vec::new();
    for _ in 0..2 {
        let (code, new) = (clinic.code().await, NewPhone::of(&clinic));
        let registered = new.register(&clinic, &code, "staff11").await.unwrap();
        let chain = registered.terminal.clone().unwrap();
        let key = followed(&clinic, &chain);
        assert_eq!(key.id, id_of(&registered.device_id));
        // The answer that was lost on the way.
        let again = new.register(&clinic, &code, "staff11").await.unwrap();
        assert!(again.replayed);
        assert_eq!(again.terminal.as_ref(), Some(&chain));
        let phone = new.registered(&clinic, &registered);
        clinic.pass(SignedDuration::from_hours(24));
        let request = RenewRequest {
            certification_request: certification_request(phone.identity.vault.as_ref()).unwrap(),
        };
        let renewed = phone.client.renew(&request).await.unwrap();
        assert_eq!(renewed.terminal, Some(chain));
        keys.push(key);
    }
    assert_ne!(keys[0].id, keys[1].id);
    // One key, of which the server alone has the private half.
    assert_eq!(keys[0].key, keys[1].key);
}

#[tokio::test]
async fn a_server_without_a_terminal_gives_no_certificates_for_one() {
    let clinic = Clinic::open_with(no_terminal).await;
    let (code, new) = (clinic.code().await, NewPhone::of(&clinic));
    let registered = new.register(&clinic, &code, "staff11").await.unwrap();
    assert_eq!(registered.terminal, None);
    let phone = new.registered(&clinic, &registered);
    let request = RenewRequest {
        certification_request: certification_request(phone.identity.vault.as_ref()).unwrap(),
    };
    assert_eq!(phone.client.renew(&request).await.unwrap().terminal, None);
}

#[test]
fn files_of_a_terminal_that_do_not_belong_together_stop_the_start() {
    let now = crate::clinic::NOW.parse().unwrap();
    let directory = Directory::new();
    let world = kyotaku_cardsim::World::new(now).unwrap();
    world.write(&directory.0).unwrap();
    let files = || TerminalFiles {
        root: directory.0.join("terminal/root.cvc"),
        verifier: directory.0.join("terminal/dv.cvc"),
        verifier_key: directory.0.join("terminal/dv.key"),
        key: directory.0.join("terminal/terminal.key"),
    };
    assert!(Terminal::load(&files()).is_ok());
    let elliptic = directory.0.join("elliptic.key");
    fs::write(&elliptic, keys::STATEMENT.pem()).unwrap();
    let mut damaged = fs::read(files().verifier).unwrap();
    *damaged.last_mut().unwrap() ^= 1;
    let damaged_file = directory.0.join("damaged.cvc");
    fs::write(&damaged_file, damaged).unwrap();
    let missing = directory.0.join("missing");
    for (key, wrong) in [
        (
            "terminal-root",
            TerminalFiles {
                root: files().verifier,
                ..files()
            },
        ),
        (
            "terminal-dv",
            TerminalFiles {
                verifier: damaged_file,
                ..files()
            },
        ),
        (
            "terminal-dv",
            TerminalFiles {
                verifier: missing,
                ..files()
            },
        ),
        (
            "terminal-dv-key",
            TerminalFiles {
                verifier_key: files().key,
                ..files()
            },
        ),
        (
            "terminal-key",
            TerminalFiles {
                key: elliptic,
                ..files()
            },
        ),
    ] {
        let refused = Terminal::load(&wrong).unwrap_err().to_string();
        assert!(refused.starts_with(&format!("{key}: ")), "{refused}");
        assert!(refused.ends_with(" cannot be used"), "{refused}");
    }
}
