//! The rules for passwords, and changing one's own.
//!
//! Thirteen characters, or eight of at least three kinds, which then have to be changed after 180
//! days. Characters are those of ASCII that can be printed: what a phone and a desk send for one
//! accented letter may differ.

use jiff::Timestamp;
use kyotaku_core::secret::Password;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::AccountId;
use sea_orm::{DatabaseConnection, TransactionTrait as _};

use super::hashing::PasswordHashing;
use super::{Credentials, LONG, authenticate, hashed};
use crate::audit::{self, Action, NewEvent};
use crate::problem::ApiError;
use crate::store::account::{self, StoredPassword};
use crate::store::session;

/// Fewest characters, if they are of [`KINDS`] kinds.
const SHORT: usize = 8;

/// Most characters.
const LONGEST: usize = 128;

/// Kinds of characters (capital and small letters, digits, others) that a short password needs.
const KINDS: usize = 3;

/// How many of the last passwords, the present one included, may not be chosen again.
const HISTORY: usize = 5;

/// Whether a password may be chosen for an account.
///
/// # Errors
///
/// `MKA-E6008`.
pub fn check(password: &Password, id: &AccountId) -> Result<(), Code> {
    let text = password.expose();
    let printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let kinds: [fn(&u8) -> bool; 4] = [
        u8::is_ascii_uppercase,
        u8::is_ascii_lowercase,
        u8::is_ascii_digit,
        |byte| !byte.is_ascii_alphanumeric(),
    ];
    let used = kinds
        .iter()
        .filter(|kind| text.as_bytes().iter().any(*kind));
    let strong = text.len() >= LONG || (text.len() >= SHORT && used.count() >= KINDS);
    let names_id = text
        .as_bytes()
        .windows(id.as_str().len())
        .any(|part| part.eq_ignore_ascii_case(id.as_str().as_bytes()));
    if printable && strong && text.len() <= LONGEST && !names_id {
        Ok(())
    } else {
        Err(Code::PasswordTooWeak)
    }
}

/// Changes an account's own password, as its first sign-in at the console does too, which is
/// recorded. Its sessions end.
///
/// # Errors
///
/// Those of [`authenticate`], also when the password was temporary and its time is over;
/// `MKA-E6008` for a weak new one and `MKA-E6009` for one of the last five.
pub async fn change(
    database: &DatabaseConnection,
    passwords: &PasswordHashing,
    credentials: Credentials<'_>,
    new: &Password,
    now: Timestamp,
) -> Result<(), ApiError> {
    let actor = credentials.actor.clone();
    let account = authenticate(database, passwords, credentials, now).await?;
    let present = account.password.as_ref();
    if present.is_some_and(|password| password.temporary && password.has_ended(now)) {
        return Err(Code::SignInRefused.into());
    }
    check(new, &account.id)?;
    let earlier = account::earlier_passwords(database, &account.institution, &account.id).await?;
    let present = present.map(|password| password.hash.clone());
    for hash in present.into_iter().chain(earlier).take(HISTORY) {
        let before = StoredPassword {
            hash,
            temporary: false,
            expires_at: None,
        };
        if passwords.verify(Some(&before), new).await? {
            return Err(Code::PasswordUsedBefore.into());
        }
    }
    let stored = hashed(passwords, new, false, now).await?;
    let transaction = database.begin().await?;
    if !account::set_password(&transaction, &account, &stored).await? {
        // Somebody else has changed it in between.
        transaction.rollback().await?;
        return Err(Code::SignInRefused.into());
    }
    account::record_login(&transaction, &account.institution, &account.id, now).await?;
    session::end_of_account(&transaction, &account.institution, &account.id).await?;
    let event = NewEvent {
        institution: &account.institution,
        actor,
        action: Action::PasswordChanged,
        subject: Some(account.id.to_string()),
    };
    audit::append(&transaction, now, event).await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_or_mixed_and_does_not_name_its_account() {
        let id: AccountId = "staff11".parse().unwrap();
        let longest = "a1".repeat(64);
        for (text, fits) in [
            ("", false),
            ("Abc12!x", false),
            ("Abcdef1h", true),
            ("abcdef1!", true),
            ("ABCDEF1!", true),
            ("ABCDefg!", true),
            ("abcdefg1", false),
            ("Abcdefgh", false),
            ("12345678!", false),
            ("abcdefghijkl", false),
            ("abcdefghijklm", true),
            ("correct horse battery", true),
            ("my staff11 password", false),
            ("MySTAFF11Password", false),
            ("my staff12 password", true),
            ("pässword pässword", false),
            ("パスワードパスワードパスワード", false),
            ("tab\tin the middle", false),
            (longest.as_str(), true),
            (&format!("{longest}a"), false),
        ] {
            let checked = check(&Password::new(text.to_owned()), &id);
            assert_eq!(checked.is_ok(), fits, "{text}");
        }
    }
}
