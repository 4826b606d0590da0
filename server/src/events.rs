//! What phones notice about their use, and report now or later.
//!
//! A report needs the device alone: who took the picture may have signed out since, and a phone
//! without network keeps the report. So the audit log says what it knows, which is that this device
//! reported it of that account.

use jiff::SignedDuration;
use kyotaku_core::wire::api::{EventKind, EventReport};
use kyotaku_core::wire::code::Code;
use sha2::{Digest as _, Sha256};

use crate::audit::{Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::account;
use crate::store::device::Device;
use crate::store::event_report::{self, Reported};

/// How long after it happened something may be reported.
pub const REPORTABLE: SignedDuration = SignedDuration::from_hours(24 * 7);

/// How long the key of a report is remembered: the same report later is too old to count again.
pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 8);

/// Records what a device reports, once for each idempotency key.
///
/// # Errors
///
/// `MKA-E5010` for what lies in the future or more than [`REPORTABLE`] back, and for an account that
/// the device's institution does not have, `MKA-E5015` when the key belongs to another report.
pub async fn report(
    state: &AppState,
    device: &Device,
    report: &EventReport,
    idempotency_key: &str,
) -> Result<(), ApiError> {
    let now = state.clock.now();
    let age = now.duration_since(report.occurred_at);
    if age > REPORTABLE || age < -state.policy.clock_skew {
        return Err(Code::RequestMalformed.into());
    }
    let account = account::find(&state.database, &device.institution, &report.account).await?;
    let account = account.ok_or(Code::RequestMalformed)?;
    let body = serde_json::to_vec(report).map_err(ApiError::internal)?;
    let event = NewEvent {
        institution: &device.institution,
        actor: Actor::Reported {
            account: account.id,
            device: device.id.clone(),
        },
        action: action(report.kind),
        subject: Some(report.occurred_at.to_string()),
    };
    let digest = Sha256::digest(body).into();
    match event_report::record(
        &state.database,
        &device.id,
        idempotency_key,
        digest,
        now,
        event,
    )
    .await?
    {
        Reported::Recorded => Ok(()),
        Reported::OtherReport => Err(Code::IdempotencyConflict.into()),
    }
}

const fn action(kind: EventKind) -> Action {
    match kind {
        EventKind::Screenshot => Action::ScreenshotTaken,
        EventKind::ScreenCaptured => Action::ScreenCaptured,
        EventKind::IdentityNotConfirmed => Action::IdentityNotConfirmed,
        EventKind::TamperingNoticed => Action::TamperingNoticed,
    }
}
