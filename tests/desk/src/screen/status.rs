//! The status band, and what the certificate's dates mean.

use kyotaku_core::wire::api::CertificateStanding;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::qualification::{Qualification, QualificationValidity};

use super::words::{day, jst};
use crate::speech::Speech;

/// The band: mark and words of 資格有効性, what it means, and what to do next.
pub(super) fn band(qualification: &Qualification, speech: Speech) {
    let told = &qualification.qualification_validity;
    let (mark, english) = validity(told);
    speech.say(
        &format!("{mark} 資格: {}", told.label()),
        &format!("{mark} Qualification: {english}"),
    );
    let lost = qualification.result_list.first();
    let lost = lost.and_then(|result| result.disqualification_date.as_ref());
    let lost = lost.map(day).unwrap_or_default();
    let (japanese, english) = match told {
        QualificationValidity::Invalid => (
            format!("この資格は無効です。資格喪失日: {lost} → 資格確認書の提示を依頼する"),
            format!("It ended on {lost}. → Ask for the eligibility document."),
        ),
        QualificationValidity::InvalidNewExists => (
            "新しい資格が登録されています。新しい保険者番号・記号番号は、患者様の同意を得て確認してください。 → カードでもう一度確認する".to_owned(),
            "A newer one is registered. → With the patient's consent, confirm again by card.".to_owned(),
        ),
        QualificationValidity::ValidUnregistered => (
            "医療扶助の資格はありますが、医療券等の登録がありません。 → 福祉事務所に確認する".to_owned(),
            "Entitled to medical assistance, but no ticket is registered. → Ask the welfare office.".to_owned(),
        ),
        QualificationValidity::NotFound => return speech.message(Code::NotEligible),
        QualificationValidity::Multiple => return speech.message(Code::EligibilityAmbiguous),
        QualificationValidity::Valid | QualificationValidity::Other(_) => return,
    };
    speech.say(&japanese, &english);
}

/// The mark of a 資格有効性, and its words in English.
#[must_use]
pub const fn validity(validity: &QualificationValidity) -> (&'static str, &'static str) {
    match validity {
        QualificationValidity::Valid => ("✔", "valid"),
        QualificationValidity::Invalid => ("✖", "not valid"),
        QualificationValidity::InvalidNewExists => ("▲", "not valid; a newer qualification exists"),
        QualificationValidity::NotFound => ("✖", "no such qualification"),
        QualificationValidity::Multiple => ("▲", "several qualifications; tell them apart"),
        QualificationValidity::ValidUnregistered => {
            ("▲", "valid, but no medical ticket registered")
        }
        QualificationValidity::Other(_) => ("？", "an answer this version does not know"),
    }
}

/// The notice of a certificate that ends soon or has ended, with its date.
pub(super) fn certificate(standing: &CertificateStanding, speech: Speech) {
    if let Some(code) = &standing.code {
        speech.message_of(code);
        speech.field(
            "電子証明書の有効期限",
            "Certificate until",
            &jst(standing.not_after),
        );
    }
}
