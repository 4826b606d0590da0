//! The certificates that change what a patient pays.

use kyotaku_core::wire::qualification::{
    LimitApplicationCertificate, LimitCertificateKind, MedicalTicket, MedicalTreatmentType,
    SpecificDisease, SpecificDiseasesCertificate,
};

use super::words::{day, field, period, yen};
use crate::speech::Speech;

pub(super) fn limit_certificate(limit: &LimitApplicationCertificate, speech: Speech) {
    let kind = limit.limit_application_certificate_classification.as_ref();
    field(
        speech,
        "限度額適用認定証",
        "Limit certificate",
        kind.map(LimitCertificateKind::label),
    );
    let category = limit
        .limit_application_certificate_classification_flag
        .as_ref();
    let category = category.map(|category| format!("{} ({})", category.label(), category.code()));
    field(speech, "適用区分", "Category", category);
    let valid = period(
        limit
            .limit_application_certificate_valid_start_date
            .as_ref(),
        limit.limit_application_certificate_valid_end_date.as_ref(),
    );
    field(speech, "限度額の有効期間", "Limit valid", valid);
    let long_term = limit.limit_application_certificate_long_term_date.as_ref();
    field(
        speech,
        "長期入院該当",
        "Long stay since",
        long_term.map(day),
    );
}

pub(super) fn specific_disease(disease: &SpecificDiseasesCertificate, speech: Speech) {
    let category = disease.specific_diseases_disease_category.as_ref();
    field(
        speech,
        "特定疾病",
        "Specific disease",
        category.map(SpecificDisease::label),
    );
    let limit = disease.specific_diseases_self_pay.as_deref().map(yen);
    field(speech, "自己負担限度額(月)", "Most a month", limit);
    let valid = period(
        disease.specific_diseases_valid_start_date.as_ref(),
        disease.specific_diseases_valid_end_date.as_ref(),
    );
    field(
        speech,
        "特定疾病の有効期間",
        "Specific disease valid",
        valid,
    );
}

pub(super) fn medical_ticket(ticket: &MedicalTicket, speech: Speech) {
    let kind = ticket
        .ticket_type
        .as_ref()
        .map_or("医療券・調剤券", |kind| kind.label());
    let month = ticket
        .medical_treatment_month
        .as_deref()
        .unwrap_or_default();
    let month = match month.split_at_checked(4) {
        Some((year, month)) if month.len() == 2 => format!("{year}年{month}月"),
        _ => month.to_owned(),
    };
    speech.field("医療券・調剤券", "Ticket", &format!("{kind} {month}"));
    field(
        speech,
        "交付番号",
        "Ticket number",
        ticket.issue_number.as_ref(),
    );
    let valid = period(
        ticket.medical_ticket_valid_date.as_ref(),
        ticket.medical_ticket_expiration_date.as_ref(),
    );
    field(speech, "医療券の有効期間", "Ticket valid", valid);
    let treatment = ticket.medical_treatment_type.as_ref();
    field(
        speech,
        "診療別",
        "Treatment",
        treatment.map(MedicalTreatmentType::label),
    );
    let designated = ticket.designated_medical_institution_name.as_ref();
    field(speech, "指定医療機関", "Designated institution", designated);
    if ticket.designated_medical_institution_flag.as_deref() == Some("1") {
        speech.say(
            "  ▲ 指定医療機関がこの機関と一致しません。",
            "  ▲ Another institution is the designated one.",
        );
    }
    let pays = ticket.self_pay_amount.as_deref().map(yen);
    field(speech, "本人支払額", "Patient pays", pays);
    let diseases = [
        &ticket.injury_name1,
        &ticket.injury_name2,
        &ticket.injury_name3,
    ];
    for disease in diseases.into_iter().flatten() {
        speech.field("傷病名", "Disease", disease);
    }
    let remarks = [&ticket.remarks1, &ticket.remarks2, &ticket.remarks3];
    for remark in remarks.into_iter().flatten() {
        speech.field("備考", "Remark", remark);
    }
}
