//! Notices, 操作履歴, supported phones, and what the app reports.

use std::time::SystemTime;

use kyotaku_core::wire::api;

use super::{CalendarDate, LengthSupport, mirrored, record};

mirrored! {
    /// What the app notices and reports.
    NoticedEvent of api::EventKind {
        /// A screenshot was taken.
        Screenshot,
        /// The screen is recorded or mirrored.
        ScreenCaptured,
        /// The face was not that of the photo.
        IdentityNotConfirmed,
        /// The card shows signs of tampering.
        TamperingNoticed,
    }
}

/// What a device check tells the server.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DeviceCheckReport {
    /// Whether the phone has NFC.
    pub nfc: bool,
    /// Whether long responses pass.
    pub long_responses: LengthSupport,
    /// Whether long commands pass.
    pub long_commands: LengthSupport,
    /// The model, such as `iPhone16,1`.
    pub model: String,
    /// The version of iOS.
    pub system_version: String,
    /// The version of the app.
    pub app_version: String,
}

record! {
    /// お知らせ.
    Notice of api::Notice {
        /// Its id.
        id: String,
        /// When it was published.
        published_at: SystemTime,
        /// Title.
        title: String,
        /// Text.
        body: String,
    }
}

record! {
    /// A line of 操作履歴.
    HistoryEntry of api::HistoryEntry {
        /// When.
        at: SystemTime,
        /// What, by its name in the audit log.
        action: String,
        /// On what, a number and never a name.
        subject: Option<String>,
    }
}

record! {
    /// A page of 操作履歴, newest first.
    History of api::HistoryResponse {
        /// The lines.
        entries: Vec<HistoryEntry>,
        /// The cursor of the next page, if there is one.
        next_cursor: Option<String>,
    }
}

record! {
    /// Where a list of phones is from.
    DeviceListSource of api::DeviceListSource {
        /// Its name.
        name: String,
        /// When it was published.
        published_on: CalendarDate,
        /// When it was imported.
        imported_at: SystemTime,
    }
}

record! {
    /// A phone that is known to work.
    SupportedDevice of api::SupportedDevice {
        /// The model, if the list names it.
        model: Option<String>,
        /// Its name.
        name: String,
        /// Whether 目視 works with it.
        visual: bool,
    }
}

record! {
    /// The phones that are known to work; empty until a list was imported.
    SupportedDevices of api::SupportedDevicesResponse {
        /// Where the list is from.
        source: Option<DeviceListSource>,
        /// The phones.
        devices: Vec<SupportedDevice>,
    }
}

impl From<DeviceCheckReport> for api::DeviceCheck {
    fn from(report: DeviceCheckReport) -> Self {
        Self {
            nfc: report.nfc,
            extended_le: capability(report.long_responses),
            extended_lc: capability(report.long_commands),
            model: report.model,
            system_version: report.system_version,
            app_version: report.app_version,
        }
    }
}

fn capability(support: LengthSupport) -> api::Capability {
    match support {
        LengthSupport::No => api::Capability::No,
        LengthSupport::Unknown => api::Capability::Unknown,
        LengthSupport::Yes => api::Capability::Yes,
    }
}
