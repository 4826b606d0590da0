//! How people are asked, and how their answers are read.
//!
//! Everything that is asked goes through one trait, so that a person at a terminal, the lines of a
//! script and the tour answer the same questions.

mod rehearsed;
mod script;
mod terminal;

use kyotaku_core::flow::activation::narrow;
use kyotaku_core::secret::{Password, Pin, SecretText};
use kyotaku_core::wire::code::Code;
use zeroize::Zeroizing;

use crate::exit::Exit;
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};

pub use rehearsed::Rehearsed;
pub use script::Script;
pub use terminal::{Terminal, from_descriptor, from_file};

/// One answer to choose, in Japanese and in English.
pub type Choice = (&'static str, &'static str);

/// The choices of [`yes`].
const YES_OR_NO: [Choice; 2] = [("はい", "yes"), ("いいえ", "no")];

/// Whoever answers.
pub trait Prompt {
    /// Asks, and gives the line that was answered.
    ///
    /// # Errors
    ///
    /// A refusal when there is nobody to answer.
    fn ask(&mut self, question: Question, choices: &[Choice]) -> Outcome<Zeroizing<String>>;

    /// Whether somebody is there who can put a wrong answer right.
    fn is_attended(&self) -> bool;

    /// Whether an answer could be had without being refused.
    fn has_answer(&mut self, question: Question) -> bool;

    /// Tells whoever is there what was wrong with an answer.
    fn object(&mut self, japanese: &str, english: &str);
}

/// What is said where nobody answers.
#[must_use]
pub fn nobody(question: Question) -> Refusal {
    let (_, english) = question.text();
    Refusal::plain(Exit::Usage, format!("there is nobody to ask: {english}"))
}

/// A visible line, without the spaces around it.
///
/// # Errors
///
/// A refusal when there is nobody to answer.
pub fn line(prompt: &mut dyn Prompt, question: Question) -> Outcome<String> {
    Ok(prompt.ask(question, &[])?.trim().to_owned())
}

/// A password, taken as it is.
///
/// # Errors
///
/// A refusal when there is nobody to answer.
pub fn password(prompt: &mut dyn Prompt, question: Question) -> Outcome<Password> {
    let answer = prompt.ask(question, &[])?;
    Ok(Password::new(answer.as_str().to_owned()))
}

/// Secret text that is no password.
///
/// # Errors
///
/// A refusal when there is nobody to answer.
pub fn secret(prompt: &mut dyn Prompt, question: Question) -> Outcome<SecretText> {
    let answer = prompt.ask(question, &[])?;
    Ok(SecretText::new(answer.as_str().to_owned()))
}

/// One of several, by its number.
///
/// # Errors
///
/// A refusal when there is nobody to answer, or the answer is none of them and cannot be put right.
pub fn choose(prompt: &mut dyn Prompt, question: Question, choices: &[Choice]) -> Outcome<usize> {
    loop {
        let answer = narrow(&prompt.ask(question, choices)?);
        let chosen = answer.parse::<usize>().ok();
        match chosen.and_then(|number| number.checked_sub(1)) {
            Some(place) if place < choices.len() => return Ok(place),
            _ if prompt.is_attended() => {
                prompt.object("番号で選んでください。", "Choose by number.");
            }
            _ => return Err(unread(question)),
        }
    }
}

/// Yes or no; nothing is no.
///
/// # Errors
///
/// As for [`choose`].
pub fn yes(prompt: &mut dyn Prompt, question: Question) -> Outcome<bool> {
    loop {
        let answer = narrow(&prompt.ask(question, &YES_OR_NO)?);
        match answer.to_ascii_lowercase().as_str() {
            "1" | "yes" | "y" | "はい" => return Ok(true),
            "2" | "no" | "n" | "いいえ" | "" => return Ok(false),
            _ if prompt.is_attended() => {
                prompt.object("「はい」か「いいえ」で。", "Answer yes or no.");
            }
            _ => return Err(unread(question)),
        }
    }
}

/// The patient's PIN: from a descriptor if there is one, else asked for. Somebody at a terminal may
/// correct an entry that is no PIN.
///
/// # Errors
///
/// A refusal when the entry is no PIN, or there is nobody to ask.
pub fn pin(prompt: &mut dyn Prompt, descriptor: Option<u32>) -> Outcome<Pin> {
    loop {
        let entry = match descriptor {
            Some(number) => from_descriptor(number)?,
            None => Zeroizing::new(prompt.ask(Question::Pin, &[])?.as_bytes().to_vec()),
        };
        match Pin::parse(entry.trim_ascii()) {
            Ok(pin) => return Ok(pin),
            Err(_) if descriptor.is_none() && prompt.is_attended() => {
                prompt.object("数字4桁です。", "Four digits.");
            }
            Err(refused) => {
                let refusal = Refusal::coded(Code::PinNeeded, Exit::PinWithheld);
                return Err(refusal.because(&refused));
            }
        }
    }
}

/// The answer is not repeated: it may be a secret that was meant for another question.
fn unread(question: Question) -> Refusal {
    let (_, english) = question.text();
    Refusal::plain(Exit::Usage, format!("not an answer to: {english}"))
}
