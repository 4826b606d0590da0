//! Cancelling from outside.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

/// Cancels the calls it was given to.
///
/// UniFFI passes on no cancellation of a Swift task, so every call that can wait takes one of these.
/// In Swift, `cancellable(_:)` makes it from the task.
#[derive(Debug, Default, uniffi::Object)]
pub struct Cancellation(CancellationToken);

#[uniffi::export]
impl Cancellation {
    /// One that nothing has cancelled.
    #[uniffi::constructor]
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Ends every call that has it with `KyotakuError.Cancelled`, now and later. What a call had kept
    /// is kept; what it had sent may have been done.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

impl Cancellation {
    pub(crate) fn token(&self) -> CancellationToken {
        self.0.clone()
    }
}
