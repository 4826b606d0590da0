//! Accounts: whether one may be used, and whether a password is its.
//!
//! | module | what it holds |
//! |---|---|
//! | [`hashing`] | Argon2id, with a limit on how many passwords are hashed at once |
//! | [`password`] | the rules for passwords, and changing one's own |

pub mod hashing;
pub mod password;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::secret::Password;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::{DatabaseConnection, TransactionTrait as _};

use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::store::account::{self, Account, StoredPassword};
use crate::store::sign_in_failures::{self, Charged, Restraint};
use crate::store::time::day_in_japan;
use hashing::PasswordHashing;

/// How long a password that an administrator has set is good.
pub const TEMPORARY: SignedDuration = SignedDuration::from_hours(24);

/// How long a password shorter than [`LONG`] characters is good.
pub const SHORT_LIVED: SignedDuration = SignedDuration::from_hours(24 * 180);

/// Characters from which on a password need not be changed every now and then.
pub const LONG: usize = 13;

/// What stands in the way of an account's use, the first of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Nothing does.
    Usable,
    /// Ten wrong passwords; an administrator unlocks it.
    Locked,
    /// It has never signed in at the console.
    NeverSignedIn,
    /// Its 利用開始年月日 lies ahead.
    BeforeStart,
    /// Its 利用終了年月日 has passed.
    Ended,
    /// Its password is temporary or too old.
    PasswordMustChange,
    /// Five wrong passwords; it can be signed in again after half an hour.
    Paused,
}

impl Account {
    /// The state at `now`, given what wrong passwords have led to. Both days of the period belong
    /// to it, and days are Japan's.
    #[must_use]
    pub fn state(&self, restraint: Option<Restraint>, now: Timestamp) -> AccountState {
        // Eight digits each, so they sort as the days do.
        let today = day_in_japan(now);
        let password = self.password.as_ref();
        let must_change =
            password.is_none_or(|password| password.temporary || password.has_ended(now));
        if restraint == Some(Restraint::Locked) {
            AccountState::Locked
        } else if self.last_login_at.is_none() {
            AccountState::NeverSignedIn
        } else if today < self.valid_from {
            AccountState::BeforeStart
        } else if self.valid_until.as_ref().is_some_and(|last| *last < today) {
            AccountState::Ended
        } else if must_change {
            AccountState::PasswordMustChange
        } else if restraint == Some(Restraint::Paused) {
            AccountState::Paused
        } else {
            AccountState::Usable
        }
    }

    /// Whether the app may be used with this account at `now`. A pause concerns who signs in, not
    /// who is.
    ///
    /// # Errors
    ///
    /// `MKA-E1102`, `MKA-E1103`, `MKA-E1104`, `MKA-E1105` or `MKA-E1106`, the first that applies.
    pub fn may_use_app(&self, restraint: Option<Restraint>, now: Timestamp) -> Result<(), Code> {
        match self.state(restraint, now) {
            AccountState::Locked => Err(Code::AccountLocked),
            AccountState::NeverSignedIn => Err(Code::AccountNeverSignedIn),
            AccountState::BeforeStart | AccountState::Ended => Err(Code::AccountOutsidePeriod),
            _ if self.role.in_app().is_none() => Err(Code::AccountNotPermitted),
            AccountState::PasswordMustChange => Err(Code::PasswordMustChange),
            AccountState::Paused | AccountState::Usable => Ok(()),
        }
    }
}

impl StoredPassword {
    /// Whether its time is over at `now`.
    #[must_use]
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

impl Restraint {
    /// What whoever tries is told.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Self::Paused => Code::AccountPaused,
            Self::Locked => Code::AccountLocked,
        }
    }
}

/// Whom somebody claims to be.
#[derive(Clone, Debug)]
pub struct Credentials<'a> {
    /// The institution.
    pub institution: &'a InstitutionCode,
    /// ユーザーID, which need not exist.
    pub id: &'a AccountId,
    /// パスワード.
    pub password: &'a Password,
    /// Who tries, for the audit log.
    pub actor: Actor,
}

/// Finds the account that credentials are right for. Wrong ones are counted and lead to a pause and
/// a lock; what is answered, and how fast, is the same whether there is such an account or not.
///
/// # Errors
///
/// `MKA-E1101` when they are wrong, `MKA-E1116` and `MKA-E1102` after too many that were.
pub async fn authenticate(
    database: &DatabaseConnection,
    passwords: &PasswordHashing,
    credentials: Credentials<'_>,
    now: Timestamp,
) -> Result<Account, ApiError> {
    let Credentials {
        institution,
        id,
        password,
        actor,
    } = credentials;
    let restraint = match sign_in_failures::charge(database, institution, id, now).await? {
        Charged::Counted(restraint) => restraint,
        Charged::Refused(restraint) => return Err(restraint.code().into()),
    };
    let account = account::find(database, institution, id).await?;
    let stored = account
        .as_ref()
        .and_then(|account| account.password.as_ref());
    if passwords.verify(stored, password).await?
        && let Some(account) = account
    {
        sign_in_failures::clear(database, institution, id).await?;
        return Ok(account);
    }
    // What was typed in place of an id that exists may be anything, a password too.
    let subject = account.map(|account| account.id.to_string());
    let transaction = database.begin().await?;
    let event = |action, actor| NewEvent {
        institution,
        actor,
        action,
        subject: subject.clone(),
    };
    audit::append(&transaction, now, event(Action::SignInRefused, actor)).await?;
    if restraint == Some(Restraint::Locked) && subject.is_some() {
        let locked = event(Action::AccountLocked, Actor::System);
        audit::append(&transaction, now, locked).await?;
    }
    transaction.commit().await?;
    Err(restraint
        .map_or(Code::SignInRefused, Restraint::code)
        .into())
}

/// Hashes a password for storing it at `now`.
///
/// # Errors
///
/// [`ApiError::Internal`].
pub async fn hashed(
    passwords: &PasswordHashing,
    password: &Password,
    temporary: bool,
    now: Timestamp,
) -> Result<StoredPassword, ApiError> {
    let hash = passwords.hash(password).await?;
    Ok(stored(hash, password, temporary, now))
}

/// What is kept of a password from `now` on.
pub(crate) fn stored(
    hash: String,
    password: &Password,
    temporary: bool,
    now: Timestamp,
) -> StoredPassword {
    let good_for = if temporary {
        Some(TEMPORARY)
    } else if password.expose().len() < LONG {
        Some(SHORT_LIVED)
    } else {
        None
    };
    StoredPassword {
        hash,
        temporary,
        expires_at: good_for.map(|time| now.saturating_add(time).unwrap_or(Timestamp::MAX)),
    }
}
