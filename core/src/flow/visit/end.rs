//! What a visit ends with.

use crate::flow::presence::Method;
use crate::wire::api::{CertificateStanding, ConsentsChanged, Person, RecordedConsent};
use crate::wire::qualification::Qualification;

/// How a visit has come to `Done`.
#[derive(Debug)]
pub(super) enum End {
    /// With the qualification.
    Result(Box<VisitResult>),
    /// With other consents than before.
    Changed(Box<ConsentsChanged>),
    /// Staff have looked at the consents, and left them as they were.
    Left,
}

/// What a visit ends with.
#[derive(Clone)]
pub struct VisitResult {
    /// 受付番号.
    pub reception_number: String,
    /// How the identity was confirmed.
    pub method: Method,
    /// Who was present.
    pub person: Person,
    /// How the certificate stands.
    pub certificate_standing: CertificateStanding,
    /// What was agreed to, where it was asked.
    pub consent: Option<RecordedConsent>,
    /// The notice to show, if there is one.
    pub code: Option<String>,
    /// The server's receipt.
    pub receipt: String,
    /// The qualification.
    pub qualification: Qualification,
}

impl core::fmt::Debug for VisitResult {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("VisitResult(****)")
    }
}
