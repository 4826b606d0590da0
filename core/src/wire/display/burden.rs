//! What part of the cost a person pays, and how that is known.

use jiff::civil::Date;

use super::era::age;
use crate::wire::qualification::{InsuredCardClassification, QualificationConfirmation};

/// 負担割合 with its origin, which a screen always names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burden {
    /// Tenths of the cost: 1, 2 or 3 (割).
    pub tenths: u8,
    /// How it is known.
    pub origin: BurdenOrigin,
}

/// Where a 負担割合 comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BurdenOrigin {
    /// Estimated from the age alone; the desk must confirm it (`MKA-W4004`).
    AgeEstimate,
    /// The 高齢受給者証 (70 to 74 years).
    ElderlyRecipientCertificate,
    /// The record of 後期高齢者医療.
    LateElderlyRecord,
}

impl Burden {
    /// The label, such as 「1割(後期高齢者医療の記録)」.
    #[must_use]
    pub fn label(&self) -> String {
        let origin = match self.origin {
            BurdenOrigin::AgeEstimate => "年齢区分による推定",
            BurdenOrigin::ElderlyRecipientCertificate => "高齢受給者証",
            BurdenOrigin::LateElderlyRecord => "後期高齢者医療の記録",
        };
        format!("{}割({origin})", self.tenths)
    }
}

/// Finds the burden of a qualification on `today`.
///
/// A recorded ratio wins. Without one it is estimated from the age below 70: two tenths before
/// school, three after. From 70 on it depends on the income, which the age does not tell, and for
/// 医療扶助 there is no such ratio: both give nothing.
#[must_use]
pub fn burden(qualification: &QualificationConfirmation, today: Date) -> Option<Burden> {
    let recorded =
        |ratio: Option<&String>, origin| tenths(ratio?).map(|tenths| Burden { tenths, origin });
    let late_elderly = qualification.insured_partial_contribution_ratio.as_ref();
    let certificate = qualification.elderly_recipient_certificate_info.as_ref();
    recorded(late_elderly, BurdenOrigin::LateElderlyRecord)
        .or_else(|| {
            let ratio = certificate?.elderly_recipient_contribution_ratio.as_ref();
            recorded(ratio, BurdenOrigin::ElderlyRecipientCertificate)
        })
        .or_else(|| estimated(qualification, today))
}

/// Reads three digits of per cent (`010`) as tenths.
fn tenths(ratio: &str) -> Option<u8> {
    let percent: u8 = ratio.parse().ok()?;
    matches!(percent, 10 | 20 | 30).then_some(percent / 10)
}

fn estimated(qualification: &QualificationConfirmation, today: Date) -> Option<Burden> {
    let class = &qualification.insured_card_classification;
    if *class == Some(InsuredCardClassification::MedicalAssistance) {
        return None;
    }
    let birthdate = qualification.birthdate.as_ref()?.date()?;
    if birthdate > today || age(birthdate, today) >= 70 {
        return None;
    }
    let preschool =
        qualification.preschool_classification.is_some() || is_preschool(birthdate, today);
    let tenths = if preschool { 2 } else { 3 };
    Some(Burden {
        tenths,
        origin: BurdenOrigin::AgeEstimate,
    })
}

/// Whether the first 31 March on or after the day of turning six has not passed. In law a year of
/// age is completed on the day before the birthday (年齢計算ニ関スル法律), so a child born on 1
/// April turns six on 31 March and starts school the next day.
fn is_preschool(birthdate: Date, today: Date) -> bool {
    let born_before_april_2nd = (birthdate.month(), birthdate.day()) <= (4, 1);
    let last_year = birthdate.year() + if born_before_april_2nd { 6 } else { 7 };
    (today.year(), today.month(), today.day()) <= (last_year, 3, 31)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::wire::qualification::{ElderlyRecipientCertificate, OqsDate};

    fn born(digits: &str) -> QualificationConfirmation {
        QualificationConfirmation {
            birthdate: Some(OqsDate::from(digits.to_owned())),
            ..Default::default()
        }
    }

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn a_recorded_ratio_wins_and_is_named() {
        let mut late_elderly = born("19450101");
        late_elderly.insured_partial_contribution_ratio = Some("010".into());
        assert_eq!(
            burden(&late_elderly, TODAY).unwrap().label(),
            "1割(後期高齢者医療の記録)"
        );
        let mut recipient = born("19530203");
        recipient.elderly_recipient_certificate_info = Some(ElderlyRecipientCertificate {
            elderly_recipient_contribution_ratio: Some("020".into()),
            ..Default::default()
        });
        assert_eq!(
            burden(&recipient, TODAY).unwrap().label(),
            "2割(高齢受給者証)"
        );
    }

    #[test]
    fn without_a_record_the_age_estimates_below_seventy_only() {
        let label = |digits| burden(&born(digits), TODAY).map(|burden| burden.label());
        assert_eq!(label("19600505").unwrap(), "3割(年齢区分による推定)");
        assert_eq!(label("20210402").unwrap(), "2割(年齢区分による推定)");
        assert_eq!(label("19560101"), None);
        assert_eq!(label("19450000"), None);
        let mut assistance = born("19900707");
        assistance.insured_card_classification = Some(InsuredCardClassification::MedicalAssistance);
        assert_eq!(burden(&assistance, TODAY), None);
    }

    #[test]
    fn school_starts_on_the_april_after_turning_six() {
        assert!(is_preschool(date(2020, 4, 1), date(2026, 3, 31)));
        assert!(!is_preschool(date(2020, 4, 1), date(2026, 4, 1)));
        assert!(is_preschool(date(2020, 4, 2), date(2027, 3, 31)));
        assert!(!is_preschool(date(2020, 4, 2), date(2027, 4, 1)));
    }

    #[test]
    fn nonsense_ratios_are_not_shown() {
        let mut person = born("19450101");
        for ratio in ["000", "100", "15", "x", "011"] {
            person.insured_partial_contribution_ratio = Some(ratio.into());
            assert_eq!(burden(&person, TODAY), None, "{ratio}");
        }
    }
}
