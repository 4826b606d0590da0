//! Writing seed data. Persons and certificates replace what is there; institutions and accounts
//! that are there stay as their administrators have left them.

use jiff::Timestamp;
use kyotaku_core::pki::Serial;
use kyotaku_core::wire::api::{Environment, InstitutionProfile};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, Set};
use serde::Serialize;

use super::account::{self, Account};
use super::entity::{person, person_certificate, qualification};
use super::{institution, medical};
use crate::accounts::stored;
use crate::world::{AccountSeed, CertificateSeed, InstitutionSeed, PersonSeed, World};

pub(crate) async fn store(
    database: &impl ConnectionTrait,
    world: World,
    certificates: Vec<CertificateSeed>,
    now: Timestamp,
) -> Result<(), DbErr> {
    for seed in &world.institutions {
        institution::insert(database, &profile(seed)).await?;
    }
    for seed in world.accounts {
        let seeded = new_account(seed, now);
        if !account::insert(database, &seeded).await? {
            account::set_missing_password(database, &seeded).await?;
        }
    }
    store_persons(database, world.persons).await?;
    for seed in certificates {
        store_certificate(database, seed).await?;
    }
    Ok(())
}

pub(crate) async fn store_persons(
    database: &impl ConnectionTrait,
    persons: Vec<PersonSeed>,
) -> Result<(), DbErr> {
    for seed in persons {
        store_person(database, seed).await?;
    }
    Ok(())
}

fn profile(seed: &InstitutionSeed) -> InstitutionProfile {
    InstitutionProfile {
        code: seed.code.clone(),
        name: seed.name.clone(),
        kind: seed.kind.clone(),
        environment: Environment {
            home_visit: seed.home_visit == "1",
            outpatient: seed.outpatient == "1",
            ..institution::new_environment()
        },
    }
}

fn new_account(seed: AccountSeed, now: Timestamp) -> Account {
    let temporary = seed.last_login_at.is_none();
    let password = stored(seed.password_hash, &seed.password, temporary, now);
    Account {
        institution: seed.institution,
        id: seed.id,
        name: seed.name,
        name_kana: seed.name_kana,
        role: seed.role,
        valid_from: seed.valid_from,
        valid_until: seed.valid_until,
        last_login_at: seed.last_login_at,
        visual: true,
        password: Some(password),
    }
}

async fn store_person(database: &impl ConnectionTrait, seed: PersonSeed) -> Result<(), DbErr> {
    let row = person::ActiveModel {
        id: Set(seed.person.clone()),
        identity: Set(to_json(&seed.identity)?),
    };
    let conflict = OnConflict::column(person::Column::Id)
        .update_column(person::Column::Identity)
        .to_owned();
    person::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(database)
        .await?;
    // A report of the insurer alone says nothing about it.
    if let Some(medical) = seed.medical {
        medical::replace(database, &seed.person, medical).await?;
    }
    let row = qualification::ActiveModel {
        person: Set(seed.person),
        validity: Set(seed.qualification.qualification_validity.code().to_owned()),
        qualification: Set(to_json(&seed.qualification)?),
    };
    let changed = [
        qualification::Column::Validity,
        qualification::Column::Qualification,
    ];
    let conflict = OnConflict::column(qualification::Column::Person)
        .update_columns(changed)
        .to_owned();
    qualification::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(database)
        .await?;
    Ok(())
}

async fn store_certificate(
    database: &impl ConnectionTrait,
    seed: CertificateSeed,
) -> Result<(), DbErr> {
    use person_certificate::{ActiveModel, Column, Entity};
    // Written as certificates are looked up: without the zero that DER puts before a high bit.
    let serial = Serial::new(&seed.serial)
        .map_err(|_| DbErr::Custom("a serial number of certificates.json is wrong".into()))?;
    let row = ActiveModel {
        authority_key_id: Set(seed.authority_key_id),
        serial: Set(serial.as_bytes().to_vec()),
        person: Set(seed.person),
    };
    let conflict = OnConflict::columns([Column::AuthorityKeyId, Column::Serial])
        .update_column(Column::Person)
        .to_owned();
    Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(database)
        .await?;
    Ok(())
}

fn to_json<T: Serialize>(value: &T) -> Result<serde_json::Value, DbErr> {
    serde_json::to_value(value).map_err(|_| DbErr::Custom("seed data does not serialise".into()))
}
