//! Connections that misbehave, and the end of a server.

use core::time::Duration;

use kyotaku_server::config::Settings;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::clinic::Clinic;

/// Far more than any limit set here.
const PATIENCE: Duration = Duration::from_secs(20);

fn impatient(settings: &mut Settings) {
    settings.handshake_timeout_seconds = Some(1);
    settings.max_connections = Some(2);
}

#[tokio::test]
async fn a_peer_that_says_nothing_is_cut_and_gives_its_place_back() {
    let clinic = Clinic::open_with(impatient).await;
    let mut silent = Vec::new();
    for _ in 0..2 {
        silent.push(TcpStream::connect(clinic.address).await.unwrap());
    }
    // Both places are taken; this waits for one and then succeeds.
    let client = clinic.client(None, &clinic.clock);
    timeout(PATIENCE, client.status()).await.unwrap().unwrap();
    for mut stream in silent {
        let mut rest = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut rest))
            .await
            .unwrap()
            .unwrap();
        assert!(rest.is_empty());
    }
}

#[tokio::test]
async fn a_server_stops_when_told_and_serves_nobody_after() {
    let mut clinic = Clinic::open().await;
    let phone = clinic.phone().await;
    phone.visit(&clinic, "T01").await.unwrap();
    clinic.stop.take().unwrap().send(()).unwrap();
    timeout(PATIENCE, clinic.serving.take().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert!(TcpStream::connect(clinic.address).await.is_err());
}
