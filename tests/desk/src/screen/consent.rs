//! What was agreed to, since when and until when.

use kyotaku_core::wire::api::{ConsentEndReason, ConsentOfKind, RecordedConsent};
use kyotaku_core::wire::consent::{ConsentItems, Relationship, Respondent};
use kyotaku_core::wire::qualification::{ConsentFlag, OqsTime, QualificationConfirmation};

use super::words::{care_kind, jst, moment};
use crate::speech::Speech;

/// A consent as the server keeps it.
pub fn consent(recorded: &RecordedConsent, speech: Speech) {
    items(recorded.items, speech);
    circumstances(recorded, speech);
}

/// What a person has consented to, by kind of care.
pub fn consents(consents: &[ConsentOfKind], speech: Speech) {
    if consents.is_empty() {
        speech.say("登録された同意はありません。", "There is no consent.");
    }
    for one in consents {
        let (japanese, english) = care_kind(one.care_kind);
        speech.part(japanese, english);
        consent(&one.consent, speech);
    }
}

/// Who agreed, when, and until when it holds or how it ended.
pub(super) fn circumstances(recorded: &RecordedConsent, speech: Speech) {
    respondent(&recorded.respondent, speech);
    speech.field("同意日時", "Consented", &jst(recorded.consented_at));
    if let Some(ended) = &recorded.ended {
        let (japanese, english) = end(ended.reason);
        let told = format!("{} {}", jst(ended.at), speech.beside(japanese, english));
        return speech.field("同意の終了", "Ended", &told);
    }
    let until = jst(recorded.available_until);
    speech.field("同意の有効期限", "Holds until", &until);
}

const fn end(reason: ConsentEndReason) -> (&'static str, &'static str) {
    match reason {
        ConsentEndReason::Period => ("有効期間の終了", "its time was over"),
        ConsentEndReason::Institution => ("医療機関による取消", "revoked by the institution"),
        ConsentEndReason::Patient => ("患者による取消", "revoked by the patient"),
        ConsentEndReason::ChangeOfUse => ("用途変更による取消", "revoked for another use"),
    }
}

/// The items, each with its answer.
pub fn items(items: ConsentItems, speech: Speech) {
    for (japanese, english, agreed) in [
        ("薬剤情報", "Medicines", items.pharmacists_info),
        ("診療情報", "Care", items.diagnosis_info),
        ("手術情報", "Operations", items.operation_info),
        ("健診情報", "Check-ups", items.specific_health_checkups_info),
        (
            "特定疾病療養受療証",
            "Specific disease",
            items.specific_diseases_certificate,
        ),
        (
            "限度額適用認定証",
            "Limit certificate",
            items.limit_application_certificate,
        ),
    ] {
        let answer = if agreed {
            speech.beside("同意あり", "agreed")
        } else {
            speech.beside("同意なし", "not agreed")
        };
        speech.field(japanese, english, &answer);
    }
}

/// Who answered.
pub fn respondent(respondent: &Respondent, speech: Speech) {
    let (japanese, english) = match respondent {
        Respondent::Patient => ("本人", "the patient"),
        Respondent::Proxy { relationship } => match relationship {
            Relationship::Spouse => ("配偶者", "spouse"),
            Relationship::Child => ("子", "child"),
            Relationship::Parent => ("親", "parent"),
            Relationship::OtherRelative => ("その他の親族", "other relative"),
            Relationship::LegalRepresentative => ("法定代理人", "legal representative"),
            Relationship::Other => ("その他", "other"),
        },
    };
    speech.field("回答者", "Answered by", &speech.beside(japanese, english));
}

/// The consents that the qualification itself carries. Answers whether there were any.
pub(super) fn flags(result: &QualificationConfirmation, speech: Speech) -> bool {
    let rows = [
        (
            "薬剤情報の同意",
            "Consent: medicines",
            &result.pharmacists_info_cons_flg,
            &result.pharmacists_info_cons_time,
            &result.pharmacists_info_available_time,
        ),
        (
            "診療情報の同意",
            "Consent: care",
            &result.diagnosis_info_cons_flg,
            &result.diagnosis_info_cons_time,
            &result.diagnosis_info_available_time,
        ),
        (
            "手術情報の同意",
            "Consent: operations",
            &result.operation_info_cons_flg,
            &result.operation_info_cons_time,
            &result.operation_info_available_time,
        ),
        (
            "健診情報の同意",
            "Consent: check-ups",
            &result.specific_health_checkups_info_cons_flg,
            &result.specific_health_checkups_info_cons_time,
            &result.specific_health_checkups_info_available_time,
        ),
        (
            "特定疾病療養受療証の同意",
            "Consent: specific disease",
            &result.specific_diseases_certificate_related_cons_flg,
            &result.specific_diseases_certificate_related_cons_time,
            &None,
        ),
        (
            "限度額適用認定証の同意",
            "Consent: limit certificate",
            &result.limit_application_certificate_related_cons_flg,
            &result.limit_application_certificate_related_cons_time,
            &None,
        ),
    ];
    let mut any = false;
    for (japanese, english, flag, since, until) in rows {
        if let Some(flag) = flag {
            any = true;
            speech.field(
                japanese,
                english,
                &told(flag, since.as_ref(), until.as_ref()),
            );
        }
    }
    any
}

/// Such as 「あり 2026-11-20 09:00:00 ～ 2026-11-21 09:00:00」.
fn told(flag: &ConsentFlag, since: Option<&OqsTime>, until: Option<&OqsTime>) -> String {
    let since = since.map(moment).unwrap_or_default();
    let until = until.map(|until| format!("～ {}", moment(until)));
    let told = [flag.label().to_owned(), since, until.unwrap_or_default()];
    told.join(" ").trim_end().to_owned()
}
