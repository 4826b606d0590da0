//! Proving that a patient is present: challenge out, proof in.

pub mod challenge;
pub mod proof;
mod verify;
pub mod visual;
