//! What the program says: to people in Japanese and English, to programs in JSON.

use std::io::{self, Write};

use clap::ValueEnum;
use kyotaku_core::wire::code::{Code, Language};
use serde::Serialize;

use crate::exit::Exit;

/// Which human language to speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// Japanese, with English behind it.
    #[default]
    Both,
    /// English.
    En,
    /// Japanese.
    Ja,
}

/// Where results go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Speech {
    /// The language of human text.
    pub tongue: Tongue,
    /// One JSON object on standard output instead of text.
    pub json: bool,
}

/// A failure to tell, with the code that a screen would show.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// `MKA-E2003` and the like; absent for failures of the program itself.
    pub code: Option<&'static str>,
    /// What happened, in English, without anything of the card or the person.
    pub reason: String,
    /// What exactly happened, for whoever looks into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Remaining PIN tries, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u8>,
    #[serde(skip)]
    exit: Exit,
    #[serde(skip)]
    message: Option<Code>,
}

/// What a command ends with.
pub type Outcome<T> = Result<T, Refusal>;

impl Refusal {
    /// A failure with a message of the catalogue.
    #[must_use]
    pub fn coded(code: Code, exit: Exit) -> Self {
        Self {
            code: Some(code.as_str()),
            reason: code.title(Language::English).to_owned(),
            detail: None,
            tries_left: None,
            exit,
            message: Some(code),
        }
    }

    /// A failure of the program or its surroundings.
    pub fn plain(exit: Exit, reason: impl Into<String>) -> Self {
        Self {
            code: None,
            reason: reason.into(),
            detail: None,
            tries_left: None,
            exit,
            message: None,
        }
    }

    /// Adds how many tries are left.
    #[must_use]
    pub const fn with_tries(mut self, tries_left: u8) -> Self {
        self.tries_left = Some(tries_left);
        self
    }

    /// Adds what exactly happened, for whoever looks into it.
    #[must_use]
    pub fn because(mut self, detail: &impl ToString) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The process's exit code.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        self.exit
    }
}

impl Speech {
    /// One line in the chosen language or languages.
    pub fn say(self, japanese: &str, english: &str) {
        if !self.json {
            line(&self.both(japanese, english));
        }
    }

    /// A step's title, for guided runs.
    pub fn heading(self, japanese: &str, english: &str) {
        if !self.json {
            line(&format!("\n── {} ──", self.beside(japanese, english)));
        }
    }

    /// A command to type, the same in every language.
    pub fn command(self, text: &str) {
        if !self.json {
            line(&format!("  {text}"));
        }
    }

    /// A label in the chosen language or languages, and its value.
    pub fn field(self, japanese: &str, english: &str, value: &str) {
        if !self.json {
            line(&format!("  {}: {value}", self.beside(japanese, english)));
        }
    }

    /// A message of the catalogue with its next action, and its code small.
    pub fn message(self, code: Code) {
        self.say(
            &format!(
                "{} → {} [{code}]",
                code.title(Language::Japanese),
                code.next_action(Language::Japanese)
            ),
            &format!(
                "{} → {} [{code}]",
                code.title(Language::English),
                code.next_action(Language::English)
            ),
        );
    }

    /// A result: its fields as text, or as JSON.
    pub fn result<T: Serialize>(self, result: &T, text: impl FnOnce(Self)) {
        if self.json {
            line(&serde_json::to_string(result).unwrap_or_else(|_| "{}".to_owned()));
        } else {
            text(self);
        }
    }

    /// Tells a failure and gives the exit code.
    #[must_use]
    pub fn refuse(self, refusal: &Refusal) -> Exit {
        if self.json {
            let told = serde_json::json!({ "error": refusal });
            line(&told.to_string());
        } else if let Some(code) = refusal.message {
            self.message(code);
            if let Some(left) = refusal.tries_left {
                self.say(&format!("残り{left}回です。"), &format!("{left} left."));
            }
            if let Some(detail) = &refusal.detail {
                complaint(detail);
            }
        } else {
            complaint(&refusal.reason);
        }
        refusal.exit
    }

    /// Tells a failure that the run goes on after; as JSON there is only the end.
    pub fn refuse_in_passing(self, refusal: &Refusal) {
        if !self.json {
            let _ = self.refuse(refusal);
        }
    }

    /// Sentences: one under the other.
    fn both(self, japanese: &str, english: &str) -> String {
        self.chosen(japanese, english, "\n    ")
    }

    /// Labels: one beside the other.
    fn beside(self, japanese: &str, english: &str) -> String {
        self.chosen(japanese, english, " / ")
    }

    fn chosen(self, japanese: &str, english: &str, between: &str) -> String {
        match self.tongue {
            Tongue::Both => format!("{japanese}{between}{english}"),
            Tongue::En => english.to_owned(),
            Tongue::Ja => japanese.to_owned(),
        }
    }
}

/// A closed pipe is no reason to panic, which `println!` would.
fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

fn complaint(text: &str) {
    let _ = writeln!(io::stderr(), "kyotaku-desk: {text}");
}
