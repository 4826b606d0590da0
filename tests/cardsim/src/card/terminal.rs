//! Terminal authentication of the reference profile RP-TA/1, on the commands of ISO/IEC 7816-4 and
//! -8 in the order of BSI TR-03110 Terminal Authentication version 1.
//!
//! ```text
//! MSE SET DST root · PSO VERIFY CERTIFICATE dv · MSE SET DST dv · PSO VERIFY CERTIFICATE terminal
//! · MSE SET AT terminal · GET CHALLENGE · EXTERNAL AUTHENTICATE · one signature without PIN
//! ```
//!
//! Keys have their rank by position: the root vouches for intermediates, an intermediate for
//! terminals, a terminal for nobody. Imported keys live until reset; a challenge is good for one
//! answer; an authorisation for one signature, and it is lost with any selection of an application.

use kyotaku_core::apdu::StatusWord;
use rsa::{BoxedUint, Pkcs1v15Sign, RsaPublicKey};
use sha2::{Digest as _, Sha256};

use super::{
    Card,
    engine::{Answer, Outcome, Request},
    file::Application,
};
use crate::pki::terminal::{BODY, BODY_TAG, DOMAIN, INNER, KeyId, MODULUS, ROOT, SIGNATURE_TAG};

/// Data object of a key reference in MSE (ISO/IEC 7816-4 §11.5.11): tag 83, 16 bytes.
const KEY_REFERENCE: [u8; 2] = [0x83, 0x10];
/// Length of the challenge that can be answered.
const CHALLENGE: usize = 16;
/// Most bytes GET CHALLENGE gives.
const CHALLENGE_MAX: usize = 256;
/// Public exponent of every key of the profile.
const EXPONENT: [u8; 5] = [0x90, 0x03, 0x01, 0x00, 0x01];
/// Tag and length of the modulus.
const MODULUS_TAG: [u8; 4] = [0x91, 0x82, 0x01, 0x00];
/// Imported keys a card keeps at once; further ones push out the oldest.
const IMPORTED_MAX: usize = 8;

/// Where a card is in the protocol.
#[derive(Default)]
pub(super) struct TerminalAuthentication {
    imported: Vec<ImportedKey>,
    verifier: Option<KeyId>,
    authenticator: Option<KeyId>,
    challenge: Option<[u8; CHALLENGE]>,
    authorised: bool,
}

/// A key from a verified certificate.
struct ImportedKey {
    id: KeyId,
    rank: Rank,
    key: RsaPublicKey,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Intermediate,
    Terminal,
}

/// A certificate whose structure is right; its signature is not checked yet.
struct CardVerifiable<'a> {
    body: &'a [u8],
    issuer: KeyId,
    subject: KeyId,
    modulus: &'a [u8],
    signature: &'a [u8],
}

impl TerminalAuthentication {
    /// Forgets what a selection of an application ends; imported keys stay.
    pub(super) fn deselect(&mut self) {
        self.challenge = None;
        self.authorised = false;
    }

    pub(super) fn take_authorisation(&mut self) -> bool {
        core::mem::take(&mut self.authorised)
    }

    fn imported(&self, id: &KeyId, rank: Rank) -> Option<&RsaPublicKey> {
        self.imported
            .iter()
            .find(|key| key.id == *id && key.rank == rank)
            .map(|key| &key.key)
    }

    fn import(&mut self, fresh: ImportedKey) {
        self.imported.retain(|key| key.id != fresh.id);
        if self.imported.len() == IMPORTED_MAX {
            self.imported.remove(0);
        }
        self.imported.push(fresh);
    }
}

impl Card {
    /// MSE SET, `22 81 B6` for the key that verifies certificates and `22 81 A4` for the key that
    /// authenticates.
    pub(super) fn set_environment(&mut self, request: &Request) -> Outcome {
        self.require_jpki()?;
        let id = request
            .data
            .strip_prefix(&KEY_REFERENCE)
            .and_then(|id| KeyId::try_from(id).ok())
            .ok_or(StatusWord::IncorrectData)?;
        let terminal = &mut self.volatile.terminal;
        match (request.p1, request.p2) {
            (0x81, 0xB6) => {
                let known = id == ROOT || terminal.imported(&id, Rank::Intermediate).is_some();
                terminal.verifier = known.then_some(id);
                known
            }
            (0x81, 0xA4) => {
                let known = terminal.imported(&id, Rank::Terminal).is_some();
                terminal.authenticator = known.then_some(id);
                known
            }
            _ => return Err(StatusWord::IncorrectParameters),
        }
        .then(Answer::done)
        .ok_or(StatusWord::ReferenceNotFound)
    }

    /// PSO VERIFY CERTIFICATE, `2A 00 BE`.
    pub(super) fn verify_certificate(&mut self, request: &Request) -> Outcome {
        if (request.p1, request.p2) != (0x00, 0xBE) {
            return Err(StatusWord::IncorrectParameters);
        }
        self.require_jpki()?;
        let terminal = &mut self.volatile.terminal;
        let verifier = terminal
            .verifier
            .ok_or(StatusWord::ConditionsNotSatisfied)?;
        let certificate = CardVerifiable::parse(&request.data).ok_or(StatusWord::IncorrectData)?;
        if certificate.issuer != verifier {
            return Err(StatusWord::ReferenceNotFound);
        }
        let (issuer, rank) = if verifier == ROOT {
            (&self.image.terminal_root, Rank::Intermediate)
        } else {
            let issuer = terminal
                .imported(&verifier, Rank::Intermediate)
                .ok_or(StatusWord::ReferenceNotFound)?;
            (issuer, Rank::Terminal)
        };
        verify(issuer, certificate.body, certificate.signature)
            .map_err(|()| StatusWord::IncorrectObject)?;
        // The root's own name cannot be taken by a key that it vouches for.
        let key = (certificate.subject != ROOT)
            .then(|| certificate.key())
            .flatten()
            .ok_or(StatusWord::IncorrectData)?;
        terminal.import(ImportedKey {
            id: certificate.subject,
            rank,
            key,
        });
        Ok(Answer::done())
    }

    /// GET CHALLENGE; sixteen bytes can be answered by EXTERNAL AUTHENTICATE.
    pub(super) fn get_challenge(&mut self, request: &Request) -> Outcome {
        if (request.p1, request.p2) != (0, 0) {
            return Err(StatusWord::IncorrectParameters);
        }
        let length = match request.expected {
            Some(length) if request.data.is_empty() => length,
            _ => return Err(StatusWord::WrongLength),
        };
        if length > CHALLENGE_MAX {
            return Err(StatusWord::ConditionsNotSatisfied);
        }
        let mut random = vec![0; length];
        getrandom::fill(&mut random).map_err(|_| StatusWord::ExecutionError)?;
        self.volatile.terminal.challenge = <[u8; CHALLENGE]>::try_from(&random[..]).ok();
        Ok(Answer::data(random))
    }

    /// EXTERNAL AUTHENTICATE with a signature over `"RP-TA1" ‖ challenge`. Every answer spends the
    /// challenge.
    pub(super) fn external_authenticate(&mut self, request: &Request) -> Outcome {
        if (request.p1, request.p2) != (0, 0) {
            return Err(StatusWord::IncorrectParameters);
        }
        self.require_jpki()?;
        if request.data.len() != MODULUS {
            return Err(StatusWord::WrongLength);
        }
        let terminal = &mut self.volatile.terminal;
        let key = terminal
            .authenticator
            .and_then(|id| terminal.imported(&id, Rank::Terminal).cloned())
            .ok_or(StatusWord::ConditionsNotSatisfied)?;
        let challenge = terminal
            .challenge
            .take()
            .ok_or(StatusWord::ConditionsNotSatisfied)?;
        terminal.authorised = false;
        verify(&key, &[&DOMAIN[..], &challenge].concat(), &request.data)
            .map_err(|()| StatusWord::VerificationFailed)?;
        terminal.authorised = true;
        Ok(Answer::done())
    }

    /// The keys of the protocol belong to JPKI.
    fn require_jpki(&self) -> Result<(), StatusWord> {
        match self.volatile.application {
            Some(Application::Jpki) => Ok(()),
            _ => Err(StatusWord::ConditionsNotSatisfied),
        }
    }
}

impl<'a> CardVerifiable<'a> {
    /// Every length and tag is fixed; anything else is refused.
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len() != INNER {
            return None;
        }
        let rest = bytes.strip_prefix(&BODY_TAG)?;
        let (body, rest) = rest.split_at_checked(BODY)?;
        let signature = rest.strip_prefix(&SIGNATURE_TAG)?;
        let (issuer, key) = body.split_first_chunk()?;
        let (subject, key) = key.split_first_chunk()?;
        let modulus = key.strip_prefix(&EXPONENT)?.strip_prefix(&MODULUS_TAG)?;
        Some(Self {
            body,
            issuer: *issuer,
            subject: *subject,
            modulus,
            signature,
        })
    }

    fn key(&self) -> Option<RsaPublicKey> {
        RsaPublicKey::new(
            BoxedUint::from_be_slice_vartime(self.modulus),
            BoxedUint::from(65_537_u32),
        )
        .ok()
    }
}

fn verify(key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> Result<(), ()> {
    key.verify(
        Pkcs1v15Sign::new::<Sha256>(),
        &Sha256::digest(message),
        signature,
    )
    .map_err(|_| ())
}
