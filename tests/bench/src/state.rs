//! The state of a phone, as full as it gets: registered, somebody was signed in, the deliveries of
//! a day without a network wait, and the log of its database is about to be compacted.

use std::fs::File;
use std::io::Write as _;
use std::sync::Arc;

use der::EncodePem as _;
use der::pem::LineEnding;
use jiff::{SignedDuration, Timestamp};
use kyotaku_cardsim::pki::tls;
use kyotaku_core::Clock;
use kyotaku_core::api::{Endpoint, Timeouts};
use kyotaku_core::flow::visit::{AnswerKind, Delivery, Method, Purpose};
use kyotaku_core::phone::{Config, LastAccount, Phone, Registration};
use kyotaku_core::store::{Collection, Key, Opened, RecordId, StateStore, StoreError};
use kyotaku_core::vault::{KeyVault, SoftwareVault, StoreKey, sign_claims};
use kyotaku_core::wire::api::{
    AccountProfile, Environment, InstitutionProfile, Role, TerminalCertificates,
};
use kyotaku_core::wire::consent::{Consent, ConsentItems, Respondent};
use kyotaku_core::wire::identifier::{DeviceId, Prefectures, ReceiptId};
use kyotaku_core::wire::presence::CareKind;
use kyotaku_core::wire::proof::PresenceProof;

use crate::measured::Times;
use crate::{Scene, Scratch};

/// As the phone names its records.
const REGISTRATION: Key<Registration> = Key::new("registration", 1);
const LAST_ACCOUNT: Key<LastAccount> = Key::new("last-account", 1);
const DELIVERIES: Collection<Delivery> = Collection::new("deliveries", 1);

/// A record like those that are kept most often.
const RECORD: Key<Delivery> = Key::new("measured", 1);

/// Deliveries that wait.
const WAITING: usize = 20;

/// A little less than the log of a database may have when it is opened, or it is compacted.
const LOG: u64 = 1_000_000;

/// A phone's state, closed, to be opened as often as wanted.
pub struct Kept {
    directory: Scratch,
    key: StoreKey,
    generation: u64,
    delivery: Delivery,
    roots: String,
    now: Timestamp,
}

/// A copy of it that is opened once.
pub struct Start {
    directory: Scratch,
    vault: Arc<SoftwareVault>,
    config: Config,
    clock: Clock,
}

/// An open state. Its files are removed with it.
pub struct Open {
    store: StateStore,
    delivery: Delivery,
    _directory: Scratch,
}

impl Kept {
    /// Makes the state, with about as many changes as fit into its log.
    ///
    /// # Panics
    ///
    /// If anything fails.
    #[must_use]
    pub fn new() -> Self {
        let scene = Scene::new();
        let (now, directory) = (scene.now(), Scratch::new());
        let vault = Arc::new(SoftwareVault::ephemeral().expect("a vault"));
        let key = StoreKey::random().expect("a key");
        vault.keep_store_key(&key).expect("a new vault");
        let delivery = delivery(&scene, &*vault);
        let store = opened(&directory, &vault);
        store
            .commit(|change| {
                change.put(&REGISTRATION, &registration(now))?;
                change.put(&LAST_ACCOUNT, &last_account(now))?;
                for _ in 1..WAITING {
                    change.add(&DELIVERIES, &delivery)?;
                }
                Ok(())
            })
            .expect("a first change");
        let mut newest: Option<RecordId> = None;
        while directory.bytes() < LOG {
            let change = store.commit(|change| {
                if let Some(earlier) = &newest {
                    change.take_out(&DELIVERIES, earlier)?;
                }
                change.add(&DELIVERIES, &delivery)
            });
            newest = Some(change.expect("a change"));
        }
        drop(store);
        let root = tls::server_root(scene.calendar()).expect("a root");
        Self {
            directory,
            key,
            generation: vault.generation().expect("a generation"),
            delivery,
            roots: root.to_pem(LineEnding::LF).expect("PEM"),
            now,
        }
    }

    /// A copy to open.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[must_use]
    pub fn start(&self) -> Start {
        let vault = SoftwareVault::ephemeral().expect("a vault");
        vault.keep_store_key(&self.key).expect("a new vault");
        vault.set_generation(self.generation).expect("a generation");
        let directory = Scratch::copied_from(self.directory.path());
        let endpoint = Endpoint::new("https://localhost:8443", self.roots.as_bytes());
        let config = Config {
            directory: directory.path().to_owned(),
            endpoint: endpoint.expect("an endpoint"),
            prefectures: Prefectures::WithReference,
            timeouts: Timeouts::default(),
            app_version: "1.0.0".to_owned(),
        };
        Start {
            directory,
            vault: Arc::new(vault),
            config,
            clock: Clock::fixed(self.now),
        }
    }

    /// A copy that is open.
    #[must_use]
    pub fn open(&self) -> Open {
        let start = self.start();
        Open {
            store: start.open_store(),
            delivery: self.delivery.clone(),
            _directory: start.directory,
        }
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self::new()
    }
}

impl Start {
    /// Opens the state as the app does when it starts.
    #[must_use]
    pub fn open_store(&self) -> StateStore {
        opened(&self.directory, &self.vault)
    }

    /// Opens the whole phone: its state, and the client of its server.
    ///
    /// # Panics
    ///
    /// If it was damaged.
    #[must_use]
    pub fn open_phone(&self) -> Phone {
        let vault = Arc::clone(&self.vault) as Arc<dyn KeyVault>;
        let (phone, reset) = Phone::open(self.config.clone(), vault, &self.clock).expect("a phone");
        assert!(reset.is_none(), "the state is whole");
        phone
    }
}

impl Open {
    /// Seals a record and forgets it again: the change is given up before anything is written.
    ///
    /// # Panics
    ///
    /// If it is kept after all.
    pub fn seal(&self) {
        let given_up = self.store.commit(|change| {
            change.put(&RECORD, &self.delivery)?;
            Err::<(), _>(StoreError::Erased)
        });
        assert!(given_up.is_err(), "the change was given up");
    }

    /// Unseals and reads the registration.
    ///
    /// # Panics
    ///
    /// If it is not there.
    #[must_use]
    pub fn unseal(&self) -> Registration {
        let registration = self.store.read(&REGISTRATION).expect("a record");
        registration.expect("a registration")
    }

    /// Keeps one more delivery, durably.
    ///
    /// # Panics
    ///
    /// If it is not kept.
    #[must_use]
    pub fn commit(&self) -> RecordId {
        let kept = self
            .store
            .commit(|change| change.add(&DELIVERIES, &self.delivery));
        kept.expect("a change")
    }
}

/// The yardstick of a change: about as many bytes appended to a file, and flushed.
///
/// # Panics
///
/// If the disk refuses.
#[must_use]
pub fn flush(samples: usize) -> Times {
    let directory = Scratch::new();
    let mut file = File::create(directory.path().join("yardstick")).expect("a file");
    let appended = || {
        let written = file.write_all(&[0x5A; 8192]);
        written.and_then(|()| file.sync_all()).expect("a flush");
    };
    Times::of(samples, appended)
}

fn opened(directory: &Scratch, vault: &Arc<SoftwareVault>) -> StateStore {
    let vault = Arc::clone(vault) as Arc<dyn KeyVault>;
    match StateStore::open(directory.path(), vault).expect("a state") {
        Opened::Kept(store) => store,
        Opened::Reset(_, reset) => unreachable!("the state was reset: {reset}"),
    }
}

fn device() -> DeviceId {
    let device = "01890a5d-ac96-774b-bcce-b302099a8057".parse();
    device.expect("a device id")
}

fn delivery(scene: &Scene, vault: &dyn KeyVault) -> Delivery {
    let (now, signed) = (scene.now(), scene.signed());
    let proof = PresenceProof {
        statement: vec![0x5A; 200],
        card_signature: signed.signature.bytes().to_vec(),
        certificate: signed.certificate.der().to_vec(),
        tapped_at: now,
    };
    let consent = Consent {
        receipt_id: ReceiptId::new([1; 16]),
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        prescription_issue_select: None,
        answered_at: now,
    };
    Delivery {
        care_kind: CareKind::HomeVisit,
        method: Method::Pin,
        purpose: Purpose::Visit,
        tapped_at: now,
        deliver_before: now + SignedDuration::from_hours(12),
        proof: sign_claims(vault, &proof, &device()).expect("a signature"),
        delivered: true,
        consent: Some(sign_claims(vault, &consent, &device()).expect("a signature")),
        answer: AnswerKind::Consent,
        answer_before: Some(Consent::answer_before(now, now)),
        refused_answer: None,
        refused: None,
    }
}

fn registration(now: Timestamp) -> Registration {
    Registration {
        institution: InstitutionProfile {
            code: "9919999012".parse().expect("an institution"),
            name: "きょたく診療所".to_owned(),
            kind: "1".to_owned(),
            environment: Environment {
                view_consent: true,
                welfare: false,
                home_visit: true,
                outpatient: false,
                visual: true,
                electronic_prescription: "0".to_owned(),
                prescription_timing: "1".to_owned(),
                proxy_medical_consent: false,
            },
        },
        device_id: device(),
        certificate: vec![0x30; 600],
        not_after: now + SignedDuration::from_hours(24 * 365),
        terminal: Some(TerminalCertificates {
            verifier: vec![0x7F; 568],
            terminal: vec![0x7F; 568],
        }),
    }
}

fn last_account(now: Timestamp) -> LastAccount {
    LastAccount {
        account: AccountProfile {
            id: "staff11".parse().expect("an account"),
            name: "看護　十一".to_owned(),
            role: Role::General,
            visual: true,
        },
        expires_at: now,
    }
}
