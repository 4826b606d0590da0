//! Registration, signing in, and the lock.

use kyotaku_core::flow::activation::Step as ActivationStep;
use kyotaku_core::wire::code::Code;

use super::event::{Event, Told, Way, Who};
use super::{Model, Moment, heard};

/// Eight hours.
const SESSION: Moment = 8 * 3600;
/// A phone left alone so long is locked.
const IDLE: Moment = 300;
/// One in the background sooner.
const AWAY: Moment = 30;
/// A day, in which a lost answer to a registration may be asked for again.
const REPEATABLE: Moment = 24 * 3600;

/// A session, at the phone or at the server.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// Tells sessions apart, as a token does.
    pub number: u32,
    /// Whose it is.
    pub who: Who,
    ends: Moment,
    used: Moment,
    left: Option<Moment>,
    /// Whether the owner has to unlock the phone.
    pub locked: bool,
}

/// Activation codes that were issued. The last one is the one on the table.
#[derive(Clone, Debug, Default)]
pub struct Codes(Vec<ActivationCode>);

#[derive(Clone, Copy, Debug, Default)]
struct ActivationCode {
    used: Option<(u32, Moment)>,
    invalid: bool,
}

/// Wrong passwords in a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Failures {
    count: u32,
    since: Moment,
    paused_until: Option<Moment>,
}

impl Codes {
    /// Whether none was issued yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn invalidate(&mut self, key: u32) {
        let of_key = |code: &&mut ActivationCode| code.used.is_some_and(|(used, _)| used == key);
        for code in self.0.iter_mut().filter(of_key) {
            code.invalid = true;
        }
    }
}

impl Failures {
    fn restraint(&self, now: Moment) -> Option<Code> {
        if self.count >= 10 {
            Some(Code::AccountLocked)
        } else if self.paused_until.is_some_and(|until| now < until) {
            Some(Code::AccountPaused)
        } else {
            None
        }
    }

    /// A try to sign in, refused unseen under restraint, and counted if it is wrong.
    fn try_password(&mut self, right: bool, now: Moment) -> Result<(), Code> {
        if let Some(code) = self.restraint(now) {
            return Err(code);
        }
        if right {
            *self = Self::default();
            return Ok(());
        }
        self.count += 1;
        self.paused_until = (self.count == 5).then_some(now + 30 * 60);
        Err(self.restraint(now).unwrap_or(Code::SignInRefused))
    }

    /// A registration whose inputs do not belong together: five within ten minutes pause for fifteen.
    fn refuse_registration(&mut self, now: Moment) {
        let over = now - self.since >= 600 || self.paused_until.is_some_and(|until| now >= until);
        if self.count == 0 || over {
            *self = Self {
                since: now,
                ..Self::default()
            };
        }
        self.count += 1;
        if self.count >= 5 && self.paused_until.is_none() {
            self.paused_until = Some(now + 15 * 60);
        }
    }
}

impl Model {
    /// Time alone locks a phone and ends a session.
    pub(super) fn look_at_the_clock(&mut self) {
        let now = self.now;
        self.phone.session = self.phone.session.filter(|session| now < session.ends);
        if let Some(session) = &mut self.phone.session {
            let away = session.left.is_some_and(|left| now - left >= AWAY);
            session.locked |= away || now - session.used >= IDLE;
        }
    }

    pub(super) fn meet_account(&mut self, event: Event) -> Told {
        let now = self.now;
        match event {
            Event::Activate {
                staff,
                right,
                new_code,
                way,
            } => self.activate(staff, right, new_code, way),
            Event::SignIn { staff, right, way } => self.sign_in(staff, right, way),
            Event::SignOut(way) => self.sign_out(way),
            Event::Leave => {
                if let Some(session) = &mut self.phone.session {
                    session.left.get_or_insert(now);
                }
                Told::Done
            }
            Event::ComeBack => {
                if let Some(session) = &mut self.phone.session {
                    session.left = None;
                }
                Told::Done
            }
            Event::Touch => match &mut self.phone.session {
                Some(session) if !session.locked => {
                    session.used = now;
                    Told::Done
                }
                _ => Told::Code(Code::ActionUnavailable),
            },
            Event::Unlock => match &mut self.phone.session {
                Some(session) if session.locked => {
                    (session.locked, session.used) = (false, now);
                    Told::Done
                }
                _ => Told::Code(Code::ActionUnavailable),
            },
            _ => Told::Strange,
        }
    }

    fn activate(&mut self, staff: Who, right: bool, new_code: bool, way: Way) -> Told {
        if new_code || self.server.codes.is_empty() {
            self.server.codes.0.push(ActivationCode::default());
        }
        if self.is_registered() {
            return Told::Code(Code::ActionUnavailable);
        }
        let key = match self.phone.key {
            Some(key) => key,
            None => *self.phone.key.insert(self.server.number()),
        };
        self.phone.activation = ActivationStep::Unanswered;
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let mut answer = self.register_device(key, staff, right);
        if let Some(told) = heard(way, answer) {
            return told;
        }
        if answer == Err(Code::IdempotencyConflict) {
            // The key was registered by an answer that never arrived. The phone takes another one.
            let key = self.server.number();
            self.phone.key = Some(key);
            answer = self.register_device(key, staff, right);
        }
        match answer {
            Ok(()) => {
                self.phone.activation = ActivationStep::Registered;
                self.phone.settings = self.server.settings;
                Told::Done
            }
            Err(code) => {
                self.phone.activation = ActivationStep::Unregistered;
                Told::Code(code)
            }
        }
    }

    /// What the server says to the four inputs.
    fn register_device(&mut self, key: u32, staff: Who, right: bool) -> Result<(), Code> {
        let now = self.now;
        let server = &mut self.server;
        if server.refused.paused_until.is_some_and(|until| now < until) {
            return Err(Code::RegistrationPaused);
        }
        if !right {
            server.refused.refuse_registration(now);
            return Err(Code::RegistrationRefused);
        }
        let used = match server.codes.0.last() {
            Some(code) if code.invalid => return Err(Code::ActivationCodeRevoked),
            Some(code) => code.used,
            None => None,
        };
        if used.is_some_and(|(by, at)| by != key || now - at > REPEATABLE) {
            return Err(Code::ActivationCodeUsed);
        }
        let restraint = server.wrong[staff as usize].restraint(now);
        if restraint == Some(Code::AccountLocked) {
            return Err(Code::AccountLocked);
        }
        if staff == Who::Administrator {
            return Err(Code::AccountNotPermitted);
        }
        if let Some(code) = restraint {
            return Err(code);
        }
        if !server.settings.home_visit {
            return Err(Code::HomeVisitDisabled);
        }
        if used.is_some() {
            return Ok(());
        }
        if server.devices.iter().any(|(device, _)| *device == key) {
            return Err(Code::IdempotencyConflict);
        }
        server.devices.push((key, true));
        if let Some(code) = server.codes.0.last_mut() {
            code.used = Some((key, now));
        }
        Ok(())
    }

    fn sign_in(&mut self, staff: Who, right: bool, way: Way) -> Told {
        if !self.is_registered() {
            return Told::Code(Code::DeviceUnknown);
        }
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let answer = self.begin_session(staff, right);
        if let Some(told) = heard(way, answer) {
            return told;
        }
        match answer {
            Ok(()) => {
                self.phone.session = self.server.session;
                self.phone.settings = self.server.settings;
                Told::Done
            }
            Err(Code::DeviceRevoked) => self.erase(),
            Err(code) => Told::Code(code),
        }
    }

    fn begin_session(&mut self, who: Who, right: bool) -> Result<(), Code> {
        if !self.is_known() {
            return Err(Code::DeviceRevoked);
        }
        self.server.wrong[who as usize].try_password(right, self.now)?;
        if who == Who::Administrator {
            return Err(Code::AccountNotPermitted);
        }
        if !self.server.settings.home_visit {
            return Err(Code::HomeVisitDisabled);
        }
        self.server.session = Some(Session {
            number: self.server.number(),
            who,
            ends: self.now + SESSION,
            used: self.now,
            left: None,
            locked: false,
        });
        Ok(())
    }

    /// The phone forgets first; what the server says to it changes nothing.
    fn sign_out(&mut self, way: Way) -> Told {
        let Some(session) = self.phone.session.take() else {
            return Told::Code(Code::SignedOut);
        };
        if way == Way::Portal {
            return Told::Code(Code::NotOurServer);
        }
        let answer = if self.is_known() {
            let own = |other: &Session| other.number != session.number;
            self.server.session = self.server.session.filter(own);
            Ok(())
        } else {
            Err(Code::DeviceRevoked)
        };
        match heard(way, answer) {
            Some(told) => told,
            None if answer.is_err() => self.erase(),
            None => Told::Done,
        }
    }

    /// What stands in the way of a request that needs a session, on the phone. The phone counts as
    /// used from then on.
    pub(super) fn use_session(&mut self) -> Result<(), Code> {
        let now = self.now;
        match &mut self.phone.session {
            None => Err(Code::SignedOut),
            Some(session) if session.locked => Err(Code::AppLocked),
            Some(session) => {
                session.used = now;
                Ok(())
            }
        }
    }

    /// What stands in its way at the server.
    pub(super) fn session_holds(&self) -> Result<(), Code> {
        if !self.is_known() {
            return Err(Code::DeviceRevoked);
        }
        let own = self.phone.session.map(|session| session.number);
        let server = &self.server;
        let session = server.session.filter(|session| self.now < session.ends);
        let session = session.filter(|session| Some(session.number) == own);
        let session = session.ok_or(Code::SessionEnded)?;
        if server.wrong[session.who as usize].count >= 10 {
            return Err(Code::AccountLocked);
        }
        if server.settings.home_visit {
            Ok(())
        } else {
            Err(Code::HomeVisitDisabled)
        }
    }
}
