//! Seed data: the fixture world written by the test PKI generator.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::api::{MedicalInformation, Person};
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode, Prefectures};
use kyotaku_core::wire::qualification::Qualification;
use sea_orm::{DatabaseConnection, DbErr, TransactionTrait as _};
use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer};

use crate::store::account::Role;
use crate::store::seed;

/// `persons.json`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// Institutions.
    pub institutions: Vec<InstitutionSeed>,
    /// Their accounts.
    pub accounts: Vec<AccountSeed>,
    /// Insured persons.
    pub persons: Vec<PersonSeed>,
}

/// `changes.json`: what insurers report later.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// Persons, with all that holds of them from then on.
    pub persons: Vec<PersonSeed>,
}

/// An institution.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstitutionSeed {
    /// 医療機関コード.
    pub code: InstitutionCode,
    /// Its name.
    pub name: String,
    /// 点数表番号.
    pub kind: String,
    /// 訪問診療等機能 (OQSCD037): `1` used, `0` not.
    pub home_visit: String,
    /// オンライン診療等・外来診療等(通常とは異なる動線) (OQSCD037): `1` used; anything else, or none, not.
    #[serde(default)]
    pub outpatient: String,
}

/// An account.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountSeed {
    /// Its institution.
    pub institution: InstitutionCode,
    /// ユーザーID.
    pub id: AccountId,
    /// ユーザ名.
    pub name: String,
    /// ユーザ名(カナ).
    pub name_kana: String,
    /// 権限区分, by its stable name.
    #[serde(deserialize_with = "role")]
    pub role: Role,
    /// 利用開始年月日, `YYYYMMDD`.
    pub valid_from: String,
    /// 利用終了年月日, `YYYYMMDD`.
    pub valid_until: Option<String>,
    /// The last sign-in at the console.
    pub last_login_at: Option<Timestamp>,
    /// Its password, which everybody may know: for tests only.
    pub password: Password,
    /// The hash of that, a PHC string. The password is a temporary one if the account has never
    /// signed in.
    pub password_hash: String,
}

/// An insured person.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonSeed {
    /// Key of the person, `T01` and so on.
    pub person: String,
    /// What the person is an example of.
    pub case: String,
    /// What the card says.
    pub identity: Person,
    /// The qualification.
    pub qualification: Qualification,
    /// 医療情報, of each kind that there is.
    #[serde(default)]
    pub medical: Option<Vec<MedicalInformation>>,
}

/// An entry of `certificates.json`: which certificate identifies which person.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateSeed {
    /// Key of the person.
    pub person: String,
    /// The authority key identifier, hexadecimal.
    #[serde(deserialize_with = "hexadecimal")]
    pub authority_key_id: Vec<u8>,
    /// The serial number, hexadecimal.
    #[serde(deserialize_with = "hexadecimal")]
    pub serial: Vec<u8>,
}

/// Why a world cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// The database refused.
    #[error("the world cannot be recorded")]
    Database(#[from] DbErr),
    /// An institution whose code does not exist in this environment.
    #[error("institution {0} does not exist in this environment")]
    Institution(InstitutionCode),
    /// A file cannot be read.
    #[error("{} cannot be read", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A file holds something else. What, is not told: it may be somebody's name.
    #[error("{} is wrong in line {line}, column {column}", .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Counted from one.
        line: usize,
        /// Counted from one, in bytes.
        column: usize,
    },
}

/// How much was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeded {
    /// Institutions.
    pub institutions: usize,
    /// Accounts.
    pub accounts: usize,
    /// Persons.
    pub persons: usize,
    /// Certificates.
    pub certificates: usize,
}

/// Loads `persons.json` and `certificates.json` of a directory. Seeding twice, or after the PKI was
/// made anew, is harmless: persons and certificates that are there are updated, institutions and
/// accounts stay as they are, and a password is given only to an account that has none.
///
/// # Errors
///
/// [`WorldError`]; nothing is changed then.
pub async fn seed(
    database: &DatabaseConnection,
    directory: &Path,
    prefectures: Prefectures,
    now: Timestamp,
) -> Result<Seeded, WorldError> {
    let world: World = read(&directory.join("persons.json"))?;
    let certificates: Vec<CertificateSeed> = read(&directory.join("certificates.json"))?;
    for institution in &world.institutions {
        if InstitutionCode::parse(institution.code.as_str(), prefectures).is_err() {
            return Err(WorldError::Institution(institution.code.clone()));
        }
    }
    let seeded = Seeded {
        institutions: world.institutions.len(),
        accounts: world.accounts.len(),
        persons: world.persons.len(),
        certificates: certificates.len(),
    };
    let transaction = database.begin().await?;
    seed::store(&transaction, world, certificates, now).await?;
    transaction.commit().await?;
    Ok(seeded)
}

/// Applies `changes.json` of a directory, as if insurers had reported it: persons and qualifications
/// are replaced. Answers how many. For tests only, as all of a world is.
///
/// # Errors
///
/// [`WorldError`]; nothing is changed then.
pub async fn seed_later(
    database: &DatabaseConnection,
    directory: &Path,
) -> Result<usize, WorldError> {
    let changes: Changes = read(&directory.join("changes.json"))?;
    let count = changes.persons.len();
    let transaction = database.begin().await?;
    seed::store_persons(&transaction, changes.persons).await?;
    transaction.commit().await?;
    Ok(count)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, WorldError> {
    let text = fs::read(path).map_err(|source| WorldError::Read {
        path: path.to_owned(),
        source,
    })?;
    serde_json::from_slice(&text).map_err(|error| WorldError::Syntax {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
    })
}

fn role<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
    let name = String::deserialize(deserializer)?;
    Role::from_name(&name).ok_or_else(|| de::Error::custom("unknown role"))
}

fn hexadecimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    hex::decode(String::deserialize(deserializer)?).map_err(de::Error::custom)
}
