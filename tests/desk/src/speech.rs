//! What the program says: to people in Japanese and English, to programs in JSON.

use std::io::{self, Write};

use clap::ValueEnum;
use kyotaku_core::wire::code::{Code, Language};
use serde::Serialize;

use crate::exit::Exit;
use crate::refusal::Refusal;

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

    /// The title of a part of a screen.
    pub fn part(self, japanese: &str, english: &str) {
        if !self.json {
            line(&format!("【{}】", self.beside(japanese, english)));
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

    /// The message of a code that another program sent; one that this version does not know is
    /// shown alone.
    pub fn message_of(self, code: &str) {
        match code.parse() {
            Ok(known) => self.message(known),
            Err(_) => self.say(code, code),
        }
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
            return refusal.exit();
        }
        for code in refusal.messages() {
            self.message(*code);
        }
        if let Some(left) = refusal.tries_left {
            self.say(&format!("残り{left}回です。"), &format!("{left} left."));
        }
        if refusal.messages().is_empty() {
            let code = refusal.code.as_deref();
            let code = code.map(|code| format!(" [{code}]")).unwrap_or_default();
            complaint(&format!("{}{code}", refusal.reason));
        }
        if let Some(detail) = &refusal.detail {
            complaint(detail);
        }
        refusal.exit()
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
    #[must_use]
    pub fn beside(self, japanese: &str, english: &str) -> String {
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
