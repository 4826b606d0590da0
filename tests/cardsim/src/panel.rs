//! `kyotaku-cardsim relay`: the cards of a phone that is a program, until standard input ends.
//!
//! It speaks as the app does behind the preview's host, so that the host's page is its panel: out
//! goes `{"v": 1, "world": …}`, in comes `{"world": COMMAND}`, one a line.

use std::{
    io::{self, BufRead as _, Write as _},
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    process,
    sync::Arc,
    thread,
};

use clap::Args;
use kyotaku_cardsim::relay::{self, Command, Hand};
use serde::Deserialize;
use serde_json::json;

use super::{Failure, open_world};

/// Options of `kyotaku-cardsim relay`.
#[derive(Args)]
pub(super) struct Options {
    /// Port on 127.0.0.1 on which the phone finds the cards; 0 takes any that is free
    #[arg(long, default_value_t = relay::PORT)]
    port: u16,
    /// The moment the cards are made for: RFC 3339, or a shift such as +36h
    #[arg(long, default_value = "+0s", allow_hyphen_values = true)]
    now: String,
    /// Take the moment from a directory written by `pki`
    #[arg(long, conflicts_with = "now")]
    world: Option<PathBuf>,
}

/// A line of the panel.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    world: Command,
}

/// Serves phones and the panel until the panel is gone.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let world = open_world(options.world.as_ref(), &options.now)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .map_err(|error| format!("port {} cannot be served: {error}", options.port))?;
    let hand = Arc::new(Hand::new(world, listener.local_addr()?.port(), say));
    let served = Arc::clone(&hand);
    thread::spawn(move || {
        if let Err(error) = relay::serve(&listener, &served) {
            eprintln!("kyotaku-cardsim: no phone can be served any more: {error}");
            process::exit(1);
        }
    });
    for line in io::stdin().lock().lines() {
        let done = serde_json::from_str(&line?)
            .map_err(|error| format!("not for the cards: {error}"))
            .and_then(|line: Line| hand.act(line.world).map_err(|refusal| refusal.to_string()));
        if let Err(reason) = done {
            say(&json!({ "v": 1, "refused": reason }).to_string());
        }
    }
    Ok(())
}

/// Writes a line for the panel. One that does not read any more is about to end this.
fn say(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
