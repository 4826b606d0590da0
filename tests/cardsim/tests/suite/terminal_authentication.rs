//! RP-TA/1 from end to end, with real RSA on both sides, and everything the card must refuse in it.

use der::{Decode as _, Encode as _};
use kyotaku_cardsim::{
    Card,
    pki::{
        keys,
        terminal::{self, DV, INNER, KeyId, ROOT, TERMINAL, TerminalChain},
    },
};
use rsa::{Pkcs1v15Sign, RsaPublicKey, pkcs8::DecodePublicKey as _};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;

use crate::apdus::*;

/// Extended length fields, or short ones with command chaining.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Extended,
    Chained,
}

impl Form {
    /// Sends a command with long data and returns its status.
    fn send(self, card: &mut Card, header: [u8; 4], data: &[u8]) -> u16 {
        if self == Self::Extended {
            let mut command = header.to_vec();
            command.push(0);
            command.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
            command.extend(data);
            return transmit(card, &command).1;
        }
        let mut parts = data.chunks(255).peekable();
        let mut answer = 0;
        while let Some(part) = parts.next() {
            let mut command = header.to_vec();
            if parts.peek().is_some() {
                command[0] |= 0x10;
            }
            command.push(u8::try_from(part.len()).unwrap());
            command.extend(part);
            answer = transmit(card, &command).1;
            if answer != 0x9000 {
                break;
            }
        }
        answer
    }
}

fn reference(card: &mut Card, p2: u8, id: &KeyId) -> u16 {
    let mut command = vec![0x00, 0x22, 0x81, p2, 0x12, 0x83, 0x10];
    command.extend(id);
    transmit(card, &command).1
}

fn verify_certificate(card: &mut Card, form: Form, certificate: &[u8]) -> u16 {
    let inner = TerminalChain::inner(certificate);
    form.send(card, [0x00, 0x2A, 0x00, 0xBE], inner)
}

fn challenge(card: &mut Card) -> [u8; 16] {
    send(card, "0084000010").0.try_into().unwrap()
}

fn authenticate(card: &mut Card, form: Form, challenge: &[u8; 16]) -> u16 {
    let answer = terminal::answer(keys::TERMINAL.key().unwrap(), challenge).unwrap();
    form.send(card, [0x00, 0x82, 0x00, 0x00], &answer)
}

/// Everything after selection and reading, up to the authorisation.
fn authorise(card: &mut Card, form: Form) {
    import(card, form);
    assert_eq!(reference(card, 0xA4, &TERMINAL), 0x9000);
    let challenge = challenge(card);
    assert_eq!(authenticate(card, form, &challenge), 0x9000);
}

fn import(card: &mut Card, form: Form) {
    let chain = TerminalChain::issue().unwrap();
    assert_eq!(reference(card, 0xB6, &ROOT), 0x9000);
    assert_eq!(verify_certificate(card, form, &chain.dv), 0x9000);
    assert_eq!(reference(card, 0xB6, &DV), 0x9000);
    assert_eq!(verify_certificate(card, form, &chain.terminal), 0x9000);
}

fn assert_verifies(certificate: &[u8], signature: &[u8]) {
    let certificate = Certificate::from_der(certificate).unwrap();
    let key = certificate.tbs_certificate().subject_public_key_info();
    RsaPublicKey::from_public_key_der(&key.to_der().unwrap())
        .unwrap()
        .verify(
            Pkcs1v15Sign::new::<Sha256>(),
            &Sha256::digest("hello"),
            signature,
        )
        .unwrap();
}

#[test]
fn ten_extended_commands_give_one_signature_without_pin() {
    let mut card = powered("T11");
    send(&mut card, SELECT_JPKI);
    let (certificate, _) = send(&mut card, READ_WHOLE_CERTIFICATE);
    authorise(&mut card, Form::Extended);
    let (signature, answer) = send(&mut card, &sign());
    assert_eq!(answer, 0x9000);
    assert_verifies(&certificate, &signature);

    let summary = card.log().summary();
    assert_eq!(summary.commands, 10);
    assert_eq!(summary.command_bytes, 1556);
    assert_eq!(summary.response_bytes, certificate.len() + 292);
    assert_eq!(status(&mut card, &sign()), 0x6982, "one signature only");
}

#[test]
fn twenty_one_chained_commands_do_the_same() {
    let mut card = powered("no-extended");
    send(&mut card, SELECT_JPKI);
    let certificate = read_certificate(&mut card);
    authorise(&mut card, Form::Chained);
    let (signature, answer) = send(&mut card, &sign());
    assert_eq!(answer, 0x9000);
    assert_verifies(&certificate, &signature);

    let summary = card.log().summary();
    assert_eq!(summary.commands, 21);
    assert_eq!(summary.command_bytes, 1603);
    assert_eq!(status(&mut card, &sign()), 0x6982, "one signature only");
}

#[test]
fn the_authorisation_is_lost_with_any_selection_of_an_application() {
    for way_out in [SELECT_JPKI, SELECT_SURFACE, SELECT_MANAGER] {
        let mut card = selected("T11");
        authorise(&mut card, Form::Extended);
        send(&mut card, way_out);
        send(&mut card, SELECT_JPKI);
        assert_eq!(status(&mut card, &sign()), 0x6982, "{way_out}");
    }
    let mut card = selected("T11");
    authorise(&mut card, Form::Extended);
    card.reset();
    send(&mut card, SELECT_JPKI);
    assert_eq!(status(&mut card, &sign()), 0x6982);
}

#[test]
fn imported_keys_live_until_reset() {
    let mut card = selected("T11");
    import(&mut card, Form::Extended);
    send(&mut card, SELECT_JPKI);
    assert_eq!(reference(&mut card, 0xA4, &TERMINAL), 0x9000);
    card.reset();
    send(&mut card, SELECT_JPKI);
    assert_eq!(reference(&mut card, 0xA4, &TERMINAL), 0x6A88);
}

#[test]
fn a_challenge_is_good_for_one_answer_right_or_wrong() {
    let mut card = selected("T11");
    import(&mut card, Form::Extended);
    reference(&mut card, 0xA4, &TERMINAL);
    let asked = challenge(&mut card);
    assert_eq!(authenticate(&mut card, Form::Extended, &[0; 16]), 0x6300);
    assert_eq!(authenticate(&mut card, Form::Extended, &asked), 0x6985);
    assert_eq!(status(&mut card, &sign()), 0x6982);
    let asked = challenge(&mut card);
    assert_eq!(authenticate(&mut card, Form::Extended, &asked), 0x9000);
    assert_eq!(authenticate(&mut card, Form::Extended, &asked), 0x6985);
}

#[test]
fn a_challenge_of_another_length_cannot_be_answered() {
    let mut card = selected("T11");
    import(&mut card, Form::Extended);
    reference(&mut card, 0xA4, &TERMINAL);
    send(&mut card, "0084000008");
    assert_eq!(authenticate(&mut card, Form::Extended, &[0; 16]), 0x6985);
}

#[test]
fn steps_out_of_order_are_refused() {
    let chain = TerminalChain::issue().unwrap();
    let mut card = selected("T11");
    let verify = |card: &mut Card, bytes| verify_certificate(card, Form::Extended, bytes);
    assert_eq!(
        verify(&mut card, &chain.dv),
        0x6985,
        "no verifying key is set"
    );
    assert_eq!(reference(&mut card, 0xB6, &DV), 0x6A88, "not imported yet");
    assert_eq!(reference(&mut card, 0xA4, &TERMINAL), 0x6A88);
    assert_eq!(
        reference(&mut card, 0xA4, &ROOT),
        0x6A88,
        "the root does not authenticate"
    );
    reference(&mut card, 0xB6, &ROOT);
    assert_eq!(
        verify(&mut card, &chain.terminal),
        0x6A88,
        "not issued by the root"
    );
    assert_eq!(verify(&mut card, &chain.dv), 0x9000);
    assert_eq!(
        reference(&mut card, 0xA4, &DV),
        0x6A88,
        "an intermediate does not authenticate"
    );
    let asked = challenge(&mut card);
    assert_eq!(
        authenticate(&mut card, Form::Extended, &asked),
        0x6985,
        "no key is set"
    );
    let mut elsewhere = powered("T11");
    assert_eq!(
        reference(&mut elsewhere, 0xB6, &ROOT),
        0x6985,
        "JPKI is not selected"
    );
}

#[test]
fn a_terminal_key_vouches_for_nobody() {
    let mut card = selected("T11");
    import(&mut card, Form::Extended);
    assert_eq!(reference(&mut card, 0xB6, &TERMINAL), 0x6A88);
}

#[test]
fn the_name_of_the_root_cannot_be_taken() {
    let mut card = selected("T11");
    let root = keys::TERMINAL_ROOT.key().unwrap();
    let thief = keys::TERMINAL.key().unwrap().to_public_key();
    let forged = terminal::certificate(root, &ROOT, &ROOT, &thief).unwrap();
    reference(&mut card, 0xB6, &ROOT);
    assert_eq!(
        verify_certificate(&mut card, Form::Extended, &forged),
        0x6A80
    );
}

#[test]
fn certificates_that_are_not_exactly_so_are_refused() {
    let chain = TerminalChain::issue().unwrap();
    let genuine = TerminalChain::inner(&chain.dv).to_vec();
    let damaged = |at: usize, bit: u8| {
        let mut bytes = genuine.clone();
        bytes[at] ^= bit;
        bytes
    };
    let cases = [
        ("tag of the body", damaged(1, 0x01), 0x6A80),
        ("length of the body", damaged(4, 0x01), 0x6A80),
        ("issuer", damaged(5, 0x01), 0x6A88),
        ("exponent", damaged(5 + 32 + 4, 0x02), 0x6A80),
        ("modulus", damaged(5 + 60, 0x01), 0x6988),
        ("tag of the signature", damaged(5 + 297, 0x01), 0x6A80),
        ("signature", damaged(INNER - 1, 0x01), 0x6988),
        ("too short", genuine[..INNER - 1].to_vec(), 0x6A80),
        ("with the outer tag", chain.dv.clone(), 0x6A80),
    ];
    for (what, bytes, expected) in cases {
        let mut card = selected("T11");
        reference(&mut card, 0xB6, &ROOT);
        let answer = Form::Extended.send(&mut card, [0x00, 0x2A, 0x00, 0xBE], &bytes);
        assert_eq!(answer, expected, "{what}");
        assert_eq!(
            reference(&mut card, 0xB6, &DV),
            0x6A88,
            "{what} imported nothing"
        );
    }
}

#[test]
fn a_card_without_extended_lc_says_6700_and_takes_chains() {
    let chain = TerminalChain::issue().unwrap();
    let mut card = selected("no-extended-lc");
    reference(&mut card, 0xB6, &ROOT);
    assert_eq!(
        verify_certificate(&mut card, Form::Extended, &chain.dv),
        0x6700
    );
    assert_eq!(
        verify_certificate(&mut card, Form::Chained, &chain.dv),
        0x9000
    );
}

#[test]
fn a_card_without_chaining_says_6884() {
    let chain = TerminalChain::issue().unwrap();
    let mut card = selected("no-chaining");
    reference(&mut card, 0xB6, &ROOT);
    assert_eq!(
        verify_certificate(&mut card, Form::Chained, &chain.dv),
        0x6884
    );
    assert_eq!(
        verify_certificate(&mut card, Form::Extended, &chain.dv),
        0x9000
    );
}

#[test]
fn a_chain_must_be_finished_and_is_for_long_commands_only() {
    let mut card = selected("T11");
    assert_eq!(status(&mut card, "102A00BE015F"), 0x9000);
    assert_eq!(status(&mut card, QUERY), 0x6883);
    assert_eq!(status(&mut card, QUERY), 0x6984, "the chain is forgotten");
    assert_eq!(
        status(&mut card, "10200098023132"),
        0x6884,
        "no PIN in parts"
    );
}
