//! Commands and answers from a file or a pipe.
//!
//! Questions are told on standard error. A line is a command; the lines under it that begin with a space or a tab are the answers to what
//! it asks, in order. Answers that were not asked for are left out, so a command that fails does
//! not turn a password into the next command. Empty lines and lines that begin with `#` are nothing.

use std::io::{self, BufRead, Read as _};

use zeroize::Zeroizing;

use super::terminal::{print, worded};
use super::{Choice, Prompt, nobody};
use crate::exit::Exit;
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::speech::Speech;

/// Longest line in bytes.
const LONGEST_LINE: u64 = 4096;

/// Lines that are read when they are needed, so that whoever writes them may wait for results.
#[derive(Debug)]
pub struct Script<R> {
    input: R,
    speech: Speech,
    next: Option<Zeroizing<String>>,
}

impl<R: BufRead> Script<R> {
    /// Reads commands and answers from `input`.
    pub const fn new(input: R, speech: Speech) -> Self {
        Self {
            input,
            speech,
            next: None,
        }
    }

    /// The next command; none at the end.
    ///
    /// # Errors
    ///
    /// A refusal when the input cannot be read.
    pub fn command(&mut self) -> Outcome<Option<Zeroizing<String>>> {
        while let Some(line) = self.take()? {
            if !is_answer(&line) {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn answer(&mut self) -> Outcome<Option<Zeroizing<String>>> {
        match self.take()? {
            Some(line) if is_answer(&line) => {
                Ok(Some(Zeroizing::new(line.trim_start().to_owned())))
            }
            other => {
                self.next = other;
                Ok(None)
            }
        }
    }

    /// The next line that says something.
    fn take(&mut self) -> Outcome<Option<Zeroizing<String>>> {
        if let Some(line) = self.next.take() {
            return Ok(Some(line));
        }
        loop {
            let mut line = Zeroizing::new(String::new());
            let read = (&mut self.input).take(LONGEST_LINE).read_line(&mut line);
            if read.map_err(|error| unreadable(&error))? == 0 {
                return Ok(None);
            }
            let ended = line.trim_end_matches(['\n', '\r']).len();
            line.truncate(ended);
            if !line.trim().is_empty() && !line.starts_with('#') {
                return Ok(Some(line));
            }
        }
    }
}

fn is_answer(line: &str) -> bool {
    line.starts_with([' ', '\t', '\u{3000}'])
}

fn unreadable(error: &io::Error) -> Refusal {
    Refusal::plain(Exit::Usage, format!("the script cannot be read: {error}"))
}

impl<R: BufRead> Prompt for Script<R> {
    fn ask(&mut self, question: Question, choices: &[Choice]) -> Outcome<Zeroizing<String>> {
        let asked = worded(question, choices, self.speech);
        print(&format!("{asked}\n"));
        self.answer()?.ok_or_else(|| nobody(question))
    }

    fn is_attended(&self) -> bool {
        false
    }

    fn has_answer(&mut self, _question: Question) -> bool {
        let Ok(line) = self.take() else { return false };
        self.next = line;
        self.next.as_deref().is_some_and(|line| is_answer(line))
    }

    fn object(&mut self, _japanese: &str, _english: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_belong_to_the_command_above_them() {
        let text = "# a day\nsign-in --user staff11\n  a pass word \n\n  unasked\nvisit\n\t1234\n";
        let mut script = Script::new(text.as_bytes(), Speech::default());
        assert_eq!(
            script.command().unwrap().unwrap().as_str(),
            "sign-in --user staff11"
        );
        let answer = script.ask(Question::Password, &[]).unwrap();
        assert_eq!(answer.as_str(), "a pass word ");
        assert_eq!(script.command().unwrap().unwrap().as_str(), "visit");
        assert!(script.has_answer(Question::Pin));
        assert_eq!(script.ask(Question::Pin, &[]).unwrap().as_str(), "1234");
        assert!(!script.has_answer(Question::Pin));
        assert!(script.ask(Question::Pin, &[]).is_err());
        assert!(script.command().unwrap().is_none());
    }

    #[test]
    fn a_command_is_not_taken_for_an_answer() {
        let mut script = Script::new("visit\nstatus\n".as_bytes(), Speech::default());
        script.command().unwrap();
        let refusal = script.ask(Question::Pin, &[]).unwrap_err();
        assert_eq!(refusal.exit(), Exit::Usage);
        assert_eq!(script.command().unwrap().unwrap().as_str(), "status");
    }
}
