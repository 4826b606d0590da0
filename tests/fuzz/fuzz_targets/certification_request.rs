//! Certification requests of devices: an accepted one is in the one encoding that was signed, and
//! is for the key that signed it.
#![no_main]

use der::{Decode as _, Encode as _};
use kyotaku_core::pki::P256Key;
use kyotaku_server::issuing::DeviceRequest;
use libfuzzer_sys::fuzz_target;
use x509_cert::request::CertReq;

fuzz_target!(|data: &[u8]| {
    if let Ok(request) = DeviceRequest::from_der(data) {
        let parsed = CertReq::from_der(data).unwrap();
        assert_eq!(parsed.to_der().unwrap(), data);
        let key = P256Key::from_spki_der(&request.public_key().to_der().unwrap()).unwrap();
        let signed = parsed.info.to_der().unwrap();
        assert!(
            key.verify_der(&signed, parsed.signature.raw_bytes())
                .is_ok()
        );
    }
});
