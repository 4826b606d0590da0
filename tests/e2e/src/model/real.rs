//! The real phone and the real server, over real TLS, asked and looked at in the words of the model.

mod tap;

use core::time::Duration;
use std::sync::Arc;

use axum::http::StatusCode;
use jiff::SignedDuration;
use kyotaku_cardsim::Card;
use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::flow::account::OwnerPresent;
use kyotaku_core::flow::visit::{
    Answer, AnswerKind, Method, Plan, Revocation, Visit, VisualChecks,
};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{ConsentItems, Relationship, Respondent, RevocationReason};
use serde_json::Value;

use super::card::TRIES;
use super::event::{Event, Setting, Told, Way, Who};
use super::{CARDS, View};
use crate::bench::tries_left;
use crate::clinic::Clinic;
use crate::clinic::installation::Installation;
use crate::clinic::network::Fate;
use crate::clinic::sight::BOTH;
use crate::clinic::staff::Staff;

/// Whatever is typed in place of the PIN.
const WRONG_PIN: [u8; 4] = *b"9999";

/// How long an answer is held back from a phone that stops waiting before.
const HELD: Duration = Duration::from_mins(1);

/// How often it is looked whether the server has acted.
const LOOK: Duration = Duration::from_micros(300);

/// One phone at one server.
pub struct Real<'c> {
    clinic: &'c Clinic,
    phone: Installation,
    visit: Option<Visit>,
    cards: Vec<Card>,
    shown: usize,
    code: Option<String>,
    before: [usize; 5],
}

impl<'c> Real<'c> {
    /// A new phone and new cards, at a server to which nothing has happened.
    pub async fn begin(clinic: &'c Clinic) -> Self {
        clinic.forget_persons().await;
        clinic
            .change_environment(|environment| {
                environment.home_visit = true;
                environment.outpatient = true;
                environment.view_consent = true;
                environment.visual = true;
            })
            .await;
        Self {
            phone: clinic.phone(),
            visit: None,
            cards: CARDS.iter().map(|name| clinic.bench.card(name)).collect(),
            shown: 0,
            code: None,
            before: rows(clinic).await,
            clinic,
        }
    }

    /// What is told when this happens now.
    pub async fn meet(&mut self, event: Event) -> Told {
        let told = self.happens(event).await;
        // The app leaves every screen when the phone has been erased.
        if told == Told::Code(Code::DeviceRevoked) {
            self.visit = None;
        }
        told
    }

    async fn happens(&mut self, event: Event) -> Told {
        match event {
            Event::Activate {
                staff,
                right,
                new_code,
                way,
            } => {
                if new_code || self.code.is_none() {
                    self.code = Some(self.clinic.code().await);
                }
                let code = self.code.clone().unwrap_or_default();
                let staff = typing(staff, right);
                let activation = self.phone.activate_with(&staff, &code);
                self.asked("POST /v1/devices", way, activation).await.told()
            }
            Event::SignIn { staff, right, way } => {
                let staff = typing(staff, right);
                let signing_in = self.phone.sign_in_as(&staff);
                self.asked("POST /v1/sessions", way, signing_in)
                    .await
                    .told()
            }
            Event::SignOut(way) => {
                let signing_out = self.phone.sign_out();
                self.asked("DELETE /v1/sessions/self", way, signing_out)
                    .await
                    .told()
            }
            Event::Revoke => {
                if let Some(own) = self.phone.overview().unwrap().registration {
                    self.clinic.revoke(&own.device_id).await;
                }
                Told::Done
            }
            Event::Set(setting, on) => {
                set(self.clinic, setting, on).await;
                Told::Done
            }
            Event::Pass(seconds) => {
                self.pass(seconds);
                Told::Done
            }
            Event::Restart => {
                self.visit = None;
                self.phone.restart();
                Told::Done
            }
            Event::Leave => {
                self.phone.leave();
                Told::Done
            }
            Event::ComeBack => {
                self.phone.come_back();
                Told::Done
            }
            Event::Touch => told(&self.phone.touch()),
            Event::Unlock => told(&self.phone.unlock(OwnerPresent::confirmed_by_device())),
            Event::Begin {
                kind,
                by_sight,
                review,
            } => {
                let plan = if by_sight {
                    Plan::by_sight(kind)
                } else {
                    Plan::by_pin(kind)
                };
                let plan = if review { plan.for_consents() } else { plan };
                let begun = self.phone.begin_visit(plan);
                let told = told(&begun);
                self.visit = begun.ok().or(self.visit.take());
                told
            }
            Event::Resume(place) => {
                let waiting = self.phone.waiting().unwrap();
                let resumed = self.phone.resume(&waiting[place].id);
                let told = told(&resumed);
                self.visit = resumed.ok().or(self.visit.take());
                told
            }
            Event::Discard(place) => {
                let waiting = self.phone.waiting().unwrap();
                told(&self.phone.discard(&waiting[place].id))
            }
            _ => self.meet_visit(event).await,
        }
    }

    async fn meet_visit(&mut self, event: Event) -> Told {
        let Some(mut visit) = self.visit.take() else {
            return Told::Strange;
        };
        let phone = &self.phone;
        let met = match event {
            Event::Prepare(way) => {
                let work = phone.prepare(&mut visit);
                self.asked("POST /v1/presence/challenges", way, work)
                    .await
                    .told()
            }
            Event::Look { complete } => {
                let checks = VisualChecks {
                    no_sign_of_tampering: complete,
                    ..BOTH
                };
                told(&phone.confirm_by_sight(&mut visit, checks))
            }
            Event::Decline => {
                let checks = VisualChecks::default();
                told(&phone.not_confirmed(&mut visit, checks).await)
            }
            Event::Change { by_sight } => {
                let method = if by_sight {
                    Method::Visual
                } else {
                    Method::Pin
                };
                told(&phone.change_method(&mut visit, method))
            }
            Event::TapBySight { card, trouble, way } => {
                self.tap_by_sight(&mut visit, card, trouble, way).await
            }
            Event::TypePin { right } => {
                let pin = if right { TEST_PIN } else { WRONG_PIN };
                let typed = visit.enter_pin(Pin::parse(&pin).unwrap());
                told(&typed.map_err(PhoneError::from))
            }
            Event::Tap {
                card,
                trouble,
                last_try,
            } => self.tap(&mut visit, card, trouble, last_try),
            Event::Deliver(way) => {
                let work = phone.deliver(&mut visit);
                self.asked("POST /v1/presence/proofs", way, work)
                    .await
                    .told()
            }
            Event::Confirm => told(&phone.confirm_person(&mut visit)),
            Event::Differs => told(&phone.person_differs(&mut visit)),
            Event::Answer { agrees, proxy } => {
                told(&phone.answer(&mut visit, answer(agrees, proxy)))
            }
            Event::Review(way) => {
                let work = phone.consents(&mut visit);
                self.asked("GET /v1/consents", way, work).await.told()
            }
            Event::ChangeConsent {
                kind,
                agrees,
                proxy,
            } => told(&phone.change_consent(&mut visit, kind, answer(agrees, proxy))),
            Event::RevokeConsents(care_kind) => {
                let revocation = Revocation {
                    care_kind,
                    reason: RevocationReason::Patient,
                    respondent: Respondent::Patient,
                };
                told(&phone.revoke_consents(&mut visit, revocation))
            }
            Event::LeaveConsents => told(&phone.leave_consents(&mut visit)),
            Event::Register(way) => {
                let line = match visit.delivery().map(|kept| kept.delivery.answer) {
                    Some(AnswerKind::Change) => "PUT /v1/consents",
                    Some(AnswerKind::Revocation) => "POST /v1/consents/revoke",
                    _ => "POST /v1/consents",
                };
                let work = phone.register(&mut visit);
                self.asked(line, way, work).await.told()
            }
            Event::Abandon => told(&phone.abandon(&mut visit)),
            _ => Told::Strange,
        };
        self.visit = Some(visit);
        met
    }

    /// What can be seen now.
    pub async fn view(&self) -> View {
        let overview = self.phone.overview().unwrap();
        let now = rows(self.clinic).await;
        View {
            activation: overview.activation,
            account: overview.account,
            visit: self
                .visit
                .as_ref()
                .map(|visit| (visit.step(), visit.stopped_with().map(str::to_owned))),
            waiting: {
                let waiting = self.phone.waiting().unwrap();
                waiting.iter().map(|waiting| waiting.answered).collect()
            },
            rows: core::array::from_fn(|place| now[place] - self.before[place]),
            tries: self.cards.iter().map(tries).collect(),
            shown: self.shown,
        }
    }

    /// Tries that the cards have lost and not got back.
    #[must_use]
    pub fn tries_lost(&self) -> usize {
        let lost = |card: &Card| usize::from(TRIES - tries_left(card));
        self.cards.iter().map(lost).sum()
    }

    fn pass(&self, seconds: i64) {
        self.clinic.pass(SignedDuration::from_secs(seconds));
        if seconds > 3600 {
            self.clinic.fetch_revocation_lists();
        }
    }

    /// Waits for work of the phone while this becomes of its request.
    async fn asked<T>(
        &self,
        line: &str,
        way: Way,
        work: impl Future<Output = Result<T, PhoneError>>,
    ) -> Asked<T> {
        let network = &self.clinic.network;
        network.forget();
        let fate = match way {
            Way::Through => return Asked::Answered(work.await),
            Way::Portal => Fate::Page(StatusCode::OK),
            Way::Garbled => Fate::Changed(Arc::new(|answer| *answer = Value::Null)),
            Way::Dropped => Fate::Late(HELD),
        };
        network.plan(line, 1, &fate);
        let acted = async {
            while !network.seen().iter().any(|seen| seen.line == line) {
                tokio::time::sleep(LOOK).await;
            }
        };
        let asked = if way == Way::Dropped {
            tokio::select! {
                done = work => Asked::Answered(done),
                () = acted => Asked::Left,
            }
        } else {
            Asked::Answered(work.await)
        };
        let _ = network.unplan();
        asked
    }
}

/// What became of work of the phone.
enum Asked<T> {
    Answered(Result<T, PhoneError>),
    /// The phone had stopped waiting when the server acted.
    Left,
}

impl<T> Asked<T> {
    fn told(&self) -> Told {
        match self {
            Self::Answered(answer) => told(answer),
            Self::Left => Told::Nothing,
        }
    }
}

fn told<T>(ended: &Result<T, PhoneError>) -> Told {
    match ended {
        Ok(_) => Told::Done,
        Err(error) => error
            .code()
            .parse::<Code>()
            .map_or(Told::Strange, Told::Code),
    }
}

fn typing(who: Who, right: bool) -> Staff {
    let staff = match who {
        Who::Nurse => Staff::nurse(),
        Who::Doctor => Staff::doctor(),
        Who::Administrator => Staff::administrator(),
    };
    if right { staff } else { staff.mistyping() }
}

fn answer(agrees: bool, proxy: bool) -> Answer {
    Answer {
        items: if agrees {
            ConsentItems::ALL
        } else {
            ConsentItems::NONE
        },
        respondent: if proxy {
            Respondent::Proxy {
                relationship: Relationship::Child,
            }
        } else {
            Respondent::Patient
        },
        prescription: None,
    }
}

async fn set(clinic: &Clinic, setting: Setting, on: bool) {
    clinic
        .change_environment(|environment| match setting {
            Setting::HomeVisit => environment.home_visit = on,
            Setting::Outpatient => environment.outpatient = on,
            Setting::ViewConsent => environment.view_consent = on,
            Setting::Visual => environment.visual = on,
        })
        .await;
}

/// Tries left; a card without a PIN has none.
fn tries(card: &Card) -> u8 {
    let has_pin = card.image().authentication.pin.is_some();
    if has_pin { tries_left(card) } else { 0 }
}

/// What the server has, table by table.
async fn rows(clinic: &Clinic) -> [usize; 5] {
    let tables = ["devices", "challenges", "visits", "consents", "results"];
    clinic.rows_of(tables).await
}
