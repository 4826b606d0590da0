//! 同意の取消し at a visit, by the patient or by the institution.

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::ConsentsChanged;
use kyotaku_core::wire::consent::ConsentRevocation;

use super::delivery::{self, Delivered};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::consent::{self, Ending, NewRevocation, Recorded, Sitting};
use crate::store::device::Device;

/// Revokes consents that hold, or answers a repeated delivery with what was stored.
///
/// # Errors
///
/// The codes of the [module](super)'s table.
pub async fn revoke(
    state: &AppState,
    device: &Device,
    key: &P256Key,
    jws: &str,
) -> Result<ConsentsChanged, ApiError> {
    let now = state.clock.now();
    let delivered = delivery::take::<ConsentRevocation, _>(state, device, key, jws, now).await?;
    let open = match delivered {
        Delivered::New(open) => *open,
        Delivered::Again(told) => return Ok(told),
    };
    let (revocation, visit) = (open.answer, open.visit);
    let new = NewRevocation {
        sitting: Sitting {
            visit: &visit,
            device: &device.id,
            account: &open.account,
            jws,
            now,
        },
        ending: Ending {
            care_kind: revocation.care_kind,
            reason: revocation.reason,
            at: open.at,
            clock_skew: state.policy.clock_skew,
        },
    };
    match consent::revoke(&state.database, new).await? {
        Recorded::New(told) => Ok(*told),
        Recorded::Answered => delivery::overtaken(state, device, &visit, jws).await,
        Recorded::Refused(code) => Err(code.into()),
    }
}
