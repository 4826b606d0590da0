//! A server with its database, reached over TLS, and its devices.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kyotaku_cardsim::World;
use kyotaku_cardsim::world::PERSONS_JSON;
use kyotaku_core::Clock;
use kyotaku_core::api::{Client, Endpoint, IdempotencyKey, Identity, SessionClient, Timeouts};
use kyotaku_core::pki::P256Key;
use kyotaku_core::secret::{Password, SessionToken};
use kyotaku_core::vault::{KeyVault as _, SoftwareVault, certification_request, sign_claims};
use kyotaku_core::wire::api::{ChallengeRequest, ProofRequest, RegisterRequest};
use kyotaku_core::wire::identifier::{DeviceId, Prefectures};
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_server::administration::Acting;
use kyotaku_server::administration::codes::{self, NewCode};
use kyotaku_server::config::{Config, DatabaseUrl, Settings};
use kyotaku_server::issuing::{DeviceCa, DeviceRequest};
use kyotaku_server::pepper::Pepper;
use kyotaku_server::serve::Server;
use kyotaku_server::sessions::hash_of;
use kyotaku_server::store::device::{Device, DeviceState};
use kyotaku_server::store::session::{Begun, Session};
use kyotaku_server::{store, world};
use rsa::pkcs1v15::SigningKey;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sea_orm::sqlx::sqlite::SqliteSynchronous;
use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseConnection, TransactionTrait as _};
use serde_json::Value;
use sha2::Sha256;
use uuid::Uuid;

use crate::Scratch;

/// The institution of all devices.
pub const INSTITUTION: &str = "9919999012";

/// The account of all devices.
pub const ACCOUNT: &str = "staff11";

const ADMINISTRATOR: &str = "kanri01";

const NOW: Timestamp = Timestamp::constant(1_795_316_400, 0);
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

/// The databases that a server runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file of its own.
    Sqlite,
    /// A database of its own at this server, `postgres://user@host`.
    Postgres(String),
}

impl Engine {
    /// SQLite, and PostgreSQL where `KYOTAKU_TEST_POSTGRES` names one, as
    /// `tests/scripts/with_postgres.sh` does.
    #[must_use]
    pub fn at_hand() -> Vec<Self> {
        let server = std::env::var("KYOTAKU_TEST_POSTGRES").ok();
        let postgres = server.map(Self::Postgres);
        [Self::Sqlite].into_iter().chain(postgres).collect()
    }

    /// The name in reports.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    async fn new_database(&self, directory: &Scratch) -> DatabaseUrl {
        match self {
            Self::Sqlite => {
                let file = directory.path().join("db.sqlite");
                format!("sqlite://{}?mode=rwc", file.display())
                    .as_str()
                    .into()
            }
            Self::Postgres(server) => {
                let name = format!("kyotaku_{}", Uuid::new_v4().simple());
                let admin = sea_orm::Database::connect(format!("{server}/postgres")).await;
                let admin = admin.expect("a connection");
                let create = format!("CREATE DATABASE {name}");
                admin.execute_unprepared(&create).await.expect("a database");
                admin.close().await.expect("a connection");
                format!("{server}/{name}").as_str().into()
            }
        }
    }
}

/// A server that runs until its process ends.
pub struct Clinic {
    /// The time of server and devices; it stands still.
    pub clock: Clock,
    /// The database of the server.
    pub database: DatabaseConnection,
    /// What the server was started with.
    pub config: Config,
    url: DatabaseUrl,
    world: World,
    address: SocketAddr,
    directory: Scratch,
}

impl Clinic {
    /// Starts a server with the fixture world on a new database.
    ///
    /// # Panics
    ///
    /// If anything fails.
    pub async fn open(engine: &Engine) -> Self {
        let directory = Scratch::new();
        let world = World::new(NOW).expect("the fixture world");
        world.write(directory.path()).expect("the fixture files");
        let url = engine.new_database(&directory).await;
        let settings = Settings {
            world: Some(directory.path().to_owned()),
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
            ..Settings::default()
        };
        let config = settings.into_config().expect("a configuration");
        let clock = Clock::fixed(NOW);
        let database = store::open(&url).await.expect("a database");
        let server = Server::prepare(&config, &database, clock.clone()).await;
        let server = server.expect("a server");
        let everywhere = Prefectures::WithReference;
        let seeded = world::seed(&database, directory.path(), everywhere, NOW).await;
        seeded.expect("seed data");
        let address = server.addresses().expect("an address").device;
        tokio::spawn(server.run(std::future::pending()));
        Self {
            clock,
            database,
            config,
            url,
            world,
            address,
            directory,
        }
    }

    /// A connection of its own for filling the database: it checks no foreign keys and flushes
    /// nothing, where the database can be told so.
    ///
    /// # Panics
    ///
    /// If it is refused.
    pub async fn connection_to_fill(&self) -> DatabaseConnection {
        let mut options = ConnectOptions::new(self.url.as_str());
        options
            .sqlx_logging(false)
            .max_connections(1)
            .map_sqlx_sqlite_opts(|options| {
                options
                    .foreign_keys(false)
                    .synchronous(SqliteSynchronous::Off)
                    .pragma("cache_size", "-500000")
            });
        let connected = sea_orm::Database::connect(options).await;
        connected.expect("a connection")
    }

    /// A client without a device.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[must_use]
    pub fn client(&self, identity: Option<&Identity>) -> Client {
        let root = fs::read(self.file("tls-ca.pem")).expect("a root");
        let address = format!("https://localhost:{}", self.address.port());
        let endpoint = Endpoint::new(&address, &root).expect("an endpoint");
        Client::new(&endpoint, identity, &self.clock, Timeouts::default()).expect("a client")
    }

    /// A device with a session.
    ///
    /// # Panics
    ///
    /// If anything fails.
    pub async fn phone(&self) -> Phone {
        let vault = Arc::new(SoftwareVault::ephemeral().expect("a vault"));
        let request = certification_request(&*vault).expect("a request");
        let request = DeviceRequest::from_der(&request).expect("a request");
        let files = ["device-ca.pem", "device-ca.key"].map(|name| self.file(name));
        let ca = DeviceCa::load(&files[0], &files[1], YEAR).expect("the CA of devices");
        let id: DeviceId = Uuid::new_v4().to_string().parse().expect("a device id");
        let issued = ca.certify(&id, &request, NOW).expect("a certificate");
        let device = Device {
            id: id.clone(),
            institution: INSTITUTION.parse().expect("an institution"),
            account: ACCOUNT.parse().expect("an account"),
            key: request.key_hash(),
            state: DeviceState::Active,
            name: None,
            certificate: issued.der,
            certificate_not_after: issued.not_after,
            activation_code: None,
            last_sign_in_at: None,
        };
        let recorded = store::device::insert(&self.database, &device, NOW).await;
        recorded.expect("a device");
        let token = SessionToken::new(Uuid::new_v4().to_string());
        self.sign_in(&device, &token).await;
        let identity = Identity {
            certificate: device.certificate,
            vault: Arc::clone(&vault) as _,
        };
        let client = self.client(Some(&identity));
        Phone {
            session: client.session(token),
            id,
            vault,
            client,
        }
    }

    /// Records a session without a password, whose hashing is measured elsewhere.
    async fn sign_in(&self, device: &Device, token: &SessionToken) {
        let session = Session {
            device: device.id.clone(),
            institution: device.institution.clone(),
            account: device.account.clone(),
            started_at: NOW,
            expires_at: NOW + YEAR,
            reauth_until: Some(NOW + YEAR),
        };
        let transaction = self.database.begin().await.expect("a transaction");
        let hash = hash_of(token);
        let begun = store::session::begin(&transaction, &session, &hash, u64::MAX);
        assert_eq!(begun.await, Ok(Begun::Recorded));
        transaction.commit().await.expect("a session");
    }

    /// Asks for a challenge and has the card of T01 sign it, without its PIN dialogue.
    ///
    /// # Panics
    ///
    /// If anything fails.
    pub async fn proof(&self, phone: &Phone) -> Proof {
        let request = ChallengeRequest {
            care_kind: CareKind::HomeVisit,
            method: Method::Pin,
            visual_record: None,
        };
        let key = IdempotencyKey::random().expect("randomness");
        let challenge = phone.session.challenge(&request, &key).await;
        let statement = challenge.expect("a challenge").statement;
        let card = self.world.card("T01").expect("the card of T01");
        let card = &card.image().authentication;
        let key = card.key.clone().expect("a key");
        let message = [b"KYOTAKU-PRESENCE-1\0", &statement[..]].concat();
        let proof = PresenceProof {
            card_signature: SigningKey::<Sha256>::new(key).sign(&message).to_vec(),
            certificate: card.certificate.clone().expect("a certificate"),
            tapped_at: self.clock.now(),
            statement,
        };
        let proof = sign_claims(&*phone.vault, &proof, &phone.id).expect("a signature");
        Proof {
            request: ProofRequest { proof },
            key: phone.vault.device_public_key().expect("a key"),
        }
    }

    /// The four inputs of a new phone, all right.
    ///
    /// # Panics
    ///
    /// If anything fails.
    pub async fn inputs(&self) -> RegisterRequest {
        let institution = INSTITUTION.parse().expect("an institution");
        let administrator = ADMINISTRATOR.parse().expect("an account");
        let acting = Acting::find(&self.database, &institution, &administrator, NOW).await;
        let acting = acting.expect("an administrator");
        let pepper = Pepper::load(&self.config.pepper).expect("a pepper");
        let new = NewCode {
            days: *codes::DAYS.end(),
            ..NewCode::default()
        };
        let issued = codes::issue(&self.database, &pepper, &acting, &new, NOW).await;
        let vault = SoftwareVault::ephemeral().expect("a vault");
        RegisterRequest {
            institution,
            user_id: ACCOUNT.parse().expect("an account"),
            password: password_of(ACCOUNT),
            activation_code: issued.expect("a code").slip.code,
            certification_request: certification_request(&vault).expect("a request"),
            device_name: None,
        }
    }

    /// A file of the fixture world.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }
}

/// A registered device on which somebody is signed in, who has just entered the password again.
pub struct Phone {
    /// Its requests.
    pub client: Client,
    /// Those of whoever is signed in.
    pub session: SessionClient,
    id: DeviceId,
    vault: Arc<SoftwareVault>,
}

/// A proof that has not been delivered.
#[derive(Clone)]
pub struct Proof {
    /// The request that delivers it.
    pub request: ProofRequest,
    /// The key of its device.
    pub key: P256Key,
}

/// The published password of an account of the fixtures.
fn password_of(account: &str) -> Password {
    let world: Value = serde_json::from_str(PERSONS_JSON).expect("JSON");
    let accounts = world["accounts"].as_array().expect("accounts");
    let account = accounts.iter().find(|entry| entry["id"] == account);
    let password = account.and_then(|account| account["password"].as_str());
    Password::new(password.expect("a password").to_owned())
}
