//! Receipts say the same when they are written anew, and one that names another key is refused.
#![no_main]

use kyotaku_core::wire::identifier::KeyThumbprint;
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::receipt::Receipt;
use kyotaku_fuzz::jws;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some(text) = jws::text(data) else { return };
    let key = jws::public_key();
    if Receipt::check(&text, &key).is_ok() {
        let named = Receipt::parse(&text).unwrap();
        assert_eq!(*named.signer(), KeyThumbprint::of(&key));
    }
    let _ = jws::sign_and_read::<Receipt>(&text);
});
