//! A phone with a directory and a vault, and what its tests keep.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use kyotaku_core::pki::P256Key;
use kyotaku_core::store::{Collection, Key, Opened, RecordId, StateReset, StateStore, StoreError};
use kyotaku_core::vault::{KeyVault, SoftwareVault, StoreKey, VaultError};

pub(crate) const COUNTER: Key<u64> = Key::new("counter", 1);
pub(crate) const NOTE: Key<String> = Key::new("note", 1);
pub(crate) const PENDING: Collection<String> = Collection::new("pending", 1);

/// A directory of its own that is removed with its content. It lies in memory where there is such a
/// place: these tests end processes and not the power, so they need not wait for a disk.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("kyotaku-state-{}-{count}", std::process::id());
        let memory = Path::new("/dev/shm");
        let path = if memory.is_dir() {
            memory.join(name)
        } else {
            std::env::temp_dir().join(name)
        };
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A phone whose vault stays while its store is opened and closed.
#[derive(Debug)]
pub(crate) struct Phone {
    pub(crate) scratch: Scratch,
    pub(crate) vault: Arc<TroubledVault>,
}

impl Phone {
    pub(crate) fn new() -> Self {
        Self {
            scratch: Scratch::new(),
            vault: Arc::new(TroubledVault::new()),
        }
    }

    /// A phone whose last change set the counter to three.
    pub(crate) fn in_use() -> Self {
        let phone = Self::new();
        let store = phone.kept();
        for count in 1..=3 {
            count_to(&store, count).unwrap();
        }
        drop(store);
        phone
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.scratch.path().join("state")
    }

    pub(crate) fn open(&self) -> Result<Opened, StoreError> {
        let vault: Arc<TroubledVault> = Arc::clone(&self.vault);
        StateStore::open(&self.state(), vault)
    }

    pub(crate) fn kept(&self) -> StateStore {
        match self.open().unwrap() {
            Opened::Kept(store) => store,
            Opened::Reset(_, reason) => panic!("reset: {reason}"),
        }
    }

    pub(crate) fn reset(&self) -> (StateStore, StateReset) {
        match self.open().unwrap() {
            Opened::Kept(_) => panic!("kept"),
            Opened::Reset(store, reason) => (store, reason),
        }
    }
}

pub(crate) fn count_to(store: &StateStore, count: u64) -> Result<(), StoreError> {
    store.commit(|change| change.put(&COUNTER, &count))
}

pub(crate) fn is_empty(store: &StateStore) -> bool {
    store.read(&COUNTER).unwrap().is_none()
        && store.read(&NOTE).unwrap().is_none()
        && store.list(&PENDING).unwrap().is_empty()
}

pub(crate) fn texts(list: &[(RecordId, String)]) -> Vec<&str> {
    list.iter().map(|(_, text)| text.as_str()).collect()
}

/// The database of a phone whose store is closed, without the store.
pub(crate) fn database(phone: &Phone) -> sled::Db {
    let config = sled::Config::new()
        .path(phone.state().join("live"))
        .segment_size(64 << 10);
    // sled's threads close a database a moment after it was dropped.
    for _ in 0..200 {
        match config.open() {
            Err(sled::Error::Io(_)) => thread::sleep(Duration::from_millis(5)),
            opened => return opened.unwrap(),
        }
    }
    panic!("the database is not closed")
}

/// All files below a directory, by their path in it.
pub(crate) fn files(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn visit(root: &Path, path: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    visit(directory, directory, &mut found);
    found
}

/// Makes a directory hold these files and nothing else.
pub(crate) fn restore(directory: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    if directory.exists() {
        fs::remove_dir_all(directory).unwrap();
    }
    for (name, content) in files {
        let path = directory.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// A vault that can be made to fail.
#[derive(Debug)]
pub(crate) struct TroubledVault {
    vault: SoftwareVault,
    trouble: Mutex<Trouble>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    None,
    /// Every call fails.
    Locked,
    /// The vault is locked after the next call that asks for the generation.
    LockedInTheMiddle,
    /// The generation can be read and not be set.
    Unsettable,
}

impl TroubledVault {
    pub(crate) fn new() -> Self {
        Self {
            vault: SoftwareVault::ephemeral().unwrap(),
            trouble: Mutex::new(Trouble::None),
        }
    }

    /// A vault with a certain key and generation.
    pub(crate) fn with(key: &StoreKey, generation: u64) -> Self {
        let vault = Self::new();
        vault.keep_store_key(key).unwrap();
        vault.set_generation(generation).unwrap();
        vault
    }

    pub(crate) fn trouble(&self, trouble: Trouble) {
        *self.trouble.lock().unwrap() = trouble;
    }

    fn ready(&self) -> Result<(), VaultError> {
        let mut trouble = self.trouble.lock().unwrap();
        match *trouble {
            Trouble::Locked => Err(VaultError::DeviceLocked),
            Trouble::LockedInTheMiddle => {
                *trouble = Trouble::Locked;
                Ok(())
            }
            Trouble::None | Trouble::Unsettable => Ok(()),
        }
    }
}

impl KeyVault for TroubledVault {
    fn device_public_key(&self) -> Result<P256Key, VaultError> {
        self.ready()?;
        self.vault.device_public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.ready()?;
        self.vault.sign(message)
    }

    fn new_device_key(&self) -> Result<(), VaultError> {
        self.ready()?;
        self.vault.new_device_key()
    }

    fn store_key(&self) -> Result<StoreKey, VaultError> {
        self.ready()?;
        self.vault.store_key()
    }

    fn keep_store_key(&self, key: &StoreKey) -> Result<(), VaultError> {
        self.ready()?;
        self.vault.keep_store_key(key)
    }

    fn generation(&self) -> Result<u64, VaultError> {
        self.ready()?;
        self.vault.generation()
    }

    fn set_generation(&self, generation: u64) -> Result<(), VaultError> {
        self.ready()?;
        if *self.trouble.lock().unwrap() == Trouble::Unsettable {
            return Err(VaultError::Faulty);
        }
        self.vault.set_generation(generation)
    }

    fn erase(&self) -> Result<(), VaultError> {
        self.ready()?;
        self.vault.erase()
    }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Takes the seed from `KYOTAKU_SEED`, or a fixed one, and prints it.
    pub(crate) fn seeded() -> Self {
        let seed = std::env::var("KYOTAKU_SEED").map_or(0x006B_796F_7461_6B75, |seed| {
            seed.parse().expect("KYOTAKU_SEED is a number")
        });
        println!("KYOTAKU_SEED={seed}");
        Self(seed)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let mixed = u128::from(mixed ^ (mixed >> 31));
        usize::try_from((mixed * bound as u128) >> 64).unwrap()
    }
}
