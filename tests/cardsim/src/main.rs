//! `kyotaku-cardsim`: writes the fixture world, names its cards, puts one into a virtual PC/SC
//! reader and reckons what was exchanged there, or holds them to a phone that is a program.

mod inspect;
mod panel;
mod reader;

use std::{fs, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use kyotaku_cardsim::{World, world::CARDS};
use kyotaku_core::Clock;
use serde::Deserialize;

/// Emulated My Number Cards. TEST ONLY: all keys are public, all PINs are 1234.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Writes certificates, revocation lists, keys and persons to a directory
    Pki {
        /// Directory to write; made if needed
        #[arg(long)]
        out: PathBuf,
        /// The moment to make them for: RFC 3339, or a shift such as +36h
        #[arg(long, default_value = "+0s", allow_hyphen_values = true)]
        now: String,
    },
    /// Names all cards
    List,
    /// Puts a card into the virtual reader of pcscd and serves it until stopped
    Vpcd(reader::Options),
    /// Holds cards to the iPhone simulator of this machine; the panel's commands come on standard input
    Relay(panel::Options),
    /// Writes the certificates in a card's chip to a directory, as DER
    Export(inspect::Export),
    /// Sums up a log of `vpcd` as one line of JSON: commands, bytes, modelled time on a phone
    Reckon(inspect::Reckon),
}

type Failure = Box<dyn core::error::Error>;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Action::Pki { out, now } => write_world(&out, &now),
        Action::List => {
            list();
            Ok(())
        }
        Action::Vpcd(options) => reader::run(&options),
        Action::Relay(options) => panel::run(&options),
        Action::Export(options) => inspect::export(&options),
        Action::Reckon(options) => inspect::reckon(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("kyotaku-cardsim: {}", explain(failure.as_ref()));
            ExitCode::FAILURE
        }
    }
}

fn write_world(out: &std::path::Path, now: &str) -> Result<(), Failure> {
    let world = World::new(Clock::parse(now)?.now())?;
    world.write(out)?;
    println!("{} for {}", out.display(), world.now());
    Ok(())
}

fn list() {
    for card in &CARDS {
        println!("{:<20} {}", card.name, card.about);
    }
}

/// The moment a directory of the world was made for.
#[derive(Deserialize)]
struct Moment {
    now: String,
}

/// The world of a directory, or of a moment.
fn open_world(directory: Option<&PathBuf>, now: &str) -> Result<World, Failure> {
    let clock = match directory {
        Some(directory) => {
            let file = fs::read(directory.join("world.json"))?;
            Clock::parse(&serde_json::from_slice::<Moment>(&file)?.now)?
        }
        None => Clock::parse(now)?,
    };
    Ok(World::new(clock.now())?)
}

/// An error with its causes.
fn explain(error: &dyn core::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
