//! The comparison that stands between a server's bytes and a card's key.

use jiff::{SignedDuration, Timestamp};

use super::{CareKind, Method, PresenceStatement, StatementMalformed};
use crate::wire::code::Code;
use crate::wire::identifier::{
    AccountId, ChallengeId, DeviceKeyHash, InstitutionCode, VisualRecordHash,
};

/// What the user chose and this device is: every value a statement is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The challenge as the server named it beside the statement.
    pub challenge_id: ChallengeId,
    /// The institution this device is registered for.
    pub institution: InstitutionCode,
    /// This device's key.
    pub device_key: DeviceKeyHash,
    /// The signed-in account.
    pub account: AccountId,
    /// The kind of care chosen on the screen.
    pub care_kind: CareKind,
    /// The method chosen on the screen.
    pub method: Method,
    /// The 目視 record made for this visit, if that is the method.
    pub visual_record: Option<VisualRecordHash>,
    /// How far the server's clock may run ahead of this device's.
    pub clock_tolerance: SignedDuration,
}

impl Expectation {
    /// The usual `clock_tolerance`.
    pub const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_secs(60);
}

/// A statement that says what the user chose. Nothing else may be signed by a card.
///
/// It is made by [`PresenceStatement::check`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedStatement {
    statement: PresenceStatement,
    der: Vec<u8>,
}

impl CheckedStatement {
    /// The statement's fields.
    #[must_use]
    pub fn statement(&self) -> &PresenceStatement {
        &self.statement
    }

    /// The bytes as the server sent them.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The 32 bytes a card signs.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        *PresenceStatement::digest(&self.der).as_bytes()
    }
}

impl PresenceStatement {
    /// Decodes `der` and compares every field with `expected`.
    ///
    /// The challenge id, institution, device key, account, care kind, method and 目視 record must
    /// be equal. `issuedAt` may lie ahead of `now` by the tolerance, `tapBefore` must not have
    /// passed, and the window between them is at most
    /// [`LONGEST_TAP_WINDOW`](Self::LONGEST_TAP_WINDOW). The nonce has nothing to be compared with.
    ///
    /// # Errors
    ///
    /// [`StatementMismatch`] names the first field that differs.
    pub fn check(
        der: &[u8],
        expected: &Expectation,
        now: Timestamp,
    ) -> Result<CheckedStatement, StatementMismatch> {
        let statement = Self::from_der(der)?;
        let comparisons = [
            (
                statement.challenge_id == expected.challenge_id,
                StatementMismatch::ChallengeId,
            ),
            (
                statement.institution == expected.institution,
                StatementMismatch::Institution,
            ),
            (
                statement.device_key == expected.device_key,
                StatementMismatch::DeviceKey,
            ),
            (
                statement.account == expected.account,
                StatementMismatch::Account,
            ),
            (
                statement.care_kind == expected.care_kind,
                StatementMismatch::CareKind,
            ),
            (
                statement.method == expected.method,
                StatementMismatch::Method,
            ),
            (
                statement.visual_record == expected.visual_record,
                StatementMismatch::VisualRecord,
            ),
        ];
        if let Some((_, mismatch)) = comparisons.into_iter().find(|(equal, _)| !equal) {
            return Err(mismatch);
        }
        let window = statement.tap_before.duration_since(statement.issued_at);
        if window <= SignedDuration::ZERO || window > Self::LONGEST_TAP_WINDOW {
            return Err(StatementMismatch::TapWindow);
        }
        if statement.issued_at.duration_since(now) > expected.clock_tolerance {
            return Err(StatementMismatch::IssuedAt);
        }
        if now > statement.tap_before {
            return Err(StatementMismatch::TapBefore);
        }
        Ok(CheckedStatement {
            statement,
            der: der.to_owned(),
        })
    }
}

impl StatementMismatch {
    /// The message for it. Times that do not fit are mostly those of a wrong clock.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::IssuedAt => Code::ClockWrong,
            Self::TapBefore => Code::TapOutsideWindow,
            _ => Code::StatementDiffers,
        }
    }
}

/// The field in which a statement differs from what the user chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementMismatch {
    /// Another account.
    #[error("the statement names another account")]
    Account,
    /// Another kind of care.
    #[error("the statement names another kind of care")]
    CareKind,
    /// Another challenge than the one named beside it.
    #[error("the statement belongs to another challenge")]
    ChallengeId,
    /// Another device's key.
    #[error("the statement names another device")]
    DeviceKey,
    /// Another institution.
    #[error("the statement names another institution")]
    Institution,
    /// `issuedAt` lies in the future beyond the tolerance: a clock is wrong.
    #[error("the statement was issued in the future")]
    IssuedAt,
    /// No statement at all.
    #[error(transparent)]
    Malformed(#[from] StatementMalformed),
    /// Another method.
    #[error("the statement names another method")]
    Method,
    /// `tapBefore` has passed: a new challenge is needed, or a clock is wrong.
    #[error("the time to tap has passed")]
    TapBefore,
    /// The window between `issuedAt` and `tapBefore` is empty or longer than five minutes.
    #[error("the time to tap is not between zero and five minutes")]
    TapWindow,
    /// Another 目視 record, or one where none was made, or none where one was.
    #[error("the statement names another visual record")]
    VisualRecord,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_do_not_fit_are_told_apart_from_another_statement() {
        assert_eq!(StatementMismatch::IssuedAt.code(), Code::ClockWrong);
        assert_eq!(StatementMismatch::TapBefore.code(), Code::TapOutsideWindow);
        assert_eq!(StatementMismatch::Method.code(), Code::StatementDiffers);
    }
}
