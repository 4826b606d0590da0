//! How a PIN gets in: from the terminal without echo, or from a file descriptor. Never from an
//! argument, which every process on the machine can read.

use std::fs::File;
use std::io::{IsTerminal, Read, Write as _, stdin, stdout};

use kyotaku_core::secret::Pin;
use kyotaku_core::wire::code::Code;
use zeroize::Zeroizing;

use crate::args::CardSource;
use crate::commands::visit::PinPad;
use crate::exit::Exit;
use crate::speech::{Outcome, Refusal, Speech};

/// A PIN and a newline fit; more is not a PIN.
const LONGEST_ENTRY: usize = 64;

/// Asks for the PIN.
///
/// # Errors
///
/// A [`Refusal`] when the entry is no PIN, or when there is nobody to ask.
pub fn ask_pin(descriptor: Option<u32>) -> Outcome<Pin> {
    let entry = match descriptor {
        Some(number) => from_descriptor(number)?,
        None if stdin().is_terminal() => Zeroizing::new(
            rpassword::prompt_password("暗証番号(数字4桁) / PIN (4 digits): ")
                .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?
                .into_bytes(),
        ),
        None => {
            return Err(Refusal::plain(
                Exit::Usage,
                "there is no terminal to ask for the PIN on; give --pin-fd",
            ));
        }
    };
    Pin::parse(entry.trim_ascii())
        .map_err(|refused| Refusal::coded(Code::PinNeeded, Exit::PinWithheld).because(&refused))
}

/// The patient at this terminal, or a script that speaks for one.
#[derive(Debug)]
pub struct AskedPatient {
    descriptor: Option<u32>,
    last_try: bool,
    speech: Speech,
}

impl AskedPatient {
    /// Asks as the command line says.
    #[must_use]
    pub const fn new(source: &CardSource, speech: Speech) -> Self {
        Self {
            descriptor: source.pin_fd,
            last_try: source.last_try,
            speech,
        }
    }
}

impl PinPad for AskedPatient {
    fn enter(&mut self) -> Outcome<Pin> {
        ask_pin(self.descriptor)
    }

    fn agrees_to_last_try(&mut self) -> bool {
        if self.last_try || self.descriptor.is_some() || !stdin().is_terminal() {
            return self.last_try;
        }
        self.speech.message(Code::PinLastTry);
        let _ = write!(stdout(), "続けますか / Go on? [yes/N]: ");
        let _ = stdout().flush();
        let mut answer = String::new();
        stdin().read_line(&mut answer).is_ok() && answer.trim() == "yes"
    }

    fn asks_again(&self) -> bool {
        self.descriptor.is_none() && stdin().is_terminal()
    }
}

/// Reads an open descriptor to its end, or to the end of the line for a terminal or a pipe.
fn from_descriptor(number: u32) -> Outcome<Zeroizing<Vec<u8>>> {
    let unreadable = |error: std::io::Error| {
        Refusal::plain(
            Exit::Usage,
            format!("cannot read the PIN from descriptor {number}: {error}"),
        )
    };
    let file = File::open(format!("/dev/fd/{number}")).map_err(unreadable)?;
    let mut entry = Zeroizing::new(Vec::with_capacity(LONGEST_ENTRY));
    let mut byte = [0u8; 1];
    let mut input = file.take(LONGEST_ENTRY as u64);
    while input.read(&mut byte).map_err(unreadable)? == 1 && byte[0] != b'\n' {
        entry.push(byte[0]);
    }
    Ok(entry)
}
