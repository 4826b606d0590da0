//! Revocation lists: whose they are, how old, and what they say.

use jiff::SignedDuration;
use kyotaku_core::pki::{
    Crl, CrlError, Policy, RevocationUnknown, Revocations, Serial, Standing, TrustStore,
};
use x509_cert::crl::TbsCertList;
use x509_cert::ext::pkix::KeyUsages;

use crate::fixture::*;

const NOW: &str = "2026-11-22T12:00:00Z";
const DAY: SignedDuration = SignedDuration::from_hours(24);
const USER: [u8; 3] = [0x22, 0x7B, 0x13];
const SINCE: &str = "2026-11-01T03:00:00Z";

fn parse(list: &TbsCertList) -> Result<Crl, CrlError> {
    let ca = Authority::new("ca");
    Crl::parse(&ca.sign_list(list), &ca.trust())
}

fn listing(serial: &[u8]) -> TbsCertList {
    TbsCertList {
        revoked_certificates: Some(vec![revoked(&[1], SINCE), revoked(serial, SINCE)]),
        ..Authority::new("ca").list()
    }
}

fn known<'a>(crls: &'a [Crl], now: &str) -> Revocations<'a> {
    Revocations {
        crls,
        max_age: DAY,
        now: at(now),
    }
}

fn checked(crls: &[Crl], now: &str) -> Result<Standing, RevocationUnknown> {
    used(now, crls, now)
}

fn used(used_at: &str, crls: &[Crl], now: &str) -> Result<Standing, RevocationUnknown> {
    let ca = Authority::new("ca");
    ca.trust()
        .standing_checked(&ca.user_certificate(), at(used_at), &known(crls, now))
}

#[test]
fn listed_serial_is_revoked_since_its_date() {
    let crl = parse(&listing(&USER)).unwrap();
    assert_eq!(crl.len(), 2);
    assert_eq!(crl.revoked(&Serial::new(&USER).unwrap()), Some(at(SINCE)));
    assert_eq!(crl.revoked(&Serial::new(&[2]).unwrap()), None);
    assert_eq!(crl.this_update(), at("2026-11-22T00:00:00Z"));
    assert_eq!(crl.next_update(), Some(at("2026-11-23T00:00:00Z")));
}

#[test]
fn empty_list_is_a_list() {
    let crl = parse(&Authority::new("ca").list()).unwrap();
    assert!(crl.is_empty());
    assert_eq!(checked(&[crl], NOW), Ok(Standing::Valid));
}

#[test]
fn earliest_of_repeated_entries_holds() {
    let mut list = listing(&USER);
    let entries = list.revoked_certificates.as_mut().unwrap();
    entries.push(revoked(&USER, "2026-10-01T00:00:00Z"));
    entries.push(revoked(&USER, "2026-12-01T00:00:00Z"));
    let crl = parse(&list).unwrap();
    assert_eq!(
        crl.revoked(&Serial::new(&USER).unwrap()),
        Some(at("2026-10-01T00:00:00Z"))
    );
}

#[test]
fn revoked_certificate_has_no_use() {
    let crl = parse(&listing(&USER)).unwrap();
    let standing = checked(&[crl], NOW).unwrap();
    assert_eq!(standing, Standing::Revoked { since: at(SINCE) });
    assert!(!standing.allows_qualification());
}

#[test]
fn without_a_list_of_the_issuer_nothing_is_accepted() {
    assert_eq!(checked(&[], NOW), Err(RevocationUnknown::NoList));

    let [ca, next] = ["ca", "ca-next"].map(Authority::new);
    let trust = TrustStore::from_ders([ca.der(), next.der()], &[Policy::Test]).unwrap();
    let other = Crl::parse(&next.sign_list(&next.list()), &trust).unwrap();
    let standing = trust.standing_checked(&ca.user_certificate(), at(NOW), &known(&[other], NOW));
    assert_eq!(standing, Err(RevocationUnknown::NoList));
}

#[test]
fn same_serial_under_another_ca_is_another_certificate() {
    let [ca, next] = ["ca", "ca-next"].map(Authority::new);
    let trust = TrustStore::from_ders([ca.der(), next.der()], &[Policy::Test]).unwrap();
    let list = TbsCertList {
        revoked_certificates: Some(vec![revoked(&USER, SINCE)]),
        ..next.list()
    };
    let crls = [
        Crl::parse(&next.sign_list(&list), &trust).unwrap(),
        Crl::parse(&ca.sign_list(&ca.list()), &trust).unwrap(),
    ];
    let standing = |authority: &Authority| {
        trust.standing_checked(&authority.user_certificate(), at(NOW), &known(&crls, NOW))
    };
    assert_eq!(standing(&ca), Ok(Standing::Valid));
    assert_eq!(standing(&next), Ok(Standing::Revoked { since: at(SINCE) }));
}

#[test]
fn newest_list_counts() {
    let older = parse(&Authority::new("ca").list()).unwrap();
    let newer = TbsCertList {
        this_update: time("2026-11-22T06:00:00Z"),
        ..listing(&USER)
    };
    let newer = parse(&newer).unwrap();
    let revoked = Ok(Standing::Revoked { since: at(SINCE) });
    assert_eq!(checked(&[older.clone(), newer.clone()], NOW), revoked);
    assert_eq!(checked(&[newer, older], NOW), revoked);
}

#[test]
fn list_that_names_no_next_one_is_stale_when_it_is_older_than_allowed() {
    let open = TbsCertList {
        next_update: None,
        ..Authority::new("ca").list()
    };
    let open = parse(&open).unwrap();
    assert_eq!(
        checked(std::slice::from_ref(&open), NOW),
        Ok(Standing::Valid)
    );
    assert_eq!(
        checked(&[open], "2026-11-23T00:00:01Z"),
        Err(RevocationUnknown::Stale)
    );
}

#[test]
fn stale_list_clears_nobody_but_still_revokes() {
    let late = "2026-11-23T00:00:01Z";
    let clear = parse(&Authority::new("ca").list()).unwrap();
    assert_eq!(checked(&[clear], late), Err(RevocationUnknown::Stale));
    let listed = parse(&listing(&USER)).unwrap();
    assert_eq!(
        checked(&[listed], late),
        Ok(Standing::Revoked { since: at(SINCE) })
    );
}

#[test]
fn certificates_refused_by_their_dates_need_no_list() {
    assert_eq!(
        checked(&[], "2030-06-01T00:00:00+09:00"),
        Ok(Standing::Dead)
    );
    let foreign = Authority::new("ca-next").user_certificate();
    let standing =
        Authority::new("ca")
            .trust()
            .standing_checked(&foreign, at(NOW), &known(&[], NOW));
    assert_eq!(standing, Ok(Standing::Foreign));
}

#[test]
fn dates_are_those_of_the_use_and_revocations_those_of_the_present() {
    let (in_grace, over) = ("2030-03-01T00:00:00+09:00", "2030-06-01T00:00:00+09:00");
    let list = |serial: &[u8]| {
        parse(&TbsCertList {
            this_update: time("2030-05-31T12:00:00Z"),
            next_update: None,
            ..listing(serial)
        })
    };
    let clear = list(&[2]).unwrap();
    assert!(matches!(
        used(in_grace, std::slice::from_ref(&clear), over),
        Ok(Standing::Grace { .. })
    ));
    assert_eq!(used(over, &[clear], over), Ok(Standing::Dead));
    // Neither a list that was fresh then nor a use before the revocation helps.
    let then = parse(&Authority::new("ca").list()).unwrap();
    assert_eq!(used(in_grace, &[then], over), Err(RevocationUnknown::Stale));
    let revoked = Ok(Standing::Revoked { since: at(SINCE) });
    assert_eq!(used(in_grace, &[list(&USER).unwrap()], over), revoked);
}

#[test]
fn grace_period_needs_a_list_too() {
    let grace = "2030-03-01T00:00:00+09:00";
    assert_eq!(checked(&[], grace), Err(RevocationUnknown::NoList));
    let list = TbsCertList {
        this_update: time("2030-02-28T12:00:00Z"),
        next_update: None,
        ..Authority::new("ca").list()
    };
    let until = at("2030-05-31T23:59:59+09:00");
    assert_eq!(
        checked(&[parse(&list).unwrap()], grace),
        Ok(Standing::Grace { until })
    );
}

#[test]
fn freshness_ends_with_the_age_or_with_the_next_update() {
    let crl = parse(&Authority::new("ca").list()).unwrap();
    let hour = SignedDuration::from_hours(1);
    for (now, max_age, fresh) in [
        ("2026-11-21T23:59:59Z", DAY, false),
        ("2026-11-22T00:00:00Z", DAY, true),
        ("2026-11-22T01:00:00Z", hour, true),
        ("2026-11-22T01:00:00.000000001Z", hour, false),
        ("2026-11-23T00:00:00Z", DAY * 2, true),
        ("2026-11-23T00:00:01Z", DAY * 2, false),
    ] {
        assert_eq!(crl.is_fresh(at(now), max_age), fresh, "{now}");
    }
    let open = TbsCertList {
        next_update: None,
        ..Authority::new("ca").list()
    };
    let open = parse(&open).unwrap();
    assert!(open.is_fresh(at("2026-11-24T00:00:00Z"), DAY * 2));
    assert!(!open.is_fresh(at("2026-11-24T00:00:01Z"), DAY * 2));
}

#[test]
fn list_of_an_unknown_ca_is_untrusted() {
    let [ca, next] = ["ca", "ca-next"].map(Authority::new);
    let foreign = next.sign_list(&next.list());
    assert_eq!(
        Crl::parse(&foreign, &ca.trust()).unwrap_err(),
        CrlError::Untrusted
    );
    let forged = next.sign_list(&ca.list());
    assert_eq!(
        Crl::parse(&forged, &ca.trust()).unwrap_err(),
        CrlError::Untrusted
    );
    let renamed = TbsCertList {
        issuer: "O=Other,C=JP".parse().unwrap(),
        ..ca.list()
    };
    assert_eq!(parse(&renamed).unwrap_err(), CrlError::Untrusted);
}

#[test]
fn ca_without_crl_sign_may_not_list() {
    let ca = Authority::new("ca");
    let silent = ca.draft().with(key_usage(&[KeyUsages::KeyCertSign]));
    let trust = TrustStore::from_ders([silent.sign(&ca.key)], &[Policy::Test]).unwrap();
    let list = ca.sign_list(&ca.list());
    assert_eq!(
        Crl::parse(&list, &trust).unwrap_err(),
        CrlError::NotEntitled
    );
    assert!(trust.issuer_of(&ca.user_certificate()).is_some());
}

#[test]
fn list_from_outside_of_the_life_of_its_ca_is_refused() {
    for this_update in ["2023-07-15T23:59:59Z", "2033-07-15T15:00:00Z"] {
        let list = TbsCertList {
            this_update: time(this_update),
            ..Authority::new("ca").list()
        };
        assert_eq!(parse(&list).unwrap_err(), CrlError::NotEntitled);
    }
}

#[test]
fn lists_of_a_part_or_of_changes_are_refused() {
    let ca = Authority::new("ca");
    // Issuing distribution point, delta CRL indicator.
    for part in [oid("2.5.29.28"), oid("2.5.29.27")] {
        let mut list = ca.list();
        list.crl_extensions
            .as_mut()
            .unwrap()
            .push(raw_extension(part, vec![0x30, 0x00], true));
        assert_eq!(
            parse(&list).unwrap_err(),
            CrlError::UnknownCriticalExtension { oid: part }
        );
    }
    let certificate_issuer = oid("2.5.29.29");
    let mut list = listing(&USER);
    list.revoked_certificates.as_mut().unwrap()[0].crl_entry_extensions =
        Some(vec![raw_extension(
            certificate_issuer,
            vec![0x30, 0x00],
            true,
        )]);
    let refused = CrlError::UnknownCriticalExtension {
        oid: certificate_issuer,
    };
    assert_eq!(parse(&list).unwrap_err(), refused);
}

#[test]
fn list_without_the_key_of_its_ca_is_malformed() {
    let list = TbsCertList {
        crl_extensions: None,
        ..Authority::new("ca").list()
    };
    assert!(matches!(parse(&list).unwrap_err(), CrlError::Malformed(_)));
}

#[test]
fn debug_of_a_list_shows_no_serial() {
    let shown = format!("{:?}", parse(&listing(&USER)).unwrap());
    assert!(shown.contains("len: 2"), "{shown}");
    assert!(!shown.to_lowercase().contains("227b13"), "{shown}");
}

#[test]
fn bytes_that_are_no_list_are_refused_without_panic() {
    let ca = Authority::new("ca");
    let trust = ca.trust();
    let der = ca.sign_list(&listing(&USER));
    for end in 0..der.len() {
        assert!(Crl::parse(&der[..end], &trust).is_err(), "{end}");
    }
    for index in 0..der.len() {
        let mut flipped = der.clone();
        flipped[index] ^= 1 << (index % 8);
        assert!(Crl::parse(&flipped, &trust).is_err(), "{index}");
    }
    assert!(Crl::parse(&ca.user().sign(&ca.key), &trust).is_err());
}
