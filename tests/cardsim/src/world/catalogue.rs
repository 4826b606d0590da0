//! What an entry of the list of cards says, and the certificates that follow from it.

use der::DecodePem as _;
use jiff::{ToSpan as _, civil::Date};
use x509_cert::{
    Certificate, serial_number::SerialNumber, spki::SubjectPublicKeyInfoOwned, time::Validity,
};

use super::{World, WorldError, cards::CARDS, rsa_public_key};
use crate::{
    card::Behaviour,
    pki::{
        PkiError,
        authority::{Authority, Generation},
        calendar::lifetime,
        keys::{self, RsaFixture},
        leaf::{self, Holder},
    },
};

/// Whether a card belongs to a fictional person or exists for one oddity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardKind {
    /// T01 to T14.
    Person,
    /// Carried by nobody the server knows, and deviating in one point.
    Special,
}

/// One card of the catalogue.
pub struct Entry {
    /// The name to ask for.
    pub name: &'static str,
    /// One line about it.
    pub about: &'static str,
    /// Person or special.
    pub kind: CardKind,
    /// Generation of the CA.
    pub generation: Generation,
    pub(super) number: u32,
    pub(super) term: Term,
    pub(super) issuer: Issuer,
    pub(super) profile: Profile,
    pub(super) algorithm: Algorithm,
    pub(super) label: &'static str,
    pub(super) has_jpki: bool,
    pub(super) has_pin: bool,
    pub(super) has_signature: bool,
    pub(super) tries: Option<u8>,
    pub(super) contents: Contents,
    pub(super) behaviour: fn(&mut Behaviour),
}

/// Lifetime of the certificate relative to today.
#[derive(Clone, Copy)]
pub(super) enum Term {
    /// Until the birthday that comes so many birthdays after today; issued before the fifth
    /// birthday back from it.
    Birthday(i16),
    /// Ended or ends so many months from today, after five years.
    EndsInMonths(i32),
    /// Begins so many months from today.
    BeginsInMonths(i32),
}

/// Who signs the certificate.
#[derive(Clone, Copy)]
pub(super) enum Issuer {
    /// The CA of the entry's generation.
    Own,
    /// Another organisation.
    Foreign,
    /// Another key under the name and key identifier of the entry's CA.
    Impostor,
}

/// Which profile the certificate in EF 000A follows.
#[derive(Clone, Copy)]
pub(super) enum Profile {
    /// 利用者証明用.
    UserAuthentication,
    /// 署名用, in the wrong place.
    DigitalSignature,
}

/// What EF 000A holds.
#[derive(Clone, Copy)]
pub(super) enum Contents {
    /// The certificate.
    Certificate,
    /// Something made from it.
    Changed(fn(Vec<u8>) -> Vec<u8>),
    /// There is no such file.
    Missing,
}

/// Key of the card.
#[derive(Clone, Copy)]
pub(super) enum Algorithm {
    /// RSA with this fixture key.
    Rsa(&'static RsaFixture),
    /// EC P-384; this emulator cannot sign with it.
    Coming,
}

impl Entry {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        CARDS.iter().find(|entry| entry.name == name)
    }

    /// The same card one month after its certificate ended.
    pub(super) fn ended(&self) -> Self {
        Self {
            term: Term::EndsInMonths(-1),
            ..*self
        }
    }

    pub(super) fn is_revoked(&self) -> bool {
        self.name == "T14"
    }

    pub(super) fn serial(&self) -> SerialNumber {
        SerialNumber::from(self.number)
    }

    /// The certificate as issued; `contents` decides what the file makes of it.
    pub(super) fn authentication_certificate(
        &self,
        world: &World,
    ) -> Result<Certificate, WorldError> {
        let own = world.authority(self.generation)?;
        let other;
        let issuer = match self.issuer {
            Issuer::Own => own,
            Issuer::Foreign => {
                other = Authority::foreign(world.calendar())?;
                &other
            }
            Issuer::Impostor => {
                other = Authority::impostor(own)?;
                &other
            }
        };
        let validity = self.validity(world)?;
        let key = self.public_key()?;
        let certificate = match (self.profile, world.person(self)) {
            (Profile::DigitalSignature, Some(person)) => leaf::digital_signature(
                world.signature_authority()?,
                self.number,
                &person.holder,
                validity,
                key,
            )?,
            _ => leaf::user_authentication(issuer, self.number, &self.opaque_id(), validity, key)?,
        };
        Ok(certificate)
    }

    pub(super) fn signature_certificate(
        &self,
        world: &World,
        holder: &Holder,
    ) -> Result<Certificate, WorldError> {
        Ok(leaf::digital_signature(
            world.signature_authority()?,
            self.number + 0x0001_0000,
            holder,
            self.validity(world)?,
            rsa_public_key(&keys::SIGN_USER)?,
        )?)
    }

    fn validity(&self, world: &World) -> Result<Validity, WorldError> {
        let calendar = world.calendar();
        let (first, last) = match self.term {
            Term::Birthday(ahead) => {
                let born = world
                    .person(self)
                    .map_or(calendar.today(), |person| person.holder.born);
                let last = calendar.birthday(born, ahead)?;
                (before(last, 4)?, last)
            }
            Term::EndsInMonths(months) => {
                let last = calendar.day(months.months())?;
                (before(last, 4)?, last)
            }
            Term::BeginsInMonths(months) => {
                let first = calendar.day(months.months())?;
                (first, first.checked_add(5.years()).map_err(PkiError::from)?)
            }
        };
        Ok(lifetime(first, last)?)
    }

    fn public_key(&self) -> Result<SubjectPublicKeyInfoOwned, PkiError> {
        match self.algorithm {
            Algorithm::Rsa(fixture) => rsa_public_key(fixture),
            Algorithm::Coming => Ok(SubjectPublicKeyInfoOwned::from_pem(keys::COMING_PUBLIC)?),
        }
    }

    /// 23 characters: an id, a municipality that does not exist, a sequence number, a letter.
    fn opaque_id(&self) -> String {
        format!("KYOTAKU{:07X}99201001A", self.number)
    }
}

/// Issued so many years and half a year before its end, so that the end is at most the fifth
/// birthday.
fn before(last: Date, years: i32) -> Result<Date, PkiError> {
    Ok(last.checked_sub(years.years().months(7))?)
}
