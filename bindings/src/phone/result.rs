//! 資格確認結果検索, patients, 再照会 and 医療情報.

use std::sync::Arc;

use kyotaku_core::wire::api;

use super::Phone;
use crate::cancellation::Cancellation;
use crate::error::KyotakuError;
use crate::runtime;
use crate::secret::Secret;
use crate::types::{
    MedicalInformation, MedicalQuery, Outward as _, PatientList, PatientsQuery, Requery,
    RequeryOutcome, ResultDetail, ResultList, ResultQuery,
};

#[uniffi::export]
impl Phone {
    /// Opens the search with the password of whoever is signed in, for a few minutes.
    ///
    /// # Errors
    ///
    /// `Refused` when the password is wrong, which is counted; `SignIn`, `Unlock`, `Offline`.
    pub async fn open_results(
        &self,
        password: Arc<Secret>,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.open_results(password.password()).await?)
        })
        .await
    }

    /// Days that one search may span, as the server last said.
    #[must_use]
    pub fn longest_search_days(&self) -> u32 {
        self.core.policy().search_days
    }

    /// Searches. A query with the cursor of the list before adds to it.
    ///
    /// # Errors
    ///
    /// `NotNow` or `Reauthenticate` when the password is needed (again); `CorrectInput` when a date does
    /// not exist or the time is too long; `Offline`, `Refused`.
    pub async fn search(
        &self,
        query: ResultQuery,
        cancellation: Arc<Cancellation>,
    ) -> Result<ResultList, KyotakuError> {
        let core = self.core();
        let query = api::ResultQuery::try_from(query)?;
        runtime::run(&cancellation, async move {
            Ok(ResultList {
                results: core.search(&query).await?.outward(),
                next: core.next_page().outward(),
            })
        })
        .await
    }

    /// What is listed now. Nothing when the time of the password is over.
    #[must_use]
    pub fn listed(&self) -> ResultList {
        ResultList {
            results: self.core.listed().outward(),
            next: self.core.next_page().outward(),
        }
    }

    /// Fetches one result of the list.
    ///
    /// # Errors
    ///
    /// As `search`.
    pub async fn show_result(
        &self,
        reception_number: String,
        cancellation: Arc<Cancellation>,
    ) -> Result<ResultDetail, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.show_result(&reception_number).await?.outward())
        })
        .await
    }

    /// From a result back to the list.
    ///
    /// # Errors
    ///
    /// `NotNow` when no result is shown.
    pub fn back_to_list(&self) -> Result<(), KyotakuError> {
        Ok(self.core.back_to_list()?)
    }

    /// Ends the search, and forgets what it found.
    pub fn close_results(&self) {
        self.core.close_results();
    }

    /// The patients in a continuing relation, by 氏名カナ. The phone keeps nothing of them.
    ///
    /// # Errors
    ///
    /// As `search`.
    pub async fn patients(
        &self,
        query: PatientsQuery,
        cancellation: Arc<Cancellation>,
    ) -> Result<PatientList, KyotakuError> {
        let core = self.core();
        let query = api::PatientsQuery::try_from(query)?;
        runtime::run(&cancellation, async move {
            Ok(core.patients(&query).await?.outward())
        })
        .await
    }

    /// 再照会 of one result, without the card. After no answer, the same call within ten minutes asks
    /// for the same again.
    ///
    /// # Errors
    ///
    /// `Refused` with the server's code; `SignIn`, `Unlock`, `Offline`.
    pub async fn requery(
        &self,
        reception_number: String,
        cancellation: Arc<Cancellation>,
    ) -> Result<Requery, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core.requery(&reception_number).await?.outward())
        })
        .await
    }

    /// 再照会 of several results, 50 at most. One that is refused stops no other.
    ///
    /// # Errors
    ///
    /// As `requery`, when none was asked for.
    pub async fn requery_all(
        &self,
        reception_numbers: Vec<String>,
        cancellation: Arc<Cancellation>,
    ) -> Result<Vec<RequeryOutcome>, KyotakuError> {
        let core = self.core();
        runtime::run(&cancellation, async move {
            Ok(core
                .requery_all(reception_numbers)
                .await?
                .outcomes
                .outward())
        })
        .await
    }

    /// Medical information about the person of a result. The phone keeps nothing of it.
    ///
    /// # Errors
    ///
    /// `Refused` with the server's code, such as a missing consent or role; `SignIn`, `Unlock`,
    /// `Offline`.
    pub async fn medical_information(
        &self,
        reception_number: String,
        query: MedicalQuery,
        cancellation: Arc<Cancellation>,
    ) -> Result<MedicalInformation, KyotakuError> {
        let core = self.core();
        let query = api::MedicalQuery::try_from(query)?;
        runtime::run(&cancellation, async move {
            Ok(core
                .medical_information(&reception_number, &query)
                .await?
                .outward())
        })
        .await
    }
}
