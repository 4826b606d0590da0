//! OpenAPI schemas of what is text in JSON; with the feature `openapi` only.
//!
//! Structures derive their schemas. Text with rules of its own is described here, because a derive
//! sees the Rust type and not the text it becomes.

use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{KnownFormat, RefOr};

/// A text and its rules.
#[derive(Clone, Copy, Default)]
pub(crate) struct Text<'a> {
    /// What it means, in Markdown.
    pub(crate) description: &'a str,
    /// A regular expression that it matches as a whole.
    pub(crate) pattern: Option<&'a str>,
    /// Its least and its greatest number of characters.
    pub(crate) length: Option<(usize, usize)>,
    /// A format of JSON Schema or OpenAPI.
    pub(crate) format: Option<&'a str>,
    /// Whether it must not be shown.
    pub(crate) secret: bool,
    /// Whether it is bytes in base64url.
    pub(crate) bytes: bool,
    /// What it may look like.
    pub(crate) example: Option<&'a str>,
}

impl Text<'_> {
    pub(crate) fn schema(self) -> RefOr<Schema> {
        let format = self
            .format
            .map(|format| SchemaFormat::Custom(format.to_owned()));
        let password = self
            .secret
            .then_some(SchemaFormat::KnownFormat(KnownFormat::Password));
        let mut schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(self.description.trim()))
            .pattern(self.pattern)
            .min_length(self.length.map(|(least, _)| least))
            .max_length(self.length.map(|(_, greatest)| greatest))
            .format(password.or(format));
        if self.bytes {
            schema = schema.content_encoding("base64url");
        }
        if let Some(example) = self.example {
            schema = schema.examples([example]);
        }
        schema.into()
    }
}

/// The pattern of the one base64url text of `length` bytes, and its number of characters: what is
/// left over after groups of three bytes leaves bits of the last character that must be zero.
pub(crate) fn base64url_of(length: usize) -> (String, usize) {
    let (last, more) = match length % 3 {
        1 => ("[A-Za-z0-9_-][AQgw]", 2),
        2 => ("[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]", 3),
        _ => ("", 0),
    };
    let whole = length / 3 * 4;
    (format!("^[A-Za-z0-9_-]{{{whole}}}{last}$"), whole + more)
}

/// Gives a type the schema of a [`Text`].
macro_rules! text_schema {
    ($name:ident { $($field:ident: $value:expr),+ $(,)? }) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                crate::wire::schema::Text {
                    $($field: $value,)+
                    ..Default::default()
                }
                .schema()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use text_schema;

/// Bytes of any number in base64url.
pub(crate) struct Base64Url;

text_schema!(Base64Url {
    description: "Bytes in base64url without padding (RFC 4648 §5); bits that carry nothing are zero.",
    pattern: Some("^([A-Za-z0-9_-]{4})*([A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$"),
    bytes: true,
});

/// A JWS in compact form.
pub(crate) struct CompactJws;

text_schema!(CompactJws {
    description: "A JWS in compact form (RFC 7515 §3.1): three parts in base64url, parted by dots; ES256.",
    pattern: Some(r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"),
});

/// The number of a registered consent.
pub(crate) struct ReceptionNumber;

text_schema!(ReceptionNumber {
    description: "受付番号, unique within the institution.",
    pattern: Some("^[0-9]{13,}$"),
    example: Some("2026112200001"),
});
