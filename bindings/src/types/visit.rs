//! A visit as a screen sees it.

use std::time::SystemTime;

use kyotaku_core::flow::visit as flow;
use kyotaku_core::wire::{api, presence};

use super::{
    ConsentOfKind, ConsentsChanged, Outward, Qualification, RecordedConsent, RegisteredDate,
    mirrored, record,
};
use crate::types::CodedValue;

mirrored! {
    /// The kind of care (診療区分, OQSCD028).
    CareKind of presence::CareKind {
        /// 外来診療等(通常とは異なる動線).
        Outpatient,
        /// 訪問診療等.
        HomeVisit,
        /// オンライン診療等, which this app does not offer but results may have.
        Online,
    }
}

mirrored! {
    /// How the app confirms who is there.
    ConfirmationMethod of flow::Method {
        /// The patient's PIN.
        Pin,
        /// 目視: staff compare the printed photo with the face.
        Visual,
    }
}

mirrored! {
    /// How an identity was confirmed, for a result.
    ResultMethod of presence::Method {
        /// The patient's PIN.
        Pin,
        /// 目視.
        Visual,
        /// The PIN on マイナ在宅受付Web.
        Web,
    }
}

mirrored! {
    /// What the card is held to the phone for.
    VisitPurpose of flow::Purpose {
        /// A visit: the qualification, and consent where it is asked for.
        Visit,
        /// Looking at the consents given earlier, changing or revoking them.
        Consents,
    }
}

mirrored! {
    /// The steps of a visit.
    VisitStep of flow::Step {
        /// Staff compare the printed photo with the face.
        Verifying,
        /// A challenge is to be fetched.
        Preparing,
        /// The card is held to the phone; by PIN, after the patient has entered it.
        Ready,
        /// A tap is under way.
        Tapping,
        /// The card has signed; the device signs next.
        Signed,
        /// The proof is kept on the phone and is to be delivered.
        Delivering,
        /// Staff compare the person with the card.
        Identifying,
        /// The patient answers.
        Consenting,
        /// Staff and patient look at the consents given earlier.
        Reviewing,
        /// The answer is kept on the phone and is to be registered.
        Registering,
        /// It has come to what it was for.
        Done,
        /// It ended before.
        Stopped,
    }
}

mirrored! {
    /// What may still be done with a certificate.
    CertificateStanding of api::AcceptedStanding {
        /// In force.
        Valid,
        /// In its last three months.
        Expiring,
        /// Ended less than three months ago: the qualification only.
        Grace,
    }
}

/// What staff choose before a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VisitPlan {
    /// The kind of care.
    pub care_kind: CareKind,
    /// How the identity is confirmed.
    pub method: ConfirmationMethod,
    /// What for.
    pub purpose: VisitPurpose,
}

/// What staff have seen, by sight. Only both allow a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VisualChecks {
    /// The photo on the card is the face of the patient.
    pub photo_matches_face: bool,
    /// The card shows no sign of tampering.
    pub no_sign_of_tampering: bool,
}

record! {
    /// The person of the card, to be compared with who is there.
    Person of api::Person {
        /// 氏名.
        name: String,
        /// 氏名カナ.
        name_kana: String,
        /// 氏名(その他).
        name_of_other: Option<String>,
        /// 生年月日.
        birthdate: RegisteredDate,
        /// 性別 (OQSCD003).
        sex1: CodedValue,
    }
}

record! {
    /// How the card's certificate stands.
    CertificateNotice of api::CertificateStanding {
        /// What may still be done with it.
        standing: CertificateStanding,
        /// When it ends or ended.
        not_after: SystemTime,
        /// The code to show, if there is something to say.
        code: Option<String>,
    }
}

/// Who the server says has tapped.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PresenceAnswer {
    /// The person.
    pub person: Person,
    /// Their certificate.
    pub certificate: CertificateNotice,
    /// The consent that holds for this kind of care, if there is one.
    pub current_consent: Option<RecordedConsent>,
    /// When the server verified it.
    pub verified_at: SystemTime,
}

/// What a visit ends with.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct VisitResult {
    /// 受付番号.
    pub reception_number: String,
    /// How the identity was confirmed.
    pub method: ConfirmationMethod,
    /// The person.
    pub person: Person,
    /// Their certificate.
    pub certificate: CertificateNotice,
    /// What was consented to, where the patient was asked.
    pub consent: Option<RecordedConsent>,
    /// The message of the server.
    pub code: Option<String>,
    /// The qualification.
    pub qualification: Qualification,
}

/// Everything that a screen may show of a visit.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VisitOverview {
    /// The step.
    pub step: VisitStep,
    /// What was chosen; the method may have been changed since.
    pub plan: VisitPlan,
    /// At `verifying`: why staff have to look again, if that is so.
    pub confirms_again_because: Option<String>,
    /// At `ready` and `tapping`: until when the card may sign.
    pub tap_before: Option<SystemTime>,
    /// From `delivering` on: the id of what is kept on the phone, until it is done.
    pub delivery: Option<String>,
    /// From `identifying` on: who has tapped.
    pub presence: Option<PresenceAnswer>,
    /// What to say about the certificate or the consent before asking, if there is something.
    pub notice: Option<String>,
    /// At `reviewing`: the consents given earlier, once they were fetched.
    pub consents: Option<Vec<ConsentOfKind>>,
    /// At `done`: what a visit ended with.
    pub result: Option<VisitResult>,
    /// At `done`: what a change of consents ended with.
    pub changed: Option<ConsentsChanged>,
    /// At `stopped`: why.
    pub stopped_with: Option<String>,
}

impl From<VisitPlan> for flow::Plan {
    fn from(plan: VisitPlan) -> Self {
        Self {
            care_kind: plan.care_kind.into(),
            method: plan.method.into(),
            purpose: plan.purpose.into(),
        }
    }
}

impl From<VisualChecks> for flow::VisualChecks {
    fn from(checks: VisualChecks) -> Self {
        Self {
            photo_matches_face: checks.photo_matches_face,
            no_sign_of_tampering: checks.no_sign_of_tampering,
        }
    }
}

impl Outward for &api::ProofResponse {
    type Out = PresenceAnswer;

    fn outward(self) -> PresenceAnswer {
        PresenceAnswer {
            person: self.person.clone().outward(),
            certificate: self.certificate_standing.clone().outward(),
            current_consent: self.current_consent.clone().outward(),
            verified_at: self.verified_at.outward(),
        }
    }
}

impl Outward for &flow::VisitResult {
    type Out = VisitResult;

    fn outward(self) -> VisitResult {
        let result = self.clone();
        VisitResult {
            reception_number: result.reception_number,
            method: result.method.outward(),
            person: result.person.outward(),
            certificate: result.certificate_standing.outward(),
            consent: result.consent.outward(),
            code: result.code,
            qualification: result.qualification.outward(),
        }
    }
}

impl Outward for &flow::Visit {
    type Out = VisitOverview;

    fn outward(self) -> VisitOverview {
        let plan = VisitPlan {
            care_kind: self.care_kind().outward(),
            method: self.method().outward(),
            purpose: self.purpose().outward(),
        };
        VisitOverview {
            step: self.step().outward(),
            plan,
            confirms_again_because: self
                .confirms_again_because()
                .map(|code| code.as_str().to_owned()),
            tap_before: self
                .statement()
                .map(|statement| statement.tap_before.outward()),
            delivery: self.delivery().map(|kept| kept.id.to_string()),
            presence: self.presence().outward(),
            notice: self.notice().map(|code| code.as_str().to_owned()),
            consents: self.consents().map(|given| given.to_vec().outward()),
            result: self.result().outward(),
            changed: self.changed_consents().cloned().outward(),
            stopped_with: self.stopped_with().map(str::to_owned),
        }
    }
}

impl core::fmt::Debug for VisitResult {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("VisitResult(****)")
    }
}
