//! Whoever guesses learns nothing from how much work a refusal was: it is always the same. That its
//! time is the same too is measured by `make bench`.

use kyotaku_core::api::ApiError;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::api::{RegisterRequest, SignInRequest};
use kyotaku_core::wire::code::Code;

use crate::clinic::{Clinic, assert_refused};
use crate::phone::{NewPhone, password_of};

/// What one request made the server do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Work {
    statements: usize,
    hashes: usize,
}

impl Clinic {
    fn hashes(&self) -> usize {
        self.log.count("accounts::hashing", "Argon2id")
    }

    async fn work_of<T>(
        &self,
        request: impl Future<Output = Result<T, ApiError>>,
    ) -> (Work, Result<T, ApiError>) {
        let (statements, hashes) = (self.statements(), self.hashes());
        let answer = request.await;
        let work = Work {
            statements: self.statements() - statements,
            hashes: self.hashes() - hashes,
        };
        (work, answer)
    }
}

#[tokio::test]
async fn a_registration_is_the_same_work_whichever_input_is_wrong() {
    let clinic = Clinic::open().await;
    let code = clinic.code().await;
    let right = NewPhone::of(&clinic).inputs(&code, "staff11");
    let wrong = [
        RegisterRequest {
            institution: "9919999020".parse().unwrap(),
            ..right.clone()
        },
        RegisterRequest {
            institution: "9919999038".parse().unwrap(),
            ..right.clone()
        },
        RegisterRequest {
            user_id: "nobody".parse().unwrap(),
            ..right.clone()
        },
        RegisterRequest {
            password: Password::new("not the password".to_owned()),
            ..right.clone()
        },
        RegisterRequest {
            activation_code: ActivationCode::from_random(&[31; 15]),
            ..right.clone()
        },
    ];
    let client = clinic.client(None, &clinic.clock);
    let mut works = Vec::new();
    for request in wrong {
        let (work, answer) = clinic.work_of(client.register(&request)).await;
        assert_refused(answer, Code::RegistrationRefused, 403);
        works.push(work);
    }
    assert_eq!(works[0].hashes, 1);
    assert_eq!(works, [works[0]; 5]);
    client.register(&right).await.unwrap();
}

#[tokio::test]
async fn a_sign_in_is_the_same_work_whether_there_is_such_an_account_or_not() {
    let clinic = Clinic::open().await;
    let phone = clinic.lasting_phone().await;
    let mut works = Vec::new();
    for (account, password) in [
        ("staff11", Password::new("not the password".to_owned())),
        ("nobody", password_of("staff11")),
    ] {
        let request = SignInRequest {
            user_id: account.parse().unwrap(),
            password,
        };
        let (work, answer) = clinic.work_of(phone.client.sign_in(&request)).await;
        assert_refused(answer, Code::SignInRefused, 401);
        works.push(work);
    }
    assert_eq!(works[0].hashes, 1);
    assert_eq!(works[1], works[0]);
}
