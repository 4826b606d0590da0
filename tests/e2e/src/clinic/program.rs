//! The server's own program in a process of its own, which can be killed.
//!
//! A test starts itself again as that process: its first line is [`become_program`].

use core::net::SocketAddr;
use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use clap::Parser as _;
use kyotaku_core::Clock;
use kyotaku_server::cli::{Cli, run};
use serde_json::Value;

use super::Clinic;

/// Names the arguments of the program, as a list in JSON.
const ARGUMENTS: &str = "KYOTAKU_TEST_PROGRAM";

/// Runs the server's program and ends with it, if this process was started for that.
pub async fn become_program() {
    let Ok(arguments) = env::var(ARGUMENTS) else {
        return;
    };
    let arguments: Vec<String> = serde_json::from_str(&arguments).unwrap();
    let ended = run(Cli::parse_from(arguments)).await;
    std::process::exit(i32::from(ended.is_err()));
}

/// How the program is run.
pub struct Program {
    test: &'static str,
    options: Vec<String>,
}

/// The program, serving.
pub struct Serving {
    process: Child,
    /// Where phones are served.
    pub address: SocketAddr,
}

impl Program {
    /// The program with the files of a clinic that serves no more itself, as the test of this name.
    #[must_use]
    pub fn of(clinic: &Clinic, clock: &Clock, test: &'static str) -> Self {
        let world = clinic.files.path().display();
        Self {
            test,
            options: vec![
                format!("--world={world}"),
                format!("--database=sqlite://{world}/db.sqlite"),
                format!("--now={clock}"),
                "--log-format=json".to_owned(),
            ],
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let words = ["kyotaku-server"].iter().chain(words);
        let arguments = words.map(|word| (*word).to_owned());
        let arguments: Vec<_> = arguments.chain(self.options.iter().cloned()).collect();
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["--exact", self.test, "--nocapture"])
            .env(ARGUMENTS, serde_json::to_string(&arguments).unwrap())
            .stdin(Stdio::null());
        command
    }

    /// Runs one command to its end.
    #[must_use]
    pub fn run(&self, words: &[&str]) -> ExitStatus {
        self.command(words).status().unwrap()
    }

    /// Starts to serve, on a free port, and waits until it does.
    #[must_use]
    pub fn serve(&self) -> Serving {
        let words = ["serve", "--listen=127.0.0.1:0", "--profile=consent"];
        let mut command = self.command(&words);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let (tell, told) = mpsc::channel();
        // It reads to the end, so that the program never waits for somebody to read.
        thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if let Some(address) = listening(&line) {
                    // Whoever wanted to know may have given up.
                    let _ = tell.send(address);
                }
            }
        });
        let address = told.recv().expect("the program has ended by itself");
        Serving { process, address }
    }
}

impl Serving {
    /// Kills it, as SIGKILL does.
    pub fn kill(&mut self) {
        let ended = self.process.try_wait().unwrap();
        assert_eq!(ended, None, "the program has ended by itself");
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where devices are served, if the line says so.
fn listening(line: &str) -> Option<SocketAddr> {
    let line: Value = serde_json::from_str(line).ok()?;
    let fields = &line["fields"];
    let listens = fields["message"] == "listening" && fields["listener"] == "device";
    fields["address"].as_str().filter(|_| listens)?.parse().ok()
}
