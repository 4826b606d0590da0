//! What is written into a chip at issue.

use rsa::{RsaPrivateKey, RsaPublicKey};

use crate::pki::leaf::Holder;

/// Contents of a chip.
#[derive(Clone)]
pub struct Image {
    /// Label of the JPKI token, at most 32 characters: tells generations of cards apart.
    pub label: &'static str,
    /// Whether the JPKI application is there at all.
    pub has_jpki: bool,
    /// 利用者証明用.
    pub authentication: Authentication,
    /// 署名用; children and people who declined have none.
    pub signature: Option<Signature>,
    /// CA certificate of 利用者証明用 (DER).
    pub authentication_ca: Vec<u8>,
    /// CA certificate of 署名用 (DER).
    pub signature_ca: Vec<u8>,
    /// Root key of terminal certificates.
    pub terminal_root: RsaPublicKey,
    /// Person shown by the text application; `None` leaves its files empty.
    pub holder: Option<Holder>,
}

/// 利用者証明用 certificate, key and PIN.
#[derive(Clone)]
pub struct Authentication {
    /// Contents of EF 000A, usually a certificate (DER); `None` when there is no such file.
    pub certificate: Option<Vec<u8>>,
    /// Private key; `None` for an algorithm this emulator does not sign with.
    pub key: Option<RsaPrivateKey>,
    /// Four ASCII digits; `None` on cards issued without PINs (顔認証マイナンバーカード).
    pub pin: Option<[u8; 4]>,
}

/// 署名用 certificate, key and password.
#[derive(Clone)]
pub struct Signature {
    /// Certificate (DER).
    pub certificate: Vec<u8>,
    /// Private key.
    pub key: RsaPrivateKey,
    /// 6–16 upper-case letters and digits.
    pub password: Vec<u8>,
}

/// PIN of every test card that has one.
pub const TEST_PIN: [u8; 4] = *b"1234";
/// Password of every test card that has one.
pub const TEST_PASSWORD: &[u8] = b"ABC123";

impl Image {
    /// EF 0006 of JPKI: PKCS#11's `CK_TOKEN_INFO` with four-byte big-endian integers, 160 bytes.
    ///
    /// ```text
    /// label 32 ‖ manufacturer 32 ‖ model 16 ‖ serial 16 ‖ flags 4 ‖ sessions 4×4 ‖ PIN lengths 2×4
    /// ‖ memory 4×4 ‖ hardware 2 ‖ firmware 2 ‖ time 16
    /// ```
    pub(super) fn token_information(&self) -> Vec<u8> {
        let mut info = Vec::with_capacity(160);
        for (text, width) in [
            (self.label, 32),
            ("KYOTAKU TEST", 32),
            ("EMULATOR", 16),
            ("0000000000000001", 16),
        ] {
            info.extend(text.bytes().chain(core::iter::repeat(b' ')).take(width));
        }
        // RNG, LOGIN_REQUIRED, USER_PIN_INITIALIZED, TOKEN_INITIALIZED.
        info.extend(0x0000_040D_u32.to_be_bytes());
        for sessions in [1_u32, 0, 1, 0] {
            info.extend(sessions.to_be_bytes());
        }
        for pin_length in [16_u32, 6] {
            info.extend(pin_length.to_be_bytes());
        }
        info.extend([0xFF; 16]);
        info.extend(*b"0301");
        info.extend([b'9'; 16]);
        info
    }

    /// EF 0008 of JPKI: which certificates are there, 署名用 then 利用者証明用.
    pub(super) fn availability(&self) -> Vec<u8> {
        let mark = |present: bool| if present { 0x8F } else { 0x00 };
        vec![
            mark(self.signature.is_some()),
            mark(self.authentication.certificate.is_some()),
            0x00,
        ]
    }

    /// EF 0005 of the text application: basic information, whose second byte declares extended
    /// lengths.
    ///
    /// Lengths are written in the long form where the short one would do, as the real file does.
    pub(super) fn text_basics(extended: bool) -> Vec<u8> {
        let support = if extended { 0x03 } else { 0x00 };
        let mut value = vec![0xDF, 0x41, 0x04, 0x01, support, 0x0E, 0x01];
        value.extend([0xDF, 0x42, 0x10]);
        value.extend([0x00; 16]);
        value.extend([0xDF, 0x43, 0x82, 0x00, 0x80]);
        value.extend([0x00; 128]);
        wrap([0xFF, 0x40], &value)
    }

    /// EF 0002 of the text application: the four items of identity.
    pub(super) fn text_identity(&self) -> Vec<u8> {
        let Some(holder) = &self.holder else {
            return Vec::new();
        };
        let born = holder.born.strftime("%Y%m%d").to_string();
        let mut items = Vec::new();
        let mut offsets = Vec::new();
        // Offsets count from the start of the file: five bytes of tag and length, eleven of this
        // table.
        for (tag, text) in [
            (0x22, holder.name.as_str()),
            (0x23, &holder.address),
            (0x24, &born),
            (0x25, &holder.sex),
        ] {
            let at = u16::try_from(5 + 11 + items.len()).unwrap_or(u16::MAX);
            offsets.extend(at.to_be_bytes());
            items.extend(wrap([0xDF, tag], text.as_bytes()));
        }
        let mut value = vec![0xDF, 0x21, 0x08];
        value.extend(offsets);
        value.extend(items);
        wrap([0xFF, 0x20], &value)
    }
}

/// A data object with a two-byte tag and a length of three bytes.
fn wrap(tag: [u8; 2], value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap_or(u16::MAX);
    let mut object = tag.to_vec();
    object.push(0x82);
    object.extend(length.to_be_bytes());
    object.extend(value);
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_information_has_the_length_of_the_real_file() {
        assert_eq!(Image::text_basics(true).len(), 164);
    }
}
