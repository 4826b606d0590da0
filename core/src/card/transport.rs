//! Driving a tap where the reader can simply be called, as PC/SC and the emulator can.

use super::{Event, Interruption, Misuse, RelayFailure, Step, Steps};

/// A reader with a card in it.
pub trait CardTransport {
    /// Sends one command and returns the answer with SW1 SW2 at its end.
    ///
    /// # Errors
    ///
    /// [`Interruption`] when there is no answer. Whether the card executed the command is then
    /// unknown.
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption>;
}

/// Somebody who can have the card's challenge signed with the terminal key.
pub trait TerminalRelay {
    /// Returns 256 bytes: the signature over `"RP-TA1" ‖ challenge`.
    ///
    /// # Errors
    ///
    /// [`RelayFailure`] when it cannot be had now.
    fn sign(&mut self, challenge: [u8; 16]) -> Result<Vec<u8>, RelayFailure>;
}

/// For taps that never ask the server.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRelay;

impl TerminalRelay for NoRelay {
    fn sign(&mut self, _: [u8; 16]) -> Result<Vec<u8>, RelayFailure> {
        Err(RelayFailure::NotAvailable)
    }
}

impl<T: CardTransport + ?Sized> CardTransport for &mut T {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        (**self).transmit(command)
    }
}

/// Runs a tap to its end against a reader.
///
/// # Errors
///
/// [`Misuse`] when the tap was begun or finished before.
pub fn drive<S: Steps>(
    steps: S,
    transport: &mut (impl CardTransport + ?Sized),
) -> Result<S::Outcome, Misuse> {
    drive_with_relay(steps, transport, &mut NoRelay)
}

/// Runs a tap to its end against a reader and a relay for the card's challenge.
///
/// # Errors
///
/// [`Misuse`] when the tap was begun or finished before.
pub fn drive_with_relay<S: Steps>(
    mut steps: S,
    transport: &mut (impl CardTransport + ?Sized),
    relay: &mut (impl TerminalRelay + ?Sized),
) -> Result<S::Outcome, Misuse> {
    let mut step = steps.begin()?;
    loop {
        let event = match step {
            Step::Transmit { command, .. } => match transport.transmit(&command) {
                Ok(answer) => Event::Response(answer),
                Err(cause) => Event::Interrupted(cause),
            },
            Step::RelayTerminalChallenge { challenge, .. } => match relay.sign(challenge) {
                Ok(signature) => Event::TerminalSignature(signature),
                Err(failure) => Event::RelayFailed(failure),
            },
            Step::Done(outcome) => return Ok(outcome),
        };
        step = steps.resume(event)?;
    }
}
