//! Writing seed data over whatever is there.

use kyotaku_core::pki::Serial;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, Set};
use serde::Serialize;

use super::entity::{account, institution, person, person_certificate, qualification};
use super::time::to_column;
use crate::world::{AccountSeed, CertificateSeed, InstitutionSeed, PersonSeed, World};

pub(crate) async fn store(
    database: &impl ConnectionTrait,
    world: World,
    certificates: Vec<CertificateSeed>,
) -> Result<(), DbErr> {
    for seed in world.institutions {
        store_institution(database, seed).await?;
    }
    for seed in world.accounts {
        store_account(database, seed).await?;
    }
    for seed in world.persons {
        store_person(database, seed).await?;
    }
    for seed in certificates {
        store_certificate(database, seed).await?;
    }
    Ok(())
}

async fn store_institution(
    database: &impl ConnectionTrait,
    seed: InstitutionSeed,
) -> Result<(), DbErr> {
    use institution::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        code: Set(seed.code.into()),
        name: Set(seed.name),
        kind: Set(seed.kind),
        home_visit: Set(seed.home_visit == "1"),
        outpatient: Set(seed.outpatient == "1"),
    };
    let conflict = OnConflict::column(Column::Code)
        .update_columns([
            Column::Name,
            Column::Kind,
            Column::HomeVisit,
            Column::Outpatient,
        ])
        .to_owned();
    Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(database)
        .await?;
    Ok(())
}

async fn store_account(database: &impl ConnectionTrait, seed: AccountSeed) -> Result<(), DbErr> {
    use account::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        institution: Set(seed.institution.into()),
        id: Set(seed.id.into()),
        name: Set(seed.name),
        name_kana: Set(seed.name_kana),
        role: Set(seed.role),
        valid_from: Set(seed.valid_from),
        valid_until: Set(seed.valid_until),
        last_login_at: Set(seed.last_login_at.map(to_column)),
    };
    let changed = [
        Column::Name,
        Column::NameKana,
        Column::Role,
        Column::ValidFrom,
        Column::ValidUntil,
        Column::LastLoginAt,
    ];
    let conflict = OnConflict::columns([Column::Institution, Column::Id])
        .update_columns(changed)
        .to_owned();
    Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(database)
        .await?;
    Ok(())
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
