//! Persons and their qualifications.

use kyotaku_core::pki::UserCertificate;
use kyotaku_core::wire::api::Person;
use kyotaku_core::wire::qualification::{Qualification, QualificationValidity};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entity::{person, person_certificate, qualification};

/// A person with the qualification held now.
#[derive(Clone, Debug)]
pub struct Insured {
    /// Key of the person.
    pub id: String,
    /// What the card says.
    pub person: Person,
    /// The qualification; 該当資格なし when none is recorded.
    pub qualification: Qualification,
}

/// Finds whom a certificate identifies: by its CA's key and its serial number, because the name in
/// it changes with every renewal.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find_by_certificate(
    database: &impl ConnectionTrait,
    certificate: &UserCertificate,
) -> Result<Option<Insured>, DbErr> {
    let key = (
        certificate.authority_key_id().to_vec(),
        certificate.serial().as_bytes().to_vec(),
    );
    let Some(link) = person_certificate::Entity::find_by_id(key)
        .one(database)
        .await?
    else {
        return Ok(None);
    };
    find(database, link.person).await
}

/// Finds a person by key.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find(database: &impl ConnectionTrait, id: String) -> Result<Option<Insured>, DbErr> {
    let row = person::Entity::find_by_id(id.clone()).one(database).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let held = qualification::Entity::find_by_id(id).one(database).await?;
    let qualification = match held {
        Some(held) => read(held.qualification, "qualifications.qualification")?,
        None => Qualification {
            processing_result_status: None,
            qualification_validity: QualificationValidity::NotFound,
            result_list: Vec::new(),
        },
    };
    Ok(Some(Insured {
        id: row.id,
        person: read(row.identity, "persons.identity")?,
        qualification,
    }))
}

/// A value as a column has it.
pub(super) fn write(value: &impl Serialize) -> Result<serde_json::Value, DbErr> {
    serde_json::to_value(value).map_err(|_| DbErr::Custom("a value does not serialise".into()))
}

pub(super) fn read<T: DeserializeOwned>(
    value: serde_json::Value,
    column: &'static str,
) -> Result<T, DbErr> {
    // The parser's message could quote the value.
    serde_json::from_value(value).map_err(|_| DbErr::Custom(format!("{column} is broken")))
}
