//! The phone's behaviour for Swift.
//!
//! It converts and forwards, and decides nothing: what may be done when, and what becomes of it, is
//! said by [`kyotaku_core::phone`]. `docs/ffi.md` has the rules of this boundary.
//!
//! | module | what crosses |
//! |---|---|
//! | [`phone`] | [`Phone`](phone::Phone), the one root object |
//! | [`visit`] | [`Visit`](visit::Visit) and [`CardTap`](tap::CardTap), one object for each that runs |
//! | [`vault`], [`logging`] | the two traits that Swift implements |
//! | [`cancellation`], [`clock`], [`secret`] | small objects: to cancel, to tell the time, to hand over a secret |
//! | [`error`] | [`KyotakuError`](error::KyotakuError), one case for each reaction |
//! | [`types`] | records and enums |

// UniFFI hands over what crosses as owned values.
#![allow(clippy::needless_pass_by_value)]

uniffi::setup_scaffolding!();

mod runtime;

pub mod cancellation;
pub mod clock;
pub mod error;
pub mod logging;
pub mod phone;
pub mod secret;
pub mod tap;
pub mod text;
pub mod types;
pub mod vault;
pub mod visit;
