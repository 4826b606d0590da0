//! A visit, its delivery, and the patient's answer.

use kyotaku_core::flow::visit::Step;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;

use super::account::Session;
use super::card::Memory;
use super::event::{Event, Told, Trouble, Way, Who};
use super::{EXPIRED, Model, Moment, REVOKED, Settings, heard};

/// How long a challenge may be tapped for.
const TAP: Moment = 5 * 60;
/// How long after its challenge anything is delivered.
const DELIVERY: Moment = 12 * 3600;
/// How long after the tap, or after the server knew of it, a patient may answer.
const ANSWER: Moment = 30 * 60;

/// The visit on the screen.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Where it stands.
    pub step: Step,
    stopped: Option<Code>,
    kind: CareKind,
    who: Option<Who>,
    settings: Settings,
    /// When the challenge was issued that the next request gets again.
    asked: Option<Moment>,
    /// When the challenge was issued that is to be tapped for.
    issued: Moment,
    memory: Memory,
    /// What it is about to deliver.
    delivery: Option<Delivery>,
    /// When the server accepted the proof.
    verified: Moment,
}

/// What is kept until the server has it.
#[derive(Clone, Copy, Debug)]
pub struct Delivery {
    number: u32,
    card: usize,
    issued: Moment,
    tapped: Moment,
    /// The answer, and whether it agrees to medical information.
    pub answer: Option<bool>,
    /// What the server knows of it: when it was verified, and whether its answer is registered.
    verified: Option<Moment>,
    registered: bool,
}

impl Visit {
    /// What can be seen of it.
    #[must_use]
    pub fn seen(&self) -> (Step, Option<String>) {
        let code = self.stopped.map(|code| code.as_str().to_owned());
        (self.step, code)
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

    fn stop(&mut self, code: Code) {
        (self.step, self.stopped) = (Step::Stopped, Some(code));
    }
}

impl Model {
    pub(super) fn meet_visit(&mut self, event: Event) -> Told {
        match event {
            Event::Begin(kind) => return self.begin(kind),
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
            Event::TypePin { .. } | Event::Tap { .. } => Step::Ready,
            Event::Deliver(_) => Step::Delivering,
            Event::Confirm | Event::Differs => Step::Identifying,
            Event::Answer { .. } => Step::Consenting,
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
                visit.step = Step::Consenting;
                Told::Done
            }
            Event::Differs => {
                visit.stop(Code::PersonDiffers);
                self.forget(visit);
                Told::Done
            }
            Event::Answer { agrees, proxy } => self.answer(visit, agrees, proxy),
            Event::Register(way) => self.register(visit, way),
            Event::Abandon => {
                visit.stop(Code::VisitAbandoned);
                self.forget(visit);
                Told::Done
            }
            _ => Told::Strange,
        }
    }

    fn begin(&mut self, kind: CareKind) -> Told {
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
        self.phone.visit = Some(Visit {
            step: Step::Preparing,
            stopped: None,
            kind,
            who: self.phone.session.map(|session| session.who),
            settings: self.phone.settings,
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
            kind: CareKind::HomeVisit,
            who: None,
            settings: self.phone.settings,
            asked: None,
            issued: delivery.issued,
            memory: Memory::default(),
            delivery: Some(delivery),
            verified: 0,
        });
        Told::Done
    }

    fn prepare(&mut self, visit: &mut Visit, way: Way) -> Told {
        let who = self.phone.session.map(|session: Session| session.who);
        if who != visit.who {
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
            return Told::Code(Code::TapOutsideWindow);
        }
        (visit.step, visit.issued) = (Step::Ready, issued);
        Told::Done
    }

    fn tap(&mut self, visit: &mut Visit, card: usize, trouble: Trouble, last_try: bool) -> Told {
        if self.now > visit.issued + TAP {
            visit.step = Step::Preparing;
            return Told::TimeOver;
        }
        let (holder, shown) = (&mut self.cards[card], &mut self.shown);
        let told = visit.memory.tap(card, holder, trouble, last_try, shown);
        if let Trouble::Slow(seconds) = trouble {
            self.now += seconds;
        }
        if told != Told::Signed {
            return told;
        }
        if self.now > visit.issued + TAP {
            visit.step = Step::Preparing;
            return Told::TooLate;
        }
        let delivery = Delivery {
            number: self.server.number(),
            card,
            issued: visit.issued,
            tapped: self.now,
            answer: None,
            verified: None,
            registered: false,
        };
        self.phone.deliveries.push(delivery);
        visit.delivery = Some(delivery);
        visit.step = Step::Delivering;
        told
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

    fn answer(&mut self, visit: &mut Visit, agrees: bool, proxy: bool) -> Told {
        let Some(mut delivery) = visit.delivery else {
            return Told::Strange;
        };
        let refused = if self.now > visit.verified.max(delivery.tapped) + ANSWER {
            Some(Code::ConsentOutsideWindow)
        } else if !agrees {
            None
        } else if !visit.settings.view_consent {
            Some(Code::ViewConsentDisabled)
        } else if delivery.card == EXPIRED {
            Some(Code::CertificateGrace)
        } else {
            proxy.then_some(Code::ProxyNotPermitted)
        };
        if let Some(code) = refused {
            return Told::Code(code);
        }
        if !self.keeps(delivery) {
            return Told::Code(Code::ReceiptUnknown);
        }
        delivery.answer = Some(agrees);
        self.know(visit, delivery);
        visit.step = Step::Registering;
        Told::Done
    }

    fn register(&mut self, visit: &mut Visit, way: Way) -> Told {
        let Some(mut delivery) = visit.delivery else {
            return Told::Strange;
        };
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let medical = delivery.answer == Some(true);
        let answer = if !self.is_known() {
            Err(Code::DeviceRevoked)
        } else if self.now - delivery.issued > DELIVERY {
            Err(Code::DeliveryTooLate)
        } else if medical && !delivery.registered && !self.server.settings.view_consent {
            Err(Code::ViewConsentDisabled)
        } else {
            Ok(())
        };
        if answer.is_ok() && !delivery.registered {
            delivery.registered = true;
            self.server.registered += 1;
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
            // The patient may answer again, if the delivery is still there to answer beside.
            Err(Code::ViewConsentDisabled) if !self.keeps(delivery) => {
                Told::Code(Code::ReceiptUnknown)
            }
            Err(code @ Code::ViewConsentDisabled) => {
                delivery.answer = None;
                self.know(visit, delivery);
                visit.settings = self.phone.settings;
                visit.step = Step::Consenting;
                Told::Code(code)
            }
            Err(code) => self.refused_for_good(visit, code),
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

    fn forget(&mut self, visit: &mut Visit) {
        if let Some(delivery) = visit.delivery.take() {
            self.phone
                .deliveries
                .retain(|kept| kept.number != delivery.number);
        }
    }
}
