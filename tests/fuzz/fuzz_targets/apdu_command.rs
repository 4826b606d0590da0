//! Whatever parses as a command encodes to the same bytes, and does not show its data.
#![no_main]

use kyotaku_core::apdu::Command;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(command) = Command::parse(data) {
        assert_eq!(command.encode()[..], *data);
        assert!(
            format!("{command:?}").len() < 200,
            "the debug form grows with the data"
        );
    }
});
