//! `kyotaku-desk`: My Number Cards and home visits from a terminal.
//!
//! It drives the same core as the app, on a PC/SC reader or the emulated card. Staff will not use
//! it; whoever develops, reviews or supports Kyotaku without a phone will.

pub mod args;
pub mod commands;
pub mod connection;
pub mod exit;
pub mod pin_entry;
pub mod reader;
pub mod screen;
pub mod speech;
pub mod tour;

use args::{Cli, Command, DeviceAction, TranscriptAction};
use commands::card::PinSource;
use connection::Connection;
use exit::Exit;
use pin_entry::AskedPatient;
use reader::Session;
use speech::{Outcome, Refusal};

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
        Command::Device {
            action: DeviceAction::New { out },
        } => {
            connection::new_device(out)?;
            let request = out.join(connection::REQUEST_FILE);
            speech.say(
                &format!("鍵と証明書要求を作りました: {}", request.display()),
                &format!(
                    "Made a key and a request for its certificate: {}",
                    request.display()
                ),
            );
            Ok(Exit::Done)
        }
        Command::Visit { source, visit } => {
            let connection = Connection::open(visit, &clock)?;
            let mut session = Session::open(source, clock.now())?;
            let mut pad = AskedPatient::new(source, speech);
            let (memory, care) = (commands::card::memory(source), visit.care.into());
            commands::visit::play(
                &connection,
                &mut session,
                &mut pad,
                memory,
                care,
                &clock,
                speech,
            )
            .map(|_| Exit::Done)
        }
        Command::Tour(args) => {
            let program = std::env::current_exe()
                .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
            tour::run(args, &program, &clock, speech)
        }
    }
}
