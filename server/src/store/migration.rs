//! Schema migrations, run at every start.

mod m0001_presence;
mod m0002_outpatient;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub(super) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_presence::Migration),
            Box::new(m0002_outpatient::Migration),
        ]
    }
}
