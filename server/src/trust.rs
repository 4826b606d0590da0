//! JPKI trust: certificate authorities, and revocation lists that are read again when they change.

mod lists;

use std::io;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::pki::{
    CrlError, RevocationUnknown, Revocations, Standing, TrustError, TrustStore, UserCertificate,
};

use self::lists::Lists;
use crate::config::Config;

/// Answers how a certificate stands.
#[derive(Debug)]
pub struct Jpki {
    trust: TrustStore,
    crl_max_age: SignedDuration,
    lists: Lists,
}

/// How recent the revocation lists are, of those CAs that are in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListsAge {
    /// Whether every CA has a list that may be relied on.
    pub fresh: bool,
    /// The age of each CA's newest list, the greatest of these; nothing if a CA has none.
    pub oldest: Option<SignedDuration>,
}

/// Why trust cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum JpkiError {
    /// The CA certificates are not usable.
    #[error("jpki-ca is wrong")]
    Ca(#[from] TrustError),
    /// A revocation list is not accepted.
    #[error("jpki-crl: {} is not accepted", .path.display())]
    Crl {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: CrlError,
    },
    /// There is no revocation list.
    #[error("jpki-crl: {} holds no revocation list", .0.display())]
    NoCrl(PathBuf),
    /// A revocation list cannot be read.
    #[error("jpki-crl: {} cannot be read", .path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Jpki {
    /// Loads what the configuration names.
    ///
    /// # Errors
    ///
    /// [`JpkiError`] names the key.
    pub fn load(config: &Config) -> Result<Self, JpkiError> {
        let policy = config.environment.certificate_policy();
        let trust = TrustStore::load(&config.jpki_ca, &[policy])?;
        let lists = Lists::load(&config.jpki_crl, &trust)?;
        Ok(Self {
            trust,
            crl_max_age: config.policy.crl_max_age,
            lists,
        })
    }

    /// Judges a certificate that a card used at `used_at`: by its dates then, and by what is known
    /// of revocations `now`. May read files: call it where blocking is allowed.
    ///
    /// # Errors
    ///
    /// [`RevocationUnknown`] when no fresh list of its issuer is at hand: it must wait.
    pub fn standing(
        &self,
        certificate: &UserCertificate,
        used_at: Timestamp,
        now: Timestamp,
    ) -> Result<Standing, RevocationUnknown> {
        let crls = self.lists.current(&self.trust);
        let revocations = Revocations {
            crls: &crls,
            max_age: self.crl_max_age,
            now,
        };
        self.trust
            .standing_checked(certificate, used_at, &revocations)
    }

    /// How recent the revocation lists are. May read files: call it where blocking is allowed.
    #[must_use]
    pub fn lists_age(&self, now: Timestamp) -> ListsAge {
        let crls = self.lists.current(&self.trust);
        let in_force = self.trust.cas().iter().filter(|ca| ca.is_valid_at(now));
        let newest = in_force.map(|ca| {
            let of_it = crls.iter().filter(|list| list.is_of(ca));
            of_it.max_by_key(|list| list.this_update())
        });
        let newest: Option<Vec<_>> = newest.collect();
        let Some(newest) = newest else {
            return ListsAge {
                fresh: false,
                oldest: None,
            };
        };
        let ages = newest
            .iter()
            .map(|list| now.duration_since(list.this_update()));
        ListsAge {
            fresh: newest
                .iter()
                .all(|list| list.is_fresh(now, self.crl_max_age)),
            oldest: ages.max(),
        }
    }
}
