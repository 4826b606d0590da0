//! The fixture world at one moment in time: authorities, certificates, cards.

mod cards;
mod catalogue;
mod export;
mod persons;

use std::sync::OnceLock;

use jiff::{Timestamp, ToSpan as _};
use x509_cert::{serial_number::SerialNumber, spki::SubjectPublicKeyInfoOwned};

pub use cards::CARDS;
pub use catalogue::{CardKind, Entry};
pub use export::WriteError;
pub use persons::{CHANGES_JSON, PERSONS_JSON, Person, PersonsFormat};

use crate::{
    card::{
        Authentication, Behaviour, Card, Image, Persistent, Secret, Signature, TEST_PASSWORD,
        TEST_PIN,
    },
    pki::{
        PkiError,
        authority::{Authority, Generation},
        calendar::Calendar,
        keys,
        terminal::TerminalChain,
    },
};
use catalogue::{Algorithm, Contents};

/// The fixture world at one moment in time.
///
/// Making it is cheap: certificates are issued when they are first asked for. Two worlds made on
/// the same day of Japan hold the same certificates; revocation lists carry the moment itself.
pub struct World {
    calendar: Calendar,
    persons: Vec<Person>,
    authorities: [OnceLock<Authority>; 3],
    signature_authority: OnceLock<Authority>,
}

/// Why the world cannot be made as asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorldError {
    /// The fixture persons cannot be read.
    #[error("fixture persons cannot be read")]
    Persons(#[from] PersonsFormat),
    /// A certificate could not be made.
    #[error("test certificates cannot be made")]
    Pki(#[from] PkiError),
    /// There is no card of this name.
    #[error("there is no card named {0}; `kyotaku-cardsim list` names them all")]
    UnknownCard(String),
}

impl From<der::Error> for WorldError {
    fn from(error: der::Error) -> Self {
        Self::Pki(error.into())
    }
}

/// A user-authentication certificate of the world, as `certificates.json` lists it.
#[derive(Clone, Debug)]
pub struct IssuedCertificate {
    /// The person it belongs to.
    pub person: String,
    /// Generation of the CA that issued it.
    pub generation: Generation,
    /// Serial number.
    pub serial: SerialNumber,
    /// Certificate, DER.
    pub der: Vec<u8>,
}

impl World {
    /// The world at `now`.
    ///
    /// # Errors
    ///
    /// [`WorldError`] when the fixtures cannot be read or `now` is not a time certificates can be made for.
    pub fn new(now: Timestamp) -> Result<Self, WorldError> {
        let calendar = Calendar::new(now);
        calendar.years(12, 7)?;
        Ok(Self {
            calendar,
            persons: persons::read()?,
            authorities: Default::default(),
            signature_authority: OnceLock::new(),
        })
    }

    /// The present moment of this world.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.calendar.now()
    }

    /// Its present moment and the lifetimes around it.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// The fictional persons T01 to T14.
    #[must_use]
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// The user-authentication CA of a generation.
    ///
    /// # Errors
    ///
    /// [`WorldError::Pki`] when it cannot be issued.
    pub fn authority(&self, generation: Generation) -> Result<&Authority, WorldError> {
        let [first, second, third] = &self.authorities;
        let cell = match generation {
            Generation::First => first,
            Generation::Second => second,
            Generation::Third => third,
        };
        issue_once(cell, || {
            Authority::user_authentication(self.calendar, generation)
        })
    }

    /// Certificates (DER) of all generations of the user-authentication CA, oldest first: what a
    /// verifier of these cards trusts.
    ///
    /// # Errors
    ///
    /// [`WorldError::Pki`] when one cannot be issued.
    pub fn trusted_certificates(&self) -> Result<Vec<Vec<u8>>, WorldError> {
        Generation::ALL
            .into_iter()
            .map(|generation| Ok(self.authority(generation)?.der()?))
            .collect()
    }

    /// The digital-signature CA.
    ///
    /// # Errors
    ///
    /// [`WorldError::Pki`] when it cannot be issued.
    pub fn signature_authority(&self) -> Result<&Authority, WorldError> {
        issue_once(&self.signature_authority, || {
            Authority::digital_signature(self.calendar)
        })
    }

    /// User-authentication certificate of a person T01 to T14.
    ///
    /// # Errors
    ///
    /// [`WorldError`] when there is no such person or it cannot be issued.
    pub fn certificate(&self, person: &str) -> Result<IssuedCertificate, WorldError> {
        let entry = Entry::named(person)
            .filter(|entry| entry.kind == CardKind::Person)
            .ok_or_else(|| WorldError::UnknownCard(person.to_owned()))?;
        let certificate = entry.authentication_certificate(self)?;
        Ok(IssuedCertificate {
            person: person.to_owned(),
            generation: entry.generation,
            serial: certificate.tbs_certificate().serial_number().clone(),
            der: der::Encode::to_der(&certificate)?,
        })
    }

    /// Revocation list (DER) of a generation at the present moment, good for a week. T14 is
    /// revoked.
    ///
    /// # Errors
    ///
    /// [`WorldError::Pki`] when it cannot be issued.
    pub fn revocation_list(&self, generation: Generation) -> Result<Vec<u8>, WorldError> {
        let now = self.now();
        let next = now.checked_add((7 * 24).hours()).map_err(PkiError::from)?;
        self.revocation_list_between(generation, now, next)
    }

    /// The same list with other times, to show what becomes of an old or a future one.
    ///
    /// # Errors
    ///
    /// [`WorldError::Pki`] when it cannot be issued.
    pub fn revocation_list_between(
        &self,
        generation: Generation,
        this_update: Timestamp,
        next_update: Timestamp,
    ) -> Result<Vec<u8>, WorldError> {
        let revoked: Vec<_> = CARDS
            .iter()
            .filter(|entry| entry.is_revoked() && entry.generation == generation)
            .map(Entry::serial)
            .collect();
        let authority = self.authority(generation)?;
        Ok(authority.revocation_list(&revoked, this_update, next_update)?)
    }

    /// Terminal certificates of the reference profile; they do not depend on time.
    ///
    /// # Errors
    ///
    /// [`WorldError::Pki`] when they cannot be issued.
    pub fn terminal(&self) -> Result<TerminalChain, WorldError> {
        Ok(TerminalChain::issue()?)
    }

    /// Names of all cards: T01 to T14, then the special ones.
    pub fn card_names() -> impl Iterator<Item = &'static str> {
        CARDS.iter().map(|entry| entry.name)
    }

    /// A new card, outside any field and with a fresh history.
    ///
    /// # Errors
    ///
    /// [`WorldError`] when there is no card of this name or its certificates cannot be issued.
    pub fn card(&self, name: &str) -> Result<Card, WorldError> {
        self.card_of(name, Self::entry(name)?)
    }

    /// The same card after its certificate ended, one month ago: number, key and holder are its own.
    ///
    /// # Errors
    ///
    /// As [`card`](Self::card).
    pub fn expired_card(&self, name: &str) -> Result<Card, WorldError> {
        self.card_of(name, &Self::entry(name)?.ended())
    }

    fn entry(name: &str) -> Result<&'static Entry, WorldError> {
        Entry::named(name).ok_or_else(|| WorldError::UnknownCard(name.to_owned()))
    }

    fn card_of(&self, name: &str, entry: &Entry) -> Result<Card, WorldError> {
        let mut behaviour = Behaviour::default();
        (entry.behaviour)(&mut behaviour);
        let mut card = Card::new(name, self.image(entry)?, behaviour);
        if let Some(tries) = entry.tries {
            card.set_persistent(
                Persistent::default().with_tries_left(Secret::AuthenticationPin, tries),
            );
        }
        Ok(card)
    }

    fn image(&self, entry: &Entry) -> Result<Image, WorldError> {
        let person = self.person(entry);
        let issued = || {
            let certificate = entry.authentication_certificate(self)?;
            Ok::<_, WorldError>(der::Encode::to_der(&certificate)?)
        };
        let certificate = match entry.contents {
            Contents::Certificate => Some(issued()?),
            Contents::Changed(change) => Some(change(issued()?)),
            Contents::Missing => None,
        };
        let signature = match person {
            Some(person) if entry.has_signature => Some(Signature {
                certificate: der::Encode::to_der(
                    &entry.signature_certificate(self, &person.holder)?,
                )?,
                key: keys::SIGN_USER.key()?.clone(),
                password: TEST_PASSWORD.to_vec(),
            }),
            _ => None,
        };
        Ok(Image {
            label: entry.label,
            has_jpki: entry.has_jpki,
            authentication: Authentication {
                certificate,
                key: match entry.algorithm {
                    Algorithm::Rsa(fixture) => Some(fixture.key()?.clone()),
                    Algorithm::Coming => None,
                },
                pin: entry.has_pin.then_some(TEST_PIN),
            },
            signature,
            authentication_ca: self.authority(entry.generation)?.der()?,
            signature_ca: self.signature_authority()?.der()?,
            terminal_root: keys::TERMINAL_ROOT.key()?.to_public_key(),
            holder: person.map(|person| person.holder.clone()),
        })
    }

    /// The person who carries a card; special cards belong to T01.
    fn person(&self, entry: &Entry) -> Option<&Person> {
        let id = match entry.kind {
            CardKind::Person => entry.name,
            CardKind::Special => "T01",
        };
        self.persons.iter().find(|person| person.id == id)
    }
}

/// Issues on first use. Two threads may both issue; they issue the same.
fn issue_once(
    cell: &OnceLock<Authority>,
    issue: impl FnOnce() -> Result<Authority, PkiError>,
) -> Result<&Authority, WorldError> {
    if let Some(authority) = cell.get() {
        return Ok(authority);
    }
    let authority = issue()?;
    Ok(cell.get_or_init(|| authority))
}

/// Public key of a certificate.
fn rsa_public_key(fixture: &keys::RsaFixture) -> Result<SubjectPublicKeyInfoOwned, PkiError> {
    SubjectPublicKeyInfoOwned::from_key(&fixture.key()?.to_public_key())
        .map_err(|error| x509_cert::builder::Error::from(error).into())
}
