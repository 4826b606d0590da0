//! Registrations with one wrong input, whose times must not tell which it was.

use std::time::Instant;

use jiff::SignedDuration;
use kyotaku_core::api::{ApiError, Client};
use kyotaku_core::secret::Password;
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::api::RegisterRequest;
use kyotaku_core::wire::code::Code;

use crate::clinic::Clinic;
use crate::measured::Times;

/// After so long refused registrations are forgiven. No code lives for a thousand times that.
const FORGIVEN: SignedDuration = SignedDuration::from_mins(16);

/// One wrong input among three right ones.
pub struct Wrong {
    /// Its name in reports.
    pub name: &'static str,
    /// What the server took to refuse it.
    pub times: Times,
    request: RegisterRequest,
}

/// The ways to be wrong; an institution can be wrong by not being there, or by being another one.
///
/// # Panics
///
/// If the inputs cannot be made.
pub async fn ways(clinic: &Clinic) -> Vec<Wrong> {
    let right = clinic.inputs().await;
    let institution = |code: &str| RegisterRequest {
        institution: code.parse().expect("an institution"),
        ..right.clone()
    };
    let user = RegisterRequest {
        user_id: "nobody".parse().expect("an account"),
        ..right.clone()
    };
    let password = RegisterRequest {
        password: Password::new("not the password".to_owned()),
        ..right.clone()
    };
    let code = RegisterRequest {
        activation_code: ActivationCode::from_random(&[31; 15]),
        ..right.clone()
    };
    [
        ("institution", institution("9919999020")),
        ("nowhere", institution("9919999038")),
        ("user", user),
        ("password", password),
        ("code", code),
    ]
    .map(|(name, request)| Wrong {
        name,
        times: Times::default(),
        request,
    })
    .into()
}

/// Tries all of them so often, in turn, each time beginning with another one.
///
/// # Panics
///
/// If one is not refused as it should be.
pub async fn measure(clinic: &Clinic, ways: &mut [Wrong], rounds: usize) {
    let client = clinic.client(None);
    for round in 0..rounds {
        clinic.clock.advance(FORGIVEN);
        let first = round % ways.len();
        let (behind, before) = ways.split_at_mut(first);
        for way in before.iter_mut().chain(behind) {
            way.measure_once(&client).await;
        }
    }
}

impl Wrong {
    async fn measure_once(&mut self, client: &Client) {
        let begun = Instant::now();
        let answer = client.register(&self.request).await;
        self.times.add(begun.elapsed());
        match answer {
            Err(ApiError::Problem(problem)) => {
                assert_eq!(problem.code, Code::RegistrationRefused.as_str());
            }
            other => unreachable!("{}: {other:?}", self.name),
        }
    }
}
