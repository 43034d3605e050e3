//! Any bytes as what `checker_fuzz::version` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::version::holds(data));
