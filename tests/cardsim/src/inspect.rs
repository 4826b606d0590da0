//! `kyotaku-cardsim export` and `reckon`: what is in a card, and what an exchange with it comes to.

use core::time::Duration;
use std::{fs, path::PathBuf};

use clap::Args;
use kyotaku_cardsim::{
    card::Exchange,
    timing::{BitRate, Timing},
};
use serde::Serialize;

use super::{Failure, open_world};

/// Options of `kyotaku-cardsim export`.
#[derive(Args)]
pub(super) struct Export {
    /// Name of the card, see `list`
    #[arg(long)]
    card: String,
    /// Directory to write; made if needed
    #[arg(long)]
    out: PathBuf,
    /// The moment the card's certificates are made for: RFC 3339, or a shift such as +36h
    #[arg(long, default_value = "+0s", allow_hyphen_values = true)]
    now: String,
    /// Take the moment from a directory written by `pki`
    #[arg(long, conflicts_with = "now")]
    world: Option<PathBuf>,
}

/// Options of `kyotaku-cardsim reckon`.
#[derive(Args)]
pub(super) struct Reckon {
    /// A file written by `vpcd --log`
    log: PathBuf,
}

/// What a log comes to.
#[derive(Serialize)]
struct Sums {
    commands: usize,
    command_bytes: usize,
    response_bytes: usize,
    /// Modelled time on a common phone at 106 kbit/s.
    milliseconds_106: u128,
    /// The same at 424 kbit/s.
    milliseconds_424: u128,
}

/// Writes `auth.der`, `auth-ca.der`, `sign-ca.der`, and `sign.der` if the card has one.
pub(super) fn export(options: &Export) -> Result<(), Failure> {
    let card = open_world(options.world.as_ref(), &options.now)?.card(&options.card)?;
    let image = card.image();
    fs::create_dir_all(&options.out)?;
    for (name, certificate) in [
        ("auth.der", image.authentication.certificate.as_ref()),
        ("auth-ca.der", Some(&image.authentication_ca)),
        (
            "sign.der",
            image.signature.as_ref().map(|held| &held.certificate),
        ),
        ("sign-ca.der", Some(&image.signature_ca)),
    ] {
        if let Some(certificate) = certificate {
            fs::write(options.out.join(name), certificate)?;
        }
    }
    Ok(())
}

/// Prints the sums of a log.
pub(super) fn reckon(options: &Reckon) -> Result<(), Failure> {
    let exchanges = fs::read_to_string(&options.log)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<Vec<Exchange>, _>>()?;
    let time_at = |rate| {
        let timing = Timing::new(rate);
        let total: Duration = exchanges.iter().map(|one| timing.cost_of(one)).sum();
        total.as_millis()
    };
    let sums = Sums {
        commands: exchanges.len(),
        command_bytes: exchanges.iter().map(|one| one.command_bytes).sum(),
        response_bytes: exchanges.iter().map(|one| one.response_bytes).sum(),
        milliseconds_106: time_at(BitRate::Kbit106),
        milliseconds_424: time_at(BitRate::Kbit424),
    };
    println!("{}", serde_json::to_string(&sums)?);
    Ok(())
}
