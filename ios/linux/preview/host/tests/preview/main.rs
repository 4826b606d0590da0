//! The program as it is run: a scripted app behind it, HTTP before it.

mod host;

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use host::{Host, header};
use serde_json::{Value, json};

/// What a page on this machine sends along.
const JSON: &str = "Content-Type: application/json\r\n";

#[test]
fn a_page_is_told_at_once_what_is_true_and_then_what_changes() {
    let host = Host::start("watch");
    let mut first = host.watch();
    first.until("screen");
    host.send(&json!({"settings": {"scheme": "dark"}}));
    first.until_data("log", &json!({"settings": {"scheme": "dark"}}));

    let mut second = host.watch();
    let names: Vec<String> = (0..4).map(|_| second.next().0).collect();
    assert_eq!(names, ["phone", "process", "world", "screen"]);
    host.send(&json!({"tap": "n1"}));
    for page in [&mut first, &mut second] {
        page.until_data("log", &json!({"tap": "n1"}));
    }
}

#[test]
fn a_line_that_is_none_of_the_protocol_is_shown_in_the_log() {
    let host = Host::start("line");
    let mut page = host.watch();
    host.send(&json!({"world": {"kill": true}}));
    page.until_data("log", &json!("not of the protocol"));
}

#[test]
fn an_app_whose_battery_died_starts_again_with_the_settings_of_the_telephone() {
    let host = Host::start("kill");
    let mut page = host.watch();
    page.until("screen");
    host.send(&json!({"settings": {"typeSize": "accessibility3"}}));
    host.send(&json!({"phase": "background"}));
    host.send(&json!({"world": {"kill": true}}));
    page.until_data("process", &json!({"state": "killed"}));
    page.until_data("process", &json!({"state": "running"}));
    page.until_data("log", &json!({"settings": {"typeSize": "accessibility3"}}));
    let (_, phone) = host.watch().next();
    assert_eq!(phone["phase"], "active");
}

#[test]
fn an_app_that_dies_is_shown_with_its_last_words_and_started_again() {
    let host = Host::start("crash");
    let mut page = host.watch();
    page.until("screen");
    host.send(&json!({"tap": "crash"}));
    let ended = page.until_where("process", |process| process["state"] == "ended");
    assert_eq!(ended["lastLines"], json!(["first word", "last word"]));
    assert_eq!(ended["how"], "exit status: 1");
    let (status, answer) = host.post(JSON, r#"{"tap":"n1"}"#);
    assert_eq!(status, 503, "{answer}");
    page.until_data("process", &json!({"state": "running"}));
    page.until("screen");
}

#[test]
fn what_is_no_event_is_refused_and_never_reaches_the_app() {
    let host = Host::start("refuse");
    let mut page = host.watch();
    page.until("screen");
    for (body, status) in [
        (r#"{"swipe":"left"}"#, 422),
        (r#"{"tap":"a","back":true}"#, 422),
        ("no JSON", 400),
    ] {
        let (answered, answer) = host.post(JSON, body);
        assert_eq!(answered, status, "{answer}");
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        assert!(answer["refused"].is_string());
    }
    let book = json!({"set": "memo", "text": "a".repeat(100_000)}).to_string();
    assert_eq!(host.post(JSON, &book).0, 413);
    host.send(&json!({"tap": "after"}));
    let first = page.until_where("log", Value::is_object);
    assert_eq!(first, json!({"tap": "after"}));
}

#[test]
fn pages_of_other_sites_are_kept_out() {
    let host = Host::start("sites");
    let event = r#"{"tap":"n1"}"#;
    // A form of another site cannot say that it sends JSON, and a script of one says where it is from.
    assert_eq!(host.post("Content-Type: text/plain\r\n", event).0, 415);
    let foreign = format!("{JSON}Origin: http://example.com\r\n");
    assert_eq!(host.post(&foreign, event).0, 403);
    let own = format!("{JSON}Origin: http://localhost:{}\r\n", host.port());
    assert_eq!(host.post(&own, event).0, 204);
    // A name that leads here by somebody else's name server.
    let (status, _) = host.request("GET /events HTTP/1.1\r\nHost: example.com\r\n\r\n");
    assert_eq!(status, 403);
    let (status, _) = host.request("GET / HTTP/1.1\r\n\r\n");
    assert_eq!(status, 403);
}

#[test]
fn the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline() {
    let host = Host::start("policy");
    let (status, head, body) = host.get("/");
    assert_eq!(status, 200);
    let policy = header(&head, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"));
    assert!(!policy.contains("unsafe"));
    assert!(body.contains("<script type=\"module\" src=\"/main.js\">"));
    let (status, head, _) = host.get("/main.js");
    assert_eq!(status, 200);
    assert_eq!(
        header(&head, "content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(header(&head, "x-content-type-options"), "nosniff");
    assert_eq!(host.get("/../Cargo.toml").0, 404);
}

#[test]
fn the_app_ends_with_the_preview() {
    let host = Host::start("end");
    host.watch().until("screen");
    let farewell = host.farewell();
    assert!(host.interrupt().success());
    assert_eq!(fs::read_to_string(farewell).expect("written"), "ended\n");
}

#[test]
fn an_app_that_is_not_there_is_said_at_once() {
    let child = Command::new(env!("CARGO_BIN_EXE_kyotaku-preview"))
        .args(["--port", "0", "--app", "no/such/app"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let output = host::within(Duration::from_secs(10), child);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("the app no/such/app cannot be started"),
        "{said}"
    );
}
