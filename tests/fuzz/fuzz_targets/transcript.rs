//! A transcript that parses is written and parsed again without a change.
#![no_main]

use kyotaku_core::card::transcript::Transcript;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    if let Ok(transcript) = data.parse::<Transcript>() {
        assert_eq!(transcript.to_string().parse(), Ok(transcript));
    }
});
