//! `GET /v1/status`, which needs no authentication.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::pki::P256Key;
use crate::wire::base64url;
use crate::wire::identifier::KeyThumbprint;

/// Answer of `GET /v1/status`, which needs no authentication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct StatusResponse {
    /// The server's clock; a phone whose clock is far off says so before a visit is lost to it.
    pub time: Timestamp,
    /// The oldest app version that may talk to this server, as `major.minor.patch`.
    #[cfg_attr(feature = "openapi", schema(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+$"))]
    pub minimum_version: String,
    /// Set while the server is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<Maintenance>,
    /// What a proof is answered with.
    pub profile: Profile,
    /// Times and limits that the app keeps.
    #[serde(default)]
    pub policy: Policy,
}

/// Times and limits of the service. An app that finds one missing uses the usual value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Policy {
    /// Seconds without use after which the app locks.
    pub idle_lock_seconds: u32,
    /// Seconds in the background after which the app locks.
    pub background_lock_seconds: u32,
    /// Minutes a password entered for 資格確認結果検索 counts.
    pub reauth_minutes: u32,
    /// Days that one search of results may span.
    pub search_days: u32,
    /// Hours a proof or a consent may wait for its delivery.
    pub delivery_hours: u32,
}

impl Policy {
    /// The same with locks that are not longer than usual: `/v1/status` is asked without any
    /// authentication of the device, and must not be a way to leave phones open.
    #[must_use]
    pub fn bounded(self) -> Self {
        let usual = Self::default();
        Self {
            idle_lock_seconds: self.idle_lock_seconds.min(usual.idle_lock_seconds),
            background_lock_seconds: self
                .background_lock_seconds
                .min(usual.background_lock_seconds),
            ..self
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            idle_lock_seconds: 300,
            background_lock_seconds: 30,
            reauth_minutes: 5,
            search_days: 31,
            delivery_hours: 12,
        }
    }
}

/// Answer of `GET /v1/keys`: the keys that receipts are signed with (RFC 7517 §5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeysResponse {
    /// Current and former keys.
    pub keys: Vec<Jwk>,
}

/// A P-256 public key (RFC 7518 §6.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwk {
    /// Always `EC`.
    pub kty: String,
    /// Always `P-256`.
    pub crv: String,
    /// Always `ES256`.
    pub alg: String,
    /// Its thumbprint (RFC 7638).
    pub kid: KeyThumbprint,
    /// The coordinate x in base64url.
    pub x: String,
    /// The coordinate y in base64url.
    pub y: String,
}

impl Jwk {
    /// The JWK of a key.
    #[must_use]
    pub fn of(key: &P256Key) -> Self {
        let (x, y) = key.coordinates();
        Self {
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            alg: "ES256".to_owned(),
            kid: KeyThumbprint::of(key),
            x: base64url::encode(&x),
            y: base64url::encode(&y),
        }
    }

    /// The key, if it is a P-256 key whose thumbprint is its `kid`.
    #[must_use]
    pub fn key(&self) -> Option<P256Key> {
        if self.kty != "EC" || self.crv != "P-256" {
            return None;
        }
        let [x, y] = [&self.x, &self.y].map(|text| base64url::decode(text).unwrap_or_default());
        let point = [&[0x04], x.as_slice(), y.as_slice()].concat();
        let key = P256Key::from_sec1(point.as_slice().try_into().ok()?).ok()?;
        (KeyThumbprint::of(&key) == self.kid).then_some(key)
    }
}

/// An announced interruption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Maintenance {
    /// When the service is expected back, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Which step answers with the qualification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// The proof is answered with the person alone; the qualification follows the consent.
    #[default]
    Consent,
    /// The proof is answered with the qualification; nobody is asked for consent, and medical
    /// information is never offered.
    QualificationOnly,
}
