//! `admin institution` and `admin environment`.

use clap::{Args, Subcommand};
use kyotaku_core::wire::api::Environment;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::AccountId;

use super::{Acted, Done, Office, Operator, PasswordFile, sentence};
use crate::administration::accounts::NewAccount;
use crate::administration::institutions::{self, NewInstitution};
use crate::cli::CommandError;
use crate::store::account::Role;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum InstitutionCommand {
    /// Adds an institution and the マスタ that makes its administrators
    Add(Box<Add>),
    /// Lists institutions
    List(Operator),
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Add {
    #[command(flatten)]
    operator: Operator,
    /// 医療機関コード
    #[arg(long)]
    code: String,
    /// 機関名
    #[arg(long)]
    name: String,
    /// 点数表番号: 1, 3, 4 or 6
    #[arg(long)]
    kind: String,
    /// ユーザーID of the マスタ
    #[arg(long)]
    master: AccountId,
    /// ユーザ名 of the マスタ
    #[arg(long)]
    master_name: String,
    /// ユーザ名(カナ) of the マスタ
    #[arg(long)]
    master_kana: String,
    /// 利用開始年月日 of the マスタ, YYYYMMDD
    #[arg(long)]
    valid_from: String,
    #[command(flatten)]
    password: PasswordFile,
}

impl InstitutionCommand {
    pub(super) async fn run(self) -> Result<(), CommandError> {
        match self {
            Self::Add(add) => add.run().await,
            Self::List(operator) => {
                let office = operator.open().await?;
                let listed = institutions::list(&office.database).await;
                let line = |institution: &kyotaku_core::wire::api::InstitutionProfile| {
                    let (code, name) = (&institution.code, &institution.name);
                    format!("{code}\t{}\t{name}\n", institution.kind)
                };
                office
                    .close(listed, |all| all.iter().map(line).collect())
                    .await
            }
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), CommandError> {
        let password = self.password.read()?;
        let office = self.operator.open().await?;
        let new = NewInstitution {
            code: office.institution(&self.code)?,
            name: self.name,
            kind: self.kind,
            master: NewAccount {
                id: self.master,
                name: self.master_name,
                name_kana: self.master_kana,
                role: Role::Master,
                valid_from: self.valid_from,
                valid_until: None,
            },
            password,
        };
        let passwords = Office::passwords();
        let added = institutions::add(&office.database, &passwords, &new, office.now).await;
        office
            .close(added.map(|()| Done {}), |_| "added".to_owned())
            .await
    }
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum EnvironmentCommand {
    /// Shows the settings of an institution
    Show(Acted),
    /// Changes some of them
    Set(Box<Set>),
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Set {
    #[command(flatten)]
    acted: Acted,
    #[command(flatten)]
    changes: Changes,
}

/// Values are those of OQSCD037 (0 利用しない, 1 利用する), OQSCD038 and OQSCD039.
#[derive(Args, Debug)]
struct Changes {
    /// 閲覧同意の利用有無: 0 or 1
    #[arg(long, value_parser = used)]
    view_consent: Option<bool>,
    /// 医療扶助関連項目: 0 or 1
    #[arg(long, value_parser = used)]
    welfare: Option<bool>,
    /// 訪問診療等機能: 0 or 1
    #[arg(long, value_parser = used)]
    home_visit: Option<bool>,
    /// オンライン診療等・外来診療等(通常とは異なる動線): 0 or 1
    #[arg(long, value_parser = used)]
    outpatient: Option<bool>,
    /// 目視確認: 0 or 1
    #[arg(long, value_parser = used)]
    visual: Option<bool>,
    /// 家族等 consent to medical information: 0 or 1
    #[arg(long, value_parser = used)]
    proxy_medical_consent: Option<bool>,
    /// 電子処方箋利用区分: 0 to 3
    #[arg(long)]
    electronic_prescription: Option<String>,
    /// 処方箋発行形態選択タイミング: 1 or 2
    #[arg(long)]
    prescription_timing: Option<String>,
}

impl EnvironmentCommand {
    pub(super) async fn run(self) -> Result<(), CommandError> {
        match self {
            Self::Show(acted) => {
                let (office, acting) = acted.open().await?;
                let environment = institutions::environment(&office.database, &acting).await;
                office.close(environment, text).await
            }
            Self::Set(set) => set.run().await,
        }
    }
}

impl Set {
    async fn run(self) -> Result<(), CommandError> {
        let (office, acting) = self.acted.open().await?;
        let changed = async {
            let now = institutions::environment(&office.database, &acting).await?;
            let changed = self.changes.over(now);
            institutions::set_environment(&office.database, &acting, &changed, office.now).await?;
            Ok(changed)
        };
        let changed = changed.await;
        let saved = |environment: &Environment| {
            format!("{}{}\n", text(environment), sentence(Code::SettingsSaved))
        };
        office.close(changed, saved).await
    }
}

impl Changes {
    fn over(self, now: Environment) -> Environment {
        Environment {
            view_consent: self.view_consent.unwrap_or(now.view_consent),
            welfare: self.welfare.unwrap_or(now.welfare),
            home_visit: self.home_visit.unwrap_or(now.home_visit),
            outpatient: self.outpatient.unwrap_or(now.outpatient),
            visual: self.visual.unwrap_or(now.visual),
            electronic_prescription: self
                .electronic_prescription
                .unwrap_or(now.electronic_prescription),
            prescription_timing: self.prescription_timing.unwrap_or(now.prescription_timing),
            proxy_medical_consent: self
                .proxy_medical_consent
                .unwrap_or(now.proxy_medical_consent),
        }
    }
}

fn text(environment: &Environment) -> String {
    let flags = [
        ("view-consent", environment.view_consent),
        ("welfare", environment.welfare),
        ("home-visit", environment.home_visit),
        ("outpatient", environment.outpatient),
        ("visual", environment.visual),
        ("proxy-medical-consent", environment.proxy_medical_consent),
    ];
    let choices = [
        (
            "electronic-prescription",
            environment.electronic_prescription.as_str(),
        ),
        ("prescription-timing", &environment.prescription_timing),
    ];
    let flags = flags.map(|(name, used)| (name, if used { "1" } else { "0" }));
    let lines = flags.into_iter().chain(choices);
    let lines: Vec<_> = lines
        .map(|(name, value)| format!("{name}\t{value}\n"))
        .collect();
    lines.concat()
}

/// 利用設定区分 (OQSCD037).
pub(super) fn used(code: &str) -> Result<bool, &'static str> {
    match code {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err("expected 0 (利用しない) or 1 (利用する) of OQSCD037"),
    }
}
