//! One tap.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kyotaku_core::card::{
    CardError, DeviceCheck, Event, PinOutcome, Step, Steps as _, Tap, TapReport, VisualOutcome,
};
use kyotaku_core::flow::visit::Tapped;
use kyotaku_core::phone::Phone as Core;
use kyotaku_core::wire::code::Code;
use tokio_util::sync::CancellationToken;

use crate::cancellation::Cancellation;
use crate::error::KyotakuError;
use crate::runtime;
use crate::types::{Outward as _, TapEvent, TapOutcome, TapStep, date_of};
use crate::visit::{Shared, Turn};

/// One tap, from its first command to its outcome, driven from outside: `begin`, then `resume` with
/// what the card answered, until `done`. It never calls out.
///
/// `begin` and `resume` are quick but for the last, which keeps the proof on the disk and has the device
/// key sign; call them off the main thread. `cancel`, or dropping the tap, ends it without an outcome:
/// the visit goes on with the next one.
#[derive(uniffi::Object)]
pub struct CardTap {
    work: Arc<Mutex<Work>>,
    of: Of,
    /// Which of its visit's taps it is.
    number: u64,
    /// Ends the request of [`relay`](Self::relay).
    cancelled: CancellationToken,
}

/// Whose tap it is.
#[derive(Clone)]
enum Of {
    Visit(Arc<Shared>),
    Device(Arc<Core>),
}

/// The coroutine, and what its card has asked the server, while that is open.
struct Work {
    running: Running,
    challenge: Option<[u8; 16]>,
}

/// The coroutine, until it has ended.
enum Running {
    Pin(Tap<TapReport<PinOutcome>>),
    Visual(Tap<TapReport<VisualOutcome>>),
    Device(Tap<TapReport<DeviceCheck>>),
    Over,
}

/// What a step leads to.
enum Next {
    Step(TapStep),
    Pin(TapReport<PinOutcome>),
    Visual(TapReport<VisualOutcome>),
    Device(TapReport<DeviceCheck>),
}

#[uniffi::export]
impl CardTap {
    /// Says what to do first.
    ///
    /// # Errors
    ///
    /// `NotNow` on a second call.
    pub fn begin(&self) -> Result<TapStep, KyotakuError> {
        let next = self.work().advance(None)?;
        self.settle(next)
    }

    /// Goes on with what happened since the last step.
    ///
    /// # Errors
    ///
    /// `NotNow` when nothing was asked, or something else was; the tap can go on. `Storage` and
    /// `DeviceLocked` when the card has signed and the proof could not be kept: the visit is at
    /// `signed`, and `Visit.keepProof` tries again.
    pub fn resume(&self, event: TapEvent) -> Result<TapStep, KyotakuError> {
        let next = self.work().advance(Some(event.into()))?;
        self.settle(next)
    }

    /// Has the server's terminal sign what the card has asked, and goes on with that. Takes five seconds
    /// at most. Where it fails the tap goes on too, and ends with the reason.
    ///
    /// # Errors
    ///
    /// As `resume`; `Cancelled`, which leaves the tap where it was.
    pub async fn relay(&self, cancellation: Arc<Cancellation>) -> Result<TapStep, KyotakuError> {
        let Of::Visit(shared) = self.of.clone() else {
            return Err(KyotakuError::of(Code::ActionUnavailable));
        };
        let challenge = self.work().challenge;
        let challenge = challenge.ok_or_else(|| KyotakuError::of(Code::ActionUnavailable))?;
        let (work, cancelled) = (Arc::clone(&self.work), self.cancelled.clone());
        runtime::run(&cancellation, async move {
            let mut turn = shared.next_turn().await;
            let request = shared.core.terminal_signature(&turn, challenge);
            let signature = cancelled.run_until_cancelled(request).await;
            let signature = signature.ok_or(KyotakuError::Cancelled)?;
            let event = match signature {
                Ok(signature) => Event::TerminalSignature(signature),
                Err(error) => Event::RelayFailed(error.relay_failure()),
            };
            let next = lock(&work).advance(Some(event))?;
            settle_visit(&shared.core, &mut turn, next)
        })
        .await
    }

    /// Ends the tap without an outcome, unless it is over. What a PIN that was on its way has become is
    /// asked for by the next tap.
    pub fn cancel(&self) {
        let work = core::mem::replace(&mut *self.work(), Work::of(Running::Over));
        self.cancelled.cancel();
        let (Of::Visit(shared), false) = (&self.of, matches!(work.running, Running::Over)) else {
            return;
        };
        if let Ok(turn) = shared.turn() {
            turn.drop_tap(self.number);
        } else {
            // The server is being asked for this tap; that ends now, and then the visit goes on.
            let (shared, number) = (Arc::clone(shared), self.number);
            runtime::spawn(async move { shared.next_turn().await.drop_tap(number) });
        }
    }
}

impl CardTap {
    pub(crate) fn by_pin(turn: &Turn, tap: Tap<TapReport<PinOutcome>>) -> Arc<Self> {
        Self::of_visit(Running::Pin(tap), turn)
    }

    pub(crate) fn by_sight(turn: &Turn, tap: Tap<TapReport<VisualOutcome>>) -> Arc<Self> {
        Self::of_visit(Running::Visual(tap), turn)
    }

    fn of_visit(running: Running, turn: &Turn) -> Arc<Self> {
        Self::new(running, Of::Visit(turn.shared()), turn.count_tap())
    }

    pub(crate) fn of_device(core: Arc<Core>, tap: Tap<TapReport<DeviceCheck>>) -> Arc<Self> {
        Self::new(Running::Device(tap), Of::Device(core), 0)
    }

    fn new(running: Running, of: Of, number: u64) -> Arc<Self> {
        Arc::new(Self {
            work: Arc::new(Mutex::new(Work::of(running))),
            of,
            number,
            cancelled: CancellationToken::new(),
        })
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        lock(&self.work)
    }

    /// Takes an outcome to its visit, or keeps what the device check has learned.
    fn settle(&self, next: Next) -> Result<TapStep, KyotakuError> {
        match (next, &self.of) {
            (Next::Step(step), _) => Ok(step),
            (next, Of::Visit(shared)) => {
                settle_visit(&shared.core, &mut shared.wait_for_turn(), next)
            }
            (next, Of::Device(core)) => settle_device(core, next),
        }
    }
}

/// A tap that nobody holds any more cannot go on.
impl Drop for CardTap {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// The coroutine's state holds no invariant that a panic elsewhere could break.
fn lock(work: &Mutex<Work>) -> MutexGuard<'_, Work> {
    work.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Work {
    fn of(running: Running) -> Self {
        Self {
            running,
            challenge: None,
        }
    }

    /// One step of the coroutine: its first where there is no event.
    fn advance(&mut self, event: Option<Event>) -> Result<Next, KyotakuError> {
        let challenge = &mut self.challenge;
        let next = match &mut self.running {
            Running::Pin(tap) => step(tap, event, challenge, Next::Pin)?,
            Running::Visual(tap) => step(tap, event, challenge, Next::Visual)?,
            Running::Device(tap) => step(tap, event, challenge, Next::Device)?,
            Running::Over => return Err(KyotakuError::of(Code::ActionUnavailable)),
        };
        if !matches!(next, Next::Step(_)) {
            self.running = Running::Over;
        }
        Ok(next)
    }
}

/// Steps a tap, and notes what its card asks the server; `done` is what its report leads to.
fn step<T>(
    tap: &mut Tap<T>,
    event: Option<Event>,
    asked: &mut Option<[u8; 16]>,
    done: fn(T) -> Next,
) -> Result<Next, KyotakuError> {
    let step = match event {
        None => tap.begin()?,
        Some(event) => tap.resume(event)?,
    };
    *asked = None;
    Ok(match step {
        Step::Transmit { command, progress } => Next::Step(TapStep::Transmit {
            command: command.to_vec(),
            progress: progress.outward(),
        }),
        Step::RelayTerminalChallenge {
            challenge,
            progress,
        } => {
            *asked = Some(challenge);
            Next::Step(TapStep::Relay {
                progress: progress.outward(),
            })
        }
        Step::Done(report) => done(report),
    })
}

fn settle_visit(core: &Core, turn: &mut Turn, next: Next) -> Result<TapStep, KyotakuError> {
    let outcome = match next {
        Next::Step(step) => return Ok(step),
        Next::Pin(report) => of_tapped(core.tapped(turn, report)?, of_pin),
        Next::Visual(report) => of_tapped(core.tapped_visually(turn, report)?, of_sight),
        Next::Device(_) => return Err(KyotakuError::internal()),
    };
    Ok(TapStep::Done { outcome })
}

fn settle_device(core: &Core, next: Next) -> Result<TapStep, KyotakuError> {
    let report = match next {
        Next::Step(step) => return Ok(step),
        Next::Device(report) => report,
        Next::Pin(_) | Next::Visual(_) => return Err(KyotakuError::internal()),
    };
    // What a check that was cut has learned until then holds too.
    core.learned(report.memory.lengths)?;
    let outcome = match report.result {
        Ok(DeviceCheck::Learned(lengths)) => TapOutcome::Learned {
            long_responses: lengths.le.outward(),
            long_commands: lengths.lc.outward(),
        },
        Ok(DeviceCheck::Unsuitable(unsuitable)) => TapOutcome::CardUnsuitable {
            code: text(unsuitable.code()),
            date: date_of(&unsuitable),
        },
        Err(error) => of_error(&error),
    };
    Ok(TapStep::Done { outcome })
}

fn text(code: Code) -> String {
    code.as_str().to_owned()
}

fn signed(notice: Option<Code>) -> TapOutcome {
    TapOutcome::Signed {
        notice: notice.map(text),
    }
}

/// What a visit makes of a tap; `not_yet` says it of an outcome that is no signature.
fn of_tapped<O>(tapped: Tapped<O>, not_yet: fn(O) -> TapOutcome) -> TapOutcome {
    match tapped {
        Tapped::Signed(standing) => signed(standing.code()),
        Tapped::TooLate => TapOutcome::TooLate {
            code: text(Code::TapOutsideWindow),
        },
        Tapped::NotYet(Ok(outcome)) => not_yet(outcome),
        Tapped::NotYet(Err(error)) => of_error(&error),
    }
}

fn of_pin(outcome: PinOutcome) -> TapOutcome {
    let code = outcome.code().map_or_else(String::new, text);
    match outcome {
        PinOutcome::Signed(signed_by) => signed(signed_by.standing.code()),
        PinOutcome::WrongPin { tries_left } => TapOutcome::WrongPin { code, tries_left },
        PinOutcome::Blocked => TapOutcome::PinBlocked { code },
        PinOutcome::LastTry => TapOutcome::LastTry { code },
        PinOutcome::PinNeeded {
            tries_left,
            lost_verify,
        } => TapOutcome::PinNeeded {
            code,
            tries_left,
            lost_pin: lost_verify.outward(),
        },
        PinOutcome::Unsuitable(unsuitable) => TapOutcome::CardUnsuitable {
            code,
            date: date_of(&unsuitable),
        },
    }
}

fn of_sight(outcome: VisualOutcome) -> TapOutcome {
    let code = outcome.code().map_or_else(String::new, text);
    match outcome {
        VisualOutcome::Signed(signed_by) => signed(signed_by.standing.code()),
        VisualOutcome::CardChanged => TapOutcome::CardChanged { code },
        VisualOutcome::TerminalRefused { .. } | VisualOutcome::ExtendedLengthRefused => {
            TapOutcome::VisualRefused { code }
        }
        VisualOutcome::Unsuitable(unsuitable) => TapOutcome::CardUnsuitable {
            code,
            date: date_of(&unsuitable),
        },
    }
}

fn of_error(error: &CardError) -> TapOutcome {
    let code = error.code().map(text);
    match error {
        CardError::Interrupted { during, .. } => TapOutcome::HoldAgain {
            code,
            during: during.outward(),
        },
        CardError::Relay(_) => TapOutcome::VisualRefused {
            code: code.unwrap_or_default(),
        },
        _ => TapOutcome::CardFault {
            code: code.unwrap_or_default(),
        },
    }
}

impl fmt::Debug for CardTap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardTap(..)")
    }
}
