//! Commands as bytes, written out so that the tests do not depend on the core's encoder.

use kyotaku_cardsim::{Card, World};

pub(crate) const SELECT_JPKI: &str = "00A4040C0AD392F000260100000001";
pub(crate) const SELECT_SURFACE: &str = "00A4040C0AD3921000310001010402";
pub(crate) const SELECT_TEXT: &str = "00A4040C0AD3921000310001010408";
pub(crate) const SELECT_MANAGER: &str = "00A4040C07A0000001510000";
pub(crate) const READ_CERTIFICATE: &str = "00B08A0000";
pub(crate) const READ_WHOLE_CERTIFICATE: &str = "00B08A00000000";
pub(crate) const QUERY: &str = "00200098";
pub(crate) const VERIFY: &str = "002000980431323334";
pub(crate) const VERIFY_WRONG: &str = "002000980439393939";
/// SHA-256 of `hello` as DigestInfo.
pub(crate) const DIGEST_INFO: &str = "3031300D0609608648016503040201050004202CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824";

/// The world all tests share.
pub(crate) fn world() -> World {
    World::new("2026-11-20T09:00:00+09:00".parse().unwrap()).unwrap()
}

/// A card with power.
pub(crate) fn powered(name: &str) -> Card {
    let mut card = world().card(name).unwrap();
    card.power_on();
    card
}

/// A card with power and JPKI selected.
pub(crate) fn selected(name: &str) -> Card {
    let mut card = powered(name);
    send(&mut card, SELECT_JPKI);
    card
}

/// Sends hexadecimal and returns data and status.
pub(crate) fn send(card: &mut Card, command: &str) -> (Vec<u8>, u16) {
    transmit(card, &hex::decode(command).unwrap())
}

pub(crate) fn transmit(card: &mut Card, command: &[u8]) -> (Vec<u8>, u16) {
    let mut response = card.transmit(command);
    let status = response.split_off(response.len() - 2);
    (response, u16::from_be_bytes([status[0], status[1]]))
}

/// Sends hexadecimal and returns the status.
pub(crate) fn status(card: &mut Card, command: &str) -> u16 {
    send(card, command).1
}

/// SIGN with the authentication key over the DigestInfo of `hello`.
pub(crate) fn sign() -> String {
    format!("802A009733{DIGEST_INFO}00")
}

/// The whole certificate by 256-byte reads from a short file identifier.
pub(crate) fn read_certificate(card: &mut Card) -> Vec<u8> {
    let (mut certificate, _) = send(card, READ_CERTIFICATE);
    let total = 4 + usize::from(u16::from_be_bytes([certificate[2], certificate[3]]));
    while certificate.len() < total {
        let [high, low] = u16::try_from(certificate.len()).unwrap().to_be_bytes();
        let le = u8::try_from((total - certificate.len()).min(256) % 256).unwrap();
        let (part, status) = transmit(card, &[0x00, 0xB0, high, low, le]);
        assert_eq!(status, 0x9000);
        certificate.extend(part);
    }
    certificate
}
