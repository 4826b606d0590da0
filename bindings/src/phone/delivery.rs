//! What waits for the server.

use std::sync::Arc;

use kyotaku_core::store::RecordId;
use kyotaku_core::wire::code::Code;

use super::Phone;
use crate::cancellation::Cancellation;
use crate::error::KyotakuError;
use crate::runtime;
use crate::types::{DeliveryReport, Outward as _, WaitingDelivery};

#[uniffi::export]
impl Phone {
    /// The deliveries that wait, oldest first, those included whose time is over.
    ///
    /// # Errors
    ///
    /// `Storage`, `DeviceLocked`.
    pub fn waiting(&self) -> Result<Vec<WaitingDelivery>, KyotakuError> {
        Ok(self.core.waiting()?.outward())
    }

    /// Sends what needs no person: proofs, and the answers that patients have given. Needs no session.
    ///
    /// # Errors
    ///
    /// `Activate`, `Storage`. Being offline is none: the report says what is still to be sent.
    pub async fn deliver_waiting(
        &self,
        cancellation: Arc<Cancellation>,
    ) -> Result<DeliveryReport, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.deliver_waiting().await?.outward())
        })
        .await
    }

    /// Forgets a kept delivery: it was refused for good, is too old, or is not wanted.
    ///
    /// # Errors
    ///
    /// `Storage`; `Refused` when this is no id.
    pub fn discard(&self, delivery: String) -> Result<(), KyotakuError> {
        Ok(self.core.discard(&id(&delivery)?)?)
    }
}

/// Reads the id of a delivery.
pub(super) fn id(text: &str) -> Result<RecordId, KyotakuError> {
    RecordId::parse(text).ok_or_else(|| KyotakuError::of(Code::ReceiptUnknown))
}
