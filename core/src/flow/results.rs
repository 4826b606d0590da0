//! 資格確認結果検索, behind the password.
//!
//! ```text
//! Closed ──opened──► Open ──found──► Listed ──shown──► Detail
//!   ▲                 ▲                │  ▲               │
//!   │                 └── (search) ────┘  └──── back ─────┘
//!   └── close, or the time of the password is over, from anywhere
//! ```
//!
//! | step | opened | found | shown | back | close |
//! |---|---|---|---|---|---|
//! | Closed | Open | – | – | – | Closed |
//! | Open | Open | Listed | – | – | Closed |
//! | Listed | Open | Listed | Detail | – | Closed |
//! | Detail | Open | Listed | Detail | Listed | Closed |
//!
//! Results are about persons: they are in memory only while they are shown, and closing forgets
//! them. Nothing is ever answered from an earlier search.

use jiff::Timestamp;

use super::NotNow;
use crate::wire::api::{ResultDetail, ResultQuery, ResultSummary, ResultsResponse};

/// The steps; the module has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The password is needed.
    Closed,
    /// A search may be made.
    Open,
    /// A list is shown.
    Listed,
    /// One result is shown.
    Detail,
}

/// The state machine; the module has the table.
#[derive(Debug, Default)]
pub struct Results {
    valid_until: Option<Timestamp>,
    list: Option<List>,
    detail: Option<Box<ResultDetail>>,
}

#[derive(Debug)]
struct List {
    query: ResultQuery,
    results: Vec<ResultSummary>,
    next_cursor: Option<String>,
}

impl Results {
    /// The step at `now`. When the time of the password is over, everything is forgotten.
    pub fn step(&mut self, now: Timestamp) -> Step {
        if self.valid_until.is_none_or(|until| now >= until) {
            self.close();
        }
        if self.valid_until.is_none() {
            Step::Closed
        } else if self.detail.is_some() {
            Step::Detail
        } else if self.list.is_some() {
            Step::Listed
        } else {
            Step::Open
        }
    }

    /// Any step → `Open`: the password was right, and counts until `valid_until`.
    pub fn opened(&mut self, valid_until: Timestamp) {
        self.close();
        self.valid_until = Some(valid_until);
    }

    /// Any step → `Closed`.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    /// `Open`, `Listed`, `Detail` → `Listed`. A page that continues the list of the same query is
    /// added to it.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at `Closed`.
    pub fn found(
        &mut self,
        query: &ResultQuery,
        page: ResultsResponse,
        now: Timestamp,
    ) -> Result<(), NotNow> {
        self.expect("found", now, &[Step::Open, Step::Listed, Step::Detail])?;
        self.detail = None;
        let first = ResultQuery {
            cursor: None,
            ..query.clone()
        };
        match &mut self.list {
            Some(list) if query.cursor.is_some() && list.query == first => {
                list.results.extend(page.results);
                list.next_cursor = page.next_cursor;
            }
            _ => {
                self.list = Some(List {
                    query: first,
                    results: page.results,
                    next_cursor: page.next_cursor,
                });
            }
        }
        Ok(())
    }

    /// The query for the page after those that are listed, if there is one.
    #[must_use]
    pub fn next_page(&self) -> Option<ResultQuery> {
        let list = self.list.as_ref()?;
        Some(ResultQuery {
            cursor: Some(list.next_cursor.clone()?),
            ..list.query.clone()
        })
    }

    /// What is listed, newest first.
    #[must_use]
    pub fn listed(&self) -> &[ResultSummary] {
        self.list.as_ref().map_or(&[], |list| &list.results)
    }

    /// `Listed`, `Detail` → `Detail`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn shown(&mut self, detail: ResultDetail, now: Timestamp) -> Result<(), NotNow> {
        self.expect("shown", now, &[Step::Listed, Step::Detail])?;
        self.detail = Some(Box::new(detail));
        Ok(())
    }

    /// The result that is shown.
    #[must_use]
    pub fn detail(&self) -> Option<&ResultDetail> {
        self.detail.as_deref()
    }

    /// `Detail` → `Listed`.
    ///
    /// # Errors
    ///
    /// [`NotNow`] at any other step.
    pub fn back(&mut self, now: Timestamp) -> Result<(), NotNow> {
        self.expect("back", now, &[Step::Detail])?;
        self.detail = None;
        Ok(())
    }

    fn expect(
        &mut self,
        event: &'static str,
        now: Timestamp,
        steps: &[Step],
    ) -> Result<(), NotNow> {
        let step = self.step(now);
        if steps.contains(&step) {
            return Ok(());
        }
        Err(NotNow {
            event,
            step: step.name(),
        })
    }
}

impl Step {
    /// The name for messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "Closed",
            Self::Open => "Open",
            Self::Listed => "Listed",
            Self::Detail => "Detail",
        }
    }
}
