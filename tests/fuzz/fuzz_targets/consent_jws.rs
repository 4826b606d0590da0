//! Consents say the same when they are written anew, and show nothing of what was answered.
#![no_main]

use kyotaku_core::wire::consent::Consent;
use kyotaku_fuzz::jws;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Some(consent) = jws::text(data).and_then(|text| jws::sign_and_read::<Consent>(&text)) {
        assert!(!format!("{consent:?}").contains("true"));
    }
});
