//! The server's program and its process.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kyotaku_core::clock::Clock;
use zeroize::Zeroizing;

use super::failed;
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};

/// How long a server may take to start on a busy machine.
const START: Duration = Duration::from_mins(1);
/// How often its log is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// A running `kyotaku-server`, stopped when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    port: u16,
}

/// What all commands of the server's program have in common.
#[derive(Debug)]
pub(super) struct Program {
    file: PathBuf,
    world: PathBuf,
    database: PathBuf,
    log: PathBuf,
    clock: Clock,
}

impl Program {
    /// Finds the program beside this one, and lays its files out in `folder`. It runs by `clock`.
    ///
    /// # Errors
    ///
    /// A refusal when the program has not been built.
    pub(super) fn beside(desk: &Path, folder: &Path, clock: &Clock) -> Outcome<Self> {
        let program = desk.with_file_name("kyotaku-server");
        if !program.exists() {
            return Err(Refusal::plain(
                Exit::Usage,
                format!(
                    "{} is missing; build it with `cargo build -p kyotaku-server`",
                    program.display()
                ),
            ));
        }
        Ok(Self {
            file: program,
            world: folder.join("world"),
            database: folder.join("kyotaku.sqlite"),
            log: folder.join("server.log"),
            clock: clock.clone(),
        })
    }

    /// The directory of the fixture world.
    pub(super) fn world(&self) -> &Path {
        &self.world
    }

    /// The server's log.
    pub(super) fn log(&self) -> &Path {
        &self.log
    }

    fn command(&self, subcommand: &[&str]) -> Command {
        let mut command = Command::new(&self.file);
        command
            .args(subcommand)
            .arg("--world")
            .arg(&self.world)
            .arg("--database")
            .arg(self.database_url())
            .arg(format!("--now={}", self.clock))
            .stdin(Stdio::null());
        command
    }

    fn database_url(&self) -> String {
        format!("sqlite://{}?mode=rwc", self.database.display())
    }

    /// A command as a person would type it.
    pub(super) fn by_hand(&self, what: &str) -> String {
        format!(
            "{} {what} --world {} --database '{}'{}",
            self.file.display(),
            self.world.display(),
            self.database_url(),
            self.at()
        )
    }

    /// The option for this clock; the system's needs none.
    pub(super) fn at(&self) -> String {
        match self.clock.to_string().as_str() {
            "+0s" => String::new(),
            told => format!(" --now={told}"),
        }
    }

    /// Runs one command to its end, and gives what it has said.
    ///
    /// # Errors
    ///
    /// A refusal with what the command complained of.
    pub(super) fn run(
        &self,
        subcommand: &[&str],
        arguments: &[&str],
    ) -> Outcome<Zeroizing<String>> {
        let output = self
            .command(subcommand)
            .args(arguments)
            .output()
            .map_err(|error| failed(&error))?;
        if output.status.success() {
            let said = String::from_utf8(output.stdout).map_err(|error| failed(&error))?;
            return Ok(Zeroizing::new(said));
        }
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(Refusal::plain(
            Exit::Failed,
            format!("kyotaku-server {}: {complaint}", subcommand.join(" ")),
        ))
    }

    /// Serves on a port, 0 for a free one, and waits until it does.
    ///
    /// # Errors
    ///
    /// A refusal when the server does not start.
    pub(super) fn serve(&self, port: u16) -> Outcome<Server> {
        let mut options = File::options();
        let log = options.create(true).append(true).open(&self.log);
        let log = log.map_err(|error| failed(&error))?;
        let before = log.metadata().map_err(|error| failed(&error))?.len();
        let child = self
            .command(&["serve"])
            .arg(format!("--listen=127.0.0.1:{port}"))
            .args(["--log-format", "json"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|error| failed(&error))?;
        let mut server = Server { child, port };
        let since = Instant::now();
        while since.elapsed() < START {
            if let Some(port) = listening_port(&self.log, before) {
                server.port = port;
                return Ok(server);
            }
            if let Ok(Some(status)) = server.child.try_wait() {
                return Err(Refusal::plain(
                    Exit::Failed,
                    format!(
                        "the server ended with {status}; its log is {}",
                        self.log.display()
                    ),
                ));
            }
            std::thread::sleep(LOOK);
        }
        Err(Refusal::plain(
            Exit::Failed,
            "the server did not start in time",
        ))
    }
}

impl Server {
    /// Its address, such as `https://localhost:40001`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Its port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in the log line, after the first `before` bytes, that says where devices are served.
fn listening_port(log: &Path, before: u64) -> Option<u16> {
    let text = std::fs::read_to_string(log).ok()?;
    let text = text.get(usize::try_from(before).ok()?..)?;
    text.lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|line| line["fields"].clone())
        .filter(|fields| fields["message"] == "listening" && fields["listener"] == "device")
        .find_map(|fields| {
            let address = fields["address"].as_str()?;
            address.rsplit(':').next()?.parse().ok()
        })
}
