//! Institutions and their settings.

use kyotaku_core::wire::api::{Environment, InstitutionProfile};
use kyotaku_core::wire::identifier::InstitutionCode;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    Set, TryInsertResult,
};

use super::entity::institution;

/// 環境設定情報 of a new institution.
#[must_use]
pub fn new_environment() -> Environment {
    Environment {
        view_consent: true,
        welfare: false,
        home_visit: false,
        outpatient: false,
        visual: true,
        electronic_prescription: "0".to_owned(),
        prescription_timing: "1".to_owned(),
        proxy_medical_consent: false,
    }
}

/// Finds an institution.
///
/// # Errors
///
/// Those of the database, also when a row does not hold what this server writes.
pub async fn find(
    database: &impl ConnectionTrait,
    code: &InstitutionCode,
) -> Result<Option<InstitutionProfile>, DbErr> {
    institution::Entity::find_by_id(code.as_str().to_owned())
        .one(database)
        .await?
        .map(read)
        .transpose()
}

/// All institutions, by their codes.
///
/// # Errors
///
/// As of [`find`].
pub async fn list(database: &impl ConnectionTrait) -> Result<Vec<InstitutionProfile>, DbErr> {
    let rows = institution::Entity::find()
        .order_by_asc(institution::Column::Code)
        .all(database)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Records a new institution. Answers whether there was none of that code.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(
    database: &impl ConnectionTrait,
    institution: &InstitutionProfile,
) -> Result<bool, DbErr> {
    let row = institution::ActiveModel {
        code: Set(institution.code.as_str().to_owned()),
        name: Set(institution.name.clone()),
        kind: Set(institution.kind.clone()),
        ..settings(&institution.environment)
    };
    let inserted = institution::Entity::insert(row)
        .on_conflict_do_nothing_on([institution::Column::Code])
        .exec_without_returning(database)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1..)))
}

/// Changes the settings of an institution. Answers whether there is such an institution.
///
/// # Errors
///
/// Those of the database.
pub async fn set_environment(
    database: &impl ConnectionTrait,
    code: &InstitutionCode,
    environment: &Environment,
) -> Result<bool, DbErr> {
    let updated = institution::Entity::update_many()
        .set(settings(environment))
        .filter(institution::Column::Code.eq(code.as_str()))
        .exec(database)
        .await?;
    Ok(updated.rows_affected == 1)
}

fn settings(environment: &Environment) -> institution::ActiveModel {
    institution::ActiveModel {
        home_visit: Set(environment.home_visit),
        outpatient: Set(environment.outpatient),
        view_consent: Set(environment.view_consent),
        welfare: Set(environment.welfare),
        visual: Set(environment.visual),
        electronic_prescription: Set(environment.electronic_prescription.clone()),
        prescription_timing: Set(environment.prescription_timing.clone()),
        proxy_medical_consent: Set(environment.proxy_medical_consent),
        ..Default::default()
    }
}

fn read(row: institution::Model) -> Result<InstitutionProfile, DbErr> {
    let code = row.code.parse();
    Ok(InstitutionProfile {
        code: code.map_err(|_| DbErr::Custom("institutions.code is broken".into()))?,
        name: row.name,
        kind: row.kind,
        environment: Environment {
            view_consent: row.view_consent,
            welfare: row.welfare,
            home_visit: row.home_visit,
            outpatient: row.outpatient,
            visual: row.visual,
            electronic_prescription: row.electronic_prescription,
            prescription_timing: row.prescription_timing,
            proxy_medical_consent: row.proxy_medical_consent,
        },
    })
}
