//! One trouble at one command of one operation, and everything that must hold after it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::card::{
    DeviceCheck, Interruption, LastTry, LengthSupport, PinOutcome, Support, VerifyFate,
    VisitMemory, VisualOutcome,
};
use kyotaku_core::secret::Pin;

use crate::bench::{Bench, digest, tries_left};
use crate::operation::{Operation, Outcome, Tapped};
use crate::reader::{Exchange, Reader, RelayTrouble, Terminal};
use crate::trouble::Trouble;

/// Tries after a success.
const TRIES_MAX: u8 = 3;

/// An operation on a card, before anything goes wrong.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// What is done.
    pub operation: Operation,
    /// To which card.
    pub card: &'static str,
    /// PIN tries left on it.
    pub tries: u8,
    /// The PIN that the patient enters, where the operation presents one.
    pub pin: Entered,
    /// Commands of the tap when nothing goes wrong.
    pub commands: usize,
    /// The first command that troubles strike, counted from 1.
    pub from: usize,
}

/// A PIN as entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// The PIN of the card.
    Right,
    /// Another one.
    Wrong,
}

impl Entered {
    /// The digits.
    #[must_use]
    pub fn pin(self) -> Pin {
        match self {
            Self::Right => Pin::parse(&TEST_PIN).unwrap(),
            Self::Wrong => Pin::parse(b"9753").unwrap(),
        }
    }
}

impl Scenario {
    /// An operation with the right PIN and all tries; every command is struck.
    #[must_use]
    pub const fn new(operation: Operation, card: &'static str, commands: usize) -> Self {
        Self {
            operation,
            card,
            tries: TRIES_MAX,
            pin: Entered::Right,
            commands,
            from: 1,
        }
    }

    /// How many cells its sweep has.
    #[must_use]
    pub fn cells(&self) -> usize {
        let relayed = match self.operation {
            Operation::SignVisually => RelayTrouble::TABLE.len(),
            _ => 0,
        };
        (self.commands + 1 - self.from) * Trouble::table().len() + relayed
    }

    /// Lets every trouble strike every command, one at a time. Returns the number of cells.
    ///
    /// `observe` sees every command of every tap.
    ///
    /// # Panics
    ///
    /// Panics with the list of cells after which something does not hold.
    pub fn sweep(&self, bench: &Bench, observe: &mut dyn FnMut(&Exchange)) -> usize {
        let mut violations = Vec::new();
        let mut cells = 0;
        let mut cell = |number, trouble, relay| {
            let visit = Visit::new(bench, self, trouble, relay);
            let run = catch_unwind(AssertUnwindSafe(|| visit.run()));
            let seen = run.unwrap_or_else(|_| Err("a panic".to_owned()));
            match seen {
                Ok(exchanges) => exchanges.iter().for_each(&mut *observe),
                Err(why) => violations.push(format!("command {number}, {trouble:?}: {why}")),
            }
        };
        let untroubled = Visit::new(bench, self, None, RelayTrouble::None);
        let commands = untroubled.count_commands();
        assert_eq!(commands, self.commands, "commands of {self:?}");
        for number in self.from..=self.commands {
            for trouble in Trouble::table() {
                cell(number, Some((number, trouble)), RelayTrouble::None);
                cells += 1;
            }
        }
        if self.operation == Operation::SignVisually {
            for relay in RelayTrouble::TABLE {
                cell(0, None, relay);
                cells += 1;
            }
        }
        assert!(
            violations.is_empty(),
            "{} of {cells} cells of {self:?}:\n{}",
            violations.len(),
            violations.join("\n")
        );
        cells
    }
}

/// One tap with its trouble, and the taps after it.
struct Visit<'b> {
    bench: &'b Bench,
    scenario: &'b Scenario,
    trouble: Option<Trouble>,
    reader: Reader,
    terminal: Terminal,
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

impl<'b> Visit<'b> {
    fn new(
        bench: &'b Bench,
        scenario: &'b Scenario,
        trouble: Option<(usize, Trouble)>,
        relay: RelayTrouble,
    ) -> Self {
        let card = bench.card(scenario.card);
        let card = if scenario.tries == TRIES_MAX {
            card
        } else {
            bench.card_with_tries(scenario.card, scenario.tries)
        };
        let mut reader = Reader::holding(card);
        if let Some((number, trouble)) = trouble {
            reader = reader.with_trouble(number, trouble);
        }
        Self {
            bench,
            scenario,
            trouble: trouble.map(|(_, trouble)| trouble),
            reader,
            terminal: Terminal::with(relay),
        }
    }

    fn count_commands(mut self) -> usize {
        let memory = self.first_memory();
        self.tap(self.scenario.operation, memory);
        self.reader.exchanges().len()
    }

    fn first_memory(&self) -> VisitMemory {
        let mut memory = self.scenario.operation.memory();
        if self.scenario.operation.uses_pin() {
            memory.enter_pin(self.scenario.pin.pin());
        }
        memory
    }

    /// The troubled tap, the judgement, and the taps that must succeed. Returns all exchanges.
    fn run(mut self) -> Checked<Vec<Exchange>> {
        let memory = self.first_memory();
        let known = memory.lengths;
        let tapped = self.tap(self.scenario.operation, memory);
        self.judge(&tapped, known)?;

        let mut seen = self.reader.hold_again();
        self.terminal = Terminal::new();
        let sent = Presented::in_exchanges(&seen);
        let after = match self.scenario.operation {
            Operation::SignVisually => self.signs_visually(tapped.memory),
            Operation::DeviceCheck => self.learns_both_lengths(tapped.memory),
            _ => self.signs_with_pin(tapped.memory, sent, &mut seen),
        };
        after.map_err(|why| format!("{why}; the troubled tap ended with {:?}", tapped.result))?;
        seen.extend(self.reader.hold_again());
        if self.reader.card().log().forbidden() != 0 {
            return Err("a forbidden file was touched".to_owned());
        }
        Ok(seen)
    }

    fn tap(&mut self, operation: Operation, memory: VisitMemory) -> Tapped {
        // The last try is the patient's to spend; the troubled tap has always more than one.
        let last_try = (tries_left(self.reader.card()) == 1).then(LastTry::confirmed_by_patient);
        operation.tap(
            self.bench,
            &mut self.reader,
            &mut self.terminal,
            memory,
            last_try,
        )
    }

    /// What must hold after the troubled tap, whatever the trouble.
    fn judge(&self, tapped: &Tapped, known: LengthSupport) -> Checked {
        let exchanges = self.reader.exchanges();
        if let Some(violation) = self.reader.violation() {
            return Err(violation.to_owned());
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
        let left = tries_left(self.reader.card());
        if left != expected {
            return Err(format!("{left} tries left instead of {expected}"));
        }
        self.check_lengths(tapped.memory.lengths, known)?;
        if let Ok(outcome) = &tapped.result
            && outcome.signed().is_some()
        {
            self.check_signature(outcome)?;
        }
        Ok(())
    }

    /// One trouble proves nothing about a phone, unless the phone itself says that the command is too long.
    fn check_lengths(&self, learned: LengthSupport, known: LengthSupport) -> Checked {
        let too_long = Some(Trouble::LostBefore(Interruption::PacketTooLong));
        let long_answer = |one: &Exchange| one.told.as_ref().is_ok_and(|told| told.len() > 258);
        let answered = self.reader.exchanges().iter().any(long_answer);
        if learned.le == Support::No {
            return Err("one trouble proved that long answers do not pass".to_owned());
        }
        if learned.le == Support::Yes && known.le != Support::Yes && !answered {
            return Err("long answers are said to pass, and none did".to_owned());
        }
        if learned.lc == Support::No && self.trouble != too_long {
            return Err("one trouble proved that long commands do not pass".to_owned());
        }
        Ok(())
    }

    fn check_signature(&self, outcome: &Outcome) -> Checked {
        let signed = outcome
            .signed()
            .ok_or_else(|| format!("no signature: {outcome:?}"))?;
        let on_card = &self.reader.card().image().authentication.certificate;
        let filed = on_card.as_deref().unwrap_or_default();
        if !filed.starts_with(signed.certificate.der()) {
            return Err("the certificate is not the card's".to_owned());
        }
        signed
            .certificate
            .verify_sha256(digest().bytes(), signed.signature.bytes())
            .map_err(|error| error.to_string())
    }

    fn must_sign(&mut self, operation: Operation, memory: VisitMemory) -> Checked<VisitMemory> {
        let Tapped { result, memory } = self.tap(operation, memory);
        let outcome = result.map_err(|error| format!("the next tap failed: {error}"))?;
        self.check_signature(&outcome)
            .map_err(|why| format!("the next tap: {why}"))?;
        Ok(memory)
    }

    fn signs_visually(&mut self, memory: VisitMemory) -> Checked {
        if memory.lengths.lc != Support::No {
            return self.must_sign(Operation::SignVisually, memory).map(drop);
        }
        let refused = self.tap(Operation::SignVisually, memory);
        match refused.result {
            Ok(Outcome::Visual(VisualOutcome::ExtendedLengthRefused)) => {}
            other => return Err(format!("a phone without long commands: {other:?}")),
        }
        self.reader.hold_again();
        // Without 目視 there is still the PIN.
        let mut memory = refused.memory;
        memory.enter_pin(Entered::Right.pin());
        self.must_sign(Operation::SignShort, memory).map(drop)
    }

    fn learns_both_lengths(&mut self, memory: VisitMemory) -> Checked {
        let Tapped { result, mut memory } = self.tap(Operation::DeviceCheck, memory);
        let both = LengthSupport {
            le: Support::Yes,
            lc: Support::Yes,
        };
        match result {
            Ok(Outcome::Device(DeviceCheck::Learned(learned))) if learned == both => {}
            other => return Err(format!("the repeated check: {other:?}")),
        }
        self.reader.hold_again();
        memory.enter_pin(Entered::Right.pin());
        self.must_sign(Operation::SignExtended, memory).map(drop)
    }

    /// The taps after a tap with a PIN: what became of a lost VERIFY, the PIN that is still held, the right PIN.
    fn signs_with_pin(
        &mut self,
        mut memory: VisitMemory,
        sent: Option<Presented>,
        seen: &mut Vec<Exchange>,
    ) -> Checked {
        if !memory.holds_pin()
            && let Some(sent) = sent
        {
            memory = self.learns_the_fate(memory, sent)?;
            seen.extend(self.reader.hold_again());
        }
        if memory.holds_pin() && self.scenario.pin == Entered::Wrong {
            memory = self.is_told_wrong(memory)?;
            seen.extend(self.reader.hold_again());
        }
        if !memory.holds_pin() {
            memory.enter_pin(Entered::Right.pin());
        }
        self.must_sign(Operation::SignShort, memory)?;
        let exchanges = self.reader.exchanges();
        only_after_the_query(exchanges, true)?;
        match exchanges.iter().filter(|one| one.is_verify()).count() {
            1 if tries_left(self.reader.card()) == TRIES_MAX => Ok(()),
            1 => Err("the right PIN did not restore the tries".to_owned()),
            sent => Err(format!("{sent} VERIFYs in the next tap")),
        }
    }

    /// Without a PIN the next tap asks for one, and says what became of the lost VERIFY: the truth.
    fn learns_the_fate(&mut self, memory: VisitMemory, sent: Presented) -> Checked<VisitMemory> {
        let Tapped { result, memory } = self.tap(Operation::SignShort, memory);
        if self.reader.exchanges().iter().any(Exchange::is_verify) {
            return Err("a VERIFY without an entered PIN".to_owned());
        }
        let truth = self.fate(sent);
        match result {
            Ok(Outcome::Pin(PinOutcome::PinNeeded {
                tries_left: left,
                lost_verify,
            })) if left == tries_left(self.reader.card())
                && (lost_verify == truth || sent.tries_told != Some(self.scenario.tries)) =>
            {
                Ok(memory)
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
    fn is_told_wrong(&mut self, memory: VisitMemory) -> Checked<VisitMemory> {
        let Tapped { result, memory } = self.tap(Operation::SignShort, memory);
        let left = tries_left(self.reader.card());
        if left + 1 != self.scenario.tries {
            return Err(format!("one wrong PIN, and {left} tries left"));
        }
        match result {
            Ok(Outcome::Pin(PinOutcome::WrongPin { tries_left })) if tries_left == left => {}
            other => return Err(format!("a wrong PIN: {other:?}")),
        }
        if memory.holds_pin() {
            return Err("a wrong PIN is kept".to_owned());
        }
        Ok(memory)
    }
}

/// Ask before you spend: a VERIFY comes directly after the query for the same PIN, and only when the core was told
/// of two tries or more; of one, if the patient agreed.
///
/// # Errors
///
/// A sentence about the first VERIFY for which this does not hold.
pub fn only_after_the_query(exchanges: &[Exchange], last_try: bool) -> Result<(), String> {
    for (at, verify) in exchanges.iter().enumerate() {
        if !verify.is_verify() {
            continue;
        }
        let Some(before) = at.checked_sub(1).map(|before| &exchanges[before]) else {
            return Err("a VERIFY as the first command".to_owned());
        };
        if !before.is_query() || before.command[3] != verify.command[3] {
            return Err("a VERIFY that does not follow its query".to_owned());
        }
        match before.status() {
            Some(0x63C2..=0x63CF) => {}
            Some(0x63C1) if last_try => {}
            told => return Err(format!("a VERIFY after the query was answered {told:04X?}")),
        }
    }
    Ok(())
}
