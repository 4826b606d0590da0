//! Notices, 操作履歴, supported phones, and what the app reports.

use std::sync::Arc;

use kyotaku_core::wire::api::HistoryQuery;

use super::Phone;
use crate::cancellation::Cancellation;
use crate::error::KyotakuError;
use crate::runtime;
use crate::types::{
    DeviceCheckReport, History, Notice, NoticedEvent, Outward as _, SupportedDevices,
};

#[uniffi::export]
impl Phone {
    /// お知らせ.
    ///
    /// # Errors
    ///
    /// `SignIn`, `Unlock`, `Offline`, `Refused`.
    pub async fn notices(
        &self,
        cancellation: Arc<Cancellation>,
    ) -> Result<Vec<Notice>, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.notices().await?.notices.outward())
        })
        .await
    }

    /// 操作履歴 of whoever is signed in.
    ///
    /// # Errors
    ///
    /// `SignIn`, `Unlock`, `Offline`, `Refused`.
    pub async fn history(
        &self,
        cursor: Option<String>,
        cancellation: Arc<Cancellation>,
    ) -> Result<History, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.history(&HistoryQuery { cursor }).await?.outward())
        })
        .await
    }

    /// The phones that are known to work.
    ///
    /// # Errors
    ///
    /// `SignIn`, `Unlock`, `Offline`, `Refused`.
    pub async fn supported_devices(
        &self,
        cancellation: Arc<Cancellation>,
    ) -> Result<SupportedDevices, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.supported_devices().await?.outward())
        })
        .await
    }

    /// Tells the server what a device check has found.
    ///
    /// # Errors
    ///
    /// `Activate`, `Offline`, `Refused`.
    pub async fn report_check(
        &self,
        report: DeviceCheckReport,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.report_check(&report.into()).await?)
        })
        .await
    }

    /// Keeps an event, and reports it as soon as there is a connection.
    ///
    /// # Errors
    ///
    /// `Activate`, `SignIn`, `Storage`. Being offline is none.
    pub async fn report_event(
        &self,
        event: NoticedEvent,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.report_event(event.into()).await?)
        })
        .await
    }
}
