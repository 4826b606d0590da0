//! Certificates of card holders, after J-LIS's certificate profile 3.2.

use der::{
    Decode as _, Encode as _,
    asn1::{Any, Ia5String, ObjectIdentifier},
};
use jiff::civil::Date;
use x509_cert::{
    Certificate,
    ext::{
        Extension, ToExtension as _,
        pkix::{
            AccessDescription, AuthorityInfoAccessSyntax, CertificatePolicies, ExtendedKeyUsage,
            ID_CE_ISSUER_ALT_NAME, KeyUsage, KeyUsages, SubjectAltName,
            certpolicy::{PolicyInformation, PolicyQualifierInfo},
            name::GeneralName,
        },
    },
    name::Name,
    spki::SubjectPublicKeyInfoOwned,
    time::Validity,
};

use super::{
    PkiError,
    authority::{Authority, distribution_point},
    issue::{Draft, authority_key, extension, serial},
    name::{self, Service},
};

/// Policy of user-authentication certificates in the test hierarchy; the real one ends in `1.3.30`.
pub const USER_AUTHENTICATION_POLICY: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.30");
/// Policy of digital-signature certificates in the test hierarchy; the real one ends in `1.1.20`.
pub const DIGITAL_SIGNATURE_POLICY: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.20");

/// What the digital-signature certificate says about its holder, and the other one deliberately
/// does not.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Name, the parts divided by U+3000.
    pub name: String,
    /// Code of JIS X 0303: 1 male, 2 female.
    pub sex: String,
    /// Birth date.
    pub born: Date,
    /// Address.
    pub address: String,
}

/// 利用者証明用電子証明書: says nothing about the person but an opaque id of 23 characters.
///
/// # Errors
///
/// [`PkiError`] when a value has no encoding.
pub fn user_authentication(
    issuer: &Authority,
    number: u32,
    opaque: &str,
    validity: Validity,
    key: SubjectPublicKeyInfoOwned,
) -> Result<Certificate, PkiError> {
    let ocsp = uri("http://test-ocspauthnorm.jpki-emu.invalid")?;
    let mut extensions = vec![
        extension(true, &KeyUsage(KeyUsages::DigitalSignature.into()))?,
        extension(
            false,
            &ExtendedKeyUsage(vec![ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2")]),
        )?,
        extension(true, &policies(USER_AUTHENTICATION_POLICY)?)?,
    ];
    extensions.extend(common(Service::UserAuthentication, issuer)?);
    extensions.push(extension(
        false,
        &AuthorityInfoAccessSyntax(vec![AccessDescription {
            access_method: ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1"),
            access_location: ocsp,
        }]),
    )?);
    let draft = Draft {
        serial: serial(number),
        issuer: issuer.certificate().tbs_certificate().subject().clone(),
        subject: name::parse(&format!("CN={opaque},C=JP"))?,
        validity,
        key,
        extensions,
    };
    draft.sign_rsa(issuer.signer())
}

/// 署名用電子証明書: carries name, sex, birth date and address as alternative names.
///
/// # Errors
///
/// [`PkiError`] when a value has no encoding.
pub fn digital_signature(
    issuer: &Authority,
    number: u32,
    holder: &Holder,
    validity: Validity,
    key: SubjectPublicKeyInfoOwned,
) -> Result<Certificate, PkiError> {
    let mut extensions = vec![
        extension(
            true,
            &KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation),
        )?,
        extension(true, &policies(DIGITAL_SIGNATURE_POLICY)?)?,
        extension(false, &SubjectAltName(personal_data(holder)?))?,
    ];
    extensions.extend(common(Service::DigitalSignature, issuer)?);
    let draft = Draft {
        serial: serial(number),
        issuer: issuer.certificate().tbs_certificate().subject().clone(),
        subject: signature_subject(number)?,
        validity,
        key,
        extensions,
    };
    draft.sign_rsa(issuer.signer())
}

/// Fixed order of the real certificates: name, birth date, sex, address, and the flags of
/// substituted characters.
fn personal_data(holder: &Holder) -> Result<Vec<GeneralName>, PkiError> {
    let none_substituted = |text: &str| "0".repeat(text.chars().count());
    let era = match holder.born.year() {
        ..1912 => 1,
        1912..1926 => 2,
        1926..1989 => 3,
        1989..2019 => 4,
        _ => 5,
    };
    let born = format!("{era}{}", holder.born.strftime("%Y%m%d"));
    Ok(vec![
        name::personal(1, &holder.name)?,
        name::personal(4, &born)?,
        name::personal(3, &holder.sex)?,
        name::personal(5, &holder.address)?,
        name::personal(2, &none_substituted(&holder.name))?,
        name::personal(6, &none_substituted(&holder.address))?,
    ])
}

/// Common name of 28 characters: time of issue, a number, municipality.
fn signature_subject(number: u32) -> Result<Name, PkiError> {
    name::parse(&format!(
        "CN=20250401090000{number:08}99201K,L=Sanko-shi,L=Sanko-ken,C=JP"
    ))
}

fn common(service: Service, issuer: &Authority) -> Result<Vec<Extension>, PkiError> {
    let alternative = service.authority_in_japanese()?;
    Ok(vec![
        (ID_CE_ISSUER_ALT_NAME, false, &alternative).to_extension(&Name::default(), &[])?,
        extension(false, &distribution_point(service.municipal_crl()?))?,
        extension(false, &authority_key(issuer.certificate())?)?,
    ])
}

fn policies(policy: ObjectIdentifier) -> Result<CertificatePolicies, PkiError> {
    let statement = Ia5String::new("http://www.jpki-emu.invalid/cps.html")?;
    Ok(CertificatePolicies(vec![PolicyInformation {
        policy_identifier: policy,
        policy_qualifiers: Some(vec![PolicyQualifierInfo {
            policy_qualifier_id: ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.1"),
            qualifier: Some(Any::from_der(&statement.to_der()?)?),
        }]),
    }]))
}

fn uri(text: &str) -> Result<GeneralName, PkiError> {
    Ok(GeneralName::UniformResourceIdentifier(Ia5String::new(
        text,
    )?))
}
