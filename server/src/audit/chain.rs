//! The hash of an event.
//!
//! ```text
//! hash = SHA-256( "KYOTAKU-AUDIT-1" ‖ 00
//!                 ‖ field(institution) ‖ field(seq) ‖ field(at)
//!                 ‖ field(actor) ‖ field(action) ‖ field(subject)
//!                 ‖ field(previous) )
//! field(value) = the number of bytes of the value, 4 bytes ‖ the value
//! ```
//!
//! All numbers are big-endian. `seq` and `at` (seconds since 1970) are values of eight bytes, texts
//! are UTF-8, `previous` is the hash of the event before. Where there is no subject, its number of
//! bytes is FFFFFFFF. The first event of an institution has the `seq` 1 and 32 zero bytes as
//! `previous`.

use sha2::{Digest as _, Sha256};

/// The length of a hash in bytes.
pub const HASH_LEN: usize = 32;

/// What the first event of a chain has before it.
pub const GENESIS: [u8; HASH_LEN] = [0; HASH_LEN];

const PREFIX: &[u8] = b"KYOTAKU-AUDIT-1\0";
const ABSENT: u32 = u32::MAX;

/// An event as it is hashed.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The institution's code.
    pub institution: &'a str,
    /// Counted from 1 in each institution.
    pub seq: i64,
    /// Seconds since 1970.
    pub at: i64,
    /// The text of the [`Actor`](super::Actor).
    pub actor: &'a str,
    /// The name of the [`Action`](super::Action).
    pub action: &'a str,
    /// The subject.
    pub subject: Option<&'a str>,
    /// The hash of the event before.
    pub previous: &'a [u8],
}

impl Link<'_> {
    /// The hash.
    #[must_use]
    pub fn hash(&self) -> [u8; HASH_LEN] {
        let mut hash = Sha256::new();
        hash.update(PREFIX);
        let mut field = |value: Option<&[u8]>| {
            let length = value.map_or(ABSENT, |value| {
                u32::try_from(value.len()).unwrap_or(ABSENT - 1)
            });
            hash.update(length.to_be_bytes());
            hash.update(value.unwrap_or_default());
        };
        field(Some(self.institution.as_bytes()));
        field(Some(&self.seq.to_be_bytes()));
        field(Some(&self.at.to_be_bytes()));
        field(Some(self.actor.as_bytes()));
        field(Some(self.action.as_bytes()));
        field(self.subject.map(str::as_bytes));
        field(Some(self.previous));
        hash.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link<'static> {
        Link {
            institution: "9919999012",
            seq: 1,
            at: 1_795_316_400,
            actor: "account:staff11",
            action: "signed-in",
            subject: None,
            previous: &GENESIS,
        }
    }

    /// The same bytes, put together here by hand.
    #[test]
    fn the_encoding_is_the_documented_one() {
        let mut bytes = b"KYOTAKU-AUDIT-1\0".to_vec();
        for field in [
            &b"\0\0\0\x0a9919999012"[..],
            b"\0\0\0\x08\0\0\0\0\0\0\0\x01",
            b"\0\0\0\x08\0\0\0\0\x6b\x02\x5a\xb0",
            b"\0\0\0\x0faccount:staff11",
            b"\0\0\0\x09signed-in",
            b"\xff\xff\xff\xff",
            b"\0\0\0\x20",
            &GENESIS,
        ] {
            bytes.extend_from_slice(field);
        }
        assert_eq!(link().hash(), <[u8; 32]>::from(Sha256::digest(bytes)));
    }

    #[test]
    fn every_field_counts_and_none_runs_into_the_next() {
        let other = [1; HASH_LEN];
        let links = [
            link(),
            Link {
                institution: "9919999020",
                ..link()
            },
            Link { seq: 2, ..link() },
            Link { at: 0, ..link() },
            Link {
                actor: "account:staff1",
                action: "1signed-in",
                ..link()
            },
            Link {
                action: "signed-out",
                ..link()
            },
            Link {
                subject: Some(""),
                ..link()
            },
            Link {
                subject: Some("1"),
                ..link()
            },
            Link {
                previous: &other,
                ..link()
            },
        ];
        let hashes: std::collections::BTreeSet<_> = links.iter().map(Link::hash).collect();
        assert_eq!(hashes.len(), links.len());
    }
}
