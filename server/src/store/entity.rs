//! The tables, as SeaORM entities.
//!
//! ```text
//! institutions ─┬─ accounts ─┬─ devices ─┬─ challenges ── visits ─┬─ consent_answers
//!               │            │           ├─ sessions       │      ├─ consents
//!               │            │           └─ requeries      │      ├─ results
//!               │            └─ activation_codes           │      └─ relations
//!               ├─ reception_counters                      │
//!               └─ notices                                 │
//! persons ─┬─ person_certificates                          │
//!          ├─ medical_entries                              │
//!          ├─ qualifications                               │
//!          └───────────────────────────────────────────────┘
//! ```
//!
//! `sign_in_failures` and `registration_failures` stand alone: what people type need not exist. So do
//! `audit_heads` and `audit_events`: what happened stays true when what it is about is gone.

macro_rules! entity {
    ($(#[$doc:meta])* $module:ident, $table:literal, { $($fields:tt)* }) => {
        $(#[$doc])*
        pub mod $module {
            #![allow(missing_docs, reason = "columns are documented by the migration")]

            use sea_orm::entity::prelude::*;

            #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($fields)* }

            // Rows hold persons' data.
            impl core::fmt::Debug for Model {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.write_str(concat!($table, "(****)"))
                }
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

entity!(
    /// Institutions.
    institution, "institutions", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub name: String,
        pub kind: String,
        pub home_visit: bool,
        pub outpatient: bool,
        pub view_consent: bool,
        pub welfare: bool,
        pub visual: bool,
        pub electronic_prescription: String,
        pub prescription_timing: String,
        pub proxy_medical_consent: bool,
    }
);

entity!(
    /// Accounts of an institution.
    account, "accounts", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub institution: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub name: String,
        pub name_kana: String,
        pub role: String,
        pub valid_from: String,
        pub valid_until: Option<String>,
        pub last_login_at: Option<TimeDateTimeWithTimeZone>,
        pub password: Option<String>,
        pub password_temporary: bool,
        pub password_expires_at: Option<TimeDateTimeWithTimeZone>,
        pub earlier_passwords: Option<Json>,
        pub visual: bool,
    }
);

entity!(
    /// Wrong passwords in a row.
    sign_in_failures, "sign_in_failures", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub institution: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: String,
        pub failures: i64,
        pub paused_until: Option<TimeDateTimeWithTimeZone>,
    }
);

entity!(
    /// Activation codes.
    activation_code, "activation_codes", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub institution: String,
        pub code_hmac: Vec<u8>,
        pub tail: String,
        pub device_name: Option<String>,
        pub replaces: Option<Uuid>,
        pub issued_by: String,
        pub issued_at: TimeDateTimeWithTimeZone,
        pub expires_at: TimeDateTimeWithTimeZone,
        pub used_at: Option<TimeDateTimeWithTimeZone>,
        pub invalidated_at: Option<TimeDateTimeWithTimeZone>,
    }
);

entity!(
    /// Refused registrations of an address.
    registration_failures, "registration_failures", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub institution: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub address: String,
        pub since: TimeDateTimeWithTimeZone,
        pub failures: i64,
        pub paused_until: Option<TimeDateTimeWithTimeZone>,
    }
);

entity!(
    /// Registered devices.
    device, "devices", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub institution: String,
        pub account: String,
        pub spki_sha256: Vec<u8>,
        pub certificate: Vec<u8>,
        pub state: String,
        pub not_after: TimeDateTimeWithTimeZone,
        pub issued_at: TimeDateTimeWithTimeZone,
        pub name: Option<String>,
        pub activation_code: Option<Uuid>,
        pub device_check: Option<Json>,
        pub last_sign_in_at: Option<TimeDateTimeWithTimeZone>,
    }
);

entity!(
    /// Sessions, at most one of each device.
    session, "sessions", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub device: Uuid,
        pub token_sha256: Vec<u8>,
        pub institution: String,
        pub account: String,
        pub started_at: TimeDateTimeWithTimeZone,
        pub expires_at: TimeDateTimeWithTimeZone,
        pub reauth_until: Option<TimeDateTimeWithTimeZone>,
    }
);

entity!(
    /// Insured persons.
    person, "persons", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub identity: Json,
    }
);

entity!(
    /// Which certificate identifies which person.
    person_certificate, "person_certificates", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub authority_key_id: Vec<u8>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub serial: Vec<u8>,
        pub person: String,
    }
);

entity!(
    /// The current qualification of a person.
    qualification, "qualifications", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: String,
        pub validity: String,
        pub qualification: Json,
    }
);

entity!(
    /// Issued challenges.
    challenge, "challenges", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub device: Uuid,
        pub idempotency_key: String,
        pub statement: Vec<u8>,
        pub created_at: TimeDateTimeWithTimeZone,
        pub tap_before: TimeDateTimeWithTimeZone,
        pub used_at: Option<TimeDateTimeWithTimeZone>,
        pub visual_record_id: Option<Uuid>,
        pub visual_record: Option<String>,
    }
);

entity!(
    /// What the terminal signed for a challenge.
    terminal_signature, "terminal_signatures", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub challenge: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub idempotency_key: String,
        pub card_challenge: Vec<u8>,
        pub signed_at: TimeDateTimeWithTimeZone,
    }
);

entity!(
    /// Accepted proofs.
    visit, "visits", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub challenge: Uuid,
        pub institution: String,
        pub person: String,
        pub method: String,
        pub care_kind: String,
        pub standing: String,
        pub tapped_at: TimeDateTimeWithTimeZone,
        pub verified_at: TimeDateTimeWithTimeZone,
        pub proof_sha256: Vec<u8>,
        pub stored_answer: Option<Json>,
        pub receipt_id: Option<Uuid>,
        pub reception_number: Option<String>,
        pub certificate_not_after: Option<TimeDateTimeWithTimeZone>,
    }
);

entity!(
    /// What patients answered.
    consent_answer, "consent_answers", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub visit: Uuid,
        pub jws: String,
        pub recorded_at: TimeDateTimeWithTimeZone,
        pub stored_answer: Option<Json>,
    }
);

entity!(
    /// Consents.
    consent, "consents", {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub visit: Uuid,
        pub institution: String,
        pub person: String,
        pub care_kind: String,
        pub items: Json,
        pub respondent: Json,
        pub prescription_issue_select: Option<String>,
        pub answered_at: TimeDateTimeWithTimeZone,
        pub available_until: TimeDateTimeWithTimeZone,
        pub recorded_at: TimeDateTimeWithTimeZone,
        pub ended_at: Option<TimeDateTimeWithTimeZone>,
        pub end_reason: Option<String>,
    }
);

entity!(
    /// Results of confirmations.
    result, "results", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub visit: Uuid,
        pub institution: String,
        pub place: i64,
        pub month: i64,
        pub confirmed_at: TimeDateTimeWithTimeZone,
        pub care_kind: String,
        pub method: String,
        pub validity: String,
        pub kana: Vec<u8>,
        pub birthdate: String,
        pub reference_number: Option<String>,
        pub identity: Json,
        pub qualification: Json,
        pub requery_of: Option<i64>,
    }
);

entity!(
    /// Continuing relations.
    relation, "relations", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub institution: String,
        pub person: String,
        pub kana: Vec<u8>,
        pub identity: Json,
        pub place: i64,
        pub confirmed_at: TimeDateTimeWithTimeZone,
        pub validity: String,
        pub visit: Uuid,
        pub method: String,
        pub card_checked_at: TimeDateTimeWithTimeZone,
        pub certificate_not_after: TimeDateTimeWithTimeZone,
    }
);

entity!(
    /// Which request was answered with which result.
    requery, "requeries", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub device: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub idempotency_key: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub asked: i64,
        pub request_sha256: Vec<u8>,
        pub place: i64,
    }
);

entity!(
    /// Medical information.
    medical_entry, "medical_entries", {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub person: String,
        pub kind: String,
        pub day: String,
        pub name: String,
        pub detail: Option<String>,
        pub quantity: Option<String>,
        pub place: Option<String>,
    }
);

entity!(
    /// Notices.
    notice, "notices", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub institution: Option<String>,
        pub published_at: TimeDateTimeWithTimeZone,
        pub until: Option<TimeDateTimeWithTimeZone>,
        pub title: String,
        pub body: String,
    }
);

entity!(
    /// The last event of each institution's audit log.
    audit_head, "audit_heads", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub institution: String,
        pub seq: i64,
        pub hash: Vec<u8>,
    }
);

entity!(
    /// Events of the audit log.
    audit_event, "audit_events", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub institution: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub at: TimeDateTimeWithTimeZone,
        pub actor: String,
        pub action: String,
        pub subject: Option<String>,
        pub previous: Vec<u8>,
        pub hash: Vec<u8>,
        pub account: Option<String>,
    }
);

entity!(
    /// What devices have reported.
    event_report, "event_reports", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub device: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub idempotency_key: String,
        pub report_sha256: Vec<u8>,
        pub reported_at: TimeDateTimeWithTimeZone,
    }
);

entity!(
    /// The list of supported phones.
    supported_devices, "supported_devices", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub list: Json,
    }
);
