//! Objects never reach outside the bytes they were read from, at any depth.
#![no_main]

use kyotaku_core::apdu::tlv;
use libfuzzer_sys::fuzz_target;

/// Sums the lengths of the values on one level, and visits the levels below.
fn walk(objects: tlv::Objects<'_>, depth: usize) -> usize {
    objects
        .map_while(Result::ok)
        .map(|object| {
            if object.is_constructed() && depth < 16 {
                assert!(walk(object.children(), depth + 1) <= object.value.len());
            }
            object.value.len()
        })
        .sum()
}

fuzz_target!(|data: &[u8]| assert!(walk(tlv::objects(data), 0) <= data.len()));
