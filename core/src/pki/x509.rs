//! What certificates and revocation lists have in common (RFC 5280 §4.1 and §5.1): the signed
//! envelope, extensions and times, read strictly.

use der::asn1::{BitStringRef, ObjectIdentifier};
use der::oid::AssociatedOid;
use der::{AnyRef, Decode, Encode, Reader, SliceReader, Tag, Tagged};
use jiff::Timestamp;
use x509_cert::ext::Extension;
use x509_cert::spki::AlgorithmIdentifierRef;
use x509_cert::time::Time;

/// `sha256WithRSAEncryption`, RFC 8017 appendix C.
const SHA256_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");

/// The bytes are not what the standard prescribes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed {part}")]
pub struct Malformed {
    /// The part that could not be read, in the words of the standard.
    pub part: &'static str,
}

/// `SIGNED { … }`: content, algorithm and signature.
pub(super) struct Signed<'a> {
    /// The signed bytes as they were received. Never re-encoded: the signature covers these.
    pub(super) content: &'a [u8],
    pub(super) algorithm: AlgorithmIdentifierRef<'a>,
    pub(super) signature: &'a [u8],
}

impl<'a> Signed<'a> {
    /// Takes the envelope apart; `der` must end where it ends.
    pub(super) fn from_der(der: &'a [u8]) -> Result<Self, Malformed> {
        Self::read(der).map_err(|_| Malformed {
            part: "signed envelope",
        })
    }

    fn read(der: &'a [u8]) -> der::Result<Self> {
        let envelope = AnyRef::from_der(der)?;
        envelope.tag().assert_eq(Tag::Sequence)?;
        let mut reader = SliceReader::new(envelope.value())?;
        let content = reader.tlv_bytes()?;
        let algorithm = AlgorithmIdentifierRef::decode(&mut reader)?;
        let signature = BitStringRef::decode(&mut reader)?;
        let signature = signature
            .as_bytes()
            .ok_or_else(|| Tag::BitString.value_error())?;
        reader.finish()?;
        Ok(Self {
            content,
            algorithm,
            signature,
        })
    }

    /// Returns the algorithm that is not SHA-256 with RSA, if one of the two statements of it is.
    ///
    /// `inner` is the one under the signature; it has to agree (RFC 5280 §4.1.1.2). The
    /// parameters are NULL and present (RFC 4055 §5).
    pub(super) fn unsupported_algorithm(
        &self,
        inner: AlgorithmIdentifierRef<'_>,
    ) -> Option<ObjectIdentifier> {
        let is_supported = |algorithm: &AlgorithmIdentifierRef<'_>| {
            algorithm.oid == SHA256_WITH_RSA && algorithm.parameters.is_some_and(AnyRef::is_null)
        };
        let unsupported = [self.algorithm, inner]
            .into_iter()
            .find(|one| !is_supported(one));
        unsupported.map(|algorithm| algorithm.oid)
    }
}

/// The extensions of a certificate or of a list.
pub(super) struct Extensions<'a>(&'a [Extension]);

impl<'a> Extensions<'a> {
    /// More than any certificate has; a list of megabytes could otherwise hold a million.
    const MAX_COUNT: usize = 32;

    /// Refuses a repeated extension (RFC 5280 §4.2).
    pub(super) fn new(extensions: Option<&'a Vec<Extension>>) -> Result<Self, Malformed> {
        let extensions = extensions.map_or(&[][..], Vec::as_slice);
        if extensions.len() > Self::MAX_COUNT {
            return Err(Malformed { part: "extensions" });
        }
        for (index, extension) in extensions.iter().enumerate() {
            if extensions[..index]
                .iter()
                .any(|other| other.extn_id == extension.extn_id)
            {
                return Err(Malformed { part: "extensions" });
            }
        }
        Ok(Self(extensions))
    }

    /// Reads one extension, if it is there, with its critical flag.
    ///
    /// The value must be DER: it has to come out of the encoder as it went into the decoder.
    pub(super) fn find<T>(&self, part: &'static str) -> Result<Option<(bool, T)>, Malformed>
    where
        T: AssociatedOid + Encode + for<'b> Decode<'b, Error = der::Error>,
    {
        let Some(extension) = self.0.iter().find(|extension| extension.extn_id == T::OID) else {
            return Ok(None);
        };
        let bytes = extension.extn_value.as_bytes();
        let value = T::from_der(bytes).map_err(|_| Malformed { part })?;
        if value.to_der().is_ok_and(|canonical| canonical == bytes) {
            Ok(Some((extension.critical, value)))
        } else {
            Err(Malformed { part })
        }
    }

    /// Returns the first critical extension that is not among those the caller processes.
    pub(super) fn unknown_critical(&self, known: &[ObjectIdentifier]) -> Option<ObjectIdentifier> {
        self.0
            .iter()
            .find(|extension| extension.critical && !known.contains(&extension.extn_id))
            .map(|extension| extension.extn_id)
    }
}

/// Converts an X.509 time, which has whole seconds and is in UTC.
pub(super) fn timestamp(time: Time) -> Result<Timestamp, Malformed> {
    i64::try_from(time.to_unix_duration().as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(Malformed { part: "time" })
}

/// Tells whether `now` lies between two X.509 times, both included.
///
/// X.509 time has no fractions: the last second belongs to the interval as a whole.
pub(super) fn contains(not_before: Timestamp, not_after: Timestamp, now: Timestamp) -> bool {
    not_before <= now && now.as_second() <= not_after.as_second()
}
