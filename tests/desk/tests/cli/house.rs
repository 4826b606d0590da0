//! A clinic with a running server and a phone, for tests of whole days.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Output, Stdio};

use kyotaku_core::clock::Clock;
use kyotaku_desk::clinic::{Clinic, INSTITUTION, NURSE, Server};
use serde_json::Value;

use crate::program::{Folder, NOW, answered, code, command, said};

/// A clinic whose clock stands, and its server, whose program nextest builds before these tests: built
/// by one of them it would be built in the time of that one, and of all that wait for it.
pub(crate) struct House {
    pub(crate) folder: Folder,
    pub(crate) clinic: Clinic,
    server: Option<Server>,
    address: String,
    port: u16,
}

impl House {
    /// With a server, and a phone that is not registered.
    pub(crate) fn found(name: &str) -> Self {
        let folder = Folder::new(name);
        let clock = Clock::parse(NOW).unwrap();
        let program = Path::new(env!("CARGO_BIN_EXE_kyotaku-desk"));
        let clinic = Clinic::found(program, Path::new(&folder.path("")), &clock).unwrap();
        let server = clinic.serve(None).unwrap();
        Self {
            address: server.address(),
            port: server.port(),
            server: Some(server),
            clinic,
            folder,
        }
    }

    /// With a server and a registered phone.
    pub(crate) fn with_phone(name: &str) -> Self {
        let house = Self::found(name);
        let slip = house.clinic.issue_code().unwrap().slip;
        let answers = format!("{}\n{NURSE}\n{}\n", slip.expose(), house.password(NURSE));
        let activated = house.desk(&["activate", "--slip", "-"], &answers);
        assert_eq!(code(&activated), 0, "{}", said(&activated));
        house
    }

    pub(crate) fn password(&self, account: &str) -> String {
        self.clinic.password(account).unwrap().expose().to_owned()
    }

    pub(crate) fn stop_server(&mut self) {
        self.server = None;
    }

    pub(crate) fn start_server(&mut self) {
        self.server = Some(self.clinic.serve(Some(self.port)).unwrap());
    }

    pub(crate) fn address(&self) -> String {
        self.address.clone()
    }

    /// The arguments of a command on a phone of this folder.
    fn arguments(&self, phone: &str, what: &[&str]) -> Vec<String> {
        let phone = self.clinic.phone(phone, &self.address);
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        let options = [
            "--phone".to_owned(),
            path(&phone.phone),
            "--server".to_owned(),
            phone.server,
            "--tls-ca".to_owned(),
            path(&phone.tls_ca),
        ];
        let what = what.iter().map(|word| (*word).to_owned());
        what.chain(options).collect()
    }

    /// One command with its answers.
    pub(crate) fn desk(&self, what: &[&str], answers: &str) -> Output {
        self.desk_on("phone", what, answers)
    }

    /// The same on another phone.
    pub(crate) fn desk_on(&self, phone: &str, what: &[&str], answers: &str) -> Output {
        let arguments = self.arguments(phone, what);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        answered(&[arguments.as_slice(), &["--json"]].concat(), answers)
    }

    /// What the screen shows of a visit with this card, in Japanese.
    pub(crate) fn screen(&self, card: &str) -> String {
        let password = self.folder.file("password", &self.password(NURSE));
        let what = ["visit", "--lang", "ja", "--emulated", card];
        let who = ["--user", NURSE, "--password-file", &password];
        let arguments = self.arguments("phone", &[what.as_slice(), &who].concat());
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let shown = answered(&arguments, "1234\n1\n1\n1\n2\nyes\n");
        assert_eq!(code(&shown), 0, "{}", said(&shown));
        String::from_utf8(shown.stdout).unwrap()
    }

    /// One command of somebody who signs in with the seed's password.
    pub(crate) fn as_nurse(&self, what: &[&str], answers: &str) -> Output {
        let password = self.folder.file("password", &self.password(NURSE));
        let who = ["--user", NURSE, "--password-file", &password];
        self.desk(&[what, &who].concat(), answers)
    }

    /// A day by script: the exit code, and what each command has said.
    pub(crate) fn day(&self, script: &str) -> (i32, Vec<Value>) {
        let output = self.desk(&["day"], script);
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        let told = text.lines().map(|line| serde_json::from_str(line).unwrap());
        (code(&output), told.collect())
    }

    /// A day that waits for its next line.
    pub(crate) fn live_day(&self) -> LiveDay {
        let arguments = self.arguments("phone", &["day", "--json"]);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut child = command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        LiveDay {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().unwrap()),
            questions: BufReader::new(child.stderr.take().unwrap()),
            child,
        }
    }

    /// The lines that sign the nurse in.
    pub(crate) fn sign_in(&self) -> String {
        format!("sign-in --user {NURSE}\n  {}\n", self.password(NURSE))
    }

    /// The database and the log of the server, and every file of the phone.
    pub(crate) fn kept(&self) -> Vec<(String, Vec<u8>)> {
        let mut kept = Vec::new();
        let mut folders = vec![self.clinic.file("phone")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).unwrap();
                    kept.push((path.display().to_string(), bytes));
                }
            }
        }
        let log = std::fs::read(self.clinic.log()).unwrap();
        kept.push(("the server's log".to_owned(), log));
        kept
    }

    pub(crate) const INSTITUTION: &str = INSTITUTION;
}

/// A day in which the test acts between two commands.
pub(crate) struct LiveDay {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    questions: BufReader<ChildStderr>,
}

impl LiveDay {
    /// Writes lines without waiting for anything.
    pub(crate) fn write(&mut self, lines: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(lines.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    /// Writes lines of one command, and gives what it says.
    pub(crate) fn say(&mut self, lines: &str) -> Value {
        self.write(lines);
        self.answer()
    }

    /// What the next command says.
    pub(crate) fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// Waits until this is asked.
    pub(crate) fn until_asked(&mut self, question: &str) {
        let mut line = String::new();
        while !line.contains(question) {
            line.clear();
            assert_ne!(
                self.questions.read_line(&mut line).unwrap(),
                0,
                "never asked: {question}"
            );
        }
    }

    /// Ends the day and gives its exit code.
    pub(crate) fn end(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for LiveDay {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
