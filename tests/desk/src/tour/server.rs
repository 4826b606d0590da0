//! The server of the tour: the real program, on a free port of the loopback interface.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kyotaku_core::clock::Clock;

use crate::exit::Exit;
use crate::speech::{Outcome, Refusal};

/// How long a server may take to start on a busy machine.
const START: Duration = Duration::from_mins(1);
/// How often its log is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// A running `kyotaku-server`, stopped when dropped.
#[derive(Debug)]
pub(super) struct ServerProcess {
    child: Child,
    address: String,
}

/// What server commands have in common.
#[derive(Debug)]
pub(super) struct ServerFiles {
    program: PathBuf,
    world: PathBuf,
    database: PathBuf,
    log: PathBuf,
    clock: Clock,
}

impl ServerFiles {
    /// Finds the program beside this one, and lays its files out in `folder`. It runs by `clock`.
    ///
    /// # Errors
    ///
    /// A refusal when the program has not been built.
    pub(super) fn beside(program: &Path, folder: &Path, clock: &Clock) -> Outcome<Self> {
        let server = program.with_file_name("kyotaku-server");
        if !server.exists() {
            return Err(Refusal::plain(
                Exit::Usage,
                format!(
                    "{} is missing; build it with `cargo build -p kyotaku-server`",
                    server.display()
                ),
            ));
        }
        Ok(Self {
            program: server,
            world: folder.join("world"),
            database: folder.join("kyotaku.sqlite"),
            log: folder.join("server.log"),
            clock: clock.clone(),
        })
    }

    /// The directory of the fixture world.
    #[must_use]
    pub(super) fn world(&self) -> &Path {
        &self.world
    }

    /// The server's log.
    #[must_use]
    pub(super) fn log(&self) -> &Path {
        &self.log
    }

    fn command(&self, subcommand: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(subcommand)
            .arg("--world")
            .arg(&self.world)
            .arg("--database")
            .arg(format!("sqlite://{}?mode=rwc", self.database.display()))
            .arg(format!("--now={}", self.clock))
            .stdin(Stdio::null());
        command
    }

    /// The command to serve by hand, as a person would type it.
    #[must_use]
    pub(super) fn by_hand(&self) -> String {
        format!(
            "{} serve --world {} --database 'sqlite://{}?mode=rwc' --listen 127.0.0.1:8443 --now={}",
            self.program.display(),
            self.world.display(),
            self.database.display(),
            self.clock
        )
    }

    /// Runs one command to its end.
    ///
    /// # Errors
    ///
    /// A refusal with what the command complained of.
    pub(super) fn run(&self, subcommand: &[&str], arguments: &[&str]) -> Outcome<()> {
        let output = self
            .command(subcommand)
            .args(arguments)
            .output()
            .map_err(|error| failed(&error))?;
        if output.status.success() {
            return Ok(());
        }
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(Refusal::plain(
            Exit::Failed,
            format!("kyotaku-server {}: {complaint}", subcommand.join(" ")),
        ))
    }

    /// Serves on a free port and waits until it does.
    ///
    /// # Errors
    ///
    /// A refusal when the server does not start.
    pub(super) fn serve(&self) -> Outcome<ServerProcess> {
        let log = File::create(&self.log).map_err(|error| failed(&error))?;
        let child = self
            .command(&["serve"])
            .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|error| failed(&error))?;
        let mut process = ServerProcess {
            child,
            address: String::new(),
        };
        let since = Instant::now();
        while since.elapsed() < START {
            if let Some(port) = listening_port(&self.log) {
                process.address = format!("https://localhost:{port}");
                return Ok(process);
            }
            if let Ok(Some(status)) = process.child.try_wait() {
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

impl ServerProcess {
    /// Its address, such as `https://localhost:40001`.
    #[must_use]
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in the log line that says where the server listens.
fn listening_port(log: &Path) -> Option<u16> {
    let text = std::fs::read_to_string(log).ok()?;
    text.lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|line| line["fields"]["message"] == "listening")
        .find_map(|line| {
            line["fields"]["address"]
                .as_str()?
                .rsplit(':')
                .next()?
                .parse()
                .ok()
        })
}

fn failed(error: &std::io::Error) -> Refusal {
    Refusal::plain(Exit::Failed, error.to_string())
}
