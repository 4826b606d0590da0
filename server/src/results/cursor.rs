//! Where a page of results ended.
//!
//! The text is base64url of the period's first place, the place before which the next page begins,
//! the number of that page, and the first half of a MAC over them, the institution and all other
//! conditions: a cursor goes on with its own search and is of no other use.

use kyotaku_core::wire::api::ResultQuery;
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::identifier::InstitutionCode;
use subtle::ConstantTimeEq as _;

use crate::pepper::Pepper;

const MAC_LEN: usize = 16;

/// The beginning of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The first place of the period.
    pub(super) from: i64,
    /// The page begins with the newest place before this one.
    pub(super) before: i64,
    /// Counted from 1.
    pub(super) page: u8,
}

impl Cursor {
    pub(super) fn write(
        self,
        pepper: &Pepper,
        institution: &InstitutionCode,
        query: &ResultQuery,
    ) -> String {
        let places = self.encode();
        let mac = mac(&places, pepper, institution, query);
        base64url::encode(&[&places[..], &mac].concat())
    }

    pub(super) fn read(
        text: &str,
        pepper: &Pepper,
        institution: &InstitutionCode,
        query: &ResultQuery,
    ) -> Option<Self> {
        let bytes = base64url::decode(text).ok()?;
        let (from, rest) = bytes.split_first_chunk()?;
        let (before, rest) = rest.split_first_chunk()?;
        let (page, given) = rest.split_first()?;
        let cursor = Self {
            from: i64::from_be_bytes(*from),
            before: i64::from_be_bytes(*before),
            page: *page,
        };
        let mac = mac(&cursor.encode(), pepper, institution, query);
        bool::from(mac.ct_eq(given)).then_some(cursor)
    }

    fn encode(self) -> Vec<u8> {
        [
            &self.from.to_be_bytes()[..],
            &self.before.to_be_bytes(),
            &[self.page],
        ]
        .concat()
    }
}

fn mac(
    places: &[u8],
    pepper: &Pepper,
    institution: &InstitutionCode,
    query: &ResultQuery,
) -> [u8; MAC_LEN] {
    let conditions = ResultQuery {
        cursor: None,
        ..query.clone()
    };
    // Days, texts and names: nothing that JSON could refuse, and JSON has no zero bytes.
    let conditions = serde_json::to_string(&conditions).unwrap_or_default();
    let places = base64url::encode(places);
    let fields = [institution.as_str(), &conditions, &places];
    let mac = pepper.mac("kyotaku-cursor-1", &fields);
    core::array::from_fn(|place| mac[place])
}
