//! Where a page of patients ended.
//!
//! The text is base64url of the last relation's id, which means nothing to anybody, and of the first
//! half of a MAC over it, the institution and all other conditions: a cursor goes on with its own
//! list and is of no other use.

use kyotaku_core::wire::api::PatientsQuery;
use kyotaku_core::wire::base64url;
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::prelude::Uuid;
use subtle::ConstantTimeEq as _;

use crate::pepper::Pepper;

const MAC_LEN: usize = 16;

pub(super) fn write(
    last: Uuid,
    pepper: &Pepper,
    institution: &InstitutionCode,
    query: &PatientsQuery,
) -> String {
    let mac = mac(last, pepper, institution, query);
    base64url::encode(&[last.as_bytes(), &mac[..]].concat())
}

pub(super) fn read(
    text: &str,
    pepper: &Pepper,
    institution: &InstitutionCode,
    query: &PatientsQuery,
) -> Option<Uuid> {
    let bytes = base64url::decode(text).ok()?;
    let (id, given) = bytes.split_first_chunk()?;
    let last = Uuid::from_bytes(*id);
    let mac = mac(last, pepper, institution, query);
    bool::from(mac.ct_eq(given)).then_some(last)
}

fn mac(
    last: Uuid,
    pepper: &Pepper,
    institution: &InstitutionCode,
    query: &PatientsQuery,
) -> [u8; MAC_LEN] {
    let conditions = PatientsQuery {
        cursor: None,
        ..query.clone()
    };
    // Days and texts: nothing that JSON could refuse, and JSON has no zero bytes.
    let conditions = serde_json::to_string(&conditions).unwrap_or_default();
    let last = base64url::encode(last.as_bytes());
    let mac = pepper.mac(
        "kyotaku-patients-1",
        &[institution.as_str(), &conditions, &last],
    );
    core::array::from_fn(|place| mac[place])
}
