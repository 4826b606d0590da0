//! Presence proofs. The input is `header LF payload LF signature`, encoded here, because mutations
//! of base64url seldom get through to the JSON; anything without two line feeds is tried as it is.
#![no_main]

use kyotaku_core::wire::base64url;
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::proof::PresenceProof;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let parts: Vec<_> = data.splitn(3, |byte| *byte == b'\n').collect();
    if let [header, payload, signature] = parts[..] {
        let jws = [header, payload, signature]
            .map(base64url::encode)
            .join(".");
        let _ = PresenceProof::parse(&jws);
    } else if let Ok(text) = str::from_utf8(data) {
        let _ = PresenceProof::parse(text);
    }
});
