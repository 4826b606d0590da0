//! The facade as Swift sees it, with a phone of Rust in the place of the app.

mod administration;
mod life;
mod network;
mod records;

use core::ops::Deref;
use std::sync::Arc;

use kyotaku_core::Clock;
use kyotaku_core::api::Endpoint;
use kyotaku_core::phone::PhoneError;
use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::staff::Staff;

use super::*;

fn opened() -> Clinic {
    Clinic::open(ClinicOptions::default()).unwrap()
}

fn is_closed<T>(refused: Result<T, TestingError>) -> bool {
    matches!(refused.err(), Some(TestingError::ClinicClosed))
}

fn is_malformed<T>(refused: Result<T, TestingError>) -> bool {
    matches!(refused.err(), Some(TestingError::Malformed { .. }))
}

/// The code that the server refused with.
fn refusal<T>(refused: Result<T, TestingError>) -> String {
    match refused.err() {
        Some(TestingError::Refused { code }) => code,
        other => panic!("it was not refused: {other:?}"),
    }
}

/// A phone with a runtime and a clock of its own. It derefs to what is installed.
struct Phone {
    installed: Installation,
    runtime: Runtime,
}

impl Phone {
    fn of(clinic: &Clinic) -> Self {
        let root = clinic.root_certificate().unwrap();
        let endpoint = Endpoint::new(&clinic.url().unwrap(), &root).unwrap();
        let clock = Clock::parse(&clinic.now().unwrap()).unwrap();
        let runtime = Runtime::new().unwrap();
        let bench = Arc::new(Bench::new());
        let installed = runtime.block_on(async { Installation::new(endpoint, clock, bench) });
        Self { installed, runtime }
    }

    /// Registered by the nurse.
    fn registered(clinic: &Clinic) -> Self {
        let phone = Self::of(clinic);
        phone.register(&clinic.issue_code().unwrap()).unwrap();
        phone
    }

    /// Registered, with the nurse signed in.
    fn signed_in(clinic: &Clinic) -> Self {
        let phone = Self::registered(clinic);
        phone.sign_in(&Staff::nurse()).unwrap();
        phone
    }

    fn register(&self, code: &str) -> Result<(), PhoneError> {
        let nurse = Staff::nurse();
        let registered = self.runtime.block_on(self.activate_with(&nurse, code));
        registered.map(drop)
    }

    fn sign_in(&self, staff: &Staff) -> Result<(), PhoneError> {
        let signed_in = self.runtime.block_on(self.sign_in_as(staff));
        signed_in.map(drop)
    }

    fn ask(&self) -> Result<(), PhoneError> {
        self.runtime.block_on(self.check_server())
    }

    /// A whole visit with everything agreed to; its 受付番号.
    fn visit(&self, card: &str) -> String {
        self.runtime.block_on(self.installed.visit(card))
    }
}

impl Deref for Phone {
    type Target = Installation;

    fn deref(&self) -> &Installation {
        &self.installed
    }
}
