//! `kyotaku-server devices-list`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{CommandError, Common, say};
use crate::device_list;
use crate::store::{self, supported_devices};

#[derive(Debug, Subcommand)]
pub(super) enum DevicesListCommand {
    /// Puts a published list in the place of the one there is
    Import {
        #[command(flatten)]
        common: Box<Common>,
        /// JSON: source, publishedOn, and devices of name, visual and perhaps model
        file: PathBuf,
    },
    /// Prints the list as phones get it, JSON
    Show(Box<Common>),
}

pub(super) async fn run(command: DevicesListCommand) -> Result<(), CommandError> {
    match command {
        DevicesListCommand::Import { common, file } => {
            let (settings, clock) = common.settings()?;
            let list = device_list::read(&file, clock.now())?;
            let database = store::open(&settings.database()?).await?;
            supported_devices::replace(&database, &list).await?;
            database.close().await?;
            say(&format!("{} phones", list.devices.len()))
        }
        DevicesListCommand::Show(common) => {
            let (settings, _) = common.settings()?;
            let database = store::open(&settings.database()?).await?;
            let list = supported_devices::find(&database).await?;
            database.close().await?;
            say(&serde_json::to_string_pretty(&list)?)
        }
    }
}
