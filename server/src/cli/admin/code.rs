//! `admin code`.

use clap::{Args, Subcommand};
use jiff::Timestamp;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{AccountId, DeviceId};
use serde::Serialize;
use uuid::Uuid;

use super::device::DeviceView;
use super::{Acted, Done, sentence};
use crate::administration::codes::{self, CodeState, IssuedCode, ListedCode, NewCode};
use crate::cli::CommandError;
use crate::pepper::Pepper;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CodeCommand {
    /// Issues an activation code for one device; it is shown once
    Issue(Box<Issue>),
    /// Lists codes with their states and devices
    List(Acted),
    /// Invalidates a code; if it has been used, its device is revoked
    Invalidate {
        #[command(flatten)]
        acted: Acted,
        /// The code, as the list names it
        #[arg(long)]
        id: Uuid,
    },
    /// Issues a code for the device that takes another one's place; that one ends when it is used
    Replace {
        #[command(flatten)]
        issue: Box<Issue>,
        /// The device to be replaced
        #[arg(long)]
        device: DeviceId,
    },
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Issue {
    #[command(flatten)]
    acted: Acted,
    /// Days the code is good for, 1 to 30
    #[arg(long, default_value_t = codes::USUAL_DAYS)]
    days: u8,
    /// 端末名 of the device it is meant for
    #[arg(long)]
    device_name: Option<String>,
}

impl CodeCommand {
    pub(super) async fn run(self) -> Result<(), CommandError> {
        match self {
            Self::Issue(issue) => issue.run(None).await,
            Self::Replace { issue, device } => issue.run(Some(device)).await,
            Self::List(acted) => {
                let (office, acting) = acted.open().await?;
                let listed = codes::list(&office.database, &acting, office.now).await;
                let views = listed.map(|all| all.iter().map(CodeView::of).collect());
                let text = |all: &Vec<CodeView>| all.iter().map(CodeView::text).collect();
                office.close(views, text).await
            }
            Self::Invalidate { acted, id } => {
                let (office, acting) = acted.open().await?;
                let done = codes::invalidate(&office.database, &acting, id, office.now).await;
                office
                    .close(done.map(|()| Done {}), |_| "invalidated".to_owned())
                    .await
            }
        }
    }
}

impl Issue {
    async fn run(self, replaces: Option<DeviceId>) -> Result<(), CommandError> {
        let (office, acting) = self.acted.open().await?;
        let new = NewCode {
            device_name: self.device_name,
            days: self.days,
            replaces,
        };
        let pepper = Pepper::load(&office.settings.pepper()?)?;
        let issued = codes::issue(&office.database, &pepper, &acting, &new, office.now).await;
        let view = issued.map(|issued| IssuedView::of(&issued));
        office.close(view, IssuedView::text).await
    }
}

/// A new code, as it is printed this once.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IssuedView {
    id: Uuid,
    code: String,
    slip: String,
    expires_at: Timestamp,
}

impl IssuedView {
    fn of(issued: &IssuedCode) -> Self {
        Self {
            id: issued.stored.id,
            code: issued.slip.code.grouped().to_string(),
            slip: issued.slip.to_text().to_string(),
            expires_at: issued.stored.expires_at,
        }
    }

    fn text(&self) -> String {
        let Self {
            code,
            slip,
            expires_at,
            ..
        } = self;
        let once = sentence(Code::ActivationCodeIssued);
        format!("{code}\n{slip}\nuntil {expires_at}\n{once}\n")
    }
}

/// A code as it is listed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeView {
    id: Uuid,
    tail: String,
    state: &'static str,
    issued_at: Timestamp,
    issued_by: AccountId,
    expires_at: Timestamp,
    device_name: Option<String>,
    used_at: Option<Timestamp>,
    device: Option<DeviceView>,
}

impl CodeView {
    fn of(listed: &ListedCode) -> Self {
        let stored = &listed.stored;
        Self {
            id: stored.id,
            tail: stored.tail.clone(),
            state: match listed.state {
                CodeState::Unused => "unused",
                CodeState::Used => "used",
                CodeState::Expired => "expired",
                CodeState::Invalidated => "invalidated",
            },
            issued_at: stored.issued_at,
            issued_by: stored.issued_by.clone(),
            expires_at: stored.expires_at,
            device_name: stored.device_name.clone(),
            used_at: stored.used_at,
            device: listed.device.as_ref().map(DeviceView::of),
        }
    }

    fn text(&self) -> String {
        let Self {
            id,
            tail,
            state,
            expires_at,
            ..
        } = self;
        let device = self.device.as_ref().map(|device| device.id.as_str());
        let device = device.unwrap_or("-");
        format!("{id}\t…{tail}\t{state}\t{expires_at}\t{device}\n")
    }
}
