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

    /// `Open`, `Listed`, `Detail` → `Listed`. The next page of what is listed is added to it; any
    /// other page, such as one that was added already, changes nothing of the list.
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
            Some(list) if query.cursor.is_some() => {
                if list.query == first && list.next_cursor == query.cursor {
                    list.results.extend(page.results);
                    list.next_cursor = page.next_cursor;
                }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::presence::CareKind;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn end() -> Timestamp {
        at(300)
    }

    fn summary(number: &str) -> ResultSummary {
        let json = format!(
            r#"{{"receptionNumber":"{number}","confirmedAt":"2026-11-20T00:00:00Z",
                "careKind":"homeVisit","method":"pin","qualificationValidity":"1",
                "name":"試験　花子","nameKana":"ｼｹﾝ ﾊﾅｺ","birthdate":"19450101"}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    fn detail(number: &str) -> ResultDetail {
        let json = format!(
            r#"{{"receptionNumber":"{number}","confirmedAt":"2026-11-20T00:00:00Z",
                "careKind":"homeVisit","method":"pin",
                "person":{{"name":"試験　花子","nameKana":"ｼｹﾝ ﾊﾅｺ","birthdate":"19450101","sex1":"2"}},
                "qualification":{{"processingResultStatus":"1","qualificationValidity":"1"}}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    fn page(numbers: &[&str], next: Option<&str>) -> ResultsResponse {
        ResultsResponse {
            results: numbers.iter().copied().map(summary).collect(),
            next_cursor: next.map(str::to_owned),
        }
    }

    fn query(kind: CareKind, cursor: Option<&str>) -> ResultQuery {
        ResultQuery {
            care_kind: Some(kind),
            cursor: cursor.map(str::to_owned),
            ..ResultQuery::default()
        }
    }

    fn listed(results: &Results) -> Vec<&str> {
        let lines = results.listed().iter();
        lines.map(|line| line.reception_number.as_str()).collect()
    }

    /// The machine at `step`, by the events of the table.
    fn results(step: Step) -> Results {
        let mut results = Results::default();
        if step != Step::Closed {
            results.opened(end());
        }
        if matches!(step, Step::Listed | Step::Detail) {
            let found = page(&["1", "2"], Some("more"));
            let query = query(CareKind::HomeVisit, None);
            results.found(&query, found, at(0)).unwrap();
        }
        if step == Step::Detail {
            results.shown(detail("1"), at(0)).unwrap();
        }
        assert_eq!(results.step(at(0)), step);
        results
    }

    const STEPS: [Step; 4] = [Step::Closed, Step::Open, Step::Listed, Step::Detail];

    /// An event at a moment: whether it was refused, and as what.
    type Event = fn(&mut Results, Timestamp) -> Result<(), NotNow>;

    const EVENTS: [(&str, Event); 5] = [
        ("opened", |results, _| {
            results.opened(end());
            Ok(())
        }),
        ("found", |results, now| {
            results.found(&query(CareKind::HomeVisit, None), page(&["3"], None), now)
        }),
        ("shown", |results, now| results.shown(detail("2"), now)),
        ("back", Results::back),
        ("close", |results, _| {
            results.close();
            Ok(())
        }),
    ];

    #[test]
    fn every_step_has_the_events_of_the_table_and_no_others() {
        let table = [
            ("opened", [Some(Step::Open); 4]),
            (
                "found",
                [
                    None,
                    Some(Step::Listed),
                    Some(Step::Listed),
                    Some(Step::Listed),
                ],
            ),
            (
                "shown",
                [None, None, Some(Step::Detail), Some(Step::Detail)],
            ),
            ("back", [None, None, None, Some(Step::Listed)]),
            ("close", [Some(Step::Closed); 4]),
        ];
        for ((name, event), (row, ends)) in EVENTS.into_iter().zip(table) {
            assert_eq!(name, row);
            for (step, end) in STEPS.into_iter().zip(ends) {
                let mut results = results(step);
                let refused = event(&mut results, at(0)).err();
                let expected = end.is_none().then_some(NotNow {
                    event: name,
                    step: step.name(),
                });
                assert_eq!(refused, expected, "{name} at {step:?}");
                assert_eq!(
                    results.step(at(0)),
                    end.unwrap_or(step),
                    "{name} at {step:?}"
                );
            }
        }
    }

    #[test]
    fn when_the_time_of_the_password_is_over_every_event_meets_a_closed_search() {
        for step in STEPS {
            for (name, event) in EVENTS {
                let mut results = results(step);
                let refused = event(&mut results, end()).err();
                let closed = matches!(name, "found" | "shown" | "back").then_some(NotNow {
                    event: name,
                    step: "Closed",
                });
                assert_eq!(refused, closed, "{name} after {step:?}");
                assert!(results.listed().is_empty() && results.detail().is_none());
            }
            let mut results = results(step);
            let just_before = end() - jiff::SignedDuration::from_millis(1);
            assert_eq!(results.step(just_before), step);
            assert_eq!(results.step(end()), Step::Closed);
            assert_eq!(results.next_page().map(|_| ()), None);
        }
    }

    #[test]
    fn closing_and_opening_anew_forget_what_was_found() {
        for forget in [Results::close, |results: &mut Results| {
            results.opened(end());
        }] {
            let mut results = results(Step::Detail);
            forget(&mut results);
            assert!(results.listed().is_empty());
            assert!(results.detail().is_none());
            assert!(results.next_page().is_none());
        }
    }

    #[test]
    fn pages_of_one_query_make_one_list_and_another_query_makes_another() {
        let mut results = results(Step::Listed);
        assert_eq!(listed(&results), ["1", "2"]);
        let next = results.next_page().unwrap();
        assert_eq!(next, query(CareKind::HomeVisit, Some("more")));

        results
            .found(&next, page(&["3"], Some("last")), at(1))
            .unwrap();
        assert_eq!(listed(&results), ["1", "2", "3"]);
        let last = results.next_page().unwrap();
        results.found(&last, page(&["4"], None), at(2)).unwrap();
        assert_eq!(listed(&results), ["1", "2", "3", "4"]);
        assert_eq!(results.next_page().map(|_| ()), None);

        let other = query(CareKind::Outpatient, None);
        results.found(&other, page(&["9"], None), at(3)).unwrap();
        assert_eq!(listed(&results), ["9"]);
        // A page of the first query, late, is not of this list.
        results.found(&next, page(&["3"], None), at(3)).unwrap();
        assert_eq!(listed(&results), ["9"]);
    }

    #[test]
    fn a_page_that_arrives_twice_is_listed_once() {
        let mut results = results(Step::Listed);
        let next = results.next_page().unwrap();
        for _ in 0..2 {
            results
                .found(&next, page(&["3"], Some("last")), at(1))
                .unwrap();
            assert_eq!(listed(&results), ["1", "2", "3"]);
        }
        assert_eq!(
            results.next_page(),
            Some(query(CareKind::HomeVisit, Some("last")))
        );
    }

    #[test]
    fn a_result_that_is_shown_leaves_the_list_where_it_was() {
        let mut results = results(Step::Detail);
        let shown = |results: &Results| results.detail().map(|one| one.reception_number.clone());
        assert_eq!(shown(&results).as_deref(), Some("1"));
        results.shown(detail("2"), at(1)).unwrap();
        assert_eq!(shown(&results).as_deref(), Some("2"));
        results.back(at(2)).unwrap();
        assert_eq!(shown(&results), None);
        assert_eq!(listed(&results), ["1", "2"]);
    }

    #[test]
    fn nothing_of_a_person_is_printed() {
        let printed = format!("{:?}", results(Step::Detail));
        for told in ["試験", "ｼｹﾝ", "1945"] {
            assert!(!printed.contains(told), "{printed}");
        }
    }
}
