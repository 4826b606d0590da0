use super::*;

/// SELECT of the JPKI application.
const SELECT: [u8; 15] = [
    0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
];
/// SELECT of the 利用者証明用 PIN.
const SELECT_PIN: [u8; 7] = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x18];

fn held(name: &str) -> EmulatedCard {
    let card = EmulatedCard::new(name).unwrap();
    card.power_on().unwrap();
    card
}

/// Presents a PIN; the status word.
fn verify(card: &EmulatedCard, pin: &[u8]) -> u16 {
    for command in [&SELECT[..], &SELECT_PIN] {
        assert_eq!(card.transmit(command).unwrap(), [0x90, 0x00]);
    }
    let mut command = vec![0x00, 0x20, 0x00, 0x80, 4];
    command.extend(pin);
    let answer = card.transmit(&command).unwrap();
    u16::from_be_bytes(answer.try_into().unwrap())
}

#[test]
fn every_card_of_the_list_can_be_held_into_the_field() {
    let cards = cards().unwrap();
    assert_eq!(cards.len(), CARDS.len());
    for described in &cards {
        assert!(!described.about.is_empty());
        assert!(held(&described.name).is_powered(), "{}", described.name);
    }
    let carried = cards.iter().filter(|one| one.person.is_some());
    assert_eq!(carried.count(), 14);
}

#[test]
fn a_card_whose_certificate_has_ended_keeps_its_pin_and_its_counter() {
    let card = held("T01");
    assert_eq!(verify(&card, b"9999"), 0x63C2);
    card.expire_certificate().unwrap();
    assert!(!card.is_powered());
    assert_eq!(card.name(), "T01");
    card.power_on().unwrap();
    assert_eq!(card.pin_tries_left(), 2);
    assert_eq!(verify(&card, &card_pin()), 0x9000);
}

#[test]
fn a_name_that_no_card_has_is_refused() {
    let refused = EmulatedCard::new("T99").err().unwrap();
    assert!(matches!(refused, TestingError::UnknownCard { name } if name == "T99"));
}

#[test]
fn a_card_answers_in_the_field_alone() {
    let card = EmulatedCard::new("T01").unwrap();
    let lost = card.transmit(&SELECT).unwrap_err();
    assert!(matches!(lost, TestingError::CardLost));
    card.power_on().unwrap();
    assert_eq!(card.transmit(&SELECT).unwrap(), [0x90, 0x00]);
    card.power_off();
    assert!(card.transmit(&SELECT).is_err());
}

#[test]
fn a_wrong_pin_costs_a_try_that_is_still_gone_when_the_card_comes_back() {
    let card = held("T01");
    assert_eq!(card.pin_tries_left(), 3);
    assert_eq!(verify(&card, b"9999"), 0x63C2);
    card.power_off();
    card.power_on().unwrap();
    assert_eq!(card.pin_tries_left(), 2);
    assert_eq!(verify(&card, &card_pin()), 0x9000);
    assert_eq!(card.pin_tries_left(), 3);
}

#[test]
fn tries_can_be_set_to_what_a_card_may_have() {
    let card = held("T01");
    card.set_pin_tries_left(1);
    assert_eq!(verify(&card, b"9999"), 0x63C0);
    card.set_pin_tries_left(200);
    assert_eq!(card.pin_tries_left(), 3);
}

#[test]
fn a_warm_reset_loses_the_selection() {
    let card = held("T01");
    card.transmit(&SELECT).unwrap();
    assert_eq!(card.transmit(&SELECT_PIN).unwrap(), [0x90, 0x00]);
    card.reset();
    assert!(card.is_powered());
    assert_ne!(card.transmit(&SELECT_PIN).unwrap(), [0x90, 0x00]);
}

#[test]
fn the_log_holds_headers_lengths_and_status_words_and_no_data() {
    let card = held("T01");
    verify(&card, b"9999");
    let log = card.log();
    assert_eq!(card.command_count(), 3);
    assert_eq!(card.forbidden_count(), 0);
    let last = log.last().unwrap();
    assert_eq!(last.header, [0x00, 0x20, 0x00, 0x80]);
    assert_eq!((last.command_bytes, last.response_bytes), (9, 2));
    assert_eq!(last.status, 0x63C2);
}

#[test]
fn commands_that_touch_the_individual_number_are_counted() {
    let card = held("T01");
    // The text application, and its file of 個人番号.
    let select = [
        0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08,
    ];
    card.transmit(&select).unwrap();
    let file = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x01];
    card.transmit(&file).unwrap();
    assert_eq!(card.forbidden_count(), 1);
}

#[test]
fn a_fault_strikes_once_and_the_card_comes_back() {
    let card = held("T01");
    card.add_faults("lose the tag before command 2").unwrap();
    card.transmit(&SELECT).unwrap();
    assert!(card.transmit(&SELECT_PIN).is_err());
    assert!(!card.is_powered());
    assert_eq!(card.command_count(), 1);
    card.power_on().unwrap();
    assert_eq!(card.transmit(&SELECT).unwrap(), [0x90, 0x00]);
}

#[test]
fn another_card_may_come_back_and_has_a_log_of_its_own() {
    let card = held("T01");
    let script = "lose the tag after command 1\nswap the card with T02 after loss";
    card.add_faults(script).unwrap();
    assert!(card.transmit(&SELECT).is_err());
    assert_eq!(card.name(), "T01");
    card.power_on().unwrap();
    assert_eq!((card.name().as_str(), card.command_count()), ("T02", 0));
}

#[test]
fn delays_are_told_and_nothing_waits_for_them() {
    let card = held("T01");
    card.transmit(&SELECT).unwrap();
    let before = card.elapsed_milliseconds();
    assert!((10..100).contains(&before), "{before} ms");
    card.add_faults("delay command 2 by 60000 ms").unwrap();
    card.transmit(&SELECT).unwrap();
    assert!(card.elapsed_milliseconds() >= before + 60_000);
}

#[test]
fn what_names_no_fault_or_no_card_adds_nothing() {
    let card = held("T01");
    let wrong = "garbage answer 1\nset the card on fire";
    let refused = card.add_faults(wrong).unwrap_err();
    assert!(matches!(
        refused,
        TestingError::UnknownFault { line: 2, .. }
    ));
    let wrong = "garbage answer 1\nswap the card with nobody after loss";
    let refused = card.add_faults(wrong).unwrap_err();
    assert!(matches!(refused, TestingError::UnknownCard { name } if name == "nobody"));
    assert_eq!(card.transmit(&SELECT).unwrap(), [0x90, 0x00]);
}

#[test]
fn the_application_data_is_that_of_the_real_card() {
    let card = held("T01");
    assert_eq!(card.application_data(), [0x00, 0x00, 0x05, 0xE0]);
}

#[test]
fn three_authorities_have_issued_the_cards() {
    assert_eq!(card_authorities().unwrap().len(), 3);
}
