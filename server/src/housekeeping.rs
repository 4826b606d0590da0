//! What is done every hour: forgetting what no delivery can need any more, and signing checkpoints
//! of the audit log. Any number of servers may do so.

use core::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::Clock;
use sea_orm::{DatabaseConnection, DbErr};

use crate::audit::checkpoint::Checkpoints;
use crate::events::REMEMBERED;
use crate::presence::proof::DELIVERY_WINDOW;
use crate::store::{
    challenge, consent, event_report, registration_failures, requery, session, visit,
};

const INTERVAL: Duration = Duration::from_hours(1);

/// How much was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// Challenges that were never used.
    pub challenges: u64,
    /// Answers to accepted proofs and registered consents; visits, consents and results stay.
    pub answers: u64,
    /// Sessions that have ended.
    pub sessions: u64,
    /// Addresses whose refused registrations count no more.
    pub addresses: u64,
    /// Keys of reports that would be too old to count again; the events stay.
    pub reports: u64,
    /// Keys of 再照会 that are not answered again any more; the results stay.
    pub requeries: u64,
}

/// Tidies and signs checkpoints of the audit log, at once and then every hour, for ever.
pub async fn run(database: DatabaseConnection, clock: Clock, checkpoints: Checkpoints) {
    let mut hourly = tokio::time::interval(INTERVAL);
    loop {
        hourly.tick().await;
        match tidy(&database, clock.now()).await {
            Ok(Forgotten {
                challenges,
                answers,
                sessions,
                addresses,
                reports,
                requeries,
            }) => tracing::debug!(
                challenges,
                answers,
                sessions,
                addresses,
                reports,
                requeries,
                "forgotten"
            ),
            Err(error) => tracing::error!(%error, "housekeeping failed"),
        }
        sign(&database, &clock, &checkpoints).await;
    }
}

/// Signs a checkpoint of every chain of the audit log that has grown.
pub async fn sign(database: &DatabaseConnection, clock: &Clock, checkpoints: &Checkpoints) {
    match checkpoints.write(database, clock.now()).await {
        Ok(written) => tracing::debug!(written, "checkpoints signed"),
        Err(error) => tracing::error!(%error, "no checkpoints of the audit log"),
    }
}

/// Forgets the answers to proofs and consents that can be delivered no more, because they name the
/// patient; unused challenges after twice that time, so that a late proof is told it is late; and
/// sessions, addresses and keys of reports and of 再照会 that count no more.
///
/// # Errors
///
/// Those of the database.
pub async fn tidy(database: &DatabaseConnection, now: Timestamp) -> Result<Forgotten, DbErr> {
    let before = |age: SignedDuration| now.saturating_sub(age).unwrap_or(Timestamp::MIN);
    let undeliverable = before(DELIVERY_WINDOW);
    let of_proofs = visit::forget_answers(database, undeliverable).await?;
    let of_consents = consent::forget_answers(database, undeliverable).await?;
    Ok(Forgotten {
        answers: of_proofs + of_consents,
        challenges: challenge::forget_unused(database, before(2 * DELIVERY_WINDOW)).await?,
        sessions: session::forget_ended(database, now).await?,
        addresses: registration_failures::forget_old(database, now).await?,
        reports: event_report::forget_old(database, before(REMEMBERED)).await?,
        requeries: requery::forget_old(database, undeliverable).await?,
    })
}
