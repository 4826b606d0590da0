//! What a benchmark of times has measured, and how it is reported.
//!
//! A line `measured NAME VALUE` is read by `table.py`; everything else is for people. Times of one
//! machine mean little on another, so where there is a yardstick, it is measured in the same run.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Times of the same piece of work.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Takes the time of so many runs.
    pub fn of<R>(samples: usize, mut work: impl FnMut() -> R) -> Self {
        Self::of_ready(samples, || (), |()| work())
    }

    /// Takes the time of so many runs, each of which is made ready before.
    pub fn of_ready<T, R>(
        samples: usize,
        mut ready: impl FnMut() -> T,
        mut work: impl FnMut(&T) -> R,
    ) -> Self {
        let mut times = Self::default();
        for _ in 0..samples {
            let input = ready();
            let begun = Instant::now();
            let output = black_box(work(&input));
            times.add(begun.elapsed());
            drop((output, input));
        }
        times
    }

    /// Adds one.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Adds those of another.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The time that `percent` of them do not exceed.
    ///
    /// # Panics
    ///
    /// If nothing was measured.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        *sorted.get(rank - 1).expect("something was measured")
    }

    /// The median.
    #[must_use]
    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// Prints median and 95th percentile in milliseconds.
    pub fn report(&self, name: &str) {
        report(&format!("{name}.median"), milliseconds(self.median()));
        report(&format!("{name}.p95"), milliseconds(self.percentile(95)));
    }
}

/// Prints a number for the table.
pub fn report(name: &str, value: f64) {
    println!("measured {name} {value:.4}");
}

/// A time in milliseconds.
#[must_use]
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Budgets, and those of them that were missed.
#[derive(Debug, Default)]
pub struct Budgets(Vec<String>);

impl Budgets {
    /// Holds a value to a budget.
    pub fn hold(&mut self, what: &str, value: f64, most: f64) {
        if value > most {
            self.0.push(format!(
                "{what}: {value:.2}, and at most {most:.2} is allowed"
            ));
        }
    }

    /// Says which were missed; that is a failure.
    #[must_use]
    pub fn verdict(self) -> ExitCode {
        for missed in &self.0 {
            eprintln!("missed: {missed}");
        }
        if self.0.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let mut times = Times::default();
        for time in (1..=100).rev() {
            times.add(Duration::from_millis(time));
        }
        assert_eq!(times.median(), Duration::from_millis(50));
        assert_eq!(times.percentile(95), Duration::from_millis(95));
        assert_eq!(times.percentile(100), Duration::from_millis(100));
        let mut one = Times::default();
        one.add(Duration::from_millis(7));
        assert_eq!(one.percentile(95), Duration::from_millis(7));
    }
}
