//! The consent: what the patient answered, signed by the device that asked, and how it is changed or
//! revoked later, with the card again.
//!
//! A patient answers once per receipt, by a [`Consent`], a [`ConsentChange`] or a
//! [`ConsentRevocation`]. The items are those that オンライン資格確認等システム knows;
//! what is not agreed to is answered too, with `false`, so that silence never counts as an answer.

use core::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::identifier::{DeviceId, ReceiptId};
use super::jws::Claims;
use super::presence::CareKind;
use super::qualification::PrescriptionIssue;

/// The answer to one receipt; a [JWS](super::jws) by the device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Consent {
    /// The receipt of the presence that it belongs to.
    pub receipt_id: ReceiptId,
    /// What may be seen.
    pub items: ConsentItems,
    /// Who answered.
    pub respondent: Respondent,
    /// 処方箋の発行形態, where the institution asks for it (`1` or `2`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescription_issue_select: Option<PrescriptionIssue>,
    /// When the patient answered, by the device's clock.
    pub answered_at: Timestamp,
}

impl Claims for Consent {
    type Signer = DeviceId;

    const TYPE: &'static str = "kyotaku-consent+jws";
}

impl Consent {
    /// How long after the presence was verified, or its card tapped, an answer may be given.
    pub const ANSWER_WINDOW: SignedDuration = SignedDuration::from_mins(30);

    /// Until when an answer may be given to a presence whose card was tapped at `tapped_at` and
    /// which was verified at `verified_at`.
    #[must_use]
    pub fn answer_before(tapped_at: Timestamp, verified_at: Timestamp) -> Timestamp {
        let known = verified_at.max(tapped_at);
        known
            .saturating_add(Self::ANSWER_WINDOW)
            .unwrap_or(Timestamp::MAX)
    }
}

/// 同意内容の更新: what holds from now on, in place of the consent for a kind of care; a
/// [JWS](super::jws) by the device. It is no eligibility check and gets no 受付番号.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentChange {
    /// The receipt of the presence at which it was answered.
    pub receipt_id: ReceiptId,
    /// Whose consent is changed; it need not be the kind of care of the presence.
    pub care_kind: CareKind,
    /// What may be seen from now on.
    pub items: ConsentItems,
    /// Who answered.
    pub respondent: Respondent,
    /// When, by the device's clock.
    pub changed_at: Timestamp,
}

impl Claims for ConsentChange {
    type Signer = DeviceId;

    const TYPE: &'static str = "kyotaku-consent-change+jws";
}

/// 同意の取消し; a [JWS](super::jws) by the device. Everything that the consent allowed ends with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentRevocation {
    /// The receipt of the presence at which it was asked for.
    pub receipt_id: ReceiptId,
    /// The kind of care whose consent ends; of every kind if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care_kind: Option<CareKind>,
    /// Why.
    pub reason: RevocationReason,
    /// Who asked for it.
    pub respondent: Respondent,
    /// When, by the device's clock.
    pub revoked_at: Timestamp,
}

impl Claims for ConsentRevocation {
    type Signer = DeviceId;

    const TYPE: &'static str = "kyotaku-consent-revocation+jws";
}

/// Why a consent is revoked (OQSCD031 without `0`, which is no revocation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum RevocationReason {
    /// 医療機関による同意取り消し (1).
    Institution,
    /// 患者による同意取り消し (2).
    Patient,
    /// 用途変更による同意取り消し (3).
    ChangeOfUse,
}

/// The items of a consent, `true` for 同意あり.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
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
    /// 特定健診情報.
    pub specific_health_checkups_info: bool,
    /// 特定疾病療養受療証関連情報.
    pub specific_diseases_certificate: bool,
    /// 限度額適用認定証関連情報; provided unless the patient objects.
    pub limit_application_certificate: bool,
}

impl ConsentItems {
    /// 「すべて同意する」.
    pub const ALL: Self = Self {
        pharmacists_info: true,
        diagnosis_info: true,
        operation_info: true,
        specific_health_checkups_info: true,
        specific_diseases_certificate: true,
        limit_application_certificate: true,
    };

    /// 「同意しない」. The 限度額 is provided all the same, because it is a notice, not a question.
    pub const NONE: Self = Self {
        pharmacists_info: false,
        diagnosis_info: false,
        operation_info: false,
        specific_health_checkups_info: false,
        specific_diseases_certificate: false,
        limit_application_certificate: true,
    };

    /// Whether any medical information may be seen: 薬剤, 診療, 手術 or 健診.
    #[must_use]
    pub const fn medical(self) -> bool {
        self.pharmacists_info
            || self.diagnosis_info
            || self.operation_info
            || self.specific_health_checkups_info
    }
}

/// Who answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Respondent {
    /// 本人.
    Patient,
    /// 家族等, in the patient's place. Medical information is not consented to this way.
    Proxy {
        /// 続柄.
        relationship: Relationship,
    },
}

/// 続柄 of a respondent to the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Relationship {
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

/// Shows nothing of what was agreed to.
impl fmt::Debug for ConsentItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConsentItems(****)")
    }
}

/// Shows when, never what.
impl fmt::Debug for ConsentChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsentChange")
            .field("changed_at", &self.changed_at)
            .finish_non_exhaustive()
    }
}

/// Shows when, never why.
impl fmt::Debug for ConsentRevocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsentRevocation")
            .field("revoked_at", &self.revoked_at)
            .finish_non_exhaustive()
    }
}

/// Shows when, never what.
impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Consent")
            .field("answered_at", &self.answered_at)
            .finish_non_exhaustive()
    }
}
