//! A phone at this desk: the core's [`Phone`] on a directory, with a runtime to wait on.

use std::fs::DirBuilder;
use std::path::Path;
use std::sync::Arc;

use kyotaku_core::api::{Client, Endpoint, Identity, Timeouts};
use kyotaku_core::clock::Clock;
use kyotaku_core::flow::account;
use kyotaku_core::phone::{Config, Overview, Phone, PhoneError, Registration};
use kyotaku_core::vault::{KeyVault, SoftwareVault};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::Prefectures;
use tokio::runtime::Runtime;

use crate::args::PhoneArgs;
use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};
use crate::speech::Speech;

/// The keys of a phone, in its directory.
const VAULT: &str = "vault.key";
/// Its sealed state, in its directory.
const STATE: &str = "state";

/// A phone, and what its commands need beside it.
#[derive(Debug)]
pub struct Desk {
    /// The phone itself.
    pub phone: Phone,
    /// How to speak.
    pub speech: Speech,
    /// The phone's clock.
    pub clock: Clock,
    vault: Arc<dyn KeyVault>,
    endpoint: Endpoint,
    runtime: Runtime,
}

impl Desk {
    /// Opens the phone of a directory; an empty one is a phone that is not registered.
    ///
    /// # Errors
    ///
    /// A refusal that names the option whose value cannot be used, or with the phone's code.
    pub fn open(args: &PhoneArgs, clock: &Clock, speech: Speech) -> Outcome<Self> {
        let (config, vault) = parts(args)?;
        let endpoint = config.endpoint.clone();
        let (phone, reset) = Phone::open(config, Arc::clone(&vault), clock)?;
        if let Some(reset) = reset {
            speech
                .refuse_in_passing(&Refusal::coded(Code::StateReset, Exit::Failed).because(&reset));
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
        Ok(Self {
            phone,
            speech,
            clock: clock.clone(),
            vault,
            endpoint,
            runtime,
        })
    }

    /// Gives up a phone whose state cannot be opened: its keys are destroyed, then its files.
    ///
    /// # Errors
    ///
    /// A refusal when that fails; try again.
    pub fn give_up(args: &PhoneArgs) -> Outcome<()> {
        let (config, vault) = parts(args)?;
        Ok(Phone::begin_anew(&config, &*vault)?)
    }

    /// Waits for work of the phone.
    ///
    /// # Errors
    ///
    /// A refusal with the phone's or the server's code.
    pub fn done<T, E: Into<Refusal>>(
        &self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Outcome<T> {
        self.wait(work).map_err(Into::into)
    }

    /// Waits for work, and gives its outcome as it is.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// How the phone stands.
    ///
    /// # Errors
    ///
    /// A refusal when its state cannot be read.
    pub fn overview(&self) -> Outcome<Overview> {
        Ok(self.phone.overview()?)
    }

    /// The registration.
    ///
    /// # Errors
    ///
    /// A refusal with E1111 when there is none.
    pub fn registration(&self) -> Outcome<Registration> {
        let registration = self.overview()?.registration;
        registration.ok_or_else(|| PhoneError::NotRegistered.into())
    }

    /// Whether somebody is signed in and the phone is not locked.
    ///
    /// # Errors
    ///
    /// A refusal when the state cannot be read.
    pub fn is_signed_in(&self) -> Outcome<bool> {
        Ok(self.overview()?.account == account::Step::SignedIn)
    }

    /// A client of the server with this device's certificate, for whoever looks behind the phone.
    ///
    /// # Errors
    ///
    /// A refusal when the phone is not registered.
    pub fn client(&self) -> Outcome<Client> {
        let identity = Identity {
            certificate: self.registration()?.certificate,
            vault: Arc::clone(&self.vault),
        };
        let timeouts = Timeouts::default();
        Client::new(&self.endpoint, Some(&identity), &self.clock, timeouts)
            .map_err(|error| PhoneError::Setup(error).into())
    }

    /// This phone's keys.
    #[must_use]
    pub fn vault(&self) -> &dyn KeyVault {
        &*self.vault
    }
}

/// The configuration and the keys of a phone. What is missing of its directory is made, for its
/// owner alone.
fn parts(args: &PhoneArgs) -> Outcome<(Config, Arc<dyn KeyVault>)> {
    let in_file = |path: &Path, error: &dyn std::fmt::Display| {
        Refusal::plain(Exit::Usage, format!("{}: {error}", path.display()))
    };
    let roots = std::fs::read(&args.tls_ca).map_err(|error| in_file(&args.tls_ca, &error))?;
    let endpoint = Endpoint::new(&args.server, &roots)
        .map_err(|error| Refusal::plain(Exit::Usage, format!("--server, --tls-ca: {error}")))?;
    private_directory(&args.phone).map_err(|error| in_file(&args.phone, &error))?;
    let vault = SoftwareVault::at(&args.phone.join(VAULT))
        .map_err(|error| Refusal::plain(Exit::Usage, error.to_string()))?;
    let config = Config {
        directory: args.phone.join(STATE),
        endpoint,
        prefectures: Prefectures::WithReference,
        timeouts: Timeouts::default(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    Ok((config, Arc::new(vault)))
}

fn private_directory(path: &Path) -> std::io::Result<()> {
    let mut directory = DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut directory, 0o700);
    directory.recursive(true).create(path)
}
