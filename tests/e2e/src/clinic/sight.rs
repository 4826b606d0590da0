//! A card that is held to the phone after staff have looked, while the server's terminal is asked.

use kyotaku_core::card::{CardTransport as _, Event, Step, Steps as _, VisualOutcome};
use kyotaku_core::flow::visit::{Tapped, Visit, VisualChecks};
use kyotaku_core::phone::PhoneError;

use super::installation::Installation;
use crate::reader::Reader;

/// The face is that of the photo, and the card is as it should be.
pub const BOTH: VisualChecks = VisualChecks {
    photo_matches_face: true,
    no_sign_of_tampering: true,
};

impl Installation {
    /// The patient holds the card, and the server's terminal answers it.
    ///
    /// # Errors
    ///
    /// Those of [`Phone::tapped_visually`](kyotaku_core::phone::Phone::tapped_visually).
    pub async fn hold_by_sight(
        &self,
        visit: &mut Visit,
        reader: &mut Reader,
    ) -> Result<Tapped<VisualOutcome>, PhoneError> {
        let registration = self.overview()?.registration;
        let chain = registration.and_then(|own| own.terminal_chain()).unwrap();
        let mut tap = visit.tap_visually(self.check(), &chain).unwrap();
        let mut step = tap.begin().unwrap();
        let report = loop {
            let event = match step {
                Step::Done(report) => break report,
                Step::Transmit { command, .. } => match reader.transmit(&command) {
                    Ok(answer) => Event::Response(answer),
                    Err(cause) => Event::Interrupted(cause),
                },
                Step::RelayTerminalChallenge { challenge, .. } => {
                    match self.terminal_signature(visit, challenge).await {
                        Ok(signature) => Event::TerminalSignature(signature),
                        Err(error) => Event::RelayFailed(error.relay_failure()),
                    }
                }
            };
            step = tap.resume(event).unwrap();
        };
        reader.hold_again();
        self.tapped_visually(visit, report)
    }
}
