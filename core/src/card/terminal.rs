//! RP-TA/1: how the card learns that this institution may use the key without a PIN (目視).
//!
//! The commands of the real card for this are not public. This is Kyotaku's reference profile,
//! built from ISO/IEC 7816-4 and -8 alone and modelled on Terminal Authentication version 1 of
//! BSI TR-03110-3; the emulated card implements it, a real card does not.
//!
//! ```text
//! phone                                   card
//!   MSE:SET DST root              ──────►  the key it trusts
//!   PSO:VERIFY CERTIFICATE DV     ──────►  563 bytes: needs extended length
//!   MSE:SET DST DV                ──────►
//!   PSO:VERIFY CERTIFICATE term.  ──────►
//!   MSE:SET AT terminal           ──────►
//!   GET CHALLENGE                 ◄──────  16 bytes r
//!   (the server signs "RP-TA1" ‖ r: the terminal key never leaves it)
//!   EXTERNAL AUTHENTICATE         ──────►  256 bytes; opens the key for one signature
//! ```

use crate::apdu::StatusWord;
use crate::pki::cvc::{CvCertificate, CvcError, KeyId};

use super::commands::Template;
use super::{CardError, CardLink, Interruption, Phase, Support, VisitMemory, commands};

/// The two CV certificates between the card's root key and the terminal's key.
#[derive(Clone, Debug)]
pub struct TerminalChain {
    root: KeyId,
    verifier: Link,
    terminal: Link,
}

#[derive(Clone, Debug)]
struct Link {
    holder: KeyId,
    /// The two objects inside the template, as VERIFY CERTIFICATE carries them.
    certificate: Vec<u8>,
}

/// Why two CV certificates are not a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TerminalChainError {
    /// One of them is no CV certificate.
    #[error("not a CV certificate: {0}")]
    Malformed(#[from] CvcError),
    /// The terminal's certificate was issued by somebody else.
    #[error("the terminal certificate was not issued by the verifier's")]
    NotLinked,
}

/// How the card took the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalVerdict {
    /// The key is open for one signature.
    Accepted,
    /// The card refuses this terminal.
    Refused(StatusWord),
    /// The card or the phone does not take the extended form.
    ExtendedLengthRefused,
}

impl TerminalChain {
    /// Reads the encoded certificates of the verifier (DV) and the terminal, in that order.
    ///
    /// # Errors
    ///
    /// [`TerminalChainError`] when one is malformed or they do not follow each other.
    pub fn parse(verifier: &[u8], terminal: &[u8]) -> Result<Self, TerminalChainError> {
        let (dv, leaf) = (
            CvCertificate::parse(verifier)?,
            CvCertificate::parse(terminal)?,
        );
        if leaf.issuer() != dv.subject() {
            return Err(TerminalChainError::NotLinked);
        }
        Ok(Self {
            root: dv.issuer(),
            verifier: Link {
                holder: dv.subject(),
                certificate: dv.value().to_vec(),
            },
            terminal: Link {
                holder: leaf.subject(),
                certificate: leaf.value().to_vec(),
            },
        })
    }
}

impl CardLink {
    /// Presents the chain and has the server sign the card's challenge.
    pub(super) async fn authenticate_terminal(
        &mut self,
        chain: &TerminalChain,
        memory: &mut VisitMemory,
    ) -> Result<TerminalVerdict, CardError> {
        self.enter(Phase::AuthenticatingTerminal);
        for (key, link) in [
            (chain.root, &chain.verifier),
            (chain.verifier.holder, &chain.terminal),
        ] {
            match self.present_certificate(key, link, memory).await? {
                TerminalVerdict::Accepted => {}
                refused => return Ok(refused),
            }
        }
        let set_key = commands::set_key(Template::Authentication, &chain.terminal.holder.0);
        let status = self.transmit(&set_key).await?.status();
        if !status.is_success() {
            return Ok(TerminalVerdict::Refused(status));
        }
        let response = self.transmit(&commands::get_challenge()).await?;
        if !response.status().is_success() {
            return Ok(TerminalVerdict::Refused(response.status()));
        }
        let challenge =
            <[u8; 16]>::try_from(response.data()).map_err(|_| CardError::Malformed {
                during: self.phase(),
            })?;
        let signature = self.relay(challenge).await?;
        let status = self
            .transmit(&commands::external_authenticate(&signature))
            .await?
            .status();
        Ok(match status {
            StatusWord::Success => TerminalVerdict::Accepted,
            refused => TerminalVerdict::Refused(refused),
        })
    }

    /// Names the issuer's key and presents one certificate. This is the first command that a
    /// phone without extended length cannot send, so it is also where that is learnt.
    async fn present_certificate(
        &mut self,
        issuer: KeyId,
        link: &Link,
        memory: &mut VisitMemory,
    ) -> Result<TerminalVerdict, CardError> {
        let set_key = commands::set_key(Template::DigitalSignature, &issuer.0);
        let status = self.transmit(&set_key).await?.status();
        if !status.is_success() {
            return Ok(TerminalVerdict::Refused(status));
        }
        let verify = commands::verify_certificate(&link.certificate);
        // Refused once may be a slip of the reader, twice is an answer.
        for _ in 0..2 {
            match self.transmit(&verify).await {
                Ok(response) => match response.status() {
                    StatusWord::Success => {
                        memory.lengths.lc = Support::Yes;
                        return Ok(TerminalVerdict::Accepted);
                    }
                    StatusWord::WrongLength => {}
                    status => return Ok(TerminalVerdict::Refused(status)),
                },
                Err(CardError::Interrupted {
                    cause: Interruption::PacketTooLong,
                    ..
                }) => break,
                Err(error) => return Err(error),
            }
        }
        memory.lengths.lc = Support::No;
        Ok(TerminalVerdict::ExtendedLengthRefused)
    }

    /// Only as much of RP-TA/1 as shows whether long commands pass; it opens nothing.
    pub(super) async fn probe_long_command(
        &mut self,
        chain: &TerminalChain,
        memory: &mut VisitMemory,
    ) -> Result<(), CardError> {
        self.enter(Phase::AuthenticatingTerminal);
        self.present_certificate(chain.root, &chain.verifier, memory)
            .await
            .map(|_| ())
    }
}
