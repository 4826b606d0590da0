//! `kyotaku-cardsim vpcd`: one card in the virtual reader, until a signal ends it.

use std::{
    fs::File,
    io::{self, Write as _},
    net::TcpStream,
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use clap::{Args, ValueEnum};
use kyotaku_cardsim::{
    World,
    card::Persistent,
    faults::{Fault, Field},
    timing::{BitRate, Timing},
    vpcd::{self, Atr, Bridge, Event},
};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    iterator::Signals,
};

use super::{Failure, open_world};

/// How long to wait before asking again for a driver that is not there.
const RETRY: Duration = Duration::from_millis(200);

/// Options of `kyotaku-cardsim vpcd`.
#[derive(Args)]
pub(super) struct Options {
    /// Name of the card, see `list`
    #[arg(long)]
    card: String,
    /// Host on which the vpcd driver listens
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Port on which the vpcd driver listens
    #[arg(long, default_value_t = vpcd::PORT)]
    port: u16,
    /// File that keeps the retry counters between runs
    #[arg(long)]
    state: Option<PathBuf>,
    /// The moment the card's certificate is made for: RFC 3339, or a shift such as +36h
    #[arg(long, default_value = "+0s", allow_hyphen_values = true)]
    now: String,
    /// Take the moment from a directory written by `pki`
    #[arg(long, conflicts_with = "now")]
    world: Option<PathBuf>,
    /// Answer to reset
    #[arg(long, value_enum, default_value_t = AtrName::Contactless)]
    atr: AtrName,
    /// Write one JSON line per command: header, lengths, status word, never data
    #[arg(long)]
    log: Option<PathBuf>,
    /// File with a script of faults, one sentence a line
    #[arg(long)]
    faults: Option<PathBuf>,
    /// Answer as slowly as a real card would on a phone, at this bit rate in kbit/s
    #[arg(long, value_enum)]
    pace: Option<Pace>,
}

#[derive(Clone, Copy, ValueEnum)]
enum AtrName {
    Contactless,
    Contact,
}

#[derive(Clone, Copy, ValueEnum)]
enum Pace {
    #[value(name = "106")]
    Kbit106,
    #[value(name = "212")]
    Kbit212,
    #[value(name = "424")]
    Kbit424,
}

impl From<AtrName> for Atr {
    fn from(name: AtrName) -> Self {
        match name {
            AtrName::Contactless => Self::Contactless,
            AtrName::Contact => Self::Contact,
        }
    }
}

impl From<Pace> for Timing {
    fn from(pace: Pace) -> Self {
        Self::new(match pace {
            Pace::Kbit106 => BitRate::Kbit106,
            Pace::Kbit212 => BitRate::Kbit212,
            Pace::Kbit424 => BitRate::Kbit424,
        })
    }
}

/// What is written beside the answers.
struct Watch {
    log: Option<File>,
    state: Option<PathBuf>,
    saved: Persistent,
    /// Modelled time already slept.
    slept: Duration,
}

/// Serves the card until SIGINT or SIGTERM, then prints the summary as one line of JSON.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let field = put_into_field(options)?;
    let watch = Mutex::new(Watch {
        log: options.log.as_ref().map(File::create).transpose()?,
        state: options.state.clone(),
        saved: field.card().persistent().clone(),
        slept: Duration::ZERO,
    });
    let bridge = Bridge::new(field, options.atr.into(), move |event, field: &Field| {
        watch
            .lock()
            .map_err(|_| io::Error::other("the log cannot be written any more"))?
            .note(&event, field)
    });
    let bridge = Arc::new(bridge);
    let served = Arc::clone(&bridge);
    let (host, port) = (options.host.clone(), options.port);
    // Detached: it ends with the process.
    thread::spawn(move || serve_forever(&served, &host, port));

    signals.forever().next();
    let summary = bridge.field().card().log().summary();
    println!("{}", serde_json::to_string(&summary)?);
    Ok(())
}

fn put_into_field(options: &Options) -> Result<Field, Failure> {
    let world: World = open_world(options.world.as_ref(), &options.now)?;
    let mut card = world.card(&options.card)?;
    if let Some(path) = options.state.as_ref().filter(|path| path.exists()) {
        card.set_persistent(Persistent::load(path)?);
    }
    let mut field = Field::new(card);
    if let Some(path) = &options.faults {
        field = field.with(Fault::parse(&std::fs::read_to_string(path)?)?);
        let wanted: Vec<_> = field.wanted_spares().map(str::to_owned).collect();
        for name in wanted {
            field = field.with_spare(world.card(&name)?);
        }
    }
    if let Some(pace) = options.pace {
        field = field.timed(pace.into());
    }
    Ok(field)
}

/// Connects, serves, and connects again: pcscd may start late, restart, or lose the tag.
fn serve_forever<O: Fn(Event<'_>, &Field) -> io::Result<()>>(
    bridge: &Bridge<O>,
    host: &str,
    port: u16,
) {
    loop {
        let served = TcpStream::connect((host, port)).and_then(|stream| bridge.serve(stream));
        if let Err(error) = served
            && error.kind() != io::ErrorKind::ConnectionRefused
        {
            eprintln!("kyotaku-cardsim: reader: {error}");
        }
        thread::sleep(RETRY);
    }
}

impl Watch {
    fn note(&mut self, event: &Event<'_>, field: &Field) -> io::Result<()> {
        if let (Event::Answered(exchange), Some(log)) = (event, &mut self.log) {
            let mut line = serde_json::to_vec(exchange)?;
            line.push(b'\n');
            log.write_all(&line)?;
        }
        self.save_counters(field)?;
        let owed = field.elapsed().saturating_sub(self.slept);
        self.slept = field.elapsed();
        thread::sleep(owed);
        Ok(())
    }

    /// Before the answer leaves: a try that was told is a try that is kept.
    fn save_counters(&mut self, field: &Field) -> io::Result<()> {
        let now = field.card().persistent();
        if let Some(path) = &self.state
            && self.saved != *now
        {
            now.save(path).map_err(io::Error::other)?;
            self.saved = now.clone();
        }
        Ok(())
    }
}
