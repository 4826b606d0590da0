//! 資格確認結果検索.

use super::{Phone, PhoneError};
use crate::flow::NotNow;
use crate::flow::results::Step;
use crate::secret::Password;
use crate::wire::api::{ReauthRequest, ResultDetail, ResultQuery, ResultSummary};

impl Phone {
    /// Opens the search with the password of whoever is signed in.
    ///
    /// # Errors
    ///
    /// [`PhoneError`]. A wrong password is counted by the server.
    pub async fn open_results(&self, password: Password) -> Result<(), PhoneError> {
        let session = self.session_in_use()?;
        let request = ReauthRequest { password };
        let answer = self.settled_in(&session, session.client.reauthenticate(&request).await)?;
        self.live().results.opened(answer.valid_until);
        Ok(())
    }

    /// Searches, and gives what is listed now. A query with a cursor adds a page.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when the password is needed (again); [`PhoneError::Api`].
    pub async fn search(&self, query: &ResultQuery) -> Result<Vec<ResultSummary>, PhoneError> {
        self.expect_open("search")?;
        let session = self.session_in_use()?;
        let page = self.settled_in(&session, session.client.results(query).await)?;
        let now = self.clock.now();
        let mut live = self.live();
        live.results.found(query, page, now)?;
        Ok(live.results.listed().to_vec())
    }

    /// What is listed now, newest first.
    #[must_use]
    pub fn listed(&self) -> Vec<ResultSummary> {
        let now = self.clock.now();
        let mut live = self.live();
        // When the time of the password is over, nothing is.
        live.results.step(now);
        live.results.listed().to_vec()
    }

    /// The query for the page after those that are listed, if there is one.
    #[must_use]
    pub fn next_page(&self) -> Option<ResultQuery> {
        self.live().results.next_page()
    }

    /// Fetches one result of the list.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when the password is needed (again); [`PhoneError::Api`].
    pub async fn show_result(&self, reception_number: &str) -> Result<ResultDetail, PhoneError> {
        self.expect_open("show_result")?;
        let session = self.session_in_use()?;
        let detail = self.settled_in(&session, session.client.result(reception_number).await)?;
        let now = self.clock.now();
        self.live().results.shown(detail.clone(), now)?;
        Ok(detail)
    }

    /// Goes back from one result to the list.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when no result is shown.
    pub fn back_to_list(&self) -> Result<(), PhoneError> {
        let now = self.clock.now();
        Ok(self.live().results.back(now)?)
    }

    /// Leaves the search. What was found is forgotten.
    pub fn close_results(&self) {
        self.live().results.close();
    }

    /// Refuses before anything is sent.
    pub(super) fn expect_open(&self, event: &'static str) -> Result<(), PhoneError> {
        let now = self.clock.now();
        match self.live().results.step(now) {
            step @ Step::Closed => Err(PhoneError::NotNow(NotNow {
                event,
                step: step.name(),
            })),
            Step::Open | Step::Listed | Step::Detail => Ok(()),
        }
    }
}
