//! `admin device`.

use clap::Subcommand;
use jiff::Timestamp;
use kyotaku_core::wire::identifier::{AccountId, DeviceId};
use serde::Serialize;

use super::{Acted, Done};
use crate::administration::devices;
use crate::cli::CommandError;
use crate::store::device::Device;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DeviceCommand {
    /// Lists devices
    List(Acted),
    /// Revokes a device; its next request is refused
    Revoke {
        #[command(flatten)]
        acted: Acted,
        /// The device
        #[arg(long)]
        id: DeviceId,
    },
}

impl DeviceCommand {
    pub(super) async fn run(self) -> Result<(), CommandError> {
        match self {
            Self::List(acted) => {
                let (office, acting) = acted.open().await?;
                let listed = devices::list(&office.database, &acting).await;
                let views = listed.map(|all| all.iter().map(DeviceView::of).collect());
                let text = |all: &Vec<DeviceView>| all.iter().map(DeviceView::text).collect();
                office.close(views, text).await
            }
            Self::Revoke { acted, id } => {
                let (office, acting) = acted.open().await?;
                let done = devices::revoke(&office.database, &acting, &id, office.now).await;
                office
                    .close(done.map(|()| Done {}), |_| "revoked".to_owned())
                    .await
            }
        }
    }
}

/// A device as it is printed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeviceView {
    pub(super) id: DeviceId,
    name: Option<String>,
    account: AccountId,
    state: &'static str,
    certificate_not_after: Timestamp,
    last_sign_in_at: Option<Timestamp>,
}

impl DeviceView {
    pub(super) fn of(device: &Device) -> Self {
        Self {
            id: device.id.clone(),
            name: device.name.clone(),
            account: device.account.clone(),
            state: device.state.as_str(),
            certificate_not_after: device.certificate_not_after,
            last_sign_in_at: device.last_sign_in_at,
        }
    }

    fn text(&self) -> String {
        let Self {
            id,
            account,
            state,
            certificate_not_after,
            ..
        } = self;
        let name = self.name.as_deref().unwrap_or_default();
        format!("{id}\t{state}\t{account}\t{certificate_not_after}\t{name}\n")
    }
}
