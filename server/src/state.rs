//! What every request handler needs. It is cheap to clone and holds nothing that a second server
//! would have to know.

use std::sync::Arc;

use kyotaku_core::Clock;
use sea_orm::DatabaseConnection;

use crate::accounts::hashing::PasswordHashing;
use crate::activation::turns::Turns;
use crate::config::ApiPolicy;
use crate::issuing::DeviceCa;
use crate::metrics::Metrics;
use crate::pepper::Pepper;
use crate::statement::StatementKeys;
use crate::terminal::Terminal;
use crate::trust::Jpki;

/// Shared by all requests.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The database.
    pub database: DatabaseConnection,
    /// The time.
    pub clock: Clock,
    /// Hashes passwords.
    pub passwords: PasswordHashing,
    /// Whose registration is looked at.
    pub turns: Arc<Turns>,
    /// Certifies devices.
    pub device_ca: Arc<DeviceCa>,
    /// The terminal of 目視, if it is offered.
    pub terminal: Option<Arc<Terminal>>,
    /// What receipts are signed with.
    pub statement: Arc<StatementKeys>,
    /// The pepper.
    pub pepper: Arc<Pepper>,
    /// JPKI trust.
    pub jpki: Arc<Jpki>,
    /// Where to count.
    pub metrics: Metrics,
    /// What the API promises and allows.
    pub policy: Arc<ApiPolicy>,
}
