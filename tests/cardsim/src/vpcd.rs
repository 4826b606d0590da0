//! Bridge to the virtual reader of pcscd (the `vpcd` driver of vsmartcard), so that any PC/SC
//! program can use the card.
//!
//! The driver listens and the card connects. Both directions are frames: two bytes of length,
//! big-endian, then the payload. A payload of one byte is a control; anything longer is a command,
//! answered by one frame.
//!
//! ```text
//! 00 power off · 01 power on · 02 reset · 04 tell the ATR (the only control that is answered)
//! ```

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    sync::{Mutex, MutexGuard, PoisonError},
};

use socket2::SockRef;

use crate::{
    card::Exchange,
    faults::{Contactless as _, Field},
};

/// Port on which the driver listens for its first slot.
pub const PORT: u16 = 35963;

/// Answer to reset, by which programs guess what card this is (ISO/IEC 7816-3 §8.2, PC/SC part 3
/// §3.1.3.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Atr {
    /// As contactless readers report the real card.
    Contactless,
    /// As contact readers report it; OpenSC's table knows this one.
    Contact,
}

impl Atr {
    /// The bytes.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Contactless => &[
                0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x05, 0xE0, 0xB3, 0x81, 0xA1, 0x00, 0x7F,
            ],
            Self::Contact => &[0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14],
        }
    }
}

/// The card side of the bridge. It is shared, so that another thread can ask for the log while a
/// reader is served.
pub struct Bridge<O> {
    field: Mutex<Field>,
    atr: Atr,
    observe: O,
}

/// What a reader did, for whoever watches.
#[derive(Debug)]
pub enum Event<'a> {
    /// A command was answered; the field is as it is after it.
    Answered(&'a Exchange),
    /// The tag was lost: the connection ends, which the driver shows as a removed card.
    Lost,
}

impl<O: Fn(Event<'_>, &Field) -> io::Result<()>> Bridge<O> {
    /// Puts a card into the reader; `observe` is called after every command.
    pub fn new(mut field: Field, atr: Atr, observe: O) -> Self {
        field.card_mut().power_off();
        Self {
            field: Mutex::new(field),
            atr,
            observe,
        }
    }

    /// The field with its card.
    pub fn field(&self) -> MutexGuard<'_, Field> {
        // A panic while the field was held leaves a card that still answers.
        self.field.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves one connection until the driver closes it or the tag is lost.
    ///
    /// # Errors
    ///
    /// The connection broke, or `observe` failed.
    pub fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        while let Some(payload) = receive(&mut stream)? {
            let mut field = self.field();
            match payload[..] {
                [POWER_OFF] => field.card_mut().power_off(),
                [POWER_ON] => {
                    field.card_mut().power_off();
                    if field.connect().is_err() {
                        return Ok(());
                    }
                }
                [RESET] => field.card_mut().reset(),
                [TELL_ATR] => send(&mut stream, self.atr.bytes())?,
                // Nothing, or a control this version does not know.
                [] | [_] => {}
                _ => {
                    let answer = field.transmit(&payload);
                    let Ok(response) = answer else {
                        return (self.observe)(Event::Lost, &field);
                    };
                    if let Some(exchange) = field.card().log().exchanges().last() {
                        (self.observe)(Event::Answered(exchange), &field)?;
                    }
                    drop(field);
                    send(&mut stream, &response)?;
                }
            }
        }
        Ok(())
    }
}

const POWER_OFF: u8 = 0x00;
const POWER_ON: u8 = 0x01;
const RESET: u8 = 0x02;
const TELL_ATR: u8 = 0x04;

/// Reads one frame; `None` when the driver has closed the connection between frames.
fn receive(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 2];
    acknowledge_at_once(stream)?;
    match stream.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    acknowledge_at_once(stream)?;
    let mut payload = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut payload)?;
    Ok(Some(payload))
}

/// Writes one frame in one piece.
fn send(stream: &mut TcpStream, payload: &[u8]) -> io::Result<()> {
    let length = u16::try_from(payload.len())
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "response longer than a frame"))?;
    let mut frame = length.to_be_bytes().to_vec();
    frame.extend_from_slice(payload);
    stream.write_all(&frame)
}

/// The driver sends length and payload separately, and waits for the first to be acknowledged; a
/// delayed acknowledgement would cost 40 ms per command. The kernel forgets the setting, so it is
/// made before every read.
#[cfg(target_os = "linux")]
fn acknowledge_at_once(stream: &TcpStream) -> io::Result<()> {
    SockRef::from(stream).set_tcp_quickack(true)
}

/// Elsewhere there is no such switch; the bridge works, more slowly.
#[cfg(not(target_os = "linux"))]
fn acknowledge_at_once(_: &TcpStream) -> io::Result<()> {
    Ok(())
}
