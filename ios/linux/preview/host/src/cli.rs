//! The arguments, and how everything is started and ended.

use std::ffi::OsString;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Parser;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::app::{self, Program, StartError};
use crate::hub::Hub;
use crate::routes;

/// Shows the app in a browser on this machine.
#[derive(Debug, Parser)]
#[command(name = "kyotaku-preview", version)]
pub struct Cli {
    /// The port on 127.0.0.1; 0 takes any that is free.
    #[arg(long, default_value_t = 8470)]
    port: u16,
    /// The program of the app, which is started with the environment of this one.
    #[arg(long)]
    app: PathBuf,
    /// The arguments of the app.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Why the preview could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The port is taken, or signals cannot be heard.
    #[error("port {port} of this machine cannot be served: {source}")]
    Port {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// The app could not be started the first time.
    #[error(transparent)]
    App(#[from] StartError),
    /// The listener or a signal handler failed.
    #[error("the preview cannot go on: {0}")]
    System(#[from] std::io::Error),
}

/// Runs the app and serves its page until the program is interrupted; then ends the app.
///
/// # Errors
///
/// [`RunError`] where the port is taken or the program of the app cannot be started at all. An app
/// that dies later is started again and is no error.
pub async fn run(cli: Cli) -> Result<(), RunError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, cli.port));
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| RunError::Port {
            port: cli.port,
            source,
        })?;
    let address = listener.local_addr()?;

    let (hub, events) = Hub::new();
    let hub = Arc::new(hub);
    let program = Program::new(cli.app, cli.arguments);
    let first = program.start()?;
    let stop = CancellationToken::new();
    let app = tokio::spawn(app::keep_running(
        program,
        first,
        Arc::clone(&hub),
        events,
        stop.clone(),
    ));

    let mut out = std::io::stdout();
    writeln!(out, "kyotaku-preview: http://{address}/")?;
    out.flush()?;

    let mut terminated = signal(SignalKind::terminate())?;
    let served = tokio::select! {
        served = async { axum::serve(listener, routes::router(hub, address.port())).await } => served,
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    };
    stop.cancel();
    // It cannot fail except by a panic, which has been printed.
    let _ = app.await;
    Ok(served?)
}
