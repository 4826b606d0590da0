//! Who works at the institutions of the fixture world.

use kyotaku_cardsim::world::PERSONS_JSON;
use kyotaku_core::secret::Password;
use serde_json::Value;

/// The clinic of most tests.
pub const CLINIC: &str = "9919999012";

/// An account and its password, as somebody knows them by heart.
#[derive(Clone, Debug)]
pub struct Staff {
    /// 機関コード.
    pub institution: String,
    /// ユーザーID.
    pub id: String,
    password: Password,
}

impl Staff {
    /// An account of the seed.
    #[must_use]
    pub fn of(institution: &str, id: &str) -> Self {
        let world: Value = serde_json::from_str(PERSONS_JSON).unwrap();
        let accounts = world["accounts"].as_array().unwrap();
        let account = accounts
            .iter()
            .find(|account| account["institution"] == institution && account["id"] == id)
            .unwrap();
        Self {
            institution: institution.to_owned(),
            id: id.to_owned(),
            password: Password::new(account["password"].as_str().unwrap().to_owned()),
        }
    }

    /// A nurse of [`CLINIC`].
    #[must_use]
    pub fn nurse() -> Self {
        Self::of(CLINIC, "staff11")
    }

    /// A doctor of [`CLINIC`].
    #[must_use]
    pub fn doctor() -> Self {
        Self::of(CLINIC, "doctor01")
    }

    /// The administrator of [`CLINIC`].
    #[must_use]
    pub fn administrator() -> Self {
        Self::of(CLINIC, "kanri01")
    }

    /// The password.
    #[must_use]
    pub fn password(&self) -> Password {
        self.password.clone()
    }

    /// The same account with a password that was mistyped.
    #[must_use]
    pub fn mistyping(&self) -> Self {
        self.with_password("test only: mistyped")
    }

    /// The same password with another user id.
    #[must_use]
    pub fn with_id(&self, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            ..self.clone()
        }
    }

    /// The same account with another password.
    #[must_use]
    pub fn with_password(&self, password: &str) -> Self {
        Self {
            password: Password::new(password.to_owned()),
            ..self.clone()
        }
    }
}
