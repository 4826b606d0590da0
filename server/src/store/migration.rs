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
mod m0011_visual;
mod m0012_consent_life;
mod m0013_requeries;
mod m0014_medical;
mod m0015_operations;

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
            Box::new(m0011_visual::Migration),
            Box::new(m0012_consent_life::Migration),
            Box::new(m0013_requeries::Migration),
            Box::new(m0014_medical::Migration),
            Box::new(m0015_operations::Migration),
        ]
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait as _, Database, EntityTrait as _};

    use super::*;
    use crate::store::entity::{institution, result, visit};

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

    #[tokio::test]
    async fn a_result_that_was_named_by_its_visit_is_found_as_before() {
        let database = Database::connect("sqlite::memory:").await.unwrap();
        let before = Migrator::migrations();
        let before = before
            .iter()
            .position(|migration| migration.name() == "m0013_requeries");
        let before = u32::try_from(before.unwrap()).unwrap();
        Migrator::up(&database, Some(1)).await.unwrap();
        for insert in FIRST {
            database.execute_unprepared(insert).await.unwrap();
        }
        Migrator::up(&database, Some(before - 1)).await.unwrap();
        let insert = "INSERT INTO results VALUES (zeroblob(16), '9919999012', 20261122000000001, \
             202611, '2026-11-22 00:01:00+00:00', 'homeVisit', 'pin', '1', x'e382a2', '19450101', \
             '0000000101', '{\"name\":\"name\"}', '{\"resultList\":[]}')";
        database.execute_unprepared(insert).await.unwrap();
        Migrator::up(&database, None).await.unwrap();
        let kept = result::Entity::find()
            .one(&database)
            .await
            .unwrap()
            .unwrap();
        assert!(kept.id.is_nil() && kept.visit.is_nil());
        assert_eq!((kept.place, kept.month), (20_261_122_000_000_001, 202_611));
        assert_eq!(
            (kept.care_kind.as_str(), kept.method.as_str()),
            ("homeVisit", "pin")
        );
        assert_eq!(kept.kana, "ア".as_bytes());
        assert_eq!(kept.reference_number.as_deref(), Some("0000000101"));
        assert_eq!(kept.identity, serde_json::json!({ "name": "name" }));
        assert_eq!(kept.qualification, serde_json::json!({ "resultList": [] }));
        assert_eq!(kept.requery_of, None);
    }
}
