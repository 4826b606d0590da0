//! A reader that writes everything down and does exactly one thing wrong.

use kyotaku_cardsim::Card;
use kyotaku_cardsim::pki::{keys, terminal};
use kyotaku_core::card::{CardTransport, Interruption, RelayFailure, TerminalRelay};

use crate::trouble::Trouble;

/// Most commands of one tap; the longest tap of the sweep needs a third of it.
const COMMANDS_MAX: usize = 60;

/// One command as it crossed the field.
#[derive(Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What the core sent.
    pub command: Vec<u8>,
    /// What the core was told.
    pub told: Result<Vec<u8>, Interruption>,
    /// Whether the card has processed it.
    pub processed: bool,
}

impl Exchange {
    /// VERIFY that presents a PIN.
    #[must_use]
    pub fn is_verify(&self) -> bool {
        self.command[1] == 0x20 && self.command.len() > 5
    }

    /// VERIFY without data, which asks for the remaining tries.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.command[1] == 0x20 && self.command.len() == 4
    }

    /// The status word that the core was told.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        let told = self.told.as_ref().ok()?;
        told.last_chunk().copied().map(u16::from_be_bytes)
    }

    /// Whether the core was told what became of a VERIFY.
    #[must_use]
    pub fn tells_the_outcome(&self) -> bool {
        matches!(
            self.status(),
            Some(0x9000 | 0x63C0..=0x63CF | 0x6983 | 0x6984)
        )
    }
}

/// A card in a field, and the troubles that await it.
///
/// Unlike the scripted field of the emulator, it knows of every command whether the card has
/// processed it.
pub struct Reader {
    card: Card,
    troubles: Vec<(usize, Trouble)>,
    exchanges: Vec<Exchange>,
    in_field: bool,
    longest_answer: usize,
    violation: Option<&'static str>,
}

impl Reader {
    /// Holds a card to the reader.
    #[must_use]
    pub fn holding(mut card: Card) -> Self {
        card.power_on();
        Self {
            card,
            troubles: Vec::new(),
            exchanges: Vec::new(),
            in_field: true,
            longest_answer: usize::MAX,
            violation: None,
        }
    }

    /// Lets this happen at the next tap's command of this number, counted from 1.
    #[must_use]
    pub fn with_trouble(mut self, number: usize, trouble: Trouble) -> Self {
        self.await_troubles([(number, trouble)]);
        self
    }

    /// The same, for any number of troubles; of two at the same command, the first counts.
    pub fn await_troubles(&mut self, troubles: impl IntoIterator<Item = (usize, Trouble)>) {
        self.troubles.extend(troubles);
    }

    /// Loses the card, now and in every later tap, on each answer longer than this, status
    /// included.
    #[must_use]
    pub fn losing_answers_longer_than(mut self, bytes: usize) -> Self {
        self.longest_answer = bytes;
        self
    }

    /// Holds the same card again, without trouble; returns what was exchanged before.
    pub fn hold_again(&mut self) -> Vec<Exchange> {
        self.card.power_off();
        self.card.power_on();
        self.in_field = true;
        self.troubles.clear();
        core::mem::take(&mut self.exchanges)
    }

    /// Holds another card, without trouble; returns the former one and what was exchanged with it.
    pub fn hold_other(&mut self, card: Card) -> (Card, Vec<Exchange>) {
        let former = core::mem::replace(&mut self.card, card);
        (former, self.hold_again())
    }

    /// Takes the card out of the field.
    #[must_use]
    pub fn into_card(mut self) -> Card {
        self.card.power_off();
        self.card
    }

    /// The card.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Everything that was exchanged since the card was held.
    #[must_use]
    pub fn exchanges(&self) -> &[Exchange] {
        &self.exchanges
    }

    /// What the core did that no tap may do: go on without a card, or without end.
    #[must_use]
    pub const fn violation(&self) -> Option<&'static str> {
        self.violation
    }

    fn untroubled(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        let answer = self.card.transmit(command);
        self.in_field = answer.len() <= self.longest_answer;
        self.in_field.then_some(answer).ok_or(Interruption::TagLost)
    }

    fn exchange(&mut self, command: &[u8]) -> (Result<Vec<u8>, Interruption>, bool) {
        let number = self.exchanges.len() + 1;
        let Some(&(_, trouble)) = self.troubles.iter().find(|(at, _)| *at == number) else {
            return (self.untroubled(command), true);
        };
        self.in_field = !trouble.ends_the_connection();
        match trouble {
            Trouble::LostBefore(cause) => (Err(cause), false),
            Trouble::Refused(_) => (Ok(trouble.distort(Vec::new())), false),
            Trouble::LostAfter(cause) => {
                self.card.transmit(command);
                (Err(cause), true)
            }
            _ => (Ok(trouble.distort(self.card.transmit(command))), true),
        }
    }
}

impl CardTransport for Reader {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        if !self.in_field {
            self.violation = Some("a command was sent after the card had gone");
            return Err(Interruption::TagLost);
        }
        if self.exchanges.len() == COMMANDS_MAX {
            self.violation = Some("the tap does not end");
            return Err(Interruption::SessionTimeout);
        }
        let (told, processed) = self.exchange(command);
        self.exchanges.push(Exchange {
            command: command.to_vec(),
            told: told.clone(),
            processed,
        });
        told
    }
}

/// What the server does with the card's challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayTrouble {
    /// Nothing is wrong.
    None,
    /// It does not sign.
    Fails(RelayFailure),
    /// It signs something else.
    SignsAnotherChallenge,
    /// Its answer has this many bytes of nothing.
    Nonsense(usize),
}

impl RelayTrouble {
    /// Everything that goes wrong at the server's side.
    pub const TABLE: [Self; 10] = [
        Self::Fails(RelayFailure::LimitReached),
        Self::Fails(RelayFailure::NotAvailable),
        Self::Fails(RelayFailure::Offline),
        Self::Fails(RelayFailure::Refused),
        Self::Fails(RelayFailure::TooLate),
        Self::SignsAnotherChallenge,
        Self::Nonsense(0),
        Self::Nonsense(255),
        Self::Nonsense(256),
        Self::Nonsense(257),
    ];
}

/// The terminal, which in life is at the server.
#[derive(Debug)]
pub struct Terminal {
    trouble: RelayTrouble,
    challenges: Vec<[u8; 16]>,
}

impl Terminal {
    /// A server that signs.
    #[must_use]
    pub const fn new() -> Self {
        Self::with(RelayTrouble::None)
    }

    /// A server with this trouble.
    #[must_use]
    pub const fn with(trouble: RelayTrouble) -> Self {
        Self {
            trouble,
            challenges: Vec::new(),
        }
    }

    /// Every challenge it was asked to sign.
    #[must_use]
    pub fn challenges(&self) -> &[[u8; 16]] {
        &self.challenges
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new()
    }
}

impl TerminalRelay for Terminal {
    fn sign(&mut self, challenge: [u8; 16]) -> Result<Vec<u8>, RelayFailure> {
        self.challenges.push(challenge);
        let key = keys::TERMINAL.key().unwrap();
        match self.trouble {
            RelayTrouble::None => Ok(terminal::answer(key, &challenge).unwrap()),
            RelayTrouble::Fails(failure) => Err(failure),
            RelayTrouble::SignsAnotherChallenge => {
                Ok(terminal::answer(key, &challenge.map(|byte| !byte)).unwrap())
            }
            RelayTrouble::Nonsense(bytes) => Ok(vec![0x5A; bytes]),
        }
    }
}
