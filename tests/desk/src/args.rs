//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kyotaku_core::card::ReadPreference;
use kyotaku_core::clock::Clock;

use crate::speech::{Speech, Tongue};

/// My Number Cards and home visits from a terminal, on the same core as the app.
#[derive(Debug, Parser)]
#[command(name = "kyotaku-desk", version)]
pub struct Cli {
    /// Human text in Japanese, English or both.
    #[arg(long, global = true, value_enum, default_value_t)]
    lang: Tongue,
    /// Print one JSON object instead of text.
    #[arg(long, global = true)]
    json: bool,
    /// Write what is exchanged with the card to standard error: headers, lengths and status words.
    #[arg(long, global = true)]
    pub trace: bool,
    /// The time to work at: an RFC 3339 time, or a shift such as +36h.
    #[arg(long, global = true, value_parser = clock, allow_hyphen_values = true)]
    pub now: Option<Clock>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// How to speak.
    #[must_use]
    pub const fn speech(&self) -> Speech {
        Speech {
            tongue: self.lang,
            json: self.json,
        }
    }

    /// The clock to work by.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.now.clone().unwrap_or_else(Clock::system)
    }
}

fn clock(text: &str) -> Result<Clock, String> {
    Clock::parse(text).map_err(|refused| refused.to_string())
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the PC/SC readers.
    Readers,
    /// One tap on a card.
    Card {
        /// Which.
        #[command(subcommand)]
        action: CardAction,
        /// Which card.
        #[command(flatten)]
        source: CardSource,
    },
    /// Record a tap, or play one back.
    Transcript {
        /// Which.
        #[command(subcommand)]
        action: TranscriptAction,
        /// Which card (to record).
        #[command(flatten)]
        source: CardSource,
    },
    /// Make this machine a device that a server can know.
    Device {
        /// What.
        #[command(subcommand)]
        action: DeviceAction,
    },
    /// Confirm a patient's qualification: challenge, PIN, tap, proof.
    Visit {
        /// Which card.
        #[command(flatten)]
        source: CardSource,
        /// Which server, as which device.
        #[command(flatten)]
        visit: VisitArgs,
    },
    /// A guided visit on a server and cards of its own; nothing to prepare.
    Tour(TourArgs),
}

/// Where the card is.
#[derive(Args, Clone, Debug, Default)]
pub struct CardSource {
    /// Take the card in this reader (see `readers`); by default the only one that holds a card.
    #[arg(global = true, long, conflicts_with = "emulated")]
    pub reader: Option<usize>,
    /// Take an emulated card by name, such as T01 (see `kyotaku-cardsim list`).
    #[arg(global = true, long, value_name = "CARD")]
    pub emulated: Option<String>,
    /// Keep an emulated card's PIN counters in this file between runs.
    #[arg(global = true, long, requires = "emulated", value_name = "FILE")]
    pub card_state: Option<PathBuf>,
    /// Let something go wrong with an emulated card, such as "lose after 5".
    #[arg(global = true, long, requires = "emulated", value_name = "SCRIPT")]
    pub fault: Option<String>,
    /// Certificates of the card's CAs, DER or PEM; by default those of the emulated cards.
    #[arg(global = true, long, value_name = "DIR")]
    pub jpki_ca: Option<PathBuf>,
    /// Which certificate policy those CAs may issue under.
    #[arg(global = true, long, value_enum, default_value_t)]
    pub policy: PolicyArg,
    /// How to read the certificate.
    #[arg(global = true, long, value_enum, default_value_t)]
    pub read: ReadArg,
    /// Read the PIN from this open file descriptor instead of the terminal.
    #[arg(global = true, long, value_name = "N")]
    pub pin_fd: Option<u32>,
    /// The patient was told that one try is left, and agrees to risk it.
    #[arg(global = true, long)]
    pub last_try: bool,
}

/// Certificate policies by flavour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PolicyArg {
    /// Real cards.
    Production,
    /// Test cards.
    #[default]
    Test,
}

/// How to read the certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReadArg {
    /// In short reads until this reader has proven more.
    #[default]
    Auto,
    /// In one extended read.
    Extended,
    /// In short reads.
    Short,
}

impl From<ReadArg> for ReadPreference {
    fn from(read: ReadArg) -> Self {
        match read {
            ReadArg::Auto => Self::Auto,
            ReadArg::Extended => Self::Extended,
            ReadArg::Short => Self::Short,
        }
    }
}

/// Taps.
#[derive(Clone, Debug, Subcommand)]
pub enum CardAction {
    /// Tell what kind of card it is.
    Identify,
    /// Read the 利用者証明用電子証明書 and tell its standing.
    Certificate {
        /// Also write it to this file, DER.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Tell how many PIN tries are left, at no cost.
    Tries,
    /// Have the card sign a file (RSASSA-PKCS1-v1_5 with SHA-256), with the PIN.
    Sign {
        /// The file to sign.
        #[arg(long = "in", value_name = "FILE")]
        input: PathBuf,
        /// Where to write the 256-byte signature.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Learn whether this reader passes extended-length APDUs.
    DeviceCheck,
}

/// Recording and replaying.
#[derive(Debug, Subcommand)]
pub enum TranscriptAction {
    /// Tap and write a transcript.
    Record {
        /// Where to write it.
        #[arg(long)]
        out: PathBuf,
        /// Keep the card's answers, so that it can be replayed. Refused unless it is a test card.
        #[arg(long)]
        full: bool,
        /// Which tap.
        #[command(subcommand)]
        action: CardAction,
    },
    /// Run a tap against a transcript, byte by byte.
    Replay {
        /// The transcript.
        file: PathBuf,
        /// Which tap.
        #[command(subcommand)]
        action: CardAction,
    },
}

/// The device's own key and certificate.
#[derive(Debug, Subcommand)]
pub enum DeviceAction {
    /// Make a key and a certification request (PKCS#10).
    New {
        /// Directory for `device.key` and `device.csr`; must not hold a key yet.
        #[arg(long)]
        out: PathBuf,
    },
}

/// Which server, as which device.
#[derive(Args, Debug)]
pub struct VisitArgs {
    /// The server's device address, such as <https://localhost:8443>.
    #[arg(long)]
    pub server: String,
    /// The server's CA, PEM.
    #[arg(long, value_name = "FILE")]
    pub tls_ca: PathBuf,
    /// Directory with `device.key` and `device.pem` as issued by the server's administrator.
    #[arg(long, value_name = "DIR")]
    pub device: PathBuf,
    /// 機関コード that this device is registered for.
    #[arg(long)]
    pub institution: String,
    /// ユーザーID of the account at work.
    #[arg(long)]
    pub account: String,
    /// The kind of care.
    #[arg(long, value_enum, default_value_t)]
    pub care: CareArg,
}

/// Kinds of care (OQSCD028).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CareArg {
    /// 訪問診療等.
    #[default]
    HomeVisit,
    /// 外来診療等(通常とは異なる動線).
    Outpatient,
}

/// The guided visit.
#[derive(Args, Debug)]
pub struct TourArgs {
    /// Where to keep the tour's files; by default a temporary folder that is removed.
    #[arg(long)]
    pub keep: Option<PathBuf>,
}
