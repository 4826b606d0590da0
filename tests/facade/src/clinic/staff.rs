//! Who works at the institutions of the fixture world, and what they know by heart.

use kyotaku_cardsim::world::PERSONS_JSON;
use kyotaku_server::store::account::Role;
use kyotaku_server::world::{AccountSeed, World};

use crate::TestingError;

/// An account of the fixture world with its password, which everybody may know.
#[derive(uniffi::Record)]
pub struct StaffAccount {
    /// 機関コード.
    pub institution: String,
    /// ユーザーID.
    pub id: String,
    /// ユーザ名.
    pub name: String,
    /// 権限区分.
    pub role: StaffRole,
    /// The password.
    pub password: String,
    /// Whether it has never signed in at the console, so that the app refuses it.
    pub never_signed_in: bool,
    /// The last day of its use, `YYYYMMDD`.
    pub valid_until: Option<String>,
}

/// 権限区分.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum StaffRole {
    /// マスタ: manages administrators.
    Master,
    /// 管理者: everything else of the console.
    Administrator,
    /// 一般利用者: uses the app.
    General,
    /// 医療情報閲覧: uses the app, and sees medical information.
    MedicalViewer,
    /// レセコン.
    ReceiptComputer,
}

/// Every account of the fixture world.
///
/// At the clinic, `staff11` is a nurse (一般利用者), `doctor01` a doctor (医療情報閲覧) and `kanri01` the
/// administrator; `nurse02` has never signed in, and the time of `old03` is over.
///
/// # Errors
///
/// [`TestingError::Failed`] when the fixture world cannot be read.
#[uniffi::export]
pub fn staff_accounts() -> Result<Vec<StaffAccount>, TestingError> {
    Ok(seeds()?.into_iter().map(StaffAccount::from).collect())
}

/// The accounts of the fixture world, in its order.
fn seeds() -> Result<Vec<AccountSeed>, TestingError> {
    let world: World = serde_json::from_str(PERSONS_JSON).map_err(TestingError::failed)?;
    Ok(world.accounts)
}

impl From<AccountSeed> for StaffAccount {
    fn from(seed: AccountSeed) -> Self {
        Self {
            institution: seed.institution.as_str().to_owned(),
            id: seed.id.as_str().to_owned(),
            name: seed.name,
            role: seed.role.into(),
            password: seed.password.expose().to_owned(),
            never_signed_in: seed.last_login_at.is_none(),
            valid_until: seed.valid_until,
        }
    }
}

impl From<Role> for StaffRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Master => Self::Master,
            Role::Administrator => Self::Administrator,
            Role::General => Self::General,
            Role::MedicalViewer => Self::MedicalViewer,
            Role::ReceiptComputer => Self::ReceiptComputer,
        }
    }
}
