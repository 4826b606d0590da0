//! `GET /v1/qualifications` and `GET /v1/qualifications/{receptionNumber}`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use kyotaku_core::wire::api::{ResultDetail, ResultQuery, ResultsResponse};
use kyotaku_core::wire::code::Code;
use serde::de::DeserializeOwned;

use super::session::SignedIn;
use crate::audit::Actor;
use crate::openapi::refusals::{CLOSABLE, DEVICE, SESSION, refusals};
use crate::problem::ApiError;
use crate::results;
use crate::state::AppState;

/// An account that is signed in and has entered its password again a short while ago.
pub(super) struct Reauthenticated(pub(super) SignedIn);

impl FromRequestParts<AppState> for Reauthenticated {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let caller = SignedIn::from_request_parts(parts, state).await?;
        let now = state.clock.now();
        if caller.session.reauth_until.is_some_and(|until| now < until) {
            Ok(Self(caller))
        } else {
            Err(Code::ReauthNeeded.into())
        }
    }
}

impl Reauthenticated {
    pub(super) fn actor(&self) -> Actor {
        Actor::Account {
            id: self.0.account.id.clone(),
            device: Some(self.0.device.id.clone()),
        }
    }
}

/// The conditions of a search. What is wrong with them is not told: a parser's message quotes them.
pub(super) struct Conditions<Q>(pub(super) Q);

impl<Q: DeserializeOwned> FromRequestParts<AppState> for Conditions<Q> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(query)) => Ok(Self(query)),
            Err(_) => Err(Code::SearchMalformed.into()),
        }
    }
}

refusals!(
    SearchRefusals = CLOSABLE,
    DEVICE,
    SESSION,
    &[
        Code::ReauthNeeded,
        Code::SearchMalformed,
        Code::SearchTooWide,
    ]
);

/// Searches the results of the caller's institution, newest first.
#[utoipa::path(
    get,
    path = "/v1/qualifications",
    operation_id = "searchResults",
    tag = "result",
    security(("device" = [], "session" = [])),
    params(ResultQuery),
    responses((status = OK, description = "What was found.", body = ResultsResponse), SearchRefusals),
)]
pub(super) async fn search(
    State(state): State<AppState>,
    caller: Reauthenticated,
    Conditions(query): Conditions<ResultQuery>,
) -> Result<Json<ResultsResponse>, ApiError> {
    let institution = &caller.0.device.institution;
    results::search(&state, institution, caller.actor(), &query)
        .await
        .map(Json)
}

refusals!(
    ViewRefusals = CLOSABLE,
    DEVICE,
    SESSION,
    &[Code::ReauthNeeded, Code::ResultUnknown]
);

/// Gives one result of the caller's institution.
#[utoipa::path(
    get,
    path = "/v1/qualifications/{receptionNumber}",
    operation_id = "readResult",
    tag = "result",
    security(("device" = [], "session" = [])),
    params(("receptionNumber" = String, Path, description = "受付番号.", example = "2026112200001")),
    responses((status = OK, description = "The result.", body = ResultDetail), ViewRefusals),
)]
pub(super) async fn view(
    State(state): State<AppState>,
    caller: Reauthenticated,
    number: Result<Path<String>, PathRejection>,
) -> Result<Json<ResultDetail>, ApiError> {
    let Path(number) = number.map_err(|_| Code::ResultUnknown)?;
    let institution = &caller.0.device.institution;
    results::view(&state, institution, caller.actor(), &number)
        .await
        .map(Json)
}
