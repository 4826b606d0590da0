//! P-256 certificates around the server: its own, and the CA of registered phones.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use der::asn1::{Ia5String, ObjectIdentifier};
use p256::ecdsa::SigningKey;
use x509_cert::{
    Certificate,
    ext::pkix::{
        BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName,
        name::{GeneralName, GeneralNames},
    },
    name::Name,
    spki::SubjectPublicKeyInfoOwned,
};

use super::{
    PkiError,
    calendar::Calendar,
    issue::{Draft, authority_key, extension, serial},
    keys::{self, EcFixture},
    name,
};

/// Names the server answers to, beside the loopback addresses.
pub const SERVER_NAMES: [&str; 2] = ["localhost", "kyotaku.example"];

/// Root under which the server's certificate is issued; what a test phone pins.
///
/// # Errors
///
/// [`PkiError`] when the fixture or the time is unusable.
pub fn server_root(calendar: Calendar) -> Result<Certificate, PkiError> {
    let subject = name::parse("CN=Kyotaku Test Server Root,O=Kyotaku Reference,C=JP")?;
    root(calendar, subject, 0x0510_0001, &keys::TLS_CA.signer()?)
}

/// CA of the certificates that registered phones get.
///
/// # Errors
///
/// [`PkiError`] when the fixture or the time is unusable.
pub fn device_root(calendar: Calendar) -> Result<Certificate, PkiError> {
    let subject = name::parse("CN=Kyotaku Test Device CA,O=Kyotaku Reference,C=JP")?;
    root(calendar, subject, 0x0520_0001, &keys::DEVICE_CA.signer()?)
}

/// The server's certificate for [`SERVER_NAMES`] and the loopback addresses.
///
/// # Errors
///
/// [`PkiError`] when the fixture or the time is unusable.
pub fn server(calendar: Calendar) -> Result<Certificate, PkiError> {
    let mut names = dns_names(&SERVER_NAMES)?;
    let loopback: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    names.extend(loopback.map(GeneralName::from));
    let issuer = server_root(calendar)?;
    certificate(calendar, names, &issuer, &keys::TLS_CA)
}

/// A certificate for the server's key and one other name, under the server's root.
///
/// # Errors
///
/// [`PkiError`] when the fixture or the time is unusable.
pub fn server_of_another_name(calendar: Calendar, name: &str) -> Result<Certificate, PkiError> {
    let issuer = server_root(calendar)?;
    certificate(calendar, dns_names(&[name])?, &issuer, &keys::TLS_CA)
}

/// A certificate for the server's key and [`SERVER_NAMES`] under a root that no phone pins.
///
/// # Errors
///
/// [`PkiError`] when the fixture or the time is unusable.
pub fn server_of_another_root(calendar: Calendar) -> Result<Certificate, PkiError> {
    let issuer = device_root(calendar)?;
    certificate(
        calendar,
        dns_names(&SERVER_NAMES)?,
        &issuer,
        &keys::DEVICE_CA,
    )
}

fn certificate(
    calendar: Calendar,
    names: GeneralNames,
    issuer: &Certificate,
    issuer_key: &EcFixture,
) -> Result<Certificate, PkiError> {
    let draft = Draft {
        serial: serial(0x0510_0002),
        issuer: issuer.tbs_certificate().subject().clone(),
        subject: name::parse("CN=kyotaku.example,O=Kyotaku Reference,C=JP")?,
        validity: calendar.years(0, 1)?,
        key: public_key(&keys::TLS_SERVER.signer()?)?,
        extensions: vec![
            extension(true, &KeyUsage(KeyUsages::DigitalSignature.into()))?,
            extension(
                false,
                &ExtendedKeyUsage(vec![ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1")]),
            )?,
            extension(false, &SubjectAltName(names))?,
            extension(false, &authority_key(issuer)?)?,
        ],
    };
    draft.sign_ec(&issuer_key.signer()?)
}

fn dns_names(names: &[&str]) -> Result<GeneralNames, PkiError> {
    let name = |name: &&str| Ok(GeneralName::DnsName(Ia5String::new(*name)?));
    names.iter().map(name).collect()
}

fn root(
    calendar: Calendar,
    subject: Name,
    number: u32,
    signer: &SigningKey,
) -> Result<Certificate, PkiError> {
    let draft = Draft {
        serial: serial(number),
        issuer: subject.clone(),
        subject,
        validity: calendar.years(1, 10)?,
        key: public_key(signer)?,
        extensions: vec![
            extension(true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
            extension(
                true,
                &BasicConstraints {
                    ca: true,
                    path_len_constraint: Some(0),
                },
            )?,
        ],
    };
    draft.sign_ec(signer)
}

fn public_key(signer: &SigningKey) -> Result<SubjectPublicKeyInfoOwned, PkiError> {
    SubjectPublicKeyInfoOwned::from_key(signer.verifying_key())
        .map_err(|error| x509_cert::builder::Error::from(error).into())
}
