//! A process that is killed at any moment loses nothing that it reported.
//!
//! The test starts itself again as the process that will be killed.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use kyotaku_core::store::{Opened, StateStore};
use kyotaku_core::vault::SoftwareVault;

use crate::fixture::{COUNTER, NOTE, PENDING, Random, Scratch, texts};

const KILLS: usize = 200;
const DIRECTORY: &str = "KYOTAKU_TEST_KILLED_IN";

/// The note that goes with a number. Some are too large for a segment's share.
fn note(count: u64) -> String {
    let len = match count % 7 {
        3 => 60_000,
        5 => 9_000,
        _ => 500,
    };
    format!("{count} ").repeat(len / 4)
}

fn change(store: &StateStore, count: u64) {
    store
        .commit(|change| {
            change.put(&COUNTER, &count)?;
            change.put(&NOTE, &note(count))?;
            let pending = change.list(&PENDING)?;
            if let [(oldest, _), _, _, ..] = &pending[..] {
                change.take_out(&PENDING, oldest)?;
            }
            change.add(&PENDING, &count.to_string())
        })
        .unwrap();
}

/// The number of the last change, after checking that all of it is there and nothing else.
fn last_change(store: &StateStore) -> u64 {
    let Some(count) = store.read(&COUNTER).unwrap() else {
        assert_eq!(store.read(&NOTE).unwrap(), None);
        assert_eq!(store.list(&PENDING).unwrap(), []);
        return 0;
    };
    assert_eq!(store.read(&NOTE).unwrap(), Some(note(count)));
    let expected: Vec<String> = (count.saturating_sub(2).max(1)..=count)
        .map(|count| count.to_string())
        .collect();
    assert_eq!(texts(&store.list(&PENDING).unwrap()), expected);
    count
}

fn open(directory: &Path) -> StateStore {
    let vault = Arc::new(SoftwareVault::open(&directory.join("device.key")).unwrap());
    match StateStore::open(&directory.join("state"), vault).unwrap() {
        Opened::Kept(store) => store,
        Opened::Reset(_, reason) => panic!("reset: {reason}"),
    }
}

/// The life of the process that is killed: it opens and closes the store, too.
fn live(directory: &Path) -> ! {
    let mut out = std::io::stdout();
    loop {
        let store = open(directory);
        let count = last_change(&store);
        for count in count + 1..count + 5 {
            change(&store, count);
            writeln!(out, "kept {count}").unwrap();
            out.flush().unwrap();
        }
    }
}

fn start(directory: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "killing::a_killed_process_loses_nothing_that_it_reported",
        ])
        .arg("--nocapture")
        .env(DIRECTORY, directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_killed_process_loses_nothing_that_it_reported() {
    if let Some(directory) = env::var_os(DIRECTORY) {
        live(Path::new(&directory));
    }
    let scratch = Scratch::new();
    drop(SoftwareVault::create(&scratch.path().join("device.key")).unwrap());
    let mut random = Random::seeded();
    let mut last = 0;
    let (mut unreported, mut at_start) = (0, 0);
    for kill in 0..KILLS {
        let mut child = start(scratch.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Some are killed while they start, others after some changes, all at any moment.
        let before = last;
        let mut report = |line: String| {
            if let Some(count) = line.strip_prefix("kept ") {
                last = count.parse().unwrap();
            }
        };
        let wanted = random.below(7);
        let mut seen = 0;
        while seen < wanted {
            let line = lines.next().unwrap().unwrap();
            seen += usize::from(line.starts_with("kept "));
            report(line);
        }
        thread::sleep(Duration::from_micros(random.below(8000) as u64));
        child.kill().unwrap();
        for line in lines {
            report(line.unwrap());
        }
        child.wait().unwrap();
        at_start += u32::from(last == before);

        let store = open(scratch.path());
        let found = last_change(&store);
        assert!(
            found == last || found == last + 1,
            "kill {kill}: {last} was reported, {found} is there"
        );
        unreported += u32::from(found > last);
        last = found;
    }
    println!(
        "{KILLS} kills, {at_start} before anything was reported, {last} changes, \
         {unreported} of them kept without having been reported"
    );
    assert!(last > KILLS as u64);
}
