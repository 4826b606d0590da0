//! What the administrator of an institution does at the console, and a look into the database.

use std::fs;

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::SignedDuration;
use kyotaku_cardsim::pki::authority::Generation;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::api::Environment;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, InstitutionCode, Prefectures};
use kyotaku_server::accounts::hashing::PasswordHashing;
use kyotaku_server::administration::codes::{self, IssuedCode, NewCode};
use kyotaku_server::administration::{Acting, accounts, devices, institutions};
use kyotaku_server::pepper::Pepper;
use sea_orm::{ConnectionTrait as _, Statement};

use super::Clinic;
use super::staff::{CLINIC, Staff};

/// The administrator of every institution of the seed.
const ADMINISTRATOR: &str = "kanri01";

fn institution(code: &str) -> InstitutionCode {
    InstitutionCode::parse(code, Prefectures::WithReference).unwrap()
}

impl Clinic {
    async fn administrator_of(&self, code: &str) -> Acting {
        let id = ADMINISTRATOR.parse().unwrap();
        Acting::find(&self.database, &institution(code), &id, self.clock.now())
            .await
            .unwrap()
    }

    /// A new activation code of [`CLINIC`], as the slip shows it.
    pub async fn code(&self) -> String {
        self.code_of(CLINIC, 14)
            .await
            .slip
            .code
            .grouped()
            .to_string()
    }

    /// A new activation code of an institution, good for so many days.
    pub async fn code_of(&self, institution: &str, days: u8) -> IssuedCode {
        let pepper = Pepper::load(&self.files.join("pepper")).unwrap();
        let acting = self.administrator_of(institution).await;
        let new = NewCode {
            days,
            ..NewCode::default()
        };
        codes::issue(&self.database, &pepper, &acting, &new, self.clock.now())
            .await
            .unwrap()
    }

    /// Invalidates a code, and with it the device that was registered with it.
    pub async fn invalidate(&self, code: &IssuedCode) {
        let acting = self
            .administrator_of(code.stored.institution.as_str())
            .await;
        codes::invalidate(&self.database, &acting, code.stored.id, self.clock.now())
            .await
            .unwrap();
    }

    /// Revokes a device of [`CLINIC`].
    pub async fn revoke(&self, device: &DeviceId) {
        let acting = self.administrator_of(CLINIC).await;
        devices::revoke(&self.database, &acting, device, self.clock.now())
            .await
            .unwrap();
    }

    /// Changes 環境設定情報 of [`CLINIC`].
    pub async fn change_environment(&self, change: impl FnOnce(&mut Environment)) {
        let acting = self.administrator_of(CLINIC).await;
        let now = self.clock.now();
        let mut environment = institutions::environment(&self.database, &acting)
            .await
            .unwrap();
        change(&mut environment);
        institutions::set_environment(&self.database, &acting, &environment, now)
            .await
            .unwrap();
    }

    /// Ends an account yesterday.
    pub async fn end_account(&self, staff: &Staff) {
        let acting = self.administrator_of(&staff.institution).await;
        let now = self.clock.now();
        let yesterday = now - SignedDuration::from_hours(24);
        let yesterday = JST.to_datetime(yesterday).date();
        let last_day = yesterday.strftime("%Y%m%d").to_string();
        let id: AccountId = staff.id.parse().unwrap();
        accounts::end(&self.database, &acting, &id, &last_day, now)
            .await
            .unwrap();
    }

    /// Unlocks an account.
    pub async fn unlock(&self, staff: &Staff) {
        let acting = self.administrator_of(&staff.institution).await;
        let id: AccountId = staff.id.parse().unwrap();
        accounts::unlock(&self.database, &acting, &id, self.clock.now())
            .await
            .unwrap();
    }

    /// Gives an account the password that `staff` knows, to be changed at the console.
    pub async fn reset_password(&self, staff: &Staff) {
        let acting = self.administrator_of(&staff.institution).await;
        let id: AccountId = staff.id.parse().unwrap();
        let (passwords, now) = (PasswordHashing::new(), self.clock.now());
        let new = staff.password();
        accounts::reset_password(&self.database, &passwords, &acting, &id, &new, now)
            .await
            .unwrap();
    }

    /// Records that an account has signed in at the console and changed its password there, to the
    /// one it had.
    pub async fn has_been_at_the_console(&self, staff: &Staff) {
        let changed = format!(
            "UPDATE accounts SET password_temporary = FALSE, password_expires_at = NULL, \
             last_login_at = (SELECT last_login_at FROM accounts WHERE institution = '{0}' \
             AND id = '{ADMINISTRATOR}') WHERE institution = '{0}' AND id = '{1}'",
            staff.institution, staff.id
        );
        self.database.execute_unprepared(&changed).await.unwrap();
    }

    /// Forgets who is signed in, what was typed wrong and what patients have agreed to, so that
    /// whatever happens next does not depend on what has happened before.
    pub async fn forget_persons(&self) {
        for table in [
            "sessions",
            "sign_in_failures",
            "registration_failures",
            "relations",
            "results",
            "consents",
        ] {
            let forget = format!("DELETE FROM {table}");
            self.database.execute_unprepared(&forget).await.unwrap();
        }
    }

    /// Stores the passwords of the clinic's accounts in a form that takes no time to verify, for
    /// tests that sign in thousands of times.
    pub async fn cheapen_passwords(&self) {
        let cheap = Params::new(Params::MIN_M_COST, 1, 1, None).unwrap();
        let hashing = Argon2::new(Algorithm::Argon2id, Version::V0x13, cheap);
        for staff in [Staff::nurse(), Staff::doctor(), Staff::administrator()] {
            let password = staff.password();
            let hash = hashing.hash_password(password.expose().as_bytes()).unwrap();
            let store = format!(
                "UPDATE accounts SET password = '{hash}' WHERE institution = '{}' AND id = '{}'",
                staff.institution, staff.id
            );
            self.database.execute_unprepared(&store).await.unwrap();
        }
    }

    /// Loses the devices of this database, as a restored backup that is too old would.
    pub async fn forget_devices(&self) {
        let forget = "DELETE FROM devices";
        self.database.execute_unprepared(forget).await.unwrap();
    }

    /// Puts the revocation lists of this moment in place.
    pub fn fetch_revocation_lists(&self) {
        let now = self.clock.now();
        let until = now + SignedDuration::from_hours(48);
        for generation in [Generation::Second, Generation::Third] {
            let world = self.bench.world();
            let list = world
                .revocation_list_between(generation, now, until)
                .unwrap();
            let name = format!("jpki-crl/auth-{}.crl", generation.number());
            let file = self.files.join(&name);
            fs::write(file.with_extension("new"), list).unwrap();
            fs::rename(file.with_extension("new"), file).unwrap();
        }
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &str) -> i64 {
        let count = format!("SELECT COUNT(*) AS n FROM {table}");
        let backend = self.database.get_database_backend();
        let row = self
            .database
            .query_one_raw(Statement::from_string(backend, count))
            .await
            .unwrap();
        row.unwrap().try_get("", "n").unwrap()
    }

    /// How many rows each of several tables has.
    pub async fn rows_of<const N: usize>(&self, tables: [&str; N]) -> [usize; N] {
        let counts = tables.map(|table| format!("(SELECT COUNT(*) FROM {table}) AS {table}"));
        let count = format!("SELECT {}", counts.join(", "));
        let backend = self.database.get_database_backend();
        let statement = Statement::from_string(backend, count);
        let row = self.database.query_one_raw(statement).await.unwrap();
        let row = row.unwrap();
        tables.map(|table| {
            let rows: i64 = row.try_get("", table).unwrap();
            usize::try_from(rows).unwrap()
        })
    }

    /// What a query of two columns of text, `one` and `other`, finds.
    pub async fn pairs(&self, query: &str) -> Vec<(String, String)> {
        let backend = self.database.get_database_backend();
        let statement = Statement::from_string(backend, query);
        let rows = self.database.query_all_raw(statement).await.unwrap();
        rows.iter()
            .map(|row| {
                (
                    row.try_get("", "one").unwrap(),
                    row.try_get("", "other").unwrap(),
                )
            })
            .collect()
    }
}
