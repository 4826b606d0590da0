//! Certification requests (PKCS#10, RFC 2986).

use der::asn1::BitString;
use der::oid::db::rfc5912::ECDSA_WITH_SHA_256;
use der::{Decode as _, Encode as _};
use x509_cert::name::Name;
use x509_cert::request::{CertReq, CertReqInfo, Version};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::{KeyVault, VaultError};

/// Makes a request for a certificate of the vault's key, in DER. Its subject is empty: the server
/// names the device.
///
/// # Errors
///
/// [`VaultError`].
pub fn certification_request(vault: &dyn KeyVault) -> Result<Vec<u8>, VaultError> {
    let spki = vault.device_public_key()?.to_spki_der();
    let public_key = SubjectPublicKeyInfoOwned::from_der(&spki).map_err(|_| VaultError::Faulty)?;
    let info = CertReqInfo {
        version: Version::V1,
        subject: Name::default(),
        public_key,
        attributes: der::asn1::SetOfVec::new(),
    };
    let to_be_signed = info.to_der().map_err(|_| VaultError::Faulty)?;
    let signature = vault.sign(&to_be_signed)?;
    let request = CertReq {
        info,
        algorithm: AlgorithmIdentifierOwned {
            oid: ECDSA_WITH_SHA_256,
            parameters: None,
        },
        signature: BitString::from_bytes(&signature).map_err(|_| VaultError::Faulty)?,
    };
    request.to_der().map_err(|_| VaultError::Faulty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::SoftwareVault;

    #[test]
    fn a_request_is_signed_by_the_key_it_carries() {
        let vault = SoftwareVault::ephemeral().unwrap();
        let request = certification_request(&vault).unwrap();
        let parsed = CertReq::from_der(&request).unwrap();
        let key = vault.device_public_key().unwrap();
        let spki = parsed.info.public_key.to_der().unwrap();
        assert_eq!(spki, key.to_spki_der());
        let to_be_signed = parsed.info.to_der().unwrap();
        assert!(
            key.verify_der(&to_be_signed, parsed.signature.raw_bytes())
                .is_ok()
        );
    }
}
