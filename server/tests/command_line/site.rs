//! A world directory with a database, and the program run on it.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use kyotaku_cardsim::world::World;
use serde_json::Value;
use uuid::Uuid;

pub(crate) const NOW: &str = "2026-11-22T03:00:00Z";

/// A world directory with a database, removed with the value.
pub(crate) struct Site(pub(crate) PathBuf);

impl Site {
    pub(crate) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("kyotaku-{}", Uuid::new_v4()));
        World::new(NOW.parse().unwrap())
            .unwrap()
            .write(&path)
            .unwrap();
        Self(path)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kyotaku-server"));
        command
            .args(arguments)
            .args(["--world", self.0.to_str().unwrap()])
            .args([
                "--database",
                &format!("sqlite://{}/db.sqlite?mode=rwc", self.0.display()),
            ]);
        if !arguments.contains(&"--now") {
            command.args(["--now", NOW]);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
    /// Runs with lines on the standard input, as JSON; answers what it prints, or what it complains
    /// about.
    pub(crate) fn admin(&self, arguments: &[&str], input: &str) -> Result<Value, String> {
        let mut child = self
            .command(&[&["admin"], arguments, &["--json"]].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that needs no input may have ended.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        if output.status.success() {
            Ok(serde_json::from_slice(&output.stdout).unwrap())
        } else {
            Err(String::from_utf8(output.stderr).unwrap())
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // A directory that cannot be removed is no reason to fail.
        let _ = fs::remove_dir_all(&self.0);
    }
}
