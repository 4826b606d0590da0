//! The fictional persons, from the one file that also seeds the server.

use jiff::civil::Date;
use serde::Deserialize;

use crate::pki::leaf::Holder;

/// The file as it is; the reference server reads the same bytes.
pub const PERSONS_JSON: &str = include_str!("../../../fixtures/world/persons.json");

/// What insurers report of some of them later, in the same form.
pub const CHANGES_JSON: &str = include_str!("../../../fixtures/world/changes.json");

/// A fictional person who carries a card.
#[derive(Clone, Debug)]
pub struct Person {
    /// T01 to T14.
    pub id: String,
    /// What this person is an example of, in Japanese.
    pub case: String,
    /// What their digital-signature certificate and text application say.
    pub holder: Holder,
}

/// The fixture file does not have the expected form.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PersonsFormat {
    /// A birth date is not `YYYYMMDD`.
    #[error("birth date of {0}")]
    BirthDate(String),
    /// Not the expected JSON.
    #[error("unexpected JSON")]
    Json(#[from] serde_json::Error),
}

pub(super) fn read() -> Result<Vec<Person>, PersonsFormat> {
    let file: File = serde_json::from_str(PERSONS_JSON)?;
    file.persons.into_iter().map(Person::try_from).collect()
}

#[derive(Deserialize)]
struct File {
    persons: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    person: String,
    case: String,
    identity: Identity,
    qualification: Qualification,
}

#[derive(Deserialize)]
struct Identity {
    name: String,
    birthdate: String,
    sex1: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Qualification {
    #[serde(default)]
    result_list: Vec<Residence>,
}

#[derive(Deserialize)]
struct Residence {
    address: Option<String>,
}

impl TryFrom<Record> for Person {
    type Error = PersonsFormat;

    fn try_from(record: Record) -> Result<Self, Self::Error> {
        let born = Date::strptime("%Y%m%d", &record.identity.birthdate)
            .map_err(|_| PersonsFormat::BirthDate(record.person.clone()))?;
        let address = record
            .qualification
            .result_list
            .into_iter()
            .find_map(|result| result.address)
            .unwrap_or_else(|| "参考県参考市試験町１番地".to_owned());
        Ok(Self {
            id: record.person,
            case: record.case,
            holder: Holder {
                name: record.identity.name,
                sex: record.identity.sex1,
                born,
                address,
            },
        })
    }
}
