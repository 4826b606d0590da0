//! What differs between two results of a person.
//!
//! Compared are the elements as OQS names them, so an element that is added to the records one day
//! counts as well. What was agreed to is no part of a qualification: flags, times and the form of a
//! prescription are left out, and 限度額 and 特定疾病 are compared only where they were told, or kept
//! back, both times.

use std::collections::BTreeSet;

use kyotaku_core::wire::api::ChangedField;
use kyotaku_core::wire::qualification::{Qualification, QualificationConfirmation};
use serde_json::{Map, Value};

/// What differs, each once, in the order of [`ChangedField`].
pub(super) fn changes(before: &Qualification, now: &Qualification) -> Vec<ChangedField> {
    let mut changed = BTreeSet::new();
    if before.qualification_validity != now.qualification_validity {
        changed.insert(ChangedField::Validity);
    }
    let (before, now) = (in_order(before), in_order(now));
    for place in 0..before.len().max(now.len()) {
        let pair = [before.get(place), now.get(place)];
        compare(pair.map(Option::<&_>::copied), &mut changed);
    }
    changed.into_iter().collect()
}

/// Qualifications by 証区分, so that the same ones are compared in whatever order they come.
fn in_order(qualification: &Qualification) -> Vec<&QualificationConfirmation> {
    let mut all: Vec<_> = qualification.result_list.iter().collect();
    all.sort_by_key(|one| {
        let classification = one.insured_card_classification.as_ref();
        classification.map(|classification| classification.code().to_owned())
    });
    all
}

fn compare(pair: [Option<&QualificationConfirmation>; 2], changed: &mut BTreeSet<ChangedField>) {
    let told_alike = |flag: fn(&QualificationConfirmation) -> Value| match pair {
        [Some(before), Some(now)] => flag(before) == flag(now),
        _ => true,
    };
    let limit = told_alike(|one| json(&one.limit_application_certificate_related_cons_flg));
    let diseases = told_alike(|one| json(&one.specific_diseases_certificate_related_cons_flg));
    let [before, now] = pair.map(elements);
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    for name in names {
        let comparable = |field: &ChangedField| match field {
            ChangedField::LimitCertificate => limit,
            ChangedField::SpecificDiseases => diseases,
            _ => true,
        };
        if before.get(name) != now.get(name)
            && let Some(field) = field_of(name).filter(comparable)
        {
            changed.insert(field);
        }
    }
}

fn elements(confirmation: Option<&QualificationConfirmation>) -> Map<String, Value> {
    match confirmation.map(json) {
        Some(Value::Object(elements)) => elements,
        _ => Map::new(),
    }
}

/// Records of texts: nothing that JSON could refuse.
fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// What an element is part of, by its name in JSON; none for what the patient has answered.
fn field_of(name: &str) -> Option<ChangedField> {
    if name.contains("Cons") || name.ends_with("AvailableTime") || name == "prescriptionIssueSelect"
    {
        return None;
    }
    Some(match name {
        "insuredCardClassification" => ChangedField::CardClassification,
        "insurerNumber" | "insurerName" => ChangedField::Insurer,
        "insuredCardSymbol" | "insuredIdentificationNumber" | "insuredBranchNumber" => {
            ChangedField::InsuredNumber
        }
        "personalFamilyClassification" => ChangedField::PersonalFamily,
        "insuredName" | "name" | "nameOfOther" | "nameKana" | "nameOfOtherKana" => {
            ChangedField::Name
        }
        "insuredPartialContributionRatio" | "elderlyRecipientCertificateInfo" => {
            ChangedField::Burden
        }
        "qualificationDate"
        | "disqualificationDate"
        | "reasonOfLoss"
        | "insuredCertificateIssuanceDate"
        | "insuredCardValidDate"
        | "insuredCardExpirationDate" => ChangedField::Period,
        "limitApplicationCertificateRelatedInfo" => ChangedField::LimitCertificate,
        "specificDiseasesCertificateList" => ChangedField::SpecificDiseases,
        "publicExpenseResultList" => ChangedField::MedicalTickets,
        _ => ChangedField::Other,
    })
}

#[cfg(test)]
mod tests {
    use kyotaku_core::wire::qualification::{
        ConsentFlag, LimitApplicationCertificate, PrescriptionIssue, QualificationValidity,
    };

    use super::*;

    /// What differs after a change of the first qualification.
    fn after(change: impl FnOnce(&mut QualificationConfirmation)) -> Vec<ChangedField> {
        let one = serde_json::json!({
            "qualificationValidity": "1",
            "resultList": [
                { "insuredCardClassification": "01", "insurerNumber": "39990015" },
                { "insuredCardClassification": "A1", "insurerNumber": "12990016" },
            ],
        });
        let before: Qualification = serde_json::from_value(one).unwrap();
        let mut now = before.clone();
        // In whatever order they come.
        now.result_list.reverse();
        change(&mut now.result_list[1]);
        changes(&before, &now)
    }

    #[test]
    fn every_element_counts_as_what_it_is_part_of() {
        use ChangedField::{Burden, InsuredNumber, Insurer, Name, Other, Period};
        assert_eq!(after(|_| ()), []);
        assert_eq!(
            after(|one| one.insurer_name = Some("n".to_owned())),
            [Insurer]
        );
        assert_eq!(after(|one| one.insurer_number = None), [Insurer]);
        let branch = |one: &mut QualificationConfirmation| {
            one.insured_branch_number = Some("02".to_owned());
        };
        assert_eq!(after(branch), [InsuredNumber]);
        assert_eq!(after(|one| one.name_kana = Some("k".to_owned())), [Name]);
        let ratio = |one: &mut QualificationConfirmation| {
            one.insured_partial_contribution_ratio = Some("020".to_owned());
        };
        assert_eq!(after(ratio), [Burden]);
        let lost = |one: &mut QualificationConfirmation| {
            one.disqualification_date = Some("20261130".to_owned().into());
        };
        assert_eq!(after(lost), [Period]);
        assert_eq!(after(|one| one.address = Some("a".to_owned())), [Other]);
        let both = |one: &mut QualificationConfirmation| {
            one.address = Some("a".to_owned());
            one.name = Some("n".to_owned());
            one.name_of_other = Some("o".to_owned());
        };
        assert_eq!(after(both), [Name, Other]);
    }

    #[test]
    fn what_was_agreed_to_is_not_compared() {
        let agreed = |one: &mut QualificationConfirmation| {
            one.pharmacists_info_cons_flg = Some(ConsentFlag::Yes);
            one.pharmacists_info_cons_time = Some("20261122120000".to_owned().into());
            one.pharmacists_info_available_time = Some("20271122120000".to_owned().into());
            one.prescription_issue_select = Some(PrescriptionIssue::Paper);
            one.limit_application_certificate_related_cons_flg = Some(ConsentFlag::Yes);
            one.limit_application_certificate_related_info =
                Some(LimitApplicationCertificate::default());
        };
        assert_eq!(after(agreed), []);
        let told = |one: &mut QualificationConfirmation| {
            one.limit_application_certificate_related_info =
                Some(LimitApplicationCertificate::default());
        };
        assert_eq!(after(told), [ChangedField::LimitCertificate]);
    }

    #[test]
    fn a_qualification_that_is_added_differs_in_all_it_has() {
        let nothing = Qualification {
            processing_result_status: None,
            qualification_validity: QualificationValidity::NotFound,
            result_list: Vec::new(),
        };
        let some = Qualification {
            qualification_validity: QualificationValidity::Valid,
            result_list: vec![QualificationConfirmation {
                insurer_number: Some("39990015".to_owned()),
                ..QualificationConfirmation::default()
            }],
            ..nothing.clone()
        };
        let expected = [ChangedField::Validity, ChangedField::Insurer];
        assert_eq!(changes(&nothing, &some), expected);
        assert_eq!(changes(&some, &nothing), expected);
    }
}
