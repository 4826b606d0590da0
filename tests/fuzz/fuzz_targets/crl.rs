//! Revocation lists, against a trust store that holds the CA of the seeds.
#![no_main]

use std::sync::OnceLock;

use jiff::Timestamp;
use kyotaku_cardsim::pki::authority::{Authority, Generation};
use kyotaku_cardsim::pki::calendar::Calendar;
use kyotaku_core::pki::{Crl, Policy, TrustStore};
use libfuzzer_sys::fuzz_target;

static TRUST: OnceLock<TrustStore> = OnceLock::new();

/// Trusts the CA with which `fuzz_seeds` signs, made for the same moment.
fn trust() -> TrustStore {
    let calendar = Calendar::new(Timestamp::constant(1_767_225_600, 0));
    let ca = Authority::user_authentication(calendar, Generation::Second).unwrap();
    TrustStore::from_ders([ca.der().unwrap()], &[Policy::Test]).unwrap()
}

fuzz_target!(|data: &[u8]| {
    if let Ok(list) = Crl::parse(data, TRUST.get_or_init(trust)) {
        // The key is not in the fuzzer's hands, so only lists of the CA get here.
        assert!(
            list.next_update()
                .is_none_or(|next| next >= list.this_update())
        );
    }
});
