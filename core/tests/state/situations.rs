//! What opening finds: the rows of the table in `kyotaku_core::store`.

use std::fs;
use std::sync::Arc;

use kyotaku_core::store::{Opened, StateReset, StateStore, StoreError};
use kyotaku_core::vault::{KeyVault as _, VaultError};

use crate::fixture::{
    COUNTER, NOTE, Phone, Scratch, Trouble, TroubledVault, count_to, database, files, is_empty,
    restore,
};

#[test]
fn an_empty_vault_and_no_directory_are_a_first_start() {
    let phone = Phone::new();
    let store = phone.kept();
    assert!(is_empty(&store));
    assert_eq!(phone.vault.generation(), Ok(0));
    drop(store);
    assert!(is_empty(&phone.kept()));
}

#[test]
fn a_state_without_any_key_is_left_alone() {
    let phone = Phone::in_use();
    let before = files(&phone.state());
    phone.vault.erase().unwrap();
    for _ in 0..2 {
        let refused = phone.open();
        assert!(matches!(
            refused,
            Err(StoreError::Vault(VaultError::KeyLost))
        ));
        assert_eq!(files(&phone.state()), before);
        assert_eq!(phone.vault.store_key().unwrap_err(), VaultError::KeyLost);
    }
}

#[test]
fn what_was_never_acknowledged_may_be_missing_or_unreadable() {
    let phone = Phone::new();
    drop(phone.kept());
    fs::remove_dir_all(phone.state()).unwrap();
    assert!(is_empty(&phone.kept()));

    fs::write(phone.state().join("live/conf"), "segment_size: no number").unwrap();
    let store = phone.kept();
    assert!(is_empty(&store));
    assert!(phone.vault.device_public_key().is_ok());
    count_to(&store, 1).unwrap();
    drop(store);
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(1));
}

#[test]
fn keys_that_outlived_the_app_are_destroyed() {
    let phone = Phone::in_use();
    let key = phone.vault.store_key().unwrap();
    fs::remove_dir_all(phone.state()).unwrap();
    let (store, reason) = phone.reset();
    assert_eq!(reason, StateReset::Reinstalled);
    assert!(is_empty(&store));
    assert_ne!(phone.vault.store_key().unwrap().expose(), key.expose());
    assert_eq!(phone.vault.generation(), Ok(0));
    assert!(matches!(
        phone.vault.device_public_key(),
        Err(VaultError::KeyLost)
    ));
    count_to(&store, 1).unwrap();
    drop(store);
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(1));
}

#[test]
fn the_generation_of_the_vault_and_the_one_after_it_are_the_state() {
    let phone = Phone::in_use();
    assert_eq!(phone.vault.generation(), Ok(3));
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(3));
    phone.vault.set_generation(2).unwrap();
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(3));
    assert_eq!(phone.vault.generation(), Ok(3));
}

#[test]
fn the_first_change_may_end_before_the_vault_counts_it() {
    let phone = Phone::new();
    let store = phone.kept();
    count_to(&store, 1).unwrap();
    drop(store);
    phone.vault.set_generation(0).unwrap();
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(1));
    assert_eq!(phone.vault.generation(), Ok(1));
}

#[test]
fn an_older_copy_of_the_directory_is_a_roll_back() {
    let phone = Phone::in_use();
    let older = files(&phone.state());
    count_to(&phone.kept(), 4).unwrap();
    restore(&phone.state(), &older);
    let (store, reason) = phone.reset();
    assert_eq!(reason, StateReset::RolledBack);
    assert!(is_empty(&store));
    drop(store);
    assert!(is_empty(&phone.kept()), "told once, and forgotten");
}

#[test]
fn a_state_further_than_one_step_ahead_of_the_vault_is_damage() {
    for known in [0, 1] {
        let phone = Phone::in_use();
        phone.vault.set_generation(known).unwrap();
        let (store, reason) = phone.reset();
        assert_eq!(reason, StateReset::RolledBack);
        assert!(is_empty(&store));
    }
}

/// Changes the database behind the store's back.
fn tamper(phone: &Phone, change: impl FnOnce(&sled::Tree)) {
    let db = database(phone);
    let tree = db.open_tree("state").unwrap();
    change(&tree);
    db.flush().unwrap();
}

#[test]
fn records_that_are_not_those_of_the_manifest_are_damage() {
    type Change = fn(&sled::Tree);
    let changes: [(&str, Change); 7] = [
        ("record missing", |tree| {
            tree.remove("record/counter").unwrap().unwrap();
        }),
        ("record under another name", |tree| {
            let sealed = tree.get("record/counter").unwrap().unwrap();
            tree.insert("record/note", sealed).unwrap();
        }),
        ("record under the name of another", |tree| {
            let sealed = tree.get("record/note").unwrap().unwrap();
            tree.insert("record/counter", sealed).unwrap().unwrap();
        }),
        ("record changed", |tree| {
            let mut sealed = tree.get("record/counter").unwrap().unwrap().to_vec();
            *sealed.last_mut().unwrap() ^= 1;
            tree.insert("record/counter", sealed).unwrap();
        }),
        ("manifest missing", |tree| {
            tree.remove("manifest").unwrap().unwrap();
        }),
        ("manifest replaced", |tree| {
            let sealed = tree.get("record/counter").unwrap().unwrap();
            tree.insert("manifest", sealed).unwrap();
        }),
        ("owner missing", |tree| {
            tree.remove("owner").unwrap().unwrap();
        }),
    ];
    for (what, change) in changes {
        let phone = Phone::new();
        let store = phone.kept();
        count_to(&store, 1).unwrap();
        store
            .commit(|change| change.put(&NOTE, &"note".to_owned()))
            .unwrap();
        drop(store);
        if what == "record under another name" {
            tamper(&phone, |tree| {
                tree.remove("record/note").unwrap();
            });
        }
        tamper(&phone, change);
        let (store, reason) = phone.reset();
        assert_eq!(reason, StateReset::Inconsistent, "{what}");
        assert!(is_empty(&store), "{what}");
    }
}

#[test]
fn an_older_record_is_not_taken_for_the_last_one() {
    let phone = Phone::in_use();
    let mut older = None;
    tamper(&phone, |tree| {
        older = tree.get("record/counter").unwrap();
    });
    count_to(&phone.kept(), 4).unwrap();
    tamper(&phone, |tree| {
        tree.insert("record/counter", older.unwrap()).unwrap();
    });
    assert_eq!(phone.reset().1, StateReset::Inconsistent);
}

#[test]
fn an_emptied_database_is_damage() {
    let phone = Phone::in_use();
    tamper(&phone, |tree| tree.clear().unwrap());
    assert_eq!(phone.reset().1, StateReset::Inconsistent);

    let phone = Phone::in_use();
    fs::remove_dir_all(phone.state().join("live")).unwrap();
    fs::create_dir(phone.state().join("live")).unwrap();
    assert_eq!(phone.reset().1, StateReset::Inconsistent);
}

#[test]
fn a_database_that_does_not_open_is_damage_and_lies_in_quarantine() {
    let phone = Phone::in_use();
    for round in [1, 2] {
        let conf = format!("round {round}, no settings of a database");
        fs::write(phone.state().join("live/conf"), &conf).unwrap();
        let (store, reason) = phone.reset();
        assert_eq!(reason, StateReset::Unreadable);
        assert!(is_empty(&store));
        count_to(&store, round).unwrap();
        drop(store);
        let names: Vec<_> = fs::read_dir(phone.state())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names.len(), 2, "{names:?}");
        let quarantined = fs::read_to_string(phone.state().join("quarantine/conf")).unwrap();
        assert_eq!(quarantined, conf);
        assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(round));
    }
}

#[test]
fn the_state_of_another_phone_is_refused_and_left_alone() {
    let phone = Phone::in_use();
    let copied = files(&phone.state());
    let stranger = Phone::in_use();
    let own = files(&stranger.state());
    restore(&stranger.state(), &copied);
    assert!(matches!(stranger.open(), Err(StoreError::ForeignVault)));
    assert!(matches!(stranger.open(), Err(StoreError::ForeignVault)));
    assert_eq!(stranger.vault.generation(), Ok(3));
    assert!(stranger.vault.device_public_key().is_ok());

    // Both phones go on with what is theirs.
    let returned = files(&stranger.state());
    restore(&stranger.state(), &own);
    assert_eq!(stranger.kept().read(&COUNTER).unwrap(), Some(3));
    restore(&phone.state(), &returned);
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(3));
}

#[test]
fn a_locked_device_is_told_and_nothing_is_touched() {
    let phone = Phone::in_use();
    let before = files(&phone.state());
    phone.vault.trouble(Trouble::Locked);
    let locked = phone.open();
    assert!(matches!(
        locked,
        Err(StoreError::Vault(VaultError::DeviceLocked))
    ));
    assert_eq!(files(&phone.state()), before);
    phone.vault.trouble(Trouble::None);
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(3));
}

#[test]
fn a_directory_is_open_once() {
    let phone = Phone::in_use();
    let store = phone.kept();
    assert!(matches!(phone.open(), Err(StoreError::AlreadyOpen)));
    let detour = phone.scratch.path().join("state/../state/.");
    let vault = Arc::clone(&phone.vault);
    let again = StateStore::open(&detour, vault);
    assert!(matches!(again, Err(StoreError::AlreadyOpen)));
    let other = Scratch::new();
    let vault = Arc::new(TroubledVault::new());
    assert!(matches!(
        StateStore::open(other.path(), vault),
        Ok(Opened::Kept(_))
    ));
    drop(store);
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(3));
}

#[test]
fn a_directory_that_another_program_has_is_told() {
    let phone = Phone::in_use();
    let db = database(&phone);
    assert!(matches!(phone.open(), Err(StoreError::AlreadyOpen)));
    drop(db);
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(3));
}
