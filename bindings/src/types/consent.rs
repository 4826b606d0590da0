//! Consents.

use std::time::SystemTime;

use kyotaku_core::flow::visit as flow;
use kyotaku_core::wire::api;
use kyotaku_core::wire::consent;
use kyotaku_core::wire::qualification as oqs;

use super::{CareKind, Outward, mirrored, record};

mirrored! {
    /// Who somebody is that answers for the patient (続柄).
    Relationship of consent::Relationship {
        /// 配偶者.
        Spouse,
        /// 子.
        Child,
        /// 親.
        Parent,
        /// その他の親族.
        OtherRelative,
        /// 法定代理人.
        LegalRepresentative,
        /// その他.
        Other,
    }
}

mirrored! {
    /// Why a consent is revoked (OQSCD031).
    RevocationReason of consent::RevocationReason {
        /// The institution does.
        Institution,
        /// The patient asks for it.
        Patient,
        /// 利用目的の変更.
        ChangeOfUse,
    }
}

mirrored! {
    /// Why a consent has ended (OQSCD031).
    ConsentEndReason of api::ConsentEndReason {
        /// Its period is over.
        Period,
        /// The institution has ended it.
        Institution,
        /// The patient has.
        Patient,
        /// 利用目的の変更.
        ChangeOfUse,
    }
}

/// What is agreed to, item by item.
#[derive(Clone, Copy, PartialEq, Eq, uniffi::Record)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent answers, each a yes or a no"
)]
pub struct ConsentItems {
    /// 薬剤情報.
    pub pharmacists_info: bool,
    /// 診療情報.
    pub diagnosis_info: bool,
    /// 手術情報.
    pub operation_info: bool,
    /// 特定健診等情報.
    pub specific_health_checkups_info: bool,
    /// 特定疾病療養受療証.
    pub specific_diseases_certificate: bool,
    /// 限度額適用認定証, which is a notice that one may opt out of.
    pub limit_application_certificate: bool,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Respondent {
    /// 本人.
    Patient,
    /// 家族等.
    Proxy {
        /// 続柄.
        relationship: Relationship,
    },
}

/// What the patient has answered.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentAnswer {
    /// What is agreed to.
    pub items: ConsentItems,
    /// Who answers.
    pub respondent: Respondent,
    /// The form of the prescription by its code (OQSCD041), where it is asked for; nothing elsewhere,
    /// and nothing in a change.
    pub prescription: Option<String>,
}

/// What is revoked.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentRevocation {
    /// The kind of care; all where there is none.
    pub care_kind: Option<CareKind>,
    /// Why.
    pub reason: RevocationReason,
    /// Who asks for it.
    pub respondent: Respondent,
}

record! {
    /// How a consent has ended.
    EndedConsent of api::EndedConsent {
        /// When.
        at: SystemTime,
        /// Why.
        reason: ConsentEndReason,
    }
}

record! {
    /// A consent as the server has it.
    RecordedConsent of api::RecordedConsent {
        /// What was agreed to.
        items: ConsentItems,
        /// Who answered.
        respondent: Respondent,
        /// When.
        consented_at: SystemTime,
        /// Until when it holds.
        available_until: SystemTime,
        /// How it has ended, if it has.
        ended: Option<EndedConsent>,
    }
}

record! {
    /// The newest consent of a kind of care.
    ConsentOfKind of api::ConsentOfKind {
        /// The kind of care.
        care_kind: CareKind,
        /// The consent.
        consent: RecordedConsent,
    }
}

record! {
    /// What a change or a revocation ended with.
    ConsentsChanged of api::ConsentsChanged {
        /// The message of the server.
        code: String,
        /// The consents as they are now.
        consents: Vec<ConsentOfKind>,
    }
}

impl Outward for consent::ConsentItems {
    type Out = ConsentItems;

    fn outward(self) -> ConsentItems {
        ConsentItems {
            pharmacists_info: self.pharmacists_info,
            diagnosis_info: self.diagnosis_info,
            operation_info: self.operation_info,
            specific_health_checkups_info: self.specific_health_checkups_info,
            specific_diseases_certificate: self.specific_diseases_certificate,
            limit_application_certificate: self.limit_application_certificate,
        }
    }
}

impl From<ConsentItems> for consent::ConsentItems {
    fn from(items: ConsentItems) -> Self {
        Self {
            pharmacists_info: items.pharmacists_info,
            diagnosis_info: items.diagnosis_info,
            operation_info: items.operation_info,
            specific_health_checkups_info: items.specific_health_checkups_info,
            specific_diseases_certificate: items.specific_diseases_certificate,
            limit_application_certificate: items.limit_application_certificate,
        }
    }
}

impl Outward for consent::Respondent {
    type Out = Respondent;

    fn outward(self) -> Respondent {
        match self {
            Self::Patient => Respondent::Patient,
            Self::Proxy { relationship } => Respondent::Proxy {
                relationship: relationship.outward(),
            },
        }
    }
}

impl From<Respondent> for consent::Respondent {
    fn from(respondent: Respondent) -> Self {
        match respondent {
            Respondent::Patient => Self::Patient,
            Respondent::Proxy { relationship } => Self::Proxy {
                relationship: relationship.into(),
            },
        }
    }
}

impl From<ConsentAnswer> for flow::Answer {
    fn from(answer: ConsentAnswer) -> Self {
        Self {
            items: answer.items.into(),
            respondent: answer.respondent.into(),
            prescription: answer.prescription.map(oqs::PrescriptionIssue::from),
        }
    }
}

impl From<ConsentRevocation> for flow::Revocation {
    fn from(revocation: ConsentRevocation) -> Self {
        Self {
            care_kind: revocation.care_kind.map(Into::into),
            reason: revocation.reason.into(),
            respondent: revocation.respondent.into(),
        }
    }
}

macro_rules! prints_its_name {
    ($($name:ident),+) => {$(
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(****)"))
            }
        }
    )+};
}

prints_its_name!(ConsentAnswer, ConsentItems, ConsentRevocation);
