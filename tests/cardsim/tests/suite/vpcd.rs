//! The bridge, with the test in the role of pcscd's driver.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread,
};

use kyotaku_cardsim::{
    faults::{Fault, Field},
    vpcd::{Atr, Bridge},
};

use crate::apdus::*;

/// Length and payload in two writes, as the real driver does.
fn send_frame(stream: &mut TcpStream, payload: &[u8]) {
    let length = u16::try_from(payload.len()).unwrap();
    stream.write_all(&length.to_be_bytes()).unwrap();
    stream.write_all(payload).unwrap();
}

fn receive_frame(stream: &mut TcpStream) -> Vec<u8> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).unwrap();
    let mut payload = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut payload).unwrap();
    payload
}

fn exchange(stream: &mut TcpStream, command: &str) -> Vec<u8> {
    send_frame(stream, &hex::decode(command).unwrap());
    receive_frame(stream)
}

/// Runs `driver` against a card in the bridge and returns how many commands were observed.
fn with_bridge(script: &str, driver: impl FnOnce(&mut TcpStream)) -> usize {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let faults = Fault::parse(script).unwrap();
    let field = Field::new(world().card("T01").unwrap()).with(faults);
    let served = thread::spawn(move || {
        let bridge = Bridge::new(field, Atr::Contactless, |_, _: &Field| Ok(()));
        bridge.serve(TcpStream::connect(address).unwrap()).unwrap();
        bridge.field().card().log().commands()
    });
    let (mut stream, _) = listener.accept().unwrap();
    driver(&mut stream);
    drop(stream);
    served.join().unwrap()
}

#[test]
fn controls_get_no_answer_but_the_atr() {
    let observed = with_bridge("", |stream| {
        send_frame(stream, &[0x04]);
        let atr = receive_frame(stream);
        assert_eq!(hex::encode(atr), "3b888001000005e0b381a1007f");
        send_frame(stream, &[0x01]);
        send_frame(stream, &[0x02]);
        assert_eq!(exchange(stream, SELECT_JPKI), [0x90, 0x00]);
        assert_eq!(exchange(stream, VERIFY), [0x90, 0x00]);
        send_frame(stream, &[0x00]);
        send_frame(stream, &[0x01]);
        assert_eq!(exchange(stream, SELECT_JPKI), [0x90, 0x00]);
        assert_eq!(exchange(stream, &sign()), [0x69, 0x82], "power was off");
    });
    assert_eq!(observed, 4);
}

#[test]
fn extended_commands_pass_through() {
    with_bridge("", |stream| {
        send_frame(stream, &[0x01]);
        exchange(stream, SELECT_JPKI);
        assert!(exchange(stream, READ_WHOLE_CERTIFICATE).len() > 1500);
    });
}

#[test]
fn a_lost_tag_ends_the_connection() {
    with_bridge("lose the tag before command 2", |stream| {
        send_frame(stream, &[0x01]);
        exchange(stream, SELECT_JPKI);
        send_frame(stream, &hex::decode(QUERY).unwrap());
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).unwrap();
        assert!(rest.is_empty());
    });
}
