//! The relay, with the test in the role of the phone.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kyotaku_cardsim::relay::{self, Command, Hand};
use serde_json::{Value, json};

use crate::apdus::*;

/// A hand with cards, and what its panel showed.
struct Table {
    hand: Arc<Hand>,
    shown: Arc<Mutex<Vec<Value>>>,
    address: SocketAddr,
}

impl Table {
    fn new() -> Self {
        let shown = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&shown);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let hand = Arc::new(Hand::new(world(), address.port(), move |line| {
            let line: Value = serde_json::from_str(line).unwrap();
            told.lock().unwrap().push(line["world"].clone());
        }));
        let served = Arc::clone(&hand);
        thread::spawn(move || relay::serve(&listener, &served));
        Self {
            hand,
            shown,
            address,
        }
    }

    fn act(&self, command: Value) {
        let command: Command = serde_json::from_value(command).unwrap();
        self.hand.act(command).unwrap();
    }

    fn shown(&self) -> Value {
        self.shown.lock().unwrap().last().unwrap().clone()
    }

    /// Waits until the panel shows this.
    fn wait_for(&self, expected: impl Fn(&Value) -> bool) {
        let begin = Instant::now();
        while !expected(&self.shown()) {
            assert!(begin.elapsed() < Duration::from_secs(5), "{}", self.shown());
            thread::yield_now();
        }
    }

    /// A phone whose sheet is open.
    fn phone(&self) -> Phone {
        let stream = TcpStream::connect(self.address).unwrap();
        let mut phone = Phone {
            lines: BufReader::new(stream.try_clone().unwrap()),
            stream,
        };
        phone.say(&json!({ "message": "hold it" }));
        self.wait_for(|shown| shown["nfcSheet"]["message"] == "hold it");
        phone
    }
}

struct Phone {
    stream: TcpStream,
    lines: BufReader<TcpStream>,
}

impl Phone {
    fn say(&mut self, said: &Value) {
        writeln!(self.stream, "{said}").unwrap();
    }

    /// The next line; null where the program has hung up.
    fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_default()
    }

    fn send(&mut self, command: &str) -> Value {
        let command = STANDARD.encode(hex::decode(command).unwrap());
        self.say(&json!({ "command": command }));
        self.hear()
    }
}

fn response(bytes: &[u8]) -> Value {
    json!({ "response": STANDARD.encode(bytes) })
}

fn lost() -> Value {
    json!({ "lost": true })
}

fn found() -> Value {
    json!({ "found": true })
}

#[test]
fn a_phone_finds_the_card_that_lies_there_and_the_card_answers_it() {
    let table = Table::new();
    table.act(json!({ "card": "T01" }));
    let mut phone = table.phone();
    assert_eq!(phone.hear(), found());
    assert_eq!(phone.send(SELECT_JPKI), response(&[0x90, 0x00]));
    assert_eq!(phone.send(VERIFY), response(&[0x90, 0x00]));
    assert_eq!(table.shown()["held"], "T01");
    assert_eq!(table.shown()["nfcSheet"]["message"], "hold it");
}

#[test]
fn a_phone_waits_for_a_card_that_comes_later() {
    let table = Table::new();
    let mut phone = table.phone();
    table.act(json!({ "card": "T02" }));
    assert_eq!(phone.hear(), found());
    assert_eq!(phone.send(SELECT_JPKI), response(&[0x90, 0x00]));
}

#[test]
fn a_card_that_is_taken_away_answers_nothing_and_forgets_its_pin() {
    let table = Table::new();
    table.act(json!({ "card": "T01" }));
    let mut phone = table.phone();
    assert_eq!(phone.hear(), found());
    phone.send(SELECT_JPKI);
    phone.send(VERIFY);
    table.act(json!({ "card": null }));
    assert_eq!(phone.send(&sign()), lost());
    // Another card in its place is not the one that was found.
    table.act(json!({ "card": "T01" }));
    assert_eq!(phone.send(SELECT_JPKI), lost());
    let mut phone = table.phone();
    assert_eq!(phone.hear(), found());
    phone.send(SELECT_JPKI);
    assert_eq!(phone.send(&sign()), response(&[0x69, 0x82]));
}

#[test]
fn a_card_leaves_at_the_command_that_was_named_once() {
    let table = Table::new();
    table.act(json!({ "card": "T01" }));
    table.act(json!({ "takeAwayAfter": 2 }));
    let mut phone = table.phone();
    assert_eq!(phone.hear(), found());
    assert_eq!(phone.send(SELECT_JPKI), response(&[0x90, 0x00]));
    assert_eq!(phone.send(VERIFY), lost());
    assert_eq!(table.shown()["held"], Value::Null);
    assert_eq!(table.shown()["takeAwayAfter"], Value::Null);
}

#[test]
fn tries_are_set_and_spent_and_stay_with_the_card() {
    let table = Table::new();
    table.act(json!({ "tries": { "card": "T01", "left": 2 } }));
    assert_eq!(table.shown()["cards"][0]["pinTriesLeft"], 2);
    table.act(json!({ "card": "T01" }));
    let mut phone = table.phone();
    assert_eq!(phone.hear(), found());
    phone.send(SELECT_JPKI);
    assert_eq!(phone.send(VERIFY_WRONG), response(&[0x63, 0xC1]));
    table.act(json!({ "card": "T02" }));
    table.act(json!({ "card": "T01" }));
    assert_eq!(table.shown()["cards"][0]["pinTriesLeft"], 1);
}

#[test]
fn whoever_holds_the_phone_or_a_call_ends_the_session() {
    let table = Table::new();
    for (touch, end) in [("cancel", "cancelled"), ("call", "taken")] {
        let mut phone = table.phone();
        table.act(json!({ "nfc": touch }));
        assert_eq!(phone.hear(), json!({ "over": end }));
        assert_eq!(phone.hear(), Value::Null);
        assert!(table.shown()["nfcSheet"].is_null());
    }
    let command: Command = serde_json::from_value(json!({ "nfc": "cancel" })).unwrap();
    assert!(table.hand.act(command).is_err());
    let command: Command = serde_json::from_value(json!({ "card": "T99" })).unwrap();
    assert!(table.hand.act(command).is_err());
}

#[test]
fn a_second_session_of_the_phone_ends_the_first() {
    let table = Table::new();
    let mut first = table.phone();
    let mut second = table.phone();
    assert_eq!(first.hear(), Value::Null);
    table.act(json!({ "card": "T01" }));
    assert_eq!(second.hear(), found());
}

#[test]
fn how_the_sheet_ended_stays_to_be_read() {
    let table = Table::new();
    let mut phone = table.phone();
    phone.say(&json!({ "ended": { "succeeded": true, "message": "done" } }));
    drop(phone);
    table.wait_for(|shown| shown["nfcSheet"]["ending"] == "tick");
    assert_eq!(table.shown()["nfcSheet"]["message"], "done");
}

#[test]
fn what_a_web_page_sends_is_hung_up_on_at_its_first_line() {
    let table = Table::new();
    table.act(json!({ "card": "T01" }));
    let mut stream = TcpStream::connect(table.address).unwrap();
    let body = json!({ "message": "from a page" });
    // The program hangs up while this is being written.
    let _ = write!(
        stream,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n\r\n{body}\n"
    );
    let mut answer = String::new();
    let heard = BufReader::new(stream).read_line(&mut answer);
    assert!(heard.is_err() || answer.is_empty(), "{answer}");
    assert!(table.shown()["nfcSheet"].is_null());
}
