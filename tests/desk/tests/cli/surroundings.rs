//! A phone in surroundings that are not as they should be: not registered, no server, another
//! server, a proxy.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Output;

use crate::program::{Folder, answered, code, json, said};

fn phone(folder: &Folder, address: &str, what: &[&str], answers: &str) -> Output {
    let options = folder.phone(address);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    answered(&[what, &["--json"], &options].concat(), answers)
}

/// An address where every connection is answered with a page, as proxies and hotels do.
fn proxy() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let _ = connection.read(&mut [0; 512]);
            let page = "<html>Please log in</html>";
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 26\r\n\r\n";
            let _ = connection.write_all(format!("{head}{page}").as_bytes());
        }
    });
    address
}

#[test]
fn a_phone_that_is_not_registered_can_only_be_registered() {
    let folder = Folder::new("unregistered");
    let nowhere = "https://localhost:1";
    for what in [
        &["sign-in"][..],
        &["visit", "--emulated", "T01"],
        &["results"],
        &["deliver"],
        &["device-check", "--emulated", "T01"],
        &["deregister"],
    ] {
        let refused = phone(&folder, nowhere, what, "");
        assert_eq!(code(&refused), 11, "{what:?}: {}", said(&refused));
        assert_eq!(json(&refused)["error"]["code"], "MKA-E1111", "{what:?}");
    }
}

#[test]
fn the_status_tells_of_the_phone_also_without_a_server() {
    let folder = Folder::new("status");
    let status = phone(&folder, "https://localhost:1", &["status"], "");
    assert_eq!(code(&status), 10);
    let told = json(&status);
    assert_eq!(told["registered"], false);
    assert_eq!(told["account"]["state"], "signedOut");
    assert_eq!(told["waiting"], serde_json::json!([]));
    assert_eq!(told["server"]["reachable"], false);
    assert_eq!(told["server"]["code"], "MKA-E5001");
}

#[test]
fn the_page_of_a_proxy_is_not_taken_for_the_server() {
    let folder = Folder::new("proxy");
    let proxy = proxy();
    let status = phone(&folder, &proxy, &["status"], "");
    assert_eq!(code(&status), 10, "{}", said(&status));
    assert_eq!(json(&status)["server"]["code"], "MKA-E5002");
    let answers = "9919999012\nstaff11\na password\n0123-4567-89AB-CDEQ\n";
    let activation = phone(&folder, &proxy, &["activate"], answers);
    assert_eq!(json(&activation)["error"]["code"], "MKA-E5002");
}

#[test]
fn wrong_options_are_told_by_their_name() {
    let folder = Folder::new("options");
    let plain = phone(&folder, "http://localhost:1", &["status"], "");
    assert_eq!(code(&plain), 2);
    assert!(said(&plain).contains("--server"), "{}", said(&plain));
    let missing = answered(&["status", "--phone", &folder.path("phone")], "");
    assert_eq!(code(&missing), 2);
    assert!(said(&missing).contains("--server"), "{}", said(&missing));
}

#[test]
fn an_erased_phone_is_as_new() {
    let folder = Folder::new("erased");
    let nowhere = "https://localhost:1";
    let answers = "9919999012\nstaff11\na password\n0123-4567-89AB-CDEQ\n";
    assert_eq!(code(&phone(&folder, nowhere, &["activate"], answers)), 10);
    assert!(std::fs::exists(folder.path("phone/vault.key")).unwrap());
    let erased = phone(&folder, nowhere, &["deregister", "--without-server"], "");
    assert_eq!(code(&erased), 0, "{}", said(&erased));
    assert!(!std::fs::exists(folder.path("phone/vault.key")).unwrap());
    assert_eq!(
        json(&phone(&folder, nowhere, &["status"], ""))["registered"],
        false
    );
}

#[test]
fn a_phone_whose_keys_are_gone_can_be_given_up() {
    let folder = Folder::new("keyless");
    let nowhere = "https://localhost:1";
    assert_eq!(code(&phone(&folder, nowhere, &["status"], "")), 10);
    std::fs::remove_file(folder.path("phone/vault.key.store")).unwrap();
    let refused = phone(&folder, nowhere, &["status"], "");
    assert_eq!(
        json(&refused)["error"]["code"],
        "MKA-E0009",
        "{}",
        said(&refused)
    );
    let given_up = phone(&folder, nowhere, &["deregister", "--without-server"], "");
    assert_eq!(code(&given_up), 0, "{}", said(&given_up));
    assert_eq!(code(&phone(&folder, nowhere, &["status"], "")), 10);
}
