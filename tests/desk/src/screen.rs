//! The result of a visit, as the app's result screen orders it.

use jiff::civil::Date;
use kyotaku_core::wire::api::{Person, ProofResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::display::{BurdenOrigin, age, burden, date_with_era, full_width_kana};
use kyotaku_core::wire::qualification::{
    OqsDate, QualificationConfirmation, QualificationValidity, Sex,
};

use crate::speech::{Speech, Tongue};

/// Says who it is, how the certificate stands and what qualification there is.
pub fn show(answer: &ProofResponse, today: Date, speech: Speech) {
    if answer.replayed {
        speech.say(
            "この確認はすでに受け付けられています。前回と同じ結果です。",
            "This was accepted before; it is the same answer, and nothing new was recorded.",
        );
    }
    if let Some(number) = &answer.reception_number {
        speech.field("受付番号", "Reception number", number);
    }
    person(&answer.person, today, speech);
    if let Some(code) = answer.certificate_standing.standing.notice() {
        speech.message(code);
    }
    let Some(qualification) = &answer.qualification else {
        return;
    };
    validity(&qualification.qualification_validity, speech);
    for (number, result) in qualification.result_list.iter().enumerate() {
        if qualification.result_list.len() > 1 {
            let number = number + 1;
            speech.say(
                &format!("資格 {number}"),
                &format!("Qualification {number}"),
            );
        }
        insurance(result, today, speech);
    }
}

fn person(person: &Person, today: Date, speech: Speech) {
    let kana = full_width_kana(&person.name_kana);
    speech.field("氏名", "Name", &format!("{} ({kana})", person.name));
    if let Some(other) = &person.name_of_other {
        speech.field("氏名(その他)", "Other name", other);
    }
    if let Some(day) = person.birthdate.date() {
        let (era, years) = (date_with_era(day), age(day, today));
        let born = match speech.tongue {
            Tongue::En => format!("{day}, {years} years old"),
            Tongue::Both | Tongue::Ja => format!("{era} 満{years}歳"),
        };
        speech.field("生年月日", "Born", &born);
    }
    let sex = match speech.tongue {
        Tongue::En => english_sex(&person.sex1),
        Tongue::Both | Tongue::Ja => person.sex1.label(),
    };
    speech.field("性別", "Sex", sex);
    speech.say(
        "カードの券面と見比べて、ご本人であることを確認してください。",
        "Compare this with the printed card before anything else.",
    );
}

fn validity(validity: &QualificationValidity, speech: Speech) {
    let (mark, english) = match validity {
        QualificationValidity::Valid => ("✔", "valid"),
        QualificationValidity::Invalid => ("✖", "not valid"),
        QualificationValidity::InvalidNewExists => ("▲", "not valid; a newer qualification exists"),
        QualificationValidity::NotFound => ("✖", "no such qualification"),
        QualificationValidity::Multiple => ("▲", "several qualifications; tell them apart"),
        QualificationValidity::ValidUnregistered => {
            ("▲", "valid, but no medical ticket registered")
        }
        QualificationValidity::Other(_) => ("？", "an answer this version does not know"),
    };
    speech.say(
        &format!("{mark} 資格: {}", validity.label()),
        &format!("{mark} Qualification: {english}"),
    );
    match validity {
        QualificationValidity::NotFound => speech.message(Code::NotEligible),
        QualificationValidity::Multiple => speech.message(Code::EligibilityAmbiguous),
        _ => {}
    }
}

fn insurance(result: &QualificationConfirmation, today: Date, speech: Speech) {
    let text = |value: &Option<String>| value.as_deref().unwrap_or("―").to_owned();
    speech.field(
        "保険者",
        "Insurer",
        &format!(
            "{} ({})",
            text(&result.insurer_name),
            text(&result.insurer_number).trim()
        ),
    );
    speech.field(
        "記号・番号・枝番",
        "Symbol, number, branch",
        &format!(
            "{} ・ {} ・ {}",
            text(&result.insured_card_symbol),
            text(&result.insured_identification_number),
            text(&result.insured_branch_number)
        ),
    );
    let day = |date: &Option<OqsDate>| {
        date.as_ref()
            .and_then(OqsDate::date)
            .map_or_else(|| "―".to_owned(), date_with_era)
    };
    let period = format!(
        "{} ～ {}",
        day(&result.insured_card_valid_date),
        day(&result.insured_card_expiration_date)
    );
    speech.field("有効期間", "Valid", &period);
    if let Some(reason) = &result.reason_of_loss {
        let lost = format!(
            "{} ({})",
            day(&result.disqualification_date),
            reason.label()
        );
        speech.field("資格喪失", "Lost", &lost);
    }
    if let Some(burden) = burden(result, today) {
        speech.field("負担割合", "Share", &burden.label());
        if burden.origin == BurdenOrigin::AgeEstimate {
            speech.message(Code::BurdenEstimated);
        }
    }
    for ticket in result.public_expense_result_list.iter().flatten() {
        let month = text(&ticket.medical_treatment_month);
        speech.field("医療券", "Medical ticket", &month);
    }
    for disease in result.specific_diseases_certificate_list.iter().flatten() {
        if let Some(category) = &disease.specific_diseases_disease_category {
            speech.field("特定疾病", "Specific disease", category.label());
        }
    }
}

const fn english_sex(sex: &Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        _ => "sex not set",
    }
}
