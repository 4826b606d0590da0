//! What a card forgets without power.

use std::collections::BTreeSet;

use super::{
    Secret,
    engine::Answer,
    file::{Application, FileId},
    terminal::TerminalAuthentication,
};

/// What is lost without power.
#[derive(Default)]
pub(super) struct Volatile {
    pub(super) powered: bool,
    pub(super) application: Option<Application>,
    pub(super) file: Option<FileId>,
    pub(super) status: SecurityStatus,
    pub(super) terminal: TerminalAuthentication,
    pub(super) chain: Option<Chain>,
    pub(super) pending: Option<Answer>,
}

impl Volatile {
    /// As after power-on: nothing selected, nothing verified.
    pub(super) fn powered() -> Self {
        Self {
            powered: true,
            ..Self::default()
        }
    }

    pub(super) fn warm_reset(&mut self) {
        *self = Self {
            powered: self.powered,
            status: core::mem::take(&mut self.status),
            ..Self::default()
        };
    }
}

/// Verified secrets, valid for the application they were verified in.
#[derive(Default)]
pub(super) struct SecurityStatus {
    owner: Option<Application>,
    verified: BTreeSet<Secret>,
}

impl SecurityStatus {
    /// Selecting the same application keeps the status, another one clears it.
    pub(super) fn enter(&mut self, application: Application) {
        if self.owner != Some(application) {
            self.verified.clear();
            self.owner = Some(application);
        }
    }

    pub(super) fn grant(&mut self, secret: Secret) {
        self.verified.insert(secret);
    }

    pub(super) fn revoke(&mut self, secret: Secret) {
        self.verified.remove(&secret);
    }

    pub(super) fn holds(&self, secret: Secret) -> bool {
        self.verified.contains(&secret)
    }
}

/// A command that arrives in parts (ISO/IEC 7816-4 §5.3.3).
pub(super) struct Chain {
    pub(super) header: [u8; 4],
    pub(super) data: Vec<u8>,
}
