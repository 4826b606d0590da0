//! Results, patients and 再照会.

use std::time::SystemTime;

use jiff::civil::Date;
use kyotaku_core::wire::api;

use super::{
    CalendarDate, CareKind, CertificateStanding, CodedValue, Outward, Person, Qualification,
    RecordedConsent, RegisteredDate, ResultMethod, mirrored, record,
};
use crate::error::KyotakuError;

/// What results are searched by; what is absent does not limit.
#[derive(Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct ResultQuery {
    /// 確認日(自); the last 31 days where there is none.
    pub from: Option<CalendarDate>,
    /// 確認日(至).
    pub to: Option<CalendarDate>,
    /// 氏名カナ, from its beginning.
    pub kana: Option<String>,
    /// 生年月日.
    pub birthdate: Option<CalendarDate>,
    /// 照会番号.
    pub reference_number: Option<String>,
    /// 診療区分.
    pub care_kind: Option<CareKind>,
    /// Where the page before has ended.
    pub cursor: Option<String>,
}

/// Which patients are listed; what is absent does not limit.
#[derive(Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct PatientsQuery {
    /// First day of a visit.
    pub from: Option<CalendarDate>,
    /// Last day of a visit.
    pub to: Option<CalendarDate>,
    /// 氏名カナ, from its beginning.
    pub kana: Option<String>,
    /// Where the page before has ended.
    pub cursor: Option<String>,
}

record! {
    /// A line of the list of results.
    ResultSummary of api::ResultSummary {
        /// 受付番号.
        reception_number: String,
        /// 確認日時.
        confirmed_at: SystemTime,
        /// 診療区分.
        care_kind: CareKind,
        /// 確認方法.
        method: ResultMethod,
        /// 資格有効性 (OQSCD006).
        qualification_validity: CodedValue,
        /// 氏名.
        name: String,
        /// 氏名カナ.
        name_kana: String,
        /// 生年月日.
        birthdate: RegisteredDate,
        /// 照会番号.
        reference_number: Option<String>,
        /// The result it is a 再照会 of.
        requery_of: Option<String>,
    }
}

/// What a search has found so far.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ResultList {
    /// Every page so far, newest first.
    pub results: Vec<ResultSummary>,
    /// The query for the next page, if there is one.
    pub next: Option<ResultQuery>,
}

record! {
    /// 資格確認結果.
    ResultDetail of api::ResultDetail {
        /// 受付番号.
        reception_number: String,
        /// 確認日時.
        confirmed_at: SystemTime,
        /// 診療区分.
        care_kind: CareKind,
        /// 確認方法.
        method: ResultMethod,
        /// The person.
        person: Person,
        /// What was consented to, where the patient was asked.
        consent: Option<RecordedConsent>,
        /// The qualification.
        qualification: Qualification,
        /// The result it is a 再照会 of.
        requery_of: Option<String>,
    }
}

mirrored! {
    /// What a 再照会 has found changed (OQSCD032).
    ChangedField of api::ChangedField {
        /// 資格有効性.
        Validity,
        /// 証区分.
        CardClassification,
        /// 保険者.
        Insurer,
        /// 記号・番号・枝番.
        InsuredNumber,
        /// 本人・家族の別.
        PersonalFamily,
        /// 氏名.
        Name,
        /// 負担割合.
        Burden,
        /// 有効期間.
        Period,
        /// 限度額適用認定証.
        LimitCertificate,
        /// 特定疾病療養受療証.
        SpecificDiseases,
        /// 医療券・調剤券.
        MedicalTickets,
        /// その他.
        Other,
    }
}

record! {
    /// 再照会: the qualification now, and what has changed.
    Requery of api::Requery {
        /// The new result, under a number of its own.
        result: ResultDetail,
        /// The qualification before.
        previous: Qualification,
        /// What differs.
        changes: Vec<ChangedField>,
        /// The message of the server: `MKA-W4002` or `MKA-I4011`.
        code: String,
    }
}

record! {
    /// What became of one 再照会 of several.
    RequeryOutcome of api::RequeryOutcome {
        /// The result that was asked for again.
        reception_number: String,
        /// The answer, if there is one.
        requery: Option<Requery>,
        /// Why there is none.
        code: Option<String>,
    }
}

record! {
    /// A patient in a continuing relation.
    Patient of api::Patient {
        /// The newest result.
        reception_number: String,
        /// The person.
        person: Person,
        /// When that result was confirmed.
        confirmed_at: SystemTime,
        /// When the card was last checked.
        card_checked_at: SystemTime,
        /// 資格有効性 (OQSCD006).
        qualification_validity: CodedValue,
        /// The consent.
        consent: Option<RecordedConsent>,
        /// What may still be done with the certificate; nothing when it is over.
        certificate_standing: Option<CertificateStanding>,
        /// When it ends or ended.
        certificate_not_after: SystemTime,
        /// What to say about it.
        certificate_code: Option<String>,
        /// Why 再照会 would be refused, if it would.
        requery_refused: Option<String>,
    }
}

record! {
    /// A page of patients, by 氏名カナ.
    PatientList of api::PatientsResponse {
        /// The patients.
        patients: Vec<Patient>,
        /// The cursor of the next page, if there is one.
        next_cursor: Option<String>,
    }
}

fn date(date: Option<CalendarDate>) -> Result<Option<Date>, KyotakuError> {
    date.map(Date::try_from).transpose()
}

impl TryFrom<ResultQuery> for api::ResultQuery {
    type Error = KyotakuError;

    fn try_from(query: ResultQuery) -> Result<Self, KyotakuError> {
        Ok(Self {
            from: date(query.from)?,
            to: date(query.to)?,
            kana: query.kana,
            birthdate: date(query.birthdate)?,
            reference_number: query.reference_number,
            care_kind: query.care_kind.map(Into::into),
            cursor: query.cursor,
        })
    }
}

impl Outward for api::ResultQuery {
    type Out = ResultQuery;

    fn outward(self) -> ResultQuery {
        ResultQuery {
            from: self.from.outward(),
            to: self.to.outward(),
            kana: self.kana,
            birthdate: self.birthdate.outward(),
            reference_number: self.reference_number,
            care_kind: self.care_kind.outward(),
            cursor: self.cursor,
        }
    }
}

impl TryFrom<PatientsQuery> for api::PatientsQuery {
    type Error = KyotakuError;

    fn try_from(query: PatientsQuery) -> Result<Self, KyotakuError> {
        Ok(Self {
            from: date(query.from)?,
            to: date(query.to)?,
            kana: query.kana,
            cursor: query.cursor,
        })
    }
}
