//! Names of what is kept.

use std::fmt;
use std::marker::PhantomData;

/// The name under which one value of type `T` is kept, and the version of its form.
///
/// The name is seen by whoever reads the files; it is a fixed word and never a person. The version
/// is raised when the serialised form of `T` changes in a way that the older code cannot read.
pub struct Key<T> {
    name: &'static str,
    schema: u32,
    value: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// Names a record.
    ///
    /// # Panics
    ///
    /// When the name is not made of lower-case letters and hyphens; as a constant, that is an error
    /// of compilation.
    #[must_use]
    pub const fn new(name: &'static str, schema: u32) -> Self {
        assert!(is_word(name), "lower-case letters and hyphens");
        Self {
            name,
            schema,
            value: PhantomData,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn schema(&self) -> u32 {
        self.schema
    }
}

/// The name under which any number of values of type `T` are kept, in the order in which they were
/// added, and the version of their form. Each is found again by a random [`RecordId`].
pub struct Collection<T> {
    name: &'static str,
    schema: u32,
    value: PhantomData<fn() -> T>,
}

impl<T> Collection<T> {
    /// Names a collection.
    ///
    /// # Panics
    ///
    /// When the name is not made of lower-case letters and hyphens; as a constant, that is an error
    /// of compilation.
    #[must_use]
    pub const fn new(name: &'static str, schema: u32) -> Self {
        assert!(is_word(name), "lower-case letters and hyphens");
        Self {
            name,
            schema,
            value: PhantomData,
        }
    }

    pub(super) fn name_of(&self, id: &RecordId) -> String {
        format!("{}/{id}", self.name)
    }

    /// The record of this collection that has such a name.
    pub(super) fn id_of(&self, name: &str) -> Option<RecordId> {
        RecordId::parse(name.strip_prefix(self.name)?.strip_prefix('/')?)
    }

    pub(super) fn schema(&self) -> u32 {
        self.schema
    }
}

const fn is_word(name: &str) -> bool {
    let mut rest = name.as_bytes();
    while let [first, others @ ..] = rest {
        if !matches!(first, b'a'..=b'z' | b'-') {
            return false;
        }
        rest = others;
    }
    !name.is_empty()
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({} {})", self.name, self.schema)
    }
}

impl<T> fmt::Debug for Collection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Collection({} {})", self.name, self.schema)
    }
}

/// Sixteen random bytes that name a record of a [`Collection`]. `Display` gives them in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordId([u8; 16]);

impl RecordId {
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut id = [0; 16];
        getrandom::fill(&mut id)?;
        Ok(Self(id))
    }

    /// Reads what `Display` has given; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut id = [0; 16];
        hex::decode_to_slice(text, &mut id).ok()?;
        Some(Self(id))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordId({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_a_collection_are_known_by_their_names() {
        const PENDING: Collection<()> = Collection::new("pending", 1);
        const PEND: Collection<()> = Collection::new("pend", 1);
        let id = RecordId::random().unwrap();
        let name = PENDING.name_of(&id);
        assert_eq!(PENDING.id_of(&name), Some(id));
        assert_eq!(PEND.id_of(&name), None);
        assert_eq!(PENDING.id_of("pending"), None);
        assert_eq!(PENDING.id_of("pending/00"), None);
        assert_eq!(RecordId::parse(&id.to_string()), Some(id));
        assert_ne!(id, RecordId::random().unwrap());
    }

    #[test]
    fn names_are_words() {
        for name in ["", "Registration", "pending/1", "policy 2", "名"] {
            assert!(!is_word(name), "{name}");
        }
        assert!(is_word("device-check"));
    }
}
