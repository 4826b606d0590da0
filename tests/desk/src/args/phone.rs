//! The phone: which one, who works with it, and what it does.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::SignedDuration;
use jiff::civil::Date;
use kyotaku_core::flow::visit::Plan;
use kyotaku_core::wire::presence::CareKind;

use super::{CardSource, MedicalArgs, PatientsArgs, ReportArgs, RequeryArgs};

/// Which phone, and which server it talks to. The server comes from here and from nothing that is
/// scanned or typed at the desk.
#[derive(Args, Clone, Debug)]
pub struct PhoneArgs {
    /// The phone: a directory with its sealed state and its keys, made when it is not there.
    #[arg(long, value_name = "DIR", env = "KYOTAKU_PHONE")]
    pub phone: PathBuf,
    /// The server's device address, such as <https://localhost:8443>.
    #[arg(long, value_name = "URL", env = "KYOTAKU_SERVER")]
    pub server: String,
    /// The server's CA, PEM.
    #[arg(long, value_name = "FILE", env = "KYOTAKU_TLS_CA")]
    pub tls_ca: PathBuf,
}

/// A command on a phone.
#[derive(Args, Clone, Debug)]
pub struct OnPhone<T: Args> {
    /// Which phone.
    #[command(flatten)]
    pub phone: PhoneArgs,
    /// What.
    #[command(flatten)]
    pub what: T,
}

/// A command for which somebody signs in first.
#[derive(Args, Clone, Debug)]
pub struct SignedIn<T: Args> {
    /// Which phone.
    #[command(flatten)]
    pub phone: PhoneArgs,
    /// Who.
    #[command(flatten)]
    pub who: Who,
    /// What.
    #[command(flatten)]
    pub what: T,
}

/// Who works.
#[derive(Args, Clone, Debug, Default)]
pub struct Who {
    /// ユーザーID; asked for when it is missing.
    #[arg(long, value_name = "ID")]
    pub user: Option<String>,
    /// Read the password from the first line of this file instead of asking for it.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// 初期登録. What is missing is asked for.
#[derive(Args, Clone, Debug)]
pub struct ActivateArgs {
    /// 機関コード, ten digits.
    #[arg(long, value_name = "CODE")]
    pub institution: Option<String>,
    /// ユーザーID.
    #[arg(long, value_name = "ID")]
    pub user: Option<String>,
    /// Read the password from the first line of this file.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Read the activation code from the first line of this file.
    #[arg(long, value_name = "FILE")]
    pub code_file: Option<PathBuf>,
    /// What the two-dimensional code of the slip says, `mka1:…`, in place of 機関コード and code;
    /// `-` asks for it without echo.
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["institution", "code_file"])]
    pub slip: Option<String>,
    /// 端末名 for the administrator's list.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// A visit.
#[derive(Args, Clone, Debug, Default)]
pub struct VisitArgs {
    /// Which card.
    #[command(flatten)]
    pub source: CardSource,
    /// The kind of care.
    #[arg(long, value_enum, default_value_t)]
    pub care: CareArg,
    /// How the patient's identity is confirmed.
    #[arg(long, value_enum, default_value_t)]
    pub by: MethodArg,
    /// Write the server's receipt to this file.
    #[arg(long, value_name = "FILE")]
    pub receipt_out: Option<PathBuf>,
}

impl VisitArgs {
    /// What the visit is to be.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let care_kind = self.care.into();
        match self.by {
            MethodArg::Pin => Plan::by_pin(care_kind),
            MethodArg::Sight => Plan::by_sight(care_kind),
        }
    }
}

/// Ways to confirm an identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MethodArg {
    /// The patient enters the PIN.
    #[default]
    Pin,
    /// Staff compare photo and face (目視).
    Sight,
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

impl From<CareArg> for CareKind {
    fn from(care: CareArg) -> Self {
        match care {
            CareArg::HomeVisit => Self::HomeVisit,
            CareArg::Outpatient => Self::Outpatient,
        }
    }
}

/// 検索条件; everything that is given must hold.
#[derive(Args, Clone, Debug, Default)]
pub struct ResultsArgs {
    /// 確認日(自), `YYYY-MM-DD`.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// 確認日(至), `YYYY-MM-DD`.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// The beginning of 氏名カナ, in either width.
    #[arg(long, value_name = "KANA")]
    pub kana: Option<String>,
    /// 生年月日, `YYYY-MM-DD`.
    #[arg(long, value_name = "DATE")]
    pub birthdate: Option<Date>,
    /// 照会番号.
    #[arg(long, value_name = "NUMBER")]
    pub reference_number: Option<String>,
    /// 診療区分.
    #[arg(long, value_enum)]
    pub care: Option<CareArg>,
    /// Fetch every page, not the first alone.
    #[arg(long)]
    pub all: bool,
    /// Then show the result with this 受付番号.
    #[arg(long, value_name = "NUMBER")]
    pub show: Option<String>,
}

/// What waits.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct DeliverArgs {
    /// Forget what the server takes no more because its time is over, after telling of it.
    #[arg(long)]
    pub forget_expired: bool,
}

/// The device check.
#[derive(Args, Clone, Debug, Default)]
pub struct CheckArgs {
    /// Any My Number Card; nothing is spent on it.
    #[command(flatten)]
    pub source: CardSource,
}

/// The end of a phone.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct DeregisterArgs {
    /// Erase it without asking the server, which still knows the device then: have the
    /// administrator revoke it. Nobody signs in.
    #[arg(long)]
    pub without_server: bool,
}

/// A receipt and the key to check it by.
#[derive(Args, Clone, Debug)]
pub struct ReceiptArgs {
    /// The receipt, in a file; `-` is standard input.
    pub receipt: PathBuf,
    /// The server's published keys: the JSON of `/v1/keys`, or one public key in PEM.
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
}

/// One line of a day.
#[derive(Debug, Parser)]
#[command(name = "", no_binary_name = true, disable_version_flag = true)]
pub struct DayLine {
    /// What to do.
    #[command(subcommand)]
    pub command: DayCommand,
}

/// What can be done in a day. The session lasts from `sign-in` to `sign-out`.
#[derive(Debug, Subcommand)]
pub enum DayCommand {
    /// Register this phone.
    Activate(ActivateArgs),
    /// Sign in; who was signed in is signed out.
    SignIn(Who),
    /// Sign out.
    SignOut,
    /// A visit.
    Visit(VisitArgs),
    /// With the patient's card again: look at consents, change or revoke them.
    Consents(VisitArgs),
    /// The patients in a continuing relation; asks for the password like `results`.
    Patients(PatientsArgs),
    /// 再照会 without the card.
    Requery(RequeryArgs),
    /// 医療情報.
    Medical(MedicalArgs),
    /// 操作履歴.
    History,
    /// The phones that are known to work.
    SupportedDevices,
    /// Tell the server what an app would notice.
    Report(ReportArgs),
    /// Search results; asks for the password unless it was asked for a moment ago.
    Results(ResultsArgs),
    /// The next page of the list.
    Next,
    /// One result of the list.
    Show(ShowArgs),
    /// Leave the search; what was found is forgotten.
    Close,
    /// How the phone stands.
    Status,
    /// Deliver what waits.
    Deliver(DeliverArgs),
    /// Learn whether long commands pass.
    DeviceCheck(CheckArgs),
    /// お知らせ.
    Notices,
    /// Put the phone away: it locks when it stays away too long.
    Leave,
    /// Take the phone out again.
    ComeBack,
    /// Unlock the phone.
    Unlock,
    /// Let time pass. With `--now TIME` only the phone's clock moves.
    Wait(WaitArgs),
    /// End the registration and erase the phone.
    Deregister(DeregisterArgs),
    /// Check a receipt offline.
    VerifyReceipt(ReceiptArgs),
    /// End the day; whoever is signed in is signed out.
    Quit,
}

/// Which result.
#[derive(Args, Clone, Debug)]
pub struct ShowArgs {
    /// 受付番号, or its place in the list.
    pub number: String,
}

/// How long.
#[derive(Args, Clone, Copy, Debug)]
pub struct WaitArgs {
    /// Such as `90s` or `6m`.
    pub time: SignedDuration,
}
