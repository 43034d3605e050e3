//! Any bytes as what `checker_fuzz::record` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::record::holds(data));
