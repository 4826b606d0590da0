//! A phone with the app installed: its directory, its vault, its clock.

use core::ops::Deref;
use core::time::Duration;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kyotaku_core::Clock;
use kyotaku_core::api::{Endpoint, Timeouts};
use kyotaku_core::card::{CardCheck, LastTry, drive};
use kyotaku_core::flow::activation::{Form, Inputs};
use kyotaku_core::flow::visit::{Tapped, Visit};
use kyotaku_core::phone::{Config, Phone, PhoneError, Registration};
use kyotaku_core::secret::{Pin, SecretText};
use kyotaku_core::store::StateReset;
use kyotaku_core::vault::{KeyVault, SoftwareVault};
use kyotaku_core::wire::api::AccountProfile;
use kyotaku_core::wire::identifier::Prefectures;

use super::scratch::Scratch;
use super::staff::Staff;
use crate::bench::Bench;
use crate::reader::Reader;

/// A phone with the app. It derefs to the running app.
pub struct Installation {
    /// What the phone keeps: `state` and, beside it, the files of the vault.
    pub home: PathBuf,
    /// The phone's clock.
    pub clock: Clock,
    /// Whom it talks to.
    pub config: Config,
    bench: Arc<Bench>,
    vault: Arc<dyn KeyVault>,
    phone: Option<Phone>,
    /// Last, so that the directory goes after the phone.
    scratch: Option<Scratch>,
}

/// Short, so that a test of a dead network does not take long, and long enough for a busy machine.
const TIMEOUTS: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    request: Duration::from_secs(10),
};

/// The version of the app that is installed.
pub const APP_VERSION: &str = "0.1.0";

impl Installation {
    /// Installs the app and starts it.
    #[must_use]
    pub fn new(endpoint: Endpoint, clock: Clock, bench: Arc<Bench>) -> Self {
        let scratch = Scratch::new("phone");
        let mut installation = Self::at(scratch.path(), endpoint, clock, bench);
        installation.scratch = Some(scratch);
        installation
    }

    /// Starts the app with what a directory holds, and leaves it there.
    #[must_use]
    pub fn at(home: &Path, endpoint: Endpoint, clock: Clock, bench: Arc<Bench>) -> Self {
        let config = Config {
            directory: home.join("state"),
            endpoint,
            prefectures: Prefectures::WithReference,
            timeouts: TIMEOUTS,
            app_version: APP_VERSION.to_owned(),
        };
        let mut installation = Self {
            vault: vault_of(home),
            home: home.to_owned(),
            clock,
            config,
            bench,
            phone: None,
            scratch: None,
        };
        assert_eq!(installation.start().unwrap(), None);
        installation
    }

    /// Where the vault keeps the device key; the key of the state lies beside it.
    #[must_use]
    pub fn vault_file(&self) -> PathBuf {
        vault_file(&self.home)
    }

    /// The vault.
    #[must_use]
    pub fn vault(&self) -> &Arc<dyn KeyVault> {
        &self.vault
    }

    /// The app ends, as the system ends apps: without being told.
    pub fn end(&mut self) {
        self.phone = None;
    }

    /// The app starts, with what the files hold.
    ///
    /// # Errors
    ///
    /// Those of [`Phone::open`].
    pub fn start(&mut self) -> Result<Option<StateReset>, PhoneError> {
        self.phone = None;
        self.vault = vault_of(&self.home);
        let vault = Arc::clone(&self.vault);
        let (phone, reset) = Phone::open(self.config.clone(), vault, &self.clock)?;
        self.phone = Some(phone);
        Ok(reset)
    }

    /// The app ends and starts again with all that it had kept.
    pub fn restart(&mut self) {
        self.end();
        assert_eq!(self.start().unwrap(), None);
    }

    /// The four inputs, as staff type them.
    #[must_use]
    pub fn form(staff: &Staff, code: &str) -> Form {
        Form {
            institution: staff.institution.clone(),
            user_id: staff.id.clone(),
            password: staff.password(),
            activation_code: SecretText::new(code.to_owned()),
            device_name: Some("往診用 1".to_owned()),
        }
    }

    /// The four inputs of the right form.
    #[must_use]
    pub fn inputs(staff: &Staff, code: &str) -> Inputs {
        let form = Self::form(staff, code);
        form.check(Prefectures::WithReference).unwrap()
    }

    /// Registers the phone.
    ///
    /// # Errors
    ///
    /// Those of [`Phone::activate`].
    pub async fn activate_with(
        &self,
        staff: &Staff,
        code: &str,
    ) -> Result<Registration, PhoneError> {
        self.activate(&Self::inputs(staff, code)).await
    }

    /// Signs in.
    ///
    /// # Errors
    ///
    /// Those of [`Phone::sign_in`].
    pub async fn sign_in_as(&self, staff: &Staff) -> Result<AccountProfile, PhoneError> {
        let id = staff.id.parse().unwrap();
        let signed_in = self.sign_in(id, staff.password()).await?;
        Ok(signed_in.account)
    }

    /// The patient enters a PIN and holds the card.
    ///
    /// # Errors
    ///
    /// Those of [`Phone::tapped`].
    pub fn tap(
        &self,
        visit: &mut Visit,
        reader: &mut Reader,
        pin: &[u8],
    ) -> Result<Tapped, PhoneError> {
        visit.enter_pin(Pin::parse(pin).unwrap()).unwrap();
        self.hold(visit, reader, None)
    }

    /// The patient holds the card, with what was entered before.
    ///
    /// # Errors
    ///
    /// Those of [`Phone::tapped`].
    pub fn hold(
        &self,
        visit: &mut Visit,
        reader: &mut Reader,
        last_try: Option<LastTry>,
    ) -> Result<Tapped, PhoneError> {
        let tap = visit.tap(self.check(), last_try).unwrap();
        let report = drive(tap, reader).unwrap();
        reader.hold_again();
        self.tapped(visit, report)
    }

    /// What this phone judges certificates by now.
    #[must_use]
    pub fn check(&self) -> CardCheck {
        self.bench.check_at(self.now())
    }

    /// A reader that holds a card of the catalogue.
    #[must_use]
    pub fn reader(&self, card: &str) -> Reader {
        Reader::holding(self.bench.card(card))
    }
}

fn vault_file(home: &Path) -> PathBuf {
    home.join("vault.pem")
}

fn vault_of(home: &Path) -> Arc<dyn KeyVault> {
    Arc::new(SoftwareVault::at(&vault_file(home)).unwrap())
}

impl Deref for Installation {
    type Target = Phone;

    fn deref(&self) -> &Phone {
        self.phone.as_ref().expect("the app is running")
    }
}
