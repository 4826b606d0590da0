//! What must not be seen.

use std::fmt;
use std::sync::Arc;

use kyotaku_core::secret::{Password, SecretText};

/// A password or an activation code on its way in.
///
/// The bytes are read where Swift has them, kept here, and wiped when the last reference goes. There
/// is no way to read them back.
#[derive(uniffi::Object)]
pub struct Secret(SecretText);

#[uniffi::export]
impl Secret {
    /// Takes UTF-8 text. The caller overwrites its own copy afterwards. What is not UTF-8 is taken as
    /// empty, and refused as a missing entry where it is used.
    #[uniffi::constructor]
    #[must_use]
    pub fn new(utf8: &[u8]) -> Arc<Self> {
        let text = core::str::from_utf8(utf8).unwrap_or_default();
        Arc::new(Self(SecretText::new(text.to_owned())))
    }
}

impl Secret {
    pub(crate) fn text(&self) -> SecretText {
        self.0.clone()
    }

    pub(crate) fn password(&self) -> Password {
        Password::new(self.0.expose().to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(****)")
    }
}
