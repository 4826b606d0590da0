//! Refusals.

use serde::{Deserialize, Serialize};

use crate::wire::code::{Code, Language};
use crate::wire::identifier::DeviceId;

/// A refusal, as `application/problem+json` (RFC 9457). There is no `detail`: what went wrong is
/// the code, and free text could carry something about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URN made of the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The Japanese message of the code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code, such as `MKA-E2022`. Kept as text: a newer server may send new ones.
    #[cfg_attr(feature = "openapi", schema(pattern = "^MKA-[IWE][0-9]{4}$"))]
    pub code: String,
    /// The device that is meant, where it matters which: with `MKA-E1107`, which erases it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// Names the request in the server's log, for support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

impl Problem {
    /// The media type.
    pub const MEDIA_TYPE: &str = "application/problem+json";

    /// The problem of a code with its HTTP status.
    #[must_use]
    pub fn new(code: Code, status: u16) -> Self {
        Self {
            kind: format!("urn:kyotaku:problem:{code}"),
            title: code.title(Language::Japanese).to_owned(),
            status,
            code: code.as_str().to_owned(),
            device: None,
            instance: None,
        }
    }
}
