//! `kyotaku-server admin`: what administrators do, on the services that the console uses.
//!
//! It asks for no password of whoever acts: who can run it can open the database too. `--as` says
//! in whose name, for the rules of roles and for the audit log. Passwords are read from files or
//! from the standard input, because arguments are seen by every user of the machine.

mod account;
mod code;
mod consent;
mod device;
mod institution;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::Timestamp;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::code::{Code, Language};
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::DatabaseConnection;
use serde::Serialize;
use zeroize::Zeroizing;

use super::{CommandError, Common, say};
use crate::accounts::hashing::PasswordHashing;
use crate::administration::Acting;
use crate::config::Settings;
use crate::problem::ApiError;
use crate::store;

#[derive(Debug, Subcommand)]
pub(super) enum AdminCommand {
    /// Institutions, for the operator of the server
    #[command(subcommand)]
    Institution(institution::InstitutionCommand),
    /// 環境設定情報
    #[command(subcommand)]
    Environment(institution::EnvironmentCommand),
    /// Accounts
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// FOR TESTS ONLY: does what an account's first sign-in at the console does
    FirstLogin(account::FirstLogin),
    /// Activation codes
    #[command(subcommand)]
    Code(code::CodeCommand),
    /// Consents of patients
    #[command(subcommand)]
    Consent(consent::ConsentCommand),
    /// Devices
    #[command(subcommand)]
    Device(device::DeviceCommand),
}

pub(super) async fn run(command: AdminCommand) -> Result<(), CommandError> {
    match command {
        AdminCommand::Institution(command) => command.run().await,
        AdminCommand::Environment(command) => command.run().await,
        AdminCommand::Account(command) => command.run().await,
        AdminCommand::FirstLogin(command) => command.run().await,
        AdminCommand::Code(command) => command.run().await,
        AdminCommand::Consent(command) => command.run().await,
        AdminCommand::Device(command) => command.run().await,
    }
}

/// What every command of the operator takes.
#[derive(Args, Debug)]
pub(super) struct Operator {
    #[command(flatten)]
    common: Box<Common>,
    /// Prints JSON, for scripts
    #[arg(long)]
    json: bool,
}

/// What every command of an institution's account takes.
#[derive(Args, Debug)]
pub(super) struct Acted {
    #[command(flatten)]
    operator: Operator,
    /// The institution
    #[arg(long)]
    institution: String,
    /// The account that acts
    #[arg(long = "as", value_name = "USER")]
    account: AccountId,
}

/// What commands work with.
struct Office {
    database: DatabaseConnection,
    settings: Settings,
    now: Timestamp,
    json: bool,
}

impl Operator {
    async fn open(self) -> Result<Office, CommandError> {
        let (settings, clock) = self.common.settings()?;
        Ok(Office {
            database: store::open(&settings.database()?).await?,
            now: clock.now(),
            json: self.json,
            settings,
        })
    }
}

impl Acted {
    async fn open(self) -> Result<(Office, Acting), CommandError> {
        let office = self.operator.open().await?;
        let institution = office.institution(&self.institution)?;
        let acting = Acting::find(&office.database, &institution, &self.account, office.now).await;
        Ok((office, acting.map_err(told)?))
    }
}

impl Office {
    fn institution(&self, code: &str) -> Result<InstitutionCode, CommandError> {
        Ok(InstitutionCode::parse(code, self.settings.prefectures())?)
    }

    fn passwords() -> PasswordHashing {
        PasswordHashing::new()
    }

    /// Ends a command with what it has to say: as JSON for scripts, or as text for people.
    async fn close<T: Serialize>(
        self,
        outcome: Result<T, ApiError>,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), CommandError> {
        let closed = self.database.close().await;
        let outcome = outcome.map_err(told)?;
        closed?;
        if self.json {
            say(&serde_json::to_string_pretty(&outcome)?)
        } else {
            let text = Zeroizing::new(text(&outcome));
            say(text.trim_end())
        }
    }
}

/// The JSON of what has nothing to say.
#[derive(Serialize)]
struct Done {}

/// A refusal as people read it.
fn told(error: ApiError) -> CommandError {
    match error {
        ApiError::Refused(code) => sentence(code).into(),
        failed => failed.into(),
    }
}

fn sentence(code: Code) -> String {
    let [title, next] = [
        code.title(Language::English),
        code.next_action(Language::English),
    ];
    format!("{code}: {title} {next}")
}

/// Reads one password a line: of a file, or of the standard input for `-`.
fn read_passwords<const COUNT: usize>(path: &Path) -> Result<[Password; COUNT], CommandError> {
    let source: Box<dyn std::io::Read> = if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(path)?)
    };
    let mut source = BufReader::new(source);
    let mut passwords = Vec::with_capacity(COUNT);
    for _ in 0..COUNT {
        let mut line = Zeroizing::new(String::new());
        source.read_line(&mut line)?;
        let text = line.trim_end_matches(['\r', '\n']);
        passwords.push(Password::new(text.to_owned()));
    }
    let passwords = <[Password; COUNT]>::try_from(passwords);
    passwords.map_err(|_| "there are too few passwords".into())
}

/// A file of a password.
#[derive(Args, Debug)]
struct PasswordFile {
    /// File with the temporary password, or - for the standard input
    #[arg(long, value_name = "FILE")]
    password_file: PathBuf,
}

impl PasswordFile {
    fn read(&self) -> Result<Password, CommandError> {
        let [password] = read_passwords(&self.password_file)?;
        Ok(password)
    }
}
