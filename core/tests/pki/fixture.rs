//! A small JPKI: CAs that share one name, and certificates of any shape under them.

use std::str::FromStr;
use std::time::Duration;

use der::asn1::{BitString, ObjectIdentifier, OctetString};
use der::flagset::FlagSet;
use der::oid::AssociatedOid;
use der::{DateTime, Decode, Encode};
use jiff::Timestamp;
use kyotaku_core::pki::{Policy, TrustStore, UserCertificate};
use rsa::RsaPrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::EncodePublicKey;
use rsa::signature::{Keypair, SignatureEncoding, Signer};
use sha2::{Digest, Sha256};
use x509_cert::TbsCertificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder, CertificateBuilder};
use x509_cert::crl::{CertificateList, RevokedCert, TbsCertList};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::certpolicy::PolicyInformation;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsage,
    KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{
    DynSignatureAlgorithmIdentifier, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef,
};
use x509_cert::time::{Time, Validity};

pub(crate) const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
pub(crate) const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
pub(crate) const SIGN_POLICY: &str = "1.2.392.200149.8.5.1.1.20";
pub(crate) const SIGN_TEST_POLICY: &str = "1.2.392.200149.8.5.1.0.20";
pub(crate) const TEST_POLICY: &str = "1.2.392.200149.8.5.1.0.30";
pub(crate) const PRODUCTION_POLICY: &str = "1.2.392.200149.8.5.1.3.30";

pub(crate) const CA_NAME: &str = "OU=Test agency for local authority information systems,\
                                  OU=JPKI for user authentication,O=JPKI-EXAMPLE,C=JP";
pub(crate) const SUBJECT: &str = "CN=000000XXXXXXXX00000000A,C=JP";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(crate) fn time(text: &str) -> Time {
    let seconds = u64::try_from(at(text).as_second()).unwrap();
    Time::from(DateTime::from_unix_duration(Duration::from_secs(seconds)).unwrap())
}

pub(crate) fn key(name: &str) -> SigningKey<Sha256> {
    let der: &[u8] = match name {
        "ca" => include_bytes!("../fixtures/pki/ca.pkcs1"),
        "ca-next" => include_bytes!("../fixtures/pki/ca-next.pkcs1"),
        "user" => include_bytes!("../fixtures/pki/user.pkcs1"),
        _ => panic!("there is no key {name}"),
    };
    SigningKey::new(RsaPrivateKey::from_pkcs1_der(der).unwrap())
}

pub(crate) fn sign(key: &SigningKey<Sha256>, message: &[u8]) -> [u8; 256] {
    key.sign(message).to_bytes()[..].try_into().unwrap()
}

pub(crate) fn spki(key: &SigningKey<Sha256>) -> Vec<u8> {
    key.verifying_key()
        .to_public_key_der()
        .unwrap()
        .as_bytes()
        .to_vec()
}

pub(crate) fn extension<T: AssociatedOid + Encode>(value: &T, critical: bool) -> Extension {
    raw_extension(T::OID, value.to_der().unwrap(), critical)
}

pub(crate) fn raw_extension(oid: ObjectIdentifier, der: Vec<u8>, critical: bool) -> Extension {
    Extension {
        extn_id: oid,
        critical,
        extn_value: OctetString::new(der).unwrap(),
    }
}

pub(crate) fn key_usage(usages: &[KeyUsages]) -> Extension {
    let usages = usages
        .iter()
        .copied()
        .fold(FlagSet::default(), |all, one| all | one);
    extension(&KeyUsage(usages), true)
}

pub(crate) fn policies(identifiers: &[&str]) -> Extension {
    let policies = identifiers
        .iter()
        .map(|id| PolicyInformation {
            policy_identifier: oid(id),
            policy_qualifiers: None,
        })
        .collect();
    extension(&CertificatePolicies(policies), true)
}

pub(crate) fn purposes(identifiers: &[&str]) -> Extension {
    let purposes = identifiers.iter().map(|id| oid(id)).collect();
    extension(&ExtendedKeyUsage(purposes), false)
}

pub(crate) fn authority(key_id: &[u8]) -> Extension {
    let key_identifier = Some(OctetString::new(key_id).unwrap());
    extension(
        &AuthorityKeyIdentifier {
            key_identifier,
            ..Default::default()
        },
        false,
    )
}

pub(crate) fn subject_key(key_id: &[u8]) -> Extension {
    extension(
        &SubjectKeyIdentifier(OctetString::new(key_id).unwrap()),
        false,
    )
}

pub(crate) fn constraints(ca: bool) -> Extension {
    extension(
        &BasicConstraints {
            ca,
            path_len_constraint: None,
        },
        true,
    )
}

/// A certificate to be: change what a test is about, then [`Draft::sign`].
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) serial: Vec<u8>,
    pub(crate) issuer: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) not_before: &'static str,
    pub(crate) not_after: &'static str,
    pub(crate) spki: Vec<u8>,
    pub(crate) extensions: Vec<Extension>,
}

impl Draft {
    /// Replaces the extension of the same kind, or adds it.
    pub(crate) fn with(mut self, extension: Extension) -> Self {
        self.extensions
            .retain(|other| other.extn_id != extension.extn_id);
        self.extensions.push(extension);
        self
    }

    pub(crate) fn without<T: AssociatedOid>(mut self) -> Self {
        self.extensions
            .retain(|extension| extension.extn_id != T::OID);
        self
    }

    pub(crate) fn sign(&self, issuer: &SigningKey<Sha256>) -> Vec<u8> {
        CertificateBuilder::new(
            self.clone(),
            SerialNumber::new(&self.serial).unwrap(),
            Validity::new(time(self.not_before), time(self.not_after)),
            SubjectPublicKeyInfoOwned::from_der(&self.spki).unwrap(),
        )
        .unwrap()
        .build(issuer)
        .unwrap()
        .to_der()
        .unwrap()
    }
}

impl BuilderProfile for Draft {
    fn get_issuer(&self, _subject: &Name) -> Name {
        Name::from_str(self.issuer).unwrap()
    }

    fn get_subject(&self) -> Name {
        Name::from_str(self.subject).unwrap()
    }

    fn build_extensions(
        &self,
        _spki: SubjectPublicKeyInfoRef<'_>,
        _issuer_spki: SubjectPublicKeyInfoRef<'_>,
        _tbs: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        Ok(self.extensions.clone())
    }
}

/// One generation of the CA. All generations have the same name.
pub(crate) struct Authority {
    pub(crate) key: SigningKey<Sha256>,
    pub(crate) key_id: Vec<u8>,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let key = key(name);
        let key_id = Sha256::digest(spki(&key))[..20].to_vec();
        Self { key, key_id }
    }

    /// The CA's own certificate, in force from 2023 to 2033.
    pub(crate) fn draft(&self) -> Draft {
        Draft {
            serial: vec![0x06, 0xD1],
            issuer: CA_NAME,
            subject: CA_NAME,
            not_before: "2023-07-16T00:00:00Z",
            not_after: "2033-07-15T14:59:59Z",
            spki: spki(&self.key),
            extensions: vec![
                key_usage(&[KeyUsages::KeyCertSign, KeyUsages::CRLSign]),
                constraints(true),
                subject_key(&self.key_id),
            ],
        }
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        self.draft().sign(&self.key)
    }

    /// A certificate of a card under this CA, from 2025-10-27 to the end of 2030-02-17 in Japan.
    pub(crate) fn user(&self) -> Draft {
        Draft {
            serial: vec![0x22, 0x7B, 0x13],
            issuer: CA_NAME,
            subject: SUBJECT,
            not_before: "2025-10-27T01:35:42Z",
            not_after: "2030-02-17T14:59:59Z",
            spki: spki(&key("user")),
            extensions: vec![
                key_usage(&[KeyUsages::DigitalSignature]),
                purposes(&[CLIENT_AUTH]),
                policies(&[TEST_POLICY]),
                authority(&self.key_id),
            ],
        }
    }

    pub(crate) fn user_certificate(&self) -> UserCertificate {
        UserCertificate::parse(&self.user().sign(&self.key)).unwrap()
    }

    /// A store that trusts this CA and the test policy.
    pub(crate) fn trust(&self) -> TrustStore {
        TrustStore::from_ders([self.der()], &[Policy::Test]).unwrap()
    }

    /// An empty list of this CA, of one day in 2026.
    pub(crate) fn list(&self) -> TbsCertList {
        TbsCertList {
            version: x509_cert::Version::V2,
            signature: self.key.signature_algorithm_identifier().unwrap(),
            issuer: Name::from_str(CA_NAME).unwrap(),
            this_update: time("2026-11-22T00:00:00Z"),
            next_update: Some(time("2026-11-23T00:00:00Z")),
            revoked_certificates: None,
            crl_extensions: Some(vec![authority(&self.key_id)]),
        }
    }

    pub(crate) fn sign_list(&self, list: &TbsCertList) -> Vec<u8> {
        let signature = sign(&self.key, &list.to_der().unwrap());
        CertificateList {
            tbs_cert_list: list.clone(),
            signature_algorithm: list.signature.clone(),
            signature: BitString::from_bytes(&signature).unwrap(),
        }
        .to_der()
        .unwrap()
    }
}

pub(crate) fn revoked(serial: &[u8], since: &str) -> RevokedCert {
    RevokedCert {
        serial_number: SerialNumber::new(serial).unwrap(),
        revocation_date: time(since),
        crl_entry_extensions: None,
    }
}
