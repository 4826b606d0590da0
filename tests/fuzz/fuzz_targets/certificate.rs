//! Certificates of users and of CAs: no panic, and an accepted one keeps its bytes and verifies
//! nothing false.
#![no_main]

use kyotaku_core::pki::{CaCertificate, UserCertificate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(certificate) = UserCertificate::parse(data) {
        assert_eq!(certificate.der(), data);
        assert!(certificate.verify_sha256(&[0; 32], &[0; 256]).is_err());
    }
    let _ = CaCertificate::parse(data);
});
