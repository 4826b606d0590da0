//! Damaged files: what was acknowledged is there, or its loss is told.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kyotaku_core::store::{Opened, StateStore};
use kyotaku_core::vault::KeyVault as _;

use crate::fixture::{
    COUNTER, NOTE, PENDING, Phone, Random, Scratch, Trouble, TroubledVault, count_to, files,
    is_empty, restore, texts,
};

const TRIALS: usize = 240;

/// What a phone remembers after some days: values of all sizes, changed and removed.
fn lived_in() -> Phone {
    let phone = Phone::new();
    for day in 0..4 {
        let store = phone.kept();
        for hour in 0..12 {
            let count = day * 12 + hour + 1;
            store
                .commit(|change| {
                    change.put(&COUNTER, &count)?;
                    change.put(&NOTE, &note(count))?;
                    let pending = change.list(&PENDING)?;
                    if let [(oldest, _), .., _] = &pending[..] {
                        change.take_out(&PENDING, oldest)?;
                    }
                    change.add(&PENDING, &format!("delivery {count}"))
                })
                .unwrap();
        }
    }
    phone
}

const LAST: u64 = 48;

fn note(count: u64) -> String {
    let len = if count.is_multiple_of(5) { 40_000 } else { 900 };
    format!("{count} ").repeat(len / 3)
}

fn holds_the_last_change(store: &StateStore) -> bool {
    let pending = store.list(&PENDING).unwrap();
    store.read(&COUNTER).unwrap() == Some(LAST)
        && store.read(&NOTE).unwrap() == Some(note(LAST))
        && texts(&pending) == ["delivery 47", "delivery 48"]
}

/// Damages one file and says how.
fn damage(random: &mut Random, directory: &Path, names: &[PathBuf]) -> String {
    let name = &names[random.below(names.len())];
    let path = directory.join(name);
    let len = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
    let mut content = fs::read(&path).unwrap();
    let kind = random.below(5);
    let what = match kind {
        0 | 1 if len > 0 => {
            let (at, bit) = (random.below(len), random.below(8));
            content[at] ^= 1 << bit;
            format!("bit {bit} of byte {at} flipped")
        }
        2 if len > 0 => {
            let at = random.below(len);
            let end = len.min(at + 1 + random.below(4096));
            content[at..end].fill(0);
            format!("bytes {at} to {end} zeroed")
        }
        3 if len > 0 => {
            let at = random.below(len);
            let end = len.min(at + 1 + random.below(4096));
            for byte in &mut content[at..end] {
                *byte = u8::try_from(random.below(256)).unwrap();
            }
            format!("bytes {at} to {end} replaced")
        }
        _ => {
            content.truncate(random.below(len + 1));
            format!("cut off at {}", content.len())
        }
    };
    fs::write(&path, content).unwrap();
    format!("{} of {len} bytes: {what}", name.display())
}

#[test]
fn damage_is_told_or_has_no_effect() {
    let phone = lived_in();
    let key = phone.vault.store_key().unwrap();
    let generation = phone.vault.generation().unwrap();
    let sound = files(&phone.state());
    let mut names: Vec<PathBuf> = sound.keys().cloned().collect();
    // The log is where everything is, so it gets more than its share.
    names.extend([PathBuf::from("live/db"), PathBuf::from("live/db")]);

    let mut random = Random::seeded();
    let mut outcomes: BTreeMap<String, u32> = BTreeMap::new();
    let scratch = Scratch::new();
    let directory = scratch.path().join("state");
    for trial in 0..TRIALS {
        restore(&directory, &sound);
        let what = damage(&mut random, &directory, &names);
        let vault = Arc::new(TroubledVault::with(&key, generation));
        let opened = StateStore::open(&directory, vault.clone());
        let outcome = match opened {
            Ok(Opened::Kept(store)) => {
                assert!(holds_the_last_change(&store), "trial {trial}: {what}");
                // What opened is good for more than reading.
                count_to(&store, LAST + 1).unwrap();
                drop(store);
                let Opened::Kept(store) = StateStore::open(&directory, vault).unwrap() else {
                    panic!("trial {trial}: {what}: lost after a change");
                };
                assert_eq!(store.read(&COUNTER).unwrap(), Some(LAST + 1), "{what}");
                "kept".to_owned()
            }
            Ok(Opened::Reset(store, reason)) => {
                assert!(is_empty(&store), "trial {trial}: {what}");
                format!("{reason:?}")
            }
            Err(error) => panic!("trial {trial}: {what}: {error:?}"),
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    println!("{TRIALS} damaged states: {outcomes:?}");
    assert!(outcomes.len() > 2, "{outcomes:?}");
}

#[test]
fn after_a_change_that_failed_the_state_is_written_anew() {
    let phone = lived_in();
    let store = phone.kept();
    phone.vault.trouble(Trouble::Unsettable);
    assert!(count_to(&store, 1).is_err());
    phone.vault.trouble(Trouble::None);
    let log = OpenOptions::new()
        .write(true)
        .open(phone.state().join("live/db"))
        .unwrap();
    log.set_len(0).unwrap();
    count_to(&store, LAST).unwrap();
    assert!(holds_the_last_change(&store));
    drop(store);
    assert!(holds_the_last_change(&phone.kept()));
}

#[test]
fn what_an_interrupted_snapshot_has_left_is_no_damage() {
    let phone = lived_in();
    let name = "live/snap.FFFFFFFFFFFFFFFF.generating";
    fs::write(phone.state().join(name), b"half a snapshot").unwrap();
    assert!(holds_the_last_change(&phone.kept()));
    assert!(!phone.state().join(name).exists());
}

#[test]
fn a_grown_log_is_compacted_when_it_is_opened() {
    let phone = lived_in();
    let store = phone.kept();
    for count in 1..=3 {
        store
            .commit(|change| change.put(&NOTE, &"x".repeat(count * 500_000)))
            .unwrap();
    }
    store
        .commit(|change| change.put(&NOTE, &note(LAST)))
        .unwrap();
    drop(store);
    let len = || -> usize { files(&phone.state()).values().map(Vec::len).sum() };
    let grown = len();
    assert!(grown > 1 << 20, "{grown}");
    assert!(holds_the_last_change(&phone.kept()));
    let compacted = len();
    println!("{grown} bytes, {compacted} after compaction");
    assert!(compacted < grown / 4, "{compacted}");
    assert!(holds_the_last_change(&phone.kept()));
}

#[test]
fn compaction_may_end_anywhere() {
    let phone = lived_in();
    let live = phone.state().join("live");
    let (next, old) = (phone.state().join("next"), phone.state().join("old"));
    let sound = files(&live);
    let half: BTreeMap<_, _> = sound.clone().into_iter().take(1).collect();

    // While the copy is made.
    restore(&next, &half);
    assert!(holds_the_last_change(&phone.kept()));
    // When the database has been moved away, and the copy has not taken its place.
    restore(&next, &sound);
    fs::rename(&live, &old).unwrap();
    assert!(holds_the_last_change(&phone.kept()));
    // When it has, and what was there before is being removed.
    restore(&old, &half);
    assert!(holds_the_last_change(&phone.kept()));
    assert!(!next.exists() && !old.exists());
}
