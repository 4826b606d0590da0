//! The latest of everything, and those who watch.
//!
//! Between the process of the app and the pages: what the app says is kept and passed on, what a
//! page sends is checked and queued for the app.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::sync::{broadcast, mpsc};

use crate::event::{Event, NotAnEvent};
use crate::phone::Phone;

/// The version of the lines that are understood.
const VERSION: u64 = 1;
/// How many messages a page may be behind before it is disconnected; it comes back by itself.
const BEHIND: usize = 256;
/// How many events may wait for the app.
const WAITING: usize = 256;

/// One message to the pages: the name of a server-sent event and its data as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `screen`, `world`, `announce`, `haptic`, `log`, `refused`, `phone` or `process`.
    pub name: &'static str,
    /// JSON on one line.
    pub data: Arc<str>,
}

/// How the process of the app is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum Process {
    /// It runs.
    Running,
    /// It was killed from the panel, like a telephone whose battery died, and starts again.
    Killed,
    /// It ended by itself and will be started again.
    #[serde(rename_all = "camelCase")]
    Ended {
        /// How: an exit status or a signal.
        how: String,
        /// The last lines it wrote to standard error.
        last_lines: Vec<String>,
        /// After how many seconds it is started again.
        again_after: u64,
    },
}

/// Why an event did not reach the app.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SendError {
    /// It is none.
    #[error(transparent)]
    NotAnEvent(#[from] NotAnEvent),
    /// Nobody is there to hear it.
    #[error("the app does not run at the moment")]
    NotRunning,
    /// The app does not read.
    #[error("the app has not taken the events before this one")]
    Busy,
}

struct Latest {
    screen: Option<Message>,
    world: Option<Message>,
    phone: Phone,
    process: Process,
}

/// Between the process of the app and the pages.
pub struct Hub {
    latest: Mutex<Latest>,
    pages: broadcast::Sender<Message>,
    events: mpsc::Sender<String>,
}

impl Hub {
    /// A hub and the queue of the events that pages send.
    #[must_use]
    pub fn new() -> (Self, mpsc::Receiver<String>) {
        let (events, queue) = mpsc::channel(WAITING);
        let hub = Self {
            latest: Mutex::new(Latest {
                screen: None,
                world: None,
                phone: Phone::default(),
                process: Process::Running,
            }),
            pages: broadcast::Sender::new(BEHIND),
            events,
        };
        (hub, queue)
    }

    /// A page that watches: what is true now, and everything from now on, without a gap.
    #[must_use]
    pub fn watch(&self) -> (Vec<Message>, broadcast::Receiver<Message>) {
        let latest = self.latest();
        let mut now = vec![
            message("phone", &latest.phone),
            message("process", &latest.process),
        ];
        now.extend(latest.world.clone());
        now.extend(latest.screen.clone());
        (now, self.pages.subscribe())
    }

    /// Takes an event of a page.
    ///
    /// # Errors
    ///
    /// [`SendError`] where it is no event or the app cannot hear it.
    pub fn send(&self, value: &Value) -> Result<(), SendError> {
        let event = Event::read(value)?;
        let mut latest = self.latest();
        if latest.process != Process::Running {
            return Err(SendError::NotRunning);
        }
        self.events
            .try_send(value.to_string())
            .map_err(|_| SendError::Busy)?;
        if latest.phone.note(&event) {
            self.tell(message("phone", &latest.phone));
        }
        Ok(())
    }

    /// Takes one line that the app wrote. A line that is none of ours is shown in the log.
    pub fn hear(&self, line: &str) {
        let heard: Option<Map<String, Value>> = serde_json::from_str(line).ok();
        let Some(mut heard) = heard else {
            return self.tell(message("log", &line));
        };
        if heard.remove("v").and_then(|version| version.as_u64()) != Some(VERSION) {
            return self.tell(message("log", &"the app speaks another version"));
        }
        for (name, value) in heard {
            self.hear_one(&name, &value);
        }
    }

    fn hear_one(&self, name: &str, value: &Value) {
        let mut latest = self.latest();
        match name {
            "screen" => {
                let said = message("screen", value);
                latest.screen = Some(said.clone());
                self.tell(said);
            }
            "world" => {
                let said = message("world", value);
                latest.world = Some(said.clone());
                self.tell(said);
            }
            "announce" => self.tell(message("announce", value)),
            "haptic" => self.tell(message("haptic", value)),
            "log" => self.tell(message("log", value)),
            "refused" => self.tell(message("refused", value)),
            _ => self.tell(message("log", &json!(format!("the app says `{name}`")))),
        }
    }

    /// A process of the app begins; returns the lines that introduce the telephone to it.
    #[must_use]
    pub fn app_started(&self) -> Vec<String> {
        let mut latest = self.latest();
        latest.process = Process::Running;
        latest.phone.app_started();
        self.tell(message("phone", &latest.phone));
        self.tell(message("process", &latest.process));
        latest.phone.introduction()
    }

    /// The process of the app is gone, and with it what it showed.
    pub fn app_ended(&self, process: Process) {
        let mut latest = self.latest();
        latest.screen = None;
        latest.world = None;
        latest.process = process;
        self.tell(message("process", &latest.process));
    }

    /// An event that was queued when the process ended.
    pub fn dropped(&self) {
        self.tell(message("refused", &SendError::NotRunning.to_string()));
    }

    /// Tells everybody who watches; nobody has to.
    fn tell(&self, message: Message) {
        let _ = self.pages.send(message);
    }

    fn latest(&self) -> MutexGuard<'_, Latest> {
        // Every change is a single assignment, so what a panic left behind is whole.
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn message(name: &'static str, value: &(impl Serialize + ?Sized)) -> Message {
    // Text, numbers and lists of them: there is nothing in it that JSON cannot hold.
    let data = serde_json::to_string(value).unwrap_or_default();
    Message {
        name,
        data: data.into(),
    }
}
