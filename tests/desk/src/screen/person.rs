//! Who it is.

use jiff::civil::Date;
use kyotaku_core::wire::api::Person;
use kyotaku_core::wire::display::{age, full_width_kana};
use kyotaku_core::wire::qualification::{QualificationConfirmation, Sex};

use super::words::day;
use crate::speech::{Speech, Tongue};

/// 氏名, フリガナ, 生年月日, 性別; and what the insurer has recorded beside them.
pub fn person(
    person: &Person,
    recorded: Option<&QualificationConfirmation>,
    today: Date,
    speech: Speech,
) {
    speech.field("氏名", "Name", &person.name);
    speech.field("フリガナ", "Kana", &full_width_kana(&person.name_kana));
    if let Some(other) = &person.name_of_other {
        speech.field("氏名(その他)", "Other name", other);
    }
    let born = match (person.birthdate.date(), speech.tongue) {
        (Some(born), Tongue::En) => format!("{born}, {} years old", age(born, today)),
        (Some(born), _) => format!("{} 満{}歳", day(&person.birthdate), age(born, today)),
        (None, _) => person.birthdate.as_str().to_owned(),
    };
    speech.field("生年月日", "Born", &born);
    speech.field("性別", "Sex", sex(&person.sex1, speech));
    let Some(recorded) = recorded else { return };
    // Shown only where the insurer has a second entry, which it has for few.
    if let Some(second) = &recorded.sex2 {
        speech.field("性別2", "Second sex entry", sex(second, speech));
    }
    if let Some(address) = &recorded.address {
        let post = recorded.post_number.as_deref().unwrap_or_default();
        speech.field("住所", "Address", format!("{post} {address}").trim());
    }
    if let Some(number) = &recorded.reference_number {
        speech.field("照会番号", "Reference number", number);
    }
}

fn sex(sex: &Sex, speech: Speech) -> &str {
    match (speech.tongue, sex) {
        (Tongue::En, Sex::Male) => "male",
        (Tongue::En, Sex::Female) => "female",
        (Tongue::En, Sex::Unset) => "not set",
        _ => sex.label(),
    }
}
