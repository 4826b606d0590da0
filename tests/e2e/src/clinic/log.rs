//! Everything that phones, server and their libraries log in this process, at the most talkative
//! level, as text and as JSON.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

static WRITTEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn written() -> MutexGuard<'static, Vec<u8>> {
    WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Writer;

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        written().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to record. What other tests of the process log meanwhile is recorded as well; it is as
/// bad there.
pub fn record() {
    // The digits of times are as good as random.
    let text = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .without_time()
        .with_writer(|| Writer);
    let json = tracing_subscriber::fmt::layer()
        .json()
        .without_time()
        .with_writer(|| Writer);
    let layers = tracing_subscriber::registry()
        .with(LevelFilter::TRACE)
        .with(text)
        .with(json);
    layers.init();
}

/// What has been recorded.
#[must_use]
pub fn recorded() -> String {
    String::from_utf8_lossy(&written()).into_owned()
}
