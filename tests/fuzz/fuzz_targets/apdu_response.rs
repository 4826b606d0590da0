//! Whatever parses as a response encodes to the same bytes, and its status word keeps its value.
#![no_main]

use kyotaku_core::apdu::{Response, StatusWord};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(response) = Response::parse(data) {
        assert_eq!(response.encode(), data);
        let status = response.status();
        assert_eq!(StatusWord::from(status.raw()), status);
    }
});
