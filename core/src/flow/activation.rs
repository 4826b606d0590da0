//! Activation: the four inputs of 初期登録, until the phone is registered.
//!
//! ```text
//!              submit                  registered
//! Unregistered ──────► Registering ──────────────► Registered
//!      ▲                 │   ▲  │
//!      │ refused         │   │  │ unanswered
//!      └─────────────────┘   │  ▼
//!                  submit    Unanswered
//!                            └──────────
//! ```
//!
//! | step | submit | registered | refused | unanswered |
//! |---|---|---|---|---|
//! | Unregistered | Registering | – | – | – |
//! | Registering | – | Registered | Unregistered | Unanswered |
//! | Unanswered | Registering | – | – | – |
//! | Registered | – | – | – | – |
//!
//! The device key is made before the first attempt and stays until the phone is registered. So an
//! attempt whose answer was lost, even by the end of the app, may be repeated with the same code:
//! the server knows the key and gives the same device.

use super::NotNow;
use crate::secret::{Password, SecretText};
use crate::wire::activation_code::ActivationCode;
use crate::wire::code::Code;
use crate::wire::identifier::{AccountId, InstitutionCode, InstitutionCodeError, Prefectures};

/// What staff have typed.
#[derive(Clone, Debug)]
pub struct Form {
    /// 機関コード.
    pub institution: String,
    /// ユーザーID.
    pub user_id: String,
    /// パスワード.
    pub password: Password,
    /// アクティベーションコード.
    pub activation_code: SecretText,
    /// 端末名, if any.
    pub device_name: Option<String>,
}

/// Four inputs of the right form.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// 機関コード.
    pub institution: InstitutionCode,
    /// ユーザーID.
    pub user_id: AccountId,
    /// パスワード.
    pub password: Password,
    /// アクティベーションコード.
    pub activation_code: ActivationCode,
    /// 端末名, if any.
    pub device_name: Option<String>,
}

/// A field of the form whose text cannot be right, so that nothing needs to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// The activation code has another form, or its check character does not fit.
    #[error("the activation code has the wrong form")]
    ActivationCode,
    /// Not ten digits.
    #[error("the institution code has the wrong form")]
    InstitutionForm,
    /// Ten digits that name no institution.
    #[error("the institution code is not correct")]
    InstitutionWrong,
    /// There is no password.
    #[error("the password is missing")]
    PasswordMissing,
    /// Not two to eight letters and digits.
    #[error("the user id has the wrong form")]
    UserId,
}

impl FieldError {
    /// The message for it.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::ActivationCode => Code::ActivationCodeForm,
            Self::InstitutionForm => Code::InstitutionCodeForm,
            Self::InstitutionWrong => Code::InstitutionCodeWrong,
            Self::PasswordMissing => Code::FieldMissing,
            Self::UserId => Code::AccountIdForm,
        }
    }
}

/// Longest 端末名, in characters.
const LONGEST_NAME: usize = 40;

impl Form {
    /// Reads the four inputs forgivingly: full-width letters and digits count as half-width ones,
    /// and spaces around them count as nothing. The password is taken as it is.
    ///
    /// # Errors
    ///
    /// Every field that cannot be right, in the order of the form.
    pub fn check(self, prefectures: Prefectures) -> Result<Inputs, Vec<FieldError>> {
        let institution =
            InstitutionCode::parse(&narrow(&self.institution), prefectures).map_err(|wrong| {
                match wrong {
                    InstitutionCodeError::Form => FieldError::InstitutionForm,
                    InstitutionCodeError::CheckDigit | InstitutionCodeError::Prefecture => {
                        FieldError::InstitutionWrong
                    }
                }
            });
        let user_id = narrow(&self.user_id)
            .parse()
            .map_err(|_| FieldError::UserId);
        let password = if self.password.expose().is_empty() {
            Err(FieldError::PasswordMissing)
        } else {
            Ok(self.password)
        };
        let activation_code = ActivationCode::parse(self.activation_code.expose())
            .map_err(|_| FieldError::ActivationCode);
        match (institution, user_id, password, activation_code) {
            (Ok(institution), Ok(user_id), Ok(password), Ok(activation_code)) => Ok(Inputs {
                institution,
                user_id,
                password,
                activation_code,
                device_name: device_name(self.device_name.as_deref()),
            }),
            (institution, user_id, password, code) => {
                Err(
                    [institution.err(), user_id.err(), password.err(), code.err()]
                        .into_iter()
                        .flatten()
                        .collect(),
                )
            }
        }
    }
}

/// Brings full-width ASCII to half width and cuts surrounding space, for whatever staff type that
/// is not a password.
#[must_use]
pub fn narrow(text: &str) -> String {
    let narrow = text.chars().map(|typed| match typed {
        // Full-width forms lie at a fixed distance from ASCII (Unicode block FF00).
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(typed) - 0xFEE0).unwrap_or(typed),
        other => other,
    });
    narrow.collect::<String>().trim().to_owned()
}

fn device_name(typed: Option<&str>) -> Option<String> {
    let name = typed.map(str::trim).filter(|name| !name.is_empty())?;
    Some(name.chars().take(LONGEST_NAME).collect())
}

/// The steps of activation; the module has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The phone belongs to no institution.
    Unregistered,
    /// A registration is under way.
    Registering,
    /// It is not known what became of a registration.
    Unanswered,
    /// The phone is registered.
    Registered,
}

/// The state machine; the module has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activation {
    step: Step,
}

impl Activation {
    /// Begins at `Registered` or `Unregistered`.
    #[must_use]
    pub const fn new(registered: bool) -> Self {
        let step = if registered {
            Step::Registered
        } else {
            Step::Unregistered
        };
        Self { step }
    }

    /// The current step.
    #[must_use]
    pub const fn step(self) -> Step {
        self.step
    }

    /// `Unregistered`, `Unanswered` → `Registering`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn submit(&mut self) -> Result<(), NotNow> {
        self.go(
            "submit",
            &[Step::Unregistered, Step::Unanswered],
            Step::Registering,
        )
    }

    /// `Registering` → `Registered`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn registered(&mut self) -> Result<(), NotNow> {
        self.go("registered", &[Step::Registering], Step::Registered)
    }

    /// `Registering` → `Unregistered`: the server has refused.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn refused(&mut self) -> Result<(), NotNow> {
        self.go("refused", &[Step::Registering], Step::Unregistered)
    }

    /// `Registering` → `Unanswered`: the server may have registered the phone.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn unanswered(&mut self) -> Result<(), NotNow> {
        self.go("unanswered", &[Step::Registering], Step::Unanswered)
    }

    fn go(&mut self, event: &'static str, from: &[Step], to: Step) -> Result<(), NotNow> {
        if from.contains(&self.step) {
            self.step = to;
            Ok(())
        } else {
            Err(NotNow {
                event,
                step: self.step.name(),
            })
        }
    }
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Unregistered => "Unregistered",
            Self::Registering => "Registering",
            Self::Unanswered => "Unanswered",
            Self::Registered => "Registered",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(institution: &str, user_id: &str, password: &str, code: &str) -> Form {
        Form {
            institution: institution.to_owned(),
            user_id: user_id.to_owned(),
            password: Password::new(password.to_owned()),
            activation_code: SecretText::new(code.to_owned()),
            device_name: Some("  往診用 1 ".to_owned()),
        }
    }

    fn code() -> String {
        ActivationCode::from_random(&[7; 15]).grouped().to_string()
    }

    #[test]
    fn typed_inputs_are_read_forgivingly() {
        let typed = form(
            " ９９１９９９９０１２",
            "ｓｔａｆｆ11 ",
            " pass ",
            &code().to_lowercase(),
        );
        let inputs = typed.check(Prefectures::WithReference).unwrap();
        assert_eq!(inputs.institution.as_str(), "9919999012");
        assert_eq!(inputs.user_id.as_str(), "staff11");
        assert_eq!(inputs.password.expose(), " pass ");
        assert_eq!(inputs.device_name.as_deref(), Some("往診用 1"));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let nothing = form("", "", "", "").check(Prefectures::Real).unwrap_err();
        let codes: Vec<_> = nothing
            .into_iter()
            .map(|field| field.code().as_str())
            .collect();
        assert_eq!(codes, ["MKA-E1001", "MKA-E1003", "MKA-E6002", "MKA-E1004"]);
        let wrong = form("1234567890", "staff11", "x", &code());
        assert_eq!(
            wrong.check(Prefectures::Real).unwrap_err(),
            [FieldError::InstitutionWrong]
        );
    }

    #[test]
    fn only_the_transitions_of_the_table_exist() {
        type Event = fn(&mut Activation) -> Result<(), NotNow>;
        let events: [(&str, Event); 4] = [
            ("submit", Activation::submit),
            ("registered", Activation::registered),
            ("refused", Activation::refused),
            ("unanswered", Activation::unanswered),
        ];
        let table = [
            (Step::Unregistered, "submit", Step::Registering),
            (Step::Unanswered, "submit", Step::Registering),
            (Step::Registering, "registered", Step::Registered),
            (Step::Registering, "refused", Step::Unregistered),
            (Step::Registering, "unanswered", Step::Unanswered),
        ];
        for step in [
            Step::Unregistered,
            Step::Registering,
            Step::Unanswered,
            Step::Registered,
        ] {
            for (name, event) in events {
                let mut activation = Activation { step };
                let ended = event(&mut activation);
                let row = table.iter().find(|row| row.0 == step && row.1 == name);
                assert_eq!(ended.is_ok(), row.is_some(), "{step:?} × {name}");
                assert_eq!(activation.step(), row.map_or(step, |row| row.2));
            }
        }
    }
}
