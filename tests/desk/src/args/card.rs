//! Cards: which one, and what to do with it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use kyotaku_core::card::ReadPreference;

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

/// One tap: on which card, and how.
#[derive(Args, Clone, Debug, Default)]
pub struct TapArgs {
    /// Which card.
    #[command(flatten)]
    pub source: CardSource,
    /// How to read the certificate.
    #[arg(global = true, long, value_enum, default_value_t)]
    pub read: ReadArg,
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
