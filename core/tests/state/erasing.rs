//! Erasing destroys the key, then the files, and is finished by whoever opens next.

use std::fs;

use kyotaku_core::store::{Opened, StateStore, StoreError, discard};
use kyotaku_core::vault::{KeyVault as _, VaultError};

use crate::fixture::{COUNTER, PENDING, Phone, Trouble, count_to, files, is_empty, restore};

#[test]
fn an_erased_store_answers_nothing_and_leaves_nothing() {
    let phone = Phone::in_use();
    let store = phone.kept();
    store.erase().unwrap();
    assert!(matches!(store.read(&COUNTER), Err(StoreError::Erased)));
    assert!(matches!(store.list(&PENDING), Err(StoreError::Erased)));
    assert!(matches!(count_to(&store, 1), Err(StoreError::Erased)));
    assert!(matches!(store.erase(), Err(StoreError::Erased)));
    assert!(files(&phone.state()).is_empty());
    assert_eq!(phone.vault.store_key().unwrap_err(), VaultError::KeyLost);
    assert!(matches!(
        phone.vault.device_public_key(),
        Err(VaultError::KeyLost)
    ));

    let store = phone.kept();
    assert!(is_empty(&store));
    phone.vault.new_device_key().unwrap();
    count_to(&store, 1).unwrap();
    drop(store);
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(1));
}

#[test]
fn erasing_that_was_interrupted_is_finished() {
    let phone = Phone::in_use();
    let before = files(&phone.state());
    phone.kept().erase().unwrap();
    restore(&phone.state(), &before);
    fs::write(phone.state().join("erasing"), "").unwrap();
    let store = phone.kept();
    assert!(is_empty(&store));
    assert!(!phone.state().join("erasing").exists());
}

#[test]
fn erasing_that_never_reached_the_key_has_not_happened() {
    let phone = Phone::in_use();
    let store = phone.kept();
    phone.vault.trouble(Trouble::Locked);
    assert!(matches!(
        store.erase(),
        Err(StoreError::Vault(VaultError::DeviceLocked))
    ));
    phone.vault.trouble(Trouble::None);
    assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
    count_to(&store, 4).unwrap();
    drop(store);
    assert!(phone.state().join("erasing").exists());
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(4));
    assert!(!phone.state().join("erasing").exists());
}

#[test]
fn a_state_without_its_key_is_given_up_only_when_asked() {
    let phone = Phone::in_use();
    phone.vault.erase().unwrap();
    assert!(phone.open().is_err());
    discard(&phone.state(), &*phone.vault).unwrap();
    assert!(is_empty(&phone.kept()));

    let phone = Phone::in_use();
    let stranger = Phone::in_use();
    restore(&phone.state(), &files(&stranger.state()));
    assert!(matches!(phone.open(), Err(StoreError::ForeignVault)));
    discard(&phone.state(), &*phone.vault).unwrap();
    assert!(is_empty(&phone.kept()));
    assert_eq!(phone.vault.generation(), Ok(0));
}

#[test]
fn an_open_state_is_not_given_up() {
    let phone = Phone::in_use();
    let store = phone.kept();
    assert!(matches!(
        discard(&phone.state(), &*phone.vault),
        Err(StoreError::AlreadyOpen)
    ));
    assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
    drop(store);
    let vault = phone.vault.clone();
    assert!(matches!(
        StateStore::open(&phone.state(), vault),
        Ok(Opened::Kept(_))
    ));
}
