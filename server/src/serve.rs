//! The listeners, together: devices always, browsers and operators where they are configured.

use core::net::SocketAddr;
use std::io;
use std::sync::Arc;

use axum::Router;
use kyotaku_core::Clock;
use rustls::ServerConfig;
use sea_orm::DatabaseConnection;
use tokio::sync::watch;

use crate::accounts::hashing::PasswordHashing;
use crate::cli::CommandError;
use crate::config::Config;
use crate::issuing::DeviceCa;
use crate::listener::Listener;
use crate::metrics::Metrics;
use crate::pepper::Pepper;
use crate::state::AppState;
use crate::statement::StatementKeys;
use crate::terminal::Terminal;
use crate::trust::Jpki;
use crate::{operations, routes, tls, web};

/// A server that is bound and does not serve yet.
#[derive(Debug)]
pub struct Server {
    device: Bound,
    web: Option<Bound>,
    operations: Option<Bound>,
    metrics: Metrics,
}

/// A listener and what it serves.
#[derive(Debug)]
struct Bound {
    listener: Listener,
    tls: Option<ServerConfig>,
    app: Router,
}

/// Where a server is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// For devices.
    pub device: SocketAddr,
    /// For browsers.
    pub web: Option<SocketAddr>,
    /// For operators.
    pub operations: Option<SocketAddr>,
}

impl Server {
    /// Reads every file and binds every address.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with files or addresses.
    pub async fn prepare(
        config: &Config,
        database: &DatabaseConnection,
        clock: Clock,
    ) -> Result<Self, CommandError> {
        let metrics = Metrics::new()?;
        let tls = tls::server_config(config)?;
        let state = AppState {
            passwords: PasswordHashing::new(),
            turns: Arc::default(),
            device_ca: Arc::new(DeviceCa::load(
                &config.device_ca,
                &config.device_ca_key,
                config.device_certificate_validity,
            )?),
            terminal: config
                .terminal
                .as_ref()
                .map(|files| Terminal::load(files).map(Arc::new))
                .transpose()?,
            statement: Arc::new(StatementKeys::load(
                &config.statement_key,
                config.former_statement_keys.as_deref(),
            )?),
            pepper: Arc::new(Pepper::load(&config.pepper)?),
            jpki: Arc::new(Jpki::load(config)?),
            database: database.clone(),
            clock,
            metrics: metrics.clone(),
            policy: Arc::new(config.policy.clone()),
        };
        let limits = &config.limits;
        let bind = |name, address| Listener::bind(name, address, limits.clone(), metrics.clone());
        let web = match &config.web {
            Some(web) => Some(Bound {
                tls: Some(tls::web_config(&web.tls)?),
                listener: bind("web", web.listen).await?,
                app: web::app(state.clone(), limits, config.environment),
            }),
            None => None,
        };
        let operations = match config.operations {
            Some(address) => Some(Bound {
                tls: None,
                listener: bind("operations", address).await?,
                app: operations::app(state.clone(), limits),
            }),
            None => None,
        };
        let device = Bound {
            tls: Some(tls),
            listener: bind("device", config.listen).await?,
            app: routes::app(state, limits),
        };
        Ok(Self {
            device,
            web,
            operations,
            metrics,
        })
    }

    /// Puts something around all that devices are served, inside of TLS: tests lose requests and
    /// answers there.
    #[must_use]
    pub fn around_devices(mut self, wrap: impl FnOnce(Router) -> Router) -> Self {
        self.device.app = wrap(self.device.app);
        self
    }

    /// Where it is bound.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub fn addresses(&self) -> io::Result<Addresses> {
        let of = |bound: &Option<Bound>| bound.as_ref().map(Bound::address).transpose();
        Ok(Addresses {
            device: self.device.address()?,
            web: of(&self.web)?,
            operations: of(&self.operations)?,
        })
    }

    /// Serves on all listeners until `shutdown` completes. Then none accepts any more, and all
    /// finish what is running at the same time.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let tending = tokio::spawn(self.metrics.tend());
        let (stop, stopped) = watch::channel(());
        let serve = async |bound: Option<Bound>| {
            if let Some(bound) = bound {
                bound.serve(stopped.clone()).await;
            }
        };
        let stopping = async move {
            shutdown.await;
            // Every listener sees the sender go.
            drop(stop);
        };
        tokio::join!(
            serve(Some(self.device)),
            serve(self.web),
            serve(self.operations),
            stopping,
        );
        tending.abort();
    }
}

impl Bound {
    fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    async fn serve(self, mut stopped: watch::Receiver<()>) {
        self.listener
            .serve(self.tls, self.app, async move {
                // Nothing is ever sent: this ends when the sender is dropped.
                let _ = stopped.changed().await;
            })
            .await;
    }
}
