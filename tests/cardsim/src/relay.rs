//! Cards for a phone that is a program: the iPhone simulator, which has no reader, carries commands
//! and answers over loopback instead of air.
//!
//! [`Hand`] holds the cards. A panel says which of them lies on the phone, and each connection to
//! [`serve`] is one session of the phone's reader. Both directions are objects of JSON, one a line;
//! bytes are Base64.
//!
//! | the phone says | the program says |
//! |---|---|
//! | `{"message": "…"}`: the text of the reader's sheet, from the first on | `{"found": true}`: a card is in the field |
//! | `{"command": "AKQE…"}` | `{"response": "kAA="}`, or `{"lost": true}` where the card has left |
//! | `{"ended": {"succeeded": true, "message": "…"}}` | `{"over": "cancelled"}`: a person closed the sheet; `"taken"`: a call did |
//!
//! The session is over when the connection is. A browser begins with a line of HTTP, which is none of
//! these: it is hung up on before anything that a page could have written is read.

mod hand;
mod line;

use std::{
    io::{self, BufRead as _, BufReader, Read as _},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

use hand::Visit;
pub use hand::{Command, Hand, Refusal, Touch};
use line::FromPhone;

/// The port on which a phone finds the cards.
pub const PORT: u16 = 8472;

/// The longest line: an extended command of 65 544 bytes in Base64, with what is around it.
const LONGEST_LINE: u64 = 96 * 1024;

/// Serves every phone that connects, each on a thread of its own.
///
/// # Errors
///
/// What the system says when nobody can be let in any more.
pub fn serve(listener: &TcpListener, hand: &Arc<Hand>) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept()?;
        let hand = Arc::clone(hand);
        thread::spawn(move || {
            // A phone that is gone ends its session, and there is nobody to tell.
            let _ = session(&stream, &hand);
        });
    }
}

/// One connection: nothing, or a session of a reader from its first line to its last.
fn session(stream: &TcpStream, hand: &Hand) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream);
    let Some(first) = next(&mut lines)? else {
        return Ok(());
    };
    let visit = hand.phone_comes(stream.try_clone()?);
    let heard = hear(&mut lines, first, hand, visit);
    hand.phone_leaves(visit);
    heard
}

fn hear(
    lines: &mut BufReader<&TcpStream>,
    first: FromPhone,
    hand: &Hand,
    visit: Visit,
) -> io::Result<()> {
    let mut said = Some(first);
    while let Some(line) = said {
        hand.hear(visit, line)?;
        said = next(lines)?;
    }
    Ok(())
}

/// The next line; none at the end, and where it is none of ours.
fn next(lines: &mut BufReader<&TcpStream>) -> io::Result<Option<FromPhone>> {
    let mut line = Vec::new();
    lines
        .by_ref()
        .take(LONGEST_LINE)
        .read_until(b'\n', &mut line)?;
    Ok(serde_json::from_slice(&line).ok())
}
