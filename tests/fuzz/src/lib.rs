//! What several targets share.

pub mod jws;
