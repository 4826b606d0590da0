//! Metrics and health.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::code::Code;
use kyotaku_server::config::Settings;
use kyotaku_server::metrics::{self, Kind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::clinic::{Clinic, NOW, assert_refused};
use crate::transport::{Answer, exchange};

const PATIENCE: Duration = Duration::from_secs(20);

fn with_operations(settings: &mut Settings) {
    settings.operations_listen = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
}

async fn ask(clinic: &Clinic, path: &str) -> Answer {
    let stream = TcpStream::connect(clinic.addresses.operations.unwrap())
        .await
        .unwrap();
    exchange(stream, &format!("GET {path} HTTP/1.1"), b"").await
}

#[track_caller]
fn assert_ready(answer: &Answer, failing: &str) {
    assert_eq!(answer.body, format!("{{\"failing\":[{failing}]}}"));
    let status = if failing.is_empty() { 200 } else { 503 };
    assert_eq!(answer.status, status);
}

#[tokio::test]
async fn a_server_is_alive_and_ready() {
    let clinic = Clinic::open_with(with_operations).await;
    let alive = ask(&clinic, "/healthz").await;
    assert_eq!((alive.status, alive.body.as_str()), (200, "ok\n"));
    assert!(alive.head.contains("cache-control: no-store"));
    assert_ready(&ask(&clinic, "/readyz").await, "");
    assert_eq!(ask(&clinic, "/v1/status").await.status, 404);
}

#[tokio::test]
async fn during_maintenance_a_server_is_not_ready() {
    let clinic = Clinic::open_with(|settings| {
        with_operations(settings);
        let now: Timestamp = NOW.parse().unwrap();
        settings.maintenance_until = Some(now + SignedDuration::from_secs(1));
    })
    .await;
    assert_ready(&ask(&clinic, "/readyz").await, "\"maintenance\"");
    clinic.pass(SignedDuration::from_secs(1));
    assert_ready(&ask(&clinic, "/readyz").await, "");
}

#[tokio::test]
async fn without_a_fresh_revocation_list_of_every_ca_a_server_is_not_ready() {
    let clinic = Clinic::open_with(with_operations).await;
    clinic.pass(SignedDuration::from_hours(25));
    assert_ready(&ask(&clinic, "/readyz").await, "\"revocation-lists\"");
}

#[tokio::test]
async fn without_its_database_a_server_is_alive_and_not_ready() {
    let clinic = Clinic::open_with(with_operations).await;
    clinic.database.clone().close().await.unwrap();
    assert_ready(&ask(&clinic, "/readyz").await, "\"database\"");
    assert_eq!(ask(&clinic, "/healthz").await.status, 200);
}

#[tokio::test]
async fn every_listener_stops_when_told() {
    let mut clinic = Clinic::open_with(|settings| {
        with_operations(settings);
        settings.web_listen = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
    })
    .await;
    clinic.stop.take().unwrap().send(()).unwrap();
    timeout(PATIENCE, clinic.serving.take().unwrap())
        .await
        .unwrap()
        .unwrap();
    let addresses = clinic.addresses;
    for address in [Some(addresses.device), addresses.web, addresses.operations] {
        assert!(TcpStream::connect(address.unwrap()).await.is_err());
    }
}

/// One value: its name, its labels and itself.
type Sample = (String, BTreeMap<String, String>, f64);

/// Reads the exposition format: every line is a comment or a value, and every value has a type.
fn parse(text: &str) -> (BTreeMap<String, String>, Vec<Sample>) {
    let (mut kinds, mut samples) = (BTreeMap::new(), Vec::new());
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').unwrap();
            kinds.insert(name.to_owned(), kind.to_owned());
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').unwrap();
            let value = value.parse().unwrap();
            let (name, labels) = name.split_once('{').unwrap_or((name, "}"));
            let labels = labels.strip_suffix('}').unwrap();
            let labels = labels.split("\",").filter(|label| !label.is_empty());
            let labels = labels.map(|label| {
                let (label, value) = label.split_once("=\"").unwrap();
                (label.to_owned(), value.trim_end_matches('"').to_owned())
            });
            samples.push((name.to_owned(), labels.collect(), value));
        }
    }
    (kinds, samples)
}

/// The metric that a value belongs to; durations come as three.
fn metric_of(name: &str) -> &metrics::Metric {
    let durations = ["_bucket", "_sum", "_count"];
    let whole = durations.iter().find_map(|part| name.strip_suffix(part));
    let found = metrics::ALL.iter().find(|metric| {
        metric.name == name || (metric.kind == Kind::Histogram && Some(metric.name) == whole)
    });
    found.unwrap_or_else(|| panic!("{name} is not documented"))
}

#[tokio::test]
async fn metrics_count_what_happened_and_hold_every_documented_name() {
    let clinic = Clinic::open_with(with_operations).await;
    let phone = clinic.phone().await;
    phone.visit(&clinic, "T01").await.unwrap();
    let revoked = phone.visit(&clinic, "T14").await;
    assert_refused(revoked, Code::CertificateRevoked, 422);
    // Not TLS at all.
    let mut stream = TcpStream::connect(clinic.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;

    let answer = ask(&clinic, "/metrics").await;
    assert!(
        answer
            .head
            .contains("content-type: text/plain; version=0.0.4")
    );
    let (kinds, samples) = parse(&answer.body);
    let mut seen = BTreeSet::new();
    for (name, labels, _) in &samples {
        let metric = metric_of(name);
        seen.insert(metric.name);
        assert_eq!(kinds[metric.name], metric.kind.as_str());
        let labels: BTreeSet<_> = labels.keys().map(String::as_str).collect();
        let mut documented: BTreeSet<_> = metric.labels.iter().copied().collect();
        if name.ends_with("_bucket") {
            documented.insert("le");
        }
        assert_eq!(labels, documented, "{name}");
    }
    let documented: BTreeSet<_> = metrics::ALL.iter().map(|metric| metric.name).collect();
    assert_eq!(seen, documented);
}

#[test]
fn the_guide_lists_every_metric_as_it_is() {
    let guide = include_str!("../../../docs/guides/server.md");
    for metric in metrics::ALL {
        let labels: Vec<_> = metric
            .labels
            .iter()
            .map(|label| format!("`{label}`"))
            .collect();
        let labels = if labels.is_empty() {
            "–".to_owned()
        } else {
            labels.join(", ")
        };
        let (name, kind, help) = (metric.name, metric.kind.as_str(), metric.help);
        let row = format!("| `{name}` | {kind} | {labels} | {help} |");
        assert!(guide.contains(&row), "{row}");
    }
    let rows = guide.lines().filter(|line| line.starts_with("| `kyotaku_"));
    assert_eq!(rows.count(), metrics::ALL.len());
}
