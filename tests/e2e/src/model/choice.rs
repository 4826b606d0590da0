//! What happens next, by chance: mostly what leads on, now and then anything.

use kyotaku_core::flow::activation::Step as ActivationStep;
use kyotaku_core::flow::visit::Step;
use kyotaku_core::wire::presence::CareKind;

use super::event::{Event, Setting, Trouble, Way, Who};
use super::visit::Visit;
use super::{CARDS, Model};
use crate::random::Random;

/// What kind of a day a sequence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Mostly, what leads on happens.
    Usual,
    /// Nobody knows what to do next.
    Confused,
    /// Passwords are mistyped.
    Forgetful,
    /// Answers seldom arrive.
    Offline,
    /// Between any two events there may be hours.
    Long,
    /// Nearly everything goes well, for one patient after all.
    Calm,
}

impl Day {
    /// A day by chance.
    pub fn choose(random: &mut Random) -> Self {
        of(
            random,
            &[
                (3, Self::Usual),
                (1, Self::Confused),
                (1, Self::Forgetful),
                (1, Self::Offline),
                (1, Self::Long),
                (2, Self::Calm),
            ],
        )
    }

    fn anything(self, random: &mut Random) -> bool {
        let one_of = match self {
            Self::Confused => 2,
            Self::Calm => 20,
            _ => 6,
        };
        random.below(one_of) == 0
    }

    /// How many events it has: at most 31, of a calm one 50, which come further.
    pub fn length(self, random: &mut Random) -> u64 {
        match self {
            Self::Calm => 30 + random.below(21),
            _ => 6 + random.below(26),
        }
    }

    fn right(self, random: &mut Random) -> bool {
        match self {
            Self::Forgetful => random.below(4) == 0,
            Self::Calm => true,
            _ => random.below(8) > 0,
        }
    }

    fn way(self, random: &mut Random) -> Way {
        let through = match self {
            Self::Offline => 3,
            Self::Calm => 60,
            _ => 15,
        };
        of(
            random,
            &[
                (through, Way::Through),
                (1, Way::Portal),
                (1, Way::Garbled),
                (1, Way::Dropped),
            ],
        )
    }
}

impl Model {
    /// What happens next.
    pub fn choose(&self, day: Day, random: &mut Random) -> Event {
        if day == Day::Long && random.below(3) == 0 {
            return pass(random);
        }
        if !day.anything(random) {
            return self.lead_on(day, random);
        }
        loop {
            let event = anything(day, random);
            if self.makes_sense(event) {
                return event;
            }
        }
    }

    /// Whether there is something for it to happen to.
    fn makes_sense(&self, event: Event) -> bool {
        match event {
            Event::Prepare(_)
            | Event::TypePin { .. }
            | Event::Tap { .. }
            | Event::TapBySight { .. }
            | Event::Look { .. }
            | Event::Decline
            | Event::Change { .. }
            | Event::Deliver(_)
            | Event::Confirm
            | Event::Differs
            | Event::Answer { .. }
            | Event::Review(_)
            | Event::ChangeConsent { .. }
            | Event::RevokeConsents(_)
            | Event::LeaveConsents
            | Event::Register(_)
            | Event::Abandon => self.phone.visit.is_some(),
            Event::Resume(place) | Event::Discard(place) => place < self.phone.deliveries.len(),
            Event::Revoke => self.phone.activation == ActivationStep::Registered,
            _ => true,
        }
    }

    fn lead_on(&self, day: Day, random: &mut Random) -> Event {
        if self.phone.activation != ActivationStep::Registered {
            return Event::Activate {
                staff: of(random, &[(8, Who::Nurse), (1, Who::Doctor)]),
                right: day.right(random),
                new_code: self.server.codes.is_empty() || random.below(3) == 0,
                way: day.way(random),
            };
        }
        if let Some(visit) = &self.phone.visit
            && !matches!(visit.step, Step::Done | Step::Stopped)
            && (visit.step != Step::Preparing || self.may_prepare(visit) || random.below(4) == 0)
        {
            return match visit.step {
                Step::Ready if day == Day::Calm => calmly(visit),
                Step::Ready if visit.is_by_sight() => tap_by_sight(day, random),
                Step::Ready if !visit.holds_pin() => type_pin(random),
                Step::Ready => tap(random),
                step => lead_on_from(step, day, random),
            };
        }
        let waits = !self.phone.deliveries.is_empty();
        match &self.phone.session {
            _ if waits && random.below(2) == 0 => Event::Resume(0),
            None => Event::SignIn {
                staff: of(random, &[(4, Who::Nurse), (1, Who::Doctor)]),
                right: day.right(random),
                way: day.way(random),
            },
            Some(session) if session.locked => Event::Unlock,
            Some(_) => Event::Begin {
                kind: of(
                    random,
                    &[(6, CareKind::HomeVisit), (1, CareKind::Outpatient)],
                ),
                by_sight: random.below(3) == 0,
                review: self.chooses_review(random),
            },
        }
    }

    /// Mostly where there is something to review.
    fn chooses_review(&self, random: &mut Random) -> bool {
        let mut consents = self.server.consents.iter();
        let given = consents.any(|consents| !consents.is_empty());
        random.below(if given { 2 } else { 8 }) == 0
    }

    fn may_prepare(&self, visit: &Visit) -> bool {
        let session = self.phone.session.filter(|session| !session.locked);
        session.is_some_and(|session| visit.is_of(session.who))
    }
}

/// What leads from `Ready` to a signature.
fn calmly(visit: &Visit) -> Event {
    let (card, trouble) = (0, Trouble::None);
    if visit.is_by_sight() {
        Event::TapBySight {
            card,
            trouble,
            way: Way::Through,
        }
    } else if visit.holds_pin() {
        Event::Tap {
            card,
            trouble,
            last_try: true,
        }
    } else {
        Event::TypePin { right: true }
    }
}

fn lead_on_from(step: Step, day: Day, random: &mut Random) -> Event {
    match step {
        Step::Verifying => of(
            random,
            &[
                (8, Event::Look { complete: true }),
                (1, Event::Look { complete: false }),
                (1, Event::Decline),
            ],
        ),
        Step::Preparing => Event::Prepare(day.way(random)),
        Step::Delivering => Event::Deliver(day.way(random)),
        Step::Identifying => of(random, &[(9, Event::Confirm), (1, Event::Differs)]),
        Step::Reviewing => review(day, random),
        Step::Consenting => Event::Answer {
            agrees: random.below(4) > 0,
            proxy: random.below(6) == 0,
        },
        _ => Event::Register(day.way(random)),
    }
}

fn anything(day: Day, random: &mut Random) -> Event {
    match random.below(23) {
        0 => Event::Activate {
            staff: of(
                random,
                &[(2, Who::Nurse), (1, Who::Doctor), (1, Who::Administrator)],
            ),
            right: day.right(random),
            new_code: random.below(2) == 0,
            way: day.way(random),
        },
        1 => of(random, &[(2, Event::Restart), (1, Event::Revoke)]),
        2 => {
            let setting = of(
                random,
                &[
                    (1, Setting::HomeVisit),
                    (1, Setting::Outpatient),
                    (2, Setting::ViewConsent),
                    (1, Setting::Visual),
                ],
            );
            Event::Set(setting, random.below(2) == 0)
        }
        3 => Event::SignIn {
            staff: of(
                random,
                &[(2, Who::Nurse), (2, Who::Doctor), (1, Who::Administrator)],
            ),
            right: day.right(random),
            way: day.way(random),
        },
        4 => Event::SignOut(day.way(random)),
        5 => Event::Leave,
        6 => Event::ComeBack,
        7 => Event::Touch,
        8 => Event::Unlock,
        9 | 10 => pass(random),
        11 => Event::Begin {
            kind: of(
                random,
                &[
                    (1, CareKind::HomeVisit),
                    (1, CareKind::Outpatient),
                    (1, CareKind::Online),
                ],
            ),
            by_sight: random.below(2) == 0,
            review: random.below(2) == 0,
        },
        12 => Event::Abandon,
        13 => Event::Resume(usize::try_from(random.below(3)).unwrap()),
        14 => Event::Discard(usize::try_from(random.below(3)).unwrap()),
        15 => type_pin(random),
        16 => tap(random),
        17 => Event::Change {
            by_sight: random.below(2) == 0,
        },
        18 => tap_by_sight(day, random),
        place => {
            let steps = [
                Step::Reviewing,
                Step::Verifying,
                Step::Preparing,
                Step::Delivering,
                Step::Identifying,
                Step::Consenting,
                Step::Registering,
            ];
            let step = steps[usize::try_from(random.below(7)).unwrap()];
            if place == 19 {
                Event::Differs
            } else {
                lead_on_from(step, day, random)
            }
        }
    }
}

fn review(day: Day, random: &mut Random) -> Event {
    let kind = of(
        random,
        &[(3, CareKind::HomeVisit), (1, CareKind::Outpatient)],
    );
    match random.below(8) {
        0..=2 => Event::Review(day.way(random)),
        3 | 4 => Event::ChangeConsent {
            kind,
            agrees: random.below(2) == 0,
            proxy: random.below(6) == 0,
        },
        5 => Event::RevokeConsents(None),
        6 => Event::RevokeConsents(Some(kind)),
        _ => Event::LeaveConsents,
    }
}

fn tap_by_sight(day: Day, random: &mut Random) -> Event {
    Event::TapBySight {
        card: of(random, &[(9, 0), (1, 1), (1, 2), (1, 3), (1, 4)]),
        trouble: of(
            random,
            &[
                (8, Trouble::None),
                (1, Trouble::AtOnce),
                (4, Trouble::BeforeSigning),
                (1, Trouble::Slow(301)),
                (1, Trouble::Dropped),
            ],
        ),
        way: day.way(random),
    }
}

fn pass(random: &mut Random) -> Event {
    let hour = 3600;
    Event::Pass(of(
        random,
        &[
            (4, 10),
            (4, 40),
            (4, 200),
            (4, 301),
            (3, 31 * 60),
            (1, 9 * hour),
            (1, 13 * hour),
        ],
    ))
}

fn type_pin(random: &mut Random) -> Event {
    Event::TypePin {
        right: random.below(4) > 0,
    }
}

fn tap(random: &mut Random) -> Event {
    let card = of(random, &[(6, 0), (2, 1), (1, 2), (1, 3), (1, 4)]);
    debug_assert!(card < CARDS.len());
    Event::Tap {
        card,
        trouble: of(
            random,
            &[
                (14, Trouble::None),
                (1, Trouble::AtOnce),
                (1, Trouble::BeforeVerify),
                (1, Trouble::AfterVerify),
                (1, Trouble::BeforeSigning),
                (1, Trouble::Slow(20)),
                (1, Trouble::Slow(301)),
                (1, Trouble::Dropped),
            ],
        ),
        last_try: random.below(2) == 0,
    }
}

/// One of several, each as often as its number says.
fn of<T: Copy>(random: &mut Random, choices: &[(u64, T)]) -> T {
    let mut left = random.below(choices.iter().map(|(weight, _)| weight).sum());
    for (weight, choice) in choices {
        if left < *weight {
            return *choice;
        }
        left -= weight;
    }
    choices[0].1
}
