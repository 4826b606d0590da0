//! `admin consent`.

use clap::{Args, Subcommand, ValueEnum};
use kyotaku_core::wire::api::{ConsentOfKind, RecordedConsent};
use kyotaku_core::wire::consent::RevocationReason;
use kyotaku_core::wire::presence::CareKind;
use serde::Serialize;

use super::{Acted, Done, sentence};
use crate::administration::consents::{self, PatientConsents};
use crate::cli::CommandError;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ConsentCommand {
    /// Lists patients with their newest consents, at most 200
    List {
        #[command(flatten)]
        acted: Acted,
        /// The beginning of 氏名カナ, in either width
        #[arg(long)]
        kana: Option<String>,
    },
    /// Revokes consents of a patient without the card
    Revoke(Box<Revoke>),
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Revoke {
    #[command(flatten)]
    acted: Acted,
    /// 受付番号 of any result of the patient
    #[arg(long, value_name = "NUMBER")]
    reception: String,
    /// Why
    #[arg(long)]
    reason: Reason,
    /// The kind of care whose consent ends (default all)
    #[arg(long)]
    care_kind: Option<Kind>,
}

/// OQSCD031.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Reason {
    /// 医療機関による同意取り消し
    Institution,
    /// 患者による同意取り消し
    Patient,
    /// 用途変更による同意取り消し
    ChangeOfUse,
}

/// OQSCD028.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// 外来
    Outpatient,
    /// 訪問診療等
    HomeVisit,
    /// オンライン診療等
    Online,
}

impl From<Reason> for RevocationReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Institution => Self::Institution,
            Reason::Patient => Self::Patient,
            Reason::ChangeOfUse => Self::ChangeOfUse,
        }
    }
}

impl From<Kind> for CareKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Outpatient => Self::Outpatient,
            Kind::HomeVisit => Self::HomeVisit,
            Kind::Online => Self::Online,
        }
    }
}

impl ConsentCommand {
    pub(super) async fn run(self) -> Result<(), CommandError> {
        match self {
            Self::List { acted, kana } => {
                let (office, acting) = acted.open().await?;
                let database = &office.database;
                let listed = consents::list(database, &acting, kana.as_deref(), office.now).await;
                let views = listed.map(|all| all.into_iter().map(PatientView::of).collect());
                let text = |all: &Vec<PatientView>| all.iter().map(PatientView::text).collect();
                office.close(views, text).await
            }
            Self::Revoke(revoke) => revoke.run().await,
        }
    }
}

impl Revoke {
    async fn run(self) -> Result<(), CommandError> {
        let (office, acting) = self.acted.open().await?;
        let revoked = consents::revoke(
            &office.database,
            &acting,
            &self.reception,
            self.reason.into(),
            self.care_kind.map(CareKind::from),
            office.now,
        )
        .await;
        let notice = revoked.as_ref().ok().copied();
        let text = |_: &Done| notice.map(sentence).unwrap_or_default();
        office.close(revoked.map(|_| Done {}), text).await
    }
}

/// A patient as printed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PatientView {
    reception_number: String,
    name: String,
    name_kana: String,
    consents: Vec<ConsentOfKind>,
}

impl PatientView {
    fn of(patient: PatientConsents) -> Self {
        Self {
            reception_number: patient.reception_number.to_string(),
            name: patient.person.name,
            name_kana: patient.person.name_kana,
            consents: patient.consents,
        }
    }

    /// A line for each kind of care.
    fn text(&self) -> String {
        let lines = self.consents.iter().map(|of_kind| {
            let Self {
                reception_number,
                name,
                name_kana,
                ..
            } = self;
            let RecordedConsent {
                consented_at,
                available_until,
                ended,
                ..
            } = &of_kind.consent;
            let kind = match of_kind.care_kind {
                CareKind::Outpatient => "outpatient",
                CareKind::HomeVisit => "home-visit",
                CareKind::Online => "online",
            };
            let state = match ended {
                None => format!("holds until {available_until}"),
                Some(ended) => format!("ended {} ({})", ended.at, ended.reason.code()),
            };
            format!("{reception_number}\t{kind}\t{consented_at}\t{state}\t{name}\t{name_kana}\n")
        });
        lines.collect()
    }
}
