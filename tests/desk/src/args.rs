//! The command line.

mod card;
mod patients;
mod phone;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kyotaku_core::clock::Clock;

use crate::speech::{Speech, Tongue};

pub use card::{CardAction, CardSource, PolicyArg, ReadArg, TapArgs, TranscriptAction};
pub use patients::{EventArg, KindArg, MedicalArgs, PatientsArgs, ReportArgs, RequeryArgs};
pub use phone::{
    ActivateArgs, CareArg, CheckArgs, DayCommand, DayLine, DeliverArgs, DeregisterArgs, MethodArg,
    OnPhone, PhoneArgs, ReceiptArgs, ResultsArgs, ShowArgs, SignedIn, VisitArgs, WaitArgs, Who,
};

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
        /// On which card.
        #[command(flatten)]
        tap: TapArgs,
    },
    /// Record a tap, or play one back.
    Transcript {
        /// Which.
        #[command(subcommand)]
        action: TranscriptAction,
        /// On which card (to record).
        #[command(flatten)]
        tap: TapArgs,
    },
    /// Register a phone with its institution: the four inputs of 初期登録.
    Activate(OnPhone<ActivateArgs>),
    /// Try whether an account can sign in. A session lasts as long as the program: see `day`.
    SignIn(SignedIn<Nothing>),
    /// Confirm a patient's qualification: PIN, tap, who is it, consent.
    Visit(SignedIn<VisitArgs>),
    /// With the patient's card again: look at consents, change or revoke them.
    Consents(SignedIn<VisitArgs>),
    /// List the patients in a continuing relation.
    Patients(SignedIn<PatientsArgs>),
    /// 再照会: ask for qualifications again without the card, one or all of the list.
    Requery(SignedIn<RequeryArgs>),
    /// 医療情報 that the patient has consented to.
    Medical(SignedIn<MedicalArgs>),
    /// 操作履歴: what the account has done.
    History(SignedIn<Nothing>),
    /// The phones that are known to work.
    SupportedDevices(SignedIn<Nothing>),
    /// 資格確認結果検索: list results, show one.
    Results(SignedIn<ResultsArgs>),
    /// Tell how a phone stands: registration, what waits, and the server.
    Status(OnPhone<Nothing>),
    /// Deliver what waits on the phone; needs nobody signed in.
    Deliver(OnPhone<DeliverArgs>),
    /// Learn whether long commands pass between phone and card, and tell the server.
    DeviceCheck(OnPhone<CheckArgs>),
    /// End the registration of a phone and erase it.
    Deregister(SignedIn<DeregisterArgs>),
    /// Check a receipt offline with the server's published key.
    VerifyReceipt(ReceiptArgs),
    /// A day at the desk: commands line by line, typed or piped, in one session.
    Day(OnPhone<Nothing>),
    /// A guided day on a server and cards of its own; nothing to prepare.
    Tour(TourArgs),
}

/// No arguments of its own.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Nothing {}

/// The guided day.
#[derive(Args, Debug)]
pub struct TourArgs {
    /// Where to keep the tour's files; by default a temporary folder that is removed.
    #[arg(long)]
    pub keep: Option<PathBuf>,
}
