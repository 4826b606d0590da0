//! Sealed records by name, and the manifest that names them all.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::error::StoreError;
use super::key::{Collection, Key, RecordId};
use super::seal::{self, Cipher};

/// Sealed records by name.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Records(pub(super) BTreeMap<String, Vec<u8>>);

/// A record of a collection with its place in the order.
#[derive(Serialize, Deserialize)]
struct Ordered<T> {
    order: u64,
    record: T,
}

impl Records {
    pub(super) fn read<T: DeserializeOwned>(
        &self,
        cipher: &Cipher,
        key: &Key<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.0.get(key.name()) {
            Some(sealed) => unseal(cipher, key.name(), key.schema(), sealed).map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn list<T: DeserializeOwned>(
        &self,
        cipher: &Cipher,
        collection: &Collection<T>,
    ) -> Result<Vec<(RecordId, T)>, StoreError> {
        let mut found = Vec::new();
        for (name, sealed) in &self.0 {
            if let Some(id) = collection.id_of(name) {
                let ordered: Ordered<T> = unseal(cipher, name, collection.schema(), sealed)?;
                found.push((ordered.order, id, ordered.record));
            }
        }
        found.sort_by_key(|&(order, ..)| order);
        Ok(found
            .into_iter()
            .map(|(_, id, record)| (id, record))
            .collect())
    }

    pub(super) fn put<T: Serialize>(
        &mut self,
        cipher: &Cipher,
        key: &Key<T>,
        value: &T,
    ) -> Result<(), StoreError> {
        self.refuse_newer(key.name(), key.schema())?;
        let sealed = seal(cipher, key.name(), key.schema(), value)?;
        self.0.insert(key.name().to_owned(), sealed);
        Ok(())
    }

    pub(super) fn put_record<T: Serialize>(
        &mut self,
        cipher: &Cipher,
        collection: &Collection<T>,
        id: &RecordId,
        order: u64,
        record: &T,
    ) -> Result<(), StoreError> {
        let name = collection.name_of(id);
        self.refuse_newer(&name, collection.schema())?;
        let sealed = seal(
            cipher,
            &name,
            collection.schema(),
            &Ordered { order, record },
        )?;
        self.0.insert(name, sealed);
        Ok(())
    }

    /// The place of a record of a collection, in whatever version it is kept.
    pub(super) fn order<T>(
        &self,
        cipher: &Cipher,
        collection: &Collection<T>,
        id: &RecordId,
    ) -> Result<Option<u64>, StoreError> {
        let name = collection.name_of(id);
        let Some(sealed) = self.0.get(&name) else {
            return Ok(None);
        };
        let stored = seal::schema(sealed).unwrap_or_default();
        let ordered: Ordered<serde::de::IgnoredAny> = unseal(cipher, &name, stored, sealed)?;
        Ok(Some(ordered.order))
    }

    /// The place behind the last record of a collection.
    pub(super) fn next_order<T>(
        &self,
        cipher: &Cipher,
        collection: &Collection<T>,
    ) -> Result<u64, StoreError> {
        let mut next = 0;
        for name in self.0.keys() {
            if let Some(id) = collection.id_of(name)
                && let Some(order) = self.order(cipher, collection, &id)?
            {
                next = next.max(order + 1);
            }
        }
        Ok(next)
    }

    /// Removes a record and tells whether it was there.
    pub(super) fn remove(&mut self, name: &str, schema: u32) -> Result<bool, StoreError> {
        self.refuse_newer(name, schema)?;
        Ok(self.0.remove(name).is_some())
    }

    /// A record in a newer form says something that this version does not understand, so it is
    /// neither replaced nor removed. An older one may be: that is how a form is changed.
    fn refuse_newer(&self, name: &str, known: u32) -> Result<(), StoreError> {
        match self.0.get(name).and_then(|sealed| seal::schema(sealed)) {
            Some(stored) if stored > known => Err(StoreError::Schema {
                name: name.to_owned(),
                stored,
                known,
            }),
            _ => Ok(()),
        }
    }
}

fn seal<T: Serialize>(
    cipher: &Cipher,
    name: &str,
    schema: u32,
    value: &T,
) -> Result<Vec<u8>, StoreError> {
    let plain = serde_json::to_vec(value).map_err(|_| StoreError::Value {
        name: name.to_owned(),
    })?;
    cipher.seal(name, schema, &Zeroizing::new(plain))
}

fn unseal<T: DeserializeOwned>(
    cipher: &Cipher,
    name: &str,
    known: u32,
    sealed: &[u8],
) -> Result<T, StoreError> {
    let misfit = || StoreError::Value {
        name: name.to_owned(),
    };
    let stored = seal::schema(sealed).ok_or_else(misfit)?;
    if stored != known {
        return Err(StoreError::Schema {
            name: name.to_owned(),
            stored,
            known,
        });
    }
    let plain = cipher.unseal(name, sealed).ok_or_else(misfit)?;
    serde_json::from_slice(&plain).map_err(|_| misfit())
}

/// Which records there are, and how often they were changed.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) generation: u64,
    /// SHA-256 of each sealed record, in hexadecimal.
    records: BTreeMap<String, String>,
}

impl Manifest {
    const NAME: &str = "manifest";
    const SCHEMA: u32 = 1;

    pub(super) fn new(generation: u64, records: &Records) -> Self {
        let digest = |sealed: &Vec<u8>| hex::encode(Sha256::digest(sealed));
        Self {
            generation,
            records: records
                .0
                .iter()
                .map(|(name, sealed)| (name.clone(), digest(sealed)))
                .collect(),
        }
    }

    pub(super) fn describes(&self, records: &Records) -> bool {
        Self::new(self.generation, records).records == self.records
    }

    pub(super) fn seal(&self, cipher: &Cipher) -> Result<Vec<u8>, StoreError> {
        seal(cipher, Self::NAME, Self::SCHEMA, self)
    }

    /// The manifest, or `None` when these bytes are none that this key has sealed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Schema`] for one of another version.
    pub(super) fn unseal(cipher: &Cipher, sealed: &[u8]) -> Result<Option<Self>, StoreError> {
        if cipher.unseal(Self::NAME, sealed).is_none() {
            return Ok(None);
        }
        unseal(cipher, Self::NAME, Self::SCHEMA, sealed).map(Some)
    }
}
