//! The program under test, and the little HTTP that is needed to speak with it.

#![expect(
    clippy::expect_used,
    reason = "only tests use this, and there a failed step is a failed test"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The preview with the scripted app, ended with the value.
pub(crate) struct Host {
    child: Child,
    port: u16,
    farewell: PathBuf,
}

impl Host {
    /// Starts it on a free port; the name keeps the files of tests apart.
    pub(crate) fn start(name: &str) -> Self {
        let farewell = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("farewell-{name}"));
        let _ = std::fs::remove_file(&farewell);
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/preview/scripted_app.sh");
        let mut child = Command::new(env!("CARGO_BIN_EXE_kyotaku-preview"))
            .args(["--port", "0", "--app", "sh", "--", script])
            .arg(&farewell)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the preview starts");
        let mut said = String::new();
        let output = child.stdout.as_mut().expect("piped");
        BufReader::new(output)
            .read_line(&mut said)
            .expect("the preview says its address");
        let address = said
            .trim()
            .strip_prefix("kyotaku-preview: http://127.0.0.1:");
        let port = address.and_then(|rest| rest.strip_suffix('/'));
        let port = port.expect("an address").parse().expect("a port");
        Self {
            child,
            port,
            farewell,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The file that the app writes when nobody speaks to it any more.
    pub(crate) fn farewell(&self) -> PathBuf {
        self.farewell.clone()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Sends a request as it is; the status and the body of the answer.
    pub(crate) fn request(&self, request: &str) -> (u16, String) {
        let (status, _, body) = self.exchange(request);
        (status, body)
    }

    fn exchange(&self, request: &str) -> (u16, String, String) {
        let mut stream = self.connect();
        // A refusal may come before all is read.
        let _ = stream.write_all(request.as_bytes());
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).expect("a head"), 0, "{head}");
        }
        let length = header(&head, "content-length").parse().unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        let status = head[9..12].parse().expect("a status");
        (status, head, String::from_utf8(body).expect("text"))
    }

    /// Asks for a file; status, head and body.
    pub(crate) fn get(&self, path: &str) -> (u16, String, String) {
        let port = self.port;
        self.exchange(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        ))
    }

    /// Posts an event with headers.
    pub(crate) fn post(&self, headers: &str, body: &str) -> (u16, String) {
        let (port, length) = (self.port, body.len());
        self.request(&format!(
            "POST /send HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        ))
    }

    /// Posts an event that is taken.
    pub(crate) fn send(&self, event: &Value) {
        let (status, answer) = self.post("Content-Type: application/json\r\n", &event.to_string());
        assert_eq!(status, 204, "{event}: {answer}");
    }

    /// A page that watches.
    pub(crate) fn watch(&self) -> Watch {
        let mut stream = self.connect();
        let port = self.port;
        write!(
            stream,
            "GET /events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
        )
        .expect("asked");
        Watch(BufReader::new(stream))
    }

    /// Interrupts it and waits for its end.
    pub(crate) fn interrupt(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(killed.expect("kill runs").success());
        self.child.wait().expect("it ends")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Server-sent events as a page hears them.
pub(crate) struct Watch(BufReader<TcpStream>);

impl Watch {
    /// The next event: its name and its data.
    pub(crate) fn next(&mut self) -> (String, Value) {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            let read = self.0.read_line(&mut line).expect("an event in time");
            assert_ne!(read, 0, "the preview hung up");
            if let Some(event) = line.trim_end().strip_prefix("event: ") {
                event.clone_into(&mut name);
            } else if let Some(data) = line.trim_end().strip_prefix("data: ") {
                return (name, serde_json::from_str(data).expect("JSON"));
            }
        }
    }

    /// Hears events until there is one of that name whose data are as wanted.
    pub(crate) fn until_where(&mut self, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let began = Instant::now();
        loop {
            let (heard, data) = self.next();
            if heard == name && wanted(&data) {
                return data;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "no such {name}, last {heard}: {data}"
            );
        }
    }

    /// Hears events until there is one of that name.
    pub(crate) fn until(&mut self, name: &str) {
        self.until_where(name, |_| true);
    }

    /// Hears events until there is one of that name with these data.
    pub(crate) fn until_data(&mut self, name: &str, data: &Value) {
        self.until_where(name, |heard| heard == data);
    }
}

/// The value of a header, empty where there is none.
pub(crate) fn header<'head>(head: &'head str, name: &str) -> &'head str {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(header, _)| header.eq_ignore_ascii_case(name))
        .map_or("", |(_, value)| value)
}

/// What a program says that ends within a time; it is killed where it does not.
pub(crate) fn within(time: Duration, mut child: Child) -> Output {
    let began = Instant::now();
    while child.try_wait().expect("waited for").is_none() {
        if began.elapsed() > time {
            child.kill().expect("killed");
        }
        thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().expect("its output")
}
