//! A server of one's own with its fictional institutions: what the tour plays on, and the tests.
//!
//! Everything lies in one folder, and the server is the real program, on a free port of the
//! loopback interface.

mod server;

use std::path::{Path, PathBuf};

use kyotaku_cardsim::World;
use kyotaku_core::clock::Clock;
use kyotaku_core::secret::{Password, SecretText};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::args::PhoneArgs;
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};

use server::Program;
pub use server::Server;

/// 参考内科クリニック of the fixtures.
pub const INSTITUTION: &str = "9919999012";
/// Its 管理者.
pub const ADMINISTRATOR: &str = "kanri01";
/// Its 一般利用者.
pub const NURSE: &str = "staff11";
/// Its 医療情報閲覧.
pub const DOCTOR: &str = "doctor01";
/// An account that has never signed in at the console.
pub const NEWCOMER: &str = "nurse02";
/// The PIN of every emulated card.
pub const PIN: &str = "1234";

/// Files and programs of a server.
#[derive(Debug)]
pub struct Clinic {
    program: Program,
    folder: PathBuf,
}

/// An activation code as the administrator gets it, once.
#[derive(Clone, Debug, Deserialize)]
pub struct IssuedCode {
    /// The code in four groups.
    pub code: SecretText,
    /// What the two-dimensional code of the slip says.
    pub slip: SecretText,
}

/// What is read of `persons.json`.
#[derive(Deserialize)]
struct Seed {
    accounts: Vec<SeedAccount>,
}

#[derive(Deserialize)]
struct SeedAccount {
    institution: String,
    id: String,
    password: Password,
}

impl Clinic {
    /// Lays out a clinic in `folder`, which exists: certificates, persons and database. The program
    /// of the server lies beside `desk`, this one, and runs by `clock`.
    ///
    /// # Errors
    ///
    /// A refusal when the program has not been built, or complains.
    pub fn found(desk: &Path, folder: &Path, clock: &Clock) -> Outcome<Self> {
        let program = Program::beside(desk, folder, clock)?;
        World::new(clock.now())
            .map_err(|error| failed(&error))?
            .write(program.world())
            .map_err(|error| failed(&error))?;
        program.run(&["seed"], &[])?;
        Ok(Self {
            program,
            folder: folder.to_owned(),
        })
    }

    /// Starts the server: on a free port, or on one that it had before.
    ///
    /// # Errors
    ///
    /// A refusal when it does not start.
    pub fn serve(&self, port: Option<u16>) -> Outcome<Server> {
        self.program.serve(port.unwrap_or_default())
    }

    /// A phone in this folder.
    #[must_use]
    pub fn phone(&self, name: &str, address: &str) -> PhoneArgs {
        PhoneArgs {
            phone: self.folder.join(name),
            server: address.to_owned(),
            tls_ca: self.tls_ca(),
        }
    }

    /// The CA of the server's certificate.
    #[must_use]
    pub fn tls_ca(&self) -> PathBuf {
        self.program.world().join("tls-ca.pem")
    }

    /// The server's log.
    #[must_use]
    pub fn log(&self) -> &Path {
        self.program.log()
    }

    /// A file of this folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The seed's password of an account of [`INSTITUTION`].
    ///
    /// # Errors
    ///
    /// A refusal when there is no such account.
    pub fn password(&self, account: &str) -> Outcome<Password> {
        let path = self.program.world().join("persons.json");
        let text = std::fs::read(path).map_err(|error| failed(&error))?;
        let seed: Seed = serde_json::from_slice(&text).map_err(|error| failed(&error))?;
        let mut accounts = seed.accounts.into_iter();
        accounts
            .find(|seeded| seeded.institution == INSTITUTION && seeded.id == account)
            .map(|seeded| seeded.password)
            .ok_or_else(|| Refusal::plain(Exit::Failed, format!("{account} is no account")))
    }

    /// The administrator issues an activation code.
    ///
    /// # Errors
    ///
    /// A refusal with what the server complained of.
    pub fn issue_code(&self) -> Outcome<IssuedCode> {
        self.administrate(&["code", "issue"], &[])
    }

    /// Insurers report what has changed: the later qualifications of the fixtures.
    ///
    /// # Errors
    ///
    /// A refusal with what the server complained of.
    pub fn insurers_report(&self) -> Outcome<()> {
        self.program.run(&["seed", "--later"], &[])?;
        Ok(())
    }

    /// The administrator turns 閲覧同意 off.
    ///
    /// # Errors
    ///
    /// A refusal with what the server complained of.
    pub fn end_view_consents(&self) -> Outcome<()> {
        let off = ["--view-consent", "0"];
        let _: serde_json::Value = self.administrate(&["environment", "set"], &off)?;
        Ok(())
    }

    /// The administrator revokes a device.
    ///
    /// # Errors
    ///
    /// A refusal with what the server complained of.
    pub fn revoke(&self, device: &str) -> Outcome<()> {
        let _: serde_json::Value = self.administrate(&["device", "revoke"], &["--id", device])?;
        Ok(())
    }

    fn administrate<T: DeserializeOwned>(&self, what: &[&str], more: &[&str]) -> Outcome<T> {
        let acting = [
            "--institution",
            INSTITUTION,
            "--as",
            ADMINISTRATOR,
            "--json",
        ];
        let told = self
            .program
            .run(&[&["admin"], what].concat(), &[&acting, more].concat())?;
        serde_json::from_str(&told).map_err(|error| failed(&error))
    }

    /// The options of a phone of this folder as a person would type them.
    #[must_use]
    pub fn options_by_hand(&self, name: &str, address: &str) -> String {
        let phone = self.phone(name, address);
        format!(
            "--phone {} --server {} --tls-ca {}{}",
            phone.phone.display(),
            phone.server,
            phone.tls_ca.display(),
            self.program.at()
        )
    }

    /// A command of the server's program as a person would type it.
    #[must_use]
    pub fn by_hand(&self, what: &str) -> String {
        self.program.by_hand(what)
    }
}

fn failed(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::plain(Exit::Failed, error.to_string())
}
