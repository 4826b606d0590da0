//! Every command the core can send, by name. There are no others.
//!
//! All of them are built from constants that fit, so none can fail; `built` holds the one
//! conversion that Rust cannot see to be total.

use crate::apdu::{Command, ExpectedLength};

use super::layout::{Aid, FileId};

/// DigestInfo prefix of SHA-256 (RFC 8017 §9.2, note 1).
pub(super) const SHA256_DIGEST_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// How a PIN or key is named: by its short identifier, or by having been selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reference {
    /// P2 names the short identifier.
    #[default]
    Short,
    /// P2 is 80: the file that was selected before.
    Selected,
}

impl Reference {
    const fn p2(self, file: FileId) -> u8 {
        match self {
            Self::Short => file.key_reference(),
            Self::Selected => 0x80,
        }
    }
}

fn built(header: [u8; 4], data: &[u8]) -> Command {
    let command = Command::new(header);
    command.clone().carrying(data).unwrap_or(command)
}

/// SELECT an application, no answer data wanted (ISO/IEC 7816-4 §7.1.1; P2 = 0C).
pub(super) fn select_application(aid: Aid) -> Command {
    built([0x00, 0xA4, 0x04, 0x0C], aid.bytes())
}

/// SELECT an elementary file under the current application (P1 = 02, the only form cards take).
pub(super) fn select_file(file: FileId) -> Command {
    built([0x00, 0xA4, 0x02, 0x0C], &file.bytes())
}

/// READ BINARY from the start of a file named by its short identifier, which also selects it
/// (ISO/IEC 7816-4 §7.2.3).
pub(super) fn read_file(file: FileId, expected: ExpectedLength) -> Command {
    Command::new([0x00, 0xB0, file.read_reference(), 0x00]).expecting(expected)
}

/// READ BINARY of the current file at an offset below 2^15.
pub(super) fn read_current(offset: u16, expected: ExpectedLength) -> Command {
    let [high, low] = offset.to_be_bytes();
    Command::new([0x00, 0xB0, high & 0x7F, low]).expecting(expected)
}

/// VERIFY without data: asks for the remaining tries and costs none (ISO/IEC 7816-4 §7.5.6).
pub(super) fn ask_tries(pin: FileId, by: Reference) -> Command {
    Command::new([0x00, 0x20, 0x00, by.p2(pin)])
}

/// VERIFY with the PIN. Only [`super::pin`] may call this.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "a PIN is not copied without need"
)]
pub(super) fn verify(pin: FileId, by: Reference, digits: &[u8; 4]) -> Command {
    built([0x00, 0x20, 0x00, by.p2(pin)], digits)
}

/// PERFORM SECURITY OPERATION of the JPKI application: PKCS#1 v1.5 over a DigestInfo, with the
/// key named in P2 (as OpenSC's `jpki` driver sends it).
pub(super) fn sign(key: FileId, by: Reference, digest: &[u8; 32]) -> Command {
    let mut digest_info = [0u8; 51];
    digest_info[..19].copy_from_slice(&SHA256_DIGEST_INFO);
    digest_info[19..].copy_from_slice(digest);
    built([0x80, 0x2A, 0x00, by.p2(key)], &digest_info).expecting(ExpectedLength::SHORT_MAX)
}

/// GET RESPONSE (ISO/IEC 7816-4 §7.6.1).
pub(super) fn get_response(expected: ExpectedLength) -> Command {
    Command::new([0x00, 0xC0, 0x00, 0x00]).expecting(expected)
}

/// The command again with the length that `6Cxx` told.
pub(super) fn with_exact_length(command: &Command, expected: ExpectedLength) -> Command {
    let again = if command.data().is_empty() {
        Command::new(command.header())
    } else {
        built(command.header(), command.data())
    };
    again.expecting(expected)
}

/// The templates of MANAGE SECURITY ENVIRONMENT that RP-TA/1 sets (ISO/IEC 7816-4 §7.5.11).
#[derive(Clone, Copy)]
pub(super) enum Template {
    /// B6: the key that verifies the next certificate.
    DigitalSignature,
    /// A4: the key that authenticates the terminal.
    Authentication,
}

/// MSE: SET with a key reference (tag 83, 16 bytes).
pub(super) fn set_key(template: Template, key: &[u8; 16]) -> Command {
    let p2 = match template {
        Template::DigitalSignature => 0xB6,
        Template::Authentication => 0xA4,
    };
    let mut reference = [0u8; 18];
    reference[..2].copy_from_slice(&[0x83, 0x10]);
    reference[2..].copy_from_slice(key);
    built([0x00, 0x22, 0x81, p2], &reference)
}

/// PSO: VERIFY CERTIFICATE with the two data objects of a CV certificate, 563 bytes
/// (ISO/IEC 7816-8 §5.10, self-descriptive certificate).
pub(super) fn verify_certificate(certificate: &[u8]) -> Command {
    built([0x00, 0x2A, 0x00, 0xBE], certificate)
}

/// GET CHALLENGE of 16 bytes (ISO/IEC 7816-4 §7.5.3).
pub(super) fn get_challenge() -> Command {
    Command::new([0x00, 0x84, 0x00, 0x00]).expecting(ExpectedLength::from(16))
}

/// EXTERNAL AUTHENTICATE with the terminal's 256-byte signature (ISO/IEC 7816-4 §7.5.4).
pub(super) fn external_authenticate(signature: &[u8; 256]) -> Command {
    built([0x00, 0x82, 0x00, 0x00], signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex_of(command: &Command) -> String {
        hex::encode_upper(command.encode().as_slice())
    }

    #[test]
    fn commands_have_the_bytes_that_published_readers_send() {
        let hello: [u8; 32] =
            hex::decode("2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824")
                .unwrap()
                .try_into()
                .unwrap();
        for (command, bytes) in [
            (
                select_application(Aid::JPKI),
                "00A4040C0AD392F000260100000001",
            ),
            (select_file(FileId::USER_CERTIFICATE), "00A4020C02000A"),
            (
                read_file(FileId::USER_CERTIFICATE, ExpectedLength::SHORT_MAX),
                "00B08A0000",
            ),
            (
                read_file(FileId::USER_CERTIFICATE, ExpectedLength::EXTENDED_MAX),
                "00B08A00000000",
            ),
            (
                read_current(0x0600, ExpectedLength::from(0x29)),
                "00B0060029",
            ),
            (ask_tries(FileId::USER_PIN, Reference::Short), "00200098"),
            (
                verify(FileId::USER_PIN, Reference::Short, b"1234"),
                "002000980431323334",
            ),
            (
                sign(FileId::USER_KEY, Reference::Short, &hello),
                "802A0097333031300D0609608648016503040201050004202CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B982400",
            ),
            (ask_tries(FileId::USER_PIN, Reference::Selected), "00200080"),
            (get_response(ExpectedLength::from(0)), "00C0000000"),
            (get_challenge(), "0084000010"),
            (
                set_key(Template::DigitalSignature, b"9000000\x08\x05001\0\0\0\0"),
                "002281B612831039303030303030080530303100000000",
            ),
        ] {
            assert_eq!(hex_of(&command), bytes);
        }
    }

    #[test]
    fn terminal_commands_need_the_extended_form() {
        assert!(hex_of(&verify_certificate(&[0; 563])).starts_with("002A00BE000233"));
        assert!(hex_of(&external_authenticate(&[0; 256])).starts_with("00820000000100"));
    }

    #[test]
    fn a_corrected_length_changes_nothing_else() {
        let read = read_file(FileId::USER_CERTIFICATE, ExpectedLength::EXTENDED_MAX);
        assert_eq!(
            hex_of(&with_exact_length(&read, ExpectedLength::from(0x29))),
            "00B08A0029"
        );
        let sign = sign(FileId::USER_KEY, Reference::Short, &[0; 32]);
        let again = with_exact_length(&sign, ExpectedLength::from(0x80));
        assert_eq!(again.data(), sign.data());
        assert_eq!(again.expected(), Some(ExpectedLength::from(0x80)));
    }
}
