//! `card`: one tap, told to people or to programs.

use std::path::Path;

use kyotaku_core::card::{
    self, CardDigest, CardError, Identification, LastTry, PinOutcome, TapReport, Tries, Unsuitable,
    VisitMemory,
};
use kyotaku_core::pki::{Policy, Standing, UserCertificate};
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::code::Code;
use serde::Serialize;

use super::lengths;
use crate::args::{CardAction, ReadArg, TapArgs};
use crate::exit::Exit;
use crate::prompt::{self, Terminal};
use crate::reader::Session;
use crate::refusal::{Outcome, Refusal};
use crate::speech::Speech;

/// Where a PIN comes from.
#[derive(Clone, Copy, Debug)]
pub enum PinSource {
    /// The patient, or a descriptor.
    Ask(Option<u32>),
    /// A transcript, in which PINs are masked: any will do.
    Masked,
}

/// Runs one tap and tells its result. Returns the policy of the certificate that was read.
///
/// # Errors
///
/// A refusal for every outcome that is not what was asked for.
pub fn run(
    action: &CardAction,
    args: &TapArgs,
    session: &mut Session,
    pin: PinSource,
    speech: Speech,
) -> Outcome<Option<Policy>> {
    match action {
        CardAction::Identify => identify(session, speech).map(|()| None),
        CardAction::Certificate { out } => {
            certificate(session, args, out.as_deref(), speech).map(Some)
        }
        CardAction::Tries => tries(session, speech).map(|()| None),
        CardAction::Sign { input, out } => {
            sign(session, args, input, out.as_deref(), pin, speech).map(Some)
        }
        CardAction::DeviceCheck => device_check(session, speech).map(|()| None),
    }
}

fn identify(session: &mut Session, speech: Speech) -> Outcome<()> {
    let found = usable(session.run(card::identify(), "identify")?)?;
    let (name, ja, en) = match found {
        Identification::MyNumberCard => (
            "myNumberCard",
            "マイナンバーカードです。",
            "This is a My Number Card.",
        ),
        Identification::ResidentRegisterCard => (
            "residentRegisterCard",
            "住民基本台帳カードです。利用できません。",
            "This is a Basic Resident Register card, which cannot be used.",
        ),
        Identification::Telephone => (
            "telephone",
            "スマートフォンの電子証明書です。",
            "This is a certificate in a telephone.",
        ),
        _ => (
            "unknown",
            "種類のわからないカードです。",
            "This is a card of an unknown kind.",
        ),
    };
    speech.result(&serde_json::json!({ "card": name }), |speech| {
        speech.say(ja, en);
    });
    Ok(())
}

/// What JSON tells of a certificate. Its subject is nobody's business.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CertificateView {
    sha256: String,
    not_before: String,
    not_after: String,
    policy: &'static str,
    standing: &'static str,
    code: Option<&'static str>,
    bytes: usize,
}

impl CertificateView {
    fn of(certificate: &UserCertificate, standing: &Standing) -> Self {
        Self {
            sha256: hex::encode(certificate.fingerprint().as_bytes()),
            not_before: certificate.not_before().to_string(),
            not_after: certificate.not_after().to_string(),
            policy: match certificate.policy() {
                Policy::Production => "production",
                Policy::Test => "test",
            },
            standing: standing_name(standing),
            code: standing.code().map(Code::as_str),
            bytes: certificate.der().len(),
        }
    }
}

const fn standing_name(standing: &Standing) -> &'static str {
    match standing {
        Standing::Valid => "valid",
        Standing::Expiring { .. } => "expiring",
        Standing::Grace { .. } => "grace",
        Standing::Dead => "dead",
        Standing::NotYet { .. } => "notYet",
        Standing::Foreign => "foreign",
        Standing::Revoked { .. } => "revoked",
    }
}

fn certificate(
    session: &mut Session,
    args: &TapArgs,
    out: Option<&Path>,
    speech: Speech,
) -> Outcome<Policy> {
    let tap = card::certificate(session.check.clone(), memory(args.read));
    let TapReport { result, .. } = session.run(tap, "certificate")?;
    let report = usable(result)?;
    if let Some(path) = out {
        write(path, report.certificate.der())?;
    }
    let view = CertificateView::of(&report.certificate, &report.standing);
    speech.result(&view, |speech| {
        speech.say(
            &format!(
                "利用者証明用電子証明書({}バイト)、有効期限 {}",
                view.bytes, view.not_after
            ),
            &format!(
                "User authentication certificate, {} bytes, until {}",
                view.bytes, view.not_after
            ),
        );
        match report.standing.code() {
            Some(code) => speech.message(code),
            None => speech.say("有効です。", "It is valid."),
        }
    });
    Ok(report.certificate.policy())
}

fn tries(session: &mut Session, speech: Speech) -> Outcome<()> {
    let report = usable(session.run(card::tries(), "tries")?)?;
    let left = match report.tries {
        Tries::Left(left) => left,
        Tries::Blocked => return Err(Refusal::coded(Code::PinBlocked, Exit::PinBlocked)),
        Tries::AlreadyVerified => {
            return Err(tap_error(&CardError::StaleSecurityStatus));
        }
    };
    speech.result(&serde_json::json!({ "triesLeft": left }), |speech| {
        speech.say(
            &format!("暗証番号は残り{left}回です。"),
            &format!("{left} PIN tries left."),
        );
        if let Some(code) = report.tries.code() {
            speech.message(code);
        }
    });
    Ok(())
}

fn sign(
    session: &mut Session,
    args: &TapArgs,
    input: &Path,
    out: Option<&Path>,
    pin: PinSource,
    speech: Speech,
) -> Outcome<Policy> {
    let content = std::fs::read(input)
        .map_err(|error| Refusal::plain(Exit::Usage, format!("{}: {error}", input.display())))?;
    let mut memory = memory(args.read);
    memory.enter_pin(match pin {
        PinSource::Ask(descriptor) => prompt::pin(&mut Terminal::new(speech), descriptor)?,
        PinSource::Masked => Pin::parse(b"0000")
            .map_err(|refused| Refusal::plain(Exit::Failed, refused.to_string()))?,
    });
    let last_try = args.source.last_try.then(LastTry::confirmed_by_patient);
    let tap = card::sign_with_pin(
        CardDigest::of(&content),
        session.check.clone(),
        memory,
        last_try,
    );
    let TapReport { result, .. } = session.run(tap, "sign with PIN")?;
    let signed = signed(result)?;
    if let Some(path) = out {
        write(path, signed.signature.bytes())?;
    }
    let view = serde_json::json!({
        "signature": hex::encode(signed.signature.bytes()),
        "certificate": CertificateView::of(&signed.certificate, &signed.standing),
    });
    speech.result(&view, |speech| {
        speech.say(
            "署名しました。電子証明書で検証済みです。",
            "Signed, and verified with the certificate.",
        );
        if let Some(code) = signed.standing.code() {
            speech.message(code);
        }
    });
    Ok(signed.certificate.policy())
}

fn device_check(session: &mut Session, speech: Speech) -> Outcome<()> {
    lengths::tell(lengths::learn(session, VisitMemory::default())?, speech);
    Ok(())
}

/// A fresh visit as the command line wants it.
#[must_use]
fn memory(read: ReadArg) -> VisitMemory {
    let mut memory = VisitMemory::default();
    memory.preference = read.into();
    memory
}

/// The signature, or a refusal for every other end of a PIN tap.
///
/// # Errors
///
/// A refusal with the outcome's code.
pub fn signed(result: Result<PinOutcome, CardError>) -> Outcome<Box<card::SignedByCard>> {
    let outcome = result.map_err(|error| tap_error(&error))?;
    let code = outcome.code();
    let (exit, tries_left) = match outcome {
        PinOutcome::Signed(signed) => return Ok(signed),
        PinOutcome::Unsuitable(card) => return Err(unsuitable(&card)),
        PinOutcome::WrongPin { tries_left } => (Exit::WrongPin, Some(tries_left)),
        PinOutcome::Blocked => (Exit::PinBlocked, None),
        PinOutcome::LastTry => (Exit::PinWithheld, Some(1)),
        PinOutcome::PinNeeded { tries_left, .. } => (Exit::PinWithheld, Some(tries_left)),
    };
    let refusal = code.map_or_else(
        || Refusal::plain(exit, "the card did not sign"),
        |code| Refusal::coded(code, exit),
    );
    Err(match tries_left {
        Some(left) => refusal.with_tries(left),
        None => refusal,
    })
}

fn usable<T>(result: Result<Result<T, Unsuitable>, CardError>) -> Outcome<T> {
    result
        .map_err(|error| tap_error(&error))?
        .map_err(|card| unsuitable(&card))
}

pub(super) fn unsuitable(card: &Unsuitable) -> Refusal {
    Refusal::coded(card.code(), Exit::Unsuitable).because(card)
}

pub(super) fn tap_error(error: &CardError) -> Refusal {
    match error.code() {
        Some(code) => Refusal::coded(code, Exit::TapAgain).because(error),
        None => Refusal::plain(Exit::TapAgain, error.to_string()),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    std::fs::write(path, bytes)
        .map_err(|error| Refusal::plain(Exit::Failed, format!("{}: {error}", path.display())))
}
