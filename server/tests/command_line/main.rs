//! The program as an operator runs it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken set-up must stop its test"
)]

mod admin;
mod devices_list;
mod notices;
mod site;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use clap::CommandFactory as _;
use kyotaku_core::Clock;
use kyotaku_core::api::{ApiError, Client, Endpoint, Identity, Timeouts};
use kyotaku_core::secret::Password;
use kyotaku_core::vault::{SoftwareVault, certification_request};
use kyotaku_core::wire::activation_code::ActivationSlip;
use kyotaku_core::wire::api::{RegisterRequest, SignInRequest};
use kyotaku_server::audit::{Action, Actor, NewEvent, append};
use kyotaku_server::store;
use sea_orm::{ConnectionTrait as _, TransactionTrait as _};
use serde_json::Value;

use crate::site::{NOW, Site};

/// Where most commands act.
const CLINIC: &str = "--institution=9919999012";

/// A child that does not outlive its test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // It has ended already when all went well.
        let _ = self.0.kill();
    }
}

#[test]
fn an_operator_seeds_serves_issues_revokes_and_stops() {
    let site = Site::new();
    assert!(site.run(&["seed"]).status.success());
    assert!(
        site.run(&["seed"]).status.success(),
        "seeding twice is harmless"
    );

    let mut served = site.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut served = Served(served.stderr(Stdio::piped()).spawn().unwrap());
    let mut log = BufReader::new(served.0.stderr.take().unwrap()).lines();
    let port = log.by_ref().find_map(|line| {
        let line = line.unwrap();
        line.contains("listening")
            .then(|| line.rsplit(':').next().unwrap().to_owned())
    });
    let drain = std::thread::spawn(move || log.for_each(drop));
    let root = fs::read(site.file("tls-ca.pem")).unwrap();
    let endpoint = Endpoint::new(&format!("https://127.0.0.1:{}", port.unwrap()), &root).unwrap();
    let clock = Clock::parse(NOW).unwrap();
    let client_of =
        |identity| Client::new(&endpoint, identity, &clock, Timeouts::default()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let new = client_of(None);
    assert_eq!(runtime.block_on(new.status()).unwrap().time, clock.now());
    let issued = site.admin(&["code", "issue", "--as", "kanri01", CLINIC], "");
    let issued = issued.unwrap();
    let slip = ActivationSlip::parse(issued["slip"].as_str().unwrap()).unwrap();
    let vault = Arc::new(SoftwareVault::create(Path::new(&site.file("device.key"))).unwrap());
    let password = || Password::new("test only: nine green teacups".to_owned());
    let request = RegisterRequest {
        institution: slip.institution,
        user_id: "staff11".parse().unwrap(),
        password: password(),
        activation_code: slip.code,
        certification_request: certification_request(vault.as_ref()).unwrap(),
        device_name: None,
    };
    let registered = runtime.block_on(new.register(&request)).unwrap();
    let identity = Identity {
        certificate: registered.certificate,
        vault,
    };
    let client = client_of(Some(&identity));
    let sign_in = SignInRequest {
        user_id: request.user_id,
        password: password(),
    };
    let token = runtime.block_on(client.sign_in(&sign_in)).unwrap().token;
    let session = client.session(token);
    assert!(runtime.block_on(session.me()).is_ok());
    let id = registered.device_id.as_str();
    let revoke = ["device", "revoke", "--as", "kanri01", CLINIC, "--id", id];
    site.admin(&revoke, "").unwrap();
    let refused = runtime.block_on(session.me());
    assert!(matches!(refused, Err(ApiError::Problem(problem)) if problem.code == "MKA-E1107"));

    // The shell's own `kill`: not every system has the program.
    let terminate = format!("kill -TERM {}", served.0.id());
    assert!(
        Command::new("sh")
            .args(["-c", &terminate])
            .status()
            .unwrap()
            .success()
    );
    assert!(served.0.wait().unwrap().success());
    drain.join().unwrap();
    // A stopped server leaves the database in one file.
    for beside in ["db.sqlite-wal", "db.sqlite-shm"] {
        assert!(!Path::new(&site.file(beside)).exists(), "{beside}");
    }
}

/// For tests, so that a qualification that is asked for again differs from the one before.
#[tokio::test]
async fn insurers_report_what_the_world_says_they_do_later() {
    let site = Site::new();
    assert!(
        site.run(&["seed"]).status.success() && site.run(&["seed", "--later"]).status.success()
    );
    let url = format!("sqlite://{}?mode=rwc", site.file("db.sqlite"));
    let database = store::open(&url.as_str().into()).await.unwrap();
    let ratio = async || {
        let insured = store::person::find(&database, "T01".to_owned()).await;
        let qualification = insured.unwrap().unwrap().qualification;
        let held = &qualification.result_list[0];
        held.insured_partial_contribution_ratio.clone().unwrap()
    };
    assert_eq!(ratio().await, "020");
    // Who seeds again begins anew.
    assert!(site.run(&["seed"]).status.success());
    assert_eq!(ratio().await, "010");
    fs::write(site.file("changes.json"), "{\"persons\":[{}]}").unwrap();
    let refused = site.run(&["seed", "--later"]);
    assert!(!refused.status.success());
    assert_eq!(ratio().await, "010");
}

/// Names, kana, birth dates, insurers, serial numbers and passwords of the seed, and the code.
#[test]
fn seeding_and_issuing_tell_nobody_at_the_most_talkative_level() {
    let site = Site::new();
    let issue = |account: &str| {
        let issue = ["admin", "code", "issue", CLINIC, "--as", account];
        site.run(&[&issue[..], &["--log", "trace"]].concat())
    };
    let seeded = site.run(&["seed", "--log", "trace"]);
    let mut issued = issue("kanri01");
    let (refused, unknown) = (issue("staff11"), issue("nobody"));
    // A world that cannot be loaded is reported by its place, without what is in it.
    let persons = fs::read_to_string(site.file("persons.json")).unwrap();
    let broken = persons.replace("\"birthdate\": \"19450101\"", "\"birthdate\": 19450101");
    assert_ne!(broken, persons);
    fs::write(site.file("persons.json"), broken).unwrap();
    let unseeded = site.run(&["seed", "--log", "trace"]);
    assert!(seeded.status.success() && issued.status.success());
    for (name, failed) in [
        ("refused", &refused),
        ("unknown", &unknown),
        ("unseeded", &unseeded),
    ] {
        assert!(!failed.status.success(), "{name}: {failed:?}");
    }

    let mut secrets = vec!["PRIVATE KEY".to_owned()];
    let world: Value = serde_json::from_str(&persons).unwrap();
    texts(&world["persons"], &mut secrets);
    for account in world["accounts"].as_array().unwrap() {
        for key in ["name", "nameKana", "password", "passwordHash"] {
            texts(&account[key], &mut secrets);
        }
    }
    let certificates = fs::read(site.file("certificates.json")).unwrap();
    texts(
        &serde_json::from_slice(&certificates).unwrap(),
        &mut secrets,
    );
    // The code is what the command prints, and nothing else tells it.
    let told = String::from_utf8(core::mem::take(&mut issued.stdout)).unwrap();
    let code = told.lines().next().unwrap();
    secrets.extend([code.to_owned(), code.replace('-', "")]);
    for output in [seeded, issued, refused, unknown, unseeded] {
        let told = [output.stdout, output.stderr].map(|told| String::from_utf8(told).unwrap());
        for secret in &secrets {
            assert!(
                !told.concat().contains(secret),
                "{secret} is told in {told:?}"
            );
        }
    }
}

/// The texts that are not found by chance: other letters than ASCII's, or many.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.is_ascii() || text.len() >= 8 => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => {
            // Kinds of information are words of the API.
            let told = fields.iter().filter(|(field, _)| *field != "kind");
            told.for_each(|(_, value)| texts(value, found));
        }
        _ => {}
    }
}

#[test]
fn the_audit_log_is_exported_and_what_was_done_to_it_is_told_line_by_line() {
    let site = Site::new();
    let url = format!("sqlite://{}?mode=rwc", site.file("db.sqlite"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let with_database = |sql: &'static str| {
        let url = url.as_str().into();
        runtime.block_on(async move {
            let database = store::open(&url).await.unwrap();
            let institution = "9919999012".parse().unwrap();
            let transaction = database.begin().await.unwrap();
            let event = NewEvent {
                institution: &institution,
                actor: Actor::System,
                action: Action::DeviceRevoked,
                subject: None,
            };
            let now = NOW.parse().unwrap();
            append(&transaction, now, event).await.unwrap();
            transaction.execute_unprepared(sql).await.unwrap();
            transaction.commit().await.unwrap();
            database.close().await.unwrap();
        });
    };
    with_database("SELECT 1");
    let out = site.file("events.jsonl");
    let of_clinic = ["--institution", "9919999012"];
    let export = ["audit", "export", "--out", &out];
    let exported = site.run(&[&export[..], &of_clinic].concat());
    assert_eq!(exported.stdout, b"1 events\n");
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 2);
    let verify = || {
        let verified = site.run(&[&["audit", "verify"][..], &of_clinic].concat());
        let told = String::from_utf8(verified.stdout).unwrap();
        (verified.status.code(), told)
    };
    with_database("SELECT 1");
    let holds = "9919999012: 2 events hold, up to 1 by a checkpoint\n";
    assert_eq!(verify(), (Some(0), holds.to_owned()));
    with_database("UPDATE audit_events SET actor = 'other' WHERE seq = 1");
    fs::remove_dir_all(site.file("audit-checkpoints")).unwrap();
    let damaged = "9919999012: there are no checkpoints: a cut or newly computed chain would not \
                   be noticed\n9919999012: event 1 was changed\n";
    assert_eq!(verify(), (Some(1), damaged.to_owned()));
}

#[test]
fn a_wrong_value_stops_the_start_and_names_its_key() {
    let site = Site::new();
    let config = site.file("server.toml");
    for (toml, key) in [
        ("unknown-key = 1", "unknown-key"),
        ("profile = \"everything\"", "profile"),
        ("max-connections = -1", "max-connections"),
        ("clock-skew-seconds = 9999", "clock-skew-seconds"),
        ("tls-key = \"/nowhere\"", "tls-key"),
        ("tls-key = \"world.json\"", "tls-key"),
        ("device-ca = \"/nowhere\"", "device-ca"),
        ("terminal-key = \"own.key\"", "terminal-root is not set"),
        ("statement-key = \"device-ca.pem\"", "statement-key"),
        (
            "former-statement-keys = \"CONFIG\"",
            "former-statement-keys",
        ),
        ("pepper = \"CONFIG\"", "pepper"),
        ("jpki-ca = \"/nowhere\"", "jpki-ca"),
        ("jpki-crl = \"/nowhere\"", "jpki-crl"),
        ("log = \"=\"", "log"),
    ] {
        fs::write(&config, toml.replace("CONFIG", &config)).unwrap();
        let refused = site.run(&["serve", "--config", &config, "--listen", "127.0.0.1:0"]);
        let message = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(1), "{toml}");
        assert!(message.contains(key), "{toml}: {message}");
    }
    for (flag, value) in [
        ("--listen", "here"),
        ("--max-connections", "many"),
        ("--now", "soon"),
    ] {
        let program = env!("CARGO_BIN_EXE_kyotaku-server");
        let refused = Command::new(program)
            .args(["serve", flag, value])
            .output()
            .unwrap();
        let message = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2), "{flag}");
        assert!(message.contains(flag), "{message}");
    }
}

#[test]
fn the_guide_documents_every_key_with_its_variable() {
    let guide = include_str!("../../../docs/guides/server.md");
    let command = kyotaku_server::cli::Cli::command();
    let serve = command.find_subcommand("serve").unwrap();
    for argument in serve
        .get_arguments()
        .filter(|argument| argument.get_id() != "help")
    {
        let key = argument.get_long().unwrap();
        assert!(
            guide.contains(&format!("| `{key}` |")),
            "{key} is not documented"
        );
        if let Some(variable) = argument.get_env() {
            let variable = variable.to_str().unwrap();
            assert!(
                guide.contains(&format!("`{variable}`")),
                "{variable} is not documented"
            );
        }
    }
}
