//! The root object.

mod account;
mod activation;
mod delivery;
mod operation;
mod result;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use kyotaku_core::api::{Endpoint, Timeouts};
use kyotaku_core::card::{CardCheck, VisitMemory, device_check};
use kyotaku_core::phone::{Config, Phone as Core, PhoneError};
use kyotaku_core::pki::{Policy, TrustStore};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::Prefectures;

use crate::cancellation::Cancellation;
use crate::clock::PhoneClock;
use crate::error::KyotakuError;
use crate::runtime;
use crate::tap::CardTap;
use crate::types::{Outward as _, PhoneOverview, StateReset, VisitPlan};
use crate::vault::{ForeignVault, KeyVault};
use crate::visit::Visit;

pub use activation::check_activation_form;

/// Where a phone keeps its state and whom it talks to. All of it comes from the build or from managed
/// configuration, and nothing from what a user types or scans.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PhoneConfig {
    /// The directory of the state, in the app's private container and excluded from backups.
    pub directory: String,
    /// The server, `https://host:port`.
    pub server: String,
    /// The roots that the server is known by, in PEM.
    pub server_roots: Vec<u8>,
    /// The certification authorities of the cards, each in DER.
    pub card_authorities: Vec<Vec<u8>>,
    /// Whether cards are those of the reference world, whose certificates carry the policy of the test
    /// authority, and institutions of prefecture 99 exist.
    pub reference_world: bool,
    /// The version of the app, `major.minor.patch`.
    pub app_version: String,
    /// How long a request may take, in seconds; a connection may take a third of it.
    pub request_seconds: u32,
}

/// One installation of the app.
///
/// There is one for a directory and a process; opening a second is refused. Every call that can wait
/// takes a `Cancellation`; every other is quick, but may write to the disk, so keep it off the main
/// thread where that matters. May be called from several threads.
#[derive(uniffi::Object)]
pub struct Phone {
    pub(crate) core: Arc<Core>,
    trust: Arc<TrustStore>,
    reset: Option<StateReset>,
}

#[uniffi::export]
impl Phone {
    /// Opens the phone's state.
    ///
    /// # Errors
    ///
    /// `Activate` when the state belongs to another phone or its key is lost: `beginAnew` is the way on.
    /// `DeviceLocked` and `Storage` lose nothing. `Refused` when the configuration is wrong.
    #[uniffi::constructor]
    pub fn open(
        config: PhoneConfig,
        vault: Arc<dyn KeyVault>,
        clock: Arc<PhoneClock>,
    ) -> Result<Arc<Self>, KyotakuError> {
        let policies = if config.reference_world {
            [Policy::Test]
        } else {
            [Policy::Production]
        };
        let trust = TrustStore::from_ders(&config.card_authorities, &policies);
        let trust = trust.map_err(|_| KyotakuError::of(Code::ConfigurationUnusable))?;
        let vault = Arc::new(ForeignVault(vault));
        let (core, reset) = Core::open(core_config(&config)?, vault, clock.clock())?;
        Ok(Arc::new(Self {
            core: Arc::new(core),
            trust: Arc::new(trust),
            reset: reset.outward(),
        }))
    }

    /// Why `open` has begun with an empty state, if it has: somebody should be told (`MKA-E0005`).
    #[must_use]
    pub fn state_reset(&self) -> Option<StateReset> {
        self.reset
    }

    /// How the phone stands.
    ///
    /// # Errors
    ///
    /// `Storage`, `DeviceLocked`.
    pub fn overview(&self) -> Result<PhoneOverview, KyotakuError> {
        let overview = self.core.overview()?;
        let refused = self.core.visual_offered().err();
        Ok(PhoneOverview {
            registration: overview.registration.outward(),
            activation: overview.activation.outward(),
            account: overview.account.outward(),
            profile: overview.profile.outward(),
            session_expires_at: overview.session_expires_at.outward(),
            last_account: overview.last_account.outward(),
            long_responses: overview.lengths.le.outward(),
            long_commands: overview.lengths.lc.outward(),
            visual_refused: refused.map(|code| code.as_str().to_owned()),
            waiting: overview.waiting.outward(),
            unsent: overview.unsent.outward(),
        })
    }

    /// Begins a visit, or a look at the consents given earlier.
    ///
    /// # Errors
    ///
    /// `Activate`, `SignIn`, `Unlock`; `Refused` when the institution, the account or the phone does not
    /// allow what was chosen.
    pub fn begin_visit(&self, plan: VisitPlan) -> Result<Arc<Visit>, KyotakuError> {
        let visit = self.core.begin_visit(plan.into())?;
        Ok(Visit::new(
            Arc::clone(&self.core),
            Arc::clone(&self.trust),
            visit,
        ))
    }

    /// Takes a kept delivery up again, as a visit at `delivering`.
    ///
    /// # Errors
    ///
    /// `Refused` when there is no such delivery.
    pub fn resume_visit(&self, delivery: String) -> Result<Arc<Visit>, KyotakuError> {
        let visit = self.core.resume(&delivery::id(&delivery)?)?;
        Ok(Visit::new(
            Arc::clone(&self.core),
            Arc::clone(&self.trust),
            visit,
        ))
    }

    /// A tap that learns what this phone passes: long responses, and on a registered phone whose
    /// institution uses 目視 also long commands. Spends nothing of the card. What it learns is kept.
    ///
    /// # Errors
    ///
    /// `Storage`.
    pub fn check_device(&self) -> Result<Arc<CardTap>, KyotakuError> {
        let overview = self.core.overview()?;
        let chain = overview.registration.and_then(|own| own.terminal_chain());
        let tap = device_check(chain, VisitMemory::new(overview.lengths));
        Ok(CardTap::of_device(Arc::clone(&self.core), tap))
    }

    /// Asks the server for its status, and keeps its policy.
    ///
    /// # Errors
    ///
    /// `Offline`, `ClockWrong`, `Update`, `Maintenance`.
    pub async fn check_server(&self, cancellation: Arc<Cancellation>) -> Result<(), KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move { Ok(core.check_server().await?) }).await
    }
}

impl Phone {
    fn core(&self) -> Arc<Core> {
        Arc::clone(&self.core)
    }
}

/// Gives up a state that `Phone.open` refuses because it belongs to another phone, or because its key
/// is gone: destroys all keys of the vault, then the files. May be called again after an error.
///
/// # Errors
///
/// `Storage`, `DeviceLocked`.
#[uniffi::export]
pub fn begin_anew(config: PhoneConfig, vault: Arc<dyn KeyVault>) -> Result<(), KyotakuError> {
    Ok(Core::begin_anew(
        &core_config(&config)?,
        &ForeignVault(vault),
    )?)
}

/// The version of this library.
#[uniffi::export]
#[must_use]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn core_config(config: &PhoneConfig) -> Result<Config, KyotakuError> {
    let request = Duration::from_secs(config.request_seconds.max(1).into());
    let endpoint = Endpoint::new(&config.server, &config.server_roots).map_err(PhoneError::from)?;
    Ok(Config {
        directory: PathBuf::from(&config.directory),
        endpoint,
        prefectures: prefectures(config.reference_world),
        timeouts: Timeouts {
            connect: request / 3,
            request,
        },
        app_version: config.app_version.clone(),
    })
}

const fn prefectures(reference_world: bool) -> Prefectures {
    if reference_world {
        Prefectures::WithReference
    } else {
        Prefectures::Real
    }
}

/// What this phone judges certificates by now.
pub(crate) fn card_check(core: &Core, trust: &Arc<TrustStore>) -> CardCheck {
    CardCheck {
        trust: Arc::clone(trust),
        now: core.now(),
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(..)")
    }
}
