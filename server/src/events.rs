//! What phones notice about their use, and report now or later.
//!
//! A report needs the device alone: who took the picture may have signed out since, and a phone
//! without network keeps the report. So the audit log says what it knows, which is that this device
//! reported it of that account.

use jiff::{SignedDuration, Timestamp};
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

/// How far ahead a phone's clock may be: a phone whose clock is wrong works for most things, and what
/// it notices must not be lost. What would be later counts as of now.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// How many reports of a device are recorded in an hour. A phone keeps a hundred while it has no
/// network, and delivers them at once.
pub const MOST_IN_AN_HOUR: u64 = 200;

/// How long the key of a report is remembered: the same report later is too old to count again.
pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 8);

/// Records what a device reports, once for each idempotency key.
///
/// # Errors
///
/// `MKA-E5010` for what lies more than [`AHEAD`] in the future or more than [`REPORTABLE`] back, and
/// for an account that the device's institution does not have, `MKA-E5015` when the key belongs to
/// another report, `MKA-E5019` when the device has reported [`MOST_IN_AN_HOUR`] within the hour.
pub async fn report(
    state: &AppState,
    device: &Device,
    report: &EventReport,
    idempotency_key: &str,
) -> Result<(), ApiError> {
    let now = state.clock.now();
    let age = now.duration_since(report.occurred_at);
    if age > REPORTABLE || age < -AHEAD {
        return Err(Code::RequestMalformed.into());
    }
    let happened = happened(report.occurred_at, now, state.policy.clock_skew);
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
        subject: Some(happened.to_string()),
    };
    let digest = Sha256::digest(body).into();
    match event_report::record(
        &state.database,
        &device.id,
        idempotency_key,
        digest,
        MOST_IN_AN_HOUR,
        now,
        event,
    )
    .await?
    {
        Reported::Recorded => Ok(()),
        Reported::OtherReport => Err(Code::IdempotencyConflict.into()),
        Reported::TooMany => Err(Code::TooManyRequests.into()),
    }
}

/// When it happened, as far as the phone's clock can be believed: nothing that is reported is still
/// to come.
fn happened(told: Timestamp, now: Timestamp, skew: SignedDuration) -> Timestamp {
    if told.duration_since(now) > skew {
        now
    } else {
        told
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
