//! The result of an eligibility check (資格確認結果), in the words of オンライン資格確認等システム.
//!
//! Field names are camelCase of the element names of its interface specification, code lists carry
//! its numbers (`OQSCDnnn`). Reading is tolerant: fields may be absent or empty, their order is not
//! fixed, unknown fields are ignored and unknown code values are kept as they came. Numbers stay
//! text, because their zeros and leading spaces mean something.

mod certificate;
mod code_list;
mod confirmation;
mod date;
mod ticket;

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize};

pub use certificate::{
    ElderlyRecipientCertificate, LimitApplicationCertificate, SpecificDiseasesCertificate,
};
pub use code_list::{
    ConsentFlag, InsuredCardClassification, LimitCategory, LimitCertificateKind, MedicalTicketType,
    MedicalTreatmentType, PersonalFamilyClassification, PreschoolClassification, PrescriptionIssue,
    QualificationValidity, ReasonOfLoss, Sex, SpecificDisease,
};
pub use confirmation::QualificationConfirmation;
pub use date::{OqsDate, OqsTime};
pub use ticket::MedicalTicket;

/// The answer to one eligibility check: its validity and the qualifications found.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Qualification {
    /// 処理結果状況 (OQSCD004): `1` normal, `2` error.
    #[serde(
        default,
        deserialize_with = "absent_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub processing_result_status: Option<String>,
    /// 資格有効性 (OQSCD006).
    pub qualification_validity: QualificationValidity,
    /// None, one or several qualifications (ResultList).
    #[serde(default)]
    pub result_list: Vec<QualificationConfirmation>,
}

impl fmt::Debug for Qualification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Qualification")
            .field("qualification_validity", &self.qualification_validity)
            .finish_non_exhaustive()
    }
}

/// Reads a field that may be present but empty, as XML exchanges leave them.
fn absent_if_empty<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: From<String>,
{
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()).map(T::from))
}

/// Defines a record whose every field is optional text, a date or a code.
///
/// The records hold patients' data, so `Debug` shows nothing of them.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty,)*
    } blocks {
        $($(#[$block_doc:meta])* $block:ident: $block_kind:ty,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($(#[$field_doc])*
            #[serde(
                default,
                deserialize_with = "super::absent_if_empty",
                skip_serializing_if = "Option::is_none"
            )]
            #[cfg_attr(feature = "openapi", schema(nullable = false))]
            pub $field: Option<$kind>,)*
            $($(#[$block_doc])*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(nullable = false))]
            pub $block: Option<$block_kind>,)*
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(****)"))
            }
        }
    };
}
use record;

#[cfg(test)]
mod tests {
    use super::*;

    const WORLD: &str = include_str!("../../../tests/fixtures/world/persons.json");

    fn fixtures() -> Vec<(String, serde_json::Value)> {
        let world: serde_json::Value = serde_json::from_str(WORLD).unwrap();
        let persons = world["persons"].as_array().unwrap();
        persons
            .iter()
            .map(|person| {
                (
                    person["person"].as_str().unwrap().to_owned(),
                    person["qualification"].clone(),
                )
            })
            .collect()
    }

    #[test]
    fn fixture_persons_read_and_write_without_loss() {
        for (person, json) in fixtures() {
            let qualification: Qualification = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(
                serde_json::to_value(&qualification).unwrap(),
                json,
                "{person}"
            );
        }
    }

    #[test]
    fn fixture_persons_are_what_their_cases_say() {
        let read = |wanted: &str| -> Qualification {
            let (_, json) = fixtures()
                .into_iter()
                .find(|(person, _)| person == wanted)
                .unwrap();
            serde_json::from_value(json).unwrap()
        };
        assert_eq!(
            read("T03").result_list[0].insurer_number.as_deref(),
            Some("  998013")
        );
        assert_eq!(
            read("T05").qualification_validity,
            QualificationValidity::InvalidNewExists
        );
        assert_eq!(
            read("T06").result_list[0].reason_of_loss,
            Some(ReasonOfLoss::OtherReason)
        );
        let tickets = read("T07").result_list[0]
            .public_expense_result_list
            .clone()
            .unwrap();
        assert_eq!(tickets.len(), 2);
        assert_eq!(
            read("T08").qualification_validity,
            QualificationValidity::ValidUnregistered
        );
        assert_eq!(
            read("T09").qualification_validity,
            QualificationValidity::Multiple
        );
        assert_eq!(read("T09").result_list.len(), 2);
    }

    #[test]
    fn empty_unknown_and_reordered_fields_are_tolerated() {
        let json = r#"{"futureField":{"a":1},"resultList":[{"address":"","sex1":"9","name":"名",
            "insurerNumber":"  998013","birthdate":"19450000"}],"qualificationValidity":"7"}"#;
        let read: Qualification = serde_json::from_str(json).unwrap();
        assert_eq!(
            read.qualification_validity,
            QualificationValidity::Other("7".into())
        );
        let result = &read.result_list[0];
        assert_eq!(result.address, None);
        assert_eq!(result.sex1, Some(Sex::Other("9".into())));
        assert_eq!(result.birthdate.as_ref().unwrap().date(), None);
        assert_eq!(result.birthdate.as_ref().unwrap().as_str(), "19450000");
    }

    #[test]
    fn a_qualification_prints_nothing_of_the_person() {
        for (_, json) in fixtures() {
            let read: Qualification = serde_json::from_value(json).unwrap();
            let name = read.result_list[0].name.clone().unwrap();
            assert!(!format!("{read:?} {:?}", read.result_list).contains(&name));
        }
    }
}
