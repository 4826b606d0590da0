//! Accepting proofs.
//!
//! | checked, in this order | refused with |
//! |---|---|
//! | JWS well-formed and signed by the calling device | E2056 |
//! | the statement's challenge exists and is the caller's | E2053, E2052 |
//! | delivered within twelve hours of the challenge | E2055 |
//! | not used; the identical proof again gets its stored answer | E2051 |
//! | statement byte for byte as issued | E2053 |
//! | tapped between `issuedAt` and `tapBefore`, and not in the future | E2054 |
//! | by sight only with the terminal's signature for this challenge | E2073 |
//! | certificate readable, for authentication, of a known kind | E2062, E2060, E2061 |
//! | issuer and dates at the tap | E2058, E2059, E2021 |
//! | revocation until now, by a fresh list | E2022, E5004 |
//! | the card's signature over the statement's digest | E2057 |
//! | the certificate identifies a person | E2030 |
//!
//! Nothing is recorded before all of it holds, so a refused proof leaves its challenge usable.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::api::{CertificateStanding, Profile, ProofResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::ReceiptId;
use kyotaku_core::wire::presence::{Method, PresenceStatement};
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_core::wire::receipt::Receipt;
use sha2::{Digest as _, Sha256};

use super::verify::{self, Verified};
use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::signed::signed_by;
use crate::state::AppState;
use crate::store::challenge::{self, Challenge};
use crate::store::device::Device;
use crate::store::visit::{self, NewVisit, Recorded, StoredAnswer};
use crate::store::{consent, person, terminal_signature};

/// How long after its challenge a proof may be delivered.
pub const DELIVERY_WINDOW: SignedDuration = SignedDuration::from_hours(12);

/// Verifies a proof and records the visit, or answers a repeated delivery with what was stored.
///
/// # Errors
///
/// The codes of the module's table.
pub async fn accept(
    state: &AppState,
    device: &Device,
    key: &P256Key,
    jws: &str,
) -> Result<ProofResponse, ApiError> {
    let now = state.clock.now();
    let proof: PresenceProof = signed_by(&device.id, key, jws)?;
    let statement =
        PresenceStatement::from_der(&proof.statement).map_err(|_| Code::StatementDiffers)?;
    let challenge = challenge::find(&state.database, statement.challenge_id).await?;
    let challenge = challenge
        .filter(|challenge| challenge.device == device.id)
        .ok_or(Code::ChallengeUnknown)?;
    if now.duration_since(challenge.created_at) > DELIVERY_WINDOW {
        return Err(Code::DeliveryTooLate.into());
    }
    let proof_sha256 = Sha256::digest(jws).into();
    if challenge.used_at.is_some() {
        return stored_answer(state, device, &challenge, &proof_sha256).await;
    }
    if challenge.statement != proof.statement {
        return Err(Code::StatementDiffers.into());
    }
    tapped_in_time(&statement, proof.tapped_at, now, state.policy.clock_skew)?;
    if statement.method == Method::Visual
        && !terminal_signature::is_given(&state.database, challenge.id).await?
    {
        return Err(Code::VisualUnproven.into());
    }
    let tapped_at = proof.tapped_at;
    let used_at = moment_of_use(&statement, tapped_at, now);
    let verified = verify::verify(state, proof, used_at, now).await?;
    let person = person::find_by_certificate(&state.database, &verified.certificate).await?;
    let person = person.ok_or(Code::NotEnrolled)?;
    let receipt = receipt(state, &statement, &person.id, now)?;
    let current_consent = consent::current(
        &state.database,
        &device.institution,
        &person.id,
        statement.care_kind,
        now,
    )
    .await?;
    let visit = NewVisit {
        challenge: challenge.id,
        device: device.id.clone(),
        account: statement.account,
        institution: device.institution.clone(),
        person: person.id,
        method: statement.method,
        care_kind: statement.care_kind,
        tapped_at,
        proof_sha256,
        answer: ProofResponse {
            receipt_id: receipt.receipt_id,
            receipt: state.statement.sign(&receipt),
            reception_number: None,
            current_consent,
            verified_at: receipt.verified_at,
            replayed: false,
            person: person.person,
            certificate_standing: certificate_standing(&verified),
            qualification: match state.policy.profile {
                Profile::QualificationOnly => Some(person.qualification),
                Profile::Consent => None,
            },
        },
    };
    match visit::record(&state.database, visit).await? {
        Recorded::New(answer) => {
            state.metrics.proof_accepted(statement.method);
            Ok(*answer)
        }
        // Another delivery overtook this one.
        Recorded::AlreadyUsed => stored_answer(state, device, &challenge, &proof_sha256).await,
    }
}

/// What the server vouches for from now on.
fn receipt(
    state: &AppState,
    statement: &PresenceStatement,
    person: &str,
    now: Timestamp,
) -> Result<Receipt, ApiError> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(ApiError::internal)?;
    Ok(Receipt {
        receipt_id: ReceiptId::new(id),
        institution: statement.institution.clone(),
        care_kind: statement.care_kind,
        method: statement.method,
        verified_at: Timestamp::from_second(now.as_second()).map_err(ApiError::internal)?,
        pseudonym: state.pepper.pseudonym(&statement.institution, person),
    })
}

/// The answer to this very proof, if it is the one the challenge was used by: a delivery whose
/// answer was lost costs nothing, and any other proof gets nothing.
async fn stored_answer(
    state: &AppState,
    device: &Device,
    challenge: &Challenge,
    proof_sha256: &[u8; 32],
) -> Result<ProofResponse, ApiError> {
    let answer = visit::find_answer(&state.database, challenge.id, proof_sha256).await?;
    match answer.ok_or(Code::ChallengeUsed)? {
        StoredAnswer::Kept(answer) => {
            let repeated = NewEvent {
                institution: &device.institution,
                actor: Actor::Device(device.id.clone()),
                action: Action::AnswerRepeated,
                subject: Some(answer.receipt_id.to_string()),
            };
            audit::record(&state.database, state.clock.now(), repeated).await?;
            Ok(ProofResponse {
                replayed: true,
                ..*answer
            })
        }
        // By a server whose clock is a little ahead of this one's.
        StoredAnswer::Forgotten => Err(Code::DeliveryTooLate.into()),
    }
}

fn tapped_in_time(
    statement: &PresenceStatement,
    tapped_at: Timestamp,
    now: Timestamp,
    skew: SignedDuration,
) -> Result<(), ApiError> {
    let early = statement.issued_at.duration_since(tapped_at) > skew;
    let late = tapped_at.duration_since(statement.tap_before) > skew;
    let future = tapped_at.duration_since(now) > skew;
    if early || late || future {
        Err(Code::TapOutsideWindow.into())
    } else {
        Ok(())
    }
}

/// When the card was used, as far as the device can be believed: not before the challenge, whose
/// time is the server's, and not after the delivery. A patient whose certificate was good at the
/// tap is not refused because the phone found no network until it had ended.
fn moment_of_use(statement: &PresenceStatement, tapped_at: Timestamp, now: Timestamp) -> Timestamp {
    tapped_at.max(statement.issued_at).min(now)
}

fn certificate_standing(verified: &Verified) -> CertificateStanding {
    CertificateStanding {
        standing: verified.standing,
        not_after: verified.certificate.not_after(),
        code: verified
            .standing
            .notice()
            .map(|code| code.as_str().to_owned()),
    }
}
