//! DER of the statement.

use core::time::Duration;

use der::asn1::{GeneralizedTime, OctetString};
use der::{Decode as _, Encode as _};
use jiff::Timestamp;

use super::{CareKind, Method, PresenceStatement, StatementMalformed};
use crate::wire::identifier::VisualRecordHash;

/// The ASN.1 structure, field by field.
#[derive(der::Sequence)]
struct Encoded {
    version: u8,
    challenge_id: OctetString,
    nonce: OctetString,
    institution: String,
    device_key: OctetString,
    account: String,
    care_kind: CareKind,
    method: Method,
    issued_at: GeneralizedTime,
    tap_before: GeneralizedTime,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    visual_record: Option<OctetString>,
}

pub(super) fn encode(statement: &PresenceStatement) -> Result<Vec<u8>, StatementMalformed> {
    let encoded = Encoded {
        version: PresenceStatement::VERSION,
        challenge_id: octets(statement.challenge_id.as_bytes())?,
        nonce: octets(statement.nonce.as_bytes())?,
        institution: statement.institution.as_str().to_owned(),
        device_key: octets(statement.device_key.as_bytes())?,
        account: statement.account.as_str().to_owned(),
        care_kind: statement.care_kind,
        method: statement.method,
        issued_at: to_generalized(statement.issued_at, "issuedAt")?,
        tap_before: to_generalized(statement.tap_before, "tapBefore")?,
        visual_record: statement
            .visual_record
            .map(|record| octets(record.as_bytes()))
            .transpose()?,
    };
    encoded.to_der().map_err(|_| StatementMalformed::NotDer)
}

pub(super) fn decode(der: &[u8]) -> Result<PresenceStatement, StatementMalformed> {
    let encoded = Encoded::from_der(der).map_err(|_| StatementMalformed::NotDer)?;
    if encoded.version != PresenceStatement::VERSION {
        return Err(StatementMalformed::Version(encoded.version));
    }
    let length = StatementMalformed::Length;
    let statement = PresenceStatement {
        challenge_id: encoded
            .challenge_id
            .as_bytes()
            .try_into()
            .map_err(|_| length("challengeId"))?,
        nonce: encoded
            .nonce
            .as_bytes()
            .try_into()
            .map_err(|_| length("nonce"))?,
        institution: encoded
            .institution
            .parse()
            .map_err(|_| StatementMalformed::Institution)?,
        device_key: encoded
            .device_key
            .as_bytes()
            .try_into()
            .map_err(|_| length("deviceKey"))?,
        account: encoded
            .account
            .parse()
            .map_err(|_| StatementMalformed::Account)?,
        care_kind: encoded.care_kind,
        method: encoded.method,
        issued_at: from_generalized(encoded.issued_at, "issuedAt")?,
        tap_before: from_generalized(encoded.tap_before, "tapBefore")?,
        visual_record: encoded
            .visual_record
            .map(|record| VisualRecordHash::try_from(record.as_bytes()))
            .transpose()
            .map_err(|_| length("visualRecord"))?,
    };
    // A decoder may forgive what DER forbids. Two texts for one statement would be two digests.
    if encode(&statement)? == der {
        Ok(statement)
    } else {
        Err(StatementMalformed::NotDer)
    }
}

fn octets(bytes: &[u8]) -> Result<OctetString, StatementMalformed> {
    OctetString::new(bytes).map_err(|_| StatementMalformed::NotDer)
}

fn to_generalized(
    time: Timestamp,
    field: &'static str,
) -> Result<GeneralizedTime, StatementMalformed> {
    let malformed = StatementMalformed::Time(field);
    if time.subsec_nanosecond() != 0 {
        return Err(malformed);
    }
    let seconds = u64::try_from(time.as_second()).map_err(|_| malformed)?;
    GeneralizedTime::from_unix_duration(Duration::from_secs(seconds)).map_err(|_| malformed)
}

fn from_generalized(
    time: GeneralizedTime,
    field: &'static str,
) -> Result<Timestamp, StatementMalformed> {
    let malformed = StatementMalformed::Time(field);
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| malformed)?;
    Timestamp::from_second(seconds).map_err(|_| malformed)
}
