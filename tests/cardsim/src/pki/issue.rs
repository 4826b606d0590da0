//! One way to issue every certificate: prepared names and extensions, then a signature.

use der::{Encode, oid::AssociatedOid, referenced::OwnedToRef as _};
use p256::ecdsa;
use rsa::pkcs1v15::{Signature, SigningKey};
use sha2::Sha256;
use x509_cert::{
    Certificate, TbsCertificate,
    builder::{self, Builder as _, CertificateBuilder, profile::BuilderProfile},
    ext::{
        Extension, ToExtension as _,
        pkix::{AuthorityKeyIdentifier, SubjectKeyIdentifier},
    },
    name::Name,
    serial_number::SerialNumber,
    spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef},
    time::Validity,
};

use super::PkiError;

/// Everything of a certificate except its signature. The subject key identifier is added at the
/// end.
pub(super) struct Draft {
    pub(super) serial: SerialNumber,
    pub(super) issuer: Name,
    pub(super) subject: Name,
    pub(super) validity: Validity,
    pub(super) key: SubjectPublicKeyInfoOwned,
    pub(super) extensions: Vec<Extension>,
}

impl Draft {
    pub(super) fn sign_rsa(self, signer: &SigningKey<Sha256>) -> Result<Certificate, PkiError> {
        Ok(self.prepare()?.build::<_, Signature>(signer)?)
    }

    pub(super) fn sign_ec(self, signer: &ecdsa::SigningKey) -> Result<Certificate, PkiError> {
        Ok(self.prepare()?.build::<_, ecdsa::DerSignature>(signer)?)
    }

    fn prepare(mut self) -> Result<CertificateBuilder<Prepared>, PkiError> {
        let identifier = SubjectKeyIdentifier::try_from(self.key.owned_to_ref())?;
        self.extensions.push(extension(false, &identifier)?);
        let profile = Prepared {
            issuer: self.issuer,
            subject: self.subject,
            extensions: self.extensions,
        };
        Ok(CertificateBuilder::new(
            profile,
            self.serial,
            self.validity,
            self.key,
        )?)
    }
}

/// An extension with the criticality the profile of JPKI asks for.
pub(super) fn extension<E: AssociatedOid + Encode>(
    critical: bool,
    value: &E,
) -> Result<Extension, PkiError> {
    Ok((critical, value).to_extension(&Name::default(), &[])?)
}

/// Authority key identifier with key id, issuer and serial number, as JPKI's leaves carry it. CAs
/// that share one name are told apart by the key id.
pub(super) fn authority_key(issuer: &Certificate) -> Result<AuthorityKeyIdentifier, PkiError> {
    let tbs = issuer.tbs_certificate();
    let key = SubjectKeyIdentifier::try_from(tbs.subject_public_key_info().owned_to_ref())?;
    Ok(AuthorityKeyIdentifier {
        key_identifier: Some(key.0),
        authority_cert_issuer: Some(vec![
            x509_cert::ext::pkix::name::GeneralName::DirectoryName(tbs.issuer().clone()),
        ]),
        authority_cert_serial_number: Some(tbs.serial_number().clone()),
    })
}

/// A serial number of three or four bytes, as JPKI uses.
pub(super) fn serial(number: u32) -> SerialNumber {
    SerialNumber::from(number)
}

struct Prepared {
    issuer: Name,
    subject: Name,
    extensions: Vec<Extension>,
}

impl BuilderProfile for Prepared {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _key: SubjectPublicKeyInfoRef<'_>,
        _issuer_key: SubjectPublicKeyInfoRef<'_>,
        _tbs: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        Ok(self.extensions.clone())
    }
}
