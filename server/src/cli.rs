//! The command line.

mod admin;
mod audit;
mod devices_list;
mod notice;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use kyotaku_core::Clock;
use sea_orm::DatabaseConnection;
use tokio::time::timeout;
use tracing_subscriber::EnvFilter;

use self::admin::AdminCommand;
use self::audit::AuditCommand;
use self::devices_list::DevicesListCommand;
use self::notice::NoticeCommand;
use crate::audit::checkpoint::Checkpoints;
use crate::config::{Config, LogFormat, Settings};
use crate::serve::Server;
use crate::statement::StatementKeys;
use crate::store;
use crate::{housekeeping, openapi, world};

/// Whatever stops a command.
pub type CommandError = Box<dyn core::error::Error + Send + Sync>;

/// Reference server of the eligibility system.
#[derive(Debug, Parser)]
#[command(name = "kyotaku-server", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the server until SIGTERM or Ctrl-C
    Serve(Common),
    /// Loads institutions, accounts, persons and certificates from the world directory
    Seed(SeedArgs),
    /// Prints the OpenAPI document of the device API
    Openapi,
    /// What administrators do, until there is a console
    #[command(subcommand)]
    Admin(AdminCommand),
    /// The audit log
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Notices that the app shows
    #[command(subcommand)]
    Notice(NoticeCommand),
    /// The published list of phones that the app is known to work on
    #[command(subcommand)]
    DevicesList(DevicesListCommand),
}

/// What is loaded.
#[derive(Args, Debug)]
struct SeedArgs {
    /// Applies changes.json instead, as if insurers had reported it since (for tests)
    #[arg(long)]
    later: bool,
    #[command(flatten)]
    common: Common,
}

/// What every command takes.
#[derive(Args, Debug)]
pub struct Common {
    /// Configuration file, TOML; flags and environment win over it
    #[arg(long)]
    config: Option<PathBuf>,
    /// The time to assume: RFC 3339 for a clock that stands still, +36h for one that runs ahead
    #[arg(
        long,
        env = "KYOTAKU_NOW",
        default_value = "+0s",
        allow_hyphen_values = true
    )]
    now: Clock,
    #[command(flatten)]
    settings: Settings,
}

impl Common {
    fn settings(self) -> Result<(Settings, Clock), CommandError> {
        let settings = match &self.config {
            Some(path) => self.settings.with_file(path)?,
            None => self.settings,
        };
        start_logging(&settings)?;
        Ok((settings, self.now))
    }
}

/// Runs a command.
///
/// # Errors
///
/// Whatever stops it; the sources say why.
pub async fn run(cli: Cli) -> Result<(), CommandError> {
    match cli.command {
        Command::Serve(common) => serve(common).await,
        Command::Seed(args) => seed(args).await,
        Command::Openapi => say(openapi::json()?.trim_end()),
        Command::Admin(command) => admin::run(command).await,
        Command::Audit(command) => audit::run(command).await,
        Command::Notice(command) => notice::run(command).await,
        Command::DevicesList(command) => devices_list::run(command).await,
    }
}

async fn serve(common: Common) -> Result<(), CommandError> {
    let (settings, clock) = common.settings()?;
    let url = settings.database()?;
    let config = settings.into_config()?;
    let database = store::open(&url).await?;
    let served = serve_on(&config, &database, clock).await;
    // SQLite writes its log back into the file now, so that a stopped server leaves one file.
    if let Ok(closed) = timeout(config.limits.shutdown, database.close()).await {
        closed?;
    } else {
        tracing::warn!("the database was in use until the end of the shutdown limit");
    }
    served?;
    tracing::info!("stopped");
    Ok(())
}

async fn serve_on(
    config: &Config,
    database: &DatabaseConnection,
    clock: Clock,
) -> Result<(), CommandError> {
    let server = Server::prepare(config, database, clock.clone()).await?;
    let shutdown = shutdown_signal()?;
    let addresses = server.addresses()?;
    // Devices come last: scripts wait for that line, and then everything answers.
    let listeners = [
        ("web", addresses.web),
        ("operations", addresses.operations),
        ("device", Some(addresses.device)),
    ];
    for (listener, address) in listeners {
        if let Some(address) = address {
            tracing::info!(listener, %address, "listening");
        }
    }
    let checkpoints = Checkpoints::new(
        config.audit_checkpoints.clone(),
        Arc::new(StatementKeys::load(
            &config.statement_key,
            config.former_statement_keys.as_deref(),
        )?),
    );
    let housekeeping = tokio::spawn(housekeeping::run(
        database.clone(),
        clock.clone(),
        checkpoints.clone(),
    ));
    server.run(shutdown).await;
    housekeeping.abort();
    housekeeping::sign(database, &clock, &checkpoints).await;
    Ok(())
}

async fn seed(args: SeedArgs) -> Result<(), CommandError> {
    let (settings, clock) = args.common.settings()?;
    let directory = settings.world.clone().ok_or("world is not set")?;
    let database = store::open(&settings.database()?).await?;
    if args.later {
        let changed = world::seed_later(&database, &directory).await?;
        database.close().await?;
        tracing::info!(changed, "insurers have reported changes");
        return Ok(());
    }
    let prefectures = settings.prefectures();
    let seeded = world::seed(&database, &directory, prefectures, clock.now()).await?;
    database.close().await?;
    let world::Seeded {
        institutions,
        accounts,
        persons,
        certificates,
    } = seeded;
    tracing::info!(institutions, accounts, persons, certificates, "seeded");
    Ok(())
}

/// Prints a command's result for a script to read; logs go to the other stream.
fn say(line: &str) -> Result<(), CommandError> {
    use std::io::Write as _;
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

fn start_logging(settings: &Settings) -> Result<(), CommandError> {
    let filter = settings.log.as_deref().unwrap_or("info");
    let filter = EnvFilter::try_new(filter).map_err(|_| "log is not a filter")?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match settings.log_format.unwrap_or_default() {
        LogFormat::Json => subscriber.json().try_init(),
        LogFormat::Text => subscriber.try_init(),
    }
}

/// Completes on SIGTERM or Ctrl-C.
fn shutdown_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
