//! Differences between makes of cards, and between cards and readers, each switchable.

use kyotaku_core::apdu::StatusWord;

/// How a make of card behaves where makes differ. [`Behaviour::default`] is the plastic card of
/// today, with command chaining.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// Accepts Lc in the extended form; else answers `6700`.
    pub extended_lc: bool,
    /// Accepts Le in the extended form; else answers `6700`.
    pub extended_le: bool,
    /// Accepts command chaining (CLA bit 5); else answers `6884`.
    pub chaining: bool,
    /// Refuses short file identifiers with this status, so that SELECT EF is needed; `None` accepts
    /// them.
    pub refuse_short_file_ids: Option<StatusWord>,
    /// What an empty VERIFY answers after the PIN was verified.
    pub verified_query: VerifiedQuery,
    /// What READ BINARY answers when asked for more than the file holds.
    pub end_of_file: EndOfFile,
    /// How response data travels.
    pub delivery: Delivery,
    /// Most bytes one READ BINARY returns, however many are asked for.
    pub read_limit: Option<usize>,
}

/// What an empty VERIFY answers after the PIN was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifiedQuery {
    /// `63Cx`: the counter, as always.
    Counter,
    /// `9000`: verified, and the counter is not told.
    Success,
}

/// What READ BINARY answers when fewer bytes are left than were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOfFile {
    /// The rest and `9000`.
    Success,
    /// The rest and `6282`.
    Warning,
}

/// How response data travels (ISO/IEC 7816-4 §5.3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// All at once, as contactless cards do.
    Whole,
    /// `61xx` first; the data waits for GET RESPONSE.
    GetResponse,
    /// `6Cxx` whenever Le is not exactly what is there.
    ExactLength,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            extended_lc: true,
            extended_le: true,
            chaining: true,
            refuse_short_file_ids: None,
            verified_query: VerifiedQuery::Counter,
            end_of_file: EndOfFile::Success,
            delivery: Delivery::Whole,
            read_limit: None,
        }
    }
}
