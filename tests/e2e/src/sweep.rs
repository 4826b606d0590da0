//! One trouble at one command of one operation, and everything that must hold after it.

mod cell;

use std::panic::{AssertUnwindSafe, catch_unwind};

use kyotaku_cardsim::Card;
use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::secret::Pin;

use crate::bench::Bench;
use crate::operation::Operation;
use crate::reader::{Exchange, RelayTrouble};
use crate::trouble::Trouble;
use crate::visit::Visit;

use cell::Cell;

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

/// The fault sweep: every operation, the cards that need other commands for it, and PINs and
/// counters that differ.
///
/// A tap with a wrong PIN ends after VERIFY, one command before the signature.
pub const SWEEP: [Scenario; 13] = [
    Scenario::new(Operation::Identify, "T01", 2),
    Scenario::new(Operation::Identify, "no-sfi", 4),
    Scenario::new(Operation::Certificate, "T01", 8),
    Scenario::new(Operation::Tries, "T01", 2),
    Scenario::new(Operation::SignShort, "T01", 11),
    Scenario::new(Operation::SignShort, "no-sfi", 16),
    Scenario::new(Operation::SignExtended, "T01", 5),
    Scenario::new(Operation::SignExtended, "no-extended", 12),
    Scenario::new(Operation::SignVisually, "T01", 10),
    Scenario::new(Operation::DeviceCheck, "T01", 4),
    Scenario::presenting(Entered::Right, 2, 11),
    Scenario::presenting(Entered::Wrong, 3, 10),
    Scenario::presenting(Entered::Wrong, 2, 10),
];

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

    /// A PIN on a card with so many tries left, struck from the query on.
    #[must_use]
    pub const fn presenting(pin: Entered, tries: u8, commands: usize) -> Self {
        Self {
            pin,
            tries,
            from: 9,
            ..Self::new(Operation::SignShort, "T01", commands)
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

    fn card(&self, bench: &Bench) -> Card {
        match self.tries {
            TRIES_MAX => bench.card(self.card),
            tries => bench.card_with_tries(self.card, tries),
        }
    }

    /// Lets every trouble strike every command, one at a time, and checks what must hold. Returns
    /// the number of cells.
    ///
    /// # Panics
    ///
    /// Panics with the list of cells after which something does not hold.
    pub fn sweep(&self, bench: &Bench) -> usize {
        let mut violations = Vec::new();
        let cells = self.each_cell(bench, &mut |cell| {
            let name = cell.name();
            let run = catch_unwind(AssertUnwindSafe(|| cell.run()));
            if let Err(why) = run.unwrap_or_else(|_| Err("a panic".to_owned())) {
                violations.push(format!("{name}: {why}"));
            }
        });
        assert!(
            violations.is_empty(),
            "{} of {cells} cells of {self:?}:\n{}",
            violations.len(),
            violations.join("\n")
        );
        cells
    }

    /// Only the troubled taps of the sweep, without judgement; `observe` sees the visit after each.
    /// Returns their number.
    pub fn troubled_taps(&self, bench: &Bench, observe: &mut dyn FnMut(&Visit<'_>)) -> usize {
        self.each_cell(bench, &mut |mut cell| {
            // What it ends with is judged by the sweep.
            let _ = cell.visit.tap(self.operation);
            observe(&cell.visit);
        })
    }

    fn each_cell(&self, bench: &Bench, act: &mut dyn FnMut(Cell<'_>)) -> usize {
        assert_eq!(
            Cell::new(bench, self, None, RelayTrouble::None).count(),
            self.commands,
            "commands of {self:?}"
        );
        let mut cells = 0;
        let mut cell = |trouble, relay| {
            act(Cell::new(bench, self, trouble, relay));
            cells += 1;
        };
        for number in self.from..=self.commands {
            for trouble in Trouble::table() {
                cell(Some((number, trouble)), RelayTrouble::None);
            }
        }
        if self.operation == Operation::SignVisually {
            for relay in RelayTrouble::TABLE {
                cell(None, relay);
            }
        }
        cells
    }
}

/// Ask before you spend: a VERIFY comes directly after the query for the same PIN, and only when
/// the core was told of two tries or more; of one, if the patient agreed.
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
