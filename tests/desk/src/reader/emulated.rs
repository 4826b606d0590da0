//! The emulator in this process.

use std::path::PathBuf;

use kyotaku_cardsim::World;
use kyotaku_cardsim::card::Persistent;
use kyotaku_cardsim::faults::{Contactless as _, Fault, Field};
use kyotaku_cardsim::pki::keys;
use kyotaku_cardsim::pki::terminal;
use kyotaku_core::card::{CardTransport, Interruption, RelayFailure, TerminalChain, TerminalRelay};
use kyotaku_core::pki::{Policy, TrustStore};

use super::Holder;
use crate::args::CardSource;
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};

/// An emulated card in an emulated field.
pub struct EmulatedCard {
    field: Field,
    state: Option<PathBuf>,
}

impl std::fmt::Debug for EmulatedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EmulatedCard({})", self.field.card().name())
    }
}

impl EmulatedCard {
    /// Puts a card of the world into the field, its counters as the state file has them.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when there is no such card, its state cannot be read, or the fault script
    /// names no fault.
    pub fn insert(world: &World, name: &str, source: &CardSource) -> Outcome<Self> {
        let usage = |reason: String| Refusal::plain(Exit::Usage, reason);
        let card = |name: &str| world.card(name).map_err(|error| usage(error.to_string()));
        let mut inserted = card(name)?;
        if let Some(path) = source.card_state.as_ref().filter(|path| path.exists()) {
            let state = Persistent::load(path)
                .map_err(|error| usage(format!("{}: {error}", path.display())))?;
            inserted.set_persistent(state);
        }
        let faults = match &source.fault {
            Some(script) => Fault::parse(script).map_err(|error| usage(error.to_string()))?,
            None => Vec::new(),
        };
        let mut field = Field::new(inserted).with(faults);
        for spare in field.wanted_spares().map(str::to_owned).collect::<Vec<_>>() {
            field = field.with_spare(card(&spare)?);
        }
        Ok(Self {
            field,
            state: source.card_state.clone(),
        })
    }

    /// The field, to look at what was exchanged.
    #[must_use]
    pub const fn field(&self) -> &Field {
        &self.field
    }
}

impl Holder for EmulatedCard {
    fn hold_again(&mut self) {
        self.field.card_mut().power_off();
        // A card that does not come back says so at the next command.
        let _ = self.field.connect();
    }
}

impl CardTransport for EmulatedCard {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        let answer = self.field.transmit(command);
        if let Some(path) = &self.state {
            // A card whose counters cannot be kept must not go on answering.
            self.field
                .card()
                .persistent()
                .save(path)
                .map_err(|_| Interruption::Other { code: 1 })?;
        }
        answer.map_err(|_| Interruption::TagLost)
    }
}

/// The emulated institution's terminal, which in life is at the server.
pub(super) struct EmulatedTerminal;

impl TerminalRelay for EmulatedTerminal {
    fn sign(&mut self, challenge: [u8; 16]) -> Result<Vec<u8>, RelayFailure> {
        let key = keys::TERMINAL
            .key()
            .map_err(|_| RelayFailure::NotAvailable)?;
        terminal::answer(key, &challenge).map_err(|_| RelayFailure::NotAvailable)
    }
}

/// The terminal and its certificates.
pub(super) fn terminal(world: &World) -> Outcome<(EmulatedTerminal, TerminalChain)> {
    let failed = |reason: String| Refusal::plain(Exit::Failed, reason);
    let issued = world
        .terminal()
        .map_err(|error| failed(error.to_string()))?;
    let chain = TerminalChain::parse(&issued.dv, &issued.terminal)
        .map_err(|error| failed(error.to_string()))?;
    Ok((EmulatedTerminal, chain))
}

/// The CAs of the world's cards.
pub(super) fn trust(world: &World, policies: &[Policy]) -> Outcome<TrustStore> {
    let failed = |reason: String| Refusal::plain(Exit::Failed, reason);
    let ders = world
        .trusted_certificates()
        .map_err(|error| failed(error.to_string()))?;
    TrustStore::from_ders(ders, policies).map_err(|error| failed(error.to_string()))
}
