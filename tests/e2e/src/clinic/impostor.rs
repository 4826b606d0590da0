//! Servers that are not ours: a portal without TLS, a proxy with a certificate of its own, our
//! server with a certificate that has ended or is for another name.

use core::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use der::Encode as _;
use jiff::SignedDuration;
use kyotaku_cardsim::pki::calendar::Calendar;
use kyotaku_cardsim::pki::{keys, tls};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::network::PAGE;
use crate::bench::NOW;

/// What answers in the server's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disguise {
    /// A portal that speaks HTTP without TLS.
    Plain,
    /// A proxy whose certificate is under a root of its own.
    OtherRoot,
    /// A certificate of our root that has ended.
    Expired,
    /// A certificate of our root whose time has not come.
    NotYet,
    /// A certificate of our root for another name.
    OtherName,
    /// Our own certificate and key, and nothing but a page.
    Ours,
}

impl Disguise {
    /// Those that a phone has to see through before it says anything.
    pub const SEEN_THROUGH: [Self; 5] = [
        Self::Plain,
        Self::OtherRoot,
        Self::Expired,
        Self::NotYet,
        Self::OtherName,
    ];

    fn tls(self) -> Option<ServerConfig> {
        let years = |years: i64| SignedDuration::from_hours(years * 366 * 24);
        let now = NOW.parse().unwrap();
        let certificate = match self {
            Self::Plain => return None,
            Self::Ours => tls::server(Calendar::new(now)),
            Self::OtherRoot => tls::server_of_another_root(Calendar::new(now)),
            Self::Expired => tls::server(Calendar::new(now - years(3))),
            Self::NotYet => tls::server(Calendar::new(now + years(3))),
            Self::OtherName => {
                tls::server_of_another_name(Calendar::new(now), "portal.kyotaku.example")
            }
        };
        let chain = vec![CertificateDer::from(certificate.unwrap().to_der().unwrap())];
        let key = PrivateKeyDer::from_pem_slice(keys::TLS_SERVER.pem().as_bytes()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        Some(config)
    }
}

/// A server in disguise, for as long as the test runs.
#[derive(Clone, Debug)]
pub struct Impostor {
    /// Where it is.
    pub address: SocketAddr,
    heard: Arc<Mutex<Heard>>,
}

/// What has come to an impostor.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Connections it has accepted.
    pub connections: usize,
    /// Handshakes that were completed, where it speaks TLS.
    pub handshakes: usize,
    /// What arrived inside of TLS, or without TLS.
    pub clear: Vec<u8>,
}

impl Impostor {
    /// Begins to listen.
    pub async fn disguised(disguise: Disguise) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let impostor = Self {
            address: listener.local_addr().unwrap(),
            heard: Arc::default(),
        };
        let tls = disguise.tls().map(|tls| TlsAcceptor::from(Arc::new(tls)));
        tokio::spawn(impostor.clone().listen(listener, tls));
        impostor
    }

    /// What has come so far.
    #[must_use]
    pub fn heard(&self) -> Heard {
        self.note(|heard| heard.clone())
    }

    fn note<T>(&self, note: impl FnOnce(&mut Heard) -> T) -> T {
        note(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn listen(self, listener: TcpListener, tls: Option<TlsAcceptor>) {
        while let Ok((stream, _)) = listener.accept().await {
            self.note(|heard| heard.connections += 1);
            tokio::spawn(self.clone().answer(stream, tls.clone()));
        }
    }

    async fn answer(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        match tls {
            None => self.show_page(stream).await,
            Some(tls) => {
                if let Ok(stream) = tls.accept(stream).await {
                    self.note(|heard| heard.handshakes += 1);
                    self.show_page(stream).await;
                }
            }
        }
    }

    async fn show_page(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        let mut request = [0; 4096];
        if let Ok(read @ 1..) = stream.read(&mut request).await {
            self.note(|heard| heard.clear.extend_from_slice(&request[..read]));
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\
                 connection: close\r\n\r\n{PAGE}",
                PAGE.len()
            );
            // Whoever has seen enough may have gone.
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    }
}
