//! Signing in and out, and entering the password again.
//!
//! A session needs two things: a registered device, known by its key, and the password of an
//! account. Its token is good together with that device's certificate only, and of the token the
//! server keeps a hash. The idle lock is the app's: it asks for the phone's own unlocking, which
//! the server cannot see, so here a session simply ends.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::secret::{Password, SessionToken};
use kyotaku_core::wire::api::{AccountProfile, ReauthResponse, SignInRequest, SignInResponse};
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::code::Code;
use sea_orm::TransactionTrait as _;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::accounts::authenticate;
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::account::Account;
use crate::store::device::{self, Device};
use crate::store::institution;
use crate::store::session::{self, Session, TokenHash};

/// When a session ends at the latest.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(8);

/// How long a password that was entered again counts.
pub const REAUTH: SignedDuration = SignedDuration::from_mins(5);

/// Devices that an account may be signed in on at once.
pub const MOST_DEVICES: u64 = 2;

/// Signs an account in on a device, in place of whoever was signed in there.
///
/// # Errors
///
/// Before the password is known to be right, `MKA-E1101`, `MKA-E1116` or `MKA-E1102`, which tell
/// nothing of the account. After that, `MKA-E1103` to `MKA-E1106` for the account, `MKA-E1108` for
/// the institution, and `MKA-E1115` when it is signed in on [`MOST_DEVICES`] others.
pub async fn sign_in(
    state: &AppState,
    device: &Device,
    request: &SignInRequest,
) -> Result<SignInResponse, ApiError> {
    let now = state.clock.now();
    let account = authenticate(
        &state.database,
        &state.passwords,
        &device.institution,
        &request.user_id,
        &request.password,
        now,
    )
    .await?;
    account.may_use_app(None, now)?;
    let institution = institution::find(&state.database, &device.institution).await?;
    if !institution.is_some_and(|institution| institution.environment.home_visit) {
        return Err(Code::HomeVisitDisabled.into());
    }
    let profile = profile(&account)?;
    let (token, hash) = new_token()?;
    let begun = Session {
        device: device.id.clone(),
        institution: device.institution.clone(),
        account: account.id,
        started_at: now,
        expires_at: later(now, LONGEST)?,
        reauth_until: None,
    };
    let transaction = state.database.begin().await?;
    if !session::begin(&transaction, &begun, &hash, MOST_DEVICES).await? {
        transaction.rollback().await?;
        return Err(Code::SignedInElsewhere.into());
    }
    device::record_sign_in(&transaction, &device.id, now).await?;
    transaction.commit().await?;
    Ok(SignInResponse {
        token,
        expires_at: begun.expires_at,
        account: profile,
        password_expires_at: account.password.and_then(|password| password.expires_at),
    })
}

/// Ends the session of a token. That it has ended already is as good.
///
/// # Errors
///
/// Those of the database.
pub async fn sign_out(
    state: &AppState,
    device: &Device,
    token: &TokenHash,
) -> Result<(), ApiError> {
    session::end(&state.database, &device.id, token).await?;
    Ok(())
}

/// Lets the password count for [`REAUTH`] if it is right.
///
/// # Errors
///
/// `MKA-E1101`, `MKA-E1116` or `MKA-E1102` as for [`sign_in`], `MKA-E1113` when the session has
/// ended meanwhile.
pub async fn reauthenticate(
    state: &AppState,
    session: &Session,
    token: &TokenHash,
    password: &Password,
) -> Result<ReauthResponse, ApiError> {
    let now = state.clock.now();
    authenticate(
        &state.database,
        &state.passwords,
        &session.institution,
        &session.account,
        password,
        now,
    )
    .await?;
    let valid_until = later(now, REAUTH)?.min(session.expires_at);
    if !session::set_reauth(&state.database, &session.device, token, valid_until).await? {
        return Err(Code::SessionEnded.into());
    }
    Ok(ReauthResponse { valid_until })
}

/// What is kept of a token.
#[must_use]
pub fn hash_of(token: &SessionToken) -> TokenHash {
    Sha256::digest(token.expose()).into()
}

/// An account as the app is told of it.
///
/// # Errors
///
/// `MKA-E1105` for a role that may not use the app.
pub fn profile(account: &Account) -> Result<AccountProfile, Code> {
    Ok(AccountProfile {
        id: account.id.clone(),
        name: account.name.clone(),
        role: account.role.in_app().ok_or(Code::AccountNotPermitted)?,
    })
}

fn new_token() -> Result<(SessionToken, TokenHash), ApiError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(ApiError::internal)?;
    let token = SessionToken::new(base64url::encode(bytes.as_slice()));
    let hash = hash_of(&token);
    Ok((token, hash))
}

/// Whole seconds, as the database keeps them and the phone is told.
fn later(now: Timestamp, step: SignedDuration) -> Result<Timestamp, ApiError> {
    Timestamp::from_second(now.as_second())
        .and_then(|now| now.checked_add(step))
        .map_err(ApiError::internal)
}
