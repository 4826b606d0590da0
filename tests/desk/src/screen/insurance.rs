//! The insurance, and what the patient pays.

use jiff::civil::Date;
use kyotaku_core::wire::check_digit::insurer_number_is_valid;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::display::{BurdenOrigin, burden};
use kyotaku_core::wire::qualification::{
    InsuredCardClassification, PersonalFamilyClassification, PreschoolClassification,
    QualificationConfirmation, ReasonOfLoss,
};

use super::certificates::{limit_certificate, medical_ticket, specific_disease};
use super::words::{day, field, period};
use crate::speech::{Speech, Tongue};

/// Shows one qualification.
pub(super) fn show(result: &QualificationConfirmation, today: Date, speech: Speech) {
    insurer(result, speech);
    insured(result, speech);
    share(result, today, speech);
    if let Some(limit) = &result.limit_application_certificate_related_info {
        limit_certificate(limit, speech);
    }
    for disease in result.specific_diseases_certificate_list.iter().flatten() {
        specific_disease(disease, speech);
    }
    for ticket in result.public_expense_result_list.iter().flatten() {
        medical_ticket(ticket, speech);
    }
    if let Some(form) = &result.prescription_issue_select {
        speech.field("処方箋の発行形態", "Prescription", form.label());
    }
}

fn insurer(result: &QualificationConfirmation, speech: Speech) {
    let class = result.insured_card_classification.as_ref();
    let assistance = class == Some(&InsuredCardClassification::MedicalAssistance);
    field(
        speech,
        "証区分",
        "Kind",
        class.map(InsuredCardClassification::label),
    );
    let (name, number) = if assistance {
        (
            ("福祉事務所名", "Welfare office"),
            ("公費負担者番号", "Payer number"),
        )
    } else {
        (("保険者名", "Insurer"), ("保険者番号", "Insurer number"))
    };
    field(speech, name.0, name.1, result.insurer_name.as_ref());
    let Some(insurer_number) = &result.insurer_number else {
        return;
    };
    speech.field(number.0, number.1, insurer_number.trim());
    if !insurer_number_is_valid(insurer_number) {
        speech.say(
            "  ▲ この番号は検証番号が合いません。",
            "  ▲ The check digit of this number does not fit.",
        );
    }
}

fn insured(result: &QualificationConfirmation, speech: Speech) {
    field(
        speech,
        "記号",
        "Symbol",
        result.insured_card_symbol.as_ref(),
    );
    field(
        speech,
        "番号",
        "Number",
        result.insured_identification_number.as_ref(),
    );
    field(
        speech,
        "枝番",
        "Branch",
        result.insured_branch_number.as_ref(),
    );
    let family = result.personal_family_classification.as_ref();
    field(
        speech,
        "本人・家族の別",
        "Insured or family",
        family.map(PersonalFamilyClassification::label),
    );
    field(
        speech,
        "被保険者氏名(世帯主氏名)",
        "Insured",
        result.insured_name.as_ref(),
    );
    field(
        speech,
        "資格取得日",
        "Since",
        result.qualification_date.as_ref().map(day),
    );
    let valid = period(
        result.insured_card_valid_date.as_ref(),
        result.insured_card_expiration_date.as_ref(),
    );
    field(speech, "有効期間", "Valid", valid);
    field(
        speech,
        "資格喪失日",
        "Lost on",
        result.disqualification_date.as_ref().map(day),
    );
    let reason = result.reason_of_loss.as_ref();
    field(
        speech,
        "資格喪失事由",
        "Lost because of",
        reason.map(ReasonOfLoss::label),
    );
    let preschool = result.preschool_classification.as_ref();
    field(
        speech,
        "未就学区分",
        "Pre-school",
        preschool.map(PreschoolClassification::label),
    );
}

/// 負担割合, always with where it is known from.
fn share(result: &QualificationConfirmation, today: Date, speech: Speech) {
    if let Some(certificate) = &result.elderly_recipient_certificate_info {
        let valid = period(
            certificate.elderly_recipient_valid_start_date.as_ref(),
            certificate.elderly_recipient_valid_end_date.as_ref(),
        );
        field(
            speech,
            "高齢受給者証",
            "Elderly recipient certificate",
            valid,
        );
    }
    let Some(burden) = burden(result, today) else {
        return;
    };
    let label = match (speech.tongue, burden.origin) {
        (Tongue::En, BurdenOrigin::AgeEstimate) => {
            format!("{}0 % (estimated from the age)", burden.tenths)
        }
        (Tongue::En, BurdenOrigin::ElderlyRecipientCertificate) => {
            format!("{}0 % (elderly recipient certificate)", burden.tenths)
        }
        (Tongue::En, BurdenOrigin::LateElderlyRecord) => {
            format!("{}0 % (record of the late elderly)", burden.tenths)
        }
        (Tongue::Both | Tongue::Ja, _) => burden.label(),
    };
    speech.field("負担割合", "Share", &label);
    if burden.origin == BurdenOrigin::AgeEstimate {
        speech.message(Code::BurdenEstimated);
    }
}
