//! The network between phones and server.
//!
//! A relay in front of the server passes bytes on and can go down; a layer inside of the server
//! sees whole requests and decides what becomes of each. So an answer can be lost exactly when the
//! server has acted, which the bytes of TLS alone do not tell.

use core::net::{Ipv4Addr, SocketAddr};
use core::time::Duration;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use kyotaku_core::wire::api::Problem;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What becomes of a request.
#[derive(Clone)]
pub enum Fate {
    /// It never reaches the server.
    LostBefore,
    /// The server acts, and its answer never arrives.
    LostAfter,
    /// The server acts, and answers so much later.
    Late(Duration),
    /// Something in between answers with a page of its own and this status.
    Page(StatusCode),
    /// Something in between refuses, in the server's own form.
    Refused(Box<Problem>),
    /// The server's answer is changed on its way.
    Changed(Arc<Change>),
}

/// What a lying server does to its answer.
pub type Change = dyn Fn(&mut Value) + Send + Sync;

/// A request as the server has seen it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Method and path, without the query.
    pub line: String,
    /// The status it was answered with; none when the server was kept from acting.
    pub status: Option<u16>,
}

/// The network. Clones are the same network.
#[derive(Clone)]
pub struct Network(Arc<Shared>);

struct Shared {
    address: SocketAddr,
    way: Mutex<Way>,
    plans: Mutex<VecDeque<(String, Fate)>>,
    seen: Mutex<Vec<Seen>>,
    sent: Mutex<Vec<Sent>>,
}

/// What a phone has sent over one connection.
type Sent = Arc<Mutex<Vec<u8>>>;

/// Where connections lead. Whenever it changes, the open ones break.
struct Way {
    to: Option<SocketAddr>,
    was: SocketAddr,
    /// Each open connection listens to it, and breaks when it says something.
    breaks: watch::Sender<()>,
}

/// What a captive portal shows.
pub const PAGE: &str = "<!doctype html><title>Free Wi-Fi</title>";

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Network {
    /// A network that leads to `server`.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let way = Mutex::new(Way {
            to: Some(server),
            was: server,
            breaks: watch::Sender::default(),
        });
        let network = Self(Arc::new(Shared {
            address: listener.local_addr().unwrap(),
            way,
            plans: Mutex::default(),
            seen: Mutex::default(),
            sent: Mutex::default(),
        }));
        tokio::spawn(network.clone().relay(listener));
        network
    }

    /// Where phones connect to.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// Leads to another server from now on; open connections break.
    pub fn lead_to(&self, server: SocketAddr) {
        self.change(|way| (way.to, way.was) = (Some(server), server));
    }

    /// Breaks everything, and lets nothing through until [`mend`](Self::mend).
    pub fn cut(&self) {
        self.change(|way| way.to = None);
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.change(|way| way.to = Some(way.was));
    }

    /// Breaks the open connections.
    pub fn break_connections(&self) {
        self.change(|_| ());
    }

    /// Changes where connections lead from now on; what the open ones listened to, on which nobody
    /// listens any more when their sockets are closed.
    fn change(&self, change: impl FnOnce(&mut Way)) -> watch::Sender<()> {
        let mut way = lock(&self.0.way);
        change(&mut way);
        let broken = core::mem::take(&mut way.breaks);
        broken.send_replace(());
        broken
    }

    /// Plans the fate of the next `times` requests of this method and path, after those that are
    /// planned for it already. A path that ends in `*` stands for all that begin so.
    pub fn plan(&self, line: &str, times: usize, fate: &Fate) {
        let plans = core::iter::repeat_n((line.to_owned(), fate.clone()), times);
        lock(&self.0.plans).extend(plans);
    }

    /// Forgets what is planned; tells how much of it had not happened.
    #[must_use]
    pub fn unplan(&self) -> usize {
        core::mem::take(&mut *lock(&self.0.plans)).len()
    }

    /// The requests that the server has seen since this was last asked.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        core::mem::take(&mut *lock(&self.0.seen))
    }

    /// The same, without the answers.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }

    /// Every byte that phones have sent since this was last asked, as it went over the network, of
    /// each connection over which there were any.
    #[must_use]
    pub fn sent(&self) -> Vec<Vec<u8>> {
        let connections = lock(&self.0.sent);
        let sent = connections
            .iter()
            .map(|sent| core::mem::take(&mut *lock(sent)));
        sent.filter(|sent| !sent.is_empty()).collect()
    }

    /// Forgets what has been seen and sent so far.
    pub fn forget(&self) {
        lock(&self.0.seen).clear();
        drop(self.sent());
    }

    /// Puts the layer around the server's routes.
    pub fn around(&self, routes: Router) -> Router {
        routes.layer(from_fn_with_state(self.clone(), convey))
    }

    fn fate_of(&self, line: &str) -> Option<Fate> {
        let mut plans = lock(&self.0.plans);
        let place = plans.iter().position(|(planned, _)| {
            let prefix = planned.strip_suffix('*');
            prefix.map_or(planned == line, |prefix| line.starts_with(prefix))
        })?;
        plans.remove(place).map(|(_, fate)| fate)
    }

    fn note(&self, line: String, status: Option<StatusCode>) {
        let status = status.map(|status| status.as_u16());
        lock(&self.0.seen).push(Seen { line, status });
    }

    async fn relay(self, listener: TcpListener) {
        while let Ok((phone, _)) = listener.accept().await {
            let (to, mut breaks) = {
                let way = lock(&self.0.way);
                (way.to, way.breaks.subscribe())
            };
            let network = self.clone();
            if let Some(to) = to {
                tokio::spawn(async move {
                    tokio::select! {
                        // First, so that nothing passes once the way has changed.
                        biased;
                        _ = breaks.changed() => {}
                        () = network.pass(phone, to) => {}
                    }
                });
            }
        }
    }

    async fn pass(&self, phone: TcpStream, to: SocketAddr) {
        let Ok(server) = TcpStream::connect(to).await else {
            return;
        };
        let _ = (phone.set_nodelay(true), server.set_nodelay(true));
        let (from_phone, to_phone) = phone.into_split();
        let (from_server, to_server) = server.into_split();
        let sent = Sent::default();
        lock(&self.0.sent).push(Arc::clone(&sent));
        tokio::select! {
            () = copy(from_phone, to_server, |bytes| lock(&sent).extend_from_slice(bytes)) => {}
            () = copy(from_server, to_phone, |_| ()) => {}
        }
    }
}

/// Copies until either side ends, which ends the connection of both.
async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, note: impl Fn(&[u8])) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        note(&buffer[..read]);
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}

async fn convey(State(network): State<Network>, request: Request, next: Next) -> Response {
    let line = format!("{} {}", request.method(), request.uri().path());
    let fate = network.fate_of(&line);
    let acts = !matches!(
        fate,
        Some(Fate::LostBefore | Fate::Page(_) | Fate::Refused(_))
    );
    let answer = if acts {
        let answer = next.run(request).await;
        network.note(line, Some(answer.status()));
        answer
    } else {
        network.note(line, None);
        StatusCode::OK.into_response()
    };
    match fate {
        None => answer,
        Some(Fate::LostBefore | Fate::LostAfter) => {
            // Nothing that is written when they are closed arrives.
            network.change(|_| ()).closed().await;
            answer
        }
        Some(Fate::Late(time)) => {
            tokio::time::sleep(time).await;
            answer
        }
        Some(Fate::Page(status)) => (status, [(CONTENT_TYPE, "text/html")], PAGE).into_response(),
        Some(Fate::Refused(problem)) => {
            let status = StatusCode::from_u16(problem.status).unwrap();
            let body = serde_json::to_vec(&problem).unwrap();
            (status, [(CONTENT_TYPE, Problem::MEDIA_TYPE)], body).into_response()
        }
        Some(Fate::Changed(change)) => changed(answer, &*change).await,
    }
}

async fn changed(answer: Response, change: &Change) -> Response {
    let (mut parts, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let mut value = serde_json::from_slice(&body).unwrap();
    change(&mut value);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(serde_json::to_vec(&value).unwrap()))
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("address", &self.0.address)
            .finish_non_exhaustive()
    }
}
