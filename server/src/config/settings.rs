//! The keys as they are written.

use core::fmt;
use core::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use kyotaku_core::wire::api::Profile;
use serde::Deserialize;

/// Defines the settings once for flags, environment and file, and how one set fills another's gaps.
macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $field:ident: $kind:ty = $env:literal;)+) => {
        /// Every key; unset ones have defaults or follow from `world`.
        #[derive(Args, Clone, Debug, Default, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Settings {
            $($(#[doc = $doc])+
            #[arg(long, env = $env, hide_env_values = true)]
            pub $field: Option<$kind>,)+
        }

        impl Settings {
            /// Takes from `other` what is unset here.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self { $($field: self.$field.or(other.$field),)+ }
            }
        }
    };
}

settings! {
    /// Address and port of the device listener (default 127.0.0.1:8443)
    listen: SocketAddr = "KYOTAKU_LISTEN";
    /// Address and port of the listener for browsers (default none)
    web_listen: SocketAddr = "KYOTAKU_WEB_LISTEN";
    /// Certificate chain for browsers, PEM (default that of the device listener)
    web_tls_certificate: PathBuf = "KYOTAKU_WEB_TLS_CERTIFICATE";
    /// Private key for browsers, PEM (default that of the device listener)
    web_tls_key: PathBuf = "KYOTAKU_WEB_TLS_KEY";
    /// Address and port of metrics and health, without TLS (default none)
    operations_listen: SocketAddr = "KYOTAKU_OPERATIONS_LISTEN";
    /// `true` lets them be reached from other machines (default false)
    operations_public: bool = "KYOTAKU_OPERATIONS_PUBLIC";
    /// Database address, `sqlite://FILE?mode=rwc` or `postgres://…` (default sqlite://kyotaku.sqlite?mode=rwc)
    database: DatabaseUrl = "KYOTAKU_DATABASE";
    /// Directory of a generated test PKI; gives defaults for the paths below
    world: PathBuf = "KYOTAKU_WORLD";
    /// Certificate chain of the server, PEM (default WORLD/tls-server.pem)
    tls_certificate: PathBuf = "KYOTAKU_TLS_CERTIFICATE";
    /// Private key of the server, PEM (default WORLD/tls-server.key)
    tls_key: PathBuf = "KYOTAKU_TLS_KEY";
    /// CA certificate of devices, PEM (default WORLD/device-ca.pem)
    device_ca: PathBuf = "KYOTAKU_DEVICE_CA";
    /// Private key of that CA, PKCS#8 PEM (default WORLD/device-ca.key)
    device_ca_key: PathBuf = "KYOTAKU_DEVICE_CA_KEY";
    /// Days a device certificate is issued for (default 365)
    device_certificate_days: u32 = "KYOTAKU_DEVICE_CERTIFICATE_DAYS";
    /// Certificate of the root of terminals, whose key cards hold (default WORLD/terminal/root.cvc)
    terminal_root: PathBuf = "KYOTAKU_TERMINAL_ROOT";
    /// Certificate of the verifier of terminals (default WORLD/terminal/dv.cvc)
    terminal_dv: PathBuf = "KYOTAKU_TERMINAL_DV";
    /// Private key of that verifier, PKCS#8 PEM, RSA 2048 (default WORLD/terminal/dv.key)
    terminal_dv_key: PathBuf = "KYOTAKU_TERMINAL_DV_KEY";
    /// Private key of the terminal, PKCS#8 PEM, RSA 2048 (default WORLD/terminal/terminal.key)
    terminal_key: PathBuf = "KYOTAKU_TERMINAL_KEY";
    /// Private key of receipts and of checkpoints of the audit log, PKCS#8 PEM, P-256 (default WORLD/statement.key)
    statement_key: PathBuf = "KYOTAKU_STATEMENT_KEY";
    /// Public keys of former statement keys, PEM; their receipts stay checkable
    former_statement_keys: PathBuf = "KYOTAKU_FORMER_STATEMENT_KEYS";
    /// 32 random bytes for looking up codes and drawing pseudonyms; never changed (default WORLD/pepper)
    pepper: PathBuf = "KYOTAKU_PEPPER";
    /// Directory of the audit log's checkpoints, outside of the database (default WORLD/audit-checkpoints)
    audit_checkpoints: PathBuf = "KYOTAKU_AUDIT_CHECKPOINTS";
    /// JPKI CA certificates, a file or a directory (default WORLD/jpki-ca)
    jpki_ca: PathBuf = "KYOTAKU_JPKI_CA";
    /// JPKI revocation lists in DER, a file or a directory of .der and .crl files (default WORLD/jpki-crl)
    jpki_crl: PathBuf = "KYOTAKU_JPKI_CRL";
    /// `reference` accepts prefecture 99 and test certificates, `production` refuses both (default reference)
    environment: Environment = "KYOTAKU_ENVIRONMENT";
    /// What a proof is answered with (default consent)
    profile: ReplyProfile = "KYOTAKU_PROFILE";
    /// Oldest app version, three numbers with dots (default 0.1.0)
    minimum_app_version: String = "KYOTAKU_MINIMUM_APP_VERSION";
    /// Closes the service until this RFC 3339 time
    maintenance_until: Timestamp = "KYOTAKU_MAINTENANCE_UNTIL";
    /// How far a device's clock may be off, at most 300 (default 60)
    clock_skew_seconds: u32 = "KYOTAKU_CLOCK_SKEW_SECONDS";
    /// How old a revocation list may be, at most 24 (default 24)
    crl_max_age_hours: u32 = "KYOTAKU_CRL_MAX_AGE_HOURS";
    /// Months that a consent to home visits holds since its last use, 3 to 36 (default 12)
    consent_months: u32 = "KYOTAKU_CONSENT_MONTHS";
    /// `true` lets a qualification be asked for again without the card although the patient revoked the consent (default false)
    requery_after_revocation: bool = "KYOTAKU_REQUERY_AFTER_REVOCATION";
    /// Most bytes in a request body (default 65536)
    max_body_bytes: u32 = "KYOTAKU_MAX_BODY_BYTES";
    /// Most connections at once (default 1024)
    max_connections: u32 = "KYOTAKU_MAX_CONNECTIONS";
    /// Seconds for a TLS handshake, and again for the head of a request; in HTTP/1.1 with the pause before it (default 10)
    handshake_timeout_seconds: u32 = "KYOTAKU_HANDSHAKE_TIMEOUT_SECONDS";
    /// Seconds for a whole request, and in HTTP/2 for the pause before the next one (default 30)
    request_timeout_seconds: u32 = "KYOTAKU_REQUEST_TIMEOUT_SECONDS";
    /// Seconds running requests get when the server stops (default 10)
    shutdown_timeout_seconds: u32 = "KYOTAKU_SHUTDOWN_TIMEOUT_SECONDS";
    /// Log filter, such as `info` or `kyotaku_server=debug` (default info)
    log: String = "KYOTAKU_LOG";
    /// Log format (default text)
    log_format: LogFormat = "KYOTAKU_LOG_FORMAT";
}

/// A database address. It may hold a password, so `Debug` shows its scheme only.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for DatabaseUrl {
    fn default() -> Self {
        Self("sqlite://kyotaku.sqlite?mode=rwc".to_owned())
    }
}

impl From<&str> for DatabaseUrl {
    fn from(url: &str) -> Self {
        Self(url.to_owned())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.split(':').next().unwrap_or_default();
        write!(f, "DatabaseUrl({scheme}:****)")
    }
}

/// Which world the server belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// Real prefectures and citizens' certificates.
    Production,
    /// Prefecture 99 too, and test certificates only.
    #[default]
    Reference,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// Text for people.
    #[default]
    Text,
}

/// [`Profile`] as a setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ReplyProfile {
    /// The person alone; the qualification follows the consent.
    #[default]
    Consent,
    /// The person and the qualification.
    QualificationOnly,
}

impl From<ReplyProfile> for Profile {
    fn from(profile: ReplyProfile) -> Self {
        match profile {
            ReplyProfile::Consent => Self::Consent,
            ReplyProfile::QualificationOnly => Self::QualificationOnly,
        }
    }
}
