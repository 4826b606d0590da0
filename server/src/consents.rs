//! What patients answered, and what becomes of it: consents are registered, read, changed and
//! revoked. docs/consent.md tells the life of a consent.
//!
//! An answer to a receipt is delivered like a proof: signed by the device, and as often as it takes.
//! Whatever it is, it is checked in this order before anything is recorded, so after a refusal
//! another answer may follow.
//!
//! | checked | refused with |
//! |---|---|
//! | JWS well-formed and signed by the calling device | E2056 |
//! | the receipt exists and is the caller's | E3008 |
//! | delivered within twelve hours of the challenge | E2055 |
//! | not answered yet, by any answer or with the proof; the identical one gets its stored answer | E3010 |
//! | answered after the tap, within its time, and not in the future | E3009 |
//! | medical information: not with a certificate that has ended | E2020 |
//! | … nor by a proxy, unless the institution lets them | E3011 |
//! | … nor where the institution uses no consents to view | E3012 |
//! | registering: 処方箋の発行形態 as the institution asks for it, and only where it does | E3013 |
//! | changing and revoking: the consent holds | E3015, E3014, E3007 |
//!
//! What is about medical information is asked of consents and of changes; a revocation is taken from
//! anybody who was present.

pub(crate) mod answer;
mod change;
mod delivery;
mod register;
mod revocation;
mod rules;
pub mod term;

use kyotaku_core::wire::api::ConsentsResponse;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::Consent;
use kyotaku_core::wire::identifier::ReceiptId;

pub use self::change::change;
pub use self::register::register;
pub use self::revocation::revoke;
use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::consent;
use crate::store::device::Device;

/// What the person of a receipt has consented to at the institution. The patient has to be there:
/// the receipt is as young as it must be for an answer. Every look is audited.
///
/// # Errors
///
/// `MKA-E3008` when there is no such receipt of this device, or it is older than half an hour.
pub async fn list(
    state: &AppState,
    device: &Device,
    receipt: ReceiptId,
) -> Result<ConsentsResponse, ApiError> {
    let now = state.clock.now();
    let (visit, _) = delivery::visit_of(state, device, receipt).await?;
    if now.duration_since(visit.verified_at) > Consent::ANSWER_WINDOW {
        return Err(Code::ReceiptUnknown.into());
    }
    let consents =
        consent::of_every_kind(&state.database, &visit.institution, &visit.person, now).await?;
    let listed = NewEvent {
        institution: &visit.institution,
        actor: Actor::Device(device.id.clone()),
        action: Action::ConsentsListed,
        subject: Some(receipt.to_string()),
    };
    audit::record(&state.database, now, listed).await?;
    Ok(ConsentsResponse { consents })
}
