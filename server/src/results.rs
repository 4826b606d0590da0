//! 資格確認結果検索.
//!
//! An institution finds its own results: of at most 31 days at once, fifty to a page, two hundred
//! in all. Whoever needs more has better conditions to give. Searching and looking are audited;
//! what was searched for is not recorded, because it names persons.

mod cursor;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kyotaku_core::clock::JST;
use kyotaku_core::wire::api::{Policy, ResultDetail, ResultQuery, ResultsResponse};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::InstitutionCode;

use self::cursor::Cursor;
use crate::audit::{self, Action, Actor, NewEvent};
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::kana;
use crate::store::reception::ReceptionNumber;
use crate::store::result::{self, Search};

/// Results of one page.
pub const PAGE: usize = 50;

/// Pages of one search.
pub const PAGES: u8 = 4;

/// Longest text to search for, in characters.
const LONGEST: usize = 40;

/// Searches the results of an institution.
///
/// # Errors
///
/// `MKA-E4007` for a period of too many days, `MKA-E4008` for conditions that mean nothing and for
/// a cursor of another search.
pub async fn search(
    state: &AppState,
    institution: &InstitutionCode,
    actor: Actor,
    query: &ResultQuery,
) -> Result<ResultsResponse, ApiError> {
    let now = state.clock.now();
    let start = match &query.cursor {
        Some(text) => {
            let cursor = Cursor::read(text, &state.pepper, institution, query);
            cursor.ok_or(Code::SearchMalformed)?
        }
        None => first_page(query, now)?,
    };
    let search = Search {
        institution,
        from: start.from,
        before: start.before,
        kana: query.kana.as_deref().map(folded).transpose()?,
        birthdate: query
            .birthdate
            .map(|day| day.strftime("%Y%m%d").to_string()),
        reference_number: query.reference_number.as_deref().map(short).transpose()?,
        care_kind: query.care_kind,
    };
    // One more than is shown tells whether there are more.
    let count = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut found = result::search(&state.database, &search, count).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more && start.page < PAGES);
    let next = next.map(|(number, _)| Cursor {
        before: number.place(),
        page: start.page + 1,
        ..start
    });
    record(state, institution, actor, Action::ResultsSearched, None).await?;
    Ok(ResultsResponse {
        results: found.into_iter().map(|(_, summary)| summary).collect(),
        next_cursor: next.map(|cursor| cursor.write(&state.pepper, institution, query)),
    })
}

/// Gives one result of an institution.
///
/// # Errors
///
/// `MKA-E4006` for whatever is not the number of one.
pub async fn view(
    state: &AppState,
    institution: &InstitutionCode,
    actor: Actor,
    number: &str,
) -> Result<ResultDetail, ApiError> {
    let number: ReceptionNumber = number.parse().map_err(|_| Code::ResultUnknown)?;
    let found = result::find(&state.database, institution, number, state.clock.now()).await?;
    let found = found.ok_or(Code::ResultUnknown)?;
    let subject = Some(number.to_string());
    record(state, institution, actor, Action::ResultViewed, subject).await?;
    Ok(found)
}

/// The period in places. A day that is not given is today, or what makes the longest period.
fn first_page(query: &ResultQuery, now: Timestamp) -> Result<Cursor, Code> {
    let longest = i32::try_from(Policy::default().search_days).unwrap_or(i32::MAX);
    let to = query.to.unwrap_or_else(|| JST.to_datetime(now).date());
    let from = match query.from {
        Some(from) => from,
        None => days_after(to, 1 - longest)?,
    };
    if from > to {
        return Err(Code::SearchMalformed);
    }
    let span = to.since(from).map_err(|_| Code::SearchTooWide)?;
    if span.get_days() >= longest {
        return Err(Code::SearchTooWide);
    }
    Ok(Cursor {
        from: ReceptionNumber::first_place_of(from),
        before: ReceptionNumber::first_place_of(days_after(to, 1)?),
        page: 1,
    })
}

pub(crate) fn days_after(day: Date, days: i32) -> Result<Date, Code> {
    day.checked_add(Span::new().days(days))
        .map_err(|_| Code::SearchMalformed)
}

pub(crate) fn folded(kana: &str) -> Result<String, Code> {
    let folded = kana::fold(short(kana)?);
    if folded.is_empty() {
        Err(Code::SearchMalformed)
    } else {
        Ok(folded)
    }
}

fn short(text: &str) -> Result<&str, Code> {
    if (1..=LONGEST).contains(&text.chars().count()) {
        Ok(text)
    } else {
        Err(Code::SearchMalformed)
    }
}

async fn record(
    state: &AppState,
    institution: &InstitutionCode,
    actor: Actor,
    action: Action,
    subject: Option<String>,
) -> Result<(), ApiError> {
    let event = NewEvent {
        institution,
        actor,
        action,
        subject,
    };
    Ok(audit::record(&state.database, state.clock.now(), event).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: Option<&str>, to: Option<&str>) -> Result<(i64, i64), Code> {
        let query = ResultQuery {
            from: from.map(|day| day.parse().unwrap()),
            to: to.map(|day| day.parse().unwrap()),
            ..ResultQuery::default()
        };
        // The first second of the 23rd in Japan.
        let now = "2026-11-22T15:00:00Z".parse().unwrap();
        let page = first_page(&query, now)?;
        Ok((page.from / 1_000_000_000, page.before / 1_000_000_000))
    }

    #[test]
    fn a_period_ends_today_and_has_31_days_unless_it_is_told() {
        for (from, to, expected) in [
            (None, None, (20_261_024, 20_261_124)),
            (Some("2026-11-23"), None, (20_261_123, 20_261_124)),
            (None, Some("2026-03-31"), (20_260_301, 20_260_401)),
            (
                Some("2026-01-01"),
                Some("2026-01-31"),
                (20_260_101, 20_260_201),
            ),
            (
                Some("2027-01-01"),
                Some("2027-01-01"),
                (20_270_101, 20_270_102),
            ),
        ] {
            assert_eq!(period(from, to), Ok(expected), "{from:?} {to:?}");
        }
    }

    #[test]
    fn a_period_is_neither_too_long_nor_reversed() {
        for (from, to, code) in [
            (Some("2026-10-23"), None, Code::SearchTooWide),
            (Some("2026-01-01"), Some("2026-02-01"), Code::SearchTooWide),
            (
                Some("-009999-01-01"),
                Some("9999-12-30"),
                Code::SearchTooWide,
            ),
            (Some("2026-11-24"), None, Code::SearchMalformed),
            (None, Some("9999-12-31"), Code::SearchMalformed),
            (None, Some("-009999-01-01"), Code::SearchMalformed),
        ] {
            assert_eq!(period(from, to), Err(code), "{from:?} {to:?}");
        }
    }

    #[test]
    fn texts_to_search_for_are_neither_empty_nor_endless() {
        for text in ["", " ", "\u{3000}", &"ア".repeat(41)] {
            assert_eq!(folded(text), Err(Code::SearchMalformed), "{text}");
        }
        assert_eq!(folded(&"ア".repeat(40)), Ok("ア".repeat(40)));
    }
}
