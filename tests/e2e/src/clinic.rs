//! A clinic: the real server in this process, over real TLS on the loopback interface, with a real
//! database; phones with the real state of theirs; and the network between them.
//!
//! | module | what it holds |
//! |---|---|
//! | [`administration`] | what the administrator does |
//! | [`network`] | what becomes of requests and answers on their way |
//! | [`impostor`] | servers that are not ours |
//! | [`installation`] | a phone with the app |
//! | [`log`] | all that is logged |
//! | [`staff`] | accounts and their passwords |
//! | [`steps`] | what most visits begin with |
//! | [`sight`] | a card that is held after staff have looked |
//! | [`program`] | the server in a process of its own, to be killed |
//! | [`scratch`] | directories that go with the test |

pub mod administration;
pub mod impostor;
pub mod installation;
pub mod log;
pub mod network;
pub mod program;
pub mod scratch;
pub mod sight;
pub mod staff;
pub mod steps;

use core::net::{Ipv4Addr, SocketAddr};
use std::fs;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::Clock;
use kyotaku_core::api::Endpoint;
use kyotaku_core::wire::identifier::Prefectures;
use kyotaku_server::audit::checkpoint::Checkpoints;
use kyotaku_server::audit::verify::{Finding, verify};
use kyotaku_server::config::{DatabaseUrl, ReplyProfile, Settings};
use kyotaku_server::serve::Server;
use kyotaku_server::statement::StatementKeys;
use kyotaku_server::store;
use kyotaku_server::world::seed;
use sea_orm::DatabaseConnection;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::bench::{Bench, NOW};
use installation::Installation;
use network::Network;
use scratch::Scratch;

/// A running server with its world.
pub struct Clinic {
    /// Cards and certificates.
    pub bench: Arc<Bench>,
    /// The server's clock, which the phones go by too.
    pub clock: Clock,
    /// The server's database.
    pub database: DatabaseConnection,
    /// What lies between phones and server.
    pub network: Network,
    /// The server's files.
    pub files: Scratch,
    settings: Settings,
    serving: Option<Serving>,
}

struct Serving {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Clinic {
    /// Opens with patients being asked for consent.
    pub async fn open() -> Self {
        Self::open_with(|_| ()).await
    }

    /// Opens with changed settings.
    pub async fn open_with(change: impl FnOnce(&mut Settings)) -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let bench = Arc::new(Bench::new());
        let files = Scratch::new("clinic");
        bench.world().write(files.path()).unwrap();
        let file = files.join("db.sqlite");
        let mut settings = Settings {
            world: Some(files.path().to_owned()),
            database: Some(DatabaseUrl::from(
                format!("sqlite://{}?mode=rwc", file.display()).as_str(),
            )),
            listen: Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))),
            profile: Some(ReplyProfile::Consent),
            ..Settings::default()
        };
        change(&mut settings);
        let clock = Clock::fixed(now);
        let database = store::open(&settings.database().unwrap()).await.unwrap();
        seed(&database, files.path(), Prefectures::WithReference, now)
            .await
            .unwrap();
        let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut clinic = Self {
            bench,
            clock,
            database,
            network: Network::to(nowhere).await,
            files,
            settings,
            serving: None,
        };
        clinic.serve().await;
        clinic
    }

    async fn serve(&mut self) {
        let config = self.settings.clone().into_config().unwrap();
        let server = Server::prepare(&config, &self.database, self.clock.clone())
            .await
            .unwrap();
        let address = server.addresses().unwrap().device;
        let server = server.around_devices(|routes| self.network.around(routes));
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(server.run(async {
            let _ = stopped.await;
        }));
        self.network.lead_to(address);
        self.serving = Some(Serving {
            address,
            stop,
            ended,
        });
    }

    /// Stops the server and starts it again, with the same database.
    pub async fn restart(&mut self) {
        self.restart_with(|_| ()).await;
    }

    /// The same with changed settings.
    pub async fn restart_with(&mut self, change: impl FnOnce(&mut Settings)) {
        self.close().await;
        change(&mut self.settings);
        self.reopen().await;
        self.serve().await;
    }

    /// Stops the server, and leaves its files alone.
    pub async fn close(&mut self) {
        self.network.break_connections();
        if let Some(serving) = self.serving.take() {
            // It waits for this; if it has ended already, so much the better.
            let _ = serving.stop.send(());
            serving.ended.await.unwrap();
        }
        self.database.close_by_ref().await.unwrap();
    }

    /// Opens the database again, to look into it.
    pub async fn reopen(&mut self) {
        let url = self.settings.database().unwrap();
        self.database = store::open(&url).await.unwrap();
    }

    /// Has the audit log vouched for by a checkpoint, and looks for what is wrong with it.
    pub async fn audit_findings(&self) -> Vec<Finding> {
        let config = self.settings.clone().into_config().unwrap();
        let former = config.former_statement_keys.as_deref();
        let keys = StatementKeys::load(&config.statement_key, former).unwrap();
        let checkpoints = Checkpoints::new(config.audit_checkpoints, Arc::new(keys));
        let now = self.clock.now();
        checkpoints.write(&self.database, now).await.unwrap();
        let reports = verify(&self.database, &checkpoints, None).await.unwrap();
        reports
            .into_iter()
            .flat_map(|report| report.findings)
            .collect()
    }

    /// Where the server itself is, past the network.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.serving.as_ref().unwrap().address
    }

    /// Leads the network back to the server.
    pub fn reconnect(&self) {
        self.network.lead_to(self.address());
    }

    /// The server at an address, known by the root that phones pin.
    #[must_use]
    pub fn endpoint(&self, host: &str, port: u16) -> Endpoint {
        let root = fs::read(self.files.join("tls-ca.pem")).unwrap();
        Endpoint::new(&format!("https://{host}:{port}"), &root).unwrap()
    }

    /// A new phone, not registered yet.
    #[must_use]
    pub fn phone(&self) -> Installation {
        self.phone_by(self.clock.clone())
    }

    /// The same with a clock of its own.
    #[must_use]
    pub fn phone_by(&self, clock: Clock) -> Installation {
        let endpoint = self.endpoint("localhost", self.network.address().port());
        Installation::new(endpoint, clock, Arc::clone(&self.bench))
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }
}
