//! Registering a device with an activation code.
//!
//! | checked, in this order | refused with |
//! |---|---|
//! | the certification request is one, signed by its own P-256 key | E5010 |
//! | fewer than five refusals of this address at this institution within ten minutes | E1014 |
//! | institution, code, user id and password are those of one another | E1010 |
//! | the code: not invalidated, not used by another key, not expired | E1013, E1012, E1011 |
//! | the account: not locked, signed in at the console, in its period, of the app's roles, with a password of its own, not paused | E1102, E1103, E1104, E1105, E1106, E1116 |
//! | the institution uses 訪問診療等機能 | E1108 |
//! | the key has never been registered | E5015 |
//!
//! Until all four inputs are right, everything is looked up and one password is verified in every
//! case, so neither the answer nor its time tells which of them was wrong. Nothing of this counts
//! against the account. A lost answer costs nothing: for a day, the same code with the same key
//! gives the same device.

pub mod turns;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::api::{InstitutionProfile, RegisterRequest, RegisterResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::DeviceKeyHash;
use sea_orm::{SqlErr, TransactionTrait as _};
use uuid::Uuid;

use crate::accounts::AccountState;
use crate::administration::codes::{CodeState, mac_of};
use crate::administration::devices::revoke_within;
use crate::audit::{self, Action, Actor, NewEvent};
use crate::devices::terminal_of;
use crate::issuing::DeviceRequest;
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::account::{self, Account};
use crate::store::activation_code::{self, StoredCode};
use crate::store::device::{self, Device, DeviceState};
use crate::store::institution;
use crate::store::registration_failures::{self, Origin};
use crate::store::sign_in_failures::restraint;

/// How long the same code with the same key gives the same device.
pub const REPEATABLE: SignedDuration = SignedDuration::from_hours(24);

/// Most characters of 端末名.
const LONGEST_NAME: usize = 40;

/// Registers a device, or answers again what it was answered.
///
/// # Errors
///
/// The codes of the module's table.
pub async fn register(
    state: &AppState,
    origin: &Origin,
    request: &RegisterRequest,
) -> Result<RegisterResponse, ApiError> {
    let key = DeviceRequest::from_der(&request.certification_request)
        .map_err(|_| Code::RequestMalformed)?;
    let name = request.device_name.as_deref().unwrap_or_default();
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Code::RequestMalformed.into());
    }
    let (database, now) = (&state.database, state.clock.now());
    let turn = state.turns.take(&request.institution, origin).await;
    if registration_failures::is_paused(database, &request.institution, origin, now).await? {
        return Err(Code::RegistrationPaused.into());
    }
    let Some(inputs) = match_inputs(state, request).await? else {
        registration_failures::record(database, &request.institution, origin, now).await?;
        return Err(Code::RegistrationRefused.into());
    };
    drop(turn);
    let earlier = usable(state, &inputs.code, &key.key_hash(), now).await?;
    permitted(state, &inputs, now).await?;
    if let Some(device) = earlier {
        return answer(state, device, inputs.institution, true);
    }
    match activate(state, &inputs, &key, request.device_name.clone(), now).await? {
        Some(device) => answer(state, device, inputs.institution, false),
        None => overtaken(state, inputs, &key.key_hash(), now).await,
    }
}

/// Four inputs that belong together.
struct Inputs {
    institution: InstitutionProfile,
    account: Account,
    code: StoredCode,
}

/// Looks everything up and verifies a password, whatever is found on the way.
async fn match_inputs(
    state: &AppState,
    request: &RegisterRequest,
) -> Result<Option<Inputs>, ApiError> {
    let RegisterRequest {
        institution,
        user_id,
        password,
        activation_code,
        ..
    } = request;
    let mac = mac_of(&state.pepper, institution, activation_code);
    let code = activation_code::find_by_hmac(&state.database, &mac).await?;
    let account = account::find(&state.database, institution, user_id).await?;
    let institution = institution::find(&state.database, institution).await?;
    let stored = account
        .as_ref()
        .and_then(|account| account.password.as_ref());
    let right = state.passwords.verify(stored, password).await?;
    Ok(match (institution, account, code) {
        (Some(institution), Some(account), Some(code)) if right => Some(Inputs {
            institution,
            account,
            code,
        }),
        _ => None,
    })
}

/// Whether a code may be used with this key. Answers the device, if it has been used with it.
async fn usable(
    state: &AppState,
    code: &StoredCode,
    key: &DeviceKeyHash,
    now: Timestamp,
) -> Result<Option<Device>, ApiError> {
    match code.state(now) {
        CodeState::Unused => Ok(None),
        CodeState::Expired => Err(Code::ActivationCodeExpired.into()),
        CodeState::Invalidated => Err(Code::ActivationCodeRevoked.into()),
        CodeState::Used => {
            let recently = code
                .used_at
                .is_some_and(|used_at| now.duration_since(used_at) <= REPEATABLE);
            let device = device::find_by_code(&state.database, code.id).await?;
            device
                .filter(|device| recently && device.key == *key)
                .filter(|device| device.state == DeviceState::Active)
                .map(Some)
                .ok_or_else(|| Code::ActivationCodeUsed.into())
        }
    }
}

async fn permitted(state: &AppState, inputs: &Inputs, now: Timestamp) -> Result<(), ApiError> {
    let Inputs {
        institution,
        account,
        ..
    } = inputs;
    let restraint = restraint(&state.database, &account.institution, &account.id, now).await?;
    account.may_use_app(restraint, now)?;
    if account.state(restraint, now) == AccountState::Paused {
        return Err(Code::AccountPaused.into());
    }
    if !institution.environment.home_visit {
        return Err(Code::HomeVisitDisabled.into());
    }
    Ok(())
}

/// Uses the code up and records the device, all or nothing. Answers nothing when another request
/// has used the code in between.
async fn activate(
    state: &AppState,
    inputs: &Inputs,
    key: &DeviceRequest,
    name: Option<String>,
    now: Timestamp,
) -> Result<Option<Device>, ApiError> {
    let Inputs { account, code, .. } = inputs;
    let id = Uuid::new_v4().to_string().parse();
    let id = id.map_err(ApiError::internal)?;
    let certificate = state.device_ca.certify(&id, key, now);
    let certificate = certificate.map_err(ApiError::internal)?;
    let device = Device {
        id,
        institution: account.institution.clone(),
        account: account.id.clone(),
        key: key.key_hash(),
        state: DeviceState::Active,
        // What the administrator has called it is what they look for in the list.
        name: code.device_name.clone().or(name),
        certificate: certificate.der,
        certificate_not_after: certificate.not_after,
        activation_code: Some(code.id),
        last_sign_in_at: None,
    };
    let actor = Actor::Account {
        id: account.id.clone(),
        device: Some(device.id.clone()),
    };
    let transaction = state.database.begin().await?;
    if !activation_code::take(&transaction, code.id, now).await? {
        transaction.rollback().await?;
        return Ok(None);
    }
    if let Err(error) = device::insert(&transaction, &device, now).await {
        transaction.rollback().await?;
        return Err(match error.sql_err() {
            // One key is one device, for ever; a phone makes a new one.
            Some(SqlErr::UniqueConstraintViolation(_)) => Code::IdempotencyConflict.into(),
            _ => error.into(),
        });
    }
    if let Some(replaced) = &code.replaces
        && let Some(replaced) = device::find(&transaction, &code.institution, replaced).await?
    {
        revoke_within(&transaction, &replaced, actor.clone(), now).await?;
    }
    let event = NewEvent {
        institution: &account.institution,
        actor,
        action: Action::DeviceRegistered,
        subject: Some(device.id.to_string()),
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(Some(device))
}

/// The answer when another request was faster: the same device if it was of the same phone.
async fn overtaken(
    state: &AppState,
    inputs: Inputs,
    key: &DeviceKeyHash,
    now: Timestamp,
) -> Result<RegisterResponse, ApiError> {
    let Inputs {
        institution, code, ..
    } = inputs;
    let code = activation_code::find(&state.database, &code.institution, code.id).await?;
    let code = code.ok_or(Code::ActivationCodeUsed)?;
    let device = usable(state, &code, key, now).await?;
    let device = device.ok_or(Code::ActivationCodeUsed)?;
    answer(state, device, institution, true)
}

fn answer(
    state: &AppState,
    device: Device,
    institution: InstitutionProfile,
    replayed: bool,
) -> Result<RegisterResponse, ApiError> {
    let terminal = terminal_of(state, &device.id)?;
    Ok(RegisterResponse {
        device_id: device.id,
        certificate: device.certificate,
        not_after: device.certificate_not_after,
        institution,
        terminal,
        replayed,
    })
}
