//! Distinguished names of the test hierarchy.
//!
//! The real service writes `C=JP` as PrintableString and everything else as UTF8String; so does
//! [`Name`]'s parser. Strings are in the order of RFC 4514, which is last component first.

use core::str::FromStr as _;

use der::asn1::Any;
use x509_cert::{
    ext::pkix::name::{GeneralName, GeneralNames, OtherName},
    name::Name,
};

use super::PkiError;

/// Which of the two services of JPKI a certificate belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// 利用者証明用.
    UserAuthentication,
    /// 署名用.
    DigitalSignature,
}

impl Service {
    /// Name of the CA; shared by all its generations.
    pub(super) fn authority(self) -> Result<Name, PkiError> {
        parse(&format!("OU=Kyotaku Reference Test CA,{}", self.base()))
    }

    /// The CA in Japanese, as the alternative names show it.
    pub(super) fn authority_in_japanese(self) -> Result<GeneralNames, PkiError> {
        let unit = match self {
            Self::UserAuthentication => "公的個人認証サービス利用者証明用(模擬)",
            Self::DigitalSignature => "公的個人認証サービス署名用(模擬)",
        };
        directory(&format!(
            "OU=居宅同意参照実装試験用認証局,OU={unit},O=公的個人認証サービス(模擬),C=JP"
        ))
    }

    /// Distribution point of the CA's own certificate.
    pub(super) fn authority_crl(self) -> Result<GeneralNames, PkiError> {
        directory(&format!(
            "CN=Kyotaku Reference Test CA CRLDP,OU=CRL Distribution Points,{}",
            self.base()
        ))
    }

    /// Distribution point of the certificates of one (fictional) municipality.
    pub(super) fn municipal_crl(self) -> Result<GeneralNames, PkiError> {
        directory(&format!(
            "CN=Sanko-shi Shiken-ku CRLDP,OU=Sanko-ken,OU=CRL Distribution Points,{}",
            self.base()
        ))
    }

    fn base(self) -> &'static str {
        match self {
            Self::UserAuthentication => "OU=JPKI for user authentication,O=JPKI-EMU,C=JP",
            Self::DigitalSignature => "OU=JPKI for digital signature,O=JPKI-EMU,C=JP",
        }
    }
}

/// Reads a name in the notation of RFC 4514.
pub(super) fn parse(text: &str) -> Result<Name, PkiError> {
    Ok(Name::from_str(text)?)
}

/// One `directoryName`.
pub(super) fn directory(text: &str) -> Result<GeneralNames, PkiError> {
    Ok(vec![GeneralName::DirectoryName(parse(text)?)])
}

/// `otherName` with a UTF8String under the arc of JPKI's personal data, 1.2.392.200149.8.5.5.
pub(super) fn personal(arc: u32, value: &str) -> Result<GeneralName, PkiError> {
    let arcs = der::asn1::ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5");
    Ok(GeneralName::OtherName(OtherName {
        type_id: arcs.push_arc(arc).map_err(der::Error::from)?,
        value: Any::new(der::Tag::Utf8String, value.as_bytes())?,
    }))
}
