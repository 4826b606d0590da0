//! Registration and the device's own affairs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::secret::Password;
use crate::wire::activation_code::ActivationCode;
use crate::wire::base64url;
use crate::wire::identifier::{AccountId, DeviceId, InstitutionCode};
use crate::wire::qualification::PrescriptionIssue;
#[cfg(feature = "openapi")]
use crate::wire::schema::Base64Url;

/// Body of `POST /v1/devices`: the four inputs, and the key to be registered. The same code with
/// the same key gives the same device again for 24 hours.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterRequest {
    /// 機関コード.
    pub institution: InstitutionCode,
    /// ユーザーID.
    pub user_id: AccountId,
    /// パスワード.
    pub password: Password,
    /// アクティベーションコード.
    pub activation_code: ActivationCode,
    /// PKCS#10 request for the device key, DER.
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub certification_request: Vec<u8>,
    /// 端末名 for the list of the console, at most 40 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 40, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")
    )]
    pub device_name: Option<String>,
}

/// Answer to a [`RegisterRequest`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RegisterResponse {
    /// The new device.
    pub device_id: DeviceId,
    /// Its certificate, DER.
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub certificate: Vec<u8>,
    /// The end of the certificate's validity.
    pub not_after: Timestamp,
    /// The institution it now belongs to.
    pub institution: InstitutionProfile,
    /// With what the phone shows cards that it may confirm by sight; none where the server offers no
    /// 目視.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal: Option<TerminalCertificates>,
    /// Whether this is the answer to an earlier request.
    #[serde(default)]
    pub replayed: bool,
}

/// What a device knows of its institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct InstitutionProfile {
    /// 機関コード.
    pub code: InstitutionCode,
    /// 機関名.
    pub name: String,
    /// 点数表番号: `1` 医科, `3` 歯科, `4` 調剤, `6` 訪問看護.
    pub kind: String,
    /// Its settings.
    pub environment: Environment,
}

/// 環境設定情報, as far as a device needs it. Answer of `GET /v1/environment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent settings of an institution"
)]
pub struct Environment {
    /// 閲覧同意の利用有無. Without it the app asks for no medical information.
    pub view_consent: bool,
    /// 医療扶助関連項目.
    pub welfare: bool,
    /// 訪問診療等機能.
    pub home_visit: bool,
    /// オンライン診療等・外来診療等(通常とは異なる動線).
    pub outpatient: bool,
    /// 目視確認.
    pub visual: bool,
    /// 電子処方箋利用区分 (OQSCD038): `0` none, `1` electronic, `2` both, `3` paper.
    pub electronic_prescription: String,
    /// 処方箋発行形態選択タイミング (OQSCD039): `2` when eligibility is confirmed.
    pub prescription_timing: String,
    /// Whether 家族等 may consent to medical information in the patient's place; usually not.
    #[serde(default)]
    pub proxy_medical_consent: bool,
}

impl Environment {
    /// The forms of a prescription that a patient chooses from when eligibility is confirmed; none
    /// where nobody is asked then.
    #[must_use]
    pub fn prescriptions(&self) -> &'static [PrescriptionIssue] {
        match (
            self.electronic_prescription.as_str(),
            self.prescription_timing.as_str(),
        ) {
            ("1", "2") => &[PrescriptionIssue::Electronic],
            ("2", "2") => &[PrescriptionIssue::Electronic, PrescriptionIssue::Paper],
            ("3", "2") => &[PrescriptionIssue::Paper],
            _ => &[],
        }
    }
}

/// Body of `POST /v1/devices/self/renew`. The key may be the registered one only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenewRequest {
    /// PKCS#10 request, DER.
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub certification_request: Vec<u8>,
}

/// Answer to a [`RenewRequest`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RenewResponse {
    /// The new certificate, DER.
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub certificate: Vec<u8>,
    /// The end of its validity.
    pub not_after: Timestamp,
    /// The terminal certificates as they are now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal: Option<TerminalCertificates>,
}

/// The card-verifiable certificates of this device's terminal, RP-TA/1. The terminal's private key
/// stays at the server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TerminalCertificates {
    /// The verifier's (DV), issued by the root that cards hold: 568 bytes.
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub verifier: Vec<u8>,
    /// The terminal's, issued by the verifier: 568 bytes.
    #[serde(with = "base64url")]
    #[cfg_attr(feature = "openapi", schema(value_type = Base64Url))]
    pub terminal: Vec<u8>,
}

/// Body of `PUT /v1/devices/self/check`: what the phone has found out about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceCheck {
    /// Whether there is NFC.
    pub nfc: bool,
    /// Whether answers longer than 256 bytes arrive.
    pub extended_le: Capability,
    /// Whether commands longer than 255 bytes are sent.
    pub extended_lc: Capability,
    /// The phone's model, such as `iPhone15,2`; at most 40 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 40, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")
    )]
    pub model: String,
    /// The version of the operating system; at most 40 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 40, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")
    )]
    pub system_version: String,
    /// The version of the app; at most 40 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 40, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")
    )]
    pub app_version: String,
}

/// What is known of an ability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Capability {
    /// It has been tried and does not work.
    No,
    /// It has not been tried, or without a clear outcome.
    #[default]
    Unknown,
    /// It works.
    Yes,
}

/// The answer to a request that gives nothing back: `{}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acknowledged {}

/// Leaves out the certificates.
impl core::fmt::Debug for TerminalCertificates {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("TerminalCertificates(..)")
    }
}

/// Leaves out the certificate, whose subject names the device.
impl core::fmt::Debug for RegisterResponse {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RegisterResponse")
            .field("device_id", &self.device_id)
            .field("not_after", &self.not_after)
            .field("institution", &self.institution)
            .field("replayed", &self.replayed)
            .finish_non_exhaustive()
    }
}

/// Leaves out the certificate, whose subject names the device.
impl core::fmt::Debug for RenewResponse {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RenewResponse")
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}
