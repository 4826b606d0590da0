//! What has to hold at each step.

use kyotaku_core::wire::code::Code;

use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};
use crate::speech::Speech;

/// How many checks have held.
#[derive(Debug, Default)]
pub(super) struct Checks(usize);

impl Checks {
    /// How many.
    pub(super) const fn held(&self) -> usize {
        self.0
    }

    /// This has to be so.
    pub(super) fn that(&mut self, holds: bool, what: &str) -> Outcome<()> {
        if holds {
            self.0 += 1;
            return Ok(());
        }
        Err(Refusal::plain(Exit::Failed, format!("not so: {what}")))
    }

    /// A refusal with exactly this code is what should happen.
    pub(super) fn refused<T>(
        &mut self,
        outcome: Outcome<T>,
        code: Code,
        speech: Speech,
    ) -> Outcome<()> {
        match outcome {
            Err(refusal) if refusal.is(code) => {
                speech.refuse_in_passing(&refusal);
                self.0 += 1;
                Ok(())
            }
            Err(other) => Err(other),
            Ok(_) => Err(Refusal::plain(Exit::Failed, format!("{code} was expected"))),
        }
    }
}
