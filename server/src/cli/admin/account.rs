//! `admin account` and `admin first-login`.

use std::path::PathBuf;

use clap::{ArgAction, Args, Subcommand};
use jiff::Timestamp;
use kyotaku_core::wire::identifier::AccountId;
use serde::Serialize;

use super::institution::used;
use super::{Acted, Done, Office, Operator, PasswordFile, read_passwords};
use crate::accounts::{AccountState, Credentials, password};
use crate::administration::accounts::{self, ListedAccount, NewAccount};
use crate::audit::Actor;
use crate::cli::CommandError;
use crate::config::Environment;
use crate::store::account::Role;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AccountCommand {
    /// Adds an account with a temporary password
    Add(Box<Add>),
    /// Lists accounts with their states
    List(Acted),
    /// Forgets wrong passwords, so that the account can be signed in again
    Unlock(Target),
    /// Sets a temporary password, good for a day; sessions of the account end
    ResetPassword(Box<Reset>),
    /// Sets the last day of an account
    End(Box<End>),
    /// 目視権限: whether the account may confirm patients by sight
    Visual(Box<Visual>),
}

/// A command about one account.
#[derive(Args, Debug)]
pub(in crate::cli) struct Target {
    #[command(flatten)]
    acted: Acted,
    /// ユーザーID
    #[arg(long)]
    id: AccountId,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Add {
    #[command(flatten)]
    target: Target,
    /// ユーザ名
    #[arg(long)]
    name: String,
    /// ユーザ名(カナ)
    #[arg(long)]
    kana: String,
    /// 権限区分: administrator, general, medicalViewer or receiptComputer
    #[arg(long, value_parser = role)]
    role: Role,
    /// 利用開始年月日, YYYYMMDD; it may lie in the past
    #[arg(long)]
    valid_from: String,
    /// 利用終了年月日, YYYYMMDD
    #[arg(long)]
    valid_until: Option<String>,
    #[command(flatten)]
    password: PasswordFile,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Reset {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    password: PasswordFile,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct End {
    #[command(flatten)]
    target: Target,
    /// 利用終了年月日, YYYYMMDD
    #[arg(long)]
    on: String,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Visual {
    #[command(flatten)]
    target: Target,
    /// 1: it may, 0: it may not
    #[arg(value_parser = used, action = ArgAction::Set)]
    visual: bool,
}

impl AccountCommand {
    pub(super) async fn run(self) -> Result<(), CommandError> {
        match self {
            Self::Add(add) => add.run().await,
            Self::List(acted) => {
                let (office, acting) = acted.open().await?;
                let listed = accounts::list(&office.database, &acting, office.now).await;
                let views = listed.map(|all| all.iter().map(AccountView::of).collect());
                let text = |all: &Vec<AccountView>| all.iter().map(AccountView::text).collect();
                office.close(views, text).await
            }
            Self::Unlock(Target { acted, id }) => {
                let (office, acting) = acted.open().await?;
                let done = accounts::unlock(&office.database, &acting, &id, office.now).await;
                office
                    .close(done.map(|()| Done {}), |_| "unlocked".to_owned())
                    .await
            }
            Self::ResetPassword(reset) => reset.run().await,
            Self::End(end) => end.run().await,
            Self::Visual(visual) => visual.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), CommandError> {
        let password = self.password.read()?;
        let (office, acting) = self.target.acted.open().await?;
        let new = NewAccount {
            id: self.target.id,
            name: self.name,
            name_kana: self.kana,
            role: self.role,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
        };
        let (database, now) = (&office.database, office.now);
        let passwords = Office::passwords();
        let done = accounts::add(database, &passwords, &acting, &new, &password, now).await;
        office
            .close(done.map(|()| Done {}), |_| {
                "added; it can be used in the app after its first sign-in at the console".to_owned()
            })
            .await
    }
}

impl Reset {
    async fn run(self) -> Result<(), CommandError> {
        let password = self.password.read()?;
        let Target { acted, id } = self.target;
        let (office, acting) = acted.open().await?;
        let (database, now) = (&office.database, office.now);
        let passwords = Office::passwords();
        let done =
            accounts::reset_password(database, &passwords, &acting, &id, &password, now).await;
        office
            .close(done.map(|()| Done {}), |_| {
                "reset; it has to be changed within a day".to_owned()
            })
            .await
    }
}

impl End {
    async fn run(self) -> Result<(), CommandError> {
        let Target { acted, id } = self.target;
        let (office, acting) = acted.open().await?;
        let done = accounts::end(&office.database, &acting, &id, &self.on, office.now).await;
        office
            .close(done.map(|()| Done {}), |_| "ended".to_owned())
            .await
    }
}

impl Visual {
    async fn run(self) -> Result<(), CommandError> {
        let Target { acted, id } = self.target;
        let (office, acting) = acted.open().await?;
        let (database, now) = (&office.database, office.now);
        let done = accounts::permit_visual(database, &acting, &id, self.visual, now).await;
        let text = if self.visual {
            "the account may confirm by sight"
        } else {
            "the account may not confirm by sight"
        };
        office
            .close(done.map(|()| Done {}), |_| text.to_owned())
            .await
    }
}

/// Sets an account's own password in place of the temporary one and records a sign-in at the
/// console, which is where people do it.
#[derive(Args, Debug)]
pub(in crate::cli) struct FirstLogin {
    #[command(flatten)]
    operator: Operator,
    /// The institution
    #[arg(long)]
    institution: String,
    /// ユーザーID
    #[arg(long)]
    id: AccountId,
    /// File of two lines, the present password and the new one, or - for the standard input
    #[arg(long, value_name = "FILE")]
    passwords_file: PathBuf,
}

impl FirstLogin {
    pub(super) async fn run(self) -> Result<(), CommandError> {
        let [present, new] = read_passwords(&self.passwords_file)?;
        let office = self.operator.open().await?;
        if office.settings.environment.unwrap_or_default() == Environment::Production {
            return Err("first-login is for tests only and refused in production".into());
        }
        let institution = office.institution(&self.institution)?;
        let credentials = Credentials {
            institution: &institution,
            id: &self.id,
            password: &present,
            actor: Actor::Console(self.id.clone()),
        };
        let (database, now) = (&office.database, office.now);
        let done = password::change(database, &Office::passwords(), credentials, &new, now).await;
        office
            .close(done.map(|()| Done {}), |_| {
                "signed in, with a password of its own (for tests only)".to_owned()
            })
            .await
    }
}

/// An account as it is printed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountView {
    id: AccountId,
    name: String,
    name_kana: String,
    role: &'static str,
    valid_from: String,
    valid_until: Option<String>,
    last_login_at: Option<Timestamp>,
    state: &'static str,
    visual: bool,
}

impl AccountView {
    fn of(listed: &ListedAccount) -> Self {
        let account = &listed.account;
        Self {
            id: account.id.clone(),
            name: account.name.clone(),
            name_kana: account.name_kana.clone(),
            role: account.role.as_str(),
            valid_from: account.valid_from.clone(),
            valid_until: account.valid_until.clone(),
            last_login_at: account.last_login_at,
            state: name(listed.state),
            visual: account.visual,
        }
    }

    fn text(&self) -> String {
        let Self {
            id,
            role,
            state,
            valid_from,
            name,
            ..
        } = self;
        let until = self.valid_until.as_deref().unwrap_or_default();
        let visual = u8::from(self.visual);
        format!("{id}\t{role}\t{state}\t{valid_from}-{until}\tvisual={visual}\t{name}\n")
    }
}

fn name(state: AccountState) -> &'static str {
    match state {
        AccountState::Usable => "usable",
        AccountState::Locked => "locked",
        AccountState::NeverSignedIn => "neverSignedIn",
        AccountState::BeforeStart => "beforeStart",
        AccountState::Ended => "ended",
        AccountState::PasswordMustChange => "passwordMustChange",
        AccountState::Paused => "paused",
    }
}

fn role(name: &str) -> Result<Role, &'static str> {
    Role::from_name(name).ok_or("there is no such role")
}
