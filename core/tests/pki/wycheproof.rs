//! The Wycheproof vectors, run through the functions that verify cards and devices.

use kyotaku_core::pki::{P256Key, RsaKey, SignatureMismatch, UnsupportedKey};
use wycheproof::TestResult;
use wycheproof::ecdsa::{self, TestName as Ecdsa};
use wycheproof::rsa_pkcs1_verify::{self as rsa_pkcs1, TestFlag, TestName as RsaPkcs1};

/// How many vectors were run, by the verdict that Wycheproof expects.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    valid: usize,
    invalid: usize,
    acceptable: usize,
}

impl Counts {
    /// Compares one outcome with the expectation. Of what is merely acceptable nothing is accepted.
    fn record(&mut self, id: usize, expected: TestResult, outcome: Result<(), SignatureMismatch>) {
        let (count, accepted) = match expected {
            TestResult::Valid => (&mut self.valid, true),
            TestResult::Invalid => (&mut self.invalid, false),
            TestResult::Acceptable => (&mut self.acceptable, false),
        };
        assert_eq!(
            outcome.is_ok(),
            accepted,
            "vector {id}, expected to be {expected:?}"
        );
        *count += 1;
    }
}

/// Two groups of one valid signature each have keys with exponent 3; those keys are refused.
///
/// The acceptable vector omits the NULL of the algorithm in the DigestInfo (`MissingNull`).
/// RFC 8017 §9.2 allows accepting that form; a card never makes it, so it is refused.
#[test]
fn rsa_2048_with_sha_256() {
    let set = rsa_pkcs1::TestSet::load(RsaPkcs1::Rsa2048Sha256).unwrap();
    let mut counts = Counts::default();
    let mut small_exponents = 0;
    for group in &set.test_groups {
        let key = match RsaKey::from_spki_der(&group.der) {
            Ok(key) => key,
            Err(refused) => {
                assert_eq!(refused, UnsupportedKey::Exponent);
                assert!(
                    group
                        .tests
                        .iter()
                        .all(|t| t.flags.contains(&TestFlag::SmallPublicKey))
                );
                small_exponents += group.tests.len();
                continue;
            }
        };
        for test in &group.tests {
            if test.result == TestResult::Acceptable {
                assert_eq!(test.flags, [TestFlag::MissingNull], "vector {}", test.tc_id);
            }
            let outcome = key.verify_message(&test.msg, &test.sig);
            counts.record(test.tc_id, test.result, outcome);
        }
    }
    assert_eq!(
        counts,
        Counts {
            valid: 7,
            invalid: 249,
            acceptable: 1
        }
    );
    assert_eq!(small_exponents, 2);
}

#[test]
fn ecdsa_p256_with_sha_256_in_der() {
    let set = ecdsa::TestSet::load(Ecdsa::EcdsaSecp256r1Sha256).unwrap();
    let mut counts = Counts::default();
    for group in &set.test_groups {
        let key = P256Key::from_spki_der(&group.der).unwrap();
        for test in &group.tests {
            let outcome = key.verify_der(&test.msg, &test.sig);
            counts.record(test.tc_id, test.result, outcome);
        }
    }
    assert_eq!(
        counts,
        Counts {
            valid: 174,
            invalid: 310,
            acceptable: 0
        }
    );
}

/// A raw signature of another length cannot even be passed in; that is a mismatch like any other.
#[test]
fn ecdsa_p256_with_sha_256_in_raw_form() {
    let set = ecdsa::TestSet::load(Ecdsa::EcdsaSecp256r1Sha256P1363).unwrap();
    let mut counts = Counts::default();
    for group in &set.test_groups {
        let key = P256Key::from_spki_der(&group.der).unwrap();
        for test in &group.tests {
            let outcome = <&[u8; P256Key::RAW_SIGNATURE_LEN]>::try_from(&test.sig[..])
                .map_err(|_| SignatureMismatch)
                .and_then(|signature| key.verify(&test.msg, signature));
            counts.record(test.tc_id, test.result, outcome);
        }
    }
    assert_eq!(
        counts,
        Counts {
            valid: 173,
            invalid: 89,
            acceptable: 0
        }
    );
}
