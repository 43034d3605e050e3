//! Any bytes as what `checker_fuzz::metadata` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::metadata::holds(data));
