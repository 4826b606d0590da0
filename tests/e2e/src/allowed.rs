//! The commands that the core may send, all of them.
//!
//! Only the JPKI application is ever selected, and only five of its files are ever named. A read at
//! an offset or a command to the current file can therefore reach nothing else, least of all the
//! files of 個人番号, which belong to other applications.

/// Every command of every operation: header, and the data where it names something.
pub const ALLOWED: [&str; 21] = [
    // SELECT the JPKI application.
    "00A4040C D392F000260100000001",
    // SELECT token information, certificate, key, PIN, for cards that take no short identifiers.
    "00A4020C 0006",
    "00A4020C 000A",
    "00A4020C 0017",
    "00A4020C 0018",
    // READ BINARY of token information and certificate, and on from an offset.
    "00B08600",
    "00B08A00",
    "00B0 offset",
    // GET RESPONSE.
    "00C00000",
    // VERIFY: the query and the PIN, by short identifier and of the selected file.
    "00200080",
    "00200080 PIN",
    "00200098",
    "00200098 PIN",
    // PSO COMPUTE DIGITAL SIGNATURE, likewise.
    "802A0080",
    "802A0097",
    // RP-TA/1: MSE with the keys of root, intermediate and terminal; certificate; challenge;
    // answer.
    "002281A4 831039303030303032080530303100000000",
    "002281B6 831039303030303030080530303100000000",
    "002281B6 831039303030303031080530303100000000",
    "002A00BE",
    "00840000",
    "00820000",
];

/// A command as [`ALLOWED`] lists it.
#[must_use]
pub fn shape(command: &[u8]) -> String {
    let (header, body) = command.split_at(4);
    let header = hex::encode_upper(header);
    let data = || hex::encode_upper(&body[1..=usize::from(body[0])]);
    match (&header[2..4], body) {
        ("B0", _) if command[2] < 0x80 => "00B0 offset".to_owned(),
        ("20", [4, ..]) => format!("{header} PIN"),
        ("20", []) => header,
        ("20" | "22" | "A4", _) => format!("{header} {}", data()),
        _ => header,
    }
}
