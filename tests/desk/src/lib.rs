//! `kyotaku-desk`: My Number Cards and home visits from a terminal.
//!
//! It drives the same core as the app, on a PC/SC reader or the emulated card. Staff will not use
//! it; whoever develops, reviews or supports Kyotaku without a phone will.

pub mod args;
pub mod commands;
pub mod exit;
pub mod pin_entry;
pub mod reader;
pub mod speech;

use args::{Cli, Command, TranscriptAction};
use commands::card::PinSource;
use exit::Exit;
use reader::Session;
use speech::Outcome;

/// Does what the command line says and tells how it went.
#[must_use]
pub fn run(cli: &Cli) -> Exit {
    let speech = cli.speech();
    dispatch(cli).unwrap_or_else(|refusal| speech.refuse(&refusal))
}

fn dispatch(cli: &Cli) -> Outcome<Exit> {
    let (speech, clock) = (cli.speech(), cli.clock());
    match &cli.command {
        Command::Readers => commands::readers(speech),
        Command::Card { action, source } => {
            let mut session = Session::open(source, clock.now())?;
            let pin = PinSource::Ask(source.pin_fd);
            commands::card::run(action, source, &mut session, pin, speech).map(|_| Exit::Done)
        }
        Command::Transcript { action, source } => match action {
            TranscriptAction::Record { out, full, action } => {
                commands::transcript::record(out, *full, action, source, clock.now(), speech)
            }
            TranscriptAction::Replay { file, action } => {
                commands::transcript::replay(file, action, source, clock.now(), speech)
            }
        },
        Command::Device { .. } | Command::Visit { .. } | Command::Tour(_) => Ok(Exit::Usage),
    }
}
