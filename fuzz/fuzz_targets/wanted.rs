//! Any bytes as what `checker_fuzz::wanted` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::wanted::holds(data));
