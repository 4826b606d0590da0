//! Turns: registrations that come from one place are looked at one after another.
//!
//! So as many tries at once are worth as many in a row, and no right one is refused because of
//! others that are still under way. Servers that share a database share the count of refusals, not
//! the turns: with each further server, one more try may slip through.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use kyotaku_core::wire::identifier::InstitutionCode;
use tokio::sync::{Mutex, MutexGuard};

use crate::store::registration_failures::Origin;

/// Places that are kept apart. Two that meet by chance wait for one another, no more.
const LANES: usize = 64;

/// Who is looked at now.
#[derive(Debug)]
pub struct Turns([Mutex<()>; LANES]);

impl Turns {
    /// Turns for one process.
    #[must_use]
    pub fn new() -> Self {
        Self(core::array::from_fn(|_| Mutex::new(())))
    }

    /// Waits for a turn, which ends when the guard is dropped.
    pub(super) async fn take(
        &self,
        institution: &InstitutionCode,
        origin: &Origin,
    ) -> MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        (institution, origin).hash(&mut hasher);
        let lanes = u64::try_from(LANES).unwrap_or(u64::MAX);
        let lane = usize::try_from(hasher.finish() % lanes).unwrap_or_default();
        self.0[lane].lock().await
    }
}

impl Default for Turns {
    fn default() -> Self {
        Self::new()
    }
}
