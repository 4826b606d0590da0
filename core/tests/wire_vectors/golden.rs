//! The files themselves.

use std::path::PathBuf;

use serde_json::Value;

/// A file or folder of the fixtures of this format.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/fixtures/wire")
        .join(name)
}

/// What a file holds.
pub(crate) fn read(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(path(name)).unwrap()).unwrap()
}

/// Demands that a file holds what this code makes, after writing it if that is asked for.
pub(crate) fn assert_holds(name: &str, made: &Value) {
    if std::env::var_os("KYOTAKU_BLESS").is_some() {
        std::fs::create_dir_all(path("")).unwrap();
        let text = serde_json::to_string_pretty(made).unwrap() + "\n";
        std::fs::write(path(name), text).unwrap();
    }
    assert_eq!(*made, read(name), "the wire format changed");
}

/// One list of a file, which holds something.
pub(crate) fn vectors(name: &str, list: &str) -> Vec<Value> {
    let vectors = read(name)[list].as_array().unwrap().clone();
    assert!(!vectors.is_empty(), "{name} holds no {list}");
    vectors
}
