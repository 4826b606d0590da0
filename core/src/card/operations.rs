//! The taps: each a straight line in which everything that can fail harmlessly fails first.

use std::sync::Arc;

use jiff::Timestamp;

use crate::apdu::StatusWord;
use crate::pki::{CertificateError, Standing, TrustStore, UserCertificate};

use super::terminal::TerminalVerdict;
use super::{
    CardDigest, CardError, CardLink, CardSignature, LastTry, LengthSupport, NotPermitted,
    PinVerification, ReadPreference, Stop, Support, Tap, TerminalChain, Tries, Unsuitable,
    VerifyFate, VisitMemory,
};

/// What a certificate is judged by.
#[derive(Clone, Debug)]
pub struct CardCheck {
    /// The configured certification authorities.
    pub trust: Arc<TrustStore>,
    /// The time of the tap.
    pub now: Timestamp,
}

/// What a tap came to, and what the next one may know.
#[derive(Debug)]
pub struct TapReport<T> {
    /// The outcome, or what ended the tap before there was one.
    pub result: Result<T, CardError>,
    /// To be given to the visit's next tap.
    pub memory: VisitMemory,
}

/// The kind of token that a card's label names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Identification {
    /// マイナンバーカード (`JPKIAPICCTOKEN2`).
    MyNumberCard,
    /// 住民基本台帳カード (`JPKIAPICCTOKEN`), the predecessor.
    ResidentRegisterCard,
    /// A telephone that acts as a card (`JPKIAPGPSETOKEN`, `JPKIAPIOSTOKEN`).
    Telephone,
    /// A label nobody has published.
    Unknown,
}

/// A certificate with its standing at the time of the tap.
#[derive(Debug)]
pub struct CertificateReport {
    /// The certificate, its profile checked.
    pub certificate: UserCertificate,
    /// Its standing by dates and chain.
    pub standing: Standing,
}

/// What the free query told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TriesReport {
    /// The answer.
    pub tries: Tries,
}

/// A signature with everything the server needs to check it.
#[derive(Debug)]
pub struct SignedByCard {
    /// The certificate, read in the same tap.
    pub certificate: UserCertificate,
    /// Its standing by dates and chain; never one that forbids the qualification.
    pub standing: Standing,
    /// Verified against the certificate before it was returned.
    pub signature: CardSignature,
}

/// What a tap with a PIN came to.
#[derive(Debug)]
pub enum PinOutcome {
    /// The patient was there, and the card has signed.
    Signed(Box<SignedByCard>),
    /// The PIN is wrong.
    WrongPin {
        /// Tries before it is blocked, 1–2.
        tries_left: u8,
    },
    /// The PIN is blocked, or the card has none (顔認証マイナンバーカード).
    Blocked,
    /// One try is left. Nothing was sent; explain, and give a [`LastTry`] if the patient agrees.
    LastTry,
    /// There is no PIN to present: none was entered, it was entered for another card, or an
    /// earlier VERIFY was lost.
    PinNeeded {
        /// Tries left now.
        tries_left: u8,
        /// What became of a lost VERIFY on this card.
        lost_verify: Option<VerifyFate>,
    },
    /// This card will not do, and nothing was spent on it.
    Unsuitable(Unsuitable),
}

/// What a 目視 tap came to.
#[derive(Debug)]
pub enum VisualOutcome {
    /// The card has signed.
    Signed(Box<SignedByCard>),
    /// This is not the card of the taps before, and staff have not looked at it. The terminal did
    /// not authenticate to it.
    CardChanged,
    /// The card does not accept this terminal.
    TerminalRefused {
        /// SW1 SW2.
        status: StatusWord,
    },
    /// This phone or this card does not pass extended-length commands.
    ExtendedLengthRefused,
    /// This card will not do.
    Unsuitable(Unsuitable),
}

/// What the device check learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceCheck {
    /// What is known of this phone now.
    Learned(LengthSupport),
    /// The check needs a My Number Card, and this is none.
    Unsuitable(Unsuitable),
}

/// Tells what kind of card is in the field: two commands.
pub fn identify() -> Tap<Result<Result<Identification, Unsuitable>, CardError>> {
    Tap::new(|mut link| async move {
        let found = async {
            link.select_jpki().await?;
            label(&mut link).await
        };
        settle(found.await)
    })
}

/// Reads the certificate and tells its standing.
pub fn certificate(
    check: CardCheck,
    mut memory: VisitMemory,
) -> Tap<TapReport<Result<CertificateReport, Unsuitable>>> {
    Tap::new(|mut link| async move {
        let result = read_and_judge(&mut link, &mut memory, &check, false).await;
        TapReport {
            result: settle(result),
            memory,
        }
    })
}

/// Asks how many PIN tries are left: two commands, and no try is spent.
pub fn tries() -> Tap<Result<Result<TriesReport, Unsuitable>, CardError>> {
    Tap::new(|mut link| async move {
        let asked = async {
            link.select_jpki().await?;
            Ok(TriesReport {
                tries: link.ask_tries().await?.tries(),
            })
        };
        settle(asked.await)
    })
}

/// Has the card sign, opened by the PIN that `memory` holds.
///
/// Certificate, standing and remaining tries are known before the PIN is sent, and the
/// signature is verified with the certificate before it is returned.
pub fn sign_with_pin(
    digest: CardDigest,
    check: CardCheck,
    mut memory: VisitMemory,
    last_try: Option<LastTry>,
) -> Tap<TapReport<PinOutcome>> {
    Tap::new(move |mut link| async move {
        let result = pin_line(&mut link, &mut memory, &digest, &check, last_try).await;
        let result = settle(result).map(|outcome| outcome.unwrap_or_else(PinOutcome::Unsuitable));
        TapReport { result, memory }
    })
}

/// Has the card sign after 目視, opened by RP-TA/1 with one question to the server.
pub fn sign_visually(
    digest: CardDigest,
    chain: TerminalChain,
    check: CardCheck,
    mut memory: VisitMemory,
) -> Tap<TapReport<VisualOutcome>> {
    Tap::new(move |mut link| async move {
        let result = visual_line(&mut link, &mut memory, &digest, &chain, &check).await;
        let result =
            settle(result).map(|outcome| outcome.unwrap_or_else(VisualOutcome::Unsuitable));
        TapReport { result, memory }
    })
}

/// Learns what this phone passes: a long response, and with a chain also a long command.
pub fn device_check(
    chain: Option<TerminalChain>,
    mut memory: VisitMemory,
) -> Tap<TapReport<DeviceCheck>> {
    Tap::new(move |mut link| async move {
        let result = device_line(&mut link, &mut memory, chain.as_ref()).await;
        let result = settle(result).map(|done| match done {
            Ok(()) => DeviceCheck::Learned(memory.lengths),
            Err(unsuitable) => DeviceCheck::Unsuitable(unsuitable),
        });
        TapReport { result, memory }
    })
}

async fn pin_line(
    link: &mut CardLink,
    memory: &mut VisitMemory,
    digest: &CardDigest,
    check: &CardCheck,
    last_try: Option<LastTry>,
) -> Result<PinOutcome, Stop> {
    let report = read_and_judge(link, memory, check, false).await?;
    let CertificateReport {
        certificate,
        standing,
    } = usable(link, report).await?;
    let card = certificate.fingerprint();

    let asked = link.ask_tries().await?;
    let tries_left = match asked.tries() {
        Tries::Left(left) => left,
        Tries::Blocked => {
            memory.pin_answered();
            memory.forget_pin();
            return Ok(PinOutcome::Blocked);
        }
        Tries::AlreadyVerified => return Err(CardError::StaleSecurityStatus.into()),
    };
    let lost_verify = memory.resolve(tries_left, card);
    let needed = PinOutcome::PinNeeded {
        tries_left,
        lost_verify,
    };
    // A try was lost that nobody has heard of: tell it before another is risked.
    if lost_verify == Some(VerifyFate::Counted) {
        memory.forget_pin();
    }
    if memory.owes_tries() {
        memory.forget_pin();
    }
    if !memory.offers_pin(card) {
        return Ok(needed);
    }
    let permit = match asked.permit(last_try) {
        Ok(permit) => permit,
        Err(NotPermitted::LastTryUnconfirmed) => return Ok(PinOutcome::LastTry),
        Err(NotPermitted::Blocked) => return Ok(PinOutcome::Blocked),
        Err(NotPermitted::TriesUnknown) => return Err(CardError::StaleSecurityStatus.into()),
    };
    let Some(pin) = memory.send_pin(tries_left, card) else {
        return Ok(needed);
    };
    match permit.verify(&pin).await? {
        PinVerification::Verified => memory.pin_accepted(pin, card),
        PinVerification::Wrong { tries_left } => {
            memory.pin_answered();
            return Ok(PinOutcome::WrongPin { tries_left });
        }
        PinVerification::Blocked => {
            memory.pin_answered();
            return Ok(PinOutcome::Blocked);
        }
    }
    let signature = match link.sign(digest).await {
        // The card did not take the PIN, whatever it said: the patient must enter it again.
        Err(
            refused @ CardError::Refused {
                status: StatusWord::SecurityStatusNotSatisfied,
                ..
            },
        ) => {
            memory.forget_pin();
            return Err(refused.into());
        }
        answered => answered?,
    };
    let signed = verified(memory, certificate, standing, signature, digest)?;
    memory.forget_pin();
    Ok(PinOutcome::Signed(signed))
}

async fn visual_line(
    link: &mut CardLink,
    memory: &mut VisitMemory,
    digest: &CardDigest,
    chain: &TerminalChain,
    check: &CardCheck,
) -> Result<VisualOutcome, Stop> {
    if memory.lengths.lc == Support::No {
        return Ok(VisualOutcome::ExtendedLengthRefused);
    }
    let report = read_and_judge(link, memory, check, true).await?;
    // What no authority has signed may be a bit lost on the way, and names no card.
    let is_named = report.standing != Standing::Foreign;
    if is_named && !memory.is_card_of_confirmation(report.certificate.fingerprint()) {
        return Ok(VisualOutcome::CardChanged);
    }
    let CertificateReport {
        certificate,
        standing,
    } = usable(link, report).await?;
    match link.authenticate_terminal(chain, memory).await? {
        TerminalVerdict::Accepted => {}
        TerminalVerdict::Refused(status) => return Ok(VisualOutcome::TerminalRefused { status }),
        TerminalVerdict::ExtendedLengthRefused => return Ok(VisualOutcome::ExtendedLengthRefused),
    }
    let signature = match link.sign(digest).await {
        // The authorisation was for one signature, and is gone.
        Err(CardError::Refused {
            status: status @ StatusWord::SecurityStatusNotSatisfied,
            ..
        }) => {
            return Ok(VisualOutcome::TerminalRefused { status });
        }
        answered => answered?,
    };
    verified(memory, certificate, standing, signature, digest).map(VisualOutcome::Signed)
}

async fn device_line(
    link: &mut CardLink,
    memory: &mut VisitMemory,
    chain: Option<&TerminalChain>,
) -> Result<(), Stop> {
    link.select_jpki().await?;
    // A re-test asks again whatever is known, and twice before it says no.
    let preference = core::mem::replace(&mut memory.preference, ReadPreference::Extended);
    memory.forget_long_reads();
    let read = read_until_known(link, memory).await;
    memory.preference = preference;
    read?;
    if let Some(chain) = chain {
        link.probe_long_command(chain, memory).await?;
    }
    Ok(())
}

async fn read_until_known(link: &mut CardLink, memory: &mut VisitMemory) -> Result<(), Stop> {
    for _ in 0..2 {
        memory.retry_long_read();
        link.read_certificate(memory, true).await?;
        if memory.lengths.le != Support::Unknown {
            break;
        }
    }
    Ok(())
}

/// A certificate whose standing forbids its use ends the operation.
async fn usable(link: &mut CardLink, report: CertificateReport) -> Result<CertificateReport, Stop> {
    if report.standing.allows_qualification() {
        return Ok(report);
    }
    Err(explain(link, Unsuitable::Standing(report.standing)).await)
}

/// Selects, reads and judges.
async fn read_and_judge(
    link: &mut CardLink,
    memory: &mut VisitMemory,
    check: &CardCheck,
    eager: bool,
) -> Result<CertificateReport, Stop> {
    link.select_jpki().await?;
    let der = link.read_certificate(memory, eager).await?;
    match UserCertificate::parse(&der) {
        Ok(certificate) => {
            let standing = check.trust.standing(&certificate, check.now);
            if standing == Standing::Foreign {
                memory.forget_certificate();
            }
            Ok(CertificateReport {
                certificate,
                standing,
            })
        }
        Err(refusal) => {
            memory.forget_certificate();
            match refusal {
                CertificateError::Malformed(_) => Err(Unsuitable::DamagedCertificate.into()),
                other => Err(explain(link, Unsuitable::Certificate(other)).await),
            }
        }
    }
}

/// Looks at the label of a card that was refused anyway: an old card deserves its own words.
async fn explain(link: &mut CardLink, verdict: Unsuitable) -> Stop {
    match label(link).await {
        Ok(Identification::ResidentRegisterCard) => Unsuitable::ResidentRegisterCard.into(),
        _ => verdict.into(),
    }
}

async fn label(link: &mut CardLink) -> Result<Identification, Stop> {
    let label = link.read_label().await?;
    Ok(match label.trim_ascii_end() {
        b"JPKIAPICCTOKEN2" => Identification::MyNumberCard,
        b"JPKIAPICCTOKEN" => Identification::ResidentRegisterCard,
        b"JPKIAPGPSETOKEN" | b"JPKIAPIOSTOKEN" => Identification::Telephone,
        _ => Identification::Unknown,
    })
}

fn verified(
    memory: &mut VisitMemory,
    certificate: UserCertificate,
    standing: Standing,
    signature: CardSignature,
    digest: &CardDigest,
) -> Result<Box<SignedByCard>, Stop> {
    certificate
        .verify_sha256(digest.bytes(), signature.bytes())
        .map_err(|_| {
            memory.forget_certificate();
            CardError::SignatureMismatch
        })?;
    Ok(Box::new(SignedByCard {
        certificate,
        standing,
        signature,
    }))
}

/// Splits what ends a tap from what a card is.
fn settle<T>(result: Result<T, Stop>) -> Result<Result<T, Unsuitable>, CardError> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(Stop::Unsuitable(unsuitable)) => Ok(Err(unsuitable)),
        Err(Stop::Error(error)) => Err(error),
    }
}
