//! Writing a chain out, for whoever keeps or reads it elsewhere.
//!
//! One JSON object a line: the events in order, and last a signed checkpoint of the event before
//! it, `{"checkpoint": "…"}`. Hashes are base64url.

use std::io::{self, Write};

use jiff::Timestamp;
use kyotaku_core::wire::base64url;
use sea_orm::{DatabaseConnection, DbErr};
use serde::Serialize;

use super::checkpoint::{Checkpoint, CheckpointError, Checkpoints};
use crate::store::audit::{self, Event};

/// Events read at once.
const PAGE: u64 = 1000;

/// Why a chain cannot be written out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The checkpoint cannot be written.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The database refused.
    #[error("the audit log cannot be read")]
    Database(#[from] DbErr),
    /// The institution has no events.
    #[error("institution {0} has no audit log")]
    Unknown(String),
    /// The output refused.
    #[error("the events cannot be written")]
    Write(#[from] io::Error),
}

/// An event as a line.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    institution: &'a str,
    seq: i64,
    at: Timestamp,
    actor: &'a str,
    action: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(with = "base64url")]
    previous: Vec<u8>,
    #[serde(with = "base64url")]
    hash: Vec<u8>,
}

/// The last line.
#[derive(Serialize)]
struct LastLine {
    checkpoint: String,
}

/// Writes the events of an institution that are there now, and a checkpoint of the last one, which
/// is also added to the directory. Answers how many events.
///
/// # Errors
///
/// [`ExportError`].
pub async fn export(
    database: &DatabaseConnection,
    checkpoints: &Checkpoints,
    institution: &str,
    now: Timestamp,
    mut out: impl Write,
) -> Result<i64, ExportError> {
    let snapshot = audit::snapshot(database).await?;
    let head = audit::head(&snapshot, institution).await?;
    let head = head.ok_or_else(|| ExportError::Unknown(institution.to_owned()))?;
    let end = head.seq;
    let mut seq = 0;
    loop {
        let page = audit::events(&snapshot, institution, seq, PAGE).await?;
        let Some(last) = page.last() else { break };
        seq = last.seq;
        for event in &page {
            write_line(&mut out, &line(event))?;
        }
    }
    let checkpoint = checkpoints.add(&Checkpoint::of(head, now))?;
    write_line(&mut out, &LastLine { checkpoint })?;
    out.flush()?;
    Ok(end)
}

fn line(event: &Event) -> Line<'_> {
    Line {
        institution: &event.institution,
        seq: event.seq,
        at: event.at,
        actor: &event.actor,
        action: &event.action,
        subject: event.subject.as_deref(),
        previous: event.previous.clone(),
        hash: event.hash.clone(),
    }
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
