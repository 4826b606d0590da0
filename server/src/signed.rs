//! What devices sign.

use kyotaku_core::pki::P256Key;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::identifier::DeviceId;
use kyotaku_core::wire::jws::Claims;

/// The claims of a JWS, once it is known that this device has signed exactly them.
///
/// # Errors
///
/// `MKA-E2056` for anything else.
pub fn signed_by<T: Claims<Signer = DeviceId>>(
    device: &DeviceId,
    key: &P256Key,
    jws: &str,
) -> Result<T, Code> {
    let signed = T::parse(jws).map_err(|_| Code::DeviceSignatureWrong)?;
    if signed.signer() != device {
        return Err(Code::DeviceSignatureWrong);
    }
    signed.verify(key).map_err(|_| Code::DeviceSignatureWrong)
}
