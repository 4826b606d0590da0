//! The list of cards: one per person, and one per oddity worth a test.

use kyotaku_core::apdu::StatusWord;

use super::catalogue::{Algorithm, CardKind, Contents, Entry, Issuer, Profile, Term};
use crate::{
    card::VerifiedQuery,
    pki::{authority::Generation, keys},
};

/// Label of today's plastic card.
const MY_NUMBER_CARD: &str = "JPKIAPICCTOKEN2";
/// Label of its predecessor.
const JUKI_CARD: &str = "JPKIAPICCTOKEN";
/// Physical length of EF 000A on the card with filler.
const PHYSICAL_LENGTH: usize = 2048;

/// Every card, persons first.
pub static CARDS: [Entry; 39] = [
    person(0, "T01", Generation::Third, Term::Birthday(4)),
    person(1, "T02", Generation::Third, Term::Birthday(4)),
    person(2, "T03", Generation::Second, Term::Birthday(2)),
    Entry {
        has_signature: false,
        about: "a child: no 署名用 certificate",
        ..person(3, "T04", Generation::Third, Term::Birthday(3))
    },
    person(4, "T05", Generation::Third, Term::Birthday(3)),
    person(5, "T06", Generation::Second, Term::Birthday(2)),
    person(6, "T07", Generation::Third, Term::Birthday(4)),
    person(7, "T08", Generation::Second, Term::Birthday(2)),
    person(8, "T09", Generation::Third, Term::Birthday(3)),
    person(9, "T10", Generation::Third, Term::Birthday(4)),
    Entry {
        about: "顔認証マイナンバーカード: no usable PIN, no 署名用 certificate",
        has_pin: false,
        has_signature: false,
        ..person(10, "T11", Generation::Third, Term::Birthday(3))
    },
    person(11, "T12", Generation::Second, Term::Birthday(2)),
    Entry {
        about: "certificate expired one month ago",
        ..person(12, "T13", Generation::Second, Term::EndsInMonths(-1))
    },
    Entry {
        about: "certificate revoked",
        ..person(13, "T14", Generation::Third, Term::Birthday(3))
    },
    Entry {
        term: Term::EndsInMonths(2),
        ..special("expiring", 1, "certificate ends in two months")
    },
    Entry {
        generation: Generation::Second,
        term: Term::EndsInMonths(-8),
        ..special("dead", 2, "certificate expired eight months ago")
    },
    Entry {
        term: Term::BeginsInMonths(1),
        ..special("not-yet", 3, "certificate begins in one month")
    },
    Entry {
        issuer: Issuer::Foreign,
        ..special("foreign-ca", 4, "certificate of another organisation")
    },
    Entry {
        issuer: Issuer::Impostor,
        ..special("impostor-ca", 5, "another key under the name of our CA")
    },
    Entry {
        profile: Profile::DigitalSignature,
        ..special("sign-type", 6, "a 署名用 certificate in EF 000A")
    },
    Entry {
        algorithm: Algorithm::Coming,
        ..special("ec-p384", 7, "a card of the coming generation")
    },
    Entry {
        label: JUKI_CARD,
        issuer: Issuer::Foreign,
        term: Term::EndsInMonths(-96),
        algorithm: Algorithm::Rsa(&keys::JUKI_USER),
        ..special(
            "juki",
            8,
            "住民基本台帳カード: old label, RSA-1024, expired",
        )
    },
    Entry {
        has_jpki: false,
        ..special(
            "not-my-number",
            9,
            "another kind of card: no JPKI application",
        )
    },
    Entry {
        contents: Contents::Missing,
        ..special("no-certificate", 10, "EF 000A does not exist")
    },
    Entry {
        contents: Contents::Changed(|_| Vec::new()),
        ..special("empty-certificate", 11, "EF 000A is empty")
    },
    Entry {
        contents: Contents::Changed(|mut der| {
            der.resize(PHYSICAL_LENGTH, 0xFF);
            der
        }),
        ..special(
            "filler",
            12,
            "EF 000A is longer than the certificate, filled with FF",
        )
    },
    Entry {
        contents: Contents::Changed(|der| claim(der, |length| length / 4)),
        ..special(
            "lying-short",
            13,
            "the header of EF 000A claims a quarter of the length",
        )
    },
    Entry {
        contents: Contents::Changed(|der| claim(der, |_| 0xFFFF)),
        ..special("lying-huge", 14, "the header of EF 000A claims 65535 bytes")
    },
    Entry {
        contents: Contents::Changed(|der| claim(der, |length| length + 200)),
        ..special(
            "lying-long",
            15,
            "the header of EF 000A claims 200 bytes more than there are",
        )
    },
    Entry {
        tries: Some(2),
        ..special("two-tries", 16, "two PIN tries left")
    },
    Entry {
        tries: Some(1),
        ..special("one-try", 17, "one PIN try left")
    },
    Entry {
        tries: Some(0),
        ..special("locked", 18, "PIN locked")
    },
    Entry {
        behaviour: |card| card.refuse_short_file_ids = Some(StatusWord::IncorrectParameters),
        ..special("no-sfi", 19, "refuses short file identifiers with 6A86")
    },
    Entry {
        behaviour: |card| card.refuse_short_file_ids = Some(StatusWord::NotFound),
        ..special(
            "no-sfi-not-found",
            20,
            "refuses short file identifiers with 6A82",
        )
    },
    Entry {
        behaviour: |card| card.verified_query = VerifiedQuery::Success,
        ..special(
            "verified-query-9000",
            21,
            "an empty VERIFY answers 9000 once verified",
        )
    },
    Entry {
        behaviour: |card| {
            card.extended_lc = false;
            card.extended_le = false;
        },
        ..special(
            "no-extended",
            22,
            "refuses extended length fields with 6700",
        )
    },
    Entry {
        behaviour: |card| card.extended_lc = false,
        ..special("no-extended-lc", 23, "refuses extended Lc with 6700")
    },
    Entry {
        behaviour: |card| card.extended_le = false,
        ..special("no-extended-le", 24, "refuses extended Le with 6700")
    },
    Entry {
        behaviour: |card| card.chaining = false,
        ..special("no-chaining", 25, "refuses command chaining with 6884")
    },
];

const fn person(index: u8, name: &'static str, generation: Generation, term: Term) -> Entry {
    Entry {
        name,
        about: match generation {
            Generation::First => "an ordinary card of the first CA",
            Generation::Second => "an ordinary card of the second CA",
            Generation::Third => "an ordinary card of the third CA",
        },
        kind: CardKind::Person,
        generation,
        number: 0x0022_7B00 + index as u32 + 1,
        term,
        issuer: Issuer::Own,
        profile: Profile::UserAuthentication,
        algorithm: Algorithm::Rsa(&keys::USERS[index as usize]),
        label: MY_NUMBER_CARD,
        has_jpki: true,
        has_pin: true,
        has_signature: true,
        tries: None,
        contents: Contents::Certificate,
        behaviour: |_| {},
    }
}

const fn special(name: &'static str, number: u32, about: &'static str) -> Entry {
    Entry {
        name,
        about,
        kind: CardKind::Special,
        number: 0x0022_8000 + number,
        algorithm: Algorithm::Rsa(&keys::SPECIAL_USER),
        ..person(0, "", Generation::Third, Term::Birthday(3))
    }
}

/// Rewrites the length in a header `30 82 hh ll`.
fn claim(mut der: Vec<u8>, length: impl FnOnce(u16) -> u16) -> Vec<u8> {
    if let [0x30, 0x82, high, low, ..] = der.as_mut_slice() {
        [*high, *low] = length(u16::from_be_bytes([*high, *low])).to_be_bytes();
    }
    der
}
