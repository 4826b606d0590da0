//! Whoever sits at the terminal, or what is piped in.
//!
//! Questions go to standard error, so that standard output holds results alone. Secrets are typed
//! without echo. Without a terminal, answers are lines of standard input.

use std::fs::File;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::{Choice, Prompt, YES_OR_NO, nobody};
use crate::exit::Exit;
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::speech::Speech;

/// Longest answer in bytes; a longer line is cut, and is then no answer to anything.
const LONGEST_ANSWER: usize = 4096;

/// The terminal of this process.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    speech: Speech,
}

impl Terminal {
    /// Asks in the language of `speech`.
    #[must_use]
    pub const fn new(speech: Speech) -> Self {
        Self { speech }
    }

    /// The next command of a day, without its newline; none at the end.
    ///
    /// # Errors
    ///
    /// A refusal when the input cannot be read.
    pub fn command(&self) -> Outcome<Option<Zeroizing<String>>> {
        print("desk> ");
        read_line()
    }
}

impl Prompt for Terminal {
    fn ask(&mut self, question: Question, choices: &[Choice]) -> Outcome<Zeroizing<String>> {
        let asked = worded(question, choices, self.speech);
        if question.is_secret() && self.is_attended() {
            return rpassword::prompt_password(asked)
                .map(Zeroizing::new)
                .map_err(|error| unreadable(&error));
        }
        print(&asked);
        let answer = read_line()?.ok_or_else(|| nobody(question))?;
        if !self.is_attended() {
            print("\n");
        }
        Ok(answer)
    }

    fn is_attended(&self) -> bool {
        io::stdin().is_terminal()
    }

    fn has_answer(&mut self, _question: Question) -> bool {
        self.is_attended()
            || io::stdin()
                .lock()
                .fill_buf()
                .is_ok_and(|waiting| !waiting.is_empty())
    }

    fn object(&mut self, japanese: &str, english: &str) {
        print(&format!("{}\n", self.speech.beside(japanese, english)));
    }
}

/// A question as people see it: its choices, and its words.
pub(super) fn worded(question: Question, choices: &[Choice], speech: Speech) -> String {
    let (japanese, english) = question.text();
    let words = speech.beside(japanese, english);
    if choices == YES_OR_NO {
        let [yes, no] = YES_OR_NO.map(|(japanese, english)| speech.beside(japanese, english));
        return format!("{words} [{yes}, {no}]: ");
    }
    let choices = (1..).zip(choices).map(|(number, (japanese, english))| {
        format!("  {number}: {}\n", speech.beside(japanese, english))
    });
    choices.chain([words, ": ".to_owned()]).collect()
}

/// A line of standard input without its end; none at the end of the input.
fn read_line() -> Outcome<Option<Zeroizing<String>>> {
    let mut line = Zeroizing::new(String::with_capacity(LONGEST_ANSWER));
    let input = io::stdin().lock();
    let read = input.take(LONGEST_ANSWER as u64).read_line(&mut line);
    if read.map_err(|error| unreadable(&error))? == 0 {
        return Ok(None);
    }
    let ended = line.trim_end_matches(['\n', '\r']).len();
    line.truncate(ended);
    Ok(Some(line))
}

/// The first line of a file that holds a secret.
///
/// # Errors
///
/// A refusal when it cannot be read.
pub fn from_file(path: &Path) -> Outcome<Zeroizing<String>> {
    let bytes = File::open(path)
        .and_then(first_line)
        .map_err(|error| Refusal::plain(Exit::Usage, format!("{}: {error}", path.display())))?;
    let text = str::from_utf8(&bytes)
        .map_err(|_| Refusal::plain(Exit::Usage, format!("{}: not UTF-8", path.display())))?;
    Ok(Zeroizing::new(text.trim_end_matches('\r').to_owned()))
}

/// The first line of an open descriptor, to the end of the line for a terminal or a pipe.
///
/// # Errors
///
/// A refusal when it cannot be read.
pub fn from_descriptor(number: u32) -> Outcome<Zeroizing<Vec<u8>>> {
    File::open(format!("/dev/fd/{number}"))
        .and_then(first_line)
        .map_err(|error| {
            Refusal::plain(
                Exit::Usage,
                format!("cannot read the PIN from descriptor {number}: {error}"),
            )
        })
}

/// Byte by byte: what follows the line is somebody else's to read.
fn first_line(file: File) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST_ANSWER));
    let mut byte = [0u8; 1];
    let mut input = file.take(LONGEST_ANSWER as u64);
    while input.read(&mut byte)? == 1 && byte[0] != b'\n' {
        line.push(byte[0]);
    }
    Ok(line)
}

fn unreadable(error: &io::Error) -> Refusal {
    Refusal::plain(Exit::Usage, format!("the answer cannot be read: {error}"))
}

/// A closed stream is no reason to panic, which `eprint!` would.
pub(super) fn print(text: &str) {
    let mut stream = io::stderr();
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}
