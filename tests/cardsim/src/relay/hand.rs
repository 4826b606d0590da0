//! The hand that holds cards to the phone and takes them away.

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    net::{Shutdown, TcpStream},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::line::{End, FromPhone, ToPhone};
use crate::{
    Card, World,
    card::{Persistent, Secret, TEST_PIN},
    world::{CARDS, WorldError},
};

/// A phone that reads nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the panel can ask for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Command {
    /// Holds a card to the phone, and leaves it there; none takes it away.
    Card(Option<String>),
    /// At which command of the next reading the card leaves the field; none for never.
    TakeAwayAfter(Option<usize>),
    /// Gives a card so many tries of its PIN.
    Tries {
        /// Its name.
        card: String,
        /// How many.
        left: u8,
    },
    /// Does something to the sheet of the reader.
    Nfc(Touch),
}

/// What can be done to the sheet of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Touch {
    /// Its button is pressed.
    Cancel,
    /// A telephone call comes.
    Call,
}

/// Why something cannot be done. The text is for whoever uses the panel.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no such card.
    #[error(transparent)]
    Card(#[from] WorldError),
    /// The sheet is not there.
    #[error("the phone reads no card at the moment")]
    NoSheet,
}

/// Cards, the one that lies on the phone, and the phone's reader. See the [module](super).
pub struct Hand {
    world: World,
    port: u16,
    state: Mutex<State>,
    changed: Box<dyn Fn(&str) + Send + Sync>,
}

#[derive(Default)]
struct State {
    /// Those that have been in use; what happened to a card stays with it.
    cards: BTreeMap<String, Card>,
    held: Option<String>,
    take_away_after: Option<usize>,
    session: Option<Session>,
    sheet: Option<Sheet>,
    visits: u64,
    told: String,
}

/// The phone's reader while it has a sheet.
struct Session {
    visit: Visit,
    stream: TcpStream,
    /// Whether a card has come into the field; there is one for a session.
    has_met: bool,
    /// That card, as long as it lies there.
    card: Option<String>,
    commands: usize,
}

/// One session among all that there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visit(u64);

#[derive(Clone, Serialize)]
struct Sheet {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ending: Option<&'static str>,
}

impl Hand {
    /// The cards of a world, none of them held, for phones that come to `port`. `changed` is told
    /// what the panel shows, as one line of JSON, whenever it is something else.
    pub fn new(world: World, port: u16, changed: impl Fn(&str) + Send + Sync + 'static) -> Self {
        let hand = Self {
            world,
            port,
            state: Mutex::default(),
            changed: Box::new(changed),
        };
        hand.tell(&mut hand.state());
        hand
    }

    /// Does what the panel asks for.
    ///
    /// # Errors
    ///
    /// [`Refusal`] where there is no such card, or no sheet.
    pub fn act(&self, command: Command) -> Result<(), Refusal> {
        let mut state = self.state();
        match command {
            Command::Card(Some(name)) => {
                self.known(&mut state, &name)?;
                state.take_away();
                state.held = Some(name);
                state.meet();
            }
            Command::Card(None) => state.take_away(),
            Command::TakeAwayAfter(number) => state.take_away_after = number,
            Command::Tries { card, left } => {
                let tries = Persistent::default().with_tries_left(Secret::AuthenticationPin, left);
                self.known(&mut state, &card)?.set_persistent(tries);
            }
            Command::Nfc(touch) => state.touch(touch)?,
        }
        self.tell(&mut state);
        Ok(())
    }

    /// A phone opens a session; one that is open ends, since a phone has one reader.
    pub(super) fn phone_comes(&self, stream: TcpStream) -> Visit {
        // It may be slow, and must not stop whoever uses the panel.
        let _ = stream.set_write_timeout(Some(PATIENCE));
        let mut state = self.state();
        state.end_session();
        state.visits += 1;
        let visit = Visit(state.visits);
        state.session = Some(Session {
            visit,
            stream,
            has_met: false,
            card: None,
            commands: 0,
        });
        visit
    }

    /// Hears one line of a session that is open.
    pub(super) fn hear(&self, visit: Visit, said: FromPhone) -> io::Result<()> {
        let mut state = self.state();
        if state
            .session
            .as_ref()
            .is_none_or(|open| open.visit != visit)
        {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        // The panel knows before the phone does, so whoever has heard the phone finds it there.
        match said {
            FromPhone::Message(message) => {
                state.sheet = Some(Sheet {
                    message,
                    ending: None,
                });
                self.tell(&mut state);
                state.meet();
            }
            FromPhone::Command(command) => {
                let answer = state.transmit(&command);
                self.tell(&mut state);
                state.say(&answer);
            }
            FromPhone::Ended { succeeded, message } => {
                state.sheet = Some(Sheet {
                    message,
                    ending: Some(if succeeded { "tick" } else { "cross" }),
                });
                self.tell(&mut state);
            }
        }
        Ok(())
    }

    /// The connection of a session is gone.
    pub(super) fn phone_leaves(&self, visit: Visit) {
        let mut state = self.state();
        if state
            .session
            .as_ref()
            .is_some_and(|open| open.visit == visit)
        {
            state.end_session();
            self.tell(&mut state);
        }
    }

    /// A card with its history, made where it is asked for the first time.
    fn known<'a>(&self, state: &'a mut State, name: &str) -> Result<&'a mut Card, WorldError> {
        if !state.cards.contains_key(name) {
            state.cards.insert(name.to_owned(), self.world.card(name)?);
        }
        state
            .cards
            .get_mut(name)
            .ok_or_else(|| WorldError::UnknownCard(name.to_owned()))
    }

    fn tell(&self, state: &mut State) {
        let cards: Vec<_> = CARDS
            .iter()
            .map(|entry| {
                let person = self
                    .world
                    .persons()
                    .iter()
                    .find(|person| person.id == entry.name);
                json!({
                    "id": entry.name,
                    "note": entry.about,
                    "person": person.map(|person| &person.case),
                    "pinTriesLeft": state.cards.get(entry.name).map(tries_left),
                })
            })
            .collect();
        let line = json!({ "v": 1, "world": {
            // Nothing of the phone is to be seen here.
            "elsewhere": true,
            "port": self.port,
            "cards": cards,
            "held": state.held,
            "takeAwayAfter": state.take_away_after,
            "nfcSheet": state.sheet,
            "pin": String::from_utf8_lossy(&TEST_PIN),
        } })
        .to_string();
        if line != state.told {
            (self.changed)(&line);
            state.told = line;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing is left half done where something can panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The phone finds the card that lies on it, where it looks for one.
    fn meet(&mut self) {
        let (Some(session), Some(name)) = (&mut self.session, &self.held) else {
            return;
        };
        if !session.has_met {
            session.has_met = true;
            session.card = Some(name.clone());
            // It knows nothing of the session before.
            if let Some(card) = self.cards.get_mut(name) {
                card.power_on();
            }
            self.say(&ToPhone::Found(true));
        }
    }

    /// What comes back for a command: an answer, or nothing because the card is not there any more.
    fn transmit(&mut self, command: &[u8]) -> ToPhone {
        let Some(session) = &mut self.session else {
            return ToPhone::Lost(true);
        };
        session.commands += 1;
        if self.take_away_after == Some(session.commands) {
            self.take_away_after = None;
            self.take_away();
        }
        let card = self
            .session
            .as_ref()
            .and_then(|session| session.card.as_ref())
            .and_then(|name| self.cards.get_mut(name));
        match card {
            Some(card) => ToPhone::Response(card.transmit(command)),
            None => ToPhone::Lost(true),
        }
    }

    fn take_away(&mut self) {
        self.held = None;
        if let Some(session) = &mut self.session {
            session.card = None;
        }
    }

    fn touch(&mut self, touch: Touch) -> Result<(), Refusal> {
        if self.session.is_none() {
            return Err(Refusal::NoSheet);
        }
        self.say(&ToPhone::Over(match touch {
            Touch::Cancel => End::Cancelled,
            Touch::Call => End::Taken,
        }));
        self.end_session();
        Ok(())
    }

    /// Hangs up. A sheet that has not said how it ended goes.
    fn end_session(&mut self) {
        let Some(session) = self.session.take() else {
            return;
        };
        // It may have hung up itself.
        let _ = session.stream.shutdown(Shutdown::Both);
        self.sheet = self.sheet.take().filter(|sheet| sheet.ending.is_some());
    }

    /// Says something to the phone. One that does not hear is about to hang up.
    fn say(&mut self, said: &ToPhone) {
        if let Some(session) = &mut self.session {
            // Numbers and text: there is nothing in it that JSON cannot hold.
            let mut line = serde_json::to_string(said).unwrap_or_default();
            line.push('\n');
            let _ = session.stream.write_all(line.as_bytes());
        }
    }
}

fn tries_left(card: &Card) -> u8 {
    card.persistent().tries_left(Secret::AuthenticationPin)
}
