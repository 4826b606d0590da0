//! What one tap leaves for the next, within a visit and beyond it.

use core::fmt;

use zeroize::Zeroizing;

use crate::pki::Fingerprint;
use crate::secret::Pin;

/// Whether something works on this phone, as far as proven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Support {
    /// Nobody tried, or a try ended without telling.
    #[default]
    Unknown,
    /// A long exchange went through.
    Yes,
    /// Refused twice in a row, or refused by the phone itself.
    No,
}

/// What is known of extended length fields on this phone. Keep it beyond the visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LengthSupport {
    /// Responses longer than 256 bytes in one exchange.
    pub le: Support,
    /// Commands with more than 255 bytes of data. 目視 needs them.
    pub lc: Support,
}

/// How to read the certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReadPreference {
    /// In one extended read where this phone has proven it, else in short reads.
    #[default]
    Auto,
    /// In one extended read, unless it fails in this visit.
    Extended,
    /// In short reads.
    Short,
}

/// Bytes asked for by one short read; smaller after failures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chunk {
    /// 256 bytes.
    #[default]
    Full,
    /// 224 bytes.
    Reduced,
    /// 160 bytes, which every reader in the field passes.
    Cautious,
}

impl Chunk {
    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::Full => 256,
            Self::Reduced => 224,
            Self::Cautious => 160,
        }
    }

    pub(super) const fn smaller(self) -> Option<Self> {
        match self {
            Self::Full => Some(Self::Reduced),
            Self::Reduced => Some(Self::Cautious),
            Self::Cautious => None,
        }
    }
}

/// What became of a VERIFY whose answer was lost, as far as the counter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyFate {
    /// The counter went down: the PIN was wrong and has cost a try.
    Counted,
    /// The counter is as it was, and not at its maximum: the card never saw the PIN.
    NotCounted,
    /// The counter went back up to its maximum: the PIN was right.
    Right,
    /// The counter was at its maximum and still is: right, or never seen.
    RightOrNotCounted,
}

/// What the taps of one visit learned. Give it to each tap; its report gives it back.
///
/// Dropping it wipes the PIN.
#[derive(Default)]
pub struct VisitMemory {
    /// What this phone is known to pass.
    pub lengths: LengthSupport,
    /// How to read the certificate.
    pub preference: ReadPreference,
    chunk: Chunk,
    long_read_failed: bool,
    le_refusals: u8,
    certificate: Zeroizing<Vec<u8>>,
    pin: PinMemory,
    lost_verify: Option<LostVerify>,
    /// A tap was dropped, and it is not known whether it had sent a PIN, nor to which card.
    tries_untold: bool,
    /// The first card of the taps that rest on one confirmation by sight.
    confirmed: Option<Fingerprint>,
    /// A card began otherwise than the one that an earlier tap had begun to read.
    card_changed: bool,
}

/// The life of an entered PIN. Each transition is in [`VisitMemory`]'s methods.
#[derive(Default)]
enum PinMemory {
    /// Nothing may be presented.
    #[default]
    Empty,
    /// The patient entered it, and no card has seen it. Once a tap has read a certificate, it is
    /// meant for that card and for no other.
    Entered {
        pin: Pin,
        meant_for: Option<Fingerprint>,
    },
    /// The card with this certificate accepted it; it alone may see it again.
    Accepted { pin: Pin, by: Fingerprint },
}

/// A VERIFY that was sent and not answered. Its PIN is gone; the counter will tell what became of
/// it.
#[derive(Clone, Copy)]
struct LostVerify {
    tries_before: u8,
    to: Fingerprint,
}

impl VisitMemory {
    /// A new visit on a phone of which this much is known.
    #[must_use]
    pub fn new(lengths: LengthSupport) -> Self {
        Self {
            lengths,
            ..Self::default()
        }
    }

    /// A visit that goes on after a tap was dropped without a report. Its next tap tells how many
    /// tries are left, and sends no PIN.
    #[must_use]
    pub fn after_dropped_tap(lengths: LengthSupport) -> Self {
        Self {
            tries_untold: true,
            ..Self::new(lengths)
        }
    }

    /// Staff confirm by sight, anew: the next card is the one that they have looked at, whatever was
    /// held before. It also forgets a PIN.
    pub fn begin_confirmation(&mut self) {
        self.forget_certificate();
        self.forget_pin();
        self.confirmed = None;
        self.card_changed = false;
    }

    /// Whether this is the first card since [`begin_confirmation`](Self::begin_confirmation).
    pub(super) fn is_card_of_confirmation(&mut self, card: Fingerprint) -> bool {
        !self.card_changed && *self.confirmed.get_or_insert(card) == card
    }

    /// Whether the tries that are left must be told before a PIN is sent; asked once.
    pub(super) fn owes_tries(&mut self) -> bool {
        core::mem::take(&mut self.tries_untold)
    }

    /// The patient entered a PIN for the next VERIFY; it replaces any earlier one. What became of
    /// a lost VERIFY is still found out first.
    pub fn enter_pin(&mut self, pin: Pin) {
        self.pin = PinMemory::Entered {
            pin,
            meant_for: None,
        };
    }

    /// Wipes the PIN, whatever its state.
    pub fn forget_pin(&mut self) {
        self.pin = PinMemory::Empty;
    }

    /// Whether the next tap has a PIN it may present.
    #[must_use]
    pub const fn holds_pin(&self) -> bool {
        !matches!(self.pin, PinMemory::Empty)
    }

    /// Bytes of the certificate read so far in this visit.
    pub(super) fn certificate_read(&self) -> &[u8] {
        &self.certificate
    }

    pub(super) fn keep_certificate(&mut self, bytes: &[u8]) {
        self.certificate.clear();
        self.certificate.extend_from_slice(bytes);
    }

    /// The bytes may have been damaged on the way: the next tap reads them all again.
    pub(super) fn forget_certificate(&mut self) {
        self.certificate.clear();
    }

    /// The certificate begins otherwise than the one that an earlier tap of this visit began to
    /// read: this is another card, and the PIN was not entered for it.
    pub(super) fn other_card(&mut self) {
        self.forget_certificate();
        self.forget_pin();
        self.card_changed = true;
    }

    /// Whether there is a PIN for the card with this certificate.
    ///
    /// A PIN belongs to the first card that a tap identified after its entry; any other card finds
    /// none, and the PIN is wiped.
    pub(super) fn offers_pin(&mut self, card: Fingerprint) -> bool {
        let owner = match &mut self.pin {
            PinMemory::Entered { meant_for, .. } => Some(*meant_for.get_or_insert(card)),
            PinMemory::Accepted { by, .. } => Some(*by),
            PinMemory::Empty => None,
        };
        let offered = owner == Some(card);
        if !offered {
            self.forget_pin();
        }
        offered
    }

    /// Takes the PIN out to send it. Until an answer comes, its outcome is unknown.
    pub(super) fn send_pin(&mut self, tries_before: u8, to: Fingerprint) -> Option<Pin> {
        match core::mem::take(&mut self.pin) {
            PinMemory::Entered { pin, .. } | PinMemory::Accepted { pin, .. } => {
                self.lost_verify = Some(LostVerify { tries_before, to });
                Some(pin)
            }
            PinMemory::Empty => None,
        }
    }

    /// The VERIFY that was sent last got an answer.
    pub(super) fn pin_answered(&mut self) {
        self.lost_verify = None;
    }

    pub(super) fn pin_accepted(&mut self, pin: Pin, by: Fingerprint) {
        self.pin_answered();
        self.pin = PinMemory::Accepted { pin, by };
    }

    /// Resolves a lost VERIFY with the counter of the same card. Another card tells nothing, and
    /// the question stays open until its own card is back.
    pub(super) fn resolve(&mut self, tries_now: u8, card: Fingerprint) -> Option<VerifyFate> {
        let LostVerify { tries_before, .. } = self.lost_verify.take_if(|lost| lost.to == card)?;
        Some(match tries_now.cmp(&tries_before) {
            core::cmp::Ordering::Less => VerifyFate::Counted,
            core::cmp::Ordering::Greater => VerifyFate::Right,
            core::cmp::Ordering::Equal if tries_before < PIN_TRIES => VerifyFate::NotCounted,
            core::cmp::Ordering::Equal => VerifyFate::RightOrNotCounted,
        })
    }

    pub(super) const fn chunk(&self) -> Chunk {
        self.chunk
    }

    /// Asks for less from now on; `false` when it cannot get smaller.
    pub(super) fn shrink_chunk(&mut self) -> bool {
        self.chunk
            .smaller()
            .map(|smaller| self.chunk = smaller)
            .is_some()
    }

    /// Whether to try the whole certificate in one read.
    pub(super) fn reads_extended(&self, eager: bool) -> bool {
        !self.long_read_failed
            && match (self.preference, self.lengths.le) {
                (ReadPreference::Short, _) | (_, Support::No) => false,
                (ReadPreference::Extended, _) | (ReadPreference::Auto, Support::Yes) => true,
                (ReadPreference::Auto, Support::Unknown) => eager,
            }
    }

    /// A long read lost the tag or was refused: it may have been the length. Not again in this
    /// visit.
    pub(super) fn long_read_failed(&mut self) {
        self.long_read_failed = true;
    }

    /// A long response came through.
    pub(super) fn long_read_passed(&mut self) {
        self.le_refusals = 0;
        self.lengths.le = Support::Yes;
    }

    /// Begins a device check: nothing is known of long responses, whatever was before.
    pub(super) fn forget_long_reads(&mut self) {
        self.le_refusals = 0;
        self.lengths.le = Support::Unknown;
    }

    /// Tries the extended form again, from the first byte.
    pub(super) fn retry_long_read(&mut self) {
        self.long_read_failed = false;
        self.forget_certificate();
    }

    /// The extended form was answered 6700. Once may be a slip, twice is an answer.
    pub(super) fn long_read_refused(&mut self) {
        self.long_read_failed = true;
        self.le_refusals = self.le_refusals.saturating_add(1);
        if self.le_refusals >= 2 {
            self.lengths.le = Support::No;
        }
    }
}

/// Tries of the 利用者証明用 PIN after a success.
const PIN_TRIES: u8 = 3;

impl fmt::Debug for VisitMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VisitMemory")
            .field("lengths", &self.lengths)
            .field("preference", &self.preference)
            .field("chunk", &self.chunk)
            .field("holds_pin", &self.holds_pin())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin() -> Pin {
        Pin::parse(b"1234").unwrap()
    }

    fn two_cards() -> [Fingerprint; 2] {
        [b"first", b"other"].map(|der| Fingerprint::of(der))
    }

    #[test]
    fn accepted_pin_is_wiped_when_another_card_appears() {
        let [first, second] = two_cards();
        let mut memory = VisitMemory::default();
        memory.pin_accepted(pin(), first);
        assert!(memory.offers_pin(first));
        assert!(!memory.offers_pin(second));
        assert!(!memory.holds_pin() && !memory.offers_pin(first));
    }

    #[test]
    fn an_entered_pin_belongs_to_the_first_card_that_is_identified() {
        let [first, second] = two_cards();
        let mut memory = VisitMemory::default();
        memory.enter_pin(pin());
        assert!(memory.offers_pin(first) && memory.offers_pin(first));
        assert!(!memory.offers_pin(second));
        assert!(!memory.holds_pin());
    }

    #[test]
    fn a_confirmation_by_sight_belongs_to_the_first_card_until_another_is_made() {
        let [first, second] = two_cards();
        let mut memory = VisitMemory::default();
        assert!(memory.is_card_of_confirmation(first) && memory.is_card_of_confirmation(first));
        assert!(!memory.is_card_of_confirmation(second));
        assert!(memory.is_card_of_confirmation(first));
        memory.begin_confirmation();
        assert!(memory.is_card_of_confirmation(second));
        // A card that was only begun to be read counts too.
        memory.begin_confirmation();
        memory.other_card();
        assert!(!memory.is_card_of_confirmation(second));
    }

    #[test]
    fn a_lost_verify_waits_for_its_own_card_and_for_no_entry() {
        let [first, second] = two_cards();
        for (now, fate) in [
            (1, VerifyFate::Counted),
            (2, VerifyFate::NotCounted),
            (3, VerifyFate::Right),
        ] {
            let mut memory = VisitMemory::default();
            memory.enter_pin(pin());
            assert!(memory.send_pin(2, first).is_some());
            memory.enter_pin(pin());
            assert_eq!(memory.resolve(3, second), None);
            assert_eq!(memory.resolve(now, first), Some(fate));
            assert_eq!(memory.resolve(now, first), None);
        }
    }
}
