//! What a phone and its server are supposed to do, written down a second time and much simpler:
//! no cryptography, no network, no files, only what is true after each event.
//!
//! A random sequence of events is given to the model and to a real phone with a real server, and
//! after each of them both must tell the same. The model takes no code of either, only the codes
//! that staff are shown.
//!
//! | module | what it holds |
//! |---|---|
//! | [`event`] | what may happen, and what may be told |
//! | [`account`] | registration, signing in, the lock |
//! | [`sight`] | a visit whose patient is confirmed by sight, until the card has signed |
//! | [`visit`] | a visit, its delivery and the patient's answer |
//! | [`consent`] | consents as the server has them, and what staff see of them |
//! | [`card`] | cards, and what a visit remembers of them |
//! | [`choice`] | what happens next, by chance |
//! | [`real`] | the real phone and server, asked and looked at in the same words |

pub mod account;
pub mod card;
pub mod choice;
pub mod consent;
pub mod event;
pub mod real;
pub mod sight;
pub mod visit;

use kyotaku_core::flow::account::Step as AccountStep;
use kyotaku_core::flow::activation::Step as ActivationStep;
use kyotaku_core::flow::visit::Step as VisitStep;

use account::{Codes, Failures, Session};
use card::{Card, TRIES};
use consent::Consents;
use event::{Event, Setting, Told, Way};
use visit::{Delivery, Visit};

/// The cards that are held: two ordinary ones, one without a PIN, one whose certificate has expired
/// a month ago, and one whose certificate is revoked.
pub const CARDS: [&str; 5] = ["T01", "T02", "T11", "T13", "T14"];
/// The place of the card without a PIN.
pub const WITHOUT_PIN: usize = 2;
/// The place of the one that has expired.
pub const EXPIRED: usize = 3;
/// The place of the one that is revoked.
pub const REVOKED: usize = 4;

/// Seconds since the sequence began.
pub type Moment = i64;

/// Phone, server and cards.
#[derive(Clone, Debug)]
pub struct Model {
    /// The time.
    pub now: Moment,
    /// The phone.
    pub phone: Phone,
    /// What the server knows of it.
    pub server: Server,
    /// The cards.
    pub cards: [Card; CARDS.len()],
    /// PINs that were typed: wrong ones and right ones.
    pub typed: [usize; 2],
    /// How often a card was shown a PIN.
    pub shown: usize,
}

/// A phone.
#[derive(Clone, Debug)]
pub struct Phone {
    /// Where activation stands.
    pub activation: ActivationStep,
    /// The number of its key, once it has one.
    pub key: Option<u32>,
    /// The settings it goes by.
    pub settings: Settings,
    /// Who is signed in.
    pub session: Option<Session>,
    /// What waits.
    pub deliveries: Vec<Delivery>,
    /// The visit on the screen.
    pub visit: Option<Visit>,
}

/// The server, as far as one phone can tell.
#[derive(Clone, Debug)]
pub struct Server {
    /// The settings of the institution.
    pub settings: Settings,
    /// The keys of devices, and whether each is still good.
    pub devices: Vec<(u32, bool)>,
    /// Activation codes.
    pub codes: Codes,
    /// The session of the phone's device.
    pub session: Option<Session>,
    /// Wrong passwords at sign-in, by account.
    pub wrong: [Failures; 3],
    /// Registrations that were refused.
    pub refused: Failures,
    /// Challenges that were issued.
    pub challenges: usize,
    /// Proofs that were accepted.
    pub accepted: usize,
    /// Visits that were registered.
    pub registered: usize,
    /// What the person of each card has consented to.
    pub consents: [Consents; CARDS.len()],
    /// Numbers that were given: of keys, sessions, deliveries.
    given: u32,
}

/// 環境設定情報, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each a setting of its own")]
pub struct Settings {
    /// 訪問診療等機能.
    pub home_visit: bool,
    /// 通常外来.
    pub outpatient: bool,
    /// 閲覧同意.
    pub view_consent: bool,
    /// 目視.
    pub visual: bool,
}

/// What can be seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Where activation stands.
    pub activation: ActivationStep,
    /// Who is signed in, and whether the phone is locked.
    pub account: AccountStep,
    /// The step of the visit on the screen, and the code it stopped with.
    pub visit: Option<(VisitStep, Option<String>)>,
    /// What waits, and whether each is answered.
    pub waiting: Vec<bool>,
    /// Rows of the server: devices, challenges, proofs, consents, results.
    pub rows: [usize; 5],
    /// Tries left on each card.
    pub tries: Vec<u8>,
    /// How often a card was shown a PIN.
    pub shown: usize,
}

impl Model {
    /// A phone that was never registered, and an institution with everything switched on.
    #[must_use]
    pub fn new() -> Self {
        let settings = Settings {
            home_visit: true,
            outpatient: true,
            view_consent: true,
            visual: true,
        };
        let mut cards = [Card { tries: TRIES }; CARDS.len()];
        cards[WITHOUT_PIN].tries = 0;
        Self {
            now: 0,
            phone: Phone {
                activation: ActivationStep::Unregistered,
                key: None,
                settings,
                session: None,
                deliveries: Vec::new(),
                visit: None,
            },
            server: Server {
                settings,
                devices: Vec::new(),
                codes: Codes::default(),
                session: None,
                wrong: [Failures::default(); 3],
                refused: Failures::default(),
                challenges: 0,
                accepted: 0,
                registered: 0,
                consents: Default::default(),
                given: 0,
            },
            cards,
            typed: [0; 2],
            shown: 0,
        }
    }

    /// What is told when this happens now.
    pub fn meet(&mut self, event: Event) -> Told {
        let told = match event {
            Event::Activate { .. }
            | Event::SignIn { .. }
            | Event::SignOut(_)
            | Event::Leave
            | Event::ComeBack
            | Event::Touch
            | Event::Unlock => self.meet_account(event),
            Event::Revoke => {
                self.revoke();
                Told::Done
            }
            Event::Set(setting, on) => {
                self.server.settings.set(setting, on);
                Told::Done
            }
            Event::Pass(seconds) => {
                self.now += seconds;
                Told::Done
            }
            Event::Restart => {
                self.restart();
                Told::Done
            }
            _ => self.meet_visit(event),
        };
        self.look_at_the_clock();
        told
    }

    /// What can be seen now.
    #[must_use]
    pub fn view(&self) -> View {
        View {
            activation: self.phone.activation,
            account: match &self.phone.session {
                None => AccountStep::SignedOut,
                Some(session) if session.locked => AccountStep::Locked,
                Some(_) => AccountStep::SignedIn,
            },
            visit: self.phone.visit.as_ref().map(Visit::seen),
            waiting: self
                .phone
                .deliveries
                .iter()
                .map(|delivery| delivery.answer.is_some())
                .collect(),
            rows: [
                self.server.devices.len(),
                self.server.challenges,
                self.server.accepted,
                self.server.consents.iter().map(Consents::len).sum(),
                self.server.registered,
            ],
            tries: self.cards.iter().map(|card| card.tries).collect(),
            shown: self.shown,
        }
    }

    /// The app ends: what is in memory alone is gone.
    fn restart(&mut self) {
        self.phone.session = None;
        self.phone.visit = None;
        if self.phone.activation != ActivationStep::Registered {
            self.phone.activation = ActivationStep::Unregistered;
        }
    }

    /// The server has told the phone that its device is revoked.
    fn erase(&mut self) -> Told {
        self.phone = Phone {
            activation: ActivationStep::Unregistered,
            key: None,
            session: None,
            deliveries: Vec::new(),
            visit: None,
            settings: self.phone.settings,
        };
        Told::Code(kyotaku_core::wire::code::Code::DeviceRevoked)
    }

    fn revoke(&mut self) {
        if let Some(key) = self.phone.key.filter(|_| self.is_registered()) {
            self.server.revoke(key);
        }
    }

    const fn is_registered(&self) -> bool {
        matches!(self.phone.activation, ActivationStep::Registered)
    }

    /// Whether the server still takes requests of this phone's device.
    fn is_known(&self) -> bool {
        let key = self.phone.key;
        let mut devices = self.server.devices.iter();
        devices.any(|(device, good)| Some(*device) == key && *good)
    }
}

impl Default for Model {
    fn default() -> Self {
        Self::new()
    }
}

impl Server {
    fn number(&mut self) -> u32 {
        self.given += 1;
        self.given
    }

    fn revoke(&mut self, key: u32) {
        for (device, good) in &mut self.devices {
            *good &= *device != key;
        }
        self.codes.invalidate(key);
        self.session = None;
    }
}

impl Settings {
    fn set(&mut self, setting: Setting, on: bool) {
        match setting {
            Setting::HomeVisit => self.home_visit = on,
            Setting::Outpatient => self.outpatient = on,
            Setting::ViewConsent => self.view_consent = on,
            Setting::Visual => self.visual = on,
        }
    }
}

/// What the phone is told when the server has answered with `answer`; none for an answer that it
/// cannot act on.
fn heard(way: Way, answer: Result<(), kyotaku_core::wire::code::Code>) -> Option<Told> {
    use kyotaku_core::wire::code::Code;
    match (way, answer) {
        (Way::Through, _) => None,
        (Way::Dropped, _) => Some(Told::Nothing),
        // A good answer that makes no sense is of a newer server; a bad one of some other server.
        (Way::Garbled, Ok(())) => Some(Told::Code(Code::AppOutdated)),
        (Way::Garbled, Err(_)) | (Way::Portal, _) => Some(Told::Code(Code::NotOurServer)),
    }
}
