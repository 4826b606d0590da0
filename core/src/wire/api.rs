//! JSON bodies of the device API.
//!
//! Names are camelCase. Times are RFC 3339 in UTC, bytes are
//! [`base64url`](super::base64url). Requests are read strictly, answers tolerantly.

mod consent;
mod device;
mod medical;
mod operations;
mod presence;
mod problem;
mod requery;
mod results;
mod session;
mod status;

pub use consent::{
    ConsentChangeRequest, ConsentEndReason, ConsentOfKind, ConsentRequest, ConsentResponse,
    ConsentRevocationRequest, ConsentsChanged, ConsentsQuery, ConsentsResponse, EndedConsent,
    RecordedConsent,
};
pub use device::{
    Acknowledged, Capability, DeviceCheck, Environment, InstitutionProfile, RegisterRequest,
    RegisterResponse, RenewRequest, RenewResponse, TerminalCertificates,
};
pub use medical::{MedicalEntry, MedicalInformation, MedicalKind, MedicalQuery};
pub use operations::{
    DeviceListSource, EventKind, EventReport, HistoryEntry, HistoryQuery, HistoryResponse,
    SupportedDevice, SupportedDevicesResponse,
};
pub use presence::{
    AcceptedStanding, CertificateStanding, ChallengeRequest, ChallengeResponse, Person,
    ProofRequest, ProofResponse, TerminalSignatureRequest, TerminalSignatureResponse,
};
pub use problem::Problem;
pub use requery::{
    ChangedField, Patient, PatientsQuery, PatientsResponse, RequeriesRequest, RequeriesResponse,
    Requery, RequeryOutcome,
};
pub use results::{ResultDetail, ResultQuery, ResultSummary, ResultsResponse};
pub use session::{
    AccountProfile, DeviceProfile, MeResponse, Notice, NoticesResponse, ReauthRequest,
    ReauthResponse, Role, SignInRequest, SignInResponse,
};
pub use status::{Jwk, KeysResponse, Maintenance, Policy, Profile, StatusResponse};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::qualification::{OqsDate, Sex};

    #[test]
    fn requests_refuse_what_they_do_not_know() {
        let known = r#"{"careKind":"homeVisit","method":"pin"}"#;
        assert!(serde_json::from_str::<ChallengeRequest>(known).is_ok());
        for unknown in [
            r#"{"careKind":"homeVisit","method":"pin","extra":1}"#,
            r#"{"careKind":"emergency","method":"pin"}"#,
            r#"{"careKind":"homeVisit"}"#,
            r#"{"careKind":"homeVisit","method":"pin","record":"AA"}"#,
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
