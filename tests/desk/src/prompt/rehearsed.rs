//! Somebody whose answers are known beforehand, for the tour and for tests.

use std::collections::VecDeque;

use zeroize::Zeroizing;

use super::{Choice, Prompt, nobody};
use crate::question::Question;
use crate::refusal::Outcome;
use crate::speech::Speech;

/// Gives the answers that were rehearsed for a question, in order, and agrees to whatever else is
/// asked of a patient. What is asked and answered is said aloud; secrets are not.
#[derive(Debug, Default)]
pub struct Rehearsed {
    speech: Speech,
    answers: VecDeque<(Question, Zeroizing<String>)>,
}

impl Rehearsed {
    /// Nothing is rehearsed yet.
    #[must_use]
    pub const fn new(speech: Speech) -> Self {
        Self {
            speech,
            answers: VecDeque::new(),
        }
    }

    /// Rehearses an answer; several to one question are given one after the other.
    #[must_use]
    pub fn answering(mut self, question: Question, answer: &str) -> Self {
        let answer = Zeroizing::new(answer.to_owned());
        self.answers.push_back((question, answer));
        self
    }

    fn place(&self, question: Question) -> Option<usize> {
        self.answers
            .iter()
            .position(|(asked, _)| *asked == question)
    }
}

/// What a patient and staff without objections answer: the first choice, which agrees, except where
/// the question is whether they object.
const fn usual(question: Question) -> Option<&'static str> {
    match question {
        Question::Consent
        | Question::ConsentKind
        | Question::Consents
        | Question::FaceMatches
        | Question::NoTampering
        | Question::OwnerPresent
        | Question::Person
        | Question::Prescription
        | Question::Register
        | Question::Respondent
        | Question::RevocationReason
        | Question::Revoke => Some("1"),
        Question::LimitObjection => Some("2"),
        _ => None,
    }
}

impl Prompt for Rehearsed {
    fn ask(&mut self, question: Question, choices: &[Choice]) -> Outcome<Zeroizing<String>> {
        let answer = match self.place(question) {
            Some(place) => self.answers.remove(place).map(|(_, answer)| answer),
            None => usual(question).map(|answer| Zeroizing::new(answer.to_owned())),
        };
        let answer = answer.ok_or_else(|| nobody(question))?;
        let chosen = answer.parse::<usize>().ok();
        let chosen = chosen.and_then(|number| choices.get(number.checked_sub(1)?));
        let told = match chosen {
            Some((japanese, english)) => self.speech.beside(japanese, english),
            None if question.is_secret() => "••••".to_owned(),
            None => answer.as_str().to_owned(),
        };
        let (japanese, english) = question.text();
        let asked = self.speech.beside(japanese, english);
        self.speech.command(&format!("? {asked} → {told}"));
        Ok(answer)
    }

    fn is_attended(&self) -> bool {
        false
    }

    fn has_answer(&mut self, question: Question) -> bool {
        self.place(question).is_some()
    }

    fn object(&mut self, _japanese: &str, _english: &str) {}
}
