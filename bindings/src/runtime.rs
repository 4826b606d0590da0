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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    struct Dropped(Arc<AtomicBool>);

    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    /// Polls as Swift does: on a thread that no runtime knows.
    fn wait<T>(work: impl Future<Output = T>) -> T {
        struct Unpark(std::thread::Thread);
        impl std::task::Wake for Unpark {
            fn wake(self: Arc<Self>) {
                self.0.unpark();
            }
        }
        let waker = Arc::new(Unpark(std::thread::current())).into();
        let mut work = std::pin::pin!(work);
        loop {
            let poll = work
                .as_mut()
                .poll(&mut std::task::Context::from_waker(&waker));
            match poll {
                std::task::Poll::Ready(done) => return done,
                std::task::Poll::Pending => std::thread::park(),
            }
        }
    }

    #[test]
    fn work_runs_on_the_workers_and_its_end_comes_back() {
        let done = wait(run(&Cancellation::default(), async {
            tokio::task::yield_now().await;
            Ok(Handle::try_current().is_ok())
        }));
        assert_eq!(done, Ok(true));
    }

    #[test]
    fn cancelling_drops_the_work_at_its_await() {
        let dropped = Arc::new(AtomicBool::new(false));
        let cancellation = Cancellation::new();
        let held = Dropped(Arc::clone(&dropped));
        let canceller = Arc::clone(&cancellation);
        let ended = wait(run(&cancellation, async move {
            let _held = held;
            canceller.cancel();
            std::future::pending::<Result<(), KyotakuError>>().await
        }));
        assert_eq!(ended, Err(KyotakuError::Cancelled));
        assert!(dropped.load(Ordering::SeqCst));
    }

    #[test]
    fn work_that_is_cancelled_before_it_begins_does_nothing() {
        let cancellation = Cancellation::new();
        cancellation.cancel();
        let begun = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&begun);
        let ended = wait(run(&cancellation, async move {
            seen.store(true, Ordering::SeqCst);
            Ok(())
        }));
        assert_eq!(ended, Err(KyotakuError::Cancelled));
        assert!(!begun.load(Ordering::SeqCst));
    }

    #[test]
    fn a_panic_of_the_work_is_an_error_without_its_text() {
        let ended: Result<(), _> = wait(run(&Cancellation::default(), async {
            std::panic::panic_any("the name of a patient")
        }));
        assert_eq!(ended, Err(KyotakuError::internal()));
    }
}
