//! Schema migrations, run at every start.

mod m0001_presence;
mod m0002_outpatient;
mod m0003_stored_answer;
mod m0004_accounts;
mod m0005_activation;
mod m0006_sessions;
mod m0007_audit;
mod m0008_consents;
mod m0009_results;
mod m0010_settings;
mod m0012_consent_life;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub(super) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_presence::Migration),
            Box::new(m0002_outpatient::Migration),
            Box::new(m0003_stored_answer::Migration),
            Box::new(m0004_accounts::Migration),
            Box::new(m0005_activation::Migration),
            Box::new(m0006_sessions::Migration),
            Box::new(m0007_audit::Migration),
            Box::new(m0008_consents::Migration),
            Box::new(m0009_results::Migration),
            Box::new(m0010_settings::Migration),
            Box::new(m0012_consent_life::Migration),
        ]
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait as _, Database, EntityTrait as _};

    use super::*;
    use crate::store::entity::{institution, visit};

    /// A visit as the first schema holds it.
    const FIRST: [&str; 6] = [
        "INSERT INTO institutions VALUES ('9919999012', 'name', '1', 1)",
        "INSERT INTO accounts VALUES ('9919999012', 'staff11', '', '', 'general', '20210101', NULL, NULL)",
        "INSERT INTO devices VALUES (zeroblob(16), '9919999012', 'staff11', x'00', x'00', 'active', \
         '2027-11-22 00:00:00+00:00', '2026-11-22 00:00:00+00:00')",
        "INSERT INTO persons VALUES ('T01', '{}')",
        "INSERT INTO challenges VALUES (zeroblob(16), zeroblob(16), 'key', x'00', \
         '2026-11-22 00:00:00+00:00', '2026-11-22 00:05:00+00:00', '2026-11-22 00:01:00+00:00')",
        "INSERT INTO visits VALUES (zeroblob(16), '9919999012', '2026112200001', 'T01', 'pin', \
         'homeVisit', 'valid', '2026-11-22 00:01:00+00:00', '2026-11-22 00:01:00+00:00', x'00', \
         '{\"replayed\":false}')",
    ];

    #[tokio::test]
    async fn what_the_first_schema_held_is_there_in_the_last() {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&database, Some(1)).await.unwrap();
        for insert in FIRST {
            database.execute_unprepared(insert).await.unwrap();
        }
        Migrator::up(&database, None).await.unwrap();
        let kept = visit::Entity::find().one(&database).await.unwrap();
        let answer = kept.unwrap().stored_answer.unwrap();
        assert_eq!(answer, serde_json::json!({ "replayed": false }));
        let institution = institution::Entity::find().one(&database).await.unwrap();
        let institution = institution.unwrap();
        assert!(institution.home_visit && !institution.outpatient);
        assert!(institution.view_consent && institution.visual && !institution.welfare);
        assert!(!institution.proxy_medical_consent);
        let choices = (
            institution.electronic_prescription.as_str(),
            institution.prescription_timing.as_str(),
        );
        assert_eq!(choices, ("0", "1"));
    }
}
