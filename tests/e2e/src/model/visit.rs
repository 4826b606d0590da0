//! A visit, its delivery, and the patient's answer.

use kyotaku_core::flow::visit::Step;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;

use super::account::Session;
use super::card::Memory;
use super::consent::Standing;
use super::event::{Event, Told, Trouble, Way, Who};
use super::{Model, Moment, REVOKED, Settings, heard};

/// How long what staff have seen may be used for a challenge.
const LOOKED: Moment = 5 * 60;
/// How long a challenge may be tapped for.
const TAP: Moment = 5 * 60;
/// How long after its challenge anything is delivered.
const DELIVERY: Moment = 12 * 3600;
/// How long after the tap, or after the server knew of it, a patient may answer.
pub(super) const ANSWER: Moment = 30 * 60;

/// The visit on the screen.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Where it stands.
    pub step: Step,
    stopped: Option<Code>,
    kind: CareKind,
    pub(super) by_sight: bool,
    /// When staff said what they had seen.
    pub(super) looked: Moment,
    /// How often the terminal has answered a tap for the challenge.
    pub(super) answered: usize,
    who: Option<Who>,
    pub(super) settings: Settings,
    /// Whether it is about consents given earlier.
    review: bool,
    /// How they stand, once that was asked.
    pub(super) reviewed: Option<Standing>,
    /// When the challenge was issued that the next request gets again.
    pub(super) asked: Option<Moment>,
    /// When the challenge was issued that is to be tapped for.
    pub(super) issued: Moment,
    pub(super) memory: Memory,
    /// What it is about to deliver.
    delivery: Option<Delivery>,
    /// When the server accepted the proof.
    pub(super) verified: Moment,
}

/// What a patient has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To the question of a visit: to everything, or to nothing.
    Consent(bool),
    /// In place of an earlier answer for a kind of care.
    Change(CareKind, bool),
    /// That earlier ones end.
    Revoke(Option<CareKind>),
}

impl Answer {
    pub(super) const fn is_medical(self) -> bool {
        matches!(self, Self::Consent(true) | Self::Change(_, true))
    }
}

/// What is kept until the server has it.
#[derive(Clone, Copy, Debug)]
pub struct Delivery {
    number: u32,
    pub(super) kind: CareKind,
    review: bool,
    pub(super) card: usize,
    issued: Moment,
    pub(super) tapped: Moment,
    /// The answer.
    pub answer: Option<Answer>,
    /// When it was given.
    pub(super) answered: Moment,
    /// What the server knows of it: when it was verified, and whether its answer is registered.
    verified: Option<Moment>,
    registered: bool,
}

impl Delivery {
    fn answered(self) -> Option<(Self, Answer)> {
        self.answer.map(|answer| (self, answer))
    }
}

impl Visit {
    /// The patient is asked.
    fn ask(&mut self) {
        self.reviewed = None;
        self.step = if self.review {
            Step::Reviewing
        } else {
            Step::Consenting
        };
    }

    /// It needs another challenge, and by sight another look before that.
    pub(super) fn prepare_anew(&mut self) {
        self.asked = None;
        self.step = Step::Preparing;
        if self.by_sight {
            self.look_again();
        }
    }

    /// What can be seen of it.
    #[must_use]
    pub fn seen(&self) -> (Step, Option<String>) {
        let code = self.stopped.map(|code| code.as_str().to_owned());
        (self.step, code)
    }

    /// Whether the identity is confirmed by sight.
    #[must_use]
    pub const fn is_by_sight(&self) -> bool {
        self.by_sight
    }

    /// Whether a PIN was typed that no card has seen.
    #[must_use]
    pub const fn holds_pin(&self) -> bool {
        self.memory.holds_pin()
    }

    /// Whether it was begun by this account.
    #[must_use]
    pub fn is_of(&self, who: Who) -> bool {
        self.who == Some(who)
    }

    pub(super) fn stop(&mut self, code: Code) {
        (self.step, self.stopped) = (Step::Stopped, Some(code));
    }
}

impl Model {
    pub(super) fn meet_visit(&mut self, event: Event) -> Told {
        match event {
            Event::Begin {
                kind,
                by_sight,
                review,
            } => return self.begin(kind, by_sight, review),
            Event::Resume(place) => return self.resume(place),
            Event::Discard(place) => {
                self.phone.deliveries.remove(place);
                return Told::Done;
            }
            _ => {}
        }
        // What happens to a visit needs one, at the right step; only giving up is for nearly all.
        let Some(mut visit) = self.phone.visit.take() else {
            return Told::Strange;
        };
        let step = match event {
            Event::Prepare(_) => Step::Preparing,
            Event::TypePin { .. } | Event::Tap { .. } if !visit.by_sight => Step::Ready,
            Event::TapBySight { .. } if visit.by_sight => Step::Ready,
            Event::Look { .. } | Event::Decline => Step::Verifying,
            // Whether it is possible at this step depends on who asks.
            Event::Change { .. } => visit.step,
            Event::Deliver(_) => Step::Delivering,
            Event::Confirm | Event::Differs => Step::Identifying,
            Event::Answer { .. } => Step::Consenting,
            Event::Review(_)
            | Event::ChangeConsent { .. }
            | Event::RevokeConsents(_)
            | Event::LeaveConsents => Step::Reviewing,
            Event::Register(_) => Step::Registering,
            Event::Abandon if visit.step != Step::Done => visit.step,
            _ => Step::Tapping,
        };
        let told = if visit.step == step {
            self.meet_at_step(&mut visit, event)
        } else {
            Told::Code(Code::ActionUnavailable)
        };
        // An erased phone has forgotten its visit.
        if self.is_registered() {
            self.phone.visit = Some(visit);
        }
        told
    }

    fn meet_at_step(&mut self, visit: &mut Visit, event: Event) -> Told {
        match event {
            Event::Look { complete } => self.look(visit, complete),
            Event::Decline => self.decline(visit),
            Event::Change { by_sight } => self.change_method(visit, by_sight),
            Event::TapBySight { card, trouble, way } => {
                self.tap_by_sight(visit, card, trouble, way)
            }
            Event::Prepare(way) => self.prepare(visit, way),
            Event::TypePin { right } => {
                visit.memory.type_pin(right);
                self.typed[usize::from(right)] += 1;
                Told::Done
            }
            Event::Tap {
                card,
                trouble,
                last_try,
            } => self.tap(visit, card, trouble, last_try),
            Event::Deliver(way) => self.deliver(visit, way),
            Event::Confirm => {
                visit.ask();
                Told::Done
            }
            Event::Differs => {
                visit.stop(Code::PersonDiffers);
                self.forget(visit);
                Told::Done
            }
            Event::Answer { agrees, proxy } => self.answer(visit, Answer::Consent(agrees), proxy),
            Event::ChangeConsent {
                kind,
                agrees,
                proxy,
            } => self.answer(visit, Answer::Change(kind, agrees), proxy),
            Event::RevokeConsents(kind) => self.answer(visit, Answer::Revoke(kind), false),
            Event::Review(way) => match visit.delivery {
                Some(delivery) => self.review(visit, delivery, way),
                None => Told::Strange,
            },
            Event::LeaveConsents => self.leave_consents(visit),
            Event::Register(way) => self.register(visit, way),
            Event::Abandon => {
                visit.stop(Code::VisitAbandoned);
                self.forget(visit);
                Told::Done
            }
            _ => Told::Strange,
        }
    }

    fn begin(&mut self, kind: CareKind, by_sight: bool, review: bool) -> Told {
        if !self.is_registered() {
            return Told::Code(Code::DeviceUnknown);
        }
        if let Err(code) = self.use_session() {
            return Told::Code(code);
        }
        match kind {
            CareKind::HomeVisit if !self.phone.settings.home_visit => {
                return Told::Code(Code::HomeVisitDisabled);
            }
            CareKind::Outpatient if self.phone.settings.outpatient => {}
            CareKind::HomeVisit => {}
            CareKind::Outpatient | CareKind::Online => {
                return Told::Code(Code::CareKindNotOffered);
            }
        }
        if by_sight && !self.phone.settings.visual {
            return Told::Code(Code::VisualDisabled);
        }
        self.phone.visit = Some(Visit {
            step: if by_sight {
                Step::Verifying
            } else {
                Step::Preparing
            },
            stopped: None,
            kind,
            by_sight,
            looked: 0,
            answered: 0,
            who: self.phone.session.map(|session| session.who),
            settings: self.phone.settings,
            review,
            reviewed: None,
            asked: None,
            issued: 0,
            memory: Memory::default(),
            delivery: None,
            verified: 0,
        });
        Told::Done
    }

    fn resume(&mut self, place: usize) -> Told {
        let Some(delivery) = self.phone.deliveries.get(place).copied() else {
            return Told::Strange;
        };
        self.phone.visit = Some(Visit {
            step: Step::Delivering,
            stopped: None,
            kind: delivery.kind,
            by_sight: false,
            looked: 0,
            answered: 0,
            who: None,
            settings: self.phone.settings,
            review: delivery.review,
            reviewed: None,
            asked: None,
            issued: delivery.issued,
            memory: Memory::default(),
            delivery: Some(delivery),
            verified: 0,
        });
        Told::Done
    }

    /// Whether whoever is signed in has begun the visit.
    pub(super) fn owns(&self, visit: &Visit) -> bool {
        self.phone.session.map(|session: Session| session.who) == visit.who
    }

    fn prepare(&mut self, visit: &mut Visit, way: Way) -> Told {
        if visit.by_sight && self.now > visit.looked + LOOKED {
            visit.prepare_anew();
            return Told::Code(Code::VisualRecordStale);
        }
        if !self.owns(visit) {
            return Told::Code(Code::OtherAccount);
        }
        if let Err(code) = self.use_session() {
            return Told::Code(code);
        }
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let offered = visit.kind != CareKind::Outpatient || self.server.settings.outpatient;
        let answer = self.session_holds();
        let answer = answer.and(offered.then_some(()).ok_or(Code::CareKindNotOffered));
        let seen = !visit.by_sight || self.server.settings.visual;
        let answer = answer.and(seen.then_some(()).ok_or(Code::VisualDisabled));
        if answer.is_ok() && visit.asked.is_none() {
            visit.asked = Some(self.now);
            self.server.challenges += 1;
        }
        if let Some(told) = heard(way, answer) {
            return told;
        }
        match answer {
            Ok(()) => {}
            Err(Code::DeviceRevoked) => return self.erase(),
            Err(code) => {
                visit.asked = None;
                if code == Code::SessionEnded {
                    self.phone.session = None;
                }
                return Told::Code(code);
            }
        }
        let issued = visit.asked.take().unwrap_or(self.now);
        if self.now > issued + TAP {
            visit.prepare_anew();
            return Told::Code(Code::TapOutsideWindow);
        }
        (visit.step, visit.issued, visit.answered) = (Step::Ready, issued, 0);
        Told::Done
    }

    fn tap(&mut self, visit: &mut Visit, card: usize, trouble: Trouble, last_try: bool) -> Told {
        if self.is_too_late(visit) {
            return Told::TimeOver;
        }
        let (holder, shown) = (&mut self.cards[card], &mut self.shown);
        let told = visit.memory.tap(card, holder, trouble, last_try, shown);
        if let Trouble::Slow(seconds) = trouble {
            self.now += seconds;
        }
        if told == Told::Signed {
            return self.signed(visit, card);
        }
        told
    }

    /// Whether the time to tap is over; the visit needs another challenge then.
    pub(super) fn is_too_late(&self, visit: &mut Visit) -> bool {
        let late = self.now > visit.issued + TAP;
        if late {
            visit.prepare_anew();
        }
        late
    }

    /// The card has signed.
    pub(super) fn signed(&mut self, visit: &mut Visit, card: usize) -> Told {
        if self.is_too_late(visit) {
            return Told::TooLate;
        }
        let delivery = Delivery {
            number: self.server.number(),
            kind: visit.kind,
            review: visit.review,
            card,
            issued: visit.issued,
            tapped: self.now,
            answer: None,
            answered: 0,
            verified: None,
            registered: false,
        };
        self.phone.deliveries.push(delivery);
        visit.delivery = Some(delivery);
        visit.step = Step::Delivering;
        Told::Signed
    }

    fn deliver(&mut self, visit: &mut Visit, way: Way) -> Told {
        let Some(mut delivery) = visit.delivery else {
            return Told::Strange;
        };
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let answer = if !self.is_known() {
            Err(Code::DeviceRevoked)
        } else if self.now - delivery.issued > DELIVERY {
            Err(Code::DeliveryTooLate)
        } else if delivery.card == REVOKED {
            Err(Code::CertificateRevoked)
        } else {
            Ok(())
        };
        if answer.is_ok() && delivery.verified.is_none() {
            delivery.verified = Some(self.now);
            self.server.accepted += 1;
            self.know(visit, delivery);
        }
        if let Some(told) = heard(way, answer) {
            return told;
        }
        match answer {
            Ok(()) => {
                visit.verified = delivery.verified.unwrap_or(self.now);
                visit.step = match delivery.answer {
                    Some(_) => Step::Registering,
                    None => Step::Identifying,
                };
                Told::Done
            }
            Err(code) => self.refused_for_good(visit, code),
        }
    }

    fn answer(&mut self, visit: &mut Visit, answer: Answer, proxy: bool) -> Told {
        let Some(mut delivery) = visit.delivery else {
            return Told::Strange;
        };
        if let Err(code) = self.permits(visit, delivery, answer, proxy) {
            return Told::Code(code);
        }
        if !self.keeps(delivery) {
            return Told::Code(Code::ReceiptUnknown);
        }
        (delivery.answer, delivery.answered) = (Some(answer), self.now);
        self.know(visit, delivery);
        visit.step = Step::Registering;
        Told::Done
    }

    fn register(&mut self, visit: &mut Visit, way: Way) -> Told {
        let Some((mut delivery, given)) = visit.delivery.and_then(Delivery::answered) else {
            return Told::Strange;
        };
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let answer = if !self.is_known() {
            Err(Code::DeviceRevoked)
        } else if self.now - delivery.issued > DELIVERY {
            Err(Code::DeliveryTooLate)
        } else if delivery.registered {
            Ok(())
        } else {
            self.record(delivery, given)
        };
        if answer.is_ok() {
            delivery.registered = true;
            self.know(visit, delivery);
        }
        if let Some(told) = heard(way, answer) {
            return told;
        }
        match answer {
            Ok(()) => {
                self.forget(visit);
                visit.step = Step::Done;
                Told::Done
            }
            Err(code @ (Code::DeviceRevoked | Code::DeliveryTooLate)) => {
                self.refused_for_good(visit, code)
            }
            // The patient may answer again, if the delivery is still there to answer beside.
            Err(_) if !self.keeps(delivery) => Told::Code(Code::ReceiptUnknown),
            Err(code) => {
                delivery.answer = None;
                self.know(visit, delivery);
                visit.settings = self.phone.settings;
                visit.ask();
                Told::Code(code)
            }
        }
    }

    fn refused_for_good(&mut self, visit: &mut Visit, code: Code) -> Told {
        if code == Code::DeviceRevoked {
            return self.erase();
        }
        visit.stop(code);
        self.forget(visit);
        Told::Code(code)
    }

    fn keeps(&self, delivery: Delivery) -> bool {
        let mut kept = self.phone.deliveries.iter();
        kept.any(|kept| kept.number == delivery.number)
    }

    /// Notes what became of a delivery, wherever it is kept.
    fn know(&mut self, visit: &mut Visit, delivery: Delivery) {
        visit.delivery = Some(delivery);
        for kept in &mut self.phone.deliveries {
            if kept.number == delivery.number {
                *kept = delivery;
            }
        }
    }

    pub(super) fn forget(&mut self, visit: &mut Visit) {
        if let Some(delivery) = visit.delivery.take() {
            self.phone
                .deliveries
                .retain(|kept| kept.number != delivery.number);
        }
    }
}
