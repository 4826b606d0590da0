//! The catalogue of message codes and its page.

use std::path::PathBuf;

use kyotaku_core::wire::code::{Code, markdown};

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/error-codes.md")
}

#[test]
fn the_page_is_what_the_catalogue_says() {
    if std::env::var_os("KYOTAKU_BLESS").is_some() {
        std::fs::write(page(), markdown()).unwrap();
    }
    let page = std::fs::read_to_string(page()).unwrap();
    let (made, hint) = (markdown(), "`make error-codes` writes the page again");
    for (written, expected) in page.lines().zip(made.lines()) {
        assert_eq!(written, expected, "{hint}");
    }
    assert_eq!(page.lines().count(), made.lines().count(), "{hint}");
}

#[test]
fn no_code_that_was_ever_published_is_gone() {
    let published = include_str!("../../tests/fixtures/wire/codes-v1.txt");
    for code in published.lines() {
        assert!(code.parse::<Code>().is_ok(), "{code} was removed");
    }
}
