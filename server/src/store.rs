//! The database: one data layer for SQLite and PostgreSQL.
//!
//! Nothing outlives a request anywhere else, so any number of servers may share one database.
//! Times are stored with whole seconds in UTC; `time` types stay inside this module.

pub mod entity;
mod migration;
pub(crate) mod time;

pub mod account;
pub mod activation_code;
pub mod audit;
pub mod challenge;
pub mod consent;
pub mod device;
pub mod event_report;
pub mod institution;
pub mod kana;
pub mod medical;
mod name;
pub mod notice;
pub mod person;
pub mod reception;
pub mod registration_failures;
pub mod relation;
pub mod requery;
pub mod result;
pub(crate) mod seed;
pub mod session;
pub mod sign_in_failures;
pub mod supported_devices;
pub mod terminal_signature;
pub mod visit;

use core::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait as _;

use crate::config::DatabaseUrl;

/// How long SQLite waits for another writer before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens `url` and brings its schema up to date.
///
/// SQLite runs with a write-ahead log and syncs on every commit: an acknowledged visit survives a
/// crash of the machine, not only of the process.
///
/// # Errors
///
/// [`DbErr`] when the database cannot be opened or migrated.
pub async fn open(url: &DatabaseUrl) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url.as_str());
    options
        .sqlx_logging(false)
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(5))
        .map_sqlx_sqlite_opts(|options| {
            options
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(BUSY_TIMEOUT)
                .foreign_keys(true)
        });
    let database = Database::connect(options).await?;
    migration::Migrator::up(&database, None).await?;
    Ok(database)
}
