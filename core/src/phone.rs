//! The flows with server, vault and stored state: what an app is made on.
//!
//! A [`Phone`] is one installation. Its methods are what staff do; each runs the state machine of
//! [`flow`](crate::flow) that allows it, asks the server, and keeps what must not be lost before it
//! reports success. Nothing is sent while the state machine has not allowed it.
//!
//! | what is kept, sealed | what is in memory alone | what is nowhere |
//! |---|---|---|
//! | registration with the terminal's certificates, last account, policy, what is known of long commands, deliveries, events that could not be reported | the session's token, results while they are shown, the keys of unanswered 再照会, when a renewal was asked for ahead of its time | PIN and password after their request; patients and medical information after they were given to the caller |
//!
//! Two answers of the server act by themselves, on whatever request they come: E1107 that names
//! this device erases the phone, and E1113 ends the session that asked.
//!
//! Any method may be dropped at any await: what had been kept is kept, and the flow stays where it
//! was. What arrives after the phone was erased, or after somebody else signed in, changes nothing.

mod activate;
mod consents;
mod deliveries;
mod error;
mod events;
mod records;
mod relations;
mod search;
mod session;
mod sight;
mod visits;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

pub use deliveries::{DeliveryReport, Waiting};
pub use error::PhoneError;
pub use records::{LastAccount, Registration};
pub use session::SignedIn;

use crate::api::{ApiError, Client, Endpoint, Identity, SessionClient, Timeouts};
use crate::card::LengthSupport;
use crate::clock::Clock;
use crate::flow::account::{self, Account};
use crate::flow::activation::{self, Activation};
use crate::flow::results::Results;
use crate::store::{self, Opened, StateReset, StateStore, StoreError};
use crate::vault::{KeyVault, VaultError};
use crate::wire::api::{AccountProfile, Maintenance, Policy, Profile};
use crate::wire::code::Code;
use crate::wire::identifier::Prefectures;

use activate::Renewal;
use records::{LAST_ACCOUNT, LEAVING, LENGTHS, POLICY, REGISTRATION};
use relations::Requeries;

/// Where a phone keeps its state and whom it talks to. All of it comes from the build or from
/// managed configuration, and nothing from what a user types or scans.
#[derive(Clone, Debug)]
pub struct Config {
    /// The directory of the state, in the app's private container and excluded from backups.
    pub directory: PathBuf,
    /// The server and the root it is known by.
    pub endpoint: Endpoint,
    /// Which prefectures an institution code may name.
    pub prefectures: Prefectures,
    /// How long requests may take.
    pub timeouts: Timeouts,
    /// The version of the app, `major.minor.patch`.
    pub app_version: String,
}

/// One installation of the app.
#[derive(Debug)]
pub struct Phone {
    config: Config,
    clock: Clock,
    vault: Arc<dyn KeyVault>,
    store: Mutex<Arc<StateStore>>,
    live: Mutex<Live>,
    /// Held while the registration is changed on the disk and here, and while all is erased, so
    /// that none of these meets another half-way. Never held across a request.
    turn: Mutex<()>,
}

/// What changes while the app runs. The lock is never held across a request.
#[derive(Debug)]
struct Live {
    activation: Activation,
    account: Account,
    results: Results,
    requeries: Requeries,
    renewal: Renewal,
    policy: Policy,
    /// What the server answers proofs with, as it has last said.
    profile: Profile,
    registration: Option<Registration>,
    client: Client,
}

/// How the phone stands, for the first screen.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The registration, if there is one.
    pub registration: Option<Registration>,
    /// Where activation stands.
    pub activation: activation::Step,
    /// Who is signed in, and whether the phone is locked.
    pub account: account::Step,
    /// Who that is.
    pub profile: Option<AccountProfile>,
    /// When that session ends.
    pub session_expires_at: Option<Timestamp>,
    /// Who signed in last.
    pub last_account: Option<LastAccount>,
    /// What is known of long commands.
    pub lengths: LengthSupport,
    /// Deliveries that wait.
    pub waiting: usize,
    /// Those of them of which something can still be sent.
    pub unsent: usize,
}

impl Phone {
    /// Opens the phone's state. The second value tells of a state that was damaged and has been
    /// set aside: the phone is then unregistered, and somebody should be told why.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`], [`PhoneError::Vault`] or [`PhoneError::Setup`].
    pub fn open(
        config: Config,
        vault: Arc<dyn KeyVault>,
        clock: &Clock,
    ) -> Result<(Self, Option<StateReset>), PhoneError> {
        let (store, reset) = match StateStore::open(&config.directory, Arc::clone(&vault))? {
            Opened::Kept(store) => (store, None),
            Opened::Reset(store, reset) => (store, Some(reset)),
        };
        let registration = store.read(&REGISTRATION)?;
        let client = client(&config, registration.as_ref(), &vault, clock)?;
        let live = Live {
            activation: Activation::new(registration.is_some()),
            account: Account::default(),
            results: Results::default(),
            requeries: Requeries::default(),
            renewal: Renewal::default(),
            profile: Profile::default(),
            policy: store.read(&POLICY)?.unwrap_or_default().bounded(),
            registration,
            client,
        };
        let phone = Self {
            config,
            clock: clock.clone(),
            vault,
            store: Mutex::new(Arc::new(store)),
            live: Mutex::new(live),
            turn: Mutex::new(()),
        };
        Ok((phone, reset))
    }

    /// Gives up a state that [`open`](Self::open) refuses because it belongs to another phone, or
    /// because its key is gone: destroys all keys of the vault, then the files.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`]; call again.
    pub fn begin_anew(config: &Config, vault: &dyn KeyVault) -> Result<(), PhoneError> {
        Ok(store::discard(&config.directory, vault)?)
    }

    /// How the phone stands.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn overview(&self) -> Result<Overview, PhoneError> {
        let last_account = self.store().read(&LAST_ACCOUNT)?;
        let lengths = self.lengths()?;
        let waiting = self.waiting()?;
        let now = self.clock.now();
        let mut live = self.live();
        let policy = live.policy;
        Ok(Overview {
            registration: live.registration.clone(),
            activation: live.activation.step(),
            account: live.account.step(now, &policy),
            profile: live.account.profile().cloned(),
            session_expires_at: live.account.expires_at(),
            last_account,
            lengths,
            unsent: waiting.iter().filter(|one| one.is_unsent()).count(),
            waiting: waiting.len(),
        })
    }

    /// What the server allows, as it was last told.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.live().policy
    }

    /// Asks the server for its status, and keeps its policy.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Api`] also when the clocks differ, [`PhoneError::Outdated`],
    /// [`PhoneError::Maintenance`].
    pub async fn check_server(&self) -> Result<(), PhoneError> {
        let client = self.live().client.clone();
        let status = self.settled(client.status().await)?;
        if is_older(&self.config.app_version, &status.minimum_version) {
            return Err(PhoneError::Outdated);
        }
        self.live().profile = status.profile;
        let policy = status.policy.bounded();
        if policy != self.live().policy {
            self.store().commit(|change| change.put(&POLICY, &policy))?;
            self.live().policy = policy;
        }
        match status.maintenance {
            Some(Maintenance { until }) => Err(PhoneError::Maintenance { until }),
            None => Ok(()),
        }
    }

    /// What is known of long commands on this phone.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn lengths(&self) -> Result<LengthSupport, PhoneError> {
        let kept = self.store().read(&LENGTHS)?;
        Ok(kept.unwrap_or_default().into())
    }

    /// Keeps what a device check or a tap has learned.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn learned(&self, lengths: LengthSupport) -> Result<(), PhoneError> {
        if self.lengths()? != lengths {
            self.store()
                .commit(|change| change.put(&LENGTHS, &lengths.into()))?;
        }
        Ok(())
    }

    /// Which prefectures an institution code may name.
    #[must_use]
    pub const fn prefectures(&self) -> Prefectures {
        self.config.prefectures
    }

    /// The time of this phone.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn store(&self) -> Arc<StateStore> {
        Arc::clone(&self.store.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn registration(&self) -> Result<Registration, PhoneError> {
        let live = self.live();
        live.registration.clone().ok_or(PhoneError::NotRegistered)
    }

    /// The session, if somebody is signed in and the phone is not locked.
    fn session(&self) -> Result<Session, PhoneError> {
        let now = self.clock.now();
        let mut live = self.live();
        let policy = live.policy;
        let token = match live.account.step(now, &policy) {
            account::Step::SignedOut => return Err(PhoneError::SignedOut),
            account::Step::Locked => return Err(PhoneError::Locked),
            account::Step::SignedIn => live.account.token(now, &policy)?,
        };
        Ok(Session {
            client: live.client.session(token),
            serial: live.account.serial(),
        })
    }

    /// The session, for what somebody does with the phone right now.
    fn session_in_use(&self) -> Result<Session, PhoneError> {
        let session = self.session()?;
        self.touch()?;
        Ok(session)
    }

    /// Acts on the answer that erases, and passes all others on. A device that has asked to be
    /// de-registered and is not known any more has had its wish.
    fn settled<T>(&self, answer: Result<T, ApiError>) -> Result<T, PhoneError> {
        let error = match answer {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        if let ApiError::Problem(problem) = &error {
            let own = self
                .live()
                .registration
                .as_ref()
                .map(|own| own.device_id.clone());
            let revoked = problem.code == Code::DeviceRevoked.as_str()
                && own.is_some()
                && problem.device == own;
            let gone = problem.code == Code::DeviceUnknown.as_str() && self.is_leaving();
            if revoked || gone {
                self.erase()?;
                return Err(PhoneError::Revoked);
            }
        }
        Err(error.into())
    }

    /// [`settled`](Self::settled), and acts on the answer that ends a session: it ends the one that
    /// was asked in, and no later one. E1114 closes the search.
    fn settled_in<T>(
        &self,
        session: &Session,
        answer: Result<T, ApiError>,
    ) -> Result<T, PhoneError> {
        if let Err(ApiError::Problem(problem)) = &answer {
            let mut live = self.live();
            if problem.code == Code::SessionEnded.as_str()
                && live.account.serial() == session.serial
            {
                live.account.end();
                live.results.close();
            }
            if problem.code == Code::ReauthNeeded.as_str() {
                live.results.close();
            }
        }
        self.settled(answer)
    }

    /// Whether this phone has asked to be de-registered.
    fn is_leaving(&self) -> bool {
        matches!(self.store().read(&LEAVING), Ok(Some(true)))
    }

    /// Changes the registration on the disk and then here. `store` is the one that was open when
    /// the server was asked: if the phone was erased since, it is that one no more, and nothing is
    /// brought back.
    fn change_registration(
        &self,
        store: &StateStore,
        change: impl FnOnce(Option<Registration>) -> Result<Registration, PhoneError>,
    ) -> Result<Registration, PhoneError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(store.read(&REGISTRATION)?)?;
        store.commit(|tx| tx.put(&REGISTRATION, &changed))?;
        let client = client(&self.config, Some(&changed), &self.vault, &self.clock)?;
        let mut live = self.live();
        live.registration = Some(changed.clone());
        live.client = client;
        Ok(changed)
    }

    /// Destroys the keys, then the files. The phone is as new. May be called again after an error.
    fn erase(&self) -> Result<(), PhoneError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let client = client(&self.config, None, &self.vault, &self.clock)?;
        let erased = match self.store().erase() {
            Err(StoreError::Erased) => Ok(()),
            erased => erased,
        };
        // Without its keys nothing of the registration can be used, whatever became of the files.
        if erased.is_ok() || matches!(self.vault.store_key(), Err(VaultError::KeyLost)) {
            *self.live() = Live {
                activation: Activation::new(false),
                account: Account::default(),
                results: Results::default(),
                requeries: Requeries::default(),
                renewal: Renewal::default(),
                profile: Profile::default(),
                policy: Policy::default(),
                registration: None,
                client,
            };
        }
        erased?;
        let empty = match StateStore::open(&self.config.directory, Arc::clone(&self.vault))? {
            Opened::Kept(store) | Opened::Reset(store, _) => store,
        };
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(empty);
        Ok(())
    }
}

/// A session, and which one.
struct Session {
    client: SessionClient,
    serial: u64,
}

fn client(
    config: &Config,
    registration: Option<&Registration>,
    vault: &Arc<dyn KeyVault>,
    clock: &Clock,
) -> Result<Client, PhoneError> {
    let identity = registration.map(|registration| Identity {
        certificate: registration.certificate.clone(),
        vault: Arc::clone(vault),
    });
    let client = Client::new(&config.endpoint, identity.as_ref(), clock, config.timeouts)?;
    Ok(client)
}

/// Compares `major.minor.patch`. What is not of that form is not older.
fn is_older(version: &str, minimum: &str) -> bool {
    let numbers = |text: &str| -> Option<[u32; 3]> {
        let numbers: Option<Vec<_>> = text.split('.').map(|number| number.parse().ok()).collect();
        numbers?.try_into().ok()
    };
    match (numbers(version), numbers(minimum)) {
        (Some(version), Some(minimum)) => version < minimum,
        _ => false,
    }
}

/// What cannot be had now must not hold up what works without it.
fn postponed<T: Default>(error: PhoneError) -> Result<T, PhoneError> {
    match error {
        PhoneError::Revoked => Err(error),
        _ => Ok(T::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(is_older("0.9.0", "0.10.0"));
        assert!(is_older("0.1.0", "1.0.0"));
        assert!(!is_older("1.0.0", "1.0.0"));
        assert!(!is_older("2.0.0", "1.9.9"));
        assert!(!is_older("development", "1.0.0"));
        assert!(!is_older("1.0", "1.0.1"));
    }
}
