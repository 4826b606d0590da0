//! Several changes that happen together.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::key::{Collection, Key, RecordId};
use super::records::Records;
use super::seal::Cipher;

/// Changes on top of what is kept. They are seen here at once, and by others when all are kept.
pub struct Transaction<'a> {
    cipher: &'a Cipher,
    records: Records,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(cipher: &'a Cipher, records: Records) -> Self {
        Self { cipher, records }
    }

    pub(super) fn into_records(self) -> Records {
        self.records
    }

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// [`StoreError::Schema`] when it is kept in another version, [`StoreError::Value`] when it
    /// does not fit `T`.
    pub fn read<T: DeserializeOwned>(&self, key: &Key<T>) -> Result<Option<T>, StoreError> {
        self.records.read(self.cipher, key)
    }

    /// Keeps a value in place of the one before, which may be of an older version.
    ///
    /// # Errors
    ///
    /// [`StoreError::Schema`] when a newer version is kept, [`StoreError::Value`] when the value
    /// cannot be serialised, [`StoreError::Random`].
    pub fn put<T: Serialize>(&mut self, key: &Key<T>, value: &T) -> Result<(), StoreError> {
        self.records.put(self.cipher, key, value)
    }

    /// Forgets a value; whether there was one is the answer.
    ///
    /// # Errors
    ///
    /// [`StoreError::Schema`] when a newer version is kept.
    pub fn remove<T>(&mut self, key: &Key<T>) -> Result<bool, StoreError> {
        self.records.remove(key.name(), key.schema())
    }

    /// Reads a collection, in the order of adding.
    ///
    /// # Errors
    ///
    /// As for [`Transaction::read`], for any of its records.
    pub fn list<T: DeserializeOwned>(
        &self,
        collection: &Collection<T>,
    ) -> Result<Vec<(RecordId, T)>, StoreError> {
        self.records.list(self.cipher, collection)
    }

    /// Adds a record behind the last one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Value`] when the record cannot be serialised, [`StoreError::Random`].
    pub fn add<T: Serialize>(
        &mut self,
        collection: &Collection<T>,
        record: &T,
    ) -> Result<RecordId, StoreError> {
        let id = RecordId::random()?;
        let order = self.records.next_order(self.cipher, collection)?;
        self.records
            .put_record(self.cipher, collection, &id, order, record)?;
        Ok(id)
    }

    /// Keeps a record in place of another, where it is still there; whether it was is the answer.
    /// The order stays, and the record before may be of an older version.
    ///
    /// # Errors
    ///
    /// As for [`Transaction::put`].
    pub fn replace<T: Serialize>(
        &mut self,
        collection: &Collection<T>,
        id: &RecordId,
        record: &T,
    ) -> Result<bool, StoreError> {
        let Some(order) = self.records.order(self.cipher, collection, id)? else {
            return Ok(false);
        };
        self.records
            .put_record(self.cipher, collection, id, order, record)?;
        Ok(true)
    }

    /// Forgets a record; whether it was there is the answer.
    ///
    /// # Errors
    ///
    /// [`StoreError::Schema`] when a newer version is kept.
    pub fn take_out<T>(
        &mut self,
        collection: &Collection<T>,
        id: &RecordId,
    ) -> Result<bool, StoreError> {
        self.records
            .remove(&collection.name_of(id), collection.schema())
    }
}

impl std::fmt::Debug for Transaction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Transaction(****)")
    }
}
