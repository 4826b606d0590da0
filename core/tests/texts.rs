//! The texts of the phone, against what the core says.
//!
//! The app shows the words of its own string catalogue. Here they are held to the core: every code
//! is explained in both languages, what the core says in Japanese is said in the same words, and no
//! code or label is left behind.
#![allow(clippy::unwrap_used, reason = "helpers are tests too")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kyotaku_core::wire::api::{
    AcceptedStanding, Capability, ChangedField, ConsentEndReason, MedicalKind, Role,
};
use kyotaku_core::wire::code::{Code, Language};
use kyotaku_core::wire::consent::{ConsentItems, Relationship, RevocationReason};
use kyotaku_core::wire::display::date_with_era;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::qualification as list;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One string catalogue: key, language, text. Plural forms are several texts.
struct Catalogue(BTreeMap<String, BTreeMap<String, Vec<String>>>);

impl Catalogue {
    fn read(name: &str) -> Self {
        let json = std::fs::read(resources().join(name)).unwrap();
        let json: Value = serde_json::from_slice(&json).unwrap();
        let keys = json["strings"].as_object().unwrap().iter();
        Self(
            keys.map(|(key, entry)| {
                let languages = entry["localizations"].as_object().unwrap().iter();
                let texts = languages.map(|(tag, text)| (tag.clone(), forms(text)));
                (key.clone(), texts.collect())
            })
            .collect(),
        )
    }

    fn text(&self, key: &str, tag: &str) -> Option<&str> {
        let forms = self.0.get(key)?.get(tag)?;
        forms.first().map(String::as_str)
    }

    /// What follows `prefix` in each key that begins with it.
    fn family(&self, prefix: &str) -> BTreeSet<&str> {
        let keys = self.0.keys();
        keys.filter_map(|key| key.strip_prefix(prefix)).collect()
    }

    fn label(&self, list: &str, code: &str) -> &str {
        let key = format!("code_{list}_{code}");
        let label = self.text(&key, "ja");
        assert!(label.is_some(), "there is no {key}");
        label.unwrap()
    }
}

/// Every translated text of one localization.
fn forms(localization: &Value) -> Vec<String> {
    let alone = Some(&localization["stringUnit"]);
    let plural = localization["variations"]["plural"].as_object();
    let units = plural
        .into_iter()
        .flat_map(|plural| plural.values().map(|form| &form["stringUnit"]));
    alone
        .into_iter()
        .chain(units)
        .filter(|unit| unit["state"] == "translated")
        .filter_map(|unit| unit["value"].as_str())
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn resources() -> PathBuf {
    repository().join("ios/KyotakuKit/Sources/KyotakuText/Resources")
}

fn standard() -> Catalogue {
    Catalogue::read("Localizable.xcstrings")
}

#[test]
fn every_code_says_what_happened_why_and_what_to_do_in_both_languages() {
    let texts = standard();
    for code in Code::ALL {
        for part in ["title", "explanation", "next"] {
            for tag in ["ja", "en"] {
                let key = format!("error_{code}_{part}");
                assert!(texts.text(&key, tag).is_some(), "{key} lacks {tag}");
            }
        }
    }
}

#[test]
fn titles_and_next_steps_are_the_words_of_the_core() {
    let texts = standard();
    for code in Code::ALL {
        let said = |part| texts.text(&format!("error_{code}_{part}"), "ja");
        assert_eq!(said("title"), Some(code.title(Language::Japanese)));
        assert_eq!(said("next"), Some(code.next_action(Language::Japanese)));
    }
}

#[test]
fn no_text_is_about_a_code_that_does_not_exist() {
    for name in ["Localizable.xcstrings", "Plain.xcstrings"] {
        let json = std::fs::read_to_string(resources().join(name)).unwrap();
        let mut seen = 0;
        for (at, _) in json.match_indices("MKA-") {
            let code: String = json[at..].chars().take("MKA-E0000".len()).collect();
            assert!(code.parse::<Code>().is_ok(), "{name}: {code}");
            seen += 1;
        }
        assert!(seen > 0, "{name} names no code");
    }
}

/// Holds one code list to the core: each code that the core knows has its label in the same words,
/// and there is no other.
fn expect_labels<T: From<String>>(
    list: &str,
    known: impl Fn(&T) -> Option<&str>,
    agree: fn(&str, &str) -> bool,
) {
    let texts = standard();
    let prefix = format!("code_{list}_");
    let mut expected = BTreeSet::new();
    for code in every_code() {
        let value = T::from(code.clone());
        if let Some(label) = known(&value) {
            let shown = texts.label(list, &code);
            assert!(agree(shown, label), "{prefix}{code}: {shown}, not {label}");
            expected.insert(code);
        }
    }
    let labelled: BTreeSet<_> = texts
        .family(&prefix)
        .into_iter()
        .map(String::from)
        .collect();
    assert_eq!(labelled, expected, "{list}");
    assert!(!expected.is_empty(), "{list}");
}

/// Every text that has the form of a code of the exchange: one or two digits, or a letter and one
/// or two digits.
fn every_code() -> impl Iterator<Item = String> {
    ["", "A", "B"].into_iter().flat_map(|letter| {
        (0..10)
            .map(move |digit| format!("{letter}{digit}"))
            .chain((0..100).map(move |number| format!("{letter}{number:02}")))
    })
}

/// The label of a code that the core knows; an unknown one is its own label there.
macro_rules! agrees {
    ($list:literal, $kind:ident) => {
        agrees!($list, $kind, |shown, label| shown == label)
    };
    ($list:literal, $kind:ident, $agree:expr) => {
        expect_labels::<list::$kind>(
            $list,
            |value| match value {
                list::$kind::Other(_) => None,
                known => Some(known.label()),
            },
            $agree,
        )
    };
}

#[test]
fn code_lists_are_labelled_in_the_words_of_the_core() {
    agrees!("cardClassification", InsuredCardClassification);
    agrees!("familyClassification", PersonalFamilyClassification);
    agrees!("limitCategory", LimitCategory);
    agrees!("limitCertificate", LimitCertificateKind);
    agrees!("lossReason", ReasonOfLoss);
    agrees!("preschool", PreschoolClassification);
    agrees!("prescription", PrescriptionIssue);
    agrees!("sex", Sex);
    agrees!("specificDisease", SpecificDisease);
    agrees!("ticketType", MedicalTicketType);
    agrees!("treatmentType", MedicalTreatmentType);
    agrees!("validity", QualificationValidity);
    // 「なし」 alone would not say of what.
    agrees!("consentFlag", ConsentFlag, |shown, label| shown
        .ends_with(label));
    // The sentence and the step that go with a validity exist for the same codes.
    let anything = |_: &str, _: &str| true;
    agrees!("validityMeaning", QualificationValidity, anything);
    agrees!("validityNext", QualificationValidity, anything);
}

#[test]
fn what_changed_is_named_in_the_words_of_the_core() {
    let texts = standard();
    expect_named::<ChangedField>("changedField", 12);
    for code in texts.family("code_changedField_") {
        let field: ChangedField = serde_json::from_value(Value::from(code)).unwrap();
        assert_eq!(texts.label("changedField", code), field.label());
    }
}

/// Holds a list of our own to the core: `count` labels, each under a name that is used on the wire.
fn expect_named<T: DeserializeOwned>(list: &str, count: usize) {
    let texts = standard();
    let names = texts.family(&format!("code_{list}_"));
    assert_eq!(names.len(), count, "{list}");
    for name in names {
        let read = serde_json::from_value::<T>(Value::from(name));
        assert!(read.is_ok(), "{list} has no {name}");
    }
}

#[test]
fn our_own_lists_are_labelled_by_their_names_on_the_wire() {
    expect_named::<AcceptedStanding>("certificateStanding", 3);
    expect_named::<Capability>("capability", 3);
    expect_named::<CareKind>("careKind", CareKind::ALL.len());
    expect_named::<ConsentEndReason>("consentEndReason", 4);
    expect_named::<MedicalKind>("medicalKind", MedicalKind::ALL.len());
    expect_named::<Relationship>("relationship", 6);
    expect_named::<RevocationReason>("revocationReason", 3);
    expect_named::<Role>("role", 2);
}

#[test]
fn each_item_of_a_consent_has_a_label_and_an_explanation() {
    let items = serde_json::to_value(ConsentItems::ALL).unwrap();
    let items: BTreeSet<_> = items.as_object().unwrap().keys().cloned().collect();
    let texts = standard();
    for list in ["code_consentItem_", "code_consentItemDetail_"] {
        let labelled: BTreeSet<_> = texts.family(list).into_iter().map(String::from).collect();
        assert_eq!(labelled, items, "{list}");
    }
}

#[test]
fn dates_are_written_as_the_app_writes_them() {
    #[derive(Deserialize)]
    struct Example {
        day: jiff::civil::Date,
        japanese: String,
    }
    let path = repository().join("tests/fixtures/display/dates.json");
    let examples: Vec<Example> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert!(examples.len() > 10);
    for Example { day, japanese } in examples {
        assert_eq!(date_with_era(day), japanese);
    }
}
