//! `kyotaku-server audit`.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;
use kyotaku_core::wire::identifier::InstitutionCode;

use super::{CommandError, Common, say};
use crate::audit::checkpoint::Checkpoints;
use crate::audit::export::export;
use crate::audit::verify::{Report, verify};
use crate::config::Settings;
use crate::statement::StatementKeys;
use crate::store;

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Looks for what has been changed in the audit log; fails if anything has
    Verify {
        #[command(flatten)]
        common: Box<Common>,
        /// One institution only
        #[arg(long)]
        institution: Option<InstitutionCode>,
    },
    /// Writes the events of an institution as JSON lines, and a signed checkpoint
    Export {
        #[command(flatten)]
        common: Box<Common>,
        /// The institution
        #[arg(long)]
        institution: InstitutionCode,
        /// Where to write them
        #[arg(long)]
        out: PathBuf,
    },
}

pub(super) async fn run(command: AuditCommand) -> Result<(), CommandError> {
    match command {
        AuditCommand::Verify {
            common,
            institution,
        } => verify_log(*common, institution.as_ref()).await,
        AuditCommand::Export {
            common,
            institution,
            out,
        } => export_log(*common, &institution, &out).await,
    }
}

async fn verify_log(common: Common, only: Option<&InstitutionCode>) -> Result<(), CommandError> {
    let (settings, _) = common.settings()?;
    let checkpoints = of_settings(&settings)?;
    let database = store::open(&settings.database()?).await?;
    let only = only.map(InstitutionCode::as_str);
    let reports = verify(&database, &checkpoints, only).await?;
    database.close().await?;
    let mut found = 0;
    for report in &reports {
        found += report.findings.len();
        tell(report)?;
    }
    match found {
        0 => Ok(()),
        _ => Err("the audit log does not hold".into()),
    }
}

/// One line for each finding, or one that there is none.
fn tell(report: &Report) -> Result<(), CommandError> {
    let Report {
        institution,
        events,
        vouched,
        findings,
    } = report;
    if findings.is_empty() {
        return say(&format!(
            "{institution}: {events} events hold, up to {vouched} by a checkpoint"
        ));
    }
    findings
        .iter()
        .try_for_each(|finding| say(&format!("{institution}: {finding}")))
}

async fn export_log(
    common: Common,
    institution: &InstitutionCode,
    out: &Path,
) -> Result<(), CommandError> {
    let (settings, clock) = common.settings()?;
    let checkpoints = of_settings(&settings)?;
    let database = store::open(&settings.database()?).await?;
    let file = BufWriter::new(File::create(out)?);
    let exported = export(
        &database,
        &checkpoints,
        institution.as_str(),
        clock.now(),
        file,
    )
    .await?;
    database.close().await?;
    say(&format!("{exported} events"))
}

fn of_settings(settings: &Settings) -> Result<Checkpoints, CommandError> {
    let former = settings.former_statement_keys.as_deref();
    let keys = StatementKeys::load(&settings.statement_key()?, former)?;
    Ok(Checkpoints::new(
        settings.audit_checkpoints()?,
        Arc::new(keys),
    ))
}
