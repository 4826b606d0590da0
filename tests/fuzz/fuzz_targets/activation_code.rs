//! Whatever reads as an activation code or as a slip reads the same in the form for people, and is
//! shown to nobody.
#![no_main]

use kyotaku_core::wire::activation_code::{ActivationCode, ActivationSlip};
use libfuzzer_sys::fuzz_target;

fn same(code: &ActivationCode, text: &str) {
    let again = ActivationCode::parse(text).expect("a code in another form");
    assert_eq!(again.expose(), code.expose());
}

fuzz_target!(|data: &str| {
    if let Ok(code) = ActivationCode::parse(data) {
        assert!(code.expose().ends_with(code.tail()));
        same(&code, code.expose());
        same(&code, &code.grouped());
        same(&code, &code.grouped().to_lowercase());
        assert_eq!(format!("{code:?}"), "ActivationCode(****)");
    }
    if let Ok(slip) = ActivationSlip::parse(data) {
        let again = ActivationSlip::parse(&slip.to_text()).expect("a slip");
        assert_eq!(again.institution, slip.institution);
        same(&slip.code, again.code.expose());
        assert!(!format!("{slip:?}").contains(slip.code.expose()));
    }
});
