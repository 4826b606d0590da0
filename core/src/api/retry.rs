//! Which requests are sent again by themselves, and when.
//!
//! A phone at a bedside loses its connection in the middle of a request and cannot know whether it
//! arrived. What may be repeated then is decided here, once:
//!
//! | request | repeated | why that is safe |
//! |---|---|---|
//! | every `GET` | after no answer | it changes nothing |
//! | register | once, after no answer | the same code with the same key is the same device; a wrong input counts |
//! | challenge, 再照会, event | after no answer | the same idempotency key is the same request |
//! | terminal signature | once, at once, after no answer | the same idempotency key is the same tap |
//! | proof, consent, change, revocation | after no answer, and on E5004 | the same bytes are recorded once |
//! | device check, renewal, de-registration, sign-out | after no answer | the second changes nothing more |
//! | sign-in, re-authentication | never | each is a try that may be counted |
//!
//! A refusal is never repeated: it would be the same again. E5004 (revocation lists too old) is the
//! one answer that means "later".

use core::time::Duration;

use super::ApiError;
use crate::wire::code::Code;

/// How a request may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Repeat {
    after_no_answer: bool,
    when_pending: bool,
    pauses: &'static [Duration],
}

/// The pauses before the second and the third attempt.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

impl Repeat {
    /// Not at all.
    pub(super) const NEVER: Self = Self {
        after_no_answer: false,
        when_pending: false,
        pauses: &[],
    };

    /// Once, when the answer did not arrive.
    pub(super) const ONCE: Self = Self {
        after_no_answer: true,
        when_pending: false,
        pauses: &[PAUSES[0]],
    };

    /// Once and almost at once, when the answer did not arrive: a card is waiting.
    pub(super) const QUICKLY: Self = Self {
        after_no_answer: true,
        when_pending: false,
        pauses: &[Duration::from_millis(100)],
    };

    /// When the answer did not arrive.
    pub(super) const AFTER_NO_ANSWER: Self = Self {
        after_no_answer: true,
        when_pending: false,
        pauses: &PAUSES,
    };

    /// Also when the server says that it cannot tell yet.
    pub(super) const UNTIL_TAKEN: Self = Self {
        after_no_answer: true,
        when_pending: true,
        pauses: &PAUSES,
    };

    /// How long to wait before each further attempt.
    pub(super) fn pauses(self) -> &'static [Duration] {
        self.pauses
    }

    /// Whether another attempt may end better than with `error`.
    pub(super) fn may_help(self, error: &ApiError) -> bool {
        match error {
            ApiError::Offline(_) => self.after_no_answer,
            ApiError::Problem(problem) => {
                self.when_pending && problem.code == Code::Pending.as_str()
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::api::Problem;

    #[test]
    fn only_pending_is_a_refusal_worth_repeating() {
        for code in Code::ALL {
            let refused = ApiError::Problem(Box::new(Problem::new(*code, 500)));
            assert!(!Repeat::NEVER.may_help(&refused));
            assert!(!Repeat::AFTER_NO_ANSWER.may_help(&refused));
            assert_eq!(
                Repeat::UNTIL_TAKEN.may_help(&refused),
                *code == Code::Pending
            );
        }
        assert!(Repeat::NEVER.pauses().is_empty());
    }
}
