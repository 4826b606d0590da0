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
    /// The card that staff have looked at, once it was held.
    looked_at: Option<usize>,
    /// Another card was held since.
    changed: bool,
    /// A tap was dropped, and the patient is told the tries before another PIN is sent.
    untold: bool,
}

impl Memory {
    /// A PIN is typed.
    pub fn type_pin(&mut self, right: bool) {
        self.pin = Some((right, None));
    }

    /// Staff look, or look again: what was held or typed before counts no more.
    pub fn look(&mut self) {
        *self = Self {
            lost: self.lost,
            untold: self.untold,
            ..Self::default()
        };
    }

    /// The app has dropped a tap: nothing is known of it.
    pub fn drop_tap(&mut self) {
        *self = Self {
            untold: true,
            ..Self::default()
        };
    }

    /// A card is held.
    fn see(&mut self, number: usize) {
        if self.seen.replace(number).is_some_and(|seen| seen != number) {
            (self.pin, self.changed) = (None, true);
        }
    }

    /// Whether this is the card that staff have looked at.
    pub fn is_the_card(&mut self, number: usize) -> bool {
        self.see(number);
        !self.changed && *self.looked_at.get_or_insert(number) == number
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
        self.see(number);
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
                self.drop_tap();
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
