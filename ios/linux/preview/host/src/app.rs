//! The process of the app: started, fed, heard, started again.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::hub::{Hub, Process};

/// The exit status by which the app asks to be killed and started again: the battery died.
pub const KILLED: i32 = 3;

/// How many of the last lines on standard error are kept for the page.
const LAST_LINES: usize = 12;
/// How long an app that lost its standard input may take to end.
const FAREWELL: Duration = Duration::from_secs(3);
/// How long the last words of an ended process are waited for.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// How long the telephone is dark after it was killed.
const DARK: Duration = Duration::from_millis(300);
/// The first and the longest pause before an app that died is started again.
const PAUSE: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(15));
/// An app that lived as long as this begins again with the first pause.
const HEALTHY: Duration = Duration::from_secs(10);

/// The program of the app and its arguments.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
}

/// The program cannot be started.
#[derive(Debug, thiserror::Error)]
#[error("the app {path} cannot be started: {source}")]
pub struct StartError {
    path: String,
    source: std::io::Error,
}

impl Program {
    /// The program at a path.
    #[must_use]
    pub fn new(path: impl AsRef<Path>, arguments: Vec<OsString>) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            arguments,
        }
    }

    /// Starts it, with pipes to all its standard streams. It dies with the value that is returned.
    ///
    /// # Errors
    ///
    /// [`StartError`] where the file is missing or no program.
    pub fn start(&self) -> Result<Child, StartError> {
        Command::new(&self.path)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| StartError {
                path: self.path.display().to_string(),
                source,
            })
    }
}

/// Runs the app until `stop`, and starts it again whenever it ends before.
pub async fn keep_running(
    program: Program,
    first: Child,
    hub: Arc<Hub>,
    mut events: mpsc::Receiver<String>,
    stop: CancellationToken,
) {
    let mut next = Ok(first);
    let mut pause = PAUSE.0;
    loop {
        let born = Instant::now();
        let end = match next {
            Ok(child) => live(child, &hub, &mut events, &stop).await,
            Err(error) => Some(End::unstarted(&error)),
        };
        let Some(end) = end else { return };
        if born.elapsed() >= HEALTHY {
            pause = PAUSE.0;
        }
        let wait = if end.killed {
            hub.app_ended(Process::Killed);
            DARK
        } else {
            hub.app_ended(Process::Ended {
                how: end.how,
                last_lines: end.last_lines,
                again_after: pause.as_secs(),
            });
            let wait = pause;
            pause = (pause * 2).min(PAUSE.1);
            wait
        };
        tokio::select! {
            () = sleep(wait) => {}
            () = stop.cancelled() => return,
        }
        while events.try_recv().is_ok() {
            hub.dropped();
        }
        next = program.start();
    }
}

/// How a process ended.
struct End {
    killed: bool,
    how: String,
    last_lines: Vec<String>,
}

impl End {
    fn of(status: std::io::Result<ExitStatus>, last_lines: Vec<String>) -> Self {
        Self {
            killed: matches!(&status, Ok(status) if status.code() == Some(KILLED)),
            how: match status {
                Ok(status) => status.to_string(),
                Err(error) => error.to_string(),
            },
            last_lines,
        }
    }

    fn unstarted(error: &StartError) -> Self {
        Self {
            killed: false,
            how: error.to_string(),
            last_lines: Vec::new(),
        }
    }
}

/// Feeds and hears one process until it ends; none where `stop` came first, and the process is gone.
async fn live(
    mut child: Child,
    hub: &Arc<Hub>,
    events: &mut mpsc::Receiver<String>,
    stop: &CancellationToken,
) -> Option<End> {
    let mut input = child.stdin.take();
    let (Some(output), Some(errors)) = (child.stdout.take(), child.stderr.take()) else {
        return Some(End::of(child.wait().await, Vec::new()));
    };
    let hearing = tokio::spawn(hear(output, Arc::clone(hub)));
    let last_lines = LastLines::default();
    let noting = tokio::spawn(last_lines.clone().note(errors));
    for line in hub.app_started() {
        write(&mut input, line).await;
    }
    let status = loop {
        tokio::select! {
            status = child.wait() => break status,
            event = events.recv() => match event {
                Some(line) => write(&mut input, line).await,
                None => break child.wait().await,
            },
            () = stop.cancelled() => {
                // An app whose input ends has nobody left to show anything to.
                drop(input);
                if timeout(FAREWELL, child.wait()).await.is_err() {
                    // What cannot be killed is gone already.
                    let _ = child.kill().await;
                }
                return None;
            }
        }
    };
    finish(hearing).await;
    finish(noting).await;
    Some(End::of(status, last_lines.taken()))
}

/// Writes one line to the app. One that does not read any more is about to end, and is not written to.
async fn write(input: &mut Option<ChildStdin>, mut line: String) {
    line.push('\n');
    if let Some(pipe) = input
        && pipe.write_all(line.as_bytes()).await.is_err()
    {
        *input = None;
    }
}

/// Waits for the end of a stream, but not for a child of the app that holds it open.
async fn finish(mut reading: JoinHandle<()>) {
    if timeout(LAST_WORDS, &mut reading).await.is_err() {
        reading.abort();
    }
}

async fn hear(output: impl AsyncRead + Unpin, hub: Arc<Hub>) {
    let mut lines = BufReader::new(output).split(b'\n');
    while let Ok(Some(line)) = lines.next_segment().await {
        hub.hear(&String::from_utf8_lossy(&line));
    }
}

/// The last lines that a process wrote to standard error; they are passed on to ours as well.
#[derive(Clone, Default)]
struct LastLines(Arc<Mutex<VecDeque<String>>>);

impl LastLines {
    async fn note(self, errors: impl AsyncRead + Unpin) {
        let mut lines = BufReader::new(errors).split(b'\n');
        while let Ok(Some(line)) = lines.next_segment().await {
            self.add(String::from_utf8_lossy(&line).into_owned());
        }
    }

    fn add(&self, line: String) {
        use std::io::Write as _;
        // Whoever closed our error stream does not want to read it.
        let _ = writeln!(std::io::stderr(), "{line}");
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == LAST_LINES {
            kept.pop_front();
        }
        kept.push_back(line);
    }

    fn taken(&self) -> Vec<String> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.drain(..).collect()
    }
}
