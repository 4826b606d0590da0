//! Response APDUs (ISO/IEC 7816-4 §5.1).

use core::fmt;

use super::StatusWord;

/// Response data and the status word behind it.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    data: Vec<u8>,
    status: StatusWord,
}

impl Response {
    /// Most data bytes of one response (extended Le `0000`).
    pub const DATA_MAX: usize = 65_536;

    /// Puts a response together, as a card does.
    #[must_use]
    pub fn new(data: Vec<u8>, status: StatusWord) -> Self {
        Self { data, status }
    }

    /// Reads `data ‖ SW1 ‖ SW2`.
    ///
    /// # Errors
    ///
    /// [`MalformedResponse`] when there is no status word or more data than any Le can ask for.
    pub fn parse(bytes: &[u8]) -> Result<Self, MalformedResponse> {
        let (data, status) = bytes
            .split_last_chunk::<2>()
            .ok_or(MalformedResponse::NoStatusWord)?;
        if data.len() > Self::DATA_MAX {
            return Err(MalformedResponse::TooLong { bytes: bytes.len() });
        }
        Ok(Self {
            data: data.to_vec(),
            status: StatusWord::from(u16::from_be_bytes(*status)),
        })
    }

    /// `data ‖ SW1 ‖ SW2`, the inverse of [`Self::parse`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = self.data.clone();
        bytes.extend_from_slice(&u16::from(self.status).to_be_bytes());
        bytes
    }

    /// Response data, without the status word.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Gives the data away.
    #[must_use]
    pub fn into_data(self) -> Vec<u8> {
        self.data
    }

    /// SW1 SW2.
    #[must_use]
    pub const fn status(&self) -> StatusWord {
        self.status
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({} bytes, {})", self.data.len(), self.status)
    }
}

/// Why bytes are not a response APDU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MalformedResponse {
    /// Fewer than two bytes.
    #[error("a response ends in a status word of two bytes")]
    NoStatusWord,
    /// More than any command can ask for.
    #[error("a response of {bytes} bytes is longer than any command can ask for")]
    TooLong {
        /// Length including the status word.
        bytes: usize,
    },
}
