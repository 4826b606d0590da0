//! Where every process takes its time from.
//!
//! Certificates, challenges and leases are judged by the clock, so tests, demonstrations and the
//! fixture world must be able to move it. A [`Clock`] is passed to whoever needs the time; asking
//! the operating system anywhere else is refused by lint.

use core::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::tz::{self, Offset};
use jiff::{SignedDuration, Timestamp};

/// Japan Standard Time: fixed, without daylight saving since 1951, so no time zone database.
pub const JST: Offset = tz::offset(9);

/// A source of the current time. Clones share the same clock.
#[derive(Clone, Debug, Default)]
pub struct Clock(Source);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    System,
    Shifted(SignedDuration),
    /// Milliseconds since 1970, moved only by [`Clock::advance`].
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The clock of the operating system.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// The clock of the operating system, running `shift` ahead (or behind, if negative).
    #[must_use]
    pub fn shifted(shift: SignedDuration) -> Self {
        Self(Source::Shifted(shift))
    }

    /// A clock that stands at `time` until it is advanced. Precision is one millisecond.
    #[must_use]
    pub fn fixed(time: Timestamp) -> Self {
        Self(Source::Fixed(Arc::new(AtomicI64::new(
            time.as_millisecond(),
        ))))
    }

    /// Reads the form used on command lines: an RFC 3339 time makes a fixed clock, a duration with
    /// a sign (`+36h`, `-2h 30m`) one that runs shifted.
    ///
    /// # Errors
    ///
    /// [`ClockFormat`] when the text is neither.
    pub fn parse(text: &str) -> Result<Self, ClockFormat> {
        let shift = match text.split_at_checked(1) {
            Some(("+", rest)) => Some((rest, false)),
            Some(("-", rest)) => Some((rest, true)),
            _ => None,
        };
        match shift {
            Some((rest, backwards)) => {
                let shift: SignedDuration = rest.parse().map_err(|_| ClockFormat)?;
                Ok(Self::shifted(if backwards { -shift } else { shift }))
            }
            None => text.parse().map(Self::fixed).map_err(|_| ClockFormat),
        }
    }

    /// The current time of this clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => system_time(),
            Source::Shifted(shift) => system_time()
                .saturating_add(*shift)
                .unwrap_or(Timestamp::MAX),
            Source::Fixed(milliseconds) => {
                Timestamp::from_millisecond(milliseconds.load(Ordering::SeqCst))
                    .unwrap_or(Timestamp::MAX)
            }
        }
    }

    /// Moves a fixed clock, and all its clones, by `step`. Other clocks run by themselves and stay.
    pub fn advance(&self, step: SignedDuration) {
        if let Source::Fixed(milliseconds) = &self.0 {
            let step = i64::try_from(step.as_millis()).unwrap_or_default();
            milliseconds.fetch_add(step, Ordering::SeqCst);
        }
    }
}

impl fmt::Display for Clock {
    /// The form that [`Clock::parse`] reads. A fixed clock is told as it stands now.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::System => f.write_str("+0s"),
            Source::Shifted(shift) => {
                let sign = if shift.is_negative() { '-' } else { '+' };
                write!(f, "{sign}{}s", shift.as_secs().unsigned_abs())
            }
            Source::Fixed(_) => write!(f, "{}", self.now()),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the operating system for the time"
)]
fn system_time() -> Timestamp {
    Timestamp::now()
}

/// The text names neither a time nor a signed duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a time such as 2026-11-22T09:00:00Z or a signed duration such as +36h")]
pub struct ClockFormat;

impl core::str::FromStr for Clock {
    type Err = ClockFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_advanced_and_its_clones_move_with_it() {
        let clock = Clock::parse("2026-11-22T09:00:00Z").unwrap();
        let clone = clock.clone();
        clock.advance(SignedDuration::from_secs(90));
        assert_eq!(clone.now().to_string(), "2026-11-22T09:01:30Z");
    }

    #[test]
    fn a_shifted_clock_runs_beside_the_system() {
        let ahead = Clock::parse("+36h").unwrap().now();
        let behind = Clock::parse("-36h").unwrap().now();
        let difference = ahead.duration_since(behind).as_hours();
        assert!((71..=72).contains(&difference), "{difference} h");
    }

    #[test]
    fn a_clock_is_told_in_the_form_it_is_read_in() {
        for text in ["+0s", "+129600s", "-90s", "2026-11-22T09:00:00Z"] {
            assert_eq!(Clock::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Clock::system().to_string(), "+0s");
        let clock = Clock::parse("2026-11-22T09:00:00Z").unwrap();
        clock.advance(SignedDuration::from_secs(1));
        assert_eq!(clock.to_string(), "2026-11-22T09:00:01Z");
    }

    #[test]
    fn text_that_is_no_time_is_refused() {
        for text in ["", "now", "+", "36h", "2026-11-22", "+soon", "あ"] {
            assert!(Clock::parse(text).is_err(), "{text}");
        }
    }
}
