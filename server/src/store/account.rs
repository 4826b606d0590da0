//! Accounts.

use core::fmt;

use jiff::Timestamp;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set, TryInsertResult, UpdateMany,
};

use super::entity::account;
use super::person::read as read_json;
use super::time::{from_column, to_column};

/// 権限区分.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// マスタ: creates and manages administrators.
    Master,
    /// 管理者: everything else of the console.
    Administrator,
    /// 一般利用者.
    General,
    /// 医療情報閲覧.
    MedicalViewer,
    /// レセコン.
    ReceiptComputer,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Master,
        Self::Administrator,
        Self::General,
        Self::MedicalViewer,
        Self::ReceiptComputer,
    ];

    /// The stable name, in camelCase.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Administrator => "administrator",
            Self::General => "general",
            Self::MedicalViewer => "medicalViewer",
            Self::ReceiptComputer => "receiptComputer",
        }
    }

    /// The role by its stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// Whether accounts of this role administer anything.
    #[must_use]
    pub const fn administers(self) -> bool {
        matches!(self, Self::Master | Self::Administrator)
    }

    /// The role as the app knows it, if it may use the app.
    #[must_use]
    pub const fn in_app(self) -> Option<kyotaku_core::wire::api::Role> {
        match self {
            Self::General => Some(kyotaku_core::wire::api::Role::General),
            Self::MedicalViewer => Some(kyotaku_core::wire::api::Role::MedicalViewer),
            Self::Master | Self::Administrator | Self::ReceiptComputer => None,
        }
    }
}

/// An account of an institution. `Debug` shows neither names nor password.
#[derive(Clone)]
pub struct Account {
    /// Its institution.
    pub institution: InstitutionCode,
    /// ユーザーID.
    pub id: AccountId,
    /// ユーザ名.
    pub name: String,
    /// ユーザ名(カナ), full width.
    pub name_kana: String,
    /// 権限区分.
    pub role: Role,
    /// 利用開始年月日, `YYYYMMDD`.
    pub valid_from: String,
    /// 利用終了年月日, `YYYYMMDD`; the day belongs to the period.
    pub valid_until: Option<String>,
    /// The last sign-in at the console.
    pub last_login_at: Option<Timestamp>,
    /// 目視権限: whether it may confirm by sight.
    pub visual: bool,
    /// Its password, if one has been set.
    pub password: Option<StoredPassword>,
}

/// What is kept of a password.
#[derive(Clone)]
pub struct StoredPassword {
    /// Its hash, a PHC string.
    pub hash: String,
    /// Whether an administrator has set it, so that it has to be changed.
    pub temporary: bool,
    /// When it ends: a temporary one is good for nothing then, another one has to be changed.
    pub expires_at: Option<Timestamp>,
}

/// Finds an account.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
) -> Result<Option<Account>, DbErr> {
    account::Entity::find_by_id(key(institution, id))
        .one(database)
        .await?
        .map(read)
        .transpose()
}

/// The accounts of an institution, by their ids.
///
/// # Errors
///
/// As of [`find`].
pub async fn list(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
) -> Result<Vec<Account>, DbErr> {
    let rows = account::Entity::find()
        .filter(account::Column::Institution.eq(institution.as_str()))
        .order_by_asc(account::Column::Id)
        .all(database)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Records a new account. Answers whether its id was free.
///
/// # Errors
///
/// Those of the database; an institution that does not exist violates a foreign key.
pub async fn insert(database: &impl ConnectionTrait, account: &Account) -> Result<bool, DbErr> {
    let row = account::ActiveModel {
        institution: Set(account.institution.as_str().to_owned()),
        id: Set(account.id.as_str().to_owned()),
        name: Set(account.name.clone()),
        name_kana: Set(account.name_kana.clone()),
        role: Set(account.role.as_str().to_owned()),
        valid_from: Set(account.valid_from.clone()),
        valid_until: Set(account.valid_until.clone()),
        last_login_at: Set(account.last_login_at.map(to_column)),
        earlier_passwords: Set(None),
        visual: Set(account.visual),
        ..password(account.password.as_ref())
    };
    let inserted = account::Entity::insert(row)
        .on_conflict_do_nothing_on([account::Column::Institution, account::Column::Id])
        .exec_without_returning(database)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1..)))
}

/// The hashes of passwords that an account had before, the newest first.
///
/// # Errors
///
/// As of [`find`].
pub async fn earlier_passwords(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
) -> Result<Vec<String>, DbErr> {
    let row = account::Entity::find_by_id(key(institution, id))
        .one(database)
        .await?;
    let earlier = row.and_then(|row| row.earlier_passwords);
    earlier.map_or_else(
        || Ok(Vec::new()),
        |list| read_json(list, "accounts.earlier_passwords"),
    )
}

/// How many of an account's passwords are remembered besides the one it has.
const REMEMBERED: usize = 5;

/// Replaces the password that `account` has. Answers whether it still had that one.
///
/// # Errors
///
/// As of [`find`].
pub async fn set_password(
    transaction: &DatabaseTransaction,
    account: &Account,
    stored: &StoredPassword,
) -> Result<bool, DbErr> {
    let replaced = account
        .password
        .as_ref()
        .map(|password| password.hash.clone());
    let same = match &replaced {
        Some(hash) => account::Column::Password.eq(hash.as_str()),
        None => account::Column::Password.is_null(),
    };
    // Writing first makes SQLite take its lock at once, instead of failing when a reader upgrades.
    let update = of(&account.institution, &account.id, password(Some(stored)))
        .filter(same)
        .exec(transaction)
        .await?;
    if update.rows_affected != 1 {
        return Ok(false);
    }
    let mut earlier = earlier_passwords(transaction, &account.institution, &account.id).await?;
    earlier.splice(0..0, replaced);
    earlier.truncate(REMEMBERED);
    let remembered = account::ActiveModel {
        earlier_passwords: Set(Some(earlier.into())),
        ..Default::default()
    };
    of(&account.institution, &account.id, remembered)
        .exec(transaction)
        .await?;
    Ok(true)
}

/// Records a sign-in at the console.
///
/// # Errors
///
/// Those of the database.
pub async fn record_login(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
    at: Timestamp,
) -> Result<(), DbErr> {
    let login = account::ActiveModel {
        last_login_at: Set(Some(to_column(at))),
        ..Default::default()
    };
    of(institution, id, login).exec(database).await?;
    Ok(())
}

/// Sets 利用終了年月日.
///
/// # Errors
///
/// Those of the database.
pub async fn set_last_day(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
    last_day: &str,
) -> Result<(), DbErr> {
    let ended = account::ActiveModel {
        valid_until: Set(Some(last_day.to_owned())),
        ..Default::default()
    };
    of(institution, id, ended).exec(database).await?;
    Ok(())
}

/// Sets 目視権限.
///
/// # Errors
///
/// Those of the database.
pub async fn set_visual(
    database: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
    visual: bool,
) -> Result<(), DbErr> {
    let changed = account::ActiveModel {
        visual: Set(visual),
        ..Default::default()
    };
    of(institution, id, changed).exec(database).await?;
    Ok(())
}

/// Gives an account that has no password the one of `seeded`.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn set_missing_password(
    database: &impl ConnectionTrait,
    seeded: &Account,
) -> Result<(), DbErr> {
    let password = password(seeded.password.as_ref());
    of(&seeded.institution, &seeded.id, password)
        .filter(account::Column::Password.is_null())
        .exec(database)
        .await?;
    Ok(())
}

/// Makes transactions that concern this account take turns from here to their end. On PostgreSQL
/// the lock is the weakest that conflicts with itself, because insertions that refer to the account
/// hold one of their own; SQLite's writers take turns anyway.
pub(super) async fn lock(
    transaction: &impl ConnectionTrait,
    institution: &InstitutionCode,
    id: &AccountId,
) -> Result<(), DbErr> {
    account::Entity::find_by_id(key(institution, id))
        .lock(LockType::NoKeyUpdate)
        .one(transaction)
        .await?;
    Ok(())
}

fn password(stored: Option<&StoredPassword>) -> account::ActiveModel {
    let expires_at = stored.and_then(|password| password.expires_at);
    account::ActiveModel {
        password: Set(stored.map(|password| password.hash.clone())),
        password_temporary: Set(stored.is_some_and(|password| password.temporary)),
        password_expires_at: Set(expires_at.map(to_column)),
        ..Default::default()
    }
}

/// An update of one account.
fn of(
    institution: &InstitutionCode,
    id: &AccountId,
    changed: account::ActiveModel,
) -> UpdateMany<account::Entity> {
    account::Entity::update_many()
        .set(changed)
        .filter(account::Column::Institution.eq(institution.as_str()))
        .filter(account::Column::Id.eq(id.as_str()))
}

fn key(institution: &InstitutionCode, id: &AccountId) -> (String, String) {
    (institution.as_str().to_owned(), id.as_str().to_owned())
}

fn read(row: account::Model) -> Result<Account, DbErr> {
    let broken = |column| DbErr::Custom(format!("accounts.{column} is broken"));
    let password = row.password.map(|hash| StoredPassword {
        hash,
        temporary: row.password_temporary,
        expires_at: row.password_expires_at.map(from_column),
    });
    Ok(Account {
        institution: row.institution.parse().map_err(|_| broken("institution"))?,
        id: row.id.parse().map_err(|_| broken("id"))?,
        name: row.name,
        name_kana: row.name_kana,
        role: Role::from_name(&row.role).ok_or_else(|| broken("role"))?,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        last_login_at: row.last_login_at.map(from_column),
        visual: row.visual,
        password,
    })
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("institution", &self.institution)
            .field("id", &self.id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredPassword(****)")
    }
}
