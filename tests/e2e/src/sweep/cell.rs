//! One cell of the sweep, and the judgement over it.

use kyotaku_core::card::{
    CardError, DeviceCheck, Interruption, LastTry, LengthSupport, PinOutcome, Support, VerifyFate,
    VisualOutcome,
};

use super::{Entered, Scenario, TRIES_MAX, only_after_the_query};
use crate::allowed::{ALLOWED, shape};
use crate::bench::{Bench, digest, tries_left};
use crate::operation::{Operation, Outcome};
use crate::reader::{Exchange, RelayTrouble, Terminal};
use crate::trouble::Trouble;
use crate::visit::Visit;

/// One tap with its trouble, and the taps after it.
pub(super) struct Cell<'b> {
    scenario: &'b Scenario,
    trouble: Option<(usize, Trouble)>,
    relay: RelayTrouble,
    pub(super) visit: Visit<'b>,
}

/// A VERIFY of the troubled tap.
#[derive(Clone, Copy)]
struct Presented {
    /// Tries that the core was told of before; from a wrong number, wrong things follow.
    tries_told: Option<u8>,
    /// Whether the core was told what became of it.
    outcome_told: bool,
    /// Whether the card has processed it.
    processed: bool,
}

impl Presented {
    fn in_exchanges(exchanges: &[Exchange]) -> Option<Self> {
        let [.., query, verify] = exchanges.split_inclusive(Exchange::is_verify).next()? else {
            return None;
        };
        verify.is_verify().then(|| Self {
            tries_told: query.status().map(|told| told.to_be_bytes()[1] & 0x0F),
            outcome_told: verify.tells_the_outcome(),
            processed: verify.processed,
        })
    }
}

type Checked<T = ()> = Result<T, String>;

impl<'b> Cell<'b> {
    pub(super) fn new(
        bench: &'b Bench,
        scenario: &'b Scenario,
        trouble: Option<(usize, Trouble)>,
        relay: RelayTrouble,
    ) -> Self {
        let mut visit = Visit::for_operation(bench, scenario.card(bench), scenario.operation);
        visit.terminal = Terminal::with(relay);
        if let Some((number, trouble)) = trouble {
            visit.reader = visit.reader.with_trouble(number, trouble);
        }
        if scenario.operation.uses_pin() {
            visit = visit.entering(scenario.pin);
        }
        Self {
            scenario,
            trouble,
            relay,
            visit,
        }
    }

    pub(super) fn name(&self) -> String {
        match self.trouble {
            Some((number, trouble)) => format!("command {number} {trouble}"),
            None => format!("server: {:?}", self.relay),
        }
    }

    /// Commands of the first tap.
    pub(super) fn count(mut self) -> usize {
        // Whatever it ends with is judged elsewhere.
        let _ = self.visit.tap(self.scenario.operation);
        self.visit.reader.exchanges().len()
    }

    /// The troubled tap, the judgement, and the taps that must succeed.
    pub(super) fn run(mut self) -> Checked {
        let known = self.visit.memory.lengths;
        let result = self.visit.tap(self.scenario.operation);
        self.judge(&result, known)?;

        let sent = Presented::in_exchanges(self.visit.reader.exchanges());
        self.hold_again();
        match self.scenario.operation {
            Operation::SignVisually => self.signs_visually(),
            Operation::DeviceCheck => self.learns_both_lengths(),
            _ => self.signs_with_pin(sent),
        }
        .map_err(|why| format!("{why}; the troubled tap ended with {result:?}"))?;
        match self.visit.reader.card().log().forbidden() {
            0 => Ok(()),
            touched => Err(format!("{touched} forbidden commands")),
        }
    }

    /// The card is held again, and the server has recovered.
    fn hold_again(&mut self) {
        self.visit.terminal = Terminal::new();
        self.visit.reader.hold_again();
    }

    /// What must hold after the troubled tap, whatever the trouble.
    fn judge(&self, result: &Result<Outcome, CardError>, known: LengthSupport) -> Checked {
        if let Some(violation) = self.visit.reader.violation() {
            return Err(violation.to_owned());
        }
        let exchanges = self.visit.reader.exchanges();
        let shapes = exchanges.iter().map(|one| shape(&one.command));
        if let Some(sent) = shapes
            .into_iter()
            .find(|sent| !ALLOWED.contains(&sent.as_str()))
        {
            return Err(format!("{sent} is not on the list"));
        }
        only_after_the_query(exchanges, false)?;
        let verifications = exchanges.iter().filter(|one| one.is_verify());
        let allowed = usize::from(self.scenario.operation.uses_pin());
        let sent = verifications.clone().count();
        if sent > allowed {
            return Err(format!("{sent} VERIFYs for {allowed} entered PINs"));
        }
        let processed = verifications.filter(|one| one.processed).count();
        let expected = match (self.scenario.pin, processed) {
            (_, 0) => self.scenario.tries,
            (Entered::Right, _) => TRIES_MAX,
            (Entered::Wrong, _) => self.scenario.tries - 1,
        };
        let left = self.tries_left();
        if left != expected {
            return Err(format!("{left} tries left instead of {expected}"));
        }
        self.check_lengths(known)?;
        match result {
            Ok(outcome) if outcome.signed().is_some() => self.check_signature(outcome),
            _ => Ok(()),
        }
    }

    fn tries_left(&self) -> u8 {
        tries_left(self.visit.reader.card())
    }

    /// One trouble proves nothing about a phone, unless the phone itself says that the command is
    /// too long.
    fn check_lengths(&self, known: LengthSupport) -> Checked {
        let learned = self.visit.memory.lengths;
        let too_long = Trouble::LostBefore(Interruption::PacketTooLong);
        let long_answer = |one: &Exchange| one.told.as_ref().is_ok_and(|told| told.len() > 258);
        let answered = self.visit.reader.exchanges().iter().any(long_answer);
        if learned.le == Support::No {
            return Err("one trouble proved that long answers do not pass".to_owned());
        }
        if learned.le == Support::Yes && known.le != Support::Yes && !answered {
            return Err("long answers are said to pass, and none did".to_owned());
        }
        if learned.lc == Support::No && self.trouble.is_none_or(|(_, trouble)| trouble != too_long)
        {
            return Err("one trouble proved that long commands do not pass".to_owned());
        }
        Ok(())
    }

    fn check_signature(&self, outcome: &Outcome) -> Checked {
        let signed = outcome
            .signed()
            .ok_or_else(|| format!("no signature: {outcome:?}"))?;
        let on_card = &self.visit.reader.card().image().authentication.certificate;
        let filed = on_card.as_deref().unwrap_or_default();
        if !filed.starts_with(signed.certificate.der()) {
            return Err("the certificate is not the card's".to_owned());
        }
        signed
            .certificate
            .verify_sha256(digest().bytes(), signed.signature.bytes())
            .map_err(|error| error.to_string())
    }

    /// The next tap signs. The last try, if it has come to that, is risked with the patient's word.
    fn must_sign(&mut self, operation: Operation) -> Checked {
        let last_try = (self.tries_left() == 1).then(LastTry::confirmed_by_patient);
        let outcome = self
            .visit
            .tap_with(operation, last_try)
            .map_err(|error| format!("the next tap failed: {error}"))?;
        self.check_signature(&outcome)
            .map_err(|why| format!("the next tap: {why}"))
    }

    fn signs_visually(&mut self) -> Checked {
        if self.visit.memory.lengths.lc != Support::No {
            return self.must_sign(Operation::SignVisually);
        }
        match self.visit.tap(Operation::SignVisually) {
            Ok(Outcome::Visual(VisualOutcome::ExtendedLengthRefused)) => {}
            other => return Err(format!("a phone without long commands: {other:?}")),
        }
        self.hold_again();
        // Without 目視 there is still the PIN.
        self.visit.memory.enter_pin(Entered::Right.pin());
        self.must_sign(Operation::SignShort)
    }

    fn learns_both_lengths(&mut self) -> Checked {
        let both = LengthSupport {
            le: Support::Yes,
            lc: Support::Yes,
        };
        match self.visit.tap(Operation::DeviceCheck) {
            Ok(Outcome::Device(DeviceCheck::Learned(learned))) if learned == both => {}
            other => return Err(format!("the repeated check: {other:?}")),
        }
        self.hold_again();
        self.visit.memory.enter_pin(Entered::Right.pin());
        self.must_sign(Operation::SignExtended)
    }

    /// The taps after a tap with a PIN: what became of a lost VERIFY, the PIN that is still held,
    /// the right PIN.
    fn signs_with_pin(&mut self, sent: Option<Presented>) -> Checked {
        if !self.visit.memory.holds_pin()
            && let Some(sent) = sent
        {
            self.learns_the_fate(sent)?;
            self.hold_again();
        }
        if self.visit.memory.holds_pin() && self.scenario.pin == Entered::Wrong {
            self.is_told_wrong()?;
            self.hold_again();
        }
        if !self.visit.memory.holds_pin() {
            self.visit.memory.enter_pin(Entered::Right.pin());
        }
        self.must_sign(Operation::SignShort)?;
        let exchanges = self.visit.reader.exchanges();
        only_after_the_query(exchanges, true)?;
        match exchanges.iter().filter(|one| one.is_verify()).count() {
            1 if self.tries_left() == TRIES_MAX => Ok(()),
            1 => Err("the right PIN did not restore the tries".to_owned()),
            sent => Err(format!("{sent} VERIFYs in the next tap")),
        }
    }

    /// Without a PIN the next tap asks for one, and says what became of the lost VERIFY: the truth.
    fn learns_the_fate(&mut self, sent: Presented) -> Checked {
        let result = self.visit.tap(Operation::SignShort);
        if self
            .visit
            .reader
            .exchanges()
            .iter()
            .any(Exchange::is_verify)
        {
            return Err("a VERIFY without an entered PIN".to_owned());
        }
        let truth = self.fate(sent);
        match result {
            Ok(Outcome::Pin(PinOutcome::PinNeeded {
                tries_left,
                lost_verify,
            })) if tries_left == self.tries_left()
                && (lost_verify == truth || sent.tries_told != Some(self.scenario.tries)) =>
            {
                Ok(())
            }
            other => Err(format!("expected the fate {truth:?}, got {other:?}")),
        }
    }

    /// What became of a VERIFY, as the card knows it; `None` when the core was told.
    fn fate(&self, sent: Presented) -> Option<VerifyFate> {
        if sent.outcome_told {
            return None;
        }
        Some(match (self.scenario.pin, sent.processed) {
            (Entered::Wrong, true) => VerifyFate::Counted,
            (Entered::Right, true) if self.scenario.tries < TRIES_MAX => VerifyFate::Right,
            (_, false) if self.scenario.tries < TRIES_MAX => VerifyFate::NotCounted,
            _ => VerifyFate::RightOrNotCounted,
        })
    }

    /// A wrong PIN that the memory still holds is found out, at the cost of one try in all.
    fn is_told_wrong(&mut self) -> Checked {
        let result = self.visit.tap(Operation::SignShort);
        let left = self.tries_left();
        if left + 1 != self.scenario.tries {
            return Err(format!("one wrong PIN, and {left} tries left"));
        }
        match result {
            Ok(Outcome::Pin(PinOutcome::WrongPin { tries_left })) if tries_left == left => {}
            other => return Err(format!("a wrong PIN: {other:?}")),
        }
        if self.visit.memory.holds_pin() {
            return Err("a wrong PIN is kept".to_owned());
        }
        Ok(())
    }
}
