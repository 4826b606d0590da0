//! A visit: one memory, one reader, tap after tap.

use kyotaku_cardsim::Card;
use kyotaku_core::card::{CardError, LastTry, VisitMemory};

use crate::bench::Bench;
use crate::operation::{Operation, Outcome};
use crate::reader::{Reader, Terminal};
use crate::sweep::Entered;

/// One visit, with the card that is held at the moment.
pub struct Visit<'b> {
    bench: &'b Bench,
    /// Where the card is held.
    pub reader: Reader,
    /// The server's side of 目視.
    pub terminal: Terminal,
    /// What the taps so far have learned.
    pub memory: VisitMemory,
}

impl<'b> Visit<'b> {
    /// A visit that begins with this reader, on a phone of which nothing is known.
    #[must_use]
    pub fn over(bench: &'b Bench, reader: Reader) -> Self {
        Self {
            bench,
            reader,
            terminal: Terminal::new(),
            memory: VisitMemory::default(),
        }
    }

    /// A visit that begins with this operation on this card: what it needs to be known of the phone
    /// is known, and the right PIN is entered if it presents one.
    #[must_use]
    pub fn for_operation(bench: &'b Bench, card: Card, operation: Operation) -> Self {
        let mut visit = Self::with(bench, card);
        visit.memory = operation.memory();
        if operation.uses_pin() {
            visit = visit.entering(Entered::Right);
        }
        visit
    }

    /// A visit that begins with this card.
    #[must_use]
    pub fn with(bench: &'b Bench, card: Card) -> Self {
        Self::over(bench, Reader::holding(card))
    }

    /// The patient enters a PIN.
    #[must_use]
    pub fn entering(mut self, pin: Entered) -> Self {
        self.memory.enter_pin(pin.pin());
        self
    }

    /// Taps once.
    ///
    /// # Errors
    ///
    /// What ended the tap before there was an outcome.
    pub fn tap(&mut self, operation: Operation) -> Result<Outcome, CardError> {
        self.tap_with(operation, None)
    }

    /// Taps once; the patient has agreed to risk the last try, or not.
    ///
    /// # Errors
    ///
    /// What ended the tap before there was an outcome.
    pub fn tap_with(
        &mut self,
        operation: Operation,
        last_try: Option<LastTry>,
    ) -> Result<Outcome, CardError> {
        let memory = core::mem::take(&mut self.memory);
        let (reader, terminal) = (&mut self.reader, &mut self.terminal);
        let tapped = operation.tap(self.bench, reader, terminal, memory, last_try);
        self.memory = tapped.memory;
        tapped.result
    }

    /// VERIFYs that the card in the reader has seen, in all of its life.
    #[must_use]
    pub fn verifications(&self) -> usize {
        self.reader.card().log().verifications()
    }
}
