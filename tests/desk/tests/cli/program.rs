//! Running the program, with files and input of its own.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use jiff::Timestamp;
use kyotaku_cardsim::pki::calendar::Calendar;
use kyotaku_cardsim::pki::tls;
use serde_json::Value;
use x509_cert::der::EncodePem as _;
use x509_cert::der::pem::LineEnding;

/// A moment at which every certificate of the fixtures is what its card's name says.
pub(crate) const NOW: &str = "2026-11-20T09:00:00+09:00";

/// A folder that is removed with everything in it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kyotaku-cli-{name}-{}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// The options of a phone in this folder whose server is at `address`.
    pub(crate) fn phone(&self, address: &str) -> [String; 6] {
        let now: Timestamp = NOW.parse().unwrap();
        let root = tls::server_root(Calendar::new(now)).unwrap();
        let root = root.to_pem(LineEnding::LF).unwrap();
        [
            "--phone".to_owned(),
            self.path("phone"),
            "--server".to_owned(),
            address.to_owned(),
            "--tls-ca".to_owned(),
            self.file("tls-ca.pem", &root),
        ]
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program with these arguments, at [`NOW`].
pub(crate) fn command(arguments: &[&str]) -> Command {
    command_at(NOW, arguments)
}

fn command_at(now: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kyotaku-desk"));
    for name in ["KYOTAKU_PHONE", "KYOTAKU_SERVER", "KYOTAKU_TLS_CA"] {
        command.env_remove(name);
    }
    command.args(arguments).args(["--now", now]);
    command
}

/// Runs the program; a PIN goes in as standard input, which `--pin-fd 0` reads.
pub(crate) fn desk(arguments: &[&str], pin_file: Option<&str>) -> Output {
    let mut command = command(arguments);
    match pin_file {
        Some(path) => command
            .stdin(File::open(path).unwrap())
            .args(["--pin-fd", "0"]),
        None => command.stdin(Stdio::null()),
    };
    command.output().unwrap()
}

/// Runs the program with `input` as its standard input.
pub(crate) fn answered(arguments: &[&str], input: &str) -> Output {
    at(NOW, arguments, input)
}

/// The same at another time.
pub(crate) fn at(now: &str, arguments: &[&str], input: &str) -> Output {
    let mut child = command_at(now, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends without reading all of it is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn json(output: &Output) -> Value {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(
        text.lines().count(),
        1,
        "one object and nothing else: {text}, {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_str(&text).unwrap()
}

/// Everything that was said, on either stream.
pub(crate) fn said(output: &Output) -> String {
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(said).unwrap()
}
