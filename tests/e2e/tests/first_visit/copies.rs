//! State that lies on another phone than it was made on, or was put together of two.

use std::fs;

use kyotaku_core::phone::{Phone, PhoneError};
use kyotaku_core::store::StoreError;
use kyotaku_core::wire::code::Code;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::scratch::copy_directory;
use kyotaku_e2e::clinic::staff::Staff;

use crate::{assert_code, refusal};

#[tokio::test]
async fn the_state_of_another_phone_is_refused_and_left_as_it_is() {
    let clinic = Clinic::open().await;
    let mut original = clinic.signed_in().await;
    original.signed("T01").await;
    original.end();
    let directory = original.config.directory.clone();

    // A backup on a phone that has keys of its own, and on one that has none.
    let mut other = clinic.registered().await;
    other.end();
    let mut bare = clinic.phone();
    bare.end();
    for copy in [&mut other, &mut bare] {
        fs::remove_dir_all(&copy.config.directory).unwrap();
        copy_directory(&directory, &copy.config.directory);
        let refused = copy.start();
        assert!(
            matches!(refused, Err(PhoneError::Store(StoreError::ForeignVault))),
            "{refused:?}"
        );
        assert_code(refused, Code::StateForeign);
        // Nothing is lost: what was refused opens where it belongs.
        fs::remove_dir_all(&directory).unwrap();
        copy_directory(&copy.config.directory, &directory);
        original.restart();
        assert_eq!(original.waiting().unwrap().len(), 1);
        original.end();
    }

    // The way out, once somebody has chosen it.
    Phone::begin_anew(&other.config, &**other.vault()).unwrap();
    other.restart();
    let code = clinic.code().await;
    other.activate_with(&Staff::nurse(), &code).await.unwrap();
    other.sign_in_as(&Staff::nurse()).await.unwrap();
}

/// A certificate is nothing without its key: the server ends the handshake.
#[tokio::test]
async fn the_state_with_the_device_key_of_another_phone_gets_nowhere() {
    let clinic = Clinic::open().await;
    let mut phone = clinic.signed_in().await;
    let visit = phone.signed("T01").await;
    let mut other = clinic.registered().await;
    other.end();
    phone.end();
    fs::copy(other.vault_file(), phone.vault_file()).unwrap();
    phone.restart();
    clinic.network.forget();
    // Which of the two it is depends on whether the server's word arrives before its silence.
    let refused = refusal(phone.sign_in_as(&Staff::nurse()).await);
    assert!(["MKA-E5001", "MKA-E5002"].contains(&refused.as_str()));
    assert!(clinic.network.lines().is_empty(), "no request arrived");
    assert_eq!(phone.waiting().unwrap()[0].id, visit.delivery().unwrap().id);
}

#[tokio::test]
async fn a_certificate_of_a_device_that_the_server_does_not_know_is_told() {
    let clinic = Clinic::open().await;
    let phone = clinic.registered().await;
    clinic.forget_devices().await;
    let refused = phone.sign_in_as(&Staff::nurse()).await;
    assert_code(refused, Code::DeviceUnknown);
    assert!(phone.overview().unwrap().registration.is_some());
    assert!(phone.vault().device_public_key().is_ok());
}
