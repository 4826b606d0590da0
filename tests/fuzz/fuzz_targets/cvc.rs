//! Card-verifiable certificates have one encoding, with and without the outer tag.
#![no_main]

use kyotaku_core::pki::cvc::CvCertificate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(certificate) = CvCertificate::parse(data) {
        assert_eq!(certificate.to_bytes()[..], *data);
    }
    if let Ok(certificate) = CvCertificate::parse_value(data) {
        assert_eq!(certificate.value()[..], *data);
    }
});
