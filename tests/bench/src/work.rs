//! The pieces of work. Each takes what was made ready for it, so that making ready is not measured.

use kyotaku_core::apdu::{Command, ExpectedLength, Response};
use kyotaku_core::card::{self, CardCheck, PinOutcome, ReadPreference, Stop, Tap, TapReport};
use kyotaku_core::pki::{Standing, UserCertificate};
use zeroize::Zeroizing;

use crate::{Answers, Scene};

/// Exchanges in [`exchanges`]; what one costs is its total divided by this.
pub const EXCHANGES: usize = 100;

/// A tap and the card's answers to it.
pub struct Ready<T> {
    tap: Tap<T>,
    answers: Answers,
}

impl<T> Ready<T> {
    /// Runs the tap to its end.
    #[must_use]
    pub fn run(mut self) -> T {
        card::drive(self.tap, &mut self.answers).expect("a tap that was not begun")
    }
}

/// A whole tap with the right PIN, to be run as often as wanted.
pub struct PinTap {
    scene: Scene,
    preference: ReadPreference,
    answers: Answers,
}

impl PinTap {
    /// Has the card answer it once.
    #[must_use]
    pub fn record(preference: ReadPreference) -> Self {
        let scene = Scene::new();
        let (_, recorder) = scene.record(scene.pin_tap(preference));
        Self {
            scene,
            preference,
            answers: recorder.answers(),
        }
    }

    /// The tap from its beginning.
    #[must_use]
    pub fn ready(&self) -> Ready<TapReport<PinOutcome>> {
        Ready {
            tap: self.scene.pin_tap(self.preference),
            answers: self.answers.clone(),
        }
    }
}

/// Nothing but [`EXCHANGES`] commands that the card takes: SELECT with its name, and 9000.
#[must_use]
pub fn exchanges() -> Ready<Result<(), Stop>> {
    Ready {
        tap: Tap::new(|mut link| async move {
            for _ in 0..EXCHANGES {
                link.select_jpki().await?;
            }
            Ok(())
        }),
        answers: Answers::repeated(&[0x90, 0x00], EXCHANGES),
    }
}

/// The 51 bytes of data that the signing command carries.
#[must_use]
pub fn digest_info() -> [u8; 51] {
    let mut data = [0; 51];
    data[19..].copy_from_slice(Scene::new().digest().bytes());
    data
}

/// Composes and encodes the signing command, the longest of a tap with PIN.
#[must_use]
pub fn encode_command(data: &[u8; 51]) -> Zeroizing<Vec<u8>> {
    Command::new([0x80, 0x2A, 0x00, 0x97])
        .carrying(data)
        .expect("51 bytes fit")
        .expecting(ExpectedLength::SHORT_MAX)
        .encode()
}

/// Takes the signing command apart again.
#[must_use]
pub fn parse_command(bytes: &[u8]) -> Command {
    Command::parse(bytes).expect("a command")
}

/// A response of 256 bytes of data and 9000.
#[must_use]
pub fn full_response() -> Vec<u8> {
    let mut response = vec![0x5A; 256];
    response.extend([0x90, 0x00]);
    response
}

/// Takes a response apart.
#[must_use]
pub fn parse_response(bytes: &[u8]) -> Response {
    Response::parse(bytes).expect("a response")
}

/// The certificate of T01 and what it is judged by.
#[must_use]
pub fn certificate() -> (UserCertificate, CardCheck) {
    let scene = Scene::new();
    (scene.signed().certificate, scene.check())
}

/// Reads a certificate strictly and checks its profile.
#[must_use]
pub fn parse_certificate(der: &[u8]) -> UserCertificate {
    UserCertificate::parse(der).expect("a certificate")
}

/// Finds and proves the issuer, and judges the dates: one RSA verification and a few comparisons.
#[must_use]
pub fn standing(certificate: &UserCertificate, check: &CardCheck) -> Standing {
    check.trust.standing(certificate, check.now)
}

/// A signature of the card, with its certificate and digest.
pub struct Signed {
    certificate: UserCertificate,
    digest: [u8; 32],
    signature: [u8; 256],
}

/// A signature of the card over what every measurement signs.
#[must_use]
pub fn signature() -> Signed {
    let scene = Scene::new();
    let signed = scene.signed();
    Signed {
        digest: *scene.digest().bytes(),
        signature: *signed.signature.bytes(),
        certificate: signed.certificate,
    }
}

/// Verifies one RSA-2048 signature.
///
/// # Panics
///
/// If it does not verify.
pub fn verify_signature(signed: &Signed) {
    signed
        .certificate
        .verify_sha256(&signed.digest, &signed.signature)
        .expect("a right signature");
}
