//! Patients in a continuing relation, and what can be asked about them without their card.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use kyotaku_core::wire::api::{EventKind, MedicalKind};

/// The list of patients; everything that is given must hold.
#[derive(Args, Clone, Debug, Default)]
pub struct PatientsArgs {
    /// Last confirmed on this day or later, `YYYY-MM-DD`.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Last confirmed on this day or before, `YYYY-MM-DD`.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// Last confirmed today.
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub today: bool,
    /// The beginning of 氏名カナ, in either width.
    #[arg(long, value_name = "KANA")]
    pub kana: Option<String>,
}

/// 再照会.
#[derive(Args, Clone, Debug, Default)]
pub struct RequeryArgs {
    /// 受付番号 of the last result of a patient; several, or with conditions below all patients of the
    /// list, are asked for at once.
    pub numbers: Vec<String>,
    /// Which patients of the list.
    #[command(flatten)]
    pub patients: PatientsArgs,
}

/// 医療情報.
#[derive(Args, Clone, Debug)]
pub struct MedicalArgs {
    /// 受付番号.
    pub number: String,
    /// Which list; by default each that may be seen.
    #[arg(long, value_enum)]
    pub kind: Option<KindArg>,
    /// From this day on, `YYYY-MM-DD`.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Up to this day, `YYYY-MM-DD`.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
}

/// Kinds of 医療情報 (OQSCD036).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// 薬剤情報.
    Medicines,
    /// 診療情報.
    Treatments,
    /// 手術情報.
    Operations,
    /// 特定健診情報.
    Checkups,
}

impl From<KindArg> for MedicalKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Medicines => Self::Medicines,
            KindArg::Treatments => Self::Treatments,
            KindArg::Operations => Self::Operations,
            KindArg::Checkups => Self::HealthCheckups,
        }
    }
}

/// Something that was noticed, as an app would report it.
#[derive(Args, Clone, Copy, Debug)]
pub struct ReportArgs {
    /// What.
    #[arg(value_enum)]
    pub kind: EventArg,
}

/// What an app notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EventArg {
    /// A picture was taken of a screen.
    Screenshot,
    /// The screen was recorded or mirrored.
    ScreenCaptured,
    /// Signs of tampering on a card.
    TamperingNoticed,
}

impl From<EventArg> for EventKind {
    fn from(event: EventArg) -> Self {
        match event {
            EventArg::Screenshot => Self::Screenshot,
            EventArg::ScreenCaptured => Self::ScreenCaptured,
            EventArg::TamperingNoticed => Self::TamperingNoticed,
        }
    }
}
