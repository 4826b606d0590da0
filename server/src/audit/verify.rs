//! Looking for what has been changed in the audit log.
//!
//! | damage | how it shows |
//! |---|---|
//! | an event was changed | its hash is not that of its content |
//! | an event was removed from the middle | its number is missing |
//! | an event was replaced together with its hash | the next one follows another |
//! | the end was cut off | the head, or a checkpoint, knows more events |
//! | everything was computed anew | an event has another hash than its checkpoint says |
//! | checkpoints were forged or changed | their signature is wrong |
//! | checkpoints were removed | there is none |
//!
//! What happened since the last checkpoint is protected by the chain alone, so checkpoints are
//! written often, and their directory belongs where whoever can write to the database cannot.

use core::fmt;

use sea_orm::{DatabaseConnection, DbErr};

use super::chain::{GENESIS, Link};
use super::checkpoint::{Checkpoint, CheckpointError, Checkpoints};
use crate::store::audit::{self, Event, Head};

/// Events read at once.
const PAGE: u64 = 1000;

/// What became of one institution's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The institution's code.
    pub institution: String,
    /// How many events there are.
    pub events: u64,
    /// The last event that an accepted checkpoint vouches for.
    pub vouched: i64,
    /// What is wrong; nothing when the chain holds.
    pub findings: Vec<Finding>,
}

/// Something that is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The hash of the event is not that of its content.
    EventChanged {
        /// Its number.
        seq: i64,
    },
    /// Events are missing, both numbers included.
    EventsMissing {
        /// The first.
        first: i64,
        /// The last.
        last: i64,
    },
    /// The event follows an event with another hash than the one before it has.
    ChainBroken {
        /// Its number.
        seq: i64,
    },
    /// There is no head.
    HeadMissing,
    /// The head has another hash than the last event.
    HeadDiffers,
    /// The head or a checkpoint knows events behind the last one there is.
    TailMissing {
        /// The last event there is.
        last: i64,
        /// The last event there was.
        known: i64,
    },
    /// The event has another hash than its checkpoint says: the chain was computed anew.
    Recomputed {
        /// The event of the earliest checkpoint that differs.
        seq: i64,
    },
    /// A line of the checkpoints is no checkpoint of this institution by a key of this server.
    CheckpointWrong {
        /// Its number, counted from 1.
        line: usize,
    },
    /// There is no file of checkpoints, or an empty one.
    CheckpointsMissing,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventChanged { seq } => write!(f, "event {seq} was changed"),
            Self::EventsMissing { first, last } if first == last => {
                write!(f, "event {first} is missing")
            }
            Self::EventsMissing { first, last } => {
                write!(f, "events {first} to {last} are missing")
            }
            Self::ChainBroken { seq } => {
                write!(f, "event {seq} does not follow the event before it")
            }
            Self::HeadMissing => f.write_str("the head of the chain is missing"),
            Self::HeadDiffers => f.write_str("the head of the chain is not its last event"),
            Self::TailMissing { last, known } => write!(
                f,
                "the chain ends with event {last}, but there were events up to {known}"
            ),
            Self::Recomputed { seq } => write!(
                f,
                "event {seq} differs from its checkpoint: the chain was computed anew"
            ),
            Self::CheckpointWrong { line } => write!(
                f,
                "line {line} of the checkpoints is not signed by this server for this institution"
            ),
            Self::CheckpointsMissing => f.write_str(
                "there are no checkpoints: a cut or newly computed chain would not be noticed",
            ),
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The checkpoints cannot be read.
    #[error(transparent)]
    Checkpoints(#[from] CheckpointError),
    /// The database refused.
    #[error("the audit log cannot be read")]
    Database(#[from] DbErr),
    /// The institution has neither events nor checkpoints.
    #[error("institution {0} has no audit log")]
    Unknown(String),
}

/// Verifies one institution's chain, or all there are, also those of which only checkpoints are
/// left.
///
/// # Errors
///
/// [`VerifyError`]. What is wrong with a chain is no error but a [`Finding`].
pub async fn verify(
    database: &DatabaseConnection,
    checkpoints: &Checkpoints,
    only: Option<&str>,
) -> Result<Vec<Report>, VerifyError> {
    let mut institutions = checkpoints.institutions()?;
    institutions.extend(audit::institutions(database).await?);
    let heads = audit::heads(database).await?;
    institutions.extend(heads.into_iter().map(|head| head.institution));
    institutions.sort_unstable();
    institutions.dedup();
    if let Some(only) = only {
        institutions.retain(|institution| institution == only);
        if institutions.is_empty() {
            return Err(VerifyError::Unknown(only.to_owned()));
        }
    }
    let mut reports = Vec::with_capacity(institutions.len());
    for institution in institutions {
        reports.push(verify_one(database, checkpoints, institution).await?);
    }
    Ok(reports)
}

async fn verify_one(
    database: &DatabaseConnection,
    checkpoints: &Checkpoints,
    institution: String,
) -> Result<Report, VerifyError> {
    let mut findings = Vec::new();
    // Before the database: a running server may be adding to both.
    let signed = accepted(checkpoints, &institution, &mut findings)?;
    let snapshot = audit::snapshot(database).await?;
    let head = audit::head(&snapshot, &institution).await?;
    let mut chain = Chain {
        checkpoints: &signed,
        recomputed: false,
        seq: 0,
        hash: GENESIS.to_vec(),
        events: 0,
        vouched: 0,
        findings,
    };
    loop {
        let events = audit::events(&snapshot, &institution, chain.seq, PAGE).await?;
        if events.is_empty() {
            break;
        }
        for event in &events {
            chain.follow(event);
        }
    }
    chain.end(head.as_ref());
    Ok(Report {
        institution,
        events: chain.events,
        vouched: chain.vouched,
        findings: chain.findings,
    })
}

/// The checkpoints of an institution that are signed by this server, by their event.
fn accepted(
    checkpoints: &Checkpoints,
    institution: &str,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Checkpoint>, CheckpointError> {
    let lines = checkpoints.lines(institution)?.unwrap_or_default();
    if lines.is_empty() {
        findings.push(Finding::CheckpointsMissing);
    }
    let mut signed = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        match checkpoints.keys().verify::<Checkpoint>(line) {
            Ok(checkpoint) if checkpoint.institution == institution => signed.push(checkpoint),
            _ => findings.push(Finding::CheckpointWrong { line: place + 1 }),
        }
    }
    signed.sort_by_key(|checkpoint| checkpoint.seq);
    Ok(signed)
}

/// A chain as far as it has been followed.
struct Chain<'a> {
    checkpoints: &'a [Checkpoint],
    recomputed: bool,
    seq: i64,
    hash: Vec<u8>,
    events: u64,
    vouched: i64,
    findings: Vec<Finding>,
}

impl Chain<'_> {
    fn follow(&mut self, event: &Event) {
        if event.seq > self.seq + 1 {
            let (first, last) = (self.seq + 1, event.seq - 1);
            self.findings.push(Finding::EventsMissing { first, last });
        } else if event.previous != self.hash {
            self.findings.push(Finding::ChainBroken { seq: event.seq });
        }
        if event.hash != hash_of(event) {
            self.findings.push(Finding::EventChanged { seq: event.seq });
        }
        let of_event = self.checkpoints.partition_point(|one| one.seq < event.seq);
        let mut of_event = self.checkpoints[of_event..]
            .iter()
            .take_while(|one| one.seq == event.seq)
            .peekable();
        if of_event.peek().is_some() {
            if of_event.all(|one| one.hash == event.hash) {
                self.vouched = event.seq;
            } else if !self.recomputed {
                // All later ones differ too.
                self.recomputed = true;
                self.findings.push(Finding::Recomputed { seq: event.seq });
            }
        }
        self.seq = event.seq;
        self.hash.clone_from(&event.hash);
        self.events += 1;
    }

    fn end(&mut self, head: Option<&Head>) {
        let of_head = head.map_or(0, |head| head.seq);
        let of_checkpoint = self.checkpoints.last().map_or(0, |last| last.seq);
        let known = of_head.max(of_checkpoint);
        if known > self.seq {
            let last = self.seq;
            self.findings.push(Finding::TailMissing { last, known });
        }
        match head {
            None => self.findings.push(Finding::HeadMissing),
            Some(head)
                if head.seq < self.seq || (head.seq == self.seq && head.hash != self.hash) =>
            {
                self.findings.push(Finding::HeadDiffers);
            }
            Some(_) => {}
        }
    }
}

fn hash_of(event: &Event) -> [u8; super::chain::HASH_LEN] {
    Link {
        institution: &event.institution,
        seq: event.seq,
        at: event.at.as_second(),
        actor: &event.actor,
        action: &event.action,
        subject: event.subject.as_deref(),
        previous: &event.previous,
    }
    .hash()
}
