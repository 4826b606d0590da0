//! What the app notices and reports: kept first, so that an end of the app or a dead network loses
//! none of it.

use serde::{Deserialize, Serialize};

use super::{Phone, PhoneError, postponed};
use crate::api::IdempotencyKey;
use crate::store::Collection;
use crate::wire::api::{EventKind, EventReport};
use crate::wire::code::Code;
use crate::wire::identifier::AccountId;

/// Events that the server has not heard of yet, oldest first.
const EVENTS: Collection<Noticed> = Collection::new("events", 1);

/// The most events that are kept; when there are more, the oldest go.
const MOST_EVENTS: usize = 100;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Noticed {
    event: EventReport,
    key: IdempotencyKey,
}

impl Phone {
    /// Reports something that was noticed under whoever is signed in. When the server cannot be told
    /// now, it is told later.
    ///
    /// # Errors
    ///
    /// [`PhoneError::SignedOut`], [`PhoneError::Store`], [`PhoneError::Revoked`].
    pub async fn report_event(&self, kind: EventKind) -> Result<(), PhoneError> {
        self.registration()?;
        let account = self.live().account.profile().map(|own| own.id.clone());
        self.keep_events(&[kind], &account.ok_or(PhoneError::SignedOut)?)?;
        self.send_events().await.or_else(postponed)
    }

    /// How many events wait to be reported.
    ///
    /// # Errors
    ///
    /// [`PhoneError::Store`].
    pub fn unreported(&self) -> Result<usize, PhoneError> {
        Ok(self.store().list(&EVENTS)?.len())
    }

    /// Keeps what `account` has noticed now: all of it or, after an error, nothing.
    pub(super) fn keep_events(
        &self,
        kinds: &[EventKind],
        account: &AccountId,
    ) -> Result<(), PhoneError> {
        let noticed: Vec<_> = kinds
            .iter()
            .map(|&kind| {
                Ok(Noticed {
                    event: EventReport {
                        kind,
                        occurred_at: self.clock.now(),
                        account: account.clone(),
                    },
                    key: IdempotencyKey::random()?,
                })
            })
            .collect::<Result<_, PhoneError>>()?;
        self.store().commit(|change| {
            let kept = change.list(&EVENTS)?;
            let too_many = (kept.len() + noticed.len()).saturating_sub(MOST_EVENTS);
            for (id, _) in kept.iter().take(too_many) {
                change.take_out(&EVENTS, id)?;
            }
            for one in &noticed {
                change.add(&EVENTS, one)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Reports what is kept, until one cannot be reported now.
    pub(super) async fn send_events(&self) -> Result<(), PhoneError> {
        let store = self.store();
        for (id, Noticed { event, key }) in store.list(&EVENTS)? {
            let client = self.live().client.clone();
            match self.settled(client.report_event(&event, &key).await) {
                Ok(()) => {}
                // It will never be taken: too old, or of an account that is not known any more.
                Err(error) if is_unreportable(&error) => {
                    tracing::warn!(target: "kyotaku::phone", code = error.code(), "an event is lost");
                }
                Err(error) => return Err(error),
            }
            store.commit(|change| change.take_out(&EVENTS, &id))?;
        }
        Ok(())
    }
}

fn is_unreportable(error: &PhoneError) -> bool {
    [Code::RequestMalformed, Code::IdempotencyConflict]
        .iter()
        .any(|code| error.code() == code.as_str())
}
