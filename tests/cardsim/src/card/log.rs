//! What a card was asked, without what was in it.

use serde::{Deserialize, Serialize};

/// One command and its answer: header, lengths and status word. There is no data, so no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// CLA INS P1 P2; zeros where the command was shorter.
    #[serde(with = "hex::serde")]
    pub header: [u8; 4],
    /// Bytes of the whole command.
    pub command_bytes: usize,
    /// Bytes of the whole response, with the status word.
    pub response_bytes: usize,
    /// SW1 SW2.
    #[serde(with = "hex::serde")]
    pub status: [u8; 2],
}

impl Exchange {
    /// What a log keeps of a command and its response.
    #[must_use]
    pub fn between(command: &[u8], response: &[u8]) -> Self {
        let mut header = [0; 4];
        for (to, from) in header.iter_mut().zip(command) {
            *to = *from;
        }
        Self {
            header,
            command_bytes: command.len(),
            response_bytes: response.len(),
            status: response.last_chunk().copied().unwrap_or_default(),
        }
    }

    /// SW1 SW2 as one number.
    #[must_use]
    pub fn status_word(&self) -> u16 {
        u16::from_be_bytes(self.status)
    }

    /// INS.
    #[must_use]
    pub fn instruction(&self) -> u8 {
        self.header[1]
    }
}

/// Every exchange of a card, in order, and the counters that tests ask about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    exchanges: Vec<Exchange>,
    forbidden: usize,
}

/// Sums over a [`Log`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Commands answered.
    pub commands: usize,
    /// Bytes sent to the card.
    pub command_bytes: usize,
    /// Bytes answered by the card, status words included.
    pub response_bytes: usize,
    /// VERIFY commands that carried a PIN or password.
    pub verifications: usize,
    /// Commands that touched 個人番号 or 照合番号A; must be 0.
    pub forbidden: usize,
}

impl Log {
    pub(super) fn record(&mut self, command: &[u8], response: &[u8], forbidden: bool) {
        self.forbidden += usize::from(forbidden);
        self.exchanges.push(Exchange::between(command, response));
    }

    /// All exchanges, oldest first.
    #[must_use]
    pub fn exchanges(&self) -> &[Exchange] {
        &self.exchanges
    }

    /// Commands answered.
    #[must_use]
    pub fn commands(&self) -> usize {
        self.exchanges.len()
    }

    /// Bytes sent to the card.
    #[must_use]
    pub fn command_bytes(&self) -> usize {
        self.exchanges.iter().map(|one| one.command_bytes).sum()
    }

    /// Bytes answered by the card, status words included.
    #[must_use]
    pub fn response_bytes(&self) -> usize {
        self.exchanges.iter().map(|one| one.response_bytes).sum()
    }

    /// VERIFY commands that carried a PIN or password, right or wrong.
    #[must_use]
    pub fn verifications(&self) -> usize {
        self.exchanges
            .iter()
            .filter(|one| one.instruction() == 0x20 && one.command_bytes > 5)
            .count()
    }

    /// Commands that touched 個人番号 or 照合番号A. Nothing may ever make one.
    #[must_use]
    pub fn forbidden(&self) -> usize {
        self.forbidden
    }

    /// All counters together.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary {
            commands: self.commands(),
            command_bytes: self.command_bytes(),
            response_bytes: self.response_bytes(),
            verifications: self.verifications(),
            forbidden: self.forbidden(),
        }
    }
}
