//! The PIN: ask before you spend.
//!
//! A VERIFY can only be made from the answer to the free query, because [`VerifyPermit`] has no
//! other source, borrows the link so that nothing comes between, and is used up by sending:
//!
//! ```
//! use kyotaku_core::{card::{CardError, CardLink, PinVerification}, secret::Pin};
//!
//! async fn asked_first(link: &mut CardLink, pin: &Pin) -> Result<bool, CardError> {
//!     let Ok(permit) = link.ask_tries().await?.permit(None) else { return Ok(false) };
//!     Ok(permit.verify(pin).await? == PinVerification::Verified)
//! }
//! ```
//!
//! Neither of these compiles:
//!
//! ```compile_fail
//! use kyotaku_core::{card::{CardLink, VerifyPermit}, secret::Pin};
//!
//! async fn without_asking(link: &mut CardLink, pin: &Pin) {
//!     VerifyPermit { link, tries_left: 3 }.verify(pin).await; // its fields are private
//! }
//! ```
//!
//! ```compile_fail
//! use kyotaku_core::{card::VerifyPermit, secret::Pin};
//!
//! async fn twice(permit: VerifyPermit<'_>, pin: &Pin) {
//!     permit.verify(pin).await;
//!     permit.verify(pin).await; // the first call took it
//! }
//! ```

use crate::apdu::StatusWord;
use crate::secret::Pin;

use super::commands::Reference;
use super::layout::FileId;
use super::read::refuses_short_identifier;
use super::{CardError, CardLink, Phase, commands};

/// The patient was told that this is the last try, and wants it.
#[derive(Debug)]
pub struct LastTry(());

impl LastTry {
    /// Call only after the patient has explicitly agreed to risk the last try.
    #[must_use]
    pub const fn confirmed_by_patient() -> Self {
        Self(())
    }
}

/// What the card answered to the free query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tries {
    /// This many tries are left, 1–15.
    Left(u8),
    /// None: only the municipality can reset it; or the card never had a PIN.
    Blocked,
    /// The PIN counts as verified already; some cards then do not tell the counter.
    AlreadyVerified,
}

/// The answer to the free query, holding on to the card it came from.
#[derive(Debug)]
#[must_use = "the tries were asked for to decide on a VERIFY"]
pub struct AskedTries<'l> {
    link: &'l mut CardLink,
    tries: Tries,
}

/// Why no VERIFY may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPermitted {
    /// The card takes no PIN any more.
    #[error("the PIN is blocked")]
    Blocked,
    /// One try is left and the patient has not agreed to risk it.
    #[error("the last try needs the patient's explicit agreement")]
    LastTryUnconfirmed,
    /// The counter is unknown.
    #[error("the card does not tell how many tries are left")]
    TriesUnknown,
}

/// The right to present a PIN once, at this moment, to this card.
#[derive(Debug)]
#[must_use = "a permit is spent by `verify`"]
pub struct VerifyPermit<'l> {
    link: &'l mut CardLink,
    tries_left: u8,
}

/// What a VERIFY came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinVerification {
    /// The PIN is right; the key may be used.
    Verified,
    /// The PIN is wrong; this many tries are left, 1–15.
    Wrong {
        /// Tries before the PIN is blocked.
        tries_left: u8,
    },
    /// The PIN is blocked, by this try or before.
    Blocked,
}

impl CardLink {
    /// Asks for the remaining tries of the 利用者証明用 PIN. This costs none.
    ///
    /// | status | meaning |
    /// |---|---|
    /// | `63C1`–`63CF` | that many left |
    /// | `63C0`, `6983`, `6984` | blocked |
    /// | `9000` | already verified, counter not told |
    /// | `6A82`, `6A86`, `6A88` and the like | asked again with the file selected by name |
    /// | any other | refused |
    ///
    /// # Errors
    ///
    /// [`CardError`] when the card left or answered something else.
    pub async fn ask_tries(&mut self) -> Result<AskedTries<'_>, CardError> {
        self.enter(Phase::AskingTries);
        let mut status = self.query().await?;
        if self.reference == Reference::Short && refuses_short_identifier(status) {
            self.select_by_name(FileId::USER_PIN).await?;
            status = self.query().await?;
        }
        let tries = match status {
            StatusWord::TriesLeft(0)
            | StatusWord::AuthenticationBlocked
            | StatusWord::ReferenceDataNotUsable => Tries::Blocked,
            StatusWord::TriesLeft(left) => Tries::Left(left),
            StatusWord::Success => Tries::AlreadyVerified,
            status => {
                return Err(CardError::Refused {
                    status,
                    during: self.phase(),
                });
            }
        };
        Ok(AskedTries { link: self, tries })
    }

    async fn query(&mut self) -> Result<StatusWord, CardError> {
        let query = commands::ask_tries(FileId::USER_PIN, self.reference);
        Ok(self.exchange(query.encode()).await?.status())
    }
}

impl<'l> AskedTries<'l> {
    /// The answer.
    #[must_use]
    pub const fn tries(&self) -> Tries {
        self.tries
    }

    /// Turns the answer into the right to present a PIN once.
    ///
    /// # Errors
    ///
    /// [`NotPermitted`] when the PIN is blocked, its counter unknown, or one try is left and no
    /// [`LastTry`] was given.
    pub fn permit(self, last_try: Option<LastTry>) -> Result<VerifyPermit<'l>, NotPermitted> {
        match (self.tries, last_try) {
            (Tries::Blocked | Tries::Left(0), _) => Err(NotPermitted::Blocked),
            (Tries::AlreadyVerified, _) => Err(NotPermitted::TriesUnknown),
            (Tries::Left(1), None) => Err(NotPermitted::LastTryUnconfirmed),
            (Tries::Left(tries_left), _) => Ok(VerifyPermit {
                link: self.link,
                tries_left,
            }),
        }
    }
}

impl VerifyPermit<'_> {
    /// Tries left before this one, 1–15.
    #[must_use]
    pub const fn tries_left(&self) -> u8 {
        self.tries_left
    }

    /// Presents the PIN. It is sent once; whatever happens, nothing here sends it again.
    ///
    /// | status | meaning |
    /// |---|---|
    /// | `9000` | verified |
    /// | `63C1`–`63CF` | wrong, that many left |
    /// | `63C0`, `6983`, `6984` | blocked |
    /// | any other | refused; whether it counted is unknown |
    ///
    /// # Errors
    ///
    /// [`CardError`] when no meaningful answer came; the card may have counted the try.
    pub async fn verify(self, pin: &Pin) -> Result<PinVerification, CardError> {
        self.link.enter(Phase::VerifyingPin);
        // Named as in the query that was just answered, so this cannot be another PIN.
        let verify = commands::verify(FileId::USER_PIN, self.link.reference, pin.expose());
        match self.link.exchange(verify.encode()).await?.status() {
            StatusWord::Success => Ok(PinVerification::Verified),
            StatusWord::TriesLeft(0)
            | StatusWord::AuthenticationBlocked
            | StatusWord::ReferenceDataNotUsable => Ok(PinVerification::Blocked),
            StatusWord::TriesLeft(tries_left) => Ok(PinVerification::Wrong { tries_left }),
            status => Err(CardError::Refused {
                status,
                during: self.link.phase(),
            }),
        }
    }
}
