//! What phone and program say to each other.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What the phone says. A command may hold a PIN, so none of it prints itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum FromPhone {
    /// The sheet of the reader shows this.
    Message(String),
    /// A command for the card.
    #[serde(deserialize_with = "bytes")]
    Command(Vec<u8>),
    /// The sheet closes, with a tick or a cross.
    Ended {
        /// Whether with a tick.
        succeeded: bool,
        /// The last text.
        message: String,
    },
}

/// What the program says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum ToPhone {
    /// A card is in the field; always true.
    Found(bool),
    /// The card's answer, with its status bytes.
    #[serde(serialize_with = "base64")]
    Response(Vec<u8>),
    /// There is no answer, because the card has left the field; always true.
    Lost(bool),
    /// The session is over.
    Over(End),
}

/// Who ended a session that the phone would have gone on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum End {
    /// Whoever holds the phone closed the sheet.
    Cancelled,
    /// The system did, for a telephone call.
    Taken,
}

fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map_err(serde::de::Error::custom)
}

fn base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}
