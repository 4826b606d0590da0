//! A statement has exactly one encoding.
#![no_main]

use kyotaku_core::wire::presence::PresenceStatement;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(statement) = PresenceStatement::from_der(data) {
        assert_eq!(statement.to_der().as_deref(), Ok(data));
    }
});
