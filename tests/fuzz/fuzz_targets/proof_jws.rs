//! Presence proofs say the same when they are written anew.
#![no_main]

use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_fuzz::jws;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Some(text) = jws::text(data) {
        let _ = jws::sign_and_read::<PresenceProof>(&text);
    }
});
