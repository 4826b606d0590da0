//! `kyotaku-server notice`.

use clap::Subcommand;
use jiff::Timestamp;
use kyotaku_core::wire::identifier::InstitutionCode;

use super::{CommandError, Common, say};
use crate::store::{self, institution, notice};

/// Longest title, in characters.
const LONGEST_TITLE: usize = 100;

/// Longest body, in characters.
const LONGEST_BODY: usize = 4000;

#[derive(Debug, Subcommand)]
pub(super) enum NoticeCommand {
    /// Publishes a notice and prints its id
    Add {
        #[command(flatten)]
        common: Box<Common>,
        /// One line, at most 100 characters
        #[arg(long)]
        title: String,
        /// Plain text, at most 4000 characters
        #[arg(long)]
        body: String,
        /// The institution it is for; without, it is for all
        #[arg(long)]
        institution: Option<InstitutionCode>,
        /// When it is shown no more, an RFC 3339 time
        #[arg(long)]
        until: Option<Timestamp>,
    },
    /// Prints all notices: id, time, institution, end, title
    List(Box<Common>),
}

pub(super) async fn run(command: NoticeCommand) -> Result<(), CommandError> {
    match command {
        NoticeCommand::Add {
            common,
            title,
            body,
            institution,
            until,
        } => add(*common, (title, body), institution, until).await,
        NoticeCommand::List(common) => list(*common).await,
    }
}

async fn add(
    common: Common,
    text: (String, String),
    institution: Option<InstitutionCode>,
    until: Option<Timestamp>,
) -> Result<(), CommandError> {
    let within = |text: &str, longest| (1..=longest).contains(&text.chars().count());
    if !within(&text.0, LONGEST_TITLE) || text.0.contains(char::is_control) {
        return Err("the title must be one line of at most 100 characters".into());
    }
    if !within(&text.1, LONGEST_BODY) {
        return Err("the body must be a text of at most 4000 characters".into());
    }
    let (settings, clock) = common.settings()?;
    let database = store::open(&settings.database()?).await?;
    if let Some(code) = &institution
        && institution::find(&database, code).await?.is_none()
    {
        return Err("there is no such institution".into());
    }
    let now = clock.now();
    let id = notice::publish(&database, text, institution.as_ref(), now, until).await?;
    database.close().await?;
    say(&id.to_string())
}

async fn list(common: Common) -> Result<(), CommandError> {
    let (settings, _) = common.settings()?;
    let database = store::open(&settings.database()?).await?;
    let notices = notice::list(&database).await?;
    database.close().await?;
    for published in notices {
        let institution = published.institution.unwrap_or_else(|| "-".to_owned());
        let until = published
            .until
            .map_or("-".to_owned(), |until| until.to_string());
        let notice = published.notice;
        let (id, at, title) = (notice.id, notice.published_at, notice.title);
        say(&format!("{id}\t{at}\t{institution}\t{until}\t{title}"))?;
    }
    Ok(())
}
