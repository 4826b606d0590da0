//! A server, its world and its devices, for one test.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::{SignedDuration, Timestamp};
use kyotaku_cardsim::world::World;
use kyotaku_core::Clock;
use kyotaku_core::api::{ApiError, Client, Endpoint, Identity, Timeouts};
use kyotaku_core::secret::SessionToken;
use kyotaku_core::wire::api::{ChallengeRequest, ChallengeResponse, Environment};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::{DeviceId, Prefectures};
use kyotaku_core::wire::presence::{CareKind, Method};
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_server::administration::Acting;
use kyotaku_server::administration::codes::{self, IssuedCode, NewCode};
use kyotaku_server::administration::{devices, institutions};
use kyotaku_server::config::{DatabaseUrl, ReplyProfile, Settings};
use kyotaku_server::issuing::{DeviceCa, DeviceRequest};
use kyotaku_server::pepper::Pepper;
use kyotaku_server::problem::ApiError as ServiceError;
use kyotaku_server::serve::{Addresses, Server};
use kyotaku_server::sessions::hash_of;
use kyotaku_server::store;
use kyotaku_server::store::device::{Device, DeviceState};
use kyotaku_server::store::entity::account;
use kyotaku_server::store::session::{Begun, Session};
use kyotaku_server::store::sign_in_failures::{self, Charged};
use kyotaku_server::world::seed;
use rsa::pkcs1v15::SigningKey;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sea_orm::{DatabaseConnection, EntityTrait as _, Set, TransactionTrait as _};
use sha2::Sha256;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::contract::undocumented;
use crate::log::{Log, keep_secret, keep_secret_card};
use crate::phone::{NewPhone, Phone};

pub(crate) const NOW: &str = "2026-11-22T03:00:00Z";
pub(crate) const CLINIC: &str = "9919999012";

/// A directory that is removed with the value.
pub(crate) struct Directory(pub(crate) PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("kyotaku-{}", Uuid::new_v4()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // A directory that cannot be removed is no reason to fail.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running server with its world.
pub(crate) struct Clinic {
    pub(crate) log: Log,
    pub(crate) world: World,
    pub(crate) clock: Clock,
    pub(crate) database: DatabaseConnection,
    /// Where devices are served.
    pub(crate) address: SocketAddr,
    pub(crate) addresses: Addresses,
    pub(crate) directory: Directory,
    pub(crate) stop: Option<oneshot::Sender<()>>,
    pub(crate) serving: Option<JoinHandle<()>>,
    statements: Arc<AtomicUsize>,
}

/// An empty database: a SQLite file, or one of the PostgreSQL server that `KYOTAKU_TEST_POSTGRES`
/// names (`tests/scripts/postgres.sh` starts one).
async fn new_database(directory: &Directory) -> DatabaseUrl {
    let Ok(server) = std::env::var("KYOTAKU_TEST_POSTGRES") else {
        let file = directory.0.join("db.sqlite");
        return format!("sqlite://{}?mode=rwc", file.display())
            .as_str()
            .into();
    };
    let name = format!("kyotaku_{}", Uuid::new_v4().simple());
    let admin = sea_orm::Database::connect(format!("{server}/postgres"))
        .await
        .unwrap();
    let create = format!("CREATE DATABASE {name}");
    sea_orm::ConnectionTrait::execute_unprepared(&admin, &create)
        .await
        .unwrap();
    admin.close().await.unwrap();
    format!("{server}/{name}").as_str().into()
}

impl Clinic {
    pub(crate) async fn open() -> Self {
        Self::open_with(|_| ()).await
    }

    /// A server that asks nobody for consent.
    pub(crate) async fn without_consent() -> Self {
        Self::open_with(|settings| settings.profile = Some(ReplyProfile::QualificationOnly)).await
    }

    /// Opens with changed settings.
    pub(crate) async fn open_with(change: impl FnOnce(&mut Settings)) -> Self {
        let log = Log::begin();
        let now: Timestamp = NOW.parse().unwrap();
        let world = World::new(now).unwrap();
        let directory = Directory::new();
        world.write(&directory.0).unwrap();
        let url = new_database(&directory).await;
        let mut settings = Settings {
            world: Some(directory.0.clone()),
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
            ..Settings::default()
        };
        change(&mut settings);
        let config = settings.into_config().unwrap();
        let clock = Clock::fixed(now);
        let mut database = store::open(&url).await.unwrap();
        let statements = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&statements);
        database.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let server = Server::prepare(&config, &database, clock.clone())
            .await
            .unwrap();
        seed(&database, &directory.0, Prefectures::WithReference, now)
            .await
            .unwrap();
        let addresses = server.addresses().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(server.run(async {
            let _ = stopped.await;
        }));
        let (stop, serving) = (Some(stop), Some(serving));
        Self {
            log,
            world,
            clock,
            database,
            address: addresses.device,
            addresses,
            directory,
            stop,
            serving,
            statements,
        }
    }

    /// How many statements the database has executed.
    pub(crate) fn statements(&self) -> usize {
        self.statements.load(Ordering::Relaxed)
    }

    /// A phone that 看護 十一 has registered and is signed in on; there may be two at once.
    pub(crate) async fn phone(&self) -> Phone {
        let code = self.code().await;
        let new = NewPhone::of(self);
        let answer = new.register(self, &code, "staff11").await.unwrap();
        let phone = new.registered(self, &answer);
        phone.sign_in("staff11").await.unwrap()
    }

    /// A phone that has come into the database by itself, with a session that does not end. There
    /// may be any number of them.
    pub(crate) async fn lasting_phone(&self) -> Phone {
        self.phone_at(CLINIC, &self.database).await
    }

    /// The same of any institution, recorded in `database`, which need not be the server's.
    pub(crate) async fn phone_at(&self, institution: &str, database: &DatabaseConnection) -> Phone {
        let ca = device_ca(&self.file("device-ca.pem"), &self.file("device-ca.key"));
        self.phone_of(&ca, institution, database).await
    }

    pub(crate) async fn phone_of(
        &self,
        ca: &DeviceCa,
        institution: &str,
        database: &DatabaseConnection,
    ) -> Phone {
        let new = NewPhone::of(self);
        let request = DeviceRequest::from_der(&new.request).unwrap();
        let now = self.clock.now();
        let id: DeviceId = Uuid::new_v4().to_string().parse().unwrap();
        let issued = ca.certify(&id, &request, now).unwrap();
        let device = Device {
            id,
            institution: institution.parse().unwrap(),
            account: "staff11".parse().unwrap(),
            key: request.key_hash(),
            state: DeviceState::Active,
            name: None,
            certificate: issued.der,
            certificate_not_after: issued.not_after,
            activation_code: None,
            last_sign_in_at: None,
        };
        store::device::insert(database, &device, now).await.unwrap();
        let token = SessionToken::new(Uuid::new_v4().to_string());
        let session = Session {
            device: device.id.clone(),
            institution: device.institution.clone(),
            account: device.account.clone(),
            started_at: now,
            expires_at: now + SignedDuration::from_hours(24 * 3650),
            reauth_until: None,
        };
        let transaction = database.begin().await.unwrap();
        let hash = hash_of(&token);
        let begun = store::session::begin(&transaction, &session, &hash, u64::MAX);
        assert_eq!(begun.await.unwrap(), Begun::Recorded);
        transaction.commit().await.unwrap();
        new.phone(self, device.id, device.certificate, token)
    }

    /// The administrator, to act as.
    pub(crate) async fn administrator(&self) -> Acting {
        self.acting("kanri01").await
    }

    pub(crate) async fn acting(&self, id: &str) -> Acting {
        let (institution, id) = (CLINIC.parse().unwrap(), id.parse().unwrap());
        let now = self.clock.now();
        Acting::find(&self.database, &institution, &id, now)
            .await
            .unwrap()
    }

    /// A new activation code of the usual fourteen days.
    pub(crate) async fn code(&self) -> IssuedCode {
        let new = NewCode {
            days: 14,
            ..NewCode::default()
        };
        self.issue(&new).await.unwrap()
    }

    pub(crate) async fn issue(&self, new: &NewCode) -> Result<IssuedCode, ServiceError> {
        let pepper = Pepper::load(&self.file("pepper")).unwrap();
        let (acting, now) = (self.administrator().await, self.clock.now());
        let issued = codes::issue(&self.database, &pepper, &acting, new, now).await?;
        keep_secret(issued.slip.code.expose());
        keep_secret(&issued.slip.code.grouped());
        Ok(issued)
    }

    /// Switches settings of the clinic.
    pub(crate) async fn set_environment(&self, change: impl FnOnce(&mut Environment)) {
        let (database, acting) = (&self.database, self.administrator().await);
        let mut environment = institutions::environment(database, &acting).await.unwrap();
        change(&mut environment);
        institutions::set_environment(database, &acting, &environment, self.clock.now())
            .await
            .unwrap();
    }

    /// Changes columns of an account of the clinic.
    pub(crate) async fn change_account(&self, id: &str, change: account::ActiveModel) {
        let change = account::ActiveModel {
            institution: Set(CLINIC.to_owned()),
            id: Set(id.to_owned()),
            ..change
        };
        account::Entity::update(change)
            .exec(&self.database)
            .await
            .unwrap();
    }

    /// Enters wrong passwords for an account, in as many half hours as that takes.
    pub(crate) async fn mistype(&self, id: &str, times: i64) {
        let (institution, id) = (CLINIC.parse().unwrap(), id.parse().unwrap());
        for time in 1..=times {
            let now = self.clock.now();
            let charged = sign_in_failures::charge(&self.database, &institution, &id, now).await;
            assert!(matches!(charged.unwrap(), Charged::Counted(_)));
            if time == sign_in_failures::PAUSED_AFTER && time < times {
                self.pass(sign_in_failures::PAUSE);
            }
        }
    }

    pub(crate) async fn revoke(&self, phone: &Phone) {
        let (acting, now) = (self.administrator().await, self.clock.now());
        devices::revoke(&self.database, &acting, &phone.id, now)
            .await
            .unwrap();
    }

    pub(crate) fn client(&self, identity: Option<&Identity>, clock: &Clock) -> Client {
        let root = fs::read(self.file("tls-ca.pem")).unwrap();
        let address = format!("https://localhost:{}", self.address.port());
        let endpoint = Endpoint::new(&address, &root).unwrap();
        Client::new(&endpoint, identity, clock, Timeouts::default()).unwrap()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.directory.0.join(name)
    }

    /// Has a card sign a statement, without its PIN dialogue: that is other tests' matter.
    pub(crate) fn tap(&self, card: &str, challenge: &ChallengeResponse) -> PresenceProof {
        let image = self
            .world
            .card(card)
            .unwrap()
            .image()
            .authentication
            .clone();
        let mut message = b"KYOTAKU-PRESENCE-1\0".to_vec();
        message.extend_from_slice(&challenge.statement);
        let card_signature = match image.key {
            Some(key) => SigningKey::<Sha256>::new(key).sign(&message).to_vec(),
            None => vec![0; 256],
        };
        let certificate = image.certificate.unwrap();
        keep_secret_card(&certificate, &card_signature);
        PresenceProof {
            statement: challenge.statement.clone(),
            card_signature,
            certificate,
            tapped_at: self.clock.now(),
        }
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }
}

impl Drop for Clinic {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.log.assert_tells_nobody();
            let log = self.log.text();
            let undocumented = undocumented(&log);
            assert!(
                undocumented.is_empty(),
                "not in openapi.json: {undocumented:#?}"
            );
        }
    }
}

pub(crate) fn pin_at_home() -> ChallengeRequest {
    ChallengeRequest {
        care_kind: CareKind::HomeVisit,
        method: Method::Pin,
        visual_record: None,
    }
}

pub(crate) fn device_ca(certificate: &Path, key: &Path) -> DeviceCa {
    DeviceCa::load(certificate, key, SignedDuration::from_hours(24 * 365)).unwrap()
}

/// The code a refused request was refused with, and its HTTP status.
pub(crate) fn refusal<T>(answer: Result<T, ApiError>) -> (String, u16) {
    match answer {
        Ok(_) => panic!("accepted"),
        Err(ApiError::Problem(problem)) => (problem.code, problem.status),
        Err(error) => panic!("not refused but failed: {error:?}"),
    }
}

#[track_caller]
pub(crate) fn assert_refused<T>(answer: Result<T, ApiError>, code: Code, status: u16) {
    assert_eq!(refusal(answer), (code.as_str().to_owned(), status));
}

/// Moves a file into place, as whoever fetches revocation lists would.
pub(crate) fn replace(path: &Path, bytes: &[u8]) {
    let new = path.with_extension("new");
    fs::write(&new, bytes).unwrap();
    fs::rename(new, path).unwrap();
}
