//! Sessions: `POST /v1/sessions`, `DELETE /v1/sessions/self`, `POST /v1/sessions/self/reauth`,
//! `GET /v1/me` and `GET /v1/environment`.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use kyotaku_core::pki::P256Key;
use kyotaku_core::secret::SessionToken;
use kyotaku_core::wire::api::{
    Acknowledged, DeviceProfile, Environment, InstitutionProfile, MeResponse, ReauthRequest,
    ReauthResponse, SignInRequest, SignInResponse,
};
use kyotaku_core::wire::code::Code;

use super::body::Body;
use super::device::AuthenticatedDevice;
use crate::openapi::refusals::{BODY, CLOSABLE, DEVICE, PASSWORD, SESSION, refusals};
use crate::problem::ApiError;
use crate::sessions;
use crate::state::AppState;
use crate::store::account::{self, Account};
use crate::store::device::Device;
use crate::store::session::{Session, TokenHash};
use crate::store::{institution, session, sign_in_failures};

/// An account that is signed in on the registered, active device at the other end of the
/// connection.
pub(super) struct SignedIn {
    /// The device.
    pub(super) device: Device,
    /// Its key.
    pub(super) key: P256Key,
    /// The account.
    pub(super) account: Account,
    /// The institution of both, which uses 訪問診療等機能.
    pub(super) institution: InstitutionProfile,
    /// The session.
    pub(super) session: Session,
    /// The hash of its token.
    token: TokenHash,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    /// Everything is asked of the database on every request, so what an administrator changes takes
    /// effect on the next one.
    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let AuthenticatedDevice { device, key } =
            AuthenticatedDevice::from_request_parts(parts, state).await?;
        let BearerToken(token) = BearerToken::from_request_parts(parts, state).await?;
        let now = state.clock.now();
        let database = &state.database;
        let session = session::find(database, &device.id, &token).await?;
        let session = session.filter(|session| now < session.expires_at);
        let session = session.ok_or(Code::SessionEnded)?;
        let account = account::find(database, &device.institution, &session.account).await?;
        let account = account.ok_or(Code::SessionEnded)?;
        let restraint =
            sign_in_failures::restraint(database, &device.institution, &account.id, now).await?;
        account.may_use_app(restraint, now)?;
        let institution = institution::find(database, &device.institution).await?;
        let institution = institution
            .filter(|institution| institution.environment.home_visit)
            .ok_or(Code::HomeVisitDisabled)?;
        Ok(Self {
            device,
            key,
            account,
            institution,
            session,
            token,
        })
    }
}

/// The hash of the token in `Authorization: Bearer …` (RFC 6750 §2.1); the token itself goes no
/// further.
pub(super) struct BearerToken(pub(super) TokenHash);

impl FromRequestParts<AppState> for BearerToken {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        let header = parts.headers.get(AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok());
        let (scheme, token) = header
            .and_then(|value| value.split_once(' '))
            .ok_or(Code::SessionEnded)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Code::SessionEnded.into());
        }
        let token = SessionToken::new(token.trim().to_owned());
        Ok(Self(sessions::hash_of(&token)))
    }
}

/// What an account may be refused for once its password was right.
const SIGN_IN: &[Code] = &[
    Code::AccountNeverSignedIn,
    Code::AccountNotPermitted,
    Code::AccountOutsidePeriod,
    Code::HomeVisitDisabled,
    Code::PasswordMustChange,
    Code::SignedInElsewhere,
];

refusals!(SignInRefusals = CLOSABLE, BODY, DEVICE, PASSWORD, SIGN_IN);

/// Signs an account in.
#[utoipa::path(
    post,
    path = "/v1/sessions",
    operation_id = "signIn",
    tag = "session",
    security(("device" = [])),
    request_body = SignInRequest,
    responses((status = OK, description = "The session.", body = SignInResponse), SignInRefusals),
)]
pub(super) async fn sign_in(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    Body(request): Body<SignInRequest>,
) -> Result<Json<SignInResponse>, ApiError> {
    let signed_in = sessions::sign_in(&state, &caller.device, &request).await?;
    state.metrics.signed_in();
    Ok(Json(signed_in))
}

refusals!(SignOutRefusals = CLOSABLE, DEVICE, &[Code::SessionEnded]);

/// Ends the session, or finds it ended.
#[utoipa::path(
    delete,
    path = "/v1/sessions/self",
    operation_id = "signOut",
    tag = "session",
    security(("device" = [], "session" = [])),
    responses((status = OK, description = "There is no such session any more.", body = Acknowledged), SignOutRefusals),
)]
pub(super) async fn sign_out(
    State(state): State<AppState>,
    caller: AuthenticatedDevice,
    BearerToken(token): BearerToken,
) -> Result<Json<Acknowledged>, ApiError> {
    sessions::sign_out(&state, &caller.device, &token).await?;
    Ok(Json(Acknowledged {}))
}

refusals!(ReauthRefusals = CLOSABLE, BODY, DEVICE, SESSION, PASSWORD);

/// Takes the password again.
#[utoipa::path(
    post,
    path = "/v1/sessions/self/reauth",
    operation_id = "reauthenticate",
    tag = "session",
    security(("device" = [], "session" = [])),
    request_body = ReauthRequest,
    responses((status = OK, description = "The password counts for a while.", body = ReauthResponse), ReauthRefusals),
)]
pub(super) async fn reauthenticate(
    State(state): State<AppState>,
    caller: SignedIn,
    Body(request): Body<ReauthRequest>,
) -> Result<Json<ReauthResponse>, ApiError> {
    let SignedIn {
        device,
        session,
        token,
        ..
    } = &caller;
    sessions::reauthenticate(&state, device, session, token, &request.password)
        .await
        .map(Json)
}

refusals!(MeRefusals = CLOSABLE, DEVICE, SESSION);

/// Tells who is signed in, where and with what.
#[utoipa::path(
    get,
    path = "/v1/me",
    operation_id = "readMe",
    tag = "session",
    security(("device" = [], "session" = [])),
    responses((status = OK, description = "Account, institution and device.", body = MeResponse), MeRefusals),
)]
pub(super) async fn me(caller: SignedIn) -> Result<Json<MeResponse>, ApiError> {
    Ok(Json(MeResponse {
        account: sessions::profile(&caller.account)?,
        institution: caller.institution,
        device: DeviceProfile {
            id: caller.device.id,
            name: caller.device.name,
            certificate_not_after: caller.device.certificate_not_after,
        },
        session_expires_at: caller.session.expires_at,
    }))
}

refusals!(EnvironmentRefusals = CLOSABLE, DEVICE, SESSION);

/// Tells the settings of the institution.
#[utoipa::path(
    get,
    path = "/v1/environment",
    operation_id = "readEnvironment",
    tag = "session",
    security(("device" = [], "session" = [])),
    responses((status = OK, description = "The settings.", body = Environment), EnvironmentRefusals),
)]
pub(super) async fn environment(caller: SignedIn) -> Json<Environment> {
    Json(caller.institution.environment)
}
