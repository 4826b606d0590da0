//! Counts and durations, as Prometheus reads them.
//!
//! Every server has its own set and nothing is installed for the process, so several servers in one
//! process (as in tests) do not add up. Labels come from closed sets: routes, codes, names of ours.
//! Nothing that a peer chooses becomes one, and nothing about persons, accounts or devices.

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence;
use metrics::with_local_recorder;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusRecorder};

/// Upper ends of the buckets of durations, in seconds.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// How often measured durations are moved into their buckets. Until then each one takes memory.
const TENDING: Duration = Duration::from_secs(5);

/// One metric, as the guide lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The labels it comes with.
    pub labels: &'static [&'static str],
    /// What it tells.
    pub help: &'static str,
}

/// The kinds of metrics that are used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows while a server runs.
    Counter,
    /// Has a value.
    Gauge,
    /// Durations by bucket.
    Histogram,
}

impl Kind {
    /// The word that Prometheus has for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// Defines the metrics: constants for their names, and the list of all.
macro_rules! metrics_list {
    ($($constant:ident = $kind:ident $name:literal [$($label:literal),*] $help:literal;)+) => {
        $(const $constant: &str = $name;)+

        /// Every metric.
        pub const ALL: &[Metric] = &[$(Metric {
            name: $name,
            kind: Kind::$kind,
            labels: &[$($label),*],
            help: $help,
        },)+];
    };
}

metrics_list! {
    BUILD = Gauge "kyotaku_build_info" ["version"] "always 1, with the version of the server";
    REQUESTS = Counter "kyotaku_requests_total" ["listener", "method", "route", "status", "code"] "answered requests; `code` is `-` for those that were not refused";
    DURATION = Histogram "kyotaku_request_duration_seconds" ["listener", "method", "route"] "from the head of a request to the head of its answer";
    PROOFS_ACCEPTED = Counter "kyotaku_presence_proofs_accepted_total" ["method"] "presence proofs that were accepted, repetitions not counted";
    PROOFS_REFUSED = Counter "kyotaku_presence_proofs_refused_total" ["code"] "presence proofs that were refused";
    DEVICES = Counter "kyotaku_devices_registered_total" [] "registered devices, repetitions not counted";
    SIGN_INS = Counter "kyotaku_sign_ins_total" [] "accounts that signed in";
    CONSENTS = Counter "kyotaku_consents_registered_total" [] "registered consents, repetitions not counted";
    CONNECTIONS = Gauge "kyotaku_connections_open" ["listener"] "connections, those in their handshake included";
    HANDSHAKES = Counter "kyotaku_handshakes_failed_total" ["listener", "reason"] "TLS handshakes that came to nothing: `refused` by either side, `closed` in the middle, `timeout`";
    DATABASE = Counter "kyotaku_database_errors_total" [] "requests that failed because of the database";
    LIST_AGE = Gauge "kyotaku_revocation_list_age_seconds" [] "age of the newest revocation list of the CA whose newest is the oldest";
    AUDIT = Gauge "kyotaku_audit_events" [] "events in the audit log of all institutions; the same at every server of a database";
}

/// The metrics of one server. Clones share them.
#[derive(Clone)]
pub struct Metrics(Arc<PrometheusRecorder>);

impl Metrics {
    /// A set in which nothing has been counted yet.
    ///
    /// # Errors
    ///
    /// [`BuildError`] if there are no buckets, which there are.
    pub fn new() -> Result<Self, BuildError> {
        let recorder = PrometheusBuilder::new()
            .set_buckets(&SECONDS)?
            .build_recorder();
        let metrics = Self(Arc::new(recorder));
        metrics.record(|| {
            for metric in ALL {
                match metric.kind {
                    Kind::Counter => describe_counter!(metric.name, metric.help),
                    Kind::Gauge => describe_gauge!(metric.name, metric.help),
                    Kind::Histogram => describe_histogram!(metric.name, metric.help),
                }
                // Without labels there is one value, which exists before anything happens.
                if metric.kind == Kind::Counter && metric.labels.is_empty() {
                    counter!(metric.name).absolute(0);
                }
            }
            gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1);
        });
        Ok(metrics)
    }

    /// The text that Prometheus reads (exposition format 0.0.4).
    #[must_use]
    pub fn render(&self) -> String {
        self.0.handle().render()
    }

    /// Moves measured durations into their buckets, for ever.
    pub async fn tend(self) {
        let mut often = tokio::time::interval(TENDING);
        loop {
            often.tick().await;
            self.0.handle().run_upkeep();
        }
    }

    /// A presence was verified for the first time.
    pub(crate) fn proof_accepted(&self, method: presence::Method) {
        let method = match method {
            presence::Method::Pin => "pin",
            presence::Method::Visual => "visual",
            presence::Method::Web => "web",
        };
        self.record(|| counter!(PROOFS_ACCEPTED, "method" => method).increment(1));
    }

    /// A proof was refused.
    pub(crate) fn proof_refused(&self, code: Code) {
        self.record(|| counter!(PROOFS_REFUSED, "code" => code.as_str()).increment(1));
    }

    /// A device was registered.
    pub fn device_registered(&self) {
        self.record(|| counter!(DEVICES).increment(1));
    }

    /// An account signed in.
    pub fn signed_in(&self) {
        self.record(|| counter!(SIGN_INS).increment(1));
    }

    /// A consent was registered.
    pub fn consent_registered(&self) {
        self.record(|| counter!(CONSENTS).increment(1));
    }

    pub(crate) fn database_failed(&self) {
        self.record(|| counter!(DATABASE).increment(1));
    }

    pub(crate) fn handshake_failed(&self, listener: &'static str, reason: &'static str) {
        self.record(|| {
            counter!(HANDSHAKES, "listener" => listener, "reason" => reason).increment(1);
        });
    }

    /// Counts a connection for as long as the value lives.
    pub(crate) fn connection(&self, listener: &'static str) -> OpenConnection {
        self.record(|| gauge!(CONNECTIONS, "listener" => listener).increment(1));
        OpenConnection(self.clone(), listener)
    }

    pub(crate) fn answered(&self, answered: &Answered<'_>, took: Duration) {
        let (listener, method) = (answered.listener, known(answered.method));
        let route = answered.route.to_owned();
        let code = answered.code.map_or("-", Code::as_str);
        let status = answered.status.as_str().to_owned();
        self.record(|| {
            histogram!(DURATION, "listener" => listener, "method" => method, "route" => route.clone())
                .record(took);
            counter!(
                REQUESTS,
                "listener" => listener, "method" => method, "route" => route, "status" => status, "code" => code,
            )
            .increment(1);
        });
    }

    /// What is found out only when somebody looks.
    pub(crate) fn look(&self, list_age: Option<SignedDuration>, audit_events: Option<i64>) {
        self.record(|| {
            if let Some(age) = list_age {
                gauge!(LIST_AGE).set(age.as_secs_f64());
            }
            if let Some(events) = audit_events {
                #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 events")]
                gauge!(AUDIT).set(events as f64);
            }
        });
    }

    fn record(&self, recording: impl FnOnce()) {
        with_local_recorder(self.0.as_ref(), recording);
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

/// An answered request.
pub(crate) struct Answered<'a> {
    pub(crate) listener: &'static str,
    pub(crate) method: &'a Method,
    /// The pattern, not the path.
    pub(crate) route: &'a str,
    pub(crate) status: StatusCode,
    /// What it was refused with, if it was.
    pub(crate) code: Option<Code>,
}

/// See [`Metrics::connection`].
pub(crate) struct OpenConnection(Metrics, &'static str);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        let listener = self.1;
        self.0
            .record(|| gauge!(CONNECTIONS, "listener" => listener).decrement(1));
    }
}

/// The methods of HTTP; any other is a word that a peer made up.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered<'a>(method: &'a Method, route: &'a str) -> Answered<'a> {
        Answered {
            listener: "device",
            method,
            route,
            status: StatusCode::FORBIDDEN,
            code: Some(Code::DeviceRevoked),
        }
    }

    #[test]
    fn a_request_is_counted_by_what_it_came_to() {
        let metrics = Metrics::new().unwrap();
        let took = Duration::from_millis(30);
        metrics.answered(&answered(&Method::POST, "/v1/presence/proofs"), took);
        let text = metrics.render();
        let labels = r#"listener="device",method="POST",route="/v1/presence/proofs""#;
        for line in [
            format!("kyotaku_requests_total{{{labels},status=\"403\",code=\"MKA-E1107\"}} 1"),
            format!("kyotaku_request_duration_seconds_bucket{{{labels},le=\"0.025\"}} 0"),
            format!("kyotaku_request_duration_seconds_bucket{{{labels},le=\"0.05\"}} 1"),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }

    #[test]
    fn a_method_that_a_peer_made_up_becomes_no_label() {
        let metrics = Metrics::new().unwrap();
        let method = Method::from_bytes(b"MADEUP").unwrap();
        metrics.answered(&answered(&method, "unmatched"), Duration::ZERO);
        let text = metrics.render();
        assert!(
            text.contains(r#"method="other""#) && !text.contains("MADEUP"),
            "{text}"
        );
    }

    #[test]
    fn a_connection_is_open_until_it_is_dropped() {
        let metrics = Metrics::new().unwrap();
        let line = |count| format!("kyotaku_connections_open{{listener=\"web\"}} {count}");
        let connections = [metrics.connection("web"), metrics.connection("web")];
        assert!(metrics.render().contains(&line(2)));
        drop(connections);
        assert!(metrics.render().contains(&line(0)));
    }

    #[test]
    fn two_servers_do_not_add_up() {
        let (one, other) = (Metrics::new().unwrap(), Metrics::new().unwrap());
        one.database_failed();
        assert!(one.render().contains("kyotaku_database_errors_total 1"));
        assert!(other.render().contains("kyotaku_database_errors_total 0"));
    }
}
