//! Applications, files and who may use them.

use kyotaku_core::apdu::StatusWord;
use serde::{Deserialize, Serialize};

use super::Image;

/// Elementary file identifier.
pub(super) type FileId = u16;

/// Application identifier of the card manager (GlobalPlatform), which logs out whatever was
/// selected.
pub(super) const CARD_MANAGER: [u8; 7] = [0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];

/// Applications of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Application {
    /// 共通カードAP.
    Common,
    /// 公的個人認証AP.
    Jpki,
    /// 住基AP; for municipalities, empty here.
    Juki,
    /// 券面事項確認AP.
    Surface,
    /// 券面事項入力補助AP.
    Text,
}

impl Application {
    const ALL: [Self; 5] = [
        Self::Common,
        Self::Jpki,
        Self::Juki,
        Self::Surface,
        Self::Text,
    ];

    pub(super) fn aid(self) -> [u8; 10] {
        match self {
            Self::Common => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00],
            Self::Jpki => [0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01],
            Self::Juki => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01],
            Self::Surface => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02],
            Self::Text => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08],
        }
    }

    pub(super) fn by_aid(aid: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|app| app.aid() == aid)
    }

    /// Whether a file holds 個人番号 or is opened by it (照合番号A). The emulated card keeps no number; it
    /// counts the attempts, because none may ever be made.
    pub(super) fn is_individual_number(self, file: FileId) -> bool {
        matches!(
            (self, file),
            (Self::Text, 0x0001 | 0x0014) | (Self::Surface, 0x0005 | 0x0013)
        )
    }
}

/// Reference data that VERIFY compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secret {
    /// 利用者証明用 PIN, JPKI EF 0018.
    AuthenticationPin,
    /// 署名用 password, JPKI EF 001B.
    SignaturePassword,
    /// 生年月日, surface EF 0011.
    SurfaceBirthDate,
    /// 照合番号B, surface EF 0012.
    SurfaceNumberB,
    /// 照合番号A, surface EF 0013.
    SurfaceNumberA,
    /// 券面事項入力補助用 PIN, text EF 0011.
    TextPin,
    /// 照合番号A, text EF 0014.
    TextNumberA,
    /// 照合番号B, text EF 0015.
    TextNumberB,
}

impl Secret {
    /// Tries after issue and after every success.
    #[must_use]
    pub fn tries(self) -> u8 {
        match self {
            Self::AuthenticationPin | Self::TextPin => 3,
            Self::SignaturePassword => 5,
            Self::SurfaceBirthDate
            | Self::SurfaceNumberA
            | Self::SurfaceNumberB
            | Self::TextNumberA
            | Self::TextNumberB => 10,
        }
    }

    /// What it is compared with; `None` when this card never had one, so that it is unusable.
    ///
    /// Numbers printed on the card are not emulated.
    pub(super) fn reference(self, image: &Image) -> Option<&[u8]> {
        match self {
            Self::AuthenticationPin | Self::TextPin => {
                image.authentication.pin.as_ref().map(<[u8; 4]>::as_slice)
            }
            Self::SignaturePassword => image
                .signature
                .as_ref()
                .map(|signature| signature.password.as_slice()),
            _ => None,
        }
    }
}

/// Private keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyFile {
    /// JPKI EF 0017.
    Authentication,
    /// JPKI EF 001A.
    Signature,
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Anybody.
    Anyone,
    /// Whoever has verified this.
    After(Secret),
}

/// One elementary file.
pub(super) enum File {
    Bytes {
        content: Vec<u8>,
        reader: Reader,
    },
    Key(KeyFile),
    Secret(Secret),
    /// Root key of terminal certificates: referenced by MSE, never read.
    TerminalRoot,
}

impl File {
    /// Looks a file up; what is not public about the real card is not there.
    pub(super) fn find(
        image: &Image,
        extended: bool,
        app: Application,
        id: FileId,
    ) -> Option<Self> {
        match app {
            Application::Jpki => Self::jpki(image, id),
            Application::Surface => Self::surface(id),
            Application::Text => Self::text(image, extended, id),
            Application::Common | Application::Juki => None,
        }
    }

    fn jpki(image: &Image, id: FileId) -> Option<Self> {
        let free = |content| Self::Bytes {
            content,
            reader: Reader::Anyone,
        };
        Some(match id {
            0x0001 => Self::Bytes {
                content: image.signature.as_ref()?.certificate.clone(),
                reader: Reader::After(Secret::SignaturePassword),
            },
            0x0002 => free(image.signature_ca.clone()),
            0x0006 => free(image.token_information()),
            0x0008 => free(image.availability()),
            0x000A => free(image.authentication.certificate.clone()?),
            0x000B => free(image.authentication_ca.clone()),
            0x0016 => Self::TerminalRoot,
            0x0017 => Self::Key(KeyFile::Authentication),
            0x0018 => Self::Secret(Secret::AuthenticationPin),
            0x001A => Self::Key(KeyFile::Signature),
            0x001B => Self::Secret(Secret::SignaturePassword),
            _ => return None,
        })
    }

    fn surface(id: FileId) -> Option<Self> {
        Some(match id {
            0x0001 => Self::empty(Secret::SurfaceBirthDate),
            0x0002..=0x0004 => Self::empty(Secret::SurfaceNumberB),
            0x0005 | 0x0006 => Self::empty(Secret::SurfaceNumberA),
            0x0011 => Self::Secret(Secret::SurfaceBirthDate),
            0x0012 => Self::Secret(Secret::SurfaceNumberB),
            0x0013 => Self::Secret(Secret::SurfaceNumberA),
            _ => return None,
        })
    }

    fn text(image: &Image, extended: bool, id: FileId) -> Option<Self> {
        Some(match id {
            0x0001 => Self::empty(Secret::TextNumberA),
            0x0002 => Self::Bytes {
                content: image.text_identity(),
                reader: Reader::After(Secret::TextPin),
            },
            0x0003 | 0x0004 => Self::empty(Secret::TextPin),
            0x0005 => Self::Bytes {
                content: Image::text_basics(extended),
                reader: Reader::Anyone,
            },
            0x0011 => Self::Secret(Secret::TextPin),
            0x0014 => Self::Secret(Secret::TextNumberA),
            0x0015 => Self::Secret(Secret::TextNumberB),
            _ => return None,
        })
    }

    fn empty(secret: Secret) -> Self {
        Self::Bytes {
            content: Vec::new(),
            reader: Reader::After(secret),
        }
    }
}

/// How P2 of VERIFY and SIGN, and P1 of READ BINARY, name a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileReference {
    Current,
    Short(FileId),
}

impl FileReference {
    /// `80` is the current file, `80 | sfi` a short file identifier 1–30.
    pub(super) fn parse(reference: u8) -> Result<Self, StatusWord> {
        match reference {
            0x80 => Ok(Self::Current),
            0x81..=0x9E => Ok(Self::Short(FileId::from(reference & 0x1F))),
            _ => Err(StatusWord::IncorrectParameters),
        }
    }
}
