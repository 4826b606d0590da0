//! A disk without room: the change is refused, and what was kept stays.
//!
//! The tests start themselves again in a shell that limits how long a file may become. To whoever
//! makes a file longer that is a full disk, and it needs no rights and no disk of its own.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use kyotaku_core::store::{Opened, StateStore, StoreError};
use kyotaku_core::vault::SoftwareVault;

use crate::fixture::{COUNTER, NOTE, Scratch};

const DIRECTORY: &str = "KYOTAKU_TEST_FULL_DISK";

fn open(directory: &Path) -> Result<StateStore, StoreError> {
    let vault = Arc::new(SoftwareVault::open(&directory.join("device.key")).unwrap());
    match StateStore::open(&directory.join("state"), vault)? {
        Opened::Kept(store) => Ok(store),
        Opened::Reset(_, reason) => panic!("reset: {reason}"),
    }
}

fn change(store: &StateStore, count: u64, note: &str) -> Result<(), StoreError> {
    store.commit(|change| {
        change.put(&COUNTER, &count)?;
        change.put(&NOTE, &format!("{count} {note}"))
    })
}

fn count(store: &StateStore) -> u64 {
    let count = store.read(&COUNTER).unwrap().unwrap_or_default();
    let note = store.read(&NOTE).unwrap().unwrap_or("0 ".to_owned());
    assert!(note.starts_with(&format!("{count} ")));
    count
}

/// Runs a test as another process in which no file may have more than so many blocks of 512 bytes,
/// and then looks at what it has kept.
fn run_limited(test: &str, blocks: u32) -> String {
    let scratch = Scratch::new();
    drop(SoftwareVault::create(&scratch.path().join("device.key")).unwrap());
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\""])
        .arg(blocks.to_string())
        .arg(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(DIRECTORY, scratch.path())
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{blocks} blocks: {out}\n{err}");
    let kept: u64 = line(&out, "kept ").parse().unwrap();

    // There is room again.
    let store = open(scratch.path()).unwrap();
    assert_eq!(count(&store), kept, "{blocks} blocks");
    change(&store, kept + 1, "").unwrap();
    drop(store);
    assert_eq!(count(&open(scratch.path()).unwrap()), kept + 1);
    out
}

fn line<'a>(out: &'a str, start: &str) -> &'a str {
    out.lines()
        .find_map(|line| line.strip_prefix(start))
        .unwrap()
}

fn limited() -> Option<OsString> {
    env::var_os(DIRECTORY)
}

#[test]
fn a_change_without_room_is_refused_as_often_as_it_is_tried() {
    if let Some(directory) = limited() {
        let directory = Path::new(&directory);
        let store = open(directory).unwrap();
        let mut kept = 0;
        let error = loop {
            let note = "x".repeat(usize::try_from(kept).unwrap() * 5000);
            match change(&store, kept + 1, &note) {
                Ok(()) => kept += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, StoreError::DiskFull), "{error:?}");
        for _ in 0..3 {
            let again = change(&store, kept + 1, &"x".repeat(1_000_000));
            assert!(matches!(again, Err(StoreError::DiskFull)), "{again:?}");
            assert_eq!(count(&store), kept);
        }
        drop(store);
        assert_eq!(count(&open(directory).unwrap()), kept);
        println!("kept {kept}");
        return;
    }
    let test = "full_disk::a_change_without_room_is_refused_as_often_as_it_is_tried";
    for (blocks, some) in [(200, false), (600, true), (800, true), (2000, true)] {
        let out = run_limited(test, blocks);
        assert_eq!(line(&out, "kept ") != "0", some, "{blocks} blocks: {out}");
    }
}

#[test]
fn a_database_that_runs_out_of_room_in_the_middle_is_written_anew() {
    if let Some(directory) = limited() {
        let store = open(Path::new(&directory)).unwrap();
        let (mut kept, mut refused) = (0, 0);
        for attempt in 1..=400 {
            let note = "x".repeat([3000, 800, 20_000][attempt % 3]);
            match change(&store, kept + 1, &note) {
                Ok(()) => kept += 1,
                Err(StoreError::DiskFull) => refused += 1,
                Err(error) => panic!("{error:?}"),
            }
            assert_eq!(count(&store), kept);
        }
        println!("kept {kept}\nrefused {refused}");
        return;
    }
    let test = "full_disk::a_database_that_runs_out_of_room_in_the_middle_is_written_anew";
    let mut refusals = 0;
    for blocks in [620, 640, 660] {
        let out = run_limited(test, blocks);
        let refused: u32 = line(&out, "refused ").parse().unwrap();
        println!("{blocks} blocks: {refused} of 400 changes refused");
        refusals += refused;
    }
    assert!(refusals > 0);
}
