//! Consents as the server has them, and what staff see of them with the card.

use core::cmp::Reverse;

use kyotaku_core::flow::visit::Step;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;

use super::event::{Told, Way};
use super::visit::{Answer, Delivery, Visit};
use super::{EXPIRED, Model, Moment, heard};

/// How far clocks may be apart.
const SKEW: Moment = 120;
/// How long a consent to outpatient care holds. One to home visits holds longer than any sequence.
const DAY: Moment = 24 * 3600;

/// What one person has consented to, in the order in which the server was told.
#[derive(Clone, Debug, Default)]
pub struct Consents(Vec<Given>);

#[derive(Clone, Copy, Debug)]
struct Given {
    kind: CareKind,
    answered: Moment,
    ended: Option<Moment>,
}

/// How the consent for each kind of care stands that has one: it holds, or this is why not.
pub type Standing = Vec<(CareKind, Result<(), Code>)>;

impl Given {
    fn standing(&self, now: Moment) -> Result<(), Code> {
        if self.ended.is_some() {
            Err(Code::ConsentWithdrawn)
        } else if self.kind != CareKind::HomeVisit && self.answered + DAY <= now {
            Err(Code::ConsentExpired)
        } else {
            Ok(())
        }
    }
}

impl Consents {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one that was answered last.
    fn last(&self, kind: CareKind) -> Option<&Given> {
        let of_kind = self.0.iter().filter(|given| given.kind == kind);
        of_kind.max_by_key(|given| given.answered)
    }

    fn standing(&self, now: Moment) -> Standing {
        let last = CareKind::ALL.iter().filter_map(|kind| self.last(*kind));
        last.map(|given| (given.kind, given.standing(now)))
            .collect()
    }

    fn holds(&self, kind: CareKind, now: Moment) -> Result<(), Code> {
        let last = self.last(kind).ok_or(Code::ConsentMissing)?;
        last.standing(now)
    }

    /// A consent of a visit. One that arrives late has ended, if it was revoked since it was given.
    pub(super) fn register(&mut self, kind: CareKind, answered: Moment) {
        let revoked = self.0.iter().filter(|given| given.kind == kind);
        let revoked = revoked.filter_map(|given| given.ended);
        let ended = revoked.filter(|ended| *ended > answered + SKEW).min();
        self.0.push(Given {
            kind,
            answered,
            ended,
        });
    }

    fn change(&mut self, kind: CareKind, answered: Moment, now: Moment) -> Result<(), Code> {
        self.holds(kind, now)?;
        self.0.push(Given {
            kind,
            answered,
            ended: None,
        });
        Ok(())
    }

    fn revoke(&mut self, kind: Option<CareKind>, at: Moment, now: Moment) -> Result<(), Code> {
        // Of several, one that holds counts, or else the last that was answered.
        let meant = |other: &CareKind| kind.is_none_or(|kind| kind == *other);
        let last = CareKind::ALL.iter().filter(|kind| meant(kind));
        let last = last.filter_map(|kind| self.last(*kind));
        let last = last.min_by_key(|given| {
            let holds = given.standing(now).is_ok();
            Reverse((holds, given.answered))
        });
        last.ok_or(Code::ConsentMissing)?.standing(now)?;
        let mut any = false;
        for given in &mut self.0 {
            if meant(&given.kind) && given.standing(now).is_ok() && given.answered <= at + SKEW {
                given.ended = Some(at);
                any = true;
            }
        }
        any.then_some(()).ok_or(Code::ConsentMissing)
    }
}

impl Model {
    /// Staff and patient look at the consents given earlier.
    pub(super) fn review(&mut self, visit: &mut Visit, delivery: Delivery, way: Way) -> Told {
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let answer = if !self.is_known() {
            Err(Code::DeviceRevoked)
        } else if self.now > visit.verified + super::visit::ANSWER {
            Err(Code::ReceiptUnknown)
        } else {
            Ok(())
        };
        if let Some(told) = heard(way, answer) {
            return told;
        }
        match answer {
            Ok(()) => {
                visit.reviewed = Some(self.server.consents[delivery.card].standing(self.now));
                Told::Done
            }
            Err(Code::DeviceRevoked) => self.erase(),
            Err(code) => Told::Code(code),
        }
    }

    /// What the phone says to an answer of the patient.
    pub(super) fn permits(
        &self,
        visit: &Visit,
        delivery: Delivery,
        answer: Answer,
        proxy: bool,
    ) -> Result<(), Code> {
        if self.now > visit.verified.max(delivery.tapped) + super::visit::ANSWER {
            return Err(Code::ConsentOutsideWindow);
        }
        if let Some(reviewed) = &visit.reviewed {
            let meant = match answer {
                Answer::Consent(_) => None,
                Answer::Change(kind, _) => Some(Some(kind)),
                Answer::Revoke(kind) => Some(kind),
            };
            if let Some(kind) = meant {
                held(reviewed, kind)?;
            }
        }
        if !answer.is_medical() {
            Ok(())
        } else if !visit.settings.view_consent {
            Err(Code::ViewConsentDisabled)
        } else if delivery.card == EXPIRED {
            Err(Code::CertificateGrace)
        } else if proxy {
            Err(Code::ProxyNotPermitted)
        } else {
            Ok(())
        }
    }

    /// What the server says to it, and does with it.
    pub(super) fn record(&mut self, delivery: Delivery, answer: Answer) -> Result<(), Code> {
        let now = self.now;
        if answer.is_medical() && !self.server.settings.view_consent {
            return Err(Code::ViewConsentDisabled);
        }
        let consents = &mut self.server.consents[delivery.card];
        match answer {
            Answer::Consent(_) => {
                consents.register(delivery.kind, delivery.answered);
                self.server.registered += 1;
                Ok(())
            }
            Answer::Change(kind, _) => consents.change(kind, delivery.answered, now),
            Answer::Revoke(kind) => consents.revoke(kind, delivery.answered, now),
        }
    }

    /// The consents stay as they are.
    pub(super) fn leave_consents(&mut self, visit: &mut Visit) -> Told {
        self.forget(visit);
        visit.step = Step::Done;
        Told::Done
    }
}

/// What staff saw does not hold any more, of this kind or of any.
fn held(reviewed: &Standing, kind: Option<CareKind>) -> Result<(), Code> {
    let meant = reviewed
        .iter()
        .filter(|(of, _)| kind.is_none_or(|kind| kind == *of));
    let mut refused = Code::ConsentMissing;
    for (_, standing) in meant {
        match standing {
            Ok(()) => return Ok(()),
            Err(code) => refused = *code,
        }
    }
    Err(refused)
}
