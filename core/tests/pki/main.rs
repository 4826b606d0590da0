//! Tests of `kyotaku_core::pki` through its public API, with certificates made on the spot.

// A test target is compiled with `cfg(test)` anyway. Saying so tells the lints that helpers of
// tests may unwrap as the tests themselves may.
#[cfg(test)]
mod certificate;
#[cfg(test)]
mod crl;
#[cfg(test)]
mod cvc;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod robustness;
#[cfg(test)]
mod trust;
#[cfg(test)]
mod wycheproof;
