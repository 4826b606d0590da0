//! The qualification as a consent leaves it.

use jiff::Timestamp;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::api::RecordedConsent;
use kyotaku_core::wire::consent::ConsentItems;
use kyotaku_core::wire::qualification::{
    ConsentFlag, InsuredCardClassification, OqsTime, PrescriptionIssue, Qualification,
    QualificationConfirmation,
};

/// Takes out what is not agreed to (any more), and leaves everything else as it was told.
pub(crate) fn kept_back(mut qualification: Qualification, items: ConsentItems) -> Qualification {
    for confirmation in &mut qualification.result_list {
        if !items.limit_application_certificate {
            limit(confirmation, None);
        }
        if !items.specific_diseases_certificate {
            diseases(confirmation, None);
        }
    }
    qualification
}

/// Writes a consent into each qualification, and takes out what was not agreed to. An item that was
/// not agreed to has a flag and no times.
pub(crate) fn agreed(
    mut qualification: Qualification,
    consent: &RecordedConsent,
    select: Option<&PrescriptionIssue>,
) -> Qualification {
    for confirmation in &mut qualification.result_list {
        certificates(confirmation, consent);
        // Nothing medical can be seen under 医療扶助: it is kept by insured numbers.
        if confirmation.insured_card_classification
            != Some(InsuredCardClassification::MedicalAssistance)
        {
            medical(confirmation, consent);
        }
        confirmation.prescription_issue_select = select.cloned();
    }
    qualification
}

fn certificates(confirmation: &mut QualificationConfirmation, consent: &RecordedConsent) {
    let items = consent.items;
    let at = |agreed: bool| agreed.then_some(consent.consented_at);
    limit(confirmation, at(items.limit_application_certificate));
    diseases(confirmation, at(items.specific_diseases_certificate));
}

/// 限度額, agreed to at a time or not at all.
fn limit(confirmation: &mut QualificationConfirmation, at: Option<Timestamp>) {
    confirmation.limit_application_certificate_related_cons_flg = Some(flag(at.is_some()));
    confirmation.limit_application_certificate_related_cons_time = at.map(digits);
    if at.is_none() {
        confirmation.limit_application_certificate_related_info = None;
    }
}

/// 特定疾病, agreed to at a time or not at all.
fn diseases(confirmation: &mut QualificationConfirmation, at: Option<Timestamp>) {
    confirmation.specific_diseases_certificate_related_cons_flg = Some(flag(at.is_some()));
    confirmation.specific_diseases_certificate_related_cons_time = at.map(digits);
    if at.is_none() {
        confirmation.specific_diseases_certificate_list = None;
    }
}

fn medical(confirmation: &mut QualificationConfirmation, consent: &RecordedConsent) {
    let items = consent.items;
    let answer = |agreed: bool| {
        (
            Some(flag(agreed)),
            agreed.then(|| digits(consent.consented_at)),
            agreed.then(|| digits(consent.available_until)),
        )
    };
    (
        confirmation.pharmacists_info_cons_flg,
        confirmation.pharmacists_info_cons_time,
        confirmation.pharmacists_info_available_time,
    ) = answer(items.pharmacists_info);
    (
        confirmation.diagnosis_info_cons_flg,
        confirmation.diagnosis_info_cons_time,
        confirmation.diagnosis_info_available_time,
    ) = answer(items.diagnosis_info);
    (
        confirmation.operation_info_cons_flg,
        confirmation.operation_info_cons_time,
        confirmation.operation_info_available_time,
    ) = answer(items.operation_info);
    (
        confirmation.specific_health_checkups_info_cons_flg,
        confirmation.specific_health_checkups_info_cons_time,
        confirmation.specific_health_checkups_info_available_time,
    ) = answer(items.specific_health_checkups_info);
}

fn flag(agreed: bool) -> ConsentFlag {
    if agreed {
        ConsentFlag::Yes
    } else {
        ConsentFlag::No
    }
}

fn digits(time: Timestamp) -> OqsTime {
    let time = JST.to_datetime(time).strftime("%Y%m%d%H%M%S");
    OqsTime::from(time.to_string())
}
