//! Cards, and what a visit remembers of them.
//!
//! A PIN that was typed is presented once, to the first card that is seen after it was typed, and to
//! no card when the visit had seen another before. Only one that a card has accepted may be presented
//! again, to that card.

use core::cmp::Ordering;

use kyotaku_core::card::VerifyFate;

use super::event::{Told, Trouble};

/// Tries of a fresh card.
pub const TRIES: u8 = 3;

/// A card that patients hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Tries that are left.
    pub tries: u8,
}

/// What a visit remembers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// The PIN, and the card it is for, once that is known.
    pin: Option<(bool, Option<usize>)>,
    /// The card that was seen last.
    seen: Option<usize>,
    /// A PIN that was sent without an answer: to which card, and the tries it had.
    lost: Option<(usize, u8)>,
    /// A tap was dropped, and the patient is told the tries before another PIN is sent.
    untold: bool,
}

impl Memory {
    /// A PIN is typed.
    pub fn type_pin(&mut self, right: bool) {
        self.pin = Some((right, None));
    }

    /// Whether there is a PIN to present.
    #[must_use]
    pub const fn holds_pin(&self) -> bool {
        self.pin.is_some()
    }

    /// A tap; how often the card was shown a PIN is counted in `shown`.
    pub fn tap(
        &mut self,
        number: usize,
        card: &mut Card,
        trouble: Trouble,
        last_try: bool,
        shown: &mut usize,
    ) -> Told {
        if trouble == Trouble::AtOnce {
            return Told::CardGone;
        }
        if self.seen.replace(number).is_some_and(|seen| seen != number) {
            self.pin = None;
        }
        if card.tries == 0 {
            (self.pin, self.lost) = (None, None);
            return Told::Blocked;
        }
        let fate = self
            .lost
            .take_if(|(to, _)| *to == number)
            .map(|(_, before)| match card.tries.cmp(&before) {
                Ordering::Less => VerifyFate::Counted,
                Ordering::Greater => VerifyFate::Right,
                Ordering::Equal if before < TRIES => VerifyFate::NotCounted,
                Ordering::Equal => VerifyFate::RightOrNotCounted,
            });
        if core::mem::take(&mut self.untold) || fate == Some(VerifyFate::Counted) {
            self.pin = None;
        }
        let Some((right, _)) = self.pin.take_if(|(_, of)| of.is_none_or(|of| of == number)) else {
            self.pin = None;
            return Told::PinNeeded(card.tries, fate);
        };
        if card.tries == 1 && !last_try {
            self.pin = Some((right, Some(number)));
            return Told::LastTry;
        }
        self.verify(number, card, trouble, right, shown)
    }

    fn verify(
        &mut self,
        number: usize,
        card: &mut Card,
        trouble: Trouble,
        right: bool,
        shown: &mut usize,
    ) -> Told {
        self.lost = Some((number, card.tries));
        if trouble == Trouble::BeforeVerify {
            return Told::CardGone;
        }
        *shown += 1;
        card.tries = if right { TRIES } else { card.tries - 1 };
        match trouble {
            Trouble::AfterVerify => return Told::CardGone,
            Trouble::Dropped => {
                *self = Self {
                    untold: true,
                    ..Self::default()
                };
                return Told::Nothing;
            }
            _ => self.lost = None,
        }
        if !right {
            return match card.tries {
                0 => Told::Blocked,
                left => Told::WrongPin(left),
            };
        }
        if trouble == Trouble::BeforeSigning {
            self.pin = Some((true, Some(number)));
            return Told::CardGone;
        }
        Told::Signed
    }
}
