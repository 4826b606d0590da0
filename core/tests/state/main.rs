//! Tests of `kyotaku_core::store` through its public API, on real files.

// A test target is compiled with `cfg(test)` anyway. Saying so tells the lints that helpers of
// tests may unwrap as the tests themselves may.
#[cfg(test)]
mod changes;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod erasing;
#[cfg(test)]
mod fixture;
#[cfg(test)]
#[cfg(unix)]
mod full_disk;
#[cfg(test)]
#[cfg(unix)]
mod killing;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod situations;
