//! A clinic: the real server in this process, over real TLS on the loopback interface.
//!
//! | module | what it holds |
//! |---|---|
//! | [`administration`] | what the administrator does |
//! | [`network`] | what becomes of requests and answers on their way |
//! | [`options`] | how the server is set up |
//! | [`records`] | what the server has recorded |
//! | [`staff`] | accounts and their passwords |
//! | [`timing`] | taps in Rust, timed, for comparison |

mod administration;
mod network;
mod options;
mod records;
mod staff;
#[cfg(test)]
mod tests;
mod timing;

use std::fs;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use jiff::SignedDuration;
use kyotaku_e2e::clinic::Clinic as Running;
use kyotaku_e2e::clinic::staff::CLINIC;
use tokio::runtime::{Builder, Runtime};

use crate::TestingError;

pub use administration::{ClinicSettings, RegisteredDevice};
pub use network::{RequestFate, SeenRequest, ServerDisguise};
pub use options::{AnswerProfile, ClinicOptions};
pub use records::{StoredConsent, StoredVisit};
pub use staff::{StaffAccount, StaffRole, staff_accounts};

/// A running server with its world: institutions, accounts, patients, certificates, and an empty
/// history.
///
/// It lives on threads of its own, and each call waits for what it has them do: call from a thread
/// that may wait, and from none of another runtime of Rust. It ends with [`close`](Self::close), or
/// when the object goes; then no thread, no file and no socket of it is left.
#[derive(uniffi::Object)]
pub struct Clinic {
    open: RwLock<Option<Open>>,
}

/// Time for whatever still runs when a clinic closes.
const LEAVING: Duration = Duration::from_secs(10);

struct Open {
    clinic: Running,
    runtime: Runtime,
}

#[uniffi::export]
impl Clinic {
    /// Opens on the morning of Friday, 2026-11-20.
    ///
    /// # Errors
    ///
    /// [`TestingError::Malformed`] for an option of the wrong form, [`TestingError::Failed`] when
    /// the system gives no threads.
    #[uniffi::constructor(default(options))]
    pub fn open(options: ClinicOptions) -> Result<Self, TestingError> {
        let change = options.change()?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("kyotaku-clinic")
            .enable_all()
            .build()
            .map_err(TestingError::failed)?;
        let clinic = runtime.block_on(Running::open_with(change));
        let open = RwLock::new(Some(Open { clinic, runtime }));
        Ok(Self { open })
    }

    /// Stops the server and removes its files. Closing twice is no mistake.
    ///
    /// # Errors
    ///
    /// None.
    pub fn close(&self) -> Result<(), TestingError> {
        let mut place = self.open.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = place.take() {
            open.end();
        }
        Ok(())
    }

    /// Stops the server and starts it again with these options, and with all that it has recorded.
    /// Phones find it where it was.
    ///
    /// # Errors
    ///
    /// As [`Self::open`]; [`TestingError::ClinicClosed`].
    #[uniffi::method(default(options))]
    pub fn restart(&self, options: ClinicOptions) -> Result<(), TestingError> {
        let change = options.change()?;
        let mut place = self.open.write().unwrap_or_else(PoisonError::into_inner);
        let Open { clinic, runtime } = place.as_mut().ok_or(TestingError::ClinicClosed)?;
        runtime.block_on(clinic.restart_with(change));
        Ok(())
    }

    /// Where phones find the server: `https://localhost:PORT`.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn url(&self) -> Result<String, TestingError> {
        self.with(|clinic| format!("https://localhost:{}", clinic.network.address().port()))
    }

    /// The root that phones know the server by, PEM.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`], [`TestingError::Failed`].
    pub fn root_certificate(&self) -> Result<Vec<u8>, TestingError> {
        let root = self.with(|clinic| fs::read(clinic.files.join("tls-ca.pem")))?;
        root.map_err(TestingError::failed)
    }

    /// What time it is here, in the form of RFC 3339. It stands still until it is advanced.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn now(&self) -> Result<String, TestingError> {
        self.with(|clinic| clinic.clock.now().to_string())
    }

    /// Lets so many seconds pass here. The clocks of phones are their own.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn advance(&self, seconds: u32) -> Result<(), TestingError> {
        self.with(|clinic| clinic.pass(SignedDuration::from_secs(seconds.into())))
    }

    /// 機関コード of the clinic.
    #[must_use]
    pub fn institution(&self) -> String {
        CLINIC.to_owned()
    }
}

impl Clinic {
    /// Uses the clinic while it is open. Any number of threads may do so at the same time.
    fn with<T>(&self, then: impl FnOnce(&Running) -> T) -> Result<T, TestingError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let open = open.as_ref().ok_or(TestingError::ClinicClosed)?;
        // What is begun here, such as a connection of the database, lives on its runtime.
        let _inside = open.runtime.enter();
        Ok(then(&open.clinic))
    }

    /// The same for what takes its time.
    fn run<T>(
        &self,
        then: impl AsyncFnOnce(&Running) -> Result<T, TestingError>,
    ) -> Result<T, TestingError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let Open { clinic, runtime } = open.as_ref().ok_or(TestingError::ClinicClosed)?;
        runtime.block_on(then(clinic))
    }
}

impl Drop for Clinic {
    fn drop(&mut self) {
        let place = self.open.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = place.take() {
            open.end();
        }
    }
}

impl Open {
    fn end(self) {
        let Self {
            mut clinic,
            runtime,
        } = self;
        runtime.block_on(async {
            clinic.close().await;
            drop(clinic);
        });
        runtime.shutdown_timeout(LEAVING);
    }
}
