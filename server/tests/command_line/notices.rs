//! `kyotaku-server notice`.

use crate::site::{NOW, Site};

#[test]
fn an_operator_publishes_notices_and_lists_them() {
    let site = Site::new();
    assert!(site.run(&["seed"]).status.success());
    let add = |arguments: &[&str]| site.run(&[&["notice", "add"], arguments].concat());
    let text = [
        "--title",
        "年末年始の休診",
        "--body",
        "12月29日から休みます。",
    ];
    let until = ["--until", "2026-12-01T00:00:00Z"];
    let published = add(&[&text[..], &until, &["--institution", "9919999012"]].concat());
    let id = String::from_utf8(published.stdout).unwrap();
    let listed = site.run(&["notice", "list"]).stdout;
    let expected = format!(
        "{}\t{NOW}\t9919999012\t2026-12-01T00:00:00Z\t年末年始の休診\n",
        id.trim()
    );
    assert_eq!(String::from_utf8(listed).unwrap(), expected);
    for refused in [
        ["--title", "", "--body", "body"],
        ["--title", "two\nlines", "--body", "body"],
        ["--title", "title", "--body", ""],
    ] {
        assert_eq!(add(&refused).status.code(), Some(1), "{refused:?}");
    }
    // A code that could be, of no institution that there is.
    let nowhere = add(&[&text[..], &["--institution", "9949999016"]].concat());
    assert_eq!(nowhere.status.code(), Some(1));
}
