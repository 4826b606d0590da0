//! Where the library's traces go.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// Takes what the library traces: codes and steps, never a secret and nothing about a person.
///
/// Called on any thread, synchronously; it must be quick, must not call back into the library, and
/// whatever it throws is ignored.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// One line.
    ///
    /// # Errors
    ///
    /// [`LogError`], which is ignored.
    fn log(&self, level: LogLevel, target: String, message: String) -> Result<(), LogError>;
}

/// How much a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// Steps of requests and taps.
    Debug,
    /// Something that should not happen.
    Error,
    /// What an administrator may want to read.
    Info,
    /// Something was refused or lost.
    Warning,
}

/// A sink that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum LogError {
    /// The line was not taken.
    #[error("the line was not taken")]
    NotTaken,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for LogError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::NotTaken
    }
}

/// Sends the library's traces to the system's log on Apple's systems (subsystem `kyotaku`), where they
/// are public. Does nothing elsewhere. Returns whether traces go there now: the first of this and
/// [`install_log_sink`] in a process wins.
#[uniffi::export]
#[must_use]
pub fn install_system_log() -> bool {
    #[cfg(target_vendor = "apple")]
    {
        let layer = tracing_oslog::OsLogger::new("kyotaku", "core");
        let layer = layer.with_filter(tracing_subscriber::filter::filter_fn(is_ours));
        tracing_subscriber::registry()
            .with(layer)
            .try_init()
            .is_ok()
    }
    #[cfg(not(target_vendor = "apple"))]
    {
        false
    }
}

/// Sends the library's traces to `sink`. Returns whether they go there now: the first of this and
/// [`install_system_log`] in a process wins.
#[uniffi::export]
#[must_use]
pub fn install_log_sink(sink: Arc<dyn LogSink>) -> bool {
    let layer = Forward(sink).with_filter(tracing_subscriber::filter::filter_fn(is_ours));
    tracing_subscriber::registry()
        .with(layer)
        .try_init()
        .is_ok()
}

/// Libraries trace addresses and headers; only what this project traces is written to be read.
fn is_ours(metadata: &tracing::Metadata<'_>) -> bool {
    metadata.target().starts_with("kyotaku") && *metadata.level() <= Level::DEBUG
}

struct Forward(Arc<dyn LogSink>);

impl<S: Subscriber> Layer<S> for Forward {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let level = match *event.metadata().level() {
            Level::ERROR => LogLevel::Error,
            Level::WARN => LogLevel::Warning,
            Level::INFO => LogLevel::Info,
            Level::DEBUG | Level::TRACE => LogLevel::Debug,
        };
        let mut line = Line::default();
        event.record(&mut line);
        let target = event.metadata().target().to_owned();
        // A log that does not work must not stop what is logged.
        let _ = self.0.log(level, target, line.0);
    }
}

/// The message first, then `name=value` of each field.
#[derive(Default)]
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string cannot fail.
        let _ = if field.name() == "message" {
            let fields = std::mem::take(&mut self.0);
            write!(self.0, "{value:?}{fields}")
        } else {
            write!(self.0, " {}={value:?}", field.name())
        };
    }
}
