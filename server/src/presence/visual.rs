//! 目視: who may confirm by sight, the record of it, and the terminal's signature for a tap.
//!
//! | checked of a record, in this order | refused with |
//! |---|---|
//! | signed by the calling device | E2056 |
//! | of this institution, this account and this kind of care | E2045 |
//! | everything was confirmed | E2040 |
//! | at most five minutes old, and not of the future | E2044 |
//! | used by no other challenge | E2046 |

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{
    Capability, Environment, TerminalSignatureRequest, TerminalSignatureResponse,
};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::ChallengeId;
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};
use kyotaku_core::wire::visual::VisualRecord;

use crate::audit::{Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::signed::signed_by;
use crate::state::AppState;
use crate::store::account::Account;
use crate::store::challenge;
use crate::store::device::{self, Device};
use crate::store::terminal_signature::{self, Counted};
use crate::terminal::Terminal;

/// Who asks, signed in on which device, at an institution with which settings.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// The device.
    pub device: &'a Device,
    /// Its key.
    pub key: &'a P256Key,
    /// The account.
    pub account: &'a Account,
    /// The settings of the institution.
    pub environment: &'a Environment,
}

/// The terminal, for a caller who may confirm by sight.
///
/// # Errors
///
/// `MKA-E2047` when the institution does not use 目視 or the server has no terminal, `MKA-E2048` for
/// an account without 目視権限, `MKA-E0002` for a phone that has found out that it sends no long
/// commands.
pub async fn offered<'a>(
    state: &'a AppState,
    caller: Caller<'_>,
) -> Result<&'a Terminal, ApiError> {
    let terminal = state.terminal.as_deref();
    let terminal = terminal.filter(|_| caller.environment.visual);
    let terminal = terminal.ok_or(Code::VisualDisabled)?;
    if !caller.account.visual {
        return Err(Code::VisualNotPermitted.into());
    }
    let check = device::find_check(&state.database, &caller.device.id).await?;
    if check.is_some_and(|check| check.extended_lc == Capability::No) {
        return Err(Code::ExtendedApduUnsupported.into());
    }
    Ok(terminal)
}

/// Reads and judges a record that a challenge is to be issued for.
///
/// # Errors
///
/// The codes of the module's table, but for the last one, which recording the challenge tells.
pub fn judge(
    caller: Caller<'_>,
    care_kind: CareKind,
    jws: &str,
    now: Timestamp,
    skew: SignedDuration,
) -> Result<VisualRecord, Code> {
    let record: VisualRecord = signed_by(&caller.device.id, caller.key, jws)?;
    let of_this_visit = record.institution == caller.device.institution
        && record.verifier == caller.account.id
        && record.care_kind == care_kind;
    if !of_this_visit {
        return Err(Code::VisualRecordForeign);
    }
    if !record.is_complete() {
        return Err(Code::VisualRecordIncomplete);
    }
    let age = now.duration_since(record.recorded_at);
    if age > VisualRecord::FRESH || age < -skew {
        return Err(Code::VisualRecordStale);
    }
    Ok(record)
}

/// Signs what the card in the field has asked, for at most
/// [`MOST`](TerminalSignatureRequest::MOST) taps of a challenge. The same key with the same bytes is
/// the same tap.
///
/// # Errors
///
/// As of [`offered`], and `MKA-E5010` for anything but sixteen bytes, `MKA-E2052` for a challenge
/// that is not this device's and account's, `MKA-E2042` for one of another method, `MKA-E2051` for
/// one that has been used, `MKA-E2054` when its time is over, `MKA-E5015` when the key belongs to
/// other bytes, `MKA-E2072` for one tap too many.
pub async fn sign(
    state: &AppState,
    caller: Caller<'_>,
    id: ChallengeId,
    request: &TerminalSignatureRequest,
    idempotency_key: &str,
) -> Result<TerminalSignatureResponse, ApiError> {
    let card_challenge = request.card_challenge.as_slice();
    let card_challenge: &[u8; 16] = card_challenge
        .try_into()
        .map_err(|_| Code::RequestMalformed)?;
    let terminal = offered(state, caller).await?;
    let challenge = challenge::find(&state.database, id).await?;
    let challenge = challenge
        .filter(|challenge| challenge.device == caller.device.id)
        .ok_or(Code::ChallengeUnknown)?;
    let statement =
        PresenceStatement::from_der(&challenge.statement).map_err(ApiError::internal)?;
    if statement.account != caller.account.id {
        return Err(Code::ChallengeUnknown.into());
    }
    if statement.method != Method::Visual {
        return Err(Code::MethodNotOffered.into());
    }
    if challenge.used_at.is_some() {
        return Err(Code::ChallengeUsed.into());
    }
    let now = state.clock.now();
    if now.duration_since(challenge.tap_before) > state.policy.clock_skew {
        return Err(Code::TapOutsideWindow.into());
    }
    let event = NewEvent {
        institution: &caller.device.institution,
        actor: Actor::Account {
            id: caller.account.id.clone(),
            device: Some(caller.device.id.clone()),
        },
        action: Action::TerminalSigned,
        subject: Some(id.to_string()),
    };
    let most = u64::from(TerminalSignatureRequest::MOST);
    let counted = terminal_signature::count(
        &state.database,
        id,
        idempotency_key,
        card_challenge,
        most,
        now,
        event,
    );
    let given = match counted.await? {
        Counted::Granted(given) => given,
        Counted::OtherChallenge => return Err(Code::IdempotencyConflict.into()),
        Counted::TooMany => return Err(Code::TerminalSignatureLimit.into()),
        Counted::Used => return Err(Code::ChallengeUsed.into()),
    };
    let signature = terminal
        .answer(card_challenge)
        .map_err(ApiError::internal)?;
    Ok(TerminalSignatureResponse {
        signature: signature.to_vec(),
        remaining: u8::try_from(most.saturating_sub(given)).unwrap_or_default(),
    })
}
