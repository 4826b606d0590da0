//! Nothing of what is kept can be read in the files or in what is printed.

use kyotaku_core::store::{StoreError, Transaction};
use kyotaku_core::vault::KeyVault as _;

use crate::fixture::{NOTE, PENDING, Phone, database, files};

const MARKERS: [&str; 3] = [
    "KYOTAKU-MARKER-one",
    "KYOTAKU-MARKER-二つ目",
    "KYOTAKU-MARKER-three",
];

fn keep_markers(change: &mut Transaction<'_>) -> Result<(), StoreError> {
    change.put(&NOTE, &MARKERS[0].to_owned())?;
    change.put(&NOTE, &MARKERS[1].repeat(2000))?;
    change.add(&PENDING, &MARKERS[2].to_owned())?;
    let shown = format!("{change:?}");
    assert_eq!(shown, "Transaction(****)");
    Ok(())
}

#[test]
fn no_file_shows_what_is_kept_or_the_key() {
    let phone = Phone::new();
    for _ in 0..3 {
        let store = phone.kept();
        store.commit(keep_markers).unwrap();
        assert_eq!(format!("{store:?}"), "StateStore(****)");
        assert_no_trace(&phone);
    }
    drop(phone.kept());
    assert_no_trace(&phone);
}

fn assert_no_trace(phone: &Phone) {
    let key = phone.vault.store_key().unwrap();
    let mut wanted: Vec<&[u8]> = MARKERS.iter().map(|marker| marker.as_bytes()).collect();
    wanted.extend([&b"KYOTAKU"[..], &b"\"order\""[..], &key.expose()[..8]]);
    let files = files(&phone.state());
    assert!(files.len() >= 2);
    for (name, content) in files {
        for &wanted in &wanted {
            let found = content.windows(wanted.len()).any(|part| part == wanted);
            assert!(!found, "{} in {}", wanted.escape_ascii(), name.display());
        }
    }
}

#[test]
fn records_are_named_by_fixed_words_and_random_numbers() {
    let phone = Phone::new();
    phone.kept().commit(keep_markers).unwrap();
    let db = database(&phone);
    let tree = db.open_tree("state").unwrap();
    let names: Vec<String> = tree
        .iter()
        .keys()
        .map(|name| String::from_utf8(name.unwrap().to_vec()).unwrap())
        .collect();
    let (pending, fixed) = names.split_last().unwrap();
    assert_eq!(fixed, ["manifest", "owner", "record/note"]);
    let id = pending.strip_prefix("record/pending/").unwrap();
    assert_eq!(id.len(), 32);
}
