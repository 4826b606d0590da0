//! The runtime that network calls run on.
//!
//! Swift polls the futures of exported functions on its own threads, which know nothing of Tokio, and
//! the device key signs in the middle of a TLS handshake, blocking its thread. So all work goes to two
//! workers of our own, and what Swift awaits is only its end.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::cancellation::Cancellation;
use crate::error::KyotakuError;

/// One for the process: phones come and go in tests, threads need not.
static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

fn handle() -> Result<Handle, KyotakuError> {
    let runtime = RUNTIME.get_or_init(|| {
        let built = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("kyotaku")
            .enable_all()
            .build();
        built.ok()
    });
    let runtime = runtime.as_ref().ok_or_else(KyotakuError::internal)?;
    Ok(runtime.handle().clone())
}

/// Runs `work` on the side; nobody waits for it.
pub(crate) fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    if let Ok(handle) = handle() {
        drop(handle.spawn(work));
    }
}

/// Runs `work` to its end, or until it is cancelled; then it is dropped at the await it is at.
pub(crate) async fn run<T: Send + 'static>(
    cancellation: &Cancellation,
    work: impl Future<Output = Result<T, KyotakuError>> + Send + 'static,
) -> Result<T, KyotakuError> {
    let token = cancellation.token();
    let task = handle()?.spawn(async move {
        token
            .run_until_cancelled_owned(work)
            .await
            .unwrap_or(Err(KyotakuError::Cancelled))
    });
    // A panic ends the task; its text stays in it.
    task.await.unwrap_or_else(|_| Err(KyotakuError::internal()))
}
