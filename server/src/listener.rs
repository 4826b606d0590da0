//! The accept loop, over TLS or without.
//!
//! Every connection gets its own task before the TLS handshake, so a slow or hostile peer holds up
//! nobody but itself, and each phase has a limit: connections at once, handshake, request head,
//! request, and the pause before the first and between requests. On shutdown no connection is
//! accepted any more and running requests are finished.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::config::Limits;
use crate::metrics::Metrics;
use crate::tls::PeerCertificate;

/// How long to wait after the system refused to accept, usually for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A bound listener that does not serve yet.
#[derive(Debug)]
pub struct Listener {
    name: &'static str,
    tcp: TcpListener,
    limits: Limits,
    metrics: Metrics,
}

impl Listener {
    /// Binds to `address`; port 0 takes any free one. `name` is what metrics call it.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub async fn bind(
        name: &'static str,
        address: SocketAddr,
        limits: Limits,
        metrics: Metrics,
    ) -> io::Result<Self> {
        Ok(Self {
            name,
            tcp: TcpListener::bind(address).await?,
            limits,
            metrics,
        })
    }

    /// The bound address.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }

    /// Serves until `shutdown` completes, then finishes what is running, within its limit. Without
    /// TLS only HTTP/1.1 is spoken.
    pub async fn serve(
        self,
        tls: Option<ServerConfig>,
        app: Router,
        shutdown: impl Future<Output = ()>,
    ) {
        let acceptor = tls.map(|tls| TlsAcceptor::from(Arc::new(tls)));
        let places = Arc::new(Semaphore::new(self.limits.connections));
        let graceful = GracefulShutdown::new();
        let mut shutdown = core::pin::pin!(shutdown);
        loop {
            let accepted = tokio::select! {
                accepted = accept(&self.tcp, &places) => accepted,
                () = &mut shutdown => break,
            };
            let Some((stream, address, place)) = accepted else {
                continue;
            };
            let connection = Connection {
                address: PeerAddress(address.ip()),
                acceptor: acceptor.clone(),
                app: app.clone(),
                limits: self.limits.clone(),
                watcher: graceful.watcher(),
                listener: self.name,
                metrics: self.metrics.clone(),
            };
            let open = self.metrics.connection(self.name);
            tokio::spawn(async move {
                connection.run(stream).await;
                drop((open, place));
            });
        }
        drop(self.tcp);
        if timeout(self.limits.shutdown, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("requests were still running at the end of the shutdown limit");
        }
    }
}

/// Waits for a free place and then for a connection.
async fn accept(
    tcp: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match tcp.accept().await {
        Ok((stream, address)) => Some((stream, address, place)),
        Err(error) => {
            tracing::warn!(%error, "accept failed");
            tokio::time::sleep(ACCEPT_PAUSE).await;
            None
        }
    }
}

/// Where a connection comes from, for whoever counts what one address tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddress(pub IpAddr);

struct Connection {
    address: PeerAddress,
    acceptor: Option<TlsAcceptor>,
    app: Router,
    limits: Limits,
    watcher: Watcher,
    listener: &'static str,
    metrics: Metrics,
}

impl Connection {
    async fn run(self, stream: TcpStream) {
        // Answers are small and complete: waiting to fill a packet only adds delay.
        let _ = stream.set_nodelay(true);
        let Some(acceptor) = &self.acceptor else {
            return self.converse(stream, false, None).await;
        };
        let handshake = timeout(self.limits.handshake, acceptor.accept(stream)).await;
        let stream = match handshake {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                tracing::debug!(%error, "handshake failed");
                // What TLS itself objects to arrives as invalid data, whichever side objects.
                let refused = error.kind() == io::ErrorKind::InvalidData;
                let reason = if refused { "refused" } else { "closed" };
                return self.metrics.handshake_failed(self.listener, reason);
            }
            Err(_) => {
                tracing::debug!("handshake took too long");
                return self.metrics.handshake_failed(self.listener, "timeout");
            }
        };
        let (_, session) = stream.get_ref();
        let http2 = session.alpn_protocol() == Some(b"h2");
        let peer = session
            .peer_certificates()
            .and_then(|chain| PeerCertificate::parse(chain.first()?));
        self.converse(stream, http2, peer).await;
    }

    /// Answers the requests of a connection.
    async fn converse(
        self,
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
        http2: bool,
        peer: Option<PeerCertificate>,
    ) {
        let app = self.app;
        let (running, observed) = watch::channel(0);
        let running = Arc::new(running);
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(self.address);
            if let Some(peer) = &peer {
                request.extensions_mut().insert(peer.clone());
            }
            let answer = app.clone().oneshot(request);
            let begun = Running::begin(&running);
            async move {
                let answer = answer.await;
                drop(begun);
                answer
            }
        });
        let builder = connection_builder(&self.limits, http2);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        tokio::select! {
            ended = self.watcher.watch(connection) => if let Err(error) = ended {
                tracing::debug!(%error, "connection ended early");
            },
            () = idle(observed, self.limits.request) => tracing::debug!("connection was idle"),
        }
    }
}

/// Counts a request for as long as it lives.
struct Running(Arc<watch::Sender<usize>>);

impl Running {
    fn begin(running: &Arc<watch::Sender<usize>>) -> Self {
        running.send_modify(|requests| *requests += 1);
        Self(Arc::clone(running))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_modify(|requests| *requests -= 1);
    }
}

/// Completes when no request has been running for as long as `limit`. HTTP/1 has a limit of its own
/// for this; HTTP/2 has none, neither for its preface nor for a peer that answers pings and asks
/// for nothing.
async fn idle(mut running: watch::Receiver<usize>, limit: Duration) {
    loop {
        let busy = *running.borrow_and_update() > 0;
        // The sender lives in the connection, which is dropped together with this.
        if busy {
            let _ = running.changed().await;
        } else if timeout(limit, running.changed()).await.is_err() {
            return;
        }
    }
}

/// The protocol is the one TLS agreed on; guessing it from the first bytes would wait for them
/// without a limit.
fn connection_builder(limits: &Limits, http2: bool) -> auto::Builder<TokioExecutor> {
    let builder = auto::Builder::new(TokioExecutor::new());
    let mut builder = if http2 {
        builder.http2_only()
    } else {
        builder.http1_only()
    };
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.handshake);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(limits.handshake)
        .keep_alive_timeout(limits.handshake)
        .max_concurrent_streams(32);
    builder
}
