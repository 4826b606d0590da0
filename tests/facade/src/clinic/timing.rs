//! Taps that Swift has no part in, timed, so that those it drives can be compared in the same process.

use std::time::Instant;

use kyotaku_core::flow::visit::Tapped;

use super::Clinic;
use crate::TestingError;

#[uniffi::export]
impl Clinic {
    /// Has a phone of its own hold the card `T01` so many times, each time for another visit by PIN,
    /// and gives how long each tap took, in nanoseconds: from its first command to the kept proof.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`]; [`TestingError::Failed`] when a card did not sign.
    pub fn time_pin_taps(&self, taps: u32) -> Result<Vec<u64>, TestingError> {
        self.run(async |clinic| {
            let phone = clinic.signed_in().await;
            let mut reader = phone.reader("T01");
            let mut times = Vec::new();
            for _ in 0..taps {
                let mut visit = phone.ready().await;
                let begun = Instant::now();
                let tapped = phone.tap(&mut visit, &mut reader, b"1234");
                let time = begun.elapsed();
                if !matches!(tapped, Ok(Tapped::Signed(_))) {
                    let reason = "the card has not signed".to_owned();
                    return Err(TestingError::Failed { reason });
                }
                times.push(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
                phone
                    .deliver(&mut visit)
                    .await
                    .map_err(TestingError::failed)?;
            }
            // An account may use two phones at once, and somebody may want to time again.
            phone.sign_out().await.map_err(TestingError::failed)?;
            Ok(times)
        })
    }
}
