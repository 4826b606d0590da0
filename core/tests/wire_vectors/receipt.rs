//! Receipts.

use kyotaku_core::wire::consent::Consent;
use kyotaku_core::wire::identifier::{KeyThumbprint, Pseudonym, ReceiptId};
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::receipt::Receipt;

use crate::forgery::{self, Forgery};
use crate::golden;
use crate::signer::{Signer, public_key, test_key};

const FILE: &str = "receipt-v1.json";

fn server() -> Signer<Receipt> {
    let key = test_key(0x53);
    let kid = KeyThumbprint::of(&public_key(&key));
    Signer { key, kid }
}

fn receipts() -> Vec<(&'static str, Receipt)> {
    let home = Receipt {
        receipt_id: ReceiptId::new(*b"a receipt's name"),
        institution: "9919999012".parse().unwrap(),
        care_kind: CareKind::HomeVisit,
        method: Method::Pin,
        verified_at: "2026-11-22T09:01:00Z".parse().unwrap(),
        pseudonym: Pseudonym::new([0x7E; 32]),
    };
    let elsewhere = Receipt {
        institution: "9969999011".parse().unwrap(),
        pseudonym: Pseudonym::new([0x1D; 32]),
        ..home.clone()
    };
    vec![
        ("by PIN at home", home.clone()),
        (
            "by sight at home",
            Receipt {
                method: Method::Visual,
                ..home.clone()
            },
        ),
        (
            "by PIN as an outpatient",
            Receipt {
                care_kind: CareKind::Outpatient,
                ..home.clone()
            },
        ),
        (
            "by sight as an outpatient",
            Receipt {
                care_kind: CareKind::Outpatient,
                method: Method::Visual,
                ..home.clone()
            },
        ),
        (
            "on the website at home",
            Receipt {
                method: Method::Web,
                ..home.clone()
            },
        ),
        (
            "on the website, online",
            Receipt {
                care_kind: CareKind::Online,
                method: Method::Web,
                verified_at: "2027-02-28T23:59:59Z".parse().unwrap(),
                ..home
            },
        ),
        ("at another institution, by another name", elsewhere),
    ]
}

fn forgeries() -> Vec<Forgery> {
    let (_, claims) = &receipts()[0];
    let another = KeyThumbprint::of(&public_key(&test_key(0x58)));
    forgery::of(&server(), claims, Consent::TYPE, &another)
}

#[test]
fn receipts_are_signed_as_the_vectors_say() {
    golden::assert_holds(FILE, &server().file(&receipts(), &forgeries()));
}

#[test]
fn vectors_read_back_to_the_receipt_they_name() {
    let key = public_key(&server().key);
    for (vector, (name, receipt)) in golden::vectors(FILE, "vectors").iter().zip(receipts()) {
        let jws = vector["jws"].as_str().unwrap();
        assert_eq!(vector["name"], name);
        assert_eq!(server().read(jws).unwrap(), receipt, "{name}");
        assert_eq!(Receipt::check(jws, &key).unwrap(), receipt, "{name}");
    }
}

#[test]
fn a_forged_receipt_is_refused_for_what_is_wrong_with_it() {
    let key = public_key(&server().key);
    for forgery in golden::vectors(FILE, "forgeries") {
        let jws = forgery["jws"].as_str().unwrap();
        let refusal = server().read(jws).unwrap_err();
        assert_eq!(forgery["because"], refusal.word(), "{}", forgery["name"]);
        assert!(Receipt::check(jws, &key).is_err(), "{}", forgery["name"]);
    }
}
