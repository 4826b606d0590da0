//! Tickets of 医療扶助.

use super::{MedicalTicketType, MedicalTreatmentType, OqsDate, record};

record! {
    /// 医療券・調剤券情報 of one month.
    MedicalTicket {
        /// 医療券・調剤券別 (OQSCD018).
        ticket_type: MedicalTicketType,
        /// 有効開始年月日.
        medical_ticket_valid_date: OqsDate,
        /// 有効終了年月日.
        medical_ticket_expiration_date: OqsDate,
        /// 交付番号.
        issue_number: String,
        /// 診療年月, `YYYYMM`.
        medical_treatment_month: String,
        /// 指定医療機関コード.
        designated_medical_institution_code: String,
        /// 指定医療機関確認フラグ (OQSCD026): `0` the asking institution is the designated one.
        designated_medical_institution_flag: String,
        /// 指定医療機関名.
        designated_medical_institution_name: String,
        /// 処方箋発行元医療機関コード.
        prescription_issuer_medical_institution_code: String,
        /// 処方箋発行元医療機関名.
        prescription_issuer_medical_institution_name: String,
        /// 傷病名1.
        injury_name1: String,
        /// 傷病名2.
        injury_name2: String,
        /// 傷病名3.
        injury_name3: String,
        /// 診療別 (OQSCD019).
        medical_treatment_type: MedicalTreatmentType,
        /// 本人支払額, in yen.
        self_pay_amount: String,
        /// 地区担当員名.
        district_contact_name: String,
        /// 取扱担当者名.
        handling_contact_name: String,
        /// 単独・併用別 (OQSCD020).
        single_or_combined_use: String,
        /// 社会保険状況 (OQSCD021).
        status_of_social_insurance: String,
        /// 社会保険状況の整合性フラグ (OQSCD022).
        consistency_flag: String,
        /// 感染症法第37条の2 (OQSCD023). The exchange spells the name without its last i.
        status_of_infecton: String,
        /// 後期高齢者医療 (OQSCD024).
        status_of_elderly_medical_care: String,
        /// 都道府県費 (OQSCD025).
        status_of_prefectural_expenses: String,
        /// 備考1.
        remarks1: String,
        /// 備考2.
        remarks2: String,
        /// 備考3.
        remarks3: String,
    } blocks {}
}
