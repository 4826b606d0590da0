//! `kyotaku-server devices-list`.

use std::fs;

use serde_json::{Value, json};

use crate::site::{NOW, Site};

#[test]
fn an_operator_imports_a_published_list_and_shows_it() {
    let site = Site::new();
    let shown = || -> Value {
        let shown = site.run(&["devices-list", "show"]);
        serde_json::from_slice(&shown.stdout).unwrap()
    };
    assert_eq!(shown(), json!({ "devices": [] }));
    let file = site.file("list.json");
    let import = |list: &Value| {
        fs::write(&file, list.to_string()).unwrap();
        site.run(&["devices-list", "import", &file])
    };
    let phone = json!({ "model": "Example1,1", "name": "Example Phone 1", "visual": true });
    let other = json!({ "name": "Example Phone 2", "visual": false });
    let list = json!({
        "source": "An example list",
        "publishedOn": "2026-11-01",
        "devices": [phone, other],
    });
    let imported = import(&list);
    assert_eq!(imported.stdout, b"2 phones\n");
    let source = json!({
        "name": "An example list",
        "publishedOn": "2026-11-01",
        "importedAt": NOW,
    });
    let expected = json!({ "source": source, "devices": [phone, other] });
    assert_eq!(shown(), expected);
    for (name, wrong) in [
        ("source", json!("")),
        ("source", json!("two\nlines")),
        ("publishedOn", json!("yesterday")),
        (
            "devices",
            json!([{ "name": "a".repeat(201), "visual": true }]),
        ),
        ("devices", json!([{ "name": "Example Phone 3" }])),
        ("devices", json!(vec![other.clone(); 5001])),
        ("more", json!(1)),
    ] {
        let mut list = list.clone();
        list[name] = wrong;
        assert_eq!(import(&list).status.code(), Some(1), "{name}");
    }
    // A list that is refused leaves the one there is.
    assert_eq!(shown(), expected);
}
