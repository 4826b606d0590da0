//! What administrators do, for the command line and for the console.
//!
//! | module | what it holds |
//! |---|---|
//! | [`accounts`] | adding, unlocking, ending; temporary passwords |
//! | [`codes`] | activation codes |
//! | [`consents`] | the consents of patients, and revoking them without the card |
//! | [`devices`] | the devices of an institution, and revoking them |
//! | [`institutions`] | institutions and 環境設定情報 |
//!
//! Whoever acts is an account of the institution it acts on, and every change is recorded in the
//! audit log together with its effect. A マスタ manages administrators and nothing else; everything
//! else is the administrators'.

pub mod accounts;
pub mod codes;
pub mod consents;
pub mod devices;
pub mod institutions;

use jiff::Timestamp;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::ConnectionTrait;

use crate::accounts::AccountState;
use crate::audit::Actor;
use crate::problem::ApiError;
use crate::store::account::{self, Role};

/// An account that acts on its institution.
#[derive(Clone, Debug)]
pub struct Acting {
    institution: InstitutionCode,
    id: AccountId,
    role: Role,
}

impl Acting {
    /// The account `id` of an institution. Whether it is who it says, the caller knows: the console
    /// by a session, the command line because whoever can use it can open the database too.
    ///
    /// # Errors
    ///
    /// `MKA-E1105` when there is no such account or its role administers nothing, `MKA-E1104` when
    /// it is outside its period of use.
    pub async fn find(
        database: &impl ConnectionTrait,
        institution: &InstitutionCode,
        id: &AccountId,
        now: Timestamp,
    ) -> Result<Self, ApiError> {
        let account = account::find(database, institution, id).await?;
        let account = account.filter(|account| account.role.administers());
        let account = account.ok_or(Code::AccountNotPermitted)?;
        // A lock is against guessing the password, and none is asked for here.
        match account.state(None, now) {
            AccountState::BeforeStart | AccountState::Ended => {
                Err(Code::AccountOutsidePeriod.into())
            }
            _ => Ok(Self {
                institution: account.institution,
                id: account.id,
                role: account.role,
            }),
        }
    }

    /// The institution.
    #[must_use]
    pub fn institution(&self) -> &InstitutionCode {
        &self.institution
    }

    fn as_administrator(&self) -> Result<(), Code> {
        self.has(Role::Administrator)
    }

    /// Whether this account manages those of `role`.
    fn manages(&self, role: Role) -> Result<(), Code> {
        match role {
            Role::Master | Role::Administrator => self.has(Role::Master),
            Role::General | Role::MedicalViewer | Role::ReceiptComputer => self.as_administrator(),
        }
    }

    fn has(&self, role: Role) -> Result<(), Code> {
        if self.role == role {
            Ok(())
        } else {
            Err(Code::AccountNotPermitted)
        }
    }

    fn actor(&self) -> Actor {
        Actor::Console(self.id.clone())
    }
}

/// Most characters of a name.
const LONGEST_NAME: usize = 40;

/// A name as it is shown: not empty, at most [`LONGEST_NAME`] characters, nothing that controls.
fn name_checked(name: &str) -> Result<String, Code> {
    let name = name.trim();
    if name.is_empty() {
        Err(Code::FieldMissing)
    } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        Err(Code::FieldMalformed)
    } else {
        Ok(name.to_owned())
    }
}
