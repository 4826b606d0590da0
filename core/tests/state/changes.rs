//! What is read after a change, and after one that failed.

use kyotaku_core::store::{Collection, Key, RecordId, StoreError};
use kyotaku_core::vault::{KeyVault as _, VaultError};

use crate::fixture::{COUNTER, NOTE, PENDING, Phone, Trouble, count_to, texts};

#[test]
fn what_is_changed_together_is_kept_together() {
    let phone = Phone::new();
    let store = phone.kept();
    let first = store
        .commit(|change| {
            change.put(&COUNTER, &7)?;
            change.put(&NOTE, &"seven".to_owned())?;
            assert_eq!(change.read(&COUNTER)?, Some(7));
            change.add(&PENDING, &"first".to_owned())
        })
        .unwrap();
    let refused = store.commit(|change| -> Result<(), StoreError> {
        change.put(&COUNTER, &8)?;
        change.remove(&NOTE)?;
        Err(StoreError::Erased)
    });
    assert!(matches!(refused, Err(StoreError::Erased)));
    drop(store);

    let store = phone.kept();
    assert_eq!(store.read(&COUNTER).unwrap(), Some(7));
    assert_eq!(store.read(&NOTE).unwrap().as_deref(), Some("seven"));
    assert_eq!(store.list(&PENDING).unwrap(), [(first, "first".to_owned())]);
    assert_eq!(phone.vault.generation(), Ok(1));
    assert!(store.commit(|change| change.remove(&NOTE)).unwrap());
    assert!(!store.commit(|change| change.remove(&NOTE)).unwrap());
    assert_eq!(store.read(&NOTE).unwrap(), None);
    assert_eq!(
        phone.vault.generation(),
        Ok(2),
        "nothing to do, nothing done"
    );
}

#[test]
fn a_collection_keeps_the_order_of_adding() {
    let phone = Phone::new();
    let store = phone.kept();
    let add = |text: &str| {
        store
            .commit(|change| change.add(&PENDING, &text.to_owned()))
            .unwrap()
    };
    let ids: Vec<RecordId> = ["a", "b", "c", "d"].into_iter().map(add).collect();
    store
        .commit(|change| {
            assert!(change.replace(&PENDING, &ids[0], &"A".to_owned())?);
            assert!(change.take_out(&PENDING, &ids[1])?);
            assert!(!change.take_out(&PENDING, &ids[1])?);
            // What was taken out does not come back by being changed.
            assert!(!change.replace(&PENDING, &ids[1], &"B".to_owned())?);
            change.add(&PENDING, &"e".to_owned())
        })
        .unwrap();
    assert_eq!(texts(&store.list(&PENDING).unwrap()), ["A", "c", "d", "e"]);
    drop(store);
    let list = phone.kept().list(&PENDING).unwrap();
    assert_eq!(texts(&list), ["A", "c", "d", "e"]);
    assert_eq!(list[1].0, ids[2]);
}

#[test]
fn a_record_in_another_version_is_told_and_not_lost() {
    const NEWER: Key<u64> = Key::new("counter", 2);
    const NEWER_PENDING: Collection<String> = Collection::new("pending", 2);
    let phone = Phone::new();
    let store = phone.kept();
    let id = store
        .commit(|change| {
            change.put(&NEWER, &9)?;
            change.add(&NEWER_PENDING, &"new".to_owned())
        })
        .unwrap();
    let told = |error: StoreError| {
        matches!(
            error,
            StoreError::Schema {
                stored: 2,
                known: 1,
                ..
            }
        )
    };
    assert!(told(store.read(&COUNTER).unwrap_err()));
    assert!(told(store.list(&PENDING).unwrap_err()));
    assert!(told(count_to(&store, 1).unwrap_err()));
    let removed = store.commit(|change| change.remove(&COUNTER));
    assert!(told(removed.unwrap_err()));
    let replaced = store.commit(|change| change.replace(&PENDING, &id, &"old".to_owned()));
    assert!(told(replaced.unwrap_err()));
    let taken = store.commit(|change| change.take_out(&PENDING, &id));
    assert!(told(taken.unwrap_err()));
    drop(store);

    let store = phone.kept();
    assert_eq!(store.read(&NEWER).unwrap(), Some(9));
    assert_eq!(
        store.list(&NEWER_PENDING).unwrap(),
        [(id, "new".to_owned())]
    );
}

#[test]
fn an_older_version_can_be_brought_up() {
    const NEWER: Key<String> = Key::new("counter", 2);
    let phone = Phone::in_use();
    let store = phone.kept();
    assert!(matches!(
        store.read(&NEWER),
        Err(StoreError::Schema {
            stored: 1,
            known: 2,
            ..
        })
    ));
    store
        .commit(|change| {
            let old = change.read(&COUNTER)?.unwrap();
            change.put(&NEWER, &old.to_string())
        })
        .unwrap();
    drop(store);
    assert_eq!(phone.kept().read(&NEWER).unwrap().as_deref(), Some("3"));
}

#[test]
fn a_value_that_does_not_fit_its_type_is_told() {
    const TEXT: Key<String> = Key::new("counter", 1);
    let phone = Phone::in_use();
    let store = phone.kept();
    assert!(matches!(
        store.read(&TEXT),
        Err(StoreError::Value { name }) if name == "counter"
    ));
    assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
}

#[test]
fn a_change_while_the_device_is_locked_changes_nothing() {
    let phone = Phone::in_use();
    let store = phone.kept();
    phone.vault.trouble(Trouble::Locked);
    let locked = count_to(&store, 4);
    assert!(matches!(
        locked,
        Err(StoreError::Vault(VaultError::DeviceLocked))
    ));
    assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
    drop(store);
    phone.vault.trouble(Trouble::None);
    let store = phone.kept();
    assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
    count_to(&store, 4).unwrap();
    assert_eq!(store.read(&COUNTER).unwrap(), Some(4));
}

#[test]
fn a_change_that_failed_is_undone_by_the_next_one() {
    let phone = Phone::in_use();
    let store = phone.kept();
    for (trouble, named) in [
        (Trouble::LockedInTheMiddle, VaultError::DeviceLocked),
        (Trouble::Unsettable, VaultError::Faulty),
    ] {
        phone.vault.trouble(trouble);
        let failed = store.commit(|change| {
            change.put(&COUNTER, &4)?;
            change.add(&PENDING, &"failed".to_owned())
        });
        assert!(matches!(failed, Err(StoreError::Vault(error)) if error == named));
        assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
        phone.vault.trouble(Trouble::None);
        store
            .commit(|change| {
                assert_eq!(change.read(&COUNTER)?, Some(3));
                change.put(&NOTE, &format!("{trouble:?}"))
            })
            .unwrap();
        assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
    }
    drop(store);
    let store = phone.kept();
    assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
    assert_eq!(store.list(&PENDING).unwrap(), []);
    assert_eq!(store.read(&NOTE).unwrap().as_deref(), Some("Unsettable"));
}

#[test]
fn a_change_that_the_vault_did_not_count_is_kept_when_the_process_ends() {
    let phone = Phone::in_use();
    let store = phone.kept();
    phone.vault.trouble(Trouble::LockedInTheMiddle);
    assert!(count_to(&store, 4).is_err());
    drop(store);
    phone.vault.trouble(Trouble::None);
    assert_eq!(phone.vault.generation(), Ok(3));
    assert_eq!(phone.kept().read(&COUNTER).unwrap(), Some(4));
    assert_eq!(phone.vault.generation(), Ok(4));
}

#[test]
fn a_panic_in_a_change_changes_nothing() {
    let phone = Phone::in_use();
    let store = phone.kept();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.commit(|change| -> Result<(), StoreError> {
            change.put(&COUNTER, &4)?;
            panic!("a mistake of the caller")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(store.read(&COUNTER).unwrap(), Some(3));
    count_to(&store, 5).unwrap();
    assert_eq!(store.read(&COUNTER).unwrap(), Some(5));
}
