//! Signing in, locking, unlocking and signing out.
//!
//! ```text
//!           signed_in             idle or background too long
//! SignedOut ─────────► SignedIn ──────────────────────────────► Locked
//!     ▲                 │  ▲                                     │ │
//!     │   sign_out,     │  └──────────── unlock ─────────────────┘ │
//!     └── end, time ◄───┴──────────────── sign_out, end, time ◄────┘
//! ```
//!
//! | step | signed_in | touch | leave | come_back | unlock | sign_out, end |
//! |---|---|---|---|---|---|---|
//! | SignedOut | SignedIn | – | SignedOut | SignedOut | – | SignedOut |
//! | SignedIn | SignedIn | SignedIn | SignedIn | SignedIn or Locked | – | SignedOut |
//! | Locked | SignedIn | – | Locked | Locked | SignedIn | SignedOut |
//!
//! Time alone moves it too: [`Account::step`] looks at the clock before it answers, so a phone that
//! nobody touched is locked, and one whose session has run out is signed out, without any event.
//!
//! The token lives in memory alone: after the end of the app somebody signs in again. Unlocking is
//! the device's own gate (Face ID, passcode) for the person who signed in; the password is asked
//! for again when the session ends, and before results are searched.

use jiff::{SignedDuration, Timestamp};

use super::NotNow;
use crate::secret::SessionToken;
use crate::wire::api::{AccountProfile, Policy, SignInResponse};

/// The steps; the module has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is, and has used the phone a moment ago.
    SignedIn,
    /// Somebody is, but the phone was left alone.
    Locked,
}

/// The owner of the device has shown to it that they are there, with face or passcode. It is made
/// where that was seen, and nowhere else.
#[derive(Debug)]
pub struct OwnerPresent(());

impl OwnerPresent {
    /// The device has just confirmed its owner.
    #[must_use]
    pub const fn confirmed_by_device() -> Self {
        Self(())
    }
}

/// Who is signed in, and how long ago the phone was used; the module has the table.
#[derive(Debug, Default)]
pub struct Account {
    session: Option<Session>,
    /// Counts sign-ins, so that the late answer to a request of an earlier session ends no other.
    serial: u64,
}

#[derive(Debug)]
struct Session {
    token: SessionToken,
    profile: AccountProfile,
    expires_at: Timestamp,
    used_at: Timestamp,
    left_at: Option<Timestamp>,
    locked: bool,
}

impl Account {
    /// The step at `now`.
    pub fn step(&mut self, now: Timestamp, policy: &Policy) -> Step {
        let Some(session) = &mut self.session else {
            return Step::SignedOut;
        };
        // A clock that was set back must not make a session longer.
        if now >= session.expires_at || now < session.used_at - CLOCK_SLACK {
            self.session = None;
            return Step::SignedOut;
        }
        let idle = SignedDuration::from_secs(i64::from(policy.idle_lock_seconds));
        let longest = SignedDuration::from_secs(i64::from(policy.background_lock_seconds));
        let away = session.left_at.map(|left| now.duration_since(left));
        if now.duration_since(session.used_at) >= idle || away.is_some_and(|away| away >= longest) {
            session.locked = true;
        }
        if session.locked {
            Step::Locked
        } else {
            Step::SignedIn
        }
    }

    /// Any step → `SignedIn`.
    pub fn signed_in(&mut self, answer: SignInResponse, now: Timestamp) {
        self.serial += 1;
        self.session = Some(Session {
            token: answer.token,
            profile: answer.account,
            expires_at: answer.expires_at,
            used_at: now,
            left_at: None,
            locked: false,
        });
    }

    /// `SignedIn` → `SignedIn`: somebody has used the phone.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn touch(&mut self, now: Timestamp, policy: &Policy) -> Result<(), NotNow> {
        self.signed_in_session("touch", now, policy)?.used_at = now;
        Ok(())
    }

    /// The app goes to the background. No step changes.
    pub fn leave(&mut self, now: Timestamp) {
        if let Some(session) = &mut self.session {
            session.left_at.get_or_insert(now);
        }
    }

    /// The app comes back: `SignedIn` → `Locked` after too long a time.
    pub fn come_back(&mut self, now: Timestamp, policy: &Policy) {
        let longest = SignedDuration::from_secs(i64::from(policy.background_lock_seconds));
        let Some(session) = &mut self.session else {
            return;
        };
        let Some(left_at) = session.left_at.take() else {
            return;
        };
        let away = now.duration_since(left_at);
        if away >= longest || away.is_negative() {
            session.locked = true;
        }
    }

    /// `Locked` → `SignedIn`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn unlock(
        &mut self,
        _owner: OwnerPresent,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<(), NotNow> {
        let step = self.step(now, policy);
        match &mut self.session {
            Some(session) if step == Step::Locked => {
                session.locked = false;
                session.used_at = now;
                Ok(())
            }
            _ => Err(NotNow {
                event: "unlock",
                step: step.name(),
            }),
        }
    }

    /// Any step → `SignedOut`: signed out here, or ended by the server (E1113). Gives the token, so
    /// that the server can be told.
    pub fn end(&mut self) -> Option<SessionToken> {
        self.session.take().map(|session| session.token)
    }

    /// Which sign-in of this start of the app it is.
    #[must_use]
    pub const fn serial(&self) -> u64 {
        self.serial
    }

    /// The token, for requests; at `SignedIn` alone.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn token(&mut self, now: Timestamp, policy: &Policy) -> Result<SessionToken, NotNow> {
        let session = self.signed_in_session("request", now, policy)?;
        Ok(session.token.clone())
    }

    /// Who is signed in, locked or not.
    #[must_use]
    pub fn profile(&self) -> Option<&AccountProfile> {
        self.session.as_ref().map(|session| &session.profile)
    }

    /// When the session ends at the latest.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.session.as_ref().map(|session| session.expires_at)
    }

    fn signed_in_session(
        &mut self,
        event: &'static str,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<&mut Session, NotNow> {
        let step = self.step(now, policy);
        match &mut self.session {
            Some(session) if step == Step::SignedIn => Ok(session),
            _ => Err(NotNow {
                event,
                step: step.name(),
            }),
        }
    }
}

/// How far a clock may be set back before it is not believed: ordinary corrections are smaller.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(2);

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "SignedOut",
            Self::SignedIn => "SignedIn",
            Self::Locked => "Locked",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::api::Role;

    const POLICY: Policy = Policy {
        idle_lock_seconds: 300,
        background_lock_seconds: 30,
        reauth_minutes: 5,
        search_days: 31,
        delivery_hours: 12,
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn signed_in() -> Account {
        let mut account = Account::default();
        account.signed_in(
            SignInResponse {
                token: SessionToken::new("token".to_owned()),
                expires_at: at(8 * 3600),
                account: AccountProfile {
                    id: "staff11".parse().unwrap(),
                    name: "看護　十一".to_owned(),
                    role: Role::General,
                    visual: true,
                },
                password_expires_at: None,
            },
            at(0),
        );
        account
    }

    #[test]
    fn a_phone_left_alone_locks_and_its_owner_unlocks_it() {
        let mut account = signed_in();
        assert_eq!(account.step(at(299), &POLICY), Step::SignedIn);
        account.touch(at(299), &POLICY).unwrap();
        assert_eq!(account.step(at(598), &POLICY), Step::SignedIn);
        assert_eq!(account.step(at(599), &POLICY), Step::Locked);
        assert!(account.token(at(599), &POLICY).is_err());
        assert!(account.touch(at(600), &POLICY).is_err());
        let owner = OwnerPresent::confirmed_by_device;
        account.unlock(owner(), at(700), &POLICY).unwrap();
        assert_eq!(account.token(at(700), &POLICY).unwrap().expose(), "token");
        assert!(account.unlock(owner(), at(700), &POLICY).is_err());
    }

    #[test]
    fn a_phone_in_the_background_locks_sooner() {
        let mut account = signed_in();
        account.leave(at(10));
        account.come_back(at(39), &POLICY);
        assert_eq!(account.step(at(39), &POLICY), Step::SignedIn);
        account.leave(at(40));
        account.leave(at(60));
        account.come_back(at(70), &POLICY);
        assert_eq!(account.step(at(70), &POLICY), Step::Locked);
    }

    #[test]
    fn a_session_ends_at_its_time_locked_or_not_and_is_not_made_longer_by_the_clock() {
        let mut account = signed_in();
        account.leave(at(0));
        assert_eq!(account.step(at(8 * 3600), &POLICY), Step::SignedOut);
        assert_eq!(account.step(at(0), &POLICY), Step::SignedOut);
        let mut account = signed_in();
        assert_eq!(account.step(at(-121), &POLICY), Step::SignedOut);
        let mut account = signed_in();
        account.leave(at(20));
        account.come_back(at(10), &POLICY);
        assert_eq!(account.step(at(10), &POLICY), Step::Locked);
    }

    #[test]
    fn signed_out_nothing_is_left_to_use() {
        let mut account = signed_in();
        account.end();
        assert_eq!(account.step(at(1), &POLICY), Step::SignedOut);
        assert!(account.profile().is_none());
        let refused = account.token(at(1), &POLICY).unwrap_err();
        assert_eq!((refused.event, refused.step), ("request", "SignedOut"));
        assert!(!format!("{:?}", signed_in()).contains("token\""));
    }
}
