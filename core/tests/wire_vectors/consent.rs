//! Consents.

use kyotaku_core::wire::consent::{Consent, ConsentItems, Relationship, Respondent};
use kyotaku_core::wire::identifier::ReceiptId;
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::qualification::PrescriptionIssue;
use kyotaku_core::wire::receipt::Receipt;
use serde_json::{Value, json};

use crate::forgery::{self, Forgery};
use crate::golden;
use crate::signer::{Signer, test_key};

const FILE: &str = "consent-v1.json";

fn device() -> Signer<Consent> {
    Signer {
        key: test_key(0x4B),
        kid: "0190f3a2-7c41-7a00-8000-00000000000a".parse().unwrap(),
    }
}

fn consents() -> Vec<(&'static str, Consent)> {
    let everything = Consent {
        receipt_id: ReceiptId::new(*b"a receipt's name"),
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        prescription_issue_select: None,
        answered_at: "2026-11-22T09:03:12Z".parse().unwrap(),
    };
    // What somebody else may answer for a patient.
    let by_proxy = |relationship| Consent {
        items: ConsentItems {
            specific_diseases_certificate: true,
            ..ConsentItems::NONE
        },
        respondent: Respondent::Proxy { relationship },
        ..everything.clone()
    };
    let prescribed = |form| Consent {
        prescription_issue_select: Some(form),
        ..everything.clone()
    };
    vec![
        ("to everything", everything.clone()),
        (
            "to nothing",
            Consent {
                items: ConsentItems::NONE,
                ..everything.clone()
            },
        ),
        (
            "to nothing, not even the notice of the limit",
            Consent {
                items: ConsentItems::default(),
                ..everything.clone()
            },
        ),
        (
            "to medicines and check-ups",
            Consent {
                items: ConsentItems {
                    pharmacists_info: true,
                    specific_health_checkups_info: true,
                    ..ConsentItems::NONE
                },
                ..everything.clone()
            },
        ),
        ("by a spouse", by_proxy(Relationship::Spouse)),
        ("by a child", by_proxy(Relationship::Child)),
        ("by a parent", by_proxy(Relationship::Parent)),
        ("by another relative", by_proxy(Relationship::OtherRelative)),
        (
            "by a legal representative",
            by_proxy(Relationship::LegalRepresentative),
        ),
        ("by somebody else", by_proxy(Relationship::Other)),
        (
            "with an electronic prescription",
            prescribed(PrescriptionIssue::Electronic),
        ),
        (
            "with a prescription on paper",
            prescribed(PrescriptionIssue::Paper),
        ),
        (
            "between two seconds",
            Consent {
                answered_at: "2027-02-28T23:59:59.875Z".parse().unwrap(),
                ..everything
            },
        ),
    ]
}

fn forgeries() -> Vec<Forgery> {
    let (_, claims) = &consents()[0];
    let another = "0190f3a2-7c41-7a00-8000-00000000000b".parse().unwrap();
    let mut forgeries = forgery::of(&device(), claims, Receipt::TYPE, &another);
    // Each says something that this version does not understand, and signs it.
    let saying = |name, place: &str, value: Value| {
        let mut claims = serde_json::to_value(claims).unwrap();
        *claims.pointer_mut(place).unwrap() = value;
        forgery::claiming(&device(), name, &claims.to_string())
    };
    let mut items = serde_json::to_value(ConsentItems::NONE).unwrap();
    items["dentalInfo"] = json!(true);
    let related = json!({ "kind": "patient", "relationship": "child" });
    forgeries.extend([
        saying("with an item too many", "/items", items),
        saying(
            "by a patient's relation to themselves",
            "/respondent",
            related,
        ),
        saying(
            "by a proxy without a relationship",
            "/respondent",
            json!({ "kind": "proxy" }),
        ),
        saying("by nobody", "/respondent", json!({ "kind": "nobody" })),
        saying(
            "with a yes that is no boolean",
            "/items/operationInfo",
            json!(1),
        ),
    ]);
    forgeries
}

#[test]
fn consents_are_signed_as_the_vectors_say() {
    golden::assert_holds(FILE, &device().file(&consents(), &forgeries()));
}

#[test]
fn vectors_read_back_to_the_consent_they_name() {
    for (vector, (name, consent)) in golden::vectors(FILE, "vectors").iter().zip(consents()) {
        let jws = vector["jws"].as_str().unwrap();
        assert_eq!(vector["name"], name);
        assert_eq!(device().read(jws).unwrap(), consent, "{name}");
    }
}

#[test]
fn a_forged_consent_is_refused_for_what_is_wrong_with_it() {
    for forgery in golden::vectors(FILE, "forgeries") {
        let refusal = device().read(forgery["jws"].as_str().unwrap()).unwrap_err();
        assert_eq!(forgery["because"], refusal.word(), "{}", forgery["name"]);
    }
}
