//! What the clinic's server has recorded, for tests to look at.

use kyotaku_server::store::entity::{consent, visit};
use kyotaku_server::world::seed_later;
use sea_orm::prelude::TimeDateTimeWithTimeZone;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, QueryOrder as _, Statement};
use serde_json::Value;

use super::Clinic;
use crate::TestingError;

/// A visit: a proof that was accepted.
#[derive(uniffi::Record)]
pub struct StoredVisit {
    /// The person, `T01` to `T14`.
    pub person: String,
    /// 確認方法: `pin` or `visual`.
    pub method: String,
    /// 診療区分.
    pub care_kind: String,
    /// How the certificate stood.
    pub standing: String,
    /// 受付番号, once there is one.
    pub reception_number: Option<String>,
    /// When the card signed, by the phone's clock, in seconds since 1970.
    pub tapped_at: i64,
    /// When the proof was accepted, in seconds since 1970.
    pub verified_at: i64,
}

/// What a patient has agreed to.
#[derive(uniffi::Record)]
pub struct StoredConsent {
    /// The person, `T01` to `T14`.
    pub person: String,
    /// 診療区分.
    pub care_kind: String,
    /// The items that were agreed to, by their names in the API.
    pub items: Vec<String>,
    /// `patient`, or the relation of whoever answered in the patient's place, as in `spouse`.
    pub respondent: String,
    /// When it was answered, by the phone's clock, in seconds since 1970.
    pub answered_at: i64,
    /// Until when it holds unless it is used, in seconds since 1970.
    pub available_until: i64,
    /// Why it has ended; none while it holds.
    pub end_reason: Option<String>,
}

#[uniffi::export]
impl Clinic {
    /// The names of all tables.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`], [`TestingError::Failed`].
    pub fn tables(&self) -> Result<Vec<String>, TestingError> {
        self.run(async |clinic| {
            let backend = clinic.database.get_database_backend();
            let names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
            let statement = Statement::from_string(backend, names);
            let rows = clinic.database.query_all_raw(statement).await?;
            let names = rows.iter().map(|row| row.try_get("", "name"));
            Ok(names.collect::<Result<_, _>>()?)
        })
    }

    /// How many rows a table has.
    ///
    /// # Errors
    ///
    /// [`TestingError::UnknownTable`], [`TestingError::ClinicClosed`].
    pub fn row_count(&self, table: &str) -> Result<u64, TestingError> {
        if !self.tables()?.iter().any(|name| name == table) {
            let name = table.to_owned();
            return Err(TestingError::UnknownTable { name });
        }
        self.run(async |clinic| Ok(u64::try_from(clinic.rows(table).await).unwrap_or_default()))
    }

    /// How many proofs have been accepted.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn proof_count(&self) -> Result<u64, TestingError> {
        self.row_count("visits")
    }

    /// All visits, in the order their proofs were accepted.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`], [`TestingError::Failed`].
    pub fn visits(&self) -> Result<Vec<StoredVisit>, TestingError> {
        self.run(async |clinic| {
            let rows = visit::Entity::find()
                .order_by_asc(visit::Column::VerifiedAt)
                .all(&clinic.database)
                .await?;
            Ok(rows.into_iter().map(StoredVisit::from).collect())
        })
    }

    /// All consents, in the order they were recorded; those that have ended too.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`], [`TestingError::Failed`].
    pub fn consents(&self) -> Result<Vec<StoredConsent>, TestingError> {
        self.run(async |clinic| {
            let rows = consent::Entity::find()
                .order_by_asc(consent::Column::Id)
                .all(&clinic.database)
                .await?;
            Ok(rows.into_iter().map(StoredConsent::from).collect())
        })
    }

    /// What is wrong with the audit log, a line each: nothing.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn audit_findings(&self) -> Result<Vec<String>, TestingError> {
        self.run(async |clinic| {
            let findings = clinic.audit_findings().await;
            Ok(findings.iter().map(|one| format!("{one:?}")).collect())
        })
    }

    /// Lets insurers report what they have for later: T01, T02, T06 and T07 change their
    /// qualifications. Tells how many.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`], [`TestingError::Failed`].
    pub fn report_changes(&self) -> Result<u32, TestingError> {
        self.run(async |clinic| {
            let changed = seed_later(&clinic.database, clinic.files.path()).await;
            let changed = changed.map_err(TestingError::failed)?;
            Ok(u32::try_from(changed).unwrap_or(u32::MAX))
        })
    }

    /// Puts the revocation lists of this moment in place. Those that a clinic opens with are too
    /// old a day later.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn fetch_revocation_lists(&self) -> Result<(), TestingError> {
        self.with(kyotaku_e2e::clinic::Clinic::fetch_revocation_lists)
    }

    /// Forgets who is signed in, what was typed wrong and what patients have agreed to, so that what
    /// comes does not depend on what was before.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn forget_persons(&self) -> Result<(), TestingError> {
        self.run(async |clinic| {
            clinic.forget_persons().await;
            Ok(())
        })
    }
}

impl From<visit::Model> for StoredVisit {
    fn from(row: visit::Model) -> Self {
        Self {
            person: row.person,
            method: row.method,
            care_kind: row.care_kind,
            standing: row.standing,
            reception_number: row.reception_number,
            tapped_at: seconds(row.tapped_at),
            verified_at: seconds(row.verified_at),
        }
    }
}

impl From<consent::Model> for StoredConsent {
    fn from(row: consent::Model) -> Self {
        let items = row.items.as_object().into_iter().flatten();
        let agreed = items.filter(|(_, agreed)| **agreed == Value::Bool(true));
        let respondent = &row.respondent;
        let who = respondent.get("relationship").or(respondent.get("kind"));
        Self {
            person: row.person,
            care_kind: row.care_kind,
            items: agreed.map(|(name, _)| name.clone()).collect(),
            respondent: who.and_then(Value::as_str).unwrap_or_default().to_owned(),
            answered_at: seconds(row.answered_at),
            available_until: seconds(row.available_until),
            end_reason: row.end_reason,
        }
    }
}

fn seconds(time: TimeDateTimeWithTimeZone) -> i64 {
    time.unix_timestamp()
}
