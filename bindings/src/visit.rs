//! One visit.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex as Lock, PoisonError};

use kyotaku_core::card::LastTry;
use kyotaku_core::flow::visit as flow;
use kyotaku_core::phone::{Phone as Core, PhoneError};
use kyotaku_core::pki::TrustStore;
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::code::Code;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::cancellation::Cancellation;
use crate::error::KyotakuError;
use crate::phone::card_check;
use crate::runtime;
use crate::tap::CardTap;
use crate::types::{
    CareKind, ConfirmationMethod, ConsentAnswer, ConsentRevocation, Outward as _, VisitOverview,
    VisualChecks,
};

/// One visit of a patient, or one look at the consents given earlier.
///
/// What may be done at which step is said by `overview().step`; anything else throws `NotNow` and
/// changes nothing. While one call waits for the server, another that changes the visit throws `NotNow`
/// too. Dropping a visit loses nothing that was kept: `Phone.waiting` lists it.
#[derive(uniffi::Object)]
pub struct Visit {
    shared: Arc<Shared>,
    trust: Arc<TrustStore>,
}

/// A visit with its phone. Taps have it too.
pub(crate) struct Shared {
    pub(crate) core: Arc<Core>,
    visit: Arc<Mutex<flow::Visit>>,
    /// What a screen may show, without waiting for a call that is under way.
    overview: Lock<VisitOverview>,
    /// Taps so far: the one that is dropped late must not take the next with it.
    taps: AtomicU64,
}

/// The visit, for one change.
pub(crate) struct Turn {
    shared: Arc<Shared>,
    visit: OwnedMutexGuard<flow::Visit>,
}

impl Shared {
    /// The visit, if nothing is under way.
    pub(crate) fn turn(self: &Arc<Self>) -> Result<Turn, KyotakuError> {
        let visit = Arc::clone(&self.visit).try_lock_owned();
        let visit = visit.map_err(|_| KyotakuError::of(Code::ActionUnavailable))?;
        Ok(Turn {
            shared: Arc::clone(self),
            visit,
        })
    }

    /// The visit, as soon as nothing else is under way.
    pub(crate) async fn next_turn(self: &Arc<Self>) -> Turn {
        Turn {
            shared: Arc::clone(self),
            visit: Arc::clone(&self.visit).lock_owned().await,
        }
    }

    /// The same on a thread that may block, and that no runtime drives.
    pub(crate) fn wait_for_turn(self: &Arc<Self>) -> Turn {
        Turn {
            shared: Arc::clone(self),
            visit: Arc::clone(&self.visit).blocking_lock_owned(),
        }
    }
}

impl Turn {
    pub(crate) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// The number of the tap that begins.
    pub(crate) fn count_tap(&self) -> u64 {
        self.shared.taps.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Ends this tap without an outcome, where it is the one under way.
    pub(crate) fn drop_tap(mut self, number: u64) {
        if self.shared.taps.load(Ordering::Relaxed) == number {
            // At any other step there is nothing to end.
            let _ = self.visit.tap_dropped();
        }
    }
}

impl std::ops::Deref for Turn {
    type Target = flow::Visit;

    fn deref(&self) -> &flow::Visit {
        &self.visit
    }
}

impl std::ops::DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut flow::Visit {
        &mut self.visit
    }
}

/// Whatever ends a turn, a dropped future too, leaves the overview as the visit is.
impl Drop for Turn {
    fn drop(&mut self) {
        let overview = self.shared.overview.lock();
        let mut overview = overview.unwrap_or_else(PoisonError::into_inner);
        *overview = (&*self.visit).outward();
    }
}

#[uniffi::export]
impl Visit {
    /// Everything that a screen may show. Never waits.
    #[must_use]
    pub fn overview(&self) -> VisitOverview {
        let overview = self.shared.overview.lock();
        overview.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// `verifying` → `preparing`: staff have compared photo and face, and looked at the card. The device
    /// signs the record.
    ///
    /// # Errors
    ///
    /// `CorrectInput` when not everything was confirmed; `Refused` when 目視 is not offered any more.
    pub fn confirm_by_sight(&self, checks: VisualChecks) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().confirm_by_sight(&mut turn, checks.into())?)
    }

    /// `verifying` → `stopped`: staff could not confirm the identity. What they have seen is reported.
    ///
    /// # Errors
    ///
    /// `NotNow`, `Storage`.
    pub async fn not_confirmed(
        &self,
        checks: VisualChecks,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), KyotakuError> {
        let (core, mut turn) = (self.core(), self.shared.turn()?);
        runtime::run(&cancellation, async move {
            Ok(core.not_confirmed(&mut turn, checks.into()).await?)
        })
        .await
    }

    /// `verifying`, `preparing`, `ready`: staff choose the other way to confirm the identity. Nothing
    /// else ever changes it.
    ///
    /// # Errors
    ///
    /// `Refused` when it is not offered; `NotNow`.
    pub fn change_method(&self, method: ConfirmationMethod) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().change_method(&mut turn, method.into())?)
    }

    /// `preparing` → `ready`: fetches what the card is to sign, and compares it with what was chosen.
    ///
    /// # Errors
    ///
    /// `Offline`, `Refused`, `SignIn`, `Unlock`, `Update`, `Maintenance`, `ClockWrong`.
    pub async fn prepare(&self, cancellation: Arc<Cancellation>) -> Result<(), KyotakuError> {
        let (core, mut turn) = (self.core(), self.shared.turn()?);
        runtime::run(
            &cancellation,
            async move { Ok(core.prepare(&mut turn).await?) },
        )
        .await
    }

    /// `ready` by PIN: the patient has entered it. The bytes are read where Swift has them; overwrite
    /// them afterwards. Replaces one that was entered before.
    ///
    /// # Errors
    ///
    /// `CorrectInput` when these are not four digits; `NotNow`.
    pub fn enter_pin(&self, digits: &[u8]) -> Result<(), KyotakuError> {
        let pin = Pin::parse(digits).map_err(|_| KyotakuError::malformed())?;
        Ok(self.shared.turn()?.enter_pin(pin)?)
    }

    /// `ready` → `tapping`: a tap, by the method that was chosen.
    ///
    /// `accepts_last_try` says that the patient was told that this is the last try, and wants it. Say so
    /// only after `LastTry` and an answer of the patient.
    ///
    /// # Errors
    ///
    /// `Refused` when the time is over (`MKA-E2054`): prepare again, by sight look again. `NotNow`.
    pub fn tap(&self, accepts_last_try: bool) -> Result<Arc<CardTap>, KyotakuError> {
        let mut turn = self.shared.turn()?;
        let check = card_check(&self.shared.core, &self.trust);
        match turn.method() {
            flow::Method::Pin => {
                let last_try = accepts_last_try.then(LastTry::confirmed_by_patient);
                let tap = turn.tap(check, last_try).map_err(no_tap)?;
                Ok(CardTap::by_pin(&turn, tap))
            }
            flow::Method::Visual => {
                let registration = self.shared.core.overview()?.registration;
                let chain = registration.and_then(|own| own.terminal_chain());
                let chain = chain.ok_or_else(|| KyotakuError::of(Code::VisualDisabled))?;
                let tap = turn.tap_visually(check, &chain).map_err(no_tap)?;
                Ok(CardTap::by_sight(&turn, tap))
            }
        }
    }

    /// `signed` → `delivering`: tries again to keep the proof, after a tap threw `Storage` or
    /// `DeviceLocked`.
    ///
    /// # Errors
    ///
    /// `Storage`, `DeviceLocked`, `NotNow`.
    pub fn keep_proof(&self) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().keep_proof(&mut turn)?)
    }

    /// `delivering` → `identifying`, or `registering` if the answer is there already: sends the proof.
    ///
    /// # Errors
    ///
    /// `Offline` keeps it; `Refused` for good stops the visit.
    pub async fn deliver(&self, cancellation: Arc<Cancellation>) -> Result<(), KyotakuError> {
        let (core, mut turn) = (self.core(), self.shared.turn()?);
        runtime::run(
            &cancellation,
            async move { Ok(core.deliver(&mut turn).await?) },
        )
        .await
    }

    /// `identifying` → `consenting`, `reviewing` or `done`: the person is the one of the card.
    ///
    /// # Errors
    ///
    /// `NotNow`.
    pub fn confirm_person(&self) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().confirm_person(&mut turn)?)
    }

    /// `identifying` → `stopped`: the person is another than the one of the card.
    ///
    /// # Errors
    ///
    /// `NotNow`, `Storage`.
    pub fn person_differs(&self) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().person_differs(&mut turn)?)
    }

    /// `consenting` → `registering`: the patient has answered. The device signs the answer and keeps it.
    ///
    /// # Errors
    ///
    /// `CorrectInput` when it cannot be registered as it is; `Storage`, `DeviceLocked`.
    pub fn answer(&self, answer: ConsentAnswer) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().answer(&mut turn, answer.into())?)
    }

    /// `registering` → `done`: sends the answer.
    ///
    /// # Errors
    ///
    /// `Offline` keeps it; `Refused` leads back to `consenting` or `reviewing` when another answer would
    /// do, and stops the visit when none would.
    pub async fn register(&self, cancellation: Arc<Cancellation>) -> Result<(), KyotakuError> {
        let (core, mut turn) = (self.core(), self.shared.turn()?);
        runtime::run(
            &cancellation,
            async move { Ok(core.register(&mut turn).await?) },
        )
        .await
    }

    /// `reviewing`: fetches the consents given earlier.
    ///
    /// # Errors
    ///
    /// `Offline`, `Refused`, `NotNow`.
    pub async fn fetch_consents(
        &self,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), KyotakuError> {
        let (core, mut turn) = (self.core(), self.shared.turn()?);
        runtime::run(
            &cancellation,
            async move { Ok(core.consents(&mut turn).await?) },
        )
        .await
    }

    /// `reviewing` → `registering`: the patient changes a consent.
    ///
    /// # Errors
    ///
    /// As `answer`.
    pub fn change_consent(
        &self,
        care_kind: CareKind,
        answer: ConsentAnswer,
    ) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        let (kind, answer) = (care_kind.into(), answer.into());
        Ok(self.core().change_consent(&mut turn, kind, answer)?)
    }

    /// `reviewing` → `registering`: a consent is revoked, or all are.
    ///
    /// # Errors
    ///
    /// As `answer`.
    pub fn revoke_consents(&self, revocation: ConsentRevocation) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().revoke_consents(&mut turn, revocation.into())?)
    }

    /// `reviewing` → `done`: nothing is changed.
    ///
    /// # Errors
    ///
    /// `NotNow`.
    pub fn leave_consents(&self) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().leave_consents(&mut turn)?)
    }

    /// Any step but `done` → `stopped`: staff end the visit, and what was kept of it is forgotten.
    ///
    /// # Errors
    ///
    /// `NotNow`, `Storage`.
    pub fn abandon(&self) -> Result<(), KyotakuError> {
        let mut turn = self.shared.turn()?;
        Ok(self.core().abandon(&mut turn)?)
    }
}

impl Visit {
    pub(crate) fn new(core: Arc<Core>, trust: Arc<TrustStore>, visit: flow::Visit) -> Arc<Self> {
        let overview = Lock::new((&visit).outward());
        let shared = Arc::new(Shared {
            core,
            visit: Arc::new(Mutex::new(visit)),
            overview,
            taps: AtomicU64::new(0),
        });
        Arc::new(Self { shared, trust })
    }

    fn core(&self) -> Arc<Core> {
        Arc::clone(&self.shared.core)
    }
}

fn no_tap(error: flow::NoTap) -> KyotakuError {
    match error {
        flow::NoTap::NotNow(refused) => PhoneError::from(refused).into(),
        flow::NoTap::TimeOver => KyotakuError::of(Code::TapOutsideWindow),
    }
}

impl fmt::Debug for Visit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Visit(..)")
    }
}
