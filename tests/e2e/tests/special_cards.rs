//! Every card of the catalogue: what a tap with it comes to, which message goes with it, and what
//! it costs.

use kyotaku_cardsim::World;
use kyotaku_cardsim::card::{Behaviour, Delivery, EndOfFile};
use kyotaku_core::card::{
    Identification, LengthSupport, PinOutcome, SignedByCard, Support, Tries, Unsuitable,
    VisualOutcome,
};
use kyotaku_core::pki::{CertificateError, Standing};
use kyotaku_core::wire::code::Code;
use kyotaku_e2e::bench::{Bench, tries_left};
use kyotaku_e2e::operation::Operation::{self, SignExtended, SignShort, SignVisually};
use kyotaku_e2e::operation::Outcome;
use kyotaku_e2e::visit::Visit;

/// What a card comes to: the outcome by name, its message, the commands of the tap.
type Verdict = (&'static str, Option<Code>, usize);

const SIGNED: Verdict = ("signed, Valid", None, 11);
const VISUAL: Verdict = ("signed, Valid", None, 10);
const ENDED: Verdict = ("signed, Grace", Some(Code::CertificateGrace), SIGNED.2);

/// What each card comes to with a PIN in short reads, and after 目視.
fn expected(card: &str) -> Option<(Verdict, Verdict)> {
    let both = |name, code, short, visual| ((name, Some(code), short), (name, Some(code), visual));
    let by_pin_only = |short: Verdict, commands| {
        let refused = "extended length refused";
        (
            short,
            (refused, Some(Code::ExtendedApduUnsupported), commands),
        )
    };
    Some(match card {
        "T11" | "locked" => (("blocked", Some(Code::PinBlocked), 9), VISUAL),
        "T13" => (ENDED, (ENDED.0, ENDED.1, VISUAL.2)),
        // The phone is not told of revocations; the server refuses T14.
        "T01"
        | "T02"
        | "T03"
        | "T04"
        | "T05"
        | "T06"
        | "T07"
        | "T08"
        | "T09"
        | "T10"
        | "T12"
        | "T14"
        | "two-tries"
        | "verified-query-9000"
        | "filler"
        | "no-chaining" => (SIGNED, VISUAL),
        "expiring" => {
            let named = "signed, Expiring";
            let code = Some(Code::CertificateExpiring);
            ((named, code, SIGNED.2), (named, code, VISUAL.2))
        }
        "dead" => both("standing, Dead", Code::CertificateDead, 9, 3),
        "not-yet" => both("standing, NotYet", Code::CertificateNotYet, 9, 3),
        "foreign-ca" => both("standing, Foreign", Code::CertificateForeign, 8, 3),
        "impostor-ca" => both("standing, Foreign", Code::CertificateForeign, 9, 3),
        "sign-type" => both("sign type", Code::CertificateOtherPurpose, 9, 3),
        "ec-p384" => both("unsupported key", Code::CertificateKeyUnknown, 8, 3),
        "juki" => both("resident register card", Code::ResidentRegisterCard, 8, 3),
        "not-my-number" => both("not a My Number Card", Code::NotMyNumberCard, 1, 1),
        "no-certificate" => both("no certificate", Code::CertificateAbsent, 3, 4),
        "empty-certificate" => both("no certificate", Code::CertificateAbsent, 2, 3),
        "lying-short" => both("damaged certificate", Code::CertificateUnreadable, 3, 2),
        "lying-huge" => both("damaged certificate", Code::CertificateUnreadable, 2, 2),
        "lying-long" => both("damaged certificate", Code::CertificateUnreadable, 9, 3),
        "one-try" => (("last try", Some(Code::PinLastTry), 9), VISUAL),
        "no-sfi" | "no-sfi-not-found" => ((SIGNED.0, None, 16), (VISUAL.0, None, 21)),
        "no-extended" => by_pin_only(SIGNED, 12),
        "no-extended-lc" => by_pin_only(SIGNED, 5),
        "no-extended-le" => (SIGNED, (VISUAL.0, None, 17)),
        _ => return None,
    })
}

fn signed(signed: &SignedByCard) -> (&'static str, Option<Code>) {
    let name = match signed.standing {
        Standing::Valid => "signed, Valid",
        Standing::Expiring { .. } => "signed, Expiring",
        Standing::Grace { .. } => "signed, Grace",
        _ => "signed with a standing that forbids it",
    };
    (name, signed.standing.code())
}

fn unsuitable(unsuitable: &Unsuitable) -> (&'static str, Option<Code>) {
    let name = match unsuitable {
        Unsuitable::Certificate(CertificateError::SignType) => "sign type",
        Unsuitable::Certificate(CertificateError::UnsupportedKey(_)) => "unsupported key",
        Unsuitable::DamagedCertificate => "damaged certificate",
        Unsuitable::NoCertificate => "no certificate",
        Unsuitable::NotMyNumberCard => "not a My Number Card",
        Unsuitable::ResidentRegisterCard => "resident register card",
        Unsuitable::Standing(Standing::Dead) => "standing, Dead",
        Unsuitable::Standing(Standing::Foreign) => "standing, Foreign",
        Unsuitable::Standing(Standing::NotYet { .. }) => "standing, NotYet",
        _ => "another reason",
    };
    (name, Some(unsuitable.code()))
}

fn told(outcome: &Outcome) -> (&'static str, Option<Code>) {
    match outcome {
        Outcome::Pin(PinOutcome::Signed(by)) | Outcome::Visual(VisualOutcome::Signed(by)) => {
            signed(by)
        }
        Outcome::Pin(PinOutcome::Unsuitable(why))
        | Outcome::Visual(VisualOutcome::Unsuitable(why)) => unsuitable(why),
        Outcome::Pin(pin) => {
            let name = match pin {
                PinOutcome::Blocked => "blocked",
                PinOutcome::LastTry => "last try",
                PinOutcome::PinNeeded { .. } => "PIN needed",
                PinOutcome::WrongPin { .. } => "wrong PIN",
                _ => unreachable!("told above"),
            };
            (name, pin.code())
        }
        Outcome::Visual(visual) => {
            let name = match visual {
                VisualOutcome::ExtendedLengthRefused => "extended length refused",
                VisualOutcome::CardChanged => "card changed",
                VisualOutcome::TerminalRefused { .. } => "terminal refused",
                _ => unreachable!("told above"),
            };
            (name, visual.code())
        }
        _ => unreachable!("only signatures are asked for here"),
    }
}

#[test]
fn every_card_has_its_outcome_its_message_and_its_price() {
    let bench = Bench::new();
    for name in World::card_names() {
        let (by_pin, visual) = expected(name).expect(name);
        for (operation, expected) in [(SignShort, by_pin), (SignVisually, visual)] {
            let mut visit = Visit::for_operation(&bench, bench.card(name), operation);
            let outcome = visit.tap(operation).expect(name);
            let log = visit.reader.card().log();
            let (told, code) = told(&outcome);
            assert_eq!(
                (told, code, log.commands()),
                expected,
                "{operation:?} with {name}"
            );

            let spent = operation == SignShort && outcome.signed().is_some();
            assert_eq!(log.verifications(), usize::from(spent), "{name}");
            assert_eq!(log.forbidden(), 0, "{name}");
        }
    }
}

#[test]
fn every_card_tells_what_it_is() {
    let bench = Bench::new();
    for name in World::card_names() {
        let mut visit = Visit::with(&bench, bench.card(name));
        let expected = match name {
            "not-my-number" => Err(Unsuitable::NotMyNumberCard),
            "juki" => Ok(Identification::ResidentRegisterCard),
            _ => Ok(Identification::MyNumberCard),
        };
        match visit.tap(Operation::Identify) {
            Ok(Outcome::Identification(found)) => assert_eq!(found, expected, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
        // A card that takes no short identifiers has its file selected first.
        let most = if name.starts_with("no-sfi") { 4 } else { 2 };
        assert!(visit.reader.exchanges().len() <= most, "{name}");
    }
}

#[test]
fn the_tries_are_told_and_cost_nothing() {
    let bench = Bench::new();
    for (name, tries) in [
        ("T01", Tries::Left(3)),
        ("two-tries", Tries::Left(2)),
        ("one-try", Tries::Left(1)),
        ("locked", Tries::Blocked),
        ("T11", Tries::Blocked),
        ("no-sfi", Tries::Left(3)),
    ] {
        let mut visit = Visit::with(&bench, bench.card(name));
        let before = tries_left(visit.reader.card());
        match visit.tap(Operation::Tries) {
            Ok(Outcome::Tries(Ok(report))) => assert_eq!(report.tries, tries, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
        assert_eq!(tries_left(visit.reader.card()), before);
        assert_eq!(visit.verifications(), 0);
    }
}

#[test]
fn taps_cost_what_was_promised() {
    let bench = Bench::new();
    for (operation, commands, relayed) in [
        (SignShort, 11, 0),
        (SignExtended, 5, 0),
        (SignVisually, 10, 1),
    ] {
        let mut visit = Visit::for_operation(&bench, bench.card("T01"), operation);
        assert!(visit.tap(operation).unwrap().signed().is_some());
        let log = visit.reader.card().log();
        assert_eq!(log.commands(), commands, "{operation:?}");
        assert_eq!(visit.terminal.challenges().len(), relayed, "{operation:?}");
    }
}

#[test]
fn a_card_comes_to_the_same_in_short_reads_and_in_a_long_one() {
    let bench = Bench::new();
    for name in World::card_names() {
        let [short, long] = [SignShort, SignExtended].map(|operation| {
            let mut visit = Visit::for_operation(&bench, bench.card(name), operation);
            visit.tap(operation).expect(name)
        });
        assert_eq!(told(&short), told(&long), "{name}");
    }
}

#[test]
fn every_make_of_card_signs() {
    type Make = (&'static str, fn(&mut Behaviour));
    let makes: [Make; 4] = [
        ("61xx", |card| card.delivery = Delivery::GetResponse),
        ("6Cxx", |card| card.delivery = Delivery::ExactLength),
        ("6282", |card| card.end_of_file = EndOfFile::Warning),
        ("short answers", |card| card.read_limit = Some(100)),
    ];
    let bench = Bench::new();
    for (name, make) in makes {
        for operation in [SignShort, SignExtended, SignVisually] {
            let mut card = bench.card("T01");
            make(card.behaviour_mut());
            let mut visit = Visit::for_operation(&bench, card, operation);
            let outcome = visit.tap(operation).expect(name);
            assert!(
                outcome.signed().is_some(),
                "{name}, {operation:?}: {outcome:?}"
            );
        }
    }
}

#[test]
fn a_device_check_learns_what_passes() {
    let bench = Bench::new();
    let (yes, no) = (Support::Yes, Support::No);
    for (name, le, lc) in [
        ("T01", yes, yes),
        ("no-extended", no, no),
        ("no-extended-lc", yes, no),
        ("no-extended-le", no, yes),
    ] {
        let mut visit = Visit::with(&bench, bench.card(name));
        visit.tap(Operation::DeviceCheck).expect(name);
        assert_eq!(visit.memory.lengths, LengthSupport { le, lc }, "{name}");
    }
}
