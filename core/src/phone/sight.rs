//! 目視: the part of its steps that asks the server, or signs.

use super::{Phone, PhoneError, postponed};
use crate::api::IdempotencyKey;
use crate::card::{Support, TapReport, VisualOutcome};
use crate::flow::visit::{Method, Step, Tapped, Visit, VisualChecks};
use crate::vault::sign_claims;
use crate::wire::api::{EventKind, TerminalSignatureRequest};
use crate::wire::code::Code;

impl Phone {
    /// Whether a visit by sight may be begun now. A phone without the terminal's certificates asks
    /// for them when somebody signs in.
    ///
    /// # Errors
    ///
    /// Why it may not: `MKA-E2047` for the institution or a phone without the terminal's
    /// certificates, `MKA-E2048` for whoever is signed in, `MKA-E0002` for a phone that does not pass
    /// long commands; or that nobody is signed in.
    pub fn visual_offered(&self) -> Result<(), Code> {
        let registration = self.registration().map_err(|_| Code::DeviceUnknown)?;
        let profile = self.live().account.profile().cloned();
        let profile = profile.ok_or(Code::SignedOut)?;
        let visual = registration.institution.environment.visual;
        if !visual || registration.terminal_chain().is_none() {
            return Err(Code::VisualDisabled);
        }
        if !profile.visual {
            return Err(Code::VisualNotPermitted);
        }
        let lengths = self.lengths().map_err(|_| Code::StateUnusable)?;
        if lengths.lc == Support::No {
            return Err(Code::ExtendedApduUnsupported);
        }
        Ok(())
    }

    /// `Verifying` → `Preparing`: staff have looked at card and patient, and the device signs what
    /// they have seen.
    ///
    /// # Errors
    ///
    /// [`PhoneError::RecordIncomplete`] when not everything was confirmed: the visit stays where it
    /// is. [`PhoneError::NotOffered`], [`PhoneError::OtherAccount`], [`PhoneError::Vault`].
    pub fn confirm_by_sight(
        &self,
        visit: &mut Visit,
        checks: VisualChecks,
    ) -> Result<(), PhoneError> {
        let record = visit.visual_record(checks, self.clock.now())?;
        self.session_in_use()?;
        self.expect_own(visit)?;
        self.visual_offered().map_err(PhoneError::NotOffered)?;
        let device = self.registration()?.device_id;
        let jws = sign_claims(&*self.vault, &record, &device)?;
        Ok(visit.recorded(jws, record.recorded_at)?)
    }

    /// `Verifying` → `Stopped`: it is not the patient, or the card shows signs of tampering. What of
    /// the two it was is kept first, and reported now or later.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`]; [`PhoneError::Store`], where the visit stays at `Verifying`;
    /// [`PhoneError::Revoked`].
    pub async fn not_confirmed(
        &self,
        visit: &mut Visit,
        checks: VisualChecks,
    ) -> Result<(), PhoneError> {
        if let (Step::Verifying, Some(account)) = (visit.step(), visit.account()) {
            let mut seen = Vec::new();
            if !checks.no_sign_of_tampering {
                seen.push(EventKind::TamperingNoticed);
            }
            if !checks.photo_matches_face || checks.no_sign_of_tampering {
                seen.push(EventKind::IdentityNotConfirmed);
            }
            self.keep_events(&seen, account)?;
        }
        visit.not_confirmed()?;
        self.send_events().await.or_else(postponed)
    }

    /// `Verifying`, `Preparing`, `Ready`: staff choose another way to confirm the identity. Nothing
    /// else ever changes it.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotOffered`], [`PhoneError::NotNow`]; the visit stays as it was.
    pub fn change_method(&self, visit: &mut Visit, method: Method) -> Result<(), PhoneError> {
        self.session_in_use()?;
        if method == Method::Visual {
            self.visual_offered().map_err(PhoneError::NotOffered)?;
        }
        Ok(visit.change_method(method)?)
    }

    /// `Tapping` by sight: has the server's terminal sign what the card in the field has asked. Takes
    /// five seconds at most. Where it fails, the tap is told
    /// [`PhoneError::relay_failure`].
    ///
    /// # Errors
    ///
    /// [`PhoneError`]; the visit goes on with what [`tapped_visually`](Self::tapped_visually) makes
    /// of the tap's report.
    pub async fn terminal_signature(
        &self,
        visit: &Visit,
        card_challenge: [u8; 16],
    ) -> Result<Vec<u8>, PhoneError> {
        let challenge = visit.terminal_challenge()?;
        let session = self.session_in_use()?;
        self.expect_own(visit)?;
        let request = TerminalSignatureRequest {
            card_challenge: card_challenge.to_vec(),
        };
        let key = IdempotencyKey::random()?;
        let client = &session.client;
        let answer = client.terminal_signature(&challenge, &request, &key).await;
        Ok(self.settled_in(&session, answer)?.signature)
    }

    /// `Tapping` by sight → `Delivering`, when the card has signed: as [`tapped`](Self::tapped).
    /// Otherwise what [`Visit::tapped_visually`] does.
    ///
    /// # Errors
    ///
    /// As [`tapped`](Self::tapped).
    pub fn tapped_visually(
        &self,
        visit: &mut Visit,
        report: TapReport<VisualOutcome>,
    ) -> Result<Tapped<VisualOutcome>, PhoneError> {
        let hours = self.live().policy.delivery_hours;
        let tapped = visit.tapped_visually(report, self.clock.now(), hours)?;
        if let Tapped::NotYet(Ok(VisualOutcome::TerminalRefused { .. })) = tapped {
            self.live().renewal.terminal_refused();
        }
        self.after_tap(visit, tapped)
    }

    /// A visit belongs to whoever began it until its card has signed.
    pub(super) fn expect_own(&self, visit: &Visit) -> Result<(), PhoneError> {
        let signed_in = self.live().account.profile().map(|own| own.id.clone());
        if signed_in.as_ref() == visit.account() {
            Ok(())
        } else {
            Err(PhoneError::OtherAccount)
        }
    }
}
