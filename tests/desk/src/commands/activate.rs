//! `activate`: 初期登録.

use kyotaku_core::flow::activation::{Form, Step};
use kyotaku_core::secret::SecretText;
use kyotaku_core::wire::activation_code::ActivationSlip;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::Prefectures;

use super::session::given_password;
use crate::args::ActivateArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::{self, Prompt, from_file};
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::screen::jst;

/// Registers the phone with the four inputs.
///
/// # Errors
///
/// A refusal that names every entry whose form is wrong, or with the server's code.
pub fn run(desk: &Desk, prompt: &mut dyn Prompt, args: &ActivateArgs) -> Outcome<Exit> {
    if desk.overview()?.activation == Step::Registered {
        return Err(Refusal::coded(Code::ActionUnavailable, Exit::NotNow)
            .because(&"the phone is registered; deregister it first"));
    }
    let form = fill_in(prompt, args)?;
    let inputs = form.check(Prefectures::WithReference).map_err(|wrong| {
        let mut codes = wrong
            .into_iter()
            .map(kyotaku_core::flow::activation::FieldError::code);
        let first = codes.next().unwrap_or(Code::FieldMissing);
        codes.fold(Refusal::coded(first, Exit::Usage), Refusal::and)
    })?;
    let registration = desk.done(desk.phone.activate(&inputs))?;
    let told = serde_json::json!({
        "institution": registration.institution,
        "deviceId": registration.device_id,
        "certificateNotAfter": registration.not_after,
    });
    desk.speech.result(&told, |speech| {
        speech.say("この端末を登録しました。", "This phone is registered.");
        let institution = &registration.institution;
        let named = format!("{} ({})", institution.name, institution.code);
        speech.field("機関", "Institution", &named);
        speech.field("端末", "Device", registration.device_id.as_str());
        speech.field(
            "端末の証明書",
            "Device certificate until",
            &jst(registration.not_after),
        );
    });
    Ok(Exit::Done)
}

fn fill_in(prompt: &mut dyn Prompt, args: &ActivateArgs) -> Outcome<Form> {
    let slip = args
        .slip
        .as_deref()
        .map(|text| read_slip(prompt, text))
        .transpose()?;
    let institution = match (&slip, &args.institution) {
        (Some(slip), _) => slip.institution.to_string(),
        (None, Some(typed)) => typed.clone(),
        (None, None) => prompt::line(prompt, Question::Institution)?,
    };
    let user_id = match &args.user {
        Some(typed) => typed.clone(),
        None => prompt::line(prompt, Question::UserId)?,
    };
    let password = given_password(prompt, Question::Password, args.password_file.as_deref())?;
    let activation_code = match (&slip, &args.code_file) {
        (Some(slip), _) => SecretText::new(slip.code.expose().to_owned()),
        (None, Some(path)) => SecretText::new(from_file(path)?.as_str().to_owned()),
        (None, None) => prompt::secret(prompt, Question::ActivationCode)?,
    };
    Ok(Form {
        institution,
        user_id,
        password,
        activation_code,
        device_name: args.name.clone(),
    })
}

/// A slip names institution and code. Whatever else a two-dimensional code says is none.
fn read_slip(prompt: &mut dyn Prompt, text: &str) -> Outcome<ActivationSlip> {
    let scanned = match text {
        "-" => prompt::secret(prompt, Question::Slip)?,
        text => SecretText::new(text.to_owned()),
    };
    ActivationSlip::parse(scanned.expose())
        .map_err(|_| Refusal::coded(Code::ActivationCodeForm, Exit::Usage))
}
