//! The time of the phone.

use std::sync::Arc;
use std::time::SystemTime;

use jiff::SignedDuration;
use kyotaku_core::Clock;

use crate::error::KyotakuError;

/// Where a phone takes its time from: the system, or a fixed time that tests and demonstrations move.
#[derive(Debug, uniffi::Object)]
pub struct PhoneClock(Clock);

#[uniffi::export]
impl PhoneClock {
    /// The clock of the system, which the app uses.
    #[uniffi::constructor]
    #[must_use]
    pub fn system() -> Arc<Self> {
        Arc::new(Self(Clock::system()))
    }

    /// A clock by its description: an RFC 3339 time stands still until it is advanced, `+36h` runs
    /// ahead of the system.
    ///
    /// # Errors
    ///
    /// `KyotakuError.CorrectInput` when it is neither.
    #[uniffi::constructor]
    pub fn described(description: String) -> Result<Arc<Self>, KyotakuError> {
        match Clock::parse(&description) {
            Ok(clock) => Ok(Arc::new(Self(clock))),
            Err(_) => Err(KyotakuError::malformed()),
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.0.now().into()
    }

    /// Moves a fixed clock ahead; others go by themselves, and stay as they are.
    pub fn advance(&self, seconds: u32) {
        self.0.advance(SignedDuration::from_secs(seconds.into()));
    }
}

impl PhoneClock {
    pub(crate) fn clock(&self) -> &Clock {
        &self.0
    }
}
