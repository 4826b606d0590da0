//! A clinic: the real server in this process, over real TLS on the loopback interface.

use std::fs;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use jiff::SignedDuration;
use kyotaku_e2e::clinic::Clinic as Running;
use kyotaku_e2e::clinic::staff::CLINIC;
use tokio::runtime::{Builder, Runtime};

use crate::TestingError;

/// A running server with its world: institutions, accounts, patients, certificates, and an empty
/// history.
///
/// It lives on threads of its own; each call waits for what it has them do. It ends with
/// [`close`](Self::close), or when the object goes: then no thread, no file and no socket of it is
/// left.
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
    /// Opens with patients being asked for consent, on the morning of Friday, 2026-11-20.
    ///
    /// # Errors
    ///
    /// [`TestingError::NotMade`] when the system gives no threads.
    #[uniffi::constructor]
    pub fn open() -> Result<Self, TestingError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("kyotaku-clinic")
            .enable_all()
            .build()
            .map_err(|error| TestingError::NotMade {
                reason: error.to_string(),
            })?;
        let clinic = runtime.block_on(Running::open());
        let open = RwLock::new(Some(Open { clinic, runtime }));
        Ok(Self { open })
    }

    /// Stops the server and removes its files. Closing twice is no mistake.
    ///
    /// # Errors
    ///
    /// None; a server that cannot be stopped panics.
    pub fn close(&self) -> Result<(), TestingError> {
        let open = self
            .open
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(open) = open {
            open.end();
        }
        Ok(())
    }

    /// Where phones connect to: `https://localhost:PORT`, past which the network may be cut.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn url(&self) -> Result<String, TestingError> {
        self.with(|open| format!("https://localhost:{}", open.clinic.network.address().port()))
    }

    /// The root that phones know the server by, PEM.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn root_certificate(&self) -> Result<Vec<u8>, TestingError> {
        self.with(|open| fs::read(open.clinic.files.join("tls-ca.pem")))?
            .map_err(|error| TestingError::NotMade {
                reason: error.to_string(),
            })
    }

    /// What time it is here, in the form of RFC 3339. It stands still until it is advanced.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn now(&self) -> Result<String, TestingError> {
        self.with(|open| open.clinic.clock.now().to_string())
    }

    /// Lets so many seconds pass at the server. The clocks of phones are their own.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn advance(&self, seconds: u32) -> Result<(), TestingError> {
        self.with(|open| open.clinic.pass(SignedDuration::from_secs(seconds.into())))
    }

    /// 機関コード of the clinic.
    pub fn institution(&self) -> String {
        CLINIC.to_owned()
    }

    /// Has the administrator issue an activation code, as the slip shows it.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn issue_code(&self) -> Result<String, TestingError> {
        self.with(|open| open.runtime.block_on(open.clinic.code()))
    }
}

impl Clinic {
    /// Uses the clinic while it is open. Any number of threads may do so at the same time.
    fn with<T>(&self, then: impl FnOnce(&Open) -> T) -> Result<T, TestingError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.as_ref().map(then).ok_or(TestingError::ClinicClosed)
    }
}

impl Drop for Clinic {
    fn drop(&mut self) {
        let open = self.open.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = open.take() {
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
