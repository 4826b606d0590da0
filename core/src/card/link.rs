//! The card as an operation sees it: commands in, responses out.

use core::future::poll_fn;
use core::task::Poll;
use std::sync::{Arc, Mutex};

use zeroize::Zeroizing;

use crate::apdu::{Command, ExpectedLength, Response, StatusWord};

use super::commands::Reference;
use super::tap::{Ask, Event, Slot, lock};
use super::{CardError, Interruption, Phase, Progress, RelayFailure, commands};

/// Most GET RESPONSE rounds for one command; 256 rounds of 256 bytes are the longest response.
const GET_RESPONSE_ROUNDS: usize = 256;

/// Most commands of one tap; a certificate in the smallest chunks takes 26, all else a dozen.
const EXCHANGES_MAX: usize = 1_000;

/// The connection to one card during one tap.
///
/// Its methods are the only commands there are. Sending arbitrary bytes is private to the card
/// module, so no operation, in this crate or another, can reach a file it has no business with.
#[derive(Debug)]
pub struct CardLink {
    slot: Arc<Mutex<Slot>>,
    progress: Progress,
    exchanges: usize,
    /// How this card wants PINs and keys named, as far as it told.
    pub(super) reference: Reference,
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slot(..)")
    }
}

impl CardLink {
    pub(super) fn new(slot: Arc<Mutex<Slot>>) -> Self {
        Self {
            slot,
            progress: Progress::of(Phase::Selecting),
            exchanges: 0,
            reference: Reference::default(),
        }
    }

    pub(super) fn phase(&self) -> Phase {
        self.progress.phase
    }

    pub(super) fn enter(&mut self, phase: Phase) {
        self.progress = Progress::of(phase);
    }

    pub(super) fn report(&mut self, received: usize, total: usize) {
        self.progress.received = u32::try_from(received).unwrap_or(u32::MAX);
        self.progress.total = u32::try_from(total).ok();
    }

    /// Exchanges one command, collecting `61xx` and correcting one `6Cxx`.
    pub(super) async fn transmit(&mut self, command: &Command) -> Result<Response, CardError> {
        let mut response = self.exchange(command.encode()).await?;
        // Only a command that asked for data can have asked for the wrong amount. Never resend
        // anything else: it might be a VERIFY.
        if let (StatusWord::ExactLength(bytes), Some(_)) = (response.status(), command.expected())
            && let Some(exact) = ExpectedLength::new(bytes.into())
        {
            let corrected = commands::with_exact_length(command, exact);
            response = self.exchange(corrected.encode()).await?;
        }
        self.collect(response).await
    }

    /// GET RESPONSE until the card has nothing more (ISO/IEC 7816-4 §5.3.4).
    async fn collect(&mut self, first: Response) -> Result<Response, CardError> {
        if !matches!(first.status(), StatusWord::BytesRemaining(_)) {
            return Ok(first);
        }
        let (mut status, mut data) = (first.status(), first.into_data());
        for _ in 0..GET_RESPONSE_ROUNDS {
            let StatusWord::BytesRemaining(bytes) = status else {
                break;
            };
            let expected = ExpectedLength::new(bytes.into()).unwrap_or(ExpectedLength::SHORT_MAX);
            let more = self
                .exchange(commands::get_response(expected).encode())
                .await?;
            status = more.status();
            data.extend_from_slice(more.data());
        }
        if matches!(status, StatusWord::BytesRemaining(_)) || data.len() > Response::DATA_MAX {
            return Err(CardError::Malformed {
                during: self.phase(),
            });
        }
        Ok(Response::new(data, status))
    }

    /// Exchanges exactly this one command.
    pub(super) async fn exchange(
        &mut self,
        command: Zeroizing<Vec<u8>>,
    ) -> Result<Response, CardError> {
        let during = self.phase();
        self.exchanges += 1;
        if self.exchanges > EXCHANGES_MAX {
            return Err(CardError::Malformed { during });
        }
        match self.ask(Ask::Transmit(command)).await {
            Event::Response(bytes) => {
                Response::parse(&bytes).map_err(|damage| CardError::malformed(during, damage))
            }
            Event::Interrupted(cause) => Err(CardError::Interrupted { cause, during }),
            // `Tap::resume` lets no other event through.
            Event::TerminalSignature(_) | Event::RelayFailed(_) => {
                Err(CardError::Malformed { during })
            }
        }
    }

    /// Has the server sign the card's challenge.
    pub(super) async fn relay(&mut self, challenge: [u8; 16]) -> Result<[u8; 256], CardError> {
        let during = self.phase();
        match self.ask(Ask::Relay(challenge)).await {
            Event::TerminalSignature(bytes) => bytes
                .try_into()
                .map_err(|_| CardError::Relay(RelayFailure::Refused)),
            Event::RelayFailed(failure) => Err(CardError::Relay(failure)),
            Event::Interrupted(cause) => Err(CardError::Interrupted { cause, during }),
            Event::Response(_) => Err(CardError::Malformed { during }),
        }
    }

    /// Puts the question into the slot and yields to the driver until the answer is there.
    async fn ask(&mut self, ask: Ask) -> Event {
        let progress = self.progress;
        let mut ask = Some(ask);
        poll_fn(move |_| {
            let mut slot = lock(&self.slot);
            if let Some(ask) = ask.take() {
                *slot = Slot::Asked(ask, progress);
                return Poll::Pending;
            }
            match core::mem::take(&mut *slot) {
                Slot::Answered(event) => Poll::Ready(event),
                // Woken without an answer: the driver is gone for good.
                Slot::Empty | Slot::Asked(..) => {
                    Poll::Ready(Event::Interrupted(Interruption::Cancelled))
                }
            }
        })
        .await
    }
}
