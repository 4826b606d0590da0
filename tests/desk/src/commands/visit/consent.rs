//! What the patient agrees to: one question for all, or item by item.

use kyotaku_core::flow::visit::{Answer, Rules, Visit};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::wire::api::{AcceptedStanding, ConsentOfKind, RecordedConsent};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{ConsentItems, Relationship, Respondent};
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification::PrescriptionIssue;

use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::{self, Choice, Prompt};
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::screen;
use crate::speech::Speech;

/// Asks until an answer is registered as the patient wants it, and keeps it on the phone.
pub(super) fn ask(desk: &Desk, prompt: &mut dyn Prompt, visit: &mut Visit) -> Outcome<()> {
    let institution = desk.registration()?.institution;
    let rules = Rules::from(&institution.environment);
    loop {
        let answer = Asking::about(visit, &rules, &institution.name, desk.speech).answer(prompt)?;
        summary(&answer, desk.speech);
        if !prompt::yes(prompt, Question::Register)? {
            if prompt.is_attended() {
                continue;
            }
            return Err(Refusal::plain(Exit::Stopped, "nothing was registered"));
        }
        match desk.phone.answer(visit, answer) {
            Ok(()) => return Ok(()),
            // Too late is too late; anything else is a matter of another answer.
            Err(PhoneError::Answer(refused))
                if prompt.is_attended() && refused.code() != Code::ConsentOutsideWindow =>
            {
                desk.speech.message(refused.code());
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// What is asked of this patient, at this institution, with this card.
#[derive(Debug)]
pub struct Asking<'a> {
    grace: bool,
    current: Option<&'a RecordedConsent>,
    rules: &'a Rules,
    institution: &'a str,
    care_kind: CareKind,
    speech: Speech,
}

impl<'a> Asking<'a> {
    /// Of the patient of this visit.
    #[must_use]
    pub fn about(visit: &'a Visit, rules: &'a Rules, institution: &'a str, speech: Speech) -> Self {
        let presence = visit.presence();
        Self {
            grace: presence.is_some_and(|presence| {
                presence.certificate_standing.standing == AcceptedStanding::Grace
            }),
            current: presence.and_then(|presence| presence.current_consent.as_ref()),
            rules,
            institution,
            care_kind: visit.care_kind(),
            speech,
        }
    }

    /// The same over a consent that was given earlier.
    #[must_use]
    pub const fn over(self, current: &'a ConsentOfKind) -> Self {
        Self {
            current: Some(&current.consent),
            care_kind: current.care_kind,
            ..self
        }
    }

    /// Asks who answers, and what.
    ///
    /// # Errors
    ///
    /// A refusal when there is nobody to answer.
    pub fn answer(&self, prompt: &mut dyn Prompt) -> Outcome<Answer> {
        let respondent = respondent(prompt)?;
        let medical = self.may_ask_medical(&respondent);
        self.explain(medical);
        let mut items = self.items(prompt, medical)?;
        self.speech.say(
            "限度額適用認定証の情報は、窓口での支払いのために提供されます。",
            "The limit of what the patient pays is provided for the bill, unless the patient objects.",
        );
        items.limit_application_certificate = !prompt::yes(prompt, Question::LimitObjection)?;
        Ok(Answer {
            items,
            respondent,
            prescription: self.prescription(prompt)?,
        })
    }

    /// Says why medical information is not asked about, where it is not.
    fn may_ask_medical(&self, respondent: &Respondent) -> bool {
        let reason = if self.grace {
            Code::CertificateGrace
        } else if !self.rules.view_consent {
            Code::ViewConsentDisabled
        } else if *respondent != Respondent::Patient && !self.rules.proxy_medical_consent {
            Code::ProxyNotPermitted
        } else {
            return true;
        };
        self.speech.message(reason);
        false
    }

    fn explain(&self, medical: bool) {
        let speech = self.speech;
        let name = self.institution;
        speech.part("医療情報の提供について", "Providing medical information");
        if medical {
            speech.say(
                &format!("{name}の医師等が、あなたの次の情報を見ることに同意しますか。"),
                &format!("May the doctors and staff of {name} see the following about you?"),
            );
            for question in [Question::Medicine, Question::Operations, Question::Checkups] {
                let (japanese, english) = question.text();
                speech.say(&format!("・{japanese}"), &format!("- {english}"));
            }
        }
        let (japanese, english) = Question::Diseases.text();
        speech.say(&format!("・{japanese}"), &format!("- {english}"));
        let (japanese, english) = match self.care_kind {
            CareKind::HomeVisit => (
                format!(
                    "同意は、{name}の訪問診療等が続いている間、有効です。最後の確認から長く間があくと自動的に終了します。"
                ),
                format!(
                    "It holds while the home visits of {name} go on, and ends by itself when nothing was confirmed for long."
                ),
            ),
            CareKind::Outpatient | CareKind::Online => (
                "同意は24時間で自動的に終了します。".to_owned(),
                "It ends by itself after 24 hours.".to_owned(),
            ),
        };
        speech.say(
            &format!("同意しなくても診療を受けられます。同意はいつでも取り消せます。{japanese}"),
            &format!(
                "You are treated also without consent. You may withdraw it at any time. {english}"
            ),
        );
        if let Some(current) = self.current {
            speech.message(Code::ConsentExists);
            screen::consent(current, speech);
        }
    }

    fn items(&self, prompt: &mut dyn Prompt, medical: bool) -> Outcome<ConsentItems> {
        let all = if medical {
            ConsentItems::ALL
        } else {
            ConsentItems {
                specific_diseases_certificate: true,
                ..ConsentItems::NONE
            }
        };
        let mut choices: Vec<Choice> = vec![
            ("すべて同意する", "agree to all"),
            ("項目ごとに選ぶ", "choose item by item"),
            ("同意しない", "do not agree"),
        ];
        // What was agreed to before may be more than what may be asked today.
        let current = self.current.map(|current| current.items);
        let current = current.filter(|items| medical || !items.medical());
        if current.is_some() {
            choices.push(("今の内容のまま", "leave it as it is"));
        }
        loop {
            match (
                prompt::choose(prompt, Question::Consent, &choices)?,
                current,
            ) {
                (0, _) => return Ok(all),
                (1, _) => {
                    let chosen = item_by_item(prompt, medical)?;
                    if chosen.medical() || chosen.specific_diseases_certificate {
                        return Ok(chosen);
                    }
                    if !prompt.has_answer(Question::Consent) {
                        return Err(Refusal::coded(Code::ConsentEmpty, Exit::Usage));
                    }
                    self.speech.message(Code::ConsentEmpty);
                }
                (3, Some(current)) => return Ok(current),
                _ => return Ok(ConsentItems::NONE),
            }
        }
    }

    fn prescription(&self, prompt: &mut dyn Prompt) -> Outcome<Option<PrescriptionIssue>> {
        let choices: Vec<Choice> = self.rules.prescriptions.iter().map(issue).collect();
        if choices.is_empty() {
            return Ok(None);
        }
        let place = prompt::choose(prompt, Question::Prescription, &choices)?;
        Ok(self.rules.prescriptions.get(place).cloned())
    }
}

const fn issue(issue: &PrescriptionIssue) -> Choice {
    match issue {
        PrescriptionIssue::Electronic => ("電子処方箋", "electronic"),
        PrescriptionIssue::Paper => ("紙の処方箋", "paper"),
        PrescriptionIssue::Other(_) => ("その他", "other"),
    }
}

/// 診療 and お薬 are one answer on the patient's screen and two in the record.
fn item_by_item(prompt: &mut dyn Prompt, medical: bool) -> Outcome<ConsentItems> {
    let mut items = ConsentItems::NONE;
    if medical {
        items.pharmacists_info = prompt::yes(prompt, Question::Medicine)?;
        items.diagnosis_info = items.pharmacists_info;
        items.operation_info = prompt::yes(prompt, Question::Operations)?;
        items.specific_health_checkups_info = prompt::yes(prompt, Question::Checkups)?;
    }
    items.specific_diseases_certificate = prompt::yes(prompt, Question::Diseases)?;
    Ok(items)
}

/// Who answers.
///
/// # Errors
///
/// A refusal when there is nobody to answer.
pub fn respondent(prompt: &mut dyn Prompt) -> Outcome<Respondent> {
    let choices = [
        ("ご本人", "the patient"),
        ("ご家族等が代わりに", "somebody in the patient's place"),
    ];
    if prompt::choose(prompt, Question::Respondent, &choices)? == 0 {
        return Ok(Respondent::Patient);
    }
    let relationships = [
        (Relationship::Spouse, ("配偶者", "spouse")),
        (Relationship::Child, ("子", "child")),
        (Relationship::Parent, ("親", "parent")),
        (
            Relationship::OtherRelative,
            ("その他の親族", "other relative"),
        ),
        (
            Relationship::LegalRepresentative,
            ("法定代理人", "legal representative"),
        ),
        (Relationship::Other, ("その他", "other")),
    ];
    let choices = relationships.map(|(_, choice)| choice);
    let place = prompt::choose(prompt, Question::Relationship, &choices)?;
    Ok(Respondent::Proxy {
        relationship: relationships[place].0,
    })
}

/// Shows what was answered, before it is registered.
pub fn summary(answer: &Answer, speech: Speech) {
    speech.part("入力内容の確認", "What will be registered");
    screen::items(answer.items, speech);
    screen::respondent(&answer.respondent, speech);
    if let Some(prescription) = &answer.prescription {
        let (japanese, english) = issue(prescription);
        let chosen = speech.beside(japanese, english);
        speech.field("処方箋の発行方法", "Prescription", &chosen);
    }
}
