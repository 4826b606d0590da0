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
use kyotaku_core::wire::identifier::AccountId;
use sea_orm::TransactionTrait as _;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::accounts::{Credentials, authenticate};
use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::account::Account;
use crate::store::device::Device;
use crate::store::institution;
use crate::store::session::{self, Begun, Session, TokenHash};

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
    let credentials = Credentials {
        institution: &device.institution,
        id: &request.user_id,
        password: &request.password,
        actor: Actor::Device(device.id.clone()),
    };
    let account = authenticate(&state.database, &state.passwords, credentials, now).await?;
    let begun = begin(state, device, &account, now).await;
    if let Err(ApiError::Refused(_)) = begun {
        let event = event(device, &account.id, Action::SignInRefused);
        let transaction = state.database.begin().await?;
        audit::append(&transaction, now, event).await?;
        transaction.commit().await?;
    }
    begun
}

/// Begins a session of an account whose password was right.
async fn begin(
    state: &AppState,
    device: &Device,
    account: &Account,
    now: Timestamp,
) -> Result<SignInResponse, ApiError> {
    account.may_use_app(None, now)?;
    let institution = institution::find(&state.database, &device.institution).await?;
    if !institution.is_some_and(|institution| institution.environment.home_visit) {
        return Err(Code::HomeVisitDisabled.into());
    }
    let profile = profile(account)?;
    let (token, hash) = new_token()?;
    let session = Session {
        device: device.id.clone(),
        institution: device.institution.clone(),
        account: account.id.clone(),
        started_at: now,
        expires_at: later(now, LONGEST)?,
        reauth_until: None,
    };
    let transaction = state.database.begin().await?;
    let begun = session::begin(&transaction, &session, &hash, MOST_DEVICES).await?;
    let refusal = match begun {
        Begun::Recorded => None,
        Begun::DeviceEnded => Some(ApiError::Revoked(device.id.clone())),
        Begun::Elsewhere => Some(Code::SignedInElsewhere.into()),
    };
    if let Some(refusal) = refusal {
        transaction.rollback().await?;
        return Err(refusal);
    }
    let event = event(device, &account.id, Action::SignedIn);
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    let password = account.password.as_ref();
    Ok(SignInResponse {
        token,
        expires_at: session.expires_at,
        account: profile,
        password_expires_at: password.and_then(|password| password.expires_at),
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
    let session = session::find(&state.database, &device.id, token).await?;
    let Some(session) = session else {
        return Ok(());
    };
    let transaction = state.database.begin().await?;
    if !session::end(&transaction, &device.id, token).await? {
        return Ok(transaction.rollback().await?);
    }
    let event = event(device, &session.account, Action::SignedOut);
    audit::append(&transaction, state.clock.now(), event).await?;
    transaction.commit().await?;
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
    device: &Device,
    session: &Session,
    token: &TokenHash,
    password: &Password,
) -> Result<ReauthResponse, ApiError> {
    let now = state.clock.now();
    let event = event(device, &session.account, Action::Reauthenticated);
    let credentials = Credentials {
        institution: &session.institution,
        id: &session.account,
        password,
        actor: event.actor.clone(),
    };
    authenticate(&state.database, &state.passwords, credentials, now).await?;
    let valid_until = later(now, REAUTH)?.min(session.expires_at);
    let transaction = state.database.begin().await?;
    if !session::set_reauth(&transaction, &device.id, token, valid_until).await? {
        transaction.rollback().await?;
        return Err(Code::SessionEnded.into());
    }
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(ReauthResponse { valid_until })
}

fn event<'a>(device: &'a Device, account: &AccountId, action: Action) -> NewEvent<'a> {
    NewEvent {
        institution: &device.institution,
        actor: Actor::Account {
            id: account.clone(),
            device: Some(device.id.clone()),
        },
        action,
        subject: None,
    }
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
        visual: account.visual,
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
