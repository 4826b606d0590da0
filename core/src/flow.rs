//! What staff do with the phone, step by step.
//!
//! One flow is here: [`presence`], a patient identified by card. Activation, sign-in, consent and
//! the stored state around them are not part of this version.

pub mod presence;
