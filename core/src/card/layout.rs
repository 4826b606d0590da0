//! Applications, files and references of a My Number Card.
//!
//! Only what Kyotaku uses is named. The files that hold the 個人番号 are deliberately absent:
//! nothing here can select or read them.
//!
//! Sources: OpenSC `jpki.h`; the published readers jpki/myna, myna-card and `TRETJapanNFCReader`
//! agree on every value below.

/// An application identifier, 5–16 bytes (ISO/IEC 7816-4 §12.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aid(&'static [u8]);

impl Aid {
    /// 公的個人認証 (JPKI): certificates and keys.
    pub const JPKI: Self = Self(&[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01]);

    /// The bytes as SELECT carries them.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        self.0
    }
}

/// An elementary file of the JPKI application: its two-byte identifier, whose low five bits are
/// also its short identifier (ISO/IEC 7816-4 §7.3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId(u16);

impl FileId {
    /// Token information in PKCS#11 field order; readable by anyone.
    pub const TOKEN_INFORMATION: Self = Self(0x0006);
    /// 利用者証明用電子証明書, X.509 DER; readable by anyone.
    pub const USER_CERTIFICATE: Self = Self(0x000A);
    /// The private key of the 利用者証明用電子証明書.
    pub const USER_KEY: Self = Self(0x0017);
    /// The four-digit PIN of that key, three tries.
    pub const USER_PIN: Self = Self(0x0018);

    /// The identifier as SELECT carries it.
    #[must_use]
    pub const fn bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    /// The short identifier, 1–30.
    #[must_use]
    pub const fn short(self) -> u8 {
        self.bytes()[1] & 0x1F
    }

    /// P1 of READ BINARY by short identifier (ISO/IEC 7816-4 §7.2.3: bit 8 set).
    #[must_use]
    pub const fn read_reference(self) -> u8 {
        0x80 | self.short()
    }

    /// P2 of VERIFY and of the signature command: specific reference data, bit 8 set
    /// (ISO/IEC 7816-4 §7.5.6, table 94).
    #[must_use]
    pub const fn key_reference(self) -> u8 {
        0x80 | self.short()
    }
}

/// Length of the label that opens [`FileId::TOKEN_INFORMATION`], padded with spaces.
pub const TOKEN_LABEL: u32 = 32;

/// Shortest and longest certificate that is read from a card, in bytes.
///
/// Real ones measure about 1600; below 256 the header is not `30 82`, and 4096 is where a lying
/// header stops costing the patient time.
pub const CERTIFICATE_LENGTH: core::ops::RangeInclusive<usize> = 256..=4096;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_those_of_the_published_readers() {
        assert_eq!(FileId::USER_CERTIFICATE.read_reference(), 0x8A);
        assert_eq!(FileId::TOKEN_INFORMATION.read_reference(), 0x86);
        assert_eq!(FileId::USER_KEY.key_reference(), 0x97);
        assert_eq!(FileId::USER_PIN.key_reference(), 0x98);
        assert_eq!(FileId::USER_CERTIFICATE.bytes(), [0x00, 0x0A]);
    }
}
