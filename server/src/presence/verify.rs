//! The part of a proof that a card made: certificate and signature.

use jiff::Timestamp;
use kyotaku_core::pki::{Standing, UserCertificate};
use kyotaku_core::wire::api::AcceptedStanding;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::PresenceStatement;
use kyotaku_core::wire::proof::PresenceProof;

use crate::problem::ApiError;
use crate::state::AppState;
use crate::trust::Jpki;

/// What a card has proven.
#[derive(Debug)]
pub(super) struct Verified {
    /// Its certificate.
    pub(super) certificate: UserCertificate,
    /// How that stands.
    pub(super) standing: AcceptedStanding,
}

/// Verifies certificate and signature on a thread that may compute and read files. The dates of
/// the certificate are judged at `used_at`, its revocation at `now`.
pub(super) async fn verify(
    state: &AppState,
    proof: PresenceProof,
    used_at: Timestamp,
    now: Timestamp,
) -> Result<Verified, ApiError> {
    let jpki = state.jpki.clone();
    let request = tracing::Span::current();
    let verify = move || request.in_scope(|| verify_card(&jpki, &proof, used_at, now));
    tokio::task::spawn_blocking(verify)
        .await
        .map_err(ApiError::internal)?
        .map_err(ApiError::Refused)
}

fn verify_card(
    jpki: &Jpki,
    proof: &PresenceProof,
    used_at: Timestamp,
    now: Timestamp,
) -> Result<Verified, Code> {
    let certificate =
        UserCertificate::parse(&proof.certificate).map_err(|refused| refused.code())?;
    let standing = match jpki
        .standing(&certificate, used_at, now)
        .map_err(|_| Code::Pending)?
    {
        Standing::Valid => AcceptedStanding::Valid,
        Standing::Expiring { .. } => AcceptedStanding::Expiring,
        Standing::Grace { .. } => AcceptedStanding::Grace,
        Standing::Dead => return Err(Code::CertificateDead),
        Standing::Foreign => return Err(Code::CertificateForeign),
        Standing::NotYet { .. } => return Err(Code::CertificateNotYet),
        Standing::Revoked { .. } => return Err(Code::CertificateRevoked),
    };
    let digest = PresenceStatement::digest(&proof.statement);
    certificate
        .verify_sha256(digest.as_bytes(), &proof.card_signature)
        .map_err(|_| Code::CardSignatureWrong)?;
    Ok(Verified {
        certificate,
        standing,
    })
}
