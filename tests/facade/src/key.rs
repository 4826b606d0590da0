//! P-256 keys in software, for what stands in for the Secure Enclave.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};

use crate::TestingError;

fn key_of(private_key: &[u8]) -> Result<SigningKey, TestingError> {
    // Shorter numbers would be filled up with zeros.
    let number: [u8; 32] = private_key.try_into().map_err(|_| TestingError::NotAKey)?;
    SigningKey::from_slice(&number).map_err(|_| TestingError::NotAKey)
}

/// A new private key: the 32 bytes of its number.
///
/// # Errors
///
/// [`TestingError::Failed`] when the system gives no randomness.
#[uniffi::export]
pub fn p256_generate() -> Result<Vec<u8>, TestingError> {
    loop {
        let mut number = vec![0; 32];
        getrandom::fill(&mut number).map_err(TestingError::failed)?;
        // Zero and numbers above the order of the group are no keys; one draw in 2³² is refused.
        if key_of(&number).is_ok() {
            return Ok(number);
        }
    }
}

/// The public key of a private key: the uncompressed point of ANSI X9.63, 65 bytes.
///
/// # Errors
///
/// [`TestingError::NotAKey`].
#[uniffi::export]
pub fn p256_public_key(private_key: &[u8]) -> Result<Vec<u8>, TestingError> {
    let key = key_of(private_key)?;
    Ok(key.verifying_key().to_sec1_point(false).as_bytes().to_vec())
}

/// Signs a message: ECDSA over its SHA-256, in DER (X9.62), as Secure Enclaves do.
///
/// # Errors
///
/// [`TestingError::NotAKey`].
#[uniffi::export]
pub fn p256_sign(private_key: &[u8], message: &[u8]) -> Result<Vec<u8>, TestingError> {
    let signature: DerSignature = key_of(private_key)?.sign(message);
    Ok(signature.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier as _;

    use super::*;

    #[test]
    fn a_signature_is_verified_by_the_public_key_over_that_message_alone() {
        let private_key = p256_generate().unwrap();
        let public_key = p256_public_key(&private_key).unwrap();
        assert_eq!((public_key.len(), public_key[0]), (65, 0x04));
        let verifier = VerifyingKey::from_sec1_bytes(&public_key).unwrap();
        let signature = p256_sign(&private_key, b"message").unwrap();
        let signature = DerSignature::from_bytes(&signature).unwrap();
        verifier.verify(b"message", &signature).unwrap();
        verifier.verify(b"another", &signature).unwrap_err();
    }

    #[test]
    fn two_keys_are_different() {
        assert_ne!(p256_generate().unwrap(), p256_generate().unwrap());
    }

    #[test]
    fn bytes_that_are_no_key_are_refused() {
        for bytes in [&[][..], &[0; 32], &[0xFF; 32], &[1; 31]] {
            let refused = p256_public_key(bytes).unwrap_err();
            assert!(matches!(refused, TestingError::NotAKey));
            let refused = p256_sign(bytes, b"message").unwrap_err();
            assert!(matches!(refused, TestingError::NotAKey));
        }
    }
}
