//! What a server writes about its visits.

use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;

use crate::clinic::Clinic;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_of_a_visit_names_route_and_code_and_nobody() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(lines.clone())
        .finish();
    // The test runtime has one thread, so this subscriber sees the server's tasks too.
    let guard = tracing::subscriber::set_default(subscriber);
    let clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    let answer = phone.visit(&clinic, "T01").await.unwrap();
    let refused = phone.visit(&clinic, "T14").await;
    assert!(refused.is_err());
    let serial = hex::encode(clinic.world.certificate("T01").unwrap().serial.as_bytes());
    drop(guard);
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/v1/presence/proofs"), "the log is empty");
    assert!(log.contains("MKA-E2022"));
    let qualification = &answer.qualification.unwrap().result_list[0];
    for secret in [
        answer.person.name.as_str(),
        &answer.person.name_kana,
        "19450101",
        qualification.address.as_deref().unwrap(),
        qualification
            .insured_identification_number
            .as_deref()
            .unwrap(),
        &serial,
        &serial.to_uppercase(),
        "staff11",
    ] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}
