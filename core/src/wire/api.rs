//! JSON bodies of the device API.
//!
//! Names are camelCase. Times are RFC 3339 in UTC, bytes are [`base64url`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::base64url;
use super::code::{Code, Language};
use super::identifier::{ChallengeId, VisualRecordHash};
use super::presence::{CareKind, Method};
use super::qualification::{OqsDate, Qualification, Sex};

/// Answer of `GET /v1/status`, which needs no authentication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusResponse {
    /// The server's clock; a phone whose clock is far off says so before a visit is lost to it.
    pub time: Timestamp,
    /// The oldest app version that may talk to this server, as `major.minor.patch`.
    pub minimum_version: String,
    /// Set while the server is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<Maintenance>,
    /// What a proof is answered with.
    pub profile: Profile,
}

/// An announced interruption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Maintenance {
    /// When the service is expected back, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Which step answers with the qualification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// The proof is answered with the qualification; medical information is never offered.
    #[default]
    QualificationOnly,
    /// The proof is answered with the person alone; the qualification follows the consent.
    Consent,
}

/// Body of `POST /v1/presence/challenges`. The header `Idempotency-Key` makes a repeated request
/// answer with the same challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChallengeRequest {
    /// The kind of care.
    pub care_kind: CareKind,
    /// How identity will be confirmed.
    pub method: Method,
    /// Hash of the 目視 record; needed for [`Method::Visual`], refused otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visual_record: Option<VisualRecordHash>,
}

/// Answer to a [`ChallengeRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChallengeResponse {
    /// The challenge, also named in the statement.
    pub challenge_id: ChallengeId,
    /// DER of the [`PresenceStatement`](super::presence::PresenceStatement).
    #[serde(with = "base64url")]
    pub statement: Vec<u8>,
    /// The last moment to tap, also named in the statement.
    pub tap_before: Timestamp,
}

/// Body of `POST /v1/presence/proofs`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofRequest {
    /// The compact JWS of [`PresenceProof`](super::proof::PresenceProof).
    pub proof: String,
}

/// Answer to an accepted proof.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProofResponse {
    /// 受付番号, unique within the institution.
    pub reception_number: String,
    /// When the server accepted the proof.
    pub verified_at: Timestamp,
    /// Whether this proof had been accepted before, so that this answer is a repetition.
    #[serde(default)]
    pub replayed: bool,
    /// Who was present. Staff compare it with the printed card before anything else.
    pub person: Person,
    /// How the certificate stands.
    pub certificate_standing: CertificateStanding,
    /// The qualification. It comes with the proof only from servers of the profile
    /// [`Profile::QualificationOnly`]; otherwise the consent that follows carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Qualification>,
}

/// Who a card belongs to: the words that are printed on it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// 氏名, full-width.
    pub name: String,
    /// 氏名カナ, half-width.
    pub name_kana: String,
    /// 氏名(その他), such as a 通称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_of_other: Option<String>,
    /// 生年月日.
    pub birthdate: OqsDate,
    /// 性別1 (券面).
    pub sex1: Sex,
}

/// The standing of an accepted certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateStanding {
    /// The standing itself.
    pub standing: AcceptedStanding,
    /// The certificate's end of validity.
    pub not_after: Timestamp,
    /// The notice to show: `MKA-W2023` while expiring, `MKA-E2020` in the grace period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Standings that let a proof be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AcceptedStanding {
    /// Valid for more than three months.
    Valid,
    /// Valid, but for less than three months.
    Expiring,
    /// Expired less than the end of the month and three months ago: qualification only.
    Grace,
}

impl AcceptedStanding {
    /// The notice that goes with it.
    #[must_use]
    pub const fn notice(self) -> Option<Code> {
        match self {
            Self::Valid => None,
            Self::Expiring => Some(Code::CertificateExpiring),
            Self::Grace => Some(Code::CertificateGrace),
        }
    }
}

/// A refusal, as `application/problem+json` (RFC 9457). There is no `detail`: what went wrong is
/// the code, and free text could carry something about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A URN made of the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The Japanese message of the code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code, such as `MKA-E2022`. Kept as text: a newer server may send new ones.
    pub code: String,
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
            instance: None,
        }
    }
}

impl core::fmt::Debug for ProofRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ProofRequest(****)")
    }
}

impl core::fmt::Debug for ProofResponse {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ProofResponse")
            .field("verified_at", &self.verified_at)
            .field("replayed", &self.replayed)
            .field("certificate_standing", &self.certificate_standing)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Person {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Person(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_refuse_what_they_do_not_know() {
        let known = r#"{"careKind":"homeVisit","method":"pin"}"#;
        assert!(serde_json::from_str::<ChallengeRequest>(known).is_ok());
        for unknown in [
            r#"{"careKind":"homeVisit","method":"pin","extra":1}"#,
            r#"{"careKind":"emergency","method":"pin"}"#,
            r#"{"careKind":"homeVisit"}"#,
            r#"{"careKind":"homeVisit","method":"pin","visualRecord":"AA"}"#,
        ] {
            assert!(
                serde_json::from_str::<ChallengeRequest>(unknown).is_err(),
                "{unknown}"
            );
        }
    }

    #[test]
    fn answers_tolerate_what_a_newer_server_adds() {
        let answer = r#"{"time":"2026-11-22T09:00:00Z","minimumVersion":"0.1.0",
            "profile":"qualification-only","news":[1]}"#;
        let status: StatusResponse = serde_json::from_str(answer).unwrap();
        assert_eq!(status.profile, Profile::QualificationOnly);
        let problem = r#"{"type":"urn:x","title":"t","status":418,"code":"MKA-E9999","more":{}}"#;
        assert_eq!(
            serde_json::from_str::<Problem>(problem).unwrap().code,
            "MKA-E9999"
        );
    }

    #[test]
    fn nothing_about_a_person_is_printed_for_debugging() {
        let person = Person {
            name: "試験　花子".into(),
            name_kana: "ｼｹﾝ ﾊﾅｺ".into(),
            name_of_other: None,
            birthdate: OqsDate::from("19450101".to_owned()),
            sex1: Sex::Female,
        };
        assert_eq!(format!("{person:?}"), "Person(****)");
    }
}
