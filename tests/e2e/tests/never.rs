//! What is never sent, whatever goes wrong: anything but the listed commands.

use std::collections::BTreeSet;

use kyotaku_cardsim::World;
use kyotaku_e2e::allowed::{ALLOWED, shape};
use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::operation::Operation;
use kyotaku_e2e::sweep::SWEEP;
use kyotaku_e2e::visit::Visit;

/// The 共通カードAP, 住基AP, 券面事項確認AP and 券面事項入力補助AP; the latter two hold the 個人番号.
const OTHER_APPLICATIONS: [&str; 4] = [
    "D3921000310001010100",
    "D3921000310001010401",
    "D3921000310001010402",
    "D3921000310001010408",
];

#[test]
fn no_trouble_brings_out_a_command_that_is_not_listed_and_each_listed_one_is_used() {
    let bench = Bench::new();
    let mut sent = BTreeSet::new();
    let mut taps = 0;
    for scenario in SWEEP {
        taps += scenario.troubled_taps(&bench, &mut |visit| {
            sent.extend(
                visit
                    .reader
                    .exchanges()
                    .iter()
                    .map(|one| shape(&one.command)),
            );
            assert_eq!(visit.reader.card().log().forbidden(), 0, "{scenario:?}");
        });
    }
    eprintln!("{taps} troubled taps, {} different commands", sent.len());
    let allowed = ALLOWED.map(str::to_owned);
    assert_eq!(sent, BTreeSet::from(allowed));
}

#[test]
fn no_card_brings_out_a_command_that_is_not_listed() {
    let bench = Bench::new();
    for name in World::card_names() {
        for operation in Operation::ALL {
            let mut visit = Visit::for_operation(&bench, bench.card(name), operation);
            // What it comes to is told elsewhere.
            let _ = visit.tap(operation);
            for exchange in visit.reader.exchanges() {
                let sent = shape(&exchange.command);
                assert!(ALLOWED.contains(&sent.as_str()), "{sent} to {name}");
            }
            assert_eq!(visit.reader.card().log().forbidden(), 0, "{name}");
        }
    }
}

#[test]
fn no_listed_command_selects_an_application_with_a_number_in_it() {
    for other in OTHER_APPLICATIONS {
        assert!(ALLOWED.iter().all(|command| !command.contains(other)));
    }
}
