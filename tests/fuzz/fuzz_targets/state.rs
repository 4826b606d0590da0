//! A state whose files were changed behind its back: it opens as it was kept last, or it is said to
//! be damaged and the phone begins anew, or it is refused and nothing is touched. It never shows
//! anything else, and what it then keeps is there at the next start.
#![no_main]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use kyotaku_core::pki::P256Key;
use kyotaku_core::store::{Collection, Key, Opened, StateStore, StoreError, Transaction};
use kyotaku_core::vault::{KeyVault, StoreKey, VaultError};
use libfuzzer_sys::fuzz_target;

const POLICY: Key<String> = Key::new("policy", 1);
const DELIVERIES: Collection<String> = Collection::new("deliveries", 1);

/// Keeps the key of the store and its generation, as it would outlive a change to the files.
#[derive(Debug, Default)]
struct Vault(Mutex<Option<(StoreKey, u64)>>);

impl Vault {
    fn with(kept: Option<(StoreKey, u64)>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(kept)))
    }

    fn kept(&self) -> Option<(StoreKey, u64)> {
        self.0.lock().unwrap().clone()
    }
}

impl KeyVault for Vault {
    fn device_public_key(&self) -> Result<P256Key, VaultError> {
        Err(VaultError::KeyLost)
    }

    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, VaultError> {
        Err(VaultError::KeyLost)
    }

    fn new_device_key(&self) -> Result<(), VaultError> {
        Ok(())
    }

    fn store_key(&self) -> Result<StoreKey, VaultError> {
        Ok(self.kept().ok_or(VaultError::KeyLost)?.0)
    }

    fn keep_store_key(&self, key: &StoreKey) -> Result<(), VaultError> {
        *self.0.lock().unwrap() = Some((key.clone(), 0));
        Ok(())
    }

    fn generation(&self) -> Result<u64, VaultError> {
        Ok(self.kept().ok_or(VaultError::KeyLost)?.1)
    }

    fn set_generation(&self, generation: u64) -> Result<(), VaultError> {
        let key = self.store_key()?;
        *self.0.lock().unwrap() = Some((key, generation));
        Ok(())
    }

    fn erase(&self) -> Result<(), VaultError> {
        *self.0.lock().unwrap() = None;
        Ok(())
    }
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The files of a state after its last change and after the one before.
struct History {
    key: StoreKey,
    before: Files,
    last: Files,
}

/// How many changes there were.
const GENERATION: u64 = 3;

fn directory() -> PathBuf {
    std::env::temp_dir().join(format!("kyotaku-fuzz-state-{}", std::process::id()))
}

fn opened(vault: &Arc<Vault>) -> Result<Opened, StoreError> {
    StateStore::open(&directory(), Arc::clone(vault) as Arc<dyn KeyVault>)
}

fn history() -> &'static History {
    static HISTORY: OnceLock<History> = OnceLock::new();
    HISTORY.get_or_init(|| {
        // sled panics over damage, and the store contains that; the hook of the fuzzer would take
        // it for a finding. A panic of this target ends the process all the same.
        std::panic::set_hook(Box::new(|_| {}));
        let key = StoreKey::from_slice(&[0x46; StoreKey::LEN]).unwrap();
        let vault = Vault::with(Some((key.clone(), 0)));
        let change = |text: &str| {
            let Opened::Kept(store) = opened(&vault).unwrap() else {
                panic!("a new state is not damaged");
            };
            store
                .commit(|change| {
                    change.put(&POLICY, &text.to_owned())?;
                    change.add(&DELIVERIES, &text.repeat(100))
                })
                .unwrap();
            drop(store);
            files(&directory())
        };
        fs::remove_dir_all(directory()).ok();
        change("first");
        let (before, last) = (change("second"), change("third"));
        assert_eq!(vault.kept().unwrap().1, GENERATION);
        History { key, before, last }
    })
}

fn files(directory: &Path) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// Reads the input from the front; past its end everything is zero.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn number(&mut self, below: usize) -> usize {
        let mut bytes = [0; 4];
        for byte in &mut bytes {
            if let Some((first, rest)) = self.0.split_first() {
                (*byte, self.0) = (*first, rest);
            }
        }
        usize::try_from(u32::from_le_bytes(bytes)).unwrap() % below.max(1)
    }
}

/// Changes one file.
fn change(input: &mut Input<'_>, files: &mut Files, before: &Files) {
    let at = input.number(files.len());
    let Some(path) = files.keys().nth(at).cloned() else {
        return;
    };
    let bytes = files.get_mut(&path).unwrap();
    let at = input.number(bytes.len() + 1);
    match input.number(7) {
        0 if at < bytes.len() => bytes[at] ^= 1 << input.number(8),
        1 => bytes.truncate(at),
        2 => drop(files.remove(&path)),
        3 => drop(before.get(&path).map(|earlier| bytes.clone_from(earlier))),
        4 => bytes.extend(std::iter::repeat_n(0x46, input.number(1 << 12))),
        5 => {
            let end = (at + input.number(1 << 10)).min(bytes.len());
            bytes[at..end].fill(u8::try_from(input.number(256)).unwrap());
        }
        _ => {
            let name = path.with_file_name("old");
            let moved = files.remove(&path).unwrap();
            files.insert(name, moved);
        }
    }
}

fn content(store: &StateStore) -> (Option<String>, Vec<String>) {
    let deliveries = store.list(&DELIVERIES).unwrap().into_iter();
    let deliveries = deliveries.map(|(_, delivery)| delivery).collect();
    (store.read(&POLICY).unwrap(), deliveries)
}

fuzz_target!(|data: &[u8]| {
    let History { key, before, last } = history();
    let mut input = Input(data);
    let mut files = last.clone();
    for _ in 0..=input.number(4) {
        change(&mut input, &mut files, before);
    }
    fs::remove_dir_all(directory()).ok();
    for (path, bytes) in &files {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    let vault = Vault::with(Some((key.clone(), GENERATION)));
    let kept = ["first", "second", "third"].map(|text| text.repeat(100));
    match opened(&vault) {
        Ok(Opened::Kept(store)) => {
            assert_eq!(content(&store), (Some("third".to_owned()), kept.to_vec()));
            goes_on(&mut input, &vault, store);
        }
        Ok(Opened::Reset(store, _)) => {
            assert_eq!(content(&store), (None, Vec::new()));
            let (new, generation) = vault.kept().expect("a new key");
            assert!(new.expose() != key.expose() && generation == 0);
            goes_on(&mut input, &vault, store);
        }
        Err(_) => {
            let (same, generation) = vault.kept().expect("the key");
            assert!(same.expose() == key.expose() && generation == GENERATION);
        }
    }
    fs::remove_dir_all(directory()).ok();
});

/// What is kept next is there at the next start. That takes as long as all before it, so it is
/// tried once in a while.
fn goes_on(input: &mut Input<'_>, vault: &Arc<Vault>, store: StateStore) {
    if input.number(8) != 7 {
        return;
    }
    let change = |change: &mut Transaction<'_>| change.put(&POLICY, &"fourth".to_owned());
    store.commit(change).unwrap();
    drop(store);
    let Opened::Kept(store) = opened(vault).unwrap() else {
        panic!("what was kept is damaged");
    };
    assert_eq!(store.read(&POLICY).unwrap().as_deref(), Some("fourth"));
}
