//! 同意内容の更新: what holds from now on, in place of what was agreed to before.

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{ConsentsChanged, RecordedConsent};
use kyotaku_core::wire::consent::ConsentChange;

use super::delivery::{self, Delivered};
use super::rules;
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::consent::{self, NewChange, Recorded, Sitting};
use crate::store::device::Device;

/// Changes a consent that holds, or answers a repeated delivery with what was stored. The consent
/// before stays in the record, and counts no more.
///
/// # Errors
///
/// The codes of the [module](super)'s table.
pub async fn change(
    state: &AppState,
    device: &Device,
    key: &P256Key,
    jws: &str,
) -> Result<ConsentsChanged, ApiError> {
    let now = state.clock.now();
    let delivered = delivery::take::<ConsentChange, _>(state, device, key, jws, now).await?;
    let open = match delivered {
        Delivered::New(open) => *open,
        Delivered::Again(told) => return Ok(told),
    };
    let (change, visit) = (open.answer, open.visit);
    rules::permitted(
        change.items,
        &change.respondent,
        visit.standing,
        &open.environment,
    )?;
    let end = state.policy.consent_term.end(open.at, change.care_kind);
    let new = NewChange {
        sitting: Sitting {
            visit: &visit,
            device: &device.id,
            account: &open.account,
            jws,
            now,
        },
        care_kind: change.care_kind,
        consent: RecordedConsent {
            items: change.items,
            respondent: change.respondent,
            consented_at: open.at,
            available_until: end.map_err(ApiError::internal)?,
            ended: None,
        },
        notice: rules::notice(change.items),
    };
    match consent::change(&state.database, new).await? {
        Recorded::New(told) => Ok(*told),
        Recorded::Answered => delivery::overtaken(state, device, &visit, jws).await,
        Recorded::Refused(code) => Err(code.into()),
    }
}
