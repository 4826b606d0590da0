//! What the administrator of the clinic does at the console.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::clock::JST;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::api::Environment;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, InstitutionCode, Prefectures};
use kyotaku_e2e::clinic::Clinic as Running;
use kyotaku_e2e::clinic::staff::{CLINIC, Staff};
use kyotaku_server::accounts::hashing::PasswordHashing;
use kyotaku_server::administration::{Acting, accounts, devices, institutions};
use kyotaku_server::store::account;
use kyotaku_server::store::device::Device;
use kyotaku_server::store::entity::sign_in_failures;
use kyotaku_server::store::sign_in_failures::LOCKED_AFTER;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait as _, Set};

use super::Clinic;
use crate::TestingError;

/// 環境設定情報 of an institution, as it is set at the console.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct ClinicSettings {
    /// 閲覧同意の利用有無.
    pub view_consent: bool,
    /// 医療扶助関連項目.
    pub welfare: bool,
    /// 訪問診療等機能.
    pub home_visit: bool,
    /// オンライン診療等・外来診療等(通常とは異なる動線).
    pub outpatient: bool,
    /// 目視確認.
    pub visual: bool,
    /// 電子処方箋利用区分: `0` none, `1` electronic, `2` both, `3` paper.
    pub electronic_prescription: String,
    /// 処方箋発行形態選択タイミング: `2` when eligibility is confirmed, otherwise `1`.
    pub prescription_timing: String,
    /// Whether 家族等 may consent to medical information in the patient's place.
    pub proxy_medical_consent: bool,
}

/// A registered device as the console lists it.
#[derive(uniffi::Record)]
pub struct RegisteredDevice {
    /// Its id.
    pub id: String,
    /// `active`, `revoked` or `deregistered`.
    pub state: String,
    /// 端末名.
    pub name: Option<String>,
    /// ユーザーID of the account that registered it.
    pub account: String,
    /// When its certificate ends, in the form of RFC 3339.
    pub certificate_not_after: String,
}

#[uniffi::export]
impl Clinic {
    /// Has the administrator issue an activation code, as the slip shows it; good for 14 days.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn issue_code(&self) -> Result<String, TestingError> {
        self.run(async |clinic| Ok(clinic.code().await))
    }

    /// The devices of the clinic, the newest first.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`], [`TestingError::Failed`].
    pub fn devices(&self) -> Result<Vec<RegisteredDevice>, TestingError> {
        self.run(async |clinic| {
            let acting = administrator(clinic).await?;
            let devices = devices::list(&clinic.database, &acting).await?;
            Ok(devices.into_iter().map(RegisteredDevice::from).collect())
        })
    }

    /// Revokes a device for good.
    ///
    /// # Errors
    ///
    /// [`TestingError::Malformed`] for what is no id, [`TestingError::Refused`] with `MKA-E6010`
    /// where there is no such device, [`TestingError::ClinicClosed`].
    pub fn revoke_device(&self, id: &str) -> Result<(), TestingError> {
        let id: DeviceId = id.parse().map_err(|_| TestingError::malformed(id))?;
        self.run(async |clinic| {
            let acting = administrator(clinic).await?;
            Ok(devices::revoke(&clinic.database, &acting, &id, clinic.clock.now()).await?)
        })
    }

    /// 環境設定情報 as it stands.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`], [`TestingError::Failed`].
    pub fn settings(&self) -> Result<ClinicSettings, TestingError> {
        self.run(async |clinic| {
            let acting = administrator(clinic).await?;
            let environment = institutions::environment(&clinic.database, &acting).await?;
            Ok(environment.into())
        })
    }

    /// Changes 環境設定情報: read them, change fields, give them back.
    ///
    /// # Errors
    ///
    /// [`TestingError::Refused`] for a value that there is not, [`TestingError::ClinicClosed`].
    pub fn change_settings(&self, settings: ClinicSettings) -> Result<(), TestingError> {
        let environment = Environment::from(settings);
        self.run(async |clinic| {
            let (database, now) = (&clinic.database, clinic.clock.now());
            let acting = administrator(clinic).await?;
            Ok(institutions::set_environment(database, &acting, &environment, now).await?)
        })
    }

    /// Locks an account, as ten wrong passwords in a row do.
    ///
    /// # Errors
    ///
    /// [`TestingError::Refused`] with `MKA-E6010` where there is no such account,
    /// [`TestingError::ClinicClosed`].
    pub fn lock_account(&self, id: &str) -> Result<(), TestingError> {
        self.with_account(id, async |clinic, id| {
            let failures = sign_in_failures::ActiveModel {
                institution: Set(CLINIC.to_owned()),
                user_id: Set(id.as_str().to_owned()),
                failures: Set(LOCKED_AFTER),
                paused_until: Set(None),
            };
            let columns = [
                sign_in_failures::Column::Institution,
                sign_in_failures::Column::UserId,
            ];
            let mut instead = OnConflict::columns(columns);
            instead.update_column(sign_in_failures::Column::Failures);
            sign_in_failures::Entity::insert(failures)
                .on_conflict(instead)
                .exec_without_returning(&clinic.database)
                .await?;
            Ok(())
        })
    }

    /// Unlocks an account.
    ///
    /// # Errors
    ///
    /// As [`Self::lock_account`].
    pub fn unlock_account(&self, id: &str) -> Result<(), TestingError> {
        self.with_account(id, async |clinic, id| {
            let acting = administrator(clinic).await?;
            Ok(accounts::unlock(&clinic.database, &acting, &id, clinic.clock.now()).await?)
        })
    }

    /// Gives an account a temporary password, which it has to change at the console before the app
    /// takes it: [`Self::account_was_at_the_console`].
    ///
    /// # Errors
    ///
    /// [`TestingError::Refused`] with `MKA-E6008` for a weak password; as [`Self::lock_account`].
    pub fn reset_password(&self, id: &str, password: String) -> Result<(), TestingError> {
        let password = Password::new(password);
        self.with_account(id, async |clinic, id| {
            let (passwords, now) = (PasswordHashing::new(), clinic.clock.now());
            let acting = administrator(clinic).await?;
            let database = &clinic.database;
            accounts::reset_password(database, &passwords, &acting, &id, &password, now).await?;
            Ok(())
        })
    }

    /// Records that an account has signed in at the console and kept the password it has.
    ///
    /// # Errors
    ///
    /// As [`Self::lock_account`].
    pub fn account_was_at_the_console(&self, id: &str) -> Result<(), TestingError> {
        self.with_account(id, async |clinic, id| {
            let staff = Staff::nurse().with_id(id.as_str());
            clinic.has_been_at_the_console(&staff).await;
            Ok(())
        })
    }

    /// Ends an account yesterday.
    ///
    /// # Errors
    ///
    /// As [`Self::lock_account`].
    pub fn end_account(&self, id: &str) -> Result<(), TestingError> {
        self.with_account(id, async |clinic, id| {
            let now = clinic.clock.now();
            let yesterday = day_of(now - SignedDuration::from_hours(24));
            let acting = administrator(clinic).await?;
            Ok(accounts::end(&clinic.database, &acting, &id, &yesterday, now).await?)
        })
    }

    /// Permits 目視確認 to an account, or forbids it.
    ///
    /// # Errors
    ///
    /// As [`Self::lock_account`].
    pub fn permit_visual(&self, id: &str, permitted: bool) -> Result<(), TestingError> {
        self.with_account(id, async |clinic, id| {
            let (database, now) = (&clinic.database, clinic.clock.now());
            let acting = administrator(clinic).await?;
            Ok(accounts::permit_visual(database, &acting, &id, permitted, now).await?)
        })
    }
}

impl Clinic {
    /// Does something to an account of the clinic, if there is one of this id.
    fn with_account(
        &self,
        id: &str,
        then: impl AsyncFnOnce(&Running, AccountId) -> Result<(), TestingError>,
    ) -> Result<(), TestingError> {
        let id: AccountId = id.parse().map_err(|_| TestingError::malformed(id))?;
        self.run(async |clinic| {
            let account = account::find(&clinic.database, &institution()?, &id).await?;
            account.ok_or(Code::EntryUnknown)?;
            then(clinic, id).await
        })
    }
}

fn institution() -> Result<InstitutionCode, TestingError> {
    InstitutionCode::parse(CLINIC, Prefectures::WithReference)
        .map_err(|_| TestingError::malformed(CLINIC))
}

async fn administrator(clinic: &Running) -> Result<Acting, TestingError> {
    let id = Staff::administrator().id;
    let id: AccountId = id.parse().map_err(|_| TestingError::malformed(id))?;
    let now = clinic.clock.now();
    Ok(Acting::find(&clinic.database, &institution()?, &id, now).await?)
}

/// The day in Japan, `YYYYMMDD`.
fn day_of(time: Timestamp) -> String {
    JST.to_datetime(time).date().strftime("%Y%m%d").to_string()
}

impl From<Device> for RegisteredDevice {
    fn from(device: Device) -> Self {
        Self {
            id: device.id.to_string(),
            state: device.state.as_str().to_owned(),
            name: device.name,
            account: device.account.as_str().to_owned(),
            certificate_not_after: device.certificate_not_after.to_string(),
        }
    }
}

impl From<Environment> for ClinicSettings {
    fn from(environment: Environment) -> Self {
        Self {
            view_consent: environment.view_consent,
            welfare: environment.welfare,
            home_visit: environment.home_visit,
            outpatient: environment.outpatient,
            visual: environment.visual,
            electronic_prescription: environment.electronic_prescription,
            prescription_timing: environment.prescription_timing,
            proxy_medical_consent: environment.proxy_medical_consent,
        }
    }
}

impl From<ClinicSettings> for Environment {
    fn from(settings: ClinicSettings) -> Self {
        Self {
            view_consent: settings.view_consent,
            welfare: settings.welfare,
            home_visit: settings.home_visit,
            outpatient: settings.outpatient,
            visual: settings.visual,
            electronic_prescription: settings.electronic_prescription,
            prescription_timing: settings.prescription_timing,
            proxy_medical_consent: settings.proxy_medical_consent,
        }
    }
}
