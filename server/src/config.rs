//! Configuration: every key may be set in a TOML file, in the environment and by flag.
//!
//! A flag wins over the environment, which wins over the file. Relative paths start at the working
//! directory. A wrong value stops the start and names its key.

mod settings;
#[cfg(test)]
mod tests;

use core::net::SocketAddr;
use core::time::Duration;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::Policy;
use kyotaku_core::wire::api::Profile;
use kyotaku_core::wire::identifier::Prefectures;

use crate::consents::term::ConsentTerm;

pub use settings::{DatabaseUrl, Environment, LogFormat, ReplyProfile, Settings};

/// What a server runs with, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the device listener binds.
    pub listen: SocketAddr,
    /// How the device listener shows who it is.
    pub tls: TlsFiles,
    /// The listener for browsers.
    pub web: Option<Web>,
    /// Where metrics and health are told, without TLS.
    pub operations: Option<SocketAddr>,
    /// The CA of device certificates, PEM.
    pub device_ca: PathBuf,
    /// Its private key, PEM.
    pub device_ca_key: PathBuf,
    /// How long device certificates are issued for.
    pub device_certificate_validity: SignedDuration,
    /// The terminal; without one there is no 目視.
    pub terminal: Option<TerminalFiles>,
    /// The key that receipts and checkpoints are signed with, PEM.
    pub statement_key: PathBuf,
    /// Public keys that they were signed with before, PEM.
    pub former_statement_keys: Option<PathBuf>,
    /// The pepper.
    pub pepper: PathBuf,
    /// Where checkpoints of the audit log are kept.
    pub audit_checkpoints: PathBuf,
    /// JPKI CA certificates: a file or a directory.
    pub jpki_ca: PathBuf,
    /// Revocation lists in DER: a file, or a directory of `.der` and `.crl` files.
    pub jpki_crl: PathBuf,
    /// Reference or production.
    pub environment: Environment,
    /// Limits and windows of the device API.
    pub policy: ApiPolicy,
    /// Limits of the listener.
    pub limits: Limits,
}

/// The listener for browsers.
#[derive(Clone, Debug)]
pub struct Web {
    /// Where it binds.
    pub listen: SocketAddr,
    /// How it shows who it is.
    pub tls: TlsFiles,
}

/// A server's certificate and key.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate chain, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// The files of the terminal of 目視.
#[derive(Clone, Debug)]
pub struct TerminalFiles {
    /// The certificate of the root whose key cards hold.
    pub root: PathBuf,
    /// The verifier's (DV) certificate.
    pub verifier: PathBuf,
    /// The verifier's private key, PEM.
    pub verifier_key: PathBuf,
    /// The terminal's private key, PEM.
    pub key: PathBuf,
}

/// What the device API promises and allows.
#[derive(Clone, Debug)]
pub struct ApiPolicy {
    /// What a proof is answered with.
    pub profile: Profile,
    /// The oldest app version, `major.minor.patch`.
    pub minimum_app_version: String,
    /// Until when the service is closed.
    pub maintenance_until: Option<Timestamp>,
    /// How far a device's clock may be off.
    pub clock_skew: SignedDuration,
    /// How old a revocation list may be.
    pub crl_max_age: SignedDuration,
    /// How long consents hold.
    pub consent_term: ConsentTerm,
    /// Whether a 再照会 is answered although the consent was revoked.
    pub requery_after_revocation: bool,
}

/// Limits of the listener.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Most bytes in a request body.
    pub body_bytes: usize,
    /// Most connections at once.
    pub connections: usize,
    /// Time for the TLS handshake, and again for the head of a request.
    pub handshake: Duration,
    /// Time for a request, and for the pause before the next one.
    pub request: Duration,
    /// Time for running requests when the server stops.
    pub shutdown: Duration,
}

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file {} cannot be read", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A key that must be set is not.
    #[error("{0} is not set")]
    Missing(&'static str),
    /// The file is not TOML of known keys. The line itself is not told: it may hold a password.
    #[error("the configuration file {} is wrong in line {line}, {key}: {reason}", .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Counted from one.
        line: usize,
        /// What stands before the equals sign of that line.
        key: String,
        /// What the parser expected.
        reason: String,
    },
    /// A value is out of range.
    #[error("{key} {reason}")]
    Value {
        /// The key.
        key: &'static str,
        /// What it must be.
        reason: &'static str,
    },
}

/// The longest age of a revocation list that may be relied on.
const LONGEST_CRL_AGE_HOURS: u32 = 24;

impl Settings {
    /// Reads a file and lets these settings (flags and environment) win over it.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] when the file cannot be read or holds an unknown key or a wrong type.
    pub fn with_file(self, path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File {
            path: path.to_owned(),
            source,
        })?;
        let file = toml::from_str(&text).map_err(|error| syntax_error(path, &text, &error))?;
        Ok(self.or(file))
    }

    /// The database address.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Value`] for anything but SQLite and PostgreSQL.
    pub fn database(&self) -> Result<DatabaseUrl, ConfigError> {
        let url = self.database.clone().unwrap_or_default();
        let known = ["sqlite:", "postgres:", "postgresql:"];
        if known.iter().any(|scheme| url.as_str().starts_with(scheme)) {
            Ok(url)
        } else {
            Err(ConfigError::Value {
                key: "database",
                reason: "must be sqlite:// or postgres://",
            })
        }
    }

    /// Which prefecture numbers exist in this environment.
    #[must_use]
    pub fn prefectures(&self) -> Prefectures {
        self.environment.unwrap_or_default().prefectures()
    }

    /// The key that receipts and checkpoints are signed with.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Missing`].
    pub fn statement_key(&self) -> Result<PathBuf, ConfigError> {
        self.path(
            self.statement_key.as_ref(),
            "statement-key",
            "statement.key",
        )
    }

    /// The pepper.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Missing`].
    pub fn pepper(&self) -> Result<PathBuf, ConfigError> {
        self.path(self.pepper.as_ref(), "pepper", "pepper")
    }

    /// Where checkpoints of the audit log are kept.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Missing`].
    pub fn audit_checkpoints(&self) -> Result<PathBuf, ConfigError> {
        self.path(
            self.audit_checkpoints.as_ref(),
            "audit-checkpoints",
            "audit-checkpoints",
        )
    }

    /// Checks everything that `serve` needs.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for the first key that is missing or out of range.
    pub fn into_config(self) -> Result<Config, ConfigError> {
        let version = self
            .minimum_app_version
            .clone()
            .unwrap_or_else(|| "0.1.0".to_owned());
        let version_parts: Vec<_> = version.split('.').map(str::parse::<u32>).collect();
        if version_parts.len() != 3 || version_parts.iter().any(Result::is_err) {
            let key = "minimum-app-version";
            return Err(ConfigError::Value {
                key,
                reason: "must be three numbers with dots",
            });
        }
        let skew = self.clock_skew_seconds.unwrap_or(60);
        let skew = in_range("clock-skew-seconds", skew, 0, 300, "must be at most 300")?;
        let age = self.crl_max_age_hours.unwrap_or(LONGEST_CRL_AGE_HOURS);
        let age = in_range(
            "crl-max-age-hours",
            age,
            1,
            LONGEST_CRL_AGE_HOURS,
            "must lie between 1 and 24",
        )?;
        let months = self.consent_months.unwrap_or(12);
        let months = in_range("consent-months", months, 3, 36, "must lie between 3 and 36")?;
        let tls = TlsFiles {
            certificate: self.path(
                self.tls_certificate.as_ref(),
                "tls-certificate",
                "tls-server.pem",
            )?,
            key: self.path(self.tls_key.as_ref(), "tls-key", "tls-server.key")?,
        };
        Ok(Config {
            listen: self
                .listen
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8443))),
            web: self.web(&tls)?,
            operations: self.operations()?,
            tls,
            device_ca: self.path(self.device_ca.as_ref(), "device-ca", "device-ca.pem")?,
            device_ca_key: self.path(
                self.device_ca_key.as_ref(),
                "device-ca-key",
                "device-ca.key",
            )?,
            device_certificate_validity: self.device_certificate_validity()?,
            terminal: self.terminal()?,
            statement_key: self.statement_key()?,
            former_statement_keys: self.former_statement_keys.clone(),
            pepper: self.pepper()?,
            audit_checkpoints: self.audit_checkpoints()?,
            jpki_ca: self.path(self.jpki_ca.as_ref(), "jpki-ca", "jpki-ca")?,
            jpki_crl: self.path(self.jpki_crl.as_ref(), "jpki-crl", "jpki-crl")?,
            environment: self.environment.unwrap_or_default(),
            policy: ApiPolicy {
                profile: self.profile.unwrap_or_default().into(),
                minimum_app_version: version,
                maintenance_until: self.maintenance_until,
                clock_skew: SignedDuration::from_secs(i64::from(skew)),
                crl_max_age: SignedDuration::from_hours(i64::from(age)),
                consent_term: ConsentTerm::of_months(months),
                requery_after_revocation: self.requery_after_revocation.unwrap_or_default(),
            },
            limits: self.limits()?,
        })
    }

    fn web(&self, device: &TlsFiles) -> Result<Option<Web>, ConfigError> {
        let tls = match (&self.web_tls_certificate, &self.web_tls_key) {
            (Some(certificate), Some(key)) => TlsFiles {
                certificate: certificate.clone(),
                key: key.clone(),
            },
            (None, None) => device.clone(),
            (Some(_), None) => return Err(ConfigError::Missing("web-tls-key")),
            (None, Some(_)) => return Err(ConfigError::Missing("web-tls-certificate")),
        };
        Ok(self.web_listen.map(|listen| Web { listen, tls }))
    }

    /// All of it or nothing: a part would be a server that seems to offer 目視.
    fn terminal(&self) -> Result<Option<TerminalFiles>, ConfigError> {
        let keys = [
            ("terminal-root", &self.terminal_root, "root.cvc"),
            ("terminal-dv", &self.terminal_dv, "dv.cvc"),
            ("terminal-dv-key", &self.terminal_dv_key, "dv.key"),
            ("terminal-key", &self.terminal_key, "terminal.key"),
        ];
        let none = keys.iter().all(|(_, set, _)| set.is_none());
        let in_world = |file| {
            let world = self.world.as_ref().filter(|_| none);
            world.map(|world| world.join("terminal").join(file))
        };
        if none && self.world.is_none() {
            return Ok(None);
        }
        let [root, verifier, verifier_key, key] = keys.map(|(key, set, file)| {
            let path = set.clone().or_else(|| in_world(file));
            path.ok_or(ConfigError::Missing(key))
        });
        Ok(Some(TerminalFiles {
            root: root?,
            verifier: verifier?,
            verifier_key: verifier_key?,
            key: key?,
        }))
    }

    fn operations(&self) -> Result<Option<SocketAddr>, ConfigError> {
        let public = self.operations_public.unwrap_or_default();
        match self.operations_listen {
            Some(address) if !address.ip().is_loopback() && !public => Err(ConfigError::Value {
                key: "operations-listen",
                reason: "must be an address of this machine alone, unless operations-public is true",
            }),
            address => Ok(address),
        }
    }

    fn device_certificate_validity(&self) -> Result<SignedDuration, ConfigError> {
        let days = self.device_certificate_days.unwrap_or(365);
        in_range(
            "device-certificate-days",
            days,
            1,
            1825,
            "must lie between 1 and 1825",
        )
        .map(|days| SignedDuration::from_hours(24 * i64::from(days)))
    }

    fn limits(&self) -> Result<Limits, ConfigError> {
        let seconds = |key, value: Option<u32>, default| {
            in_range(
                key,
                value.unwrap_or(default),
                1,
                600,
                "must lie between 1 and 600",
            )
            .map(|seconds| Duration::from_secs(u64::from(seconds)))
        };
        let count = |key, value: Option<u32>, default, least, most, reason| {
            in_range(key, value.unwrap_or(default), least, most, reason)
                .map(|count| usize::try_from(count).unwrap_or(usize::MAX))
        };
        Ok(Limits {
            body_bytes: count(
                "max-body-bytes",
                self.max_body_bytes,
                65_536,
                16_384,
                1_048_576,
                "must lie between 16384 and 1048576",
            )?,
            connections: count(
                "max-connections",
                self.max_connections,
                1024,
                1,
                65_535,
                "must lie between 1 and 65535",
            )?,
            handshake: seconds(
                "handshake-timeout-seconds",
                self.handshake_timeout_seconds,
                10,
            )?,
            request: seconds("request-timeout-seconds", self.request_timeout_seconds, 30)?,
            shutdown: seconds(
                "shutdown-timeout-seconds",
                self.shutdown_timeout_seconds,
                10,
            )?,
        })
    }

    /// A path that is set, or the file of that name in the world directory.
    fn path(
        &self,
        set: Option<&PathBuf>,
        key: &'static str,
        in_world: &str,
    ) -> Result<PathBuf, ConfigError> {
        let in_world = || self.world.as_ref().map(|world| world.join(in_world));
        set.cloned()
            .or_else(in_world)
            .ok_or(ConfigError::Missing(key))
    }
}

impl Environment {
    /// Which prefecture numbers exist.
    #[must_use]
    pub fn prefectures(self) -> Prefectures {
        match self {
            Self::Production => Prefectures::Real,
            Self::Reference => Prefectures::WithReference,
        }
    }

    /// Which certificate policies are accepted.
    #[must_use]
    pub fn certificate_policy(self) -> Policy {
        match self {
            Self::Production => Policy::Production,
            Self::Reference => Policy::Test,
        }
    }
}

/// Tells where a file is wrong in words of its own, because the parser's quote the whole line.
fn syntax_error(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count();
    let content = text.lines().nth(line).unwrap_or_default();
    let key = content.split_once('=').map_or("", |(key, _)| key.trim());
    ConfigError::Syntax {
        path: path.to_owned(),
        line: line + 1,
        key: key.to_owned(),
        reason: error.message().to_owned(),
    }
}

fn in_range(
    key: &'static str,
    value: u32,
    least: u32,
    most: u32,
    reason: &'static str,
) -> Result<u32, ConfigError> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(ConfigError::Value { key, reason })
    }
}
