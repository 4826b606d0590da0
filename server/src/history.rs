//! 操作履歴: what the audit log says of the account that asks.
//!
//! A cursor is base64url of the number before which the next page begins, and the first half of a
//! MAC over it, institution and account: it is of no use to anybody else.

use kyotaku_core::wire::api::{HistoryEntry, HistoryQuery, HistoryResponse};
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{AccountId, InstitutionCode};
use subtle::ConstantTimeEq as _;

use crate::pepper::Pepper;
use crate::problem::ApiError;
use crate::state::AppState;
use crate::store::audit;

/// Events of one page.
pub const PAGE: usize = 50;

const MAC_LEN: usize = 16;

/// The events of an account, newest first.
///
/// # Errors
///
/// `MKA-E4008` for a cursor that this account was not given.
pub async fn history(
    state: &AppState,
    institution: &InstitutionCode,
    account: &AccountId,
    query: &HistoryQuery,
) -> Result<HistoryResponse, ApiError> {
    let pepper = &state.pepper;
    let before = match &query.cursor {
        Some(text) => read(text, pepper, institution, account).ok_or(Code::SearchMalformed)?,
        None => i64::MAX,
    };
    // One more than is shown tells whether there are more.
    let count = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut events =
        audit::of_account(&state.database, institution, account, before, count).await?;
    let more = events.len() > PAGE;
    events.truncate(PAGE);
    let last = events.last().filter(|_| more).map(|event| event.seq);
    Ok(HistoryResponse {
        next_cursor: last.map(|seq| write(seq, pepper, institution, account)),
        entries: events
            .into_iter()
            .map(|event| HistoryEntry {
                at: event.at,
                action: event.action,
                subject: event.subject,
            })
            .collect(),
    })
}

fn write(seq: i64, pepper: &Pepper, institution: &InstitutionCode, account: &AccountId) -> String {
    let mac = mac(seq, pepper, institution, account);
    base64url::encode(&[&seq.to_be_bytes()[..], &mac].concat())
}

fn read(
    text: &str,
    pepper: &Pepper,
    institution: &InstitutionCode,
    account: &AccountId,
) -> Option<i64> {
    let bytes = base64url::decode(text).ok()?;
    let (seq, given) = bytes.split_first_chunk()?;
    let seq = i64::from_be_bytes(*seq);
    let right = mac(seq, pepper, institution, account).ct_eq(given);
    bool::from(right).then_some(seq)
}

fn mac(
    seq: i64,
    pepper: &Pepper,
    institution: &InstitutionCode,
    account: &AccountId,
) -> [u8; MAC_LEN] {
    let fields = [institution.as_str(), account.as_str(), &seq.to_string()];
    let mac = pepper.mac("kyotaku-history-1", &fields);
    core::array::from_fn(|place| mac[place])
}
