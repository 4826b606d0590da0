//! Signing in, and what a signed-in account may ask about itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::InstitutionProfile;
use crate::secret::{Password, SessionToken};
use crate::wire::identifier::{AccountId, DeviceId};

/// Body of `POST /v1/sessions`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignInRequest {
    /// ユーザーID.
    pub user_id: AccountId,
    /// パスワード.
    pub password: Password,
}

/// Answer to a [`SignInRequest`]. The token goes into `Authorization: Bearer …` of every request
/// that needs a session, from the same device.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignInResponse {
    /// The token; 32 random bytes in base64url.
    pub token: SessionToken,
    /// When the session ends at the latest.
    pub expires_at: Timestamp,
    /// Who signed in.
    pub account: AccountProfile,
    /// When the password has to be changed, if it has to; `MKA-W1201` from two weeks before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_expires_at: Option<Timestamp>,
}

/// An account that may use the app.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountProfile {
    /// ユーザーID.
    pub id: AccountId,
    /// ユーザ名.
    pub name: String,
    /// 権限区分.
    pub role: Role,
    /// 目視権限: whether the account may confirm by sight.
    #[serde(default)]
    pub visual: bool,
}

/// 権限区分 that may use the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// 一般利用者.
    General,
    /// 医療情報閲覧.
    MedicalViewer,
}

/// Body of `POST /v1/sessions/self/reauth`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReauthRequest {
    /// パスワード.
    pub password: Password,
}

/// Answer to a [`ReauthRequest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReauthResponse {
    /// Until when results may be searched.
    pub valid_until: Timestamp,
}

/// Answer of `GET /v1/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MeResponse {
    /// Who is signed in.
    pub account: AccountProfile,
    /// Where.
    pub institution: InstitutionProfile,
    /// With what.
    pub device: DeviceProfile,
    /// When the session ends at the latest.
    pub session_expires_at: Timestamp,
}

/// The device that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeviceProfile {
    /// Its id.
    pub id: DeviceId,
    /// 端末名.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The end of its certificate's validity.
    pub certificate_not_after: Timestamp,
}

/// Answer of `GET /v1/notices`, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NoticesResponse {
    /// お知らせ.
    pub notices: Vec<Notice>,
}

/// An お知らせ of the operator or the institution. It is about no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Names it.
    pub id: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// One line.
    pub title: String,
    /// Plain text.
    pub body: String,
}

/// Shows the id, not the name.
impl core::fmt::Debug for AccountProfile {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AccountProfile")
            .field("id", &self.id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}
