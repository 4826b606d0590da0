//! `kyotaku-desk`: My Number Cards and home visits from a terminal.
//!
//! It drives the same core as the app, on a PC/SC reader or the emulated card. Staff will not use
//! it; whoever develops, reviews or supports Kyotaku without a phone will.
//!
//! | module | what it holds |
//! |---|---|
//! | [`args`] | the command line |
//! | [`commands`] | what each subcommand does |
//! | [`desk`] | a phone: the core's [`Phone`](kyotaku_core::phone::Phone) on a directory |
//! | [`question`], [`prompt`] | what people are asked, and who answers |
//! | [`screen`], [`speech`], [`refusal`], [`exit`] | what is shown, and how a run ends |
//! | [`reader`] | where the card is |
//! | [`clinic`], [`tour`] | a server of one's own, and the guided day on it |

pub mod args;
pub mod clinic;
pub mod commands;
pub mod desk;
pub mod exit;
pub mod prompt;
pub mod question;
pub mod reader;
pub mod refusal;
pub mod screen;
pub mod speech;
pub mod tour;

use clap::Args;
use kyotaku_core::clock::Clock;

use args::{Cli, Command, OnPhone, SignedIn, TranscriptAction};
use commands::card::PinSource;
use desk::Desk;
use exit::Exit;
use prompt::{Prompt, Terminal};
use reader::Session;
use refusal::{Outcome, Refusal};
use speech::Speech;

/// Does what the command line says and tells how it went.
#[must_use]
pub fn run(cli: &Cli) -> Exit {
    let speech = cli.speech();
    dispatch(cli).unwrap_or_else(|refusal| speech.refuse(&refusal))
}

fn dispatch(cli: &Cli) -> Outcome<Exit> {
    let at = Place {
        speech: cli.speech(),
        clock: cli.clock(),
    };
    let (speech, clock) = (at.speech, &at.clock);
    match &cli.command {
        Command::Readers => commands::readers(speech),
        Command::Card { action, tap } => {
            let mut session = Session::open(&tap.source, clock.now())?;
            let pin = PinSource::Ask(tap.source.pin_fd);
            commands::card::run(action, tap, &mut session, pin, speech).map(|_| Exit::Done)
        }
        Command::Transcript { action, tap } => match action {
            TranscriptAction::Record { out, full, action } => {
                commands::transcript::record(out, *full, action, tap, clock.now(), speech)
            }
            TranscriptAction::Replay { file, action } => {
                commands::transcript::replay(file, action, tap, clock.now(), speech)
            }
        },
        Command::Activate(args) => at.on_phone(args, commands::activate::run),
        Command::SignIn(args) => at.sign_in(args),
        Command::Visit(args) => at.signed_in(args, |desk, prompt, args| {
            commands::visit::run(desk, prompt, &args.what)
        }),
        Command::Consents(args) => at.signed_in(args, |desk, prompt, args| {
            commands::consents::run(desk, prompt, &args.what)
        }),
        Command::Patients(args) => at.signed_in(args, |desk, prompt, args| {
            let password_file = args.who.password_file.as_deref();
            commands::patients::run(desk, prompt, &args.what, password_file)
        }),
        Command::Requery(args) => at.signed_in(args, |desk, prompt, args| {
            let password_file = args.who.password_file.as_deref();
            commands::patients::requery(desk, prompt, &args.what, password_file)
        }),
        Command::Medical(args) => at.signed_in(args, |desk, _, args| {
            commands::medical::run(desk, &args.what)
        }),
        Command::History(args) => {
            at.signed_in(args, |desk, _, _| commands::operations::history(desk))
        }
        Command::SupportedDevices(args) => at.signed_in(args, |desk, _, _| {
            commands::operations::supported_devices(desk)
        }),
        Command::Results(args) => at.signed_in(args, |desk, prompt, args| {
            let password_file = args.who.password_file.as_deref();
            commands::results::run(desk, prompt, &args.what, password_file)
        }),
        Command::Status(args) => at.on_phone(args, |desk, _, _| commands::status::run(desk)),
        Command::Deliver(args) => at.on_phone(args, |desk, prompt, args| {
            commands::deliver::run(desk, prompt, *args)
        }),
        Command::DeviceCheck(args) => at.on_phone(args, |desk, _, args| {
            commands::device_check::run(desk, args)
        }),
        Command::Deregister(args) if args.what.without_server => {
            let opened = at.open(&args.phone);
            let prompt = &mut Terminal::new(speech);
            commands::deregister::whatever_is_there(&args.phone, opened, prompt, speech)
        }
        Command::Deregister(args) => at.signed_in(args, |desk, prompt, args| {
            commands::deregister::run(desk, prompt, args.who.password_file.as_deref())
        }),
        Command::VerifyReceipt(args) => commands::receipt::run(args, speech),
        Command::Day(args) => at.on_phone(args, |desk, _, _| commands::day::run(desk)),
        Command::Tour(args) => {
            let program = std::env::current_exe()
                .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
            tour::run(args, &program, clock, speech)
        }
    }
}

/// Where and how a command runs.
struct Place {
    speech: Speech,
    clock: Clock,
}

impl Place {
    fn open(&self, phone: &args::PhoneArgs) -> Outcome<Desk> {
        Desk::open(phone, &self.clock, self.speech)
    }

    fn on_phone<T: Args>(
        &self,
        args: &OnPhone<T>,
        work: impl FnOnce(&Desk, &mut dyn Prompt, &T) -> Outcome<Exit>,
    ) -> Outcome<Exit> {
        let desk = self.open(&args.phone)?;
        work(&desk, &mut Terminal::new(self.speech), &args.what)
    }

    /// Signs in for one command and out again: a session is kept in memory alone, so nobody could
    /// use it later.
    fn signed_in<T: Args>(
        &self,
        args: &SignedIn<T>,
        work: impl FnOnce(&Desk, &mut dyn Prompt, &SignedIn<T>) -> Outcome<Exit>,
    ) -> Outcome<Exit> {
        let desk = self.open(&args.phone)?;
        let prompt = &mut Terminal::new(self.speech);
        commands::session::sign_in(&desk, prompt, &args.who)?;
        let ended = work(&desk, prompt, args);
        sign_out(&desk);
        ended
    }

    fn sign_in<T: Args>(&self, args: &SignedIn<T>) -> Outcome<Exit> {
        let desk = self.open(&args.phone)?;
        let prompt = &mut Terminal::new(self.speech);
        let ended = commands::session::run(&desk, prompt, &args.who)?;
        sign_out(&desk);
        Ok(ended)
    }
}

/// The session ends by itself when the server cannot be told, or is gone with the phone's state.
fn sign_out(desk: &Desk) {
    let _ = desk.done(desk.phone.sign_out());
}
